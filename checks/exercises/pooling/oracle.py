"""The right answers, by numpy's own windows on the images: of each its largest value, or its mean."""

import numpy as np

from checks.dynamic.tolerance import off_by
from checks.exercises.pooling.calls import Pair, images_of, kernel_shape_of, mode_of, size_of, stride_of
from checks.model import Answer, Array, Case
from checks.model.assignment import Policy, Task


def expected(_task: Task, policy: Policy, case: Case) -> tuple[Answer, ...]:
    """The right answer to `case`.

    Its `array` is (m, oh, ow, c), float64, or int64 of the maxima of integers. Its `scale` is the largest magnitude
    among the images, of which a mean has kh kw terms; a maximum is one of them.
    """
    images, (kh, kw), mode = images_of(case), kernel_shape_of(case), mode_of(case)
    array = pooled(images, (kh, kw), stride_of(case), mode)
    scale = float(np.abs(images.astype(np.float64)).max())
    return (Answer((), array, scale, kh * kw if mode == "avg" else 1, off=off_by(array, policy.tolerance)),)


def shapes(_task: Task, _policy: Policy, case: Case) -> tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]:
    """The shape (m, oh, ow, c) of the right answer to `case`, which follows no convention."""
    m, _, _, c = images_of(case).shape
    return (((), (m, *size_of(case), c)),)


def pooled(images: Array, kernel_shape: Pair, stride: Pair, mode: str) -> Array:
    """The maximum or the mean of every window that lies wholly on an image.

    Args:
        images: (m, h, w, c), integers or floats.
        kernel_shape: rows and columns (kh, kw) of a window.
        stride: how far (sh, sw) a window lies from the one before it.
        mode: "max" or "avg".

    Returns:
        (m, (h - kh) // sh + 1, (w - kw) // sw + 1, c), int64 of the maxima of integers, else float64.
    """
    dtype = np.int64 if images.dtype.kind in "iu" and mode == "max" else np.float64
    windows = np.lib.stride_tricks.sliding_window_view(images.astype(dtype), kernel_shape, (1, 2))
    chosen = windows[:, :: stride[0], :: stride[1]]
    found: Array = chosen.max(axis=(4, 5)) if mode == "max" else chosen.mean(axis=(4, 5))
    return found
