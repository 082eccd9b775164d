"""The deterministic inputs: every student gets the same.

Cases are grouped in families; the points for `values` are in proportion to the families that are right.
Small cases come first in each family, so that the first failure is a small one.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from checks.exercises import own
from checks.exercises.families import REPEATABLE, TRACED
from checks.exercises.pooling.calls import AXES, Pair, arguments, images_of, kernel_shape_of
from checks.exercises.pooling.form import MODES
from checks.exercises.secret_sizes import drawn, generator, with_secret_sizes
from checks.model import Array, Case, Data
from checks.model.assignment import CasePolicy, Task

SIZES = ("m", "h", "w", "c", "kh", "kw", "sh", "sw")
# The sides keep their parity, so that a function that treats even ones apart goes the same way.
BASE, MORE = (2, 7, 8, 3, 3, 2, 2, 2), (4, 6, 6, 4, 2, 2, 2, 4)
SEVERAL = 20  # pictures; enough to see a mistake, few enough to be quick
PICTURES = (SEVERAL, 12, 12, 3)  # of random values, where an assignment has none
LARGEST = 32  # pixels to a side that a window as large as the image has at most
FILLS = (0x7F, 0xC5)  # as float64: 1.4e306, as before all other calls, and -1.3e28: an unfilled array differs
LEFT_OUT = ""
SQUARE: Pair = (2, 2)


def values(task: Task, policy: CasePolicy, data: Data) -> tuple[Case, ...]:
    """Every case whose answer is compared.

    All are made whichever families are chosen: so each has the same values beside whatever others.
    """
    return with_secret_sizes(task, policy, AXES, filter(_fits, _Maker(task, policy, data).cases()))


def repeated(task: Task, policy: CasePolicy, data: Data) -> tuple[Case, ...]:
    """The same call twice, with freed memory filled differently before each."""
    maker = _Maker(task, policy, data)
    kh, kw = (min(side, 3) for side in maker.pictures.shape[1:3])
    twice = (
        maker.case(REPEATABLE, f"call {n + 1} of 2", maker.pictures, (kh, kw), (2, 3), "avg", fill=fill)
        for n, fill in enumerate(FILLS)
    )
    return with_secret_sizes(task, policy, AXES, twice)


def traced(task: Task, policy: CasePolicy, _data: Data) -> tuple[Case, ...]:
    """For each mode a small call, and one more for each size, enlarged; all of them watched."""
    random = np.random.default_rng([policy.seed, *task.id.encode(), *TRACED.encode()])
    base = _base(task, policy)
    enlarged = [
        base,
        *(tuple(np.add(base, np.multiply(MORE, axis)).tolist()) for axis in np.eye(len(SIZES), dtype=int)),
    ]
    return tuple(
        Case(
            id=f"{TRACED}-{mode}-{name}",
            family=TRACED,
            title=f"{name} enlarged" if name else "a small call",
            arguments=arguments(random.standard_normal((m, h, w, c)), (kh, kw), (sh, sw), mode),
            hidden=TRACED in policy.hidden,
            traced=True,
        )
        for mode in MODES
        for name, (m, h, w, c, kh, kw, sh, sw) in zip(("", *SIZES), enlarged, strict=True)
    )


def _base(task: Task, policy: CasePolicy) -> tuple[int, ...]:
    """The sizes of the small call, other ones where it is hidden."""
    if TRACED not in policy.hidden:
        return BASE
    sizes = dict(zip(SIZES, BASE, strict=True))
    return tuple(drawn(sizes, generator(task, policy, TRACED), ("h", "w", "kh", "kw")).values())


class _Maker:
    """Makes the cases of one task; its random numbers depend on the seed and the task alone."""

    def __init__(self, task: Task, policy: CasePolicy, data: Data) -> None:
        self.policy = policy
        self.random = np.random.default_rng([policy.seed, *task.id.encode()])
        self.pictures = self._pictures(task, data)
        self._count = 0

    def _pictures(self, task: Task, data: Data) -> Array:
        made: Array = self.random.random(PICTURES, np.float32)  # whether they are of use or not: see `values`
        found = own.first_data(task, data)
        return made if found is None or found.ndim != 4 else found[:: max(1, len(found) // SEVERAL)][:SEVERAL]

    def case(
        self, family: str, title: str, images: Array, kernel_shape: Pair, stride: Pair, mode: str, **more: Any
    ) -> Case:
        """A case, whose title ends with the mode."""
        self._count += 1
        return Case(
            id=f"{family}-{self._count}",
            family=family,
            title=f"{title}, {mode or 'the mode left out'}",
            arguments=arguments(images, kernel_shape, stride, mode),
            hidden=family in self.policy.hidden,
            **more,
        )

    def both(self, family: str, title: str, images: Array, kernel_shape: Pair, stride: Pair) -> Iterator[Case]:
        """A case of each mode."""
        for mode in MODES:
            yield self.case(family, title, images, kernel_shape, stride, mode)

    def cases(self) -> Iterator[Case]:
        """All cases, those on pictures that are too small for their windows, too."""
        yield from self._values()
        yield from self._windows()
        yield from self._images()

    def floats(self, *shape: int) -> Array:
        """Standard normal float64 values."""
        return self.random.standard_normal(shape)

    def integers(self, *shape: int, limit: int = 9) -> Array:
        """int64 values in -limit..limit."""
        values: Array = self.random.integers(-limit, limit + 1, shape)
        return values

    def _values(self) -> Iterator[Case]:
        yield from self.both("random_floats", "small images", self.floats(2, 5, 6, 3), SQUARE, SQUARE)
        yield from self.both("random_floats", "pictures", self.pictures.astype(np.float64) / 3, (3, 3), SQUARE)
        for images in (self.integers(2, 4, 5, 2) / 2, self.pictures):
            yield self.case("mode_left_out", f"{len(images)} images", images, SQUARE, SQUARE, LEFT_OUT)
        yield from self.both("integer_images", "int64 images", self.integers(3, 5, 6, 2), (2, 3), SQUARE)
        yield from self.both("integer_images", "int32 images", self.integers(2, 6, 5, 3).astype("i4"), (3, 2), (1, 2))
        bright = self.random.integers(150, 256, (2, 4, 5, 3)).astype(np.uint8)
        yield from self.both("bytes", "bright uint8 images", bright, (2, 2), (2, 2))
        yield from self.both("bytes", "bright uint8 images", bright, (3, 4), (1, 1))
        negative = -np.abs(self.floats(2, 5, 6, 3)) - 1
        yield from self.both("negative_values", "values below -1", negative, SQUARE, SQUARE)
        yield from self.both("negative_values", "values below -1", np.floor(negative), (3, 3), (1, 2))
        large = self.integers(3, 6, 7, 2, limit=10**6)
        for dtype in ("float64", "int64", "float32"):
            yield from self.both("large_values", f"values up to 10**6, {dtype}", large.astype(dtype), (3, 2), SQUARE)
        yield from self.both(
            "equal_values", "two values alone", self.random.integers(0, 2, (2, 5, 6, 3)), SQUARE, (1, 1)
        )
        yield from self.both("equal_values", "one value alone", np.full((2, 4, 4, 2), -2.5), SQUARE, SQUARE)

    def _windows(self) -> Iterator[Case]:
        families: dict[str, tuple[tuple[Pair, Pair], ...]] = {
            "overlapping_windows": (((3, 3), (1, 1)), ((3, 4), (2, 3))),
            "wide_strides": (((1, 2), (3, 4)), ((2, 2), (3, 3)), ((2, 1), (9, 9))),
            "leftovers": (((2, 2), (4, 4)), ((3, 3), (3, 3)), ((4, 5), (2, 2))),
            "uneven_strides": (((2, 2), (1, 3)), ((2, 2), (3, 1)), ((3, 3), (2, 3))),
            "oblong_windows": (((1, 3), (2, 2)), ((3, 1), (2, 2)), ((4, 2), (3, 3))),
            "single_pixel": (((1, 1), (1, 1)), ((1, 1), (2, 3))),
        }
        for family, asked in families.items():
            for kernel_shape, stride in asked:
                title = f"windows {kernel_shape}, stride {stride}"
                yield from self.both(family, title, self.integers(2, 7, 8, 2) / 2, kernel_shape, stride)
                yield from self.both(family, f"pictures, {title}", self.pictures[:5], kernel_shape, stride)
        yield from self.both("largest_window", "a 4x5 image", self.integers(2, 4, 5, 3) / 2, (4, 5), SQUARE)
        largest = self.pictures[:3, :LARGEST, :LARGEST]
        h, w = largest.shape[1:3]
        yield from self.both("largest_window", f"pictures, {h}x{w} windows", largest, (h, w), (1, 1))

    def _images(self) -> Iterator[Case]:
        for h, w in ((3, 8), (8, 3), (5, 24), (24, 5)):
            yield from self.both("oblong_images", f"{h}x{w} images", self.integers(3, h, w, 2) / 2, (2, 3), SQUARE)
        yield from self.both("one_image", "one 4x6 image", self.integers(1, 4, 6, 3) / 2, SQUARE, SQUARE)
        yield from self.both("one_image", "one picture", self.pictures[:1], SQUARE, SQUARE)
        yield from self.both("one_channel", "4x6 images", self.integers(3, 4, 6, 1) / 2, SQUARE, SQUARE)
        yield from self.both("many_channels", "5 channels", self.integers(2, 5, 4, 5) / 2, SQUARE, (2, 1))
        yield from self.both("many_channels", "12 channels", self.floats(3, 6, 7, 12), (3, 2), SQUARE)


def _fits(case: Case) -> bool:
    _, h, w, _ = images_of(case).shape
    kh, kw = kernel_shape_of(case)
    return bool(kh <= h and kw <= w)
