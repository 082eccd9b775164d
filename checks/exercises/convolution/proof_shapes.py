"""The shapes that a proof asks with unit images, the smallest first: chosen once and for all, so that everybody is
asked the same, and every relation of the sides is met."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import cycle, product
from typing import NamedTuple

from checks.exercises.convolution.calls import Padding, Pair
from checks.exercises.convolution.form import (
    Form,
    form_of,
    has_channels,
    has_several_kernels,
    is_plain,
    takes_padding,
    takes_stride,
)
from checks.model.assignment import Task

MOST_SIDE, MOST_KERNEL, MOST_PADDING = 6, 5, 3
MOST_STRIDE = 4
ONE_BY_ONE = (1, 1)


class Shape(NamedTuple):
    """The sides of one call, with the channels and the number of kernels; 0 where the task has none of these.

    `padding` and `stride` are (0, 0) and (1, 1) where the task takes none.
    """

    h: int
    w: int
    kh: int
    kw: int
    padding: Padding = (0, 0)
    stride: Pair = ONE_BY_ONE
    c: int = 0
    nc: int = 0

    @property
    def numbers(self) -> int:
        """How many numbers there are in a padded image and in the kernels: small calls come first."""
        ph, pw = (0, 0) if isinstance(self.padding, str) else self.padding
        image, kernel = (self.h + 2 * ph) * (self.w + 2 * pw), self.kh * self.kw
        return (image + kernel * (self.nc or 1)) * (self.c or 1) + sum(self.stride) - 2

    @property
    def order(self) -> tuple[int, tuple[int, ...], str]:
        """By the numbers, then by the sides."""
        pads = (0, 0) if isinstance(self.padding, str) else self.padding
        sides = (*self[:4], *pads, *self.stride, self.c, self.nc)
        return self.numbers, sides, str(self.padding)


# Of the paddings' 11,449 shapes a part is asked: every height with every kernel height and padding is paired with this
# many of the same for the width, spread evenly.
STEPS = (0, 1, 6, 17, 31, 48, 70, 95)
SMALLEST = 10  # numbers in padded image and kernel: up to there every shape is asked, so that the smallest is found
LARGER: tuple[tuple[int, ...], ...] = (
    (1, 25, 1, 25, 0, 2),
    (25, 1, 25, 1, 1, 0),
    (2, 30, 2, 7, 3, 1),
    (30, 2, 7, 2, 0, 4),
    (1, 40, 1, 4, 1, 5),
    (40, 1, 3, 1, 7, 0),
    (7, 11, 2, 9, 1, 0),
    (11, 7, 8, 3, 2, 6),
    (9, 8, 5, 5, 4, 3),
    (8, 9, 4, 6, 2, 2),
)

# The same of tasks with a stride or with channels, where one axis alone has some hundred settings.
STEPS_OF_STRIDES, STEPS_OF_CHANNELS = (3, 11), (5,)
SIDE_OF_PADDED, KERNEL_OF_PADDED = 4, 4  # sides of images and kernels that are asked with every padding
SMALLEST_SIDE = 2  # of padded images: up to there every shape is asked, so that the smallest is found
LARGER_STRIDES: tuple[tuple[Pair, Pair, Padding, Pair], ...] = (  # sides, kernel, padding, stride
    ((1, 25), (1, 5), "same", (1, 3)),
    ((25, 1), (5, 1), "same", (3, 2)),
    ((9, 8), (3, 3), "same", (2, 3)),
    ((8, 9), (2, 5), "same", (3, 1)),
    ((11, 7), (3, 2), "valid", (2, 3)),
    ((7, 11), (2, 3), "valid", (5, 4)),
    ((10, 12), (5, 4), "valid", (3, 2)),
    ((8, 7), (3, 4), (1, 2), (2, 3)),
    ((7, 9), (4, 3), (3, 0), (3, 4)),
    ((2, 12), (3, 5), (4, 1), (1, 6)),
)
CHANNELS = (1, 3, 2)
OF_KERNELS = ((1, 1), (2, 1), (3, 2), (1, 3), (2, 2))  # c and nc, taken in turn


@lru_cache(maxsize=64)
def shapes(task: Task) -> tuple[Shape, ...]:
    """The shapes that are asked with unit images, the smallest first."""
    found = _plain(task) if is_plain(task) else _strided(task)
    return tuple(sorted(set(found), key=lambda shape: shape.order))


def paddings(task: Task) -> tuple[str, ...]:
    """In which ways a task's calls say what the padding is: "" is a pair."""
    form = form_of(task)
    return ("valid", "same", "") if form == "chosen" else ("" if form == "padding" else form,)


