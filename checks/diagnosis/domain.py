"""For which shapes a solution fails: the first thing to know of it.

"Exactly" is said only where a condition holds for all calls that fail and for no other.
"""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np

from checks.diagnosis.calls import Call, Calls
from checks.model import Array


class Condition(NamedTuple):
    """A condition on the sides of a call, in words, and its contrary in words."""

    words: str
    contrary: str
    holds: Callable[[Call], bool]


def _square_result(call: Call) -> bool:
    rows, columns = call.expected[0].shape[1:]
    return bool(rows == columns)


KERNEL = (
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
IMAGES = (
    Condition("the images are square", "the images are not square", lambda c: c.h == c.w),
    Condition("the images are at most as high as wide", "the images are higher than wide", lambda c: c.h <= c.w),
    Condition("the images are at most as wide as high", "the images are wider than high", lambda c: c.w <= c.h),
    Condition("the result is square", "the result is not square", _square_result),
    Condition("there is one image", "there is more than one image", lambda c: c.m == 1),
    Condition("the images have one pixel", "the images have more than one pixel", lambda c: c.h * c.w == 1),
    Condition("the kernel is less high than the images", "the kernel is as high as the images", lambda c: c.kh < c.h),
    Condition("the kernel is less wide than the images", "the kernel is as wide as the images", lambda c: c.kw < c.w),
)
PADDING = (
    Condition("no padding is 0", "a padding is 0", lambda c: c.ph > 0 and c.pw > 0),
    Condition("ph is not 0", "ph is 0", lambda c: c.ph > 0),
    Condition("pw is not 0", "pw is 0", lambda c: c.pw > 0),
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
)
LEAST_SHARE = 0.02  # of the calls: a condition that holds for fewer says little


def domain(calls: Calls, asked: int) -> str:
    """For which calls the answer is wrong, in a clause; `asked` is how many calls there are in all."""
    count, total = len(calls.wrong), len(calls.all)
    fails = np.array([not call.right for call in calls.all])
    if all(call.right for call in calls.all if call.unit):
        return (
            f"every pixel goes through the right tap, but {count} of {total - _units(calls)} calls with {VALUES} fail"
        )
    if count == total:
        return f"fails for every shape ({total} calls)"
    conditions = [*KERNEL, *IMAGES, *(PADDING if calls.convolution == "padding" else ())]
    tables = [np.array([condition.holds(call) for call in calls.all]) for condition in conditions]
    exact = next(_exact(conditions, tables, fails), None)
    if exact is not None and total == asked:
        return f"fails exactly when {exact} ({count} of {total} calls)"
    return f"{_right_whenever(conditions, tables, fails)}fails for {count} of {total} calls"


VALUES = "fractions, negative values or few images"


def _units(calls: Calls) -> int:
    return sum(call.unit for call in calls.all)


def _exact(conditions: list[Condition], tables: list[Array], fails: Array) -> Iterator[str]:
    """The conditions that hold for the calls that fail and for no other, the simplest first."""
    for condition, table in zip(conditions, tables, strict=True):
        if np.array_equal(~table, fails):
            yield condition.contrary
    pairs = list(combinations(zip(conditions, tables, strict=True), 2))
    for (one, table), (other, other_table) in pairs:
        if np.array_equal(~(table & other_table), fails):
            yield f"{one.contrary} or {other.contrary}"
        if np.array_equal(~table & ~other_table, fails):
            yield f"{one.contrary} and {other.contrary}"
        if np.array_equal(table | other_table, fails):
            yield f"{one.words} or {other.words}"
        if np.array_equal(table & ~other_table, fails):
            yield f"{one.words} and {other.contrary}"
        if np.array_equal(~table & other_table, fails):
            yield f"{other.words} and {one.contrary}"


def _right_whenever(conditions: list[Condition], tables: list[Array], fails: Array) -> str:
    """The widest condition under which no call fails."""
    found = [(int(t.sum()), c.words) for c, t in zip(conditions, tables, strict=True) if not (t & fails).any()]
    found += [(int((~t).sum()), c.contrary) for c, t in zip(conditions, tables, strict=True) if not (~t & fails).any()]
    if not found:
        found = [
            (int((table & other_table).sum()), f"{one.words} and {other.words}")
            for (one, table), (other, other_table) in combinations(zip(conditions, tables, strict=True), 2)
            if not (table & other_table & fails).any()
        ]
    count, words = max(found, default=(0, ""))
    return f"right whenever {words}, " if count >= LEAST_SHARE * len(fails) else ""
