"""The right answers, by `scipy.signal.correlate2d`, image for image and channel for channel.

What the course calls a convolution is the cross-correlation of an image with a kernel: the kernel is not
flipped. scipy is imported when an answer is worked out, since that costs more than grading a file.
"""

from collections.abc import Callable, Iterator
from itertools import product
from math import prod

import numpy as np

from checks.dynamic.tolerance import off_by
from checks.exercises.convolution.calls import Geometry, geometry, images_of, kernel_of
from checks.exercises.convolution.conventions import EVEN, OF_SAME, accepted, count, ends
from checks.exercises.convolution.form import is_plain
from checks.exercises.convolution.operator import ONE_BY_ONE, Pads
from checks.model import Answer, Array, Case
from checks.model.assignment import Policy, Task

Convention = tuple[str, ...]
"""Of a plain convolution where the zeros of an even kernel go, on the rows and on the columns; else every convention
that is followed, where the question arises."""


def expected(task: Task, policy: Policy, case: Case) -> tuple[Answer, ...]:
    """Every right answer to `case`: one, or for `same` one for all that the accepted conventions tell apart.

    Each `array` is (m, oh, ow) or (m, oh, ow, nc), float64, or int64 where images and kernel are integers; each
    `scale` is the largest value of |images| correlated with |kernel|.
    """
    images, kernel, stride = images_of(case), kernel_of(case), geometry(task, case).stride
    return tuple(
        Answer(
            convention,
            array,
            _scale(images, kernel, pads, stride),
            terms(kernel),
            off=off_by(array, policy.tolerance),
        )
        for convention, pads in paddings(task, case, policy)
        for array in (correlate(images, kernel, pads, stride),)
    )


def terms(kernel: Array) -> int:
    """How many products are in each value."""
    return prod(kernel.shape[:3])


def shapes(task: Task, policy: Policy, case: Case) -> tuple[tuple[Convention, tuple[int, ...]], ...]:
    """The shape of each right answer to `case`, with its convention."""
    m, sides, more = len(images_of(case)), geometry(task, case), kernel_of(case).shape[3:]
    return tuple((convention, (m, *_counts(sides, pads), *more)) for convention, pads in paddings(task, case, policy))


def correlate(images: Array, kernel: Array, pads: Pads, stride: tuple[int, int] = ONE_BY_ONE) -> Array:
    """Cross-correlation of each image with the kernel, without overlap of the edges.

    Args:
        images: (m, h, w) or (m, h, w, c), integers or floats.
        kernel: (kh, kw), (kh, kw, c) or (kh, kw, c, nc), integers or floats.
        pads: zeros before and after the rows, and before and after the columns; a negative number cuts off.
        stride: how far the window moves, down and to the right.

    Returns:
        (m, oh, ow) or (m, oh, ow, nc), int64 if images and kernel are integers, else float64.
    """
    dtype = np.int64 if images.dtype.kind in "iu" and kernel.dtype.kind in "iu" else np.float64
    counts = tuple(map(count, images.shape[1:3], kernel.shape[:2], stride, pads))
    around = tuple((before, max(after, 0)) for before, after in pads)
    channels = images[..., None] if images.ndim == 3 else images
    padded = np.pad(channels.astype(dtype), ((0, 0), *around, (0, 0)))
    taps = kernel.astype(dtype).reshape(*kernel.shape[:2], channels.shape[3], -1)
    found = np.stack([_summed(padded, taps[..., z], stride, counts) for z in range(taps.shape[3])], axis=-1)
    return found if kernel.ndim == 4 else found[..., 0]


def _summed(padded: Array, kernel: Array, stride: tuple[int, int], counts: tuple[int, ...]) -> Array:
    """Of images (m, rows, columns, c) and one kernel (kh, kw, c): every channel by itself, and their sum."""
    from scipy.signal import correlate2d

    (down, right), (oh, ow) = stride, counts
    of_channels = (
        np.stack([correlate2d(image, kernel[..., c], mode="valid")[::down, ::right][:oh, :ow] for image in images])
        for c, images in enumerate(np.moveaxis(padded, 3, 0))
    )
    return np.asarray(sum(of_channels))


def _scale(images: Array, kernel: Array, pads: Pads, stride: tuple[int, int]) -> float:
    return float(correlate(np.abs(images), np.abs(kernel), pads, stride).max())


def paddings(task: Task, case: Case, policy: Policy) -> Iterator[tuple[Convention, Pads]]:
    """The zeros of each right answer, before and after the rows and the columns, with its convention."""
    sides = geometry(task, case)
    if sides.padding != "same":
        ph, pw = (0, 0) if isinstance(sides.padding, str) else sides.padding
        yield ("", "") if is_plain(task) else (), ((ph, ph), (pw, pw))
    elif is_plain(task):
        for rows, columns in product(*(_same_padding(k, policy) for k in (sides.kh, sides.kw))):
            yield (rows[0], columns[0]), (rows[1], columns[1])
    else:
        yield from _of_same(sides, policy)


def zeros(task: Task, case: Case, policy: Policy, answer: Answer) -> Pads:
    """The zeros of one right answer, before and after the rows and the columns."""
    follows = agreeing(task, answer.convention)
    return next(pads for convention, pads in paddings(task, case, policy) if follows(convention))


def agreeing(task: Task, held_to: Convention) -> Callable[[Convention], bool]:
    """Whether an answer is the one by these conventions, which may be a part of those that it follows: a file is held
    to one of them."""
    if is_plain(task):
        return held_to.__eq__
    return {*held_to}.issubset


def _counts(sides: Geometry, pads: Pads) -> tuple[int, int]:
    (down, right), (rows, columns) = sides.stride, pads
    return count(sides.h, sides.kh, down, rows), count(sides.w, sides.kw, right, columns)


def _same_padding(k: int, policy: Policy) -> Iterator[tuple[str, tuple[int, int]]]:
    """Zeros before and after one axis so that a kernel of k taps keeps its length."""
    if k % 2:
        yield "", (k // 2, k // 2)
        return
    sides = {"before": (k // 2, k // 2 - 1), "after": (k // 2 - 1, k // 2)}
    yield from ((name, sides[name]) for name in accepted(EVEN, policy.conventions))


def _of_same(sides: Geometry, policy: Policy) -> Iterator[tuple[Convention, Pads]]:
    """All that the accepted conventions tell apart: zeros in front, and how many windows there are."""
    found: dict[Pads, list[str]] = {}
    (down, right), names = sides.stride, accepted(OF_SAME, policy.conventions)
    rows, columns = ends(sides.h, sides.kh, down), ends(sides.w, sides.kw, right)
    for name in names:
        found.setdefault((rows[name], columns[name]), []).append(name)
    yield from ((tuple(alike), pads) for pads, alike in found.items())
