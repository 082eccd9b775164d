"""The deterministic inputs: every student gets the same.

Cases are grouped in families; the points for `values` are in proportion to the families that are right.
Where the handout defines no answer (a kernel larger than the image, uint8 overflow) nothing is asked.
Small cases come first in each family, so that the first failure is a small one.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from checks.exercises.convolution.calls import arguments, images_of, kernel_of, padding_of
from checks.exercises.convolution.form import takes_padding
from checks.exercises.convolution.pictures import called
from checks.exercises.families import REPEATABLE, TRACED
from checks.model import Array, Case
from checks.model.assignment import CasePolicy, Task

HANDOUT_KERNEL = np.array([[1, 0, -1], [1, 0, -1], [1, 0, -1]])
HANDOUT_KERNEL.setflags(write=False)
SIZES = ("m", "h", "w", "kh", "kw")
# The sides keep their parity, so that a function that treats even ones apart goes the same way.
BASE, MORE = (2, 7, 8, 3, 3), (4, 4, 4, 2, 2)
TRACED_PADDING = (1, 2)
SEVERAL = 20  # digits; enough to see a mistake, few enough to be quick
LARGEST = 28  # pixels to a side that a kernel as large as the image has at most: on more it takes too long
FILLS = (0x7F, 0xC5)  # as float64: 1.4e306, as before all other calls, and -1.3e28: an unfilled array differs


def values(task: Task, policy: CasePolicy, pictures: Array) -> tuple[Case, ...]:
    """Every case whose answer is compared. `pictures` are (m, h, w) floats to work on, MNIST digits in the course.

    All are made whichever families are chosen: so each has the same values beside whatever others.
    """
    return tuple(_Maker(task, policy, pictures).cases())


def repeated(task: Task, policy: CasePolicy, pictures: Array) -> tuple[Case, ...]:
    """The same call twice, with freed memory filled differently before each."""
    maker = _Maker(task, policy, pictures)
    kernel = maker.random.standard_normal(np.minimum(pictures.shape[1:], 3))
    return tuple(
        maker.case(REPEATABLE, f"call {n + 1} of 2", pictures[:SEVERAL], kernel, (1, 2), fill=fill)
        for n, fill in enumerate(FILLS)
    )


def traced(task: Task, policy: CasePolicy) -> tuple[Case, ...]:
    """A small call, and one more for each size, enlarged; all of them watched."""
    random = np.random.default_rng([policy.seed, *task.id.encode(), *TRACED.encode()])
    enlarged = [
        BASE,
        *(tuple(np.add(BASE, np.multiply(MORE, axis)).tolist()) for axis in np.eye(len(SIZES), dtype=int)),
    ]
    return tuple(
        Case(
            id=f"{TRACED}-{name}",
            family=TRACED,
            title=f"{name} enlarged" if name else "a small call",
            arguments=arguments(
                task, random.standard_normal((m, h, w)), random.standard_normal((kh, kw)), TRACED_PADDING
            ),
            hidden=TRACED in policy.hidden,
            traced=True,
        )
        for name, (m, h, w, kh, kw) in zip(("", *SIZES), enlarged, strict=True)
    )


class _Maker:
    """Makes the cases of one task; its random numbers depend on the seed and the task alone."""

    def __init__(self, task: Task, policy: CasePolicy, digits: Array) -> None:
        self.task = task
        self.policy = policy
        self.digits = digits
        self.called = called(task)
        self.random = np.random.default_rng([policy.seed, *task.id.encode()])
        self._count = 0

    def case(
        self,
        family: str,
        title: str,
        images: Array,
        kernel: Array,
        padding: tuple[int, int] = (1, 1),
        **more: Any,
    ) -> Case:
        """A case with the padding left out where the task takes none."""
        self._count += 1
        return Case(
            id=f"{family}-{self._count}",
            family=family,
            title=title,
            arguments=arguments(self.task, images, kernel, padding),
            hidden=family in self.policy.hidden,
            **more,
        )

    def cases(self) -> Iterator[Case]:
        """All cases, but for those on pictures that are too small for their kernel."""
        yield from filter(_fits, self._kernels())
        yield from filter(_fits, self._images())
        if takes_padding(self.task):
            yield from self._paddings()

    def floats(self, *shape: int) -> Array:
        """Standard normal float64 values."""
        return self.random.standard_normal(shape)

    def integers(self, *shape: int, limit: int = 9) -> Array:
        """int64 values in -limit..limit, none of them zero, so that every tap counts."""
        values: Array = self.random.integers(1, limit + 1, shape) * self.random.choice([-1, 1], shape)
        return values

    def _kernels(self) -> Iterator[Case]:
        several = self.digits[:: max(1, len(self.digits) // SEVERAL)][:SEVERAL]
        families: dict[str, tuple[tuple[int, int], ...]] = {
            "single_tap": ((1, 1),),
            "line_kernels": ((1, 3), (3, 1), (1, 5), (5, 1)),
            "oblong_kernels": ((3, 5), (5, 3), (7, 3)),
            "even_kernels": ((2, 2), (4, 4), (2, 3), (3, 2), (2, 4)),
        }
        for family, shapes in families.items():
            for kh, kw in shapes:
                small = self.integers(2, kh + 3, kw + 4).astype(np.float64)
                yield self.case(family, f"a small image, {kh}x{kw} kernel", small, self.integers(kh, kw))
                yield self.case(family, f"{self.called.several}, {kh}x{kw} kernel", several, self.floats(kh, kw))
        for kernel_dtype, make in (("float", self.floats), ("integer", self.integers)):
            for k in (3, 5):
                kernel = make(k, k)
                yield self.case(
                    f"{kernel_dtype}_kernels", f"{self.called.several}, {k}x{k} {kernel_dtype} kernel", several, kernel
                )
        yield self.case("largest_kernel", "a 4x5 image, 4x5 kernel", self.integers(2, 4, 5) / 2, self.integers(4, 5))
        largest = several[:3, :LARGEST, :LARGEST]
        h, w = largest.shape[1:]
        yield self.case("largest_kernel", f"{self.called.several}, {h}x{w} kernel", largest, self.floats(h, w))

    def _images(self) -> Iterator[Case]:
        square = self.integers(3, 3)
        for h, w in ((4, 7), (7, 4), (9, 30), (30, 9)):
            images = self.integers(3, h, w).astype(np.float64)
            yield self.case("oblong_images", f"{h}x{w} images", images, square)
        yield self.case("one_image", "one 4x5 image", self.integers(1, 4, 5).astype(np.float64), square)
        yield self.case("one_image", f"one {self.called.one}", self.digits[:1], HANDOUT_KERNEL)
        large = self.integers(3, 8, 9, limit=10**6)
        yield self.case("large_values", "values up to 10**6, float64", large.astype(np.float64), self.floats(3, 3))
        yield self.case("large_values", "values up to 10**6, int64", large, self.integers(3, 3, limit=10**3))
        yield self.case("large_values", "values up to 10**6, float32", large.astype(np.float32), self.floats(3, 3))
        small = self.integers(4, 6, 7)
        yield self.case("integer_images", "int64 images, int64 kernel", small, square)
        yield self.case("integer_images", "int64 images, float64 kernel", small, self.floats(3, 3))
        yield self.case("float64_images", "float64 images, float64 kernel", self.floats(4, 12, 13), self.floats(3, 3))
        yield self.case("float64_images", "float64 images, int64 kernel", self.floats(4, 12, 13), square)

    def _paddings(self) -> Iterator[Case]:
        small = self.integers(2, 6, 7).astype(np.float64)
        families: dict[str, tuple[tuple[int, int], ...]] = {
            "no_padding": ((0, 0), (0, 3), (3, 0)),
            "uneven_padding": ((1, 2), (2, 4), (4, 1)),
            "wide_padding": ((4, 5), (7, 6)),
        }
        for family, paddings in families.items():
            for padding in paddings:
                yield self.case(family, f"padding {padding}", small, self.integers(3, 3), padding)
                yield self.case(family, f"padding {padding}, 2x3 kernel", small, self.integers(2, 3), padding)


def _fits(case: Case) -> bool:
    ph, pw = padding_of(case) or (0, 0)
    kh, kw = kernel_of(case).shape
    _, h, w = images_of(case).shape
    return bool(kh <= h + 2 * ph and kw <= w + 2 * pw)
