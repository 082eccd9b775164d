"""Makes the calls of one task: its random numbers depend on the seed and the task alone."""

from typing import Any

import numpy as np

from checks.exercises.convolution.calls import Padding, Pair, arguments
from checks.exercises.convolution.form import has_channels, has_several_kernels
from checks.exercises.pictures import Called, called
from checks.model import Array, Case
from checks.model.assignment import CasePolicy, Task

DIGITS = Called("MNIST digits", "MNIST digit", "digit", "digit {} of MNIST", "handout's", "On a digit")
KNOWN = {"MNIST": DIGITS}  # pictures, by the word that tells them
HANDOUT_KERNEL = np.array([[1, 0, -1], [1, 0, -1], [1, 0, -1]])
HANDOUT_KERNEL.setflags(write=False)
SEVERAL = 20  # pictures; enough to see a mistake, few enough to be quick
LARGEST = 28  # pixels to a side that a kernel as large as the image has at most: on more it takes too long


class Maker:
    """Makes them; `pictures` are (m, h, w) or (m, h, w, c)."""

    def __init__(self, task: Task, policy: CasePolicy, pictures: Array) -> None:
        self.task, self.policy, self.pictures = task, policy, pictures
        self.called = called(task, KNOWN)
        self.random = np.random.default_rng([policy.seed, *task.id.encode()])
        self.several = pictures[:: max(1, len(pictures) // SEVERAL)][:SEVERAL]
        self._count = 0

    def case(
        self,
        family: str,
        title: str,
        images: Array,
        kernel: Array,
        padding: Padding | None = (1, 1),
        stride: Pair | None = None,
        **more: Any,
    ) -> Case:
        """A case with the padding left out where the task takes none."""
        self._count += 1
        return Case(
            id=f"{family}-{self._count}",
            family=family,
            title=title,
            arguments=arguments(self.task, images, kernel, padding, stride),
            hidden=family in self.policy.hidden,
            **more,
        )

    def floats(self, *shape: int) -> Array:
        """Standard normal float64 values."""
        return self.random.standard_normal(shape)

    def integers(self, *shape: int, limit: int = 9) -> Array:
        """int64 values in -limit..limit, none of them zero, so that every tap counts."""
        values: Array = self.random.integers(1, limit + 1, shape) * self.random.choice([-1, 1], shape)
        return values

    def image(self, h: int, w: int, c: int = 3) -> tuple[int, ...]:
        """The sides of an image, with its channels where the task's have any."""
        return (h, w, c) if has_channels(self.task) else (h, w)

    def taps(self, kh: int, kw: int, c: int = 3, nc: int = 2) -> tuple[int, ...]:
        """The sides of a kernel, with its channels, or of kernels where the task takes several."""
        return (*self.image(kh, kw, c), *((nc,) if has_several_kernels(self.task) else ()))