def _plain(task: Task) -> Iterator[Shape]:
    padded = takes_padding(task)
    for h, w, kh, kw, ph, pw in (*_small(form_of(task)), *LARGER):
        yield Shape(h, w, kh, kw, (ph, pw) if padded else (0, 0))


def _small(form: Form) -> Iterator[tuple[int, ...]]:
    sides = [
        (n, k, p)
        for n, k, p in product(range(1, MOST_SIDE + 1), range(1, MOST_KERNEL + 1), range(MOST_PADDING + 1))
        if k <= n + 2 * p and (p == 0 or form == "padding")
    ]
    chosen = STEPS if form == "padding" else range(len(sides))
    for i, (h, kh, ph) in enumerate(sides):
        for step in range(len(sides)):
            w, kw, pw = sides[(i + step) % len(sides)]
            if step in chosen or (h + 2 * ph) * (w + 2 * pw) + kh * kw <= SMALLEST:
                yield h, w, kh, kw, ph, pw


def _strided(task: Task) -> Iterator[Shape]:
    """Every setting of the rows with some of the columns, all of them of the smallest; channels and kernels in turn."""
    channels = cycle(_channels(task))
    steps = STEPS_OF_CHANNELS if has_channels(task) else STEPS_OF_STRIDES
    for padding in paddings(task):
        axes = _settings(task, padding)
        small = [axis for axis in axes if _length(axis) <= SMALLEST_SIDE]
        pairs = [(rows, axes[(i + step) % len(axes)]) for step in steps for i, rows in enumerate(axes)]
        for (h, kh, ph, sh), (w, kw, pw, sw) in dict.fromkeys((*product(small, small), *pairs)):
            yield Shape(h, w, kh, kw, padding or (ph, pw), (sh, sw), *next(channels))
    for (h, w), (kh, kw), zeros, stride in LARGER_STRIDES:
        if ("" if isinstance(zeros, tuple) else zeros) in paddings(task):
            yield Shape(h, w, kh, kw, zeros, stride if takes_stride(task) else ONE_BY_ONE, *next(channels))


def _settings(task: Task, padding: str) -> list[tuple[int, int, int, int]]:
    """Along one axis: sides of image and kernel, zeros and stride."""
    strides = range(1, MOST_STRIDE + 1) if takes_stride(task) else (1,)
    if padding == "":
        sides, kernels, zeros = SIDE_OF_PADDED, KERNEL_OF_PADDED, MOST_PADDING
    else:
        sides, kernels, zeros = MOST_SIDE, MOST_KERNEL, 0
    every = product(range(1, sides + 1), range(1, kernels + 1), range(zeros + 1), strides)
    return [(n, k, p, s) for n, k, p, s in every if k <= n + 2 * p and s <= n + 2 * p]


def _length(axis: tuple[int, int, int, int]) -> int:
    n, _, p, _ = axis
    return n + 2 * p


def _channels(task: Task) -> tuple[Pair, ...]:
    """The numbers of channels and of kernels that are taken in turn."""
    if not has_channels(task):
        return ((0, 0),)
    return OF_KERNELS if has_several_kernels(task) else tuple((c, 0) for c in CHANNELS)
