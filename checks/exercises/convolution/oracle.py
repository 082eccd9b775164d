"""The right answers, by `scipy.signal.correlate2d`, image for image.

What the course calls a convolution is the cross-correlation of an image with a kernel: the kernel is not
flipped. scipy is imported when an answer is worked out, since that costs more than grading a file.
"""

from collections.abc import Iterator
from itertools import product

import numpy as np

from checks.exercises.convolution.calls import images_of, kernel_of, padding_of
from checks.exercises.convolution.form import form_of
from checks.exercises.convolution.operator import Pads
from checks.model import Answer, Array, Case
from checks.model.assignment import Policy, Task


def expected(task: Task, policy: Policy, case: Case) -> tuple[Answer, ...]:
    """Every right answer to `case`: one, or for `same` with an even kernel one per accepted convention and axis.

    Each `array` is (m, oh, ow), float64, or int64 where images and kernel are integers; each `scale`, (m,)
    float64, is the largest value of |image| correlated with |kernel|, which bounds the rounding error.
    """
    return tuple(
        Answer(convention, correlate(images_of(case), kernel_of(case), pads), _scale(case, pads), kernel_of(case).size)
        for convention, pads in paddings(task, case, policy)
    )


def shape(task: Task, case: Case) -> tuple[int, int, int]:
    """The shape (m, oh, ow) of the right answer to `case`."""
    m, h, w = images_of(case).shape
    if form_of(task) == "same":
        return m, h, w
    kh, kw = kernel_of(case).shape
    ph, pw = padding_of(case) or (0, 0)
    return m, h + 2 * ph - kh + 1, w + 2 * pw - kw + 1


def correlate(images: Array, kernel: Array, pads: Pads) -> Array:
    """Cross-correlation of each image with the kernel, without overlap of the edges.

    Args:
        images: (m, h, w), integers or floats.
        kernel: (kh, kw), integers or floats.
        pads: zeros before and after the rows, and before and after the columns.

    Returns:
        (m, oh, ow), int64 if images and kernel are integers, else float64.
    """
    from scipy.signal import correlate2d

    dtype = np.int64 if images.dtype.kind in "iu" and kernel.dtype.kind in "iu" else np.float64
    padded = np.pad(images.astype(dtype), ((0, 0), *pads))
    taps = kernel.astype(dtype)
    return np.stack([correlate2d(image, taps, mode="valid") for image in padded])


def _scale(case: Case, pads: Pads) -> Array:
    magnitudes = correlate(np.abs(images_of(case)), np.abs(kernel_of(case)), pads)
    scale: Array = magnitudes.max(axis=(1, 2)).astype(np.float64)
    return scale


def paddings(task: Task, case: Case, policy: Policy) -> Iterator[tuple[tuple[str, str], Pads]]:
    """The zeros of each right answer, before and after the rows and the columns, with its convention."""
    if form_of(task) != "same":
        ph, pw = padding_of(case) or (0, 0)
        yield ("", ""), ((ph, ph), (pw, pw))
        return
    for rows, columns in product(*(_same_padding(k, policy) for k in kernel_of(case).shape)):
        yield (rows[0], columns[0]), (rows[1], columns[1])


def zeros(task: Task, case: Case, policy: Policy, answer: Answer) -> Pads:
    """The zeros of one right answer, before and after the rows and the columns."""
    return next(pads for convention, pads in paddings(task, case, policy) if convention == answer.convention)


def _same_padding(k: int, policy: Policy) -> Iterator[tuple[str, tuple[int, int]]]:
    """Zeros before and after one axis so that a kernel of k taps keeps its length."""
    if k % 2:
        yield "", (k // 2, k // 2)
        return
    if not policy.conventions or "before" in policy.conventions:
        yield "before", (k // 2, k // 2 - 1)
    if not policy.conventions or "after" in policy.conventions:
        yield "after", (k // 2 - 1, k // 2)
