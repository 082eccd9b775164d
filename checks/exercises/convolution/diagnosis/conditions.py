"""Conditions on the sides and the values of a call, in words."""

from collections.abc import Callable, Iterator

import numpy as np

from checks.exercises.causes.domain import Condition
from checks.exercises.convolution.diagnosis.calls import Call

Conditions = tuple[Condition[Call], ...]


def _square_result(call: Call) -> bool:
    rows, columns = call.expected[0].shape[1:3]
    return bool(rows == columns)


def _zeros(call: Call) -> bool:
    return any(any(zeros > 0 for zeros in axis) for axis in call.pads[0])


def _rests(call: Call) -> Iterator[int]:
    """What is left over behind the last step, down and to the right."""
    sides = zip((call.h, call.w), (call.kh, call.kw), call.stride, call.pads[0], strict=True)
    yield from ((n + sum(pads) - k) % s for n, k, s, pads in sides)


def _whole_result(call: Call) -> bool:
    return bool(np.array_equal(call.expected[0], np.trunc(call.expected[0])))


KERNEL: Conditions = (
    Condition("the kernel is 3x3", "the kernel is not 3x3", lambda c: (c.kh, c.kw) == (3, 3)),
    Condition("the kernel is square", "the kernel is not square", lambda c: c.kh == c.kw),
    Condition(
        "both sides of the kernel are odd", "a side of the kernel is even", lambda c: c.kh % 2 == 1 and c.kw % 2 == 1
    ),
    Condition("the kernel's height is odd", "the kernel's height is even", lambda c: c.kh % 2 == 1),
    Condition("the kernel's width is odd", "the kernel's width is even", lambda c: c.kw % 2 == 1),
    Condition("the kernel is 1x1", "the kernel is larger than 1x1", lambda c: c.kh * c.kw == 1),
    Condition("the kernel has one row", "the kernel has more than one row", lambda c: c.kh == 1),
    Condition("the kernel has one column", "the kernel has more than one column", lambda c: c.kw == 1),
    Condition("the kernel has 3 rows", "the kernel has not 3 rows", lambda c: c.kh == 3),
    Condition("the kernel has 3 columns", "the kernel has not 3 columns", lambda c: c.kw == 3),
    Condition("the kernel is at most as high as wide", "the kernel is higher than wide", lambda c: c.kh <= c.kw),
    Condition("the kernel is at most as wide as high", "the kernel is wider than high", lambda c: c.kw <= c.kh),
    Condition("the kernel has at least 3 rows", "the kernel has fewer than 3 rows", lambda c: c.kh >= 3),
    Condition("the kernel has at least 3 columns", "the kernel has fewer than 3 columns", lambda c: c.kw >= 3),
)
IMAGES: Conditions = (
    Condition("the images are square", "the images are not square", lambda c: c.h == c.w),
    Condition("the images are at most as high as wide", "the images are higher than wide", lambda c: c.h <= c.w),
    Condition("the images are at most as wide as high", "the images are wider than high", lambda c: c.w <= c.h),
    Condition("there is one image", "there is more than one image", lambda c: c.m == 1),
    Condition("m, h or w is 1", "m, h and w are more than 1", lambda c: 1 in (c.m, c.h, c.w)),
    Condition("the images have one pixel", "the images have more than one pixel", lambda c: c.h * c.w == 1),
    Condition("the images have one row", "the images have more than one row", lambda c: c.h == 1),
    Condition("the images have one column", "the images have more than one column", lambda c: c.w == 1),
)
RESULT: Conditions = (
    Condition("the result is square", "the result is not square", _square_result),
    Condition("the result has one row", "the result has more than one row", lambda c: c.expected[0].shape[1] == 1),
    Condition(
        "the result has one column", "the result has more than one column", lambda c: c.expected[0].shape[2] == 1
    ),
    Condition(
        "the result has one value for each image",
        "the result has more than one value for each image",
        lambda c: c.expected[0][0].size == 1,
    ),
)
VALUES: Conditions = (
    Condition(
        "the images are integers",
        "the images are floats",
        lambda c: c.images.dtype.kind in "iu",
    ),
    Condition("no right value is negative", "a right value is negative", lambda c: bool(c.expected[0].min() >= 0)),
    Condition("every right value is whole", "a right value is a fraction", _whole_result),
)
PADDING: Conditions = (
    Condition("no padding is 0", "a padding is 0", lambda c: c.ph > 0 and c.pw > 0),
    Condition("both paddings are 0", "a padding is not 0", lambda c: c.ph == c.pw == 0),
    Condition("ph is 0", "ph is not 0", lambda c: c.ph == 0),
    Condition("pw is 0", "pw is not 0", lambda c: c.pw == 0),
    Condition("ph and pw are equal", "ph and pw differ", lambda c: c.ph == c.pw),
    Condition("the padding is (1, 1)", "the padding is not (1, 1)", lambda c: (c.ph, c.pw) == (1, 1)),
    Condition(
        "the kernel fits the images without padding",
        "the kernel is larger than the images",
        lambda c: c.kh <= c.h and c.kw <= c.w,
    ),
    Condition(
        "the result is as large as the images",
        "the result is not as large as the images",
        lambda c: c.expected[0].shape[1:] == (c.h, c.w),
    ),
    Condition(
        "the result is at most as large as the images",
        "the result has more rows or columns than the images",
        lambda c: c.expected[0].shape[1] <= c.h and c.expected[0].shape[2] <= c.w,
    ),
)
CHOSEN: Conditions = (
    Condition("padding is 'same'", "padding is not 'same'", lambda c: c.way == "same"),
    Condition("padding is 'valid'", "padding is not 'valid'", lambda c: c.way == "valid"),
    Condition("padding is a tuple", "padding is not a tuple", lambda c: c.way == "tuple"),
    Condition("padding is left out", "padding is given", lambda c: c.without_padding),
    Condition("stride is left out", "stride is given", lambda c: c.without_stride),
    Condition("there are no zeros around the images", "there are zeros around the images", lambda c: not _zeros(c)),
    Condition("ph and pw are equal", "ph and pw differ", lambda c: c.ph == c.pw),
    Condition(
        "the result is as large as the images",
        "the result is not as large as the images",
        lambda c: c.expected[0].shape[1:3] == (c.h, c.w),
    ),
)
STRIDE: Conditions = (
    Condition("the stride is (1, 1)", "the stride is larger than 1", lambda c: c.sh == c.sw == 1),
    Condition("sh and sw are equal", "sh and sw differ", lambda c: c.sh == c.sw),
    Condition("sh is 1", "sh is larger than 1", lambda c: c.sh == 1),
    Condition("sw is 1", "sw is larger than 1", lambda c: c.sw == 1),
    Condition(
        "the stride fills the images",
        "the stride leaves a rest",
        lambda c: all(rest == 0 for rest in _rests(c)),
    ),
)
CHANNELS: Conditions = (
    Condition("there is one channel", "there is more than one channel", lambda c: c.c == 1),
    Condition("there is one kernel", "there is more than one kernel", lambda c: c.nc == 1),
    Condition(
        "there are as many kernels as channels",
        "there are not as many kernels as channels",
        lambda c: c.nc == c.c,
    ),
)
COMMON = (*KERNEL, *IMAGES, *RESULT, *VALUES)
OF_IMAGES_SIZE = (*KERNEL, *IMAGES, *VALUES)  # where the result is as large as the images


Rule = tuple[str, Callable[[Call], bool], float]  # a name, where it applies, the share of such calls that has to fail


def _kernel_is_oblong(call: Call) -> bool:
    return bool(call.kh != call.kw)


NEARLY_ALL = 0.98  # a few may be right by chance
NAMES: tuple[Rule, ...] = (
    ("square_kernels_only", _kernel_is_oblong, 0.5),
    ("fixed_kernel_size", lambda call: (call.kh, call.kw) != (3, 3), NEARLY_ALL),
)
NAMES_OF_SAME: tuple[Rule, ...] = (("even_kernels", lambda call: call.kh % 2 == 0 or call.kw % 2 == 0, 0.5),)
NAMES_OF_PADDING: tuple[Rule, ...] = (
    ("padding_sides_swapped", lambda call: call.ph != call.pw, 0.5),
    ("fixed_padding", lambda call: (call.ph, call.pw) != (1, 1), NEARLY_ALL),
)
