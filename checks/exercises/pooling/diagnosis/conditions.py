"""Conditions on the sides and the values of a call, in words."""

import numpy as np

from checks.exercises.causes.domain import Condition
from checks.exercises.pooling.diagnosis.calls import Call


def _whole(call: Call) -> bool:
    return bool(np.array_equal(call.expected, np.trunc(call.expected)))


VALUES: tuple[Condition[Call], ...] = (
    Condition("a value of the result is negative", "no value of the result is negative",
              lambda c: bool((c.expected < 0).any())),
    Condition("every value of the result is whole", "a value of the result is no whole number", _whole),
    Condition("the images are integers", "the images are floats", lambda c: c.images.dtype.kind in "iu"),
    Condition("the images are uint8", "the images are not uint8", lambda c: c.images.dtype == np.uint8),
)  # fmt: skip
CONDITIONS: tuple[Condition[Call], ...] = (
    *VALUES,
    Condition("the mode is 'avg'", "the mode is 'max' or left out", lambda c: c.mode == "avg"),
    Condition("the mode is left out", "the mode is given", lambda c: c.without_mode),
    Condition("the mode is 'max'", "the mode is 'avg' or left out", lambda c: c.mode == "max" and not c.without_mode),
    Condition(
        "the strides are equal to the sides of the window",
        "a stride is not the side of the window",
        lambda c: (c.sh, c.sw) == (c.kh, c.kw),
    ),
    Condition("both strides are alike", "the strides are different", lambda c: c.sh == c.sw),
    Condition("both strides are 1", "a stride is larger than 1", lambda c: c.sh * c.sw == 1),
    Condition("both strides are 2", "a stride is not 2", lambda c: (c.sh, c.sw) == (2, 2)),
    Condition("the window is square", "the window is not square", lambda c: c.kh == c.kw),
    Condition("the window is one pixel", "the window is more than one pixel", lambda c: c.kh * c.kw == 1),
    Condition("the window is 2x2", "the window is not 2x2", lambda c: (c.kh, c.kw) == (2, 2)),
    Condition("the window has one row", "the window has more than one row", lambda c: c.kh == 1),
    Condition("the window has one column", "the window has more than one column", lambda c: c.kw == 1),
    Condition(
        "the window is as large as the image",
        "the window is smaller than the image",
        lambda c: (c.kh, c.kw) == (c.h, c.w),
    ),
    Condition(
        "the windows end with the last row and column",
        "rows or columns are left over behind the last window",
        lambda c: (c.h - c.kh) % c.sh == 0 and (c.w - c.kw) % c.sw == 0,
    ),
    Condition(
        "windows overlap",
        "no windows overlap",
        lambda c: (c.sh < c.kh and c.expected.shape[1] > 1) or (c.sw < c.kw and c.expected.shape[2] > 1),
    ),
    Condition("the images are square", "the images are not square", lambda c: c.h == c.w),
    Condition("there is one image", "there is more than one image", lambda c: c.m == 1),
    Condition("there is one channel", "there is more than one channel", lambda c: c.c == 1),
    Condition("the result is one value of each channel", "there is more than one window",
              lambda c: c.expected.shape[1] * c.expected.shape[2] == 1),
    Condition("the result has one row", "the result has more than one row", lambda c: c.expected.shape[1] == 1),
    Condition("the result has one column", "the result has more than one column", lambda c: c.expected.shape[2] == 1),
    Condition("the result is square", "the result is not square", lambda c: c.expected.shape[1] == c.expected.shape[2]),
)  # fmt: skip
