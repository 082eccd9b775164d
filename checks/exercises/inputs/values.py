"""Values of arrays and numbers, chosen so that a mistake shows: where there is room, all different and none 0."""

import math
from collections.abc import Mapping
from typing import Any, Literal

import numpy as np

from checks.exercises.inputs.expressions import expression, value
from checks.exercises.inputs.kinds import whole
from checks.model import Array
from checks.model.arguments import ArrayOf, Bound, FloatOf

Pattern = Literal["distinct", "random", "negative", "large", "ties", "alike", "all", "none"]
"""Whole numbers, no two of one magnitude; any numbers; those below 0; large ones of either sign; few about 0, so that
several are alike and one is 0; all of them 0; and for masks all true and all false. What a description does not allow
is as near to it as it does."""

EXTREME: frozenset[Pattern] = frozenset({"large", "ties", "alike", "all", "none"})
"""Patterns that can lie outside of what a function is defined for: the logarithm of 0, a mean of nothing."""
REPEATING: tuple[Pattern, ...] = ("ties", "alike")
FEW, MANY, LARGE = 9, 99, 10**6  # magnitudes
LARGE_INTEGER = 10**4  # whose fourth power int64 holds, and whose square int32
Limits = tuple[float | None, float | None]


def array(
    form: ArrayOf, sizes: Mapping[str, int], pattern: Pattern, random: np.random.Generator, dtype: str = ""
) -> Array:
    """An array within the form's bounds and sorted as it says, which cannot be written to.

    Its dtype is the form's, or `dtype` or float64 where that is free.
    """
    kind = np.dtype(form.dtype or dtype or "float64")
    if (pattern in REPEATING and form.sorted == "strictly") or (pattern in ("all", "none") and kind.kind != "b"):
        pattern = "distinct"
    shape = tuple(sizes[axis] for axis in form.axes)
    low, high = limits(form, sizes, kind.name)
    values = _booleans(shape, pattern, low, high, random) if kind.kind == "b" else None
    if values is None:
        make = _floats if kind.kind == "f" else _integers
        values = _cast(make(math.prod(shape), low, high, pattern, random).reshape(shape), kind, low, high)
        if form.sorted and shape:
            values = np.sort(values, axis=-1)
        if form.sorted == "strictly" and shape and np.any(values[..., 1:] <= values[..., :-1]):
            # There are fewer values than the array has, though enough for each row.
            rows = [make(shape[-1], low, high, "distinct", random) for _ in range(math.prod(shape[:-1]))]
            values = np.sort(_cast(np.array(rows).reshape(shape), kind, low, high), axis=-1)
    result: Array = np.ascontiguousarray(values) if shape else values
    result.setflags(write=False)
    return result


def number(form: FloatOf, sizes: Mapping[str, int], pattern: Pattern, random: np.random.Generator) -> float:
    """A float within the form's bounds, seldom whole."""
    low, high = _bound(form.least, sizes), _bound(form.most, sizes)
    spread: Pattern = "random" if pattern == "distinct" else pattern
    drawn = float(_floats(1, low, high, spread, random)[0])
    rounded = round(drawn, 2)
    inside = (low is None or low <= rounded) and (high is None or rounded <= high)
    return rounded if rounded and inside else drawn


def may_be_negative(form: ArrayOf | FloatOf) -> bool:
    """Whether some call may have values below 0."""
    held = whole(form.dtype) if isinstance(form, ArrayOf) else None
    return (held is None or held[0] < 0) and (form.least is None or isinstance(form.least, str) or form.least < 0)


def limits(form: ArrayOf, sizes: Mapping[str, int], dtype: str) -> Limits:
    """The least and the most that the form and the dtype allow; None where neither says anything."""
    low, high = _bound(form.least, sizes), _bound(form.most, sizes)
    held = whole(dtype)
    if held is None:
        return low, high
    least = held[0] if low is None else max(held[0], math.ceil(low))
    most = held[1] if high is None else min(held[1], math.floor(high))
    if held[1] < LARGE:
        return least, most
    # What a dtype holds that holds that many is no bound for values, but for the 0 of those without a sign.
    return None if low is None and held[0] else least, None if high is None else most


def _bound(bound: Bound | None, sizes: Mapping[str, int]) -> float | None:
    return None if bound is None else value(expression(bound), sizes)


def _booleans(
    shape: tuple[int, ...], pattern: Pattern, low: float | None, high: float | None, random: np.random.Generator
) -> Array:
    """Some true and some false, in an order of chance; where there is one value, either."""
    count = math.prod(shape)
    some = np.arange(count) < max(1, count // 2) if count > 1 else random.integers(0, 2, count) == 1
    chosen: Array = random.permutation(some)
    if pattern in ("all", "large", "none", *REPEATING):
        chosen = np.full(count, pattern in ("all", "large"))
    within: Array = (chosen | bool(low)) & (high is None or high >= 1)
    return within.reshape(shape)


def _integers(
    count: int,
    low: float | None,
    high: float | None,
    pattern: Pattern,
    random: np.random.Generator,
    *,
    whole_dtype: bool = True,
) -> Array:
    """Whole numbers, (count,) int64; for an array of floats large ones are larger."""
    reach = LARGE_INTEGER if whole_dtype and pattern == "large" else _reach(count, pattern)
    first, last = _window(low, high, reach)
    if pattern == "negative":
        last = min(last, max(first, -1))
    if pattern in REPEATING:
        drawn = random.integers(first, last, count, endpoint=True)
        drawn[:1] = max(first, min(last, 0))
        return random.permutation(drawn)
    if pattern == "distinct" and first == -last and last >= count:
        signs = random.permutation(np.resize([1, -1], count)) * random.choice([1, -1])
        magnitudes: Array = random.permutation(last)[:count] + 1
        signed: Array = magnitudes * signs
        return signed
    if last - first > LARGE // 2:
        drawn = random.integers(first, last, count, endpoint=True)
    else:
        pool = np.arange(first, last + 1)
        pool = pool[pool != 0] if len(pool) > count else pool
        drawn = np.resize(random.permutation(pool), count)
    if pattern == "large":
        drawn[:2] = random.permutation([first, last])[: min(2, count)]
    return random.permutation(drawn)


def _floats(count: int, low: float | None, high: float | None, pattern: Pattern, random: np.random.Generator) -> Array:
    """Floats, (count,) float64: whole ones where the pattern asks for no others and the bounds have room for them."""
    first, last = _window(
        None if low is None else math.ceil(low), None if high is None else math.floor(high), _reach(count, pattern)
    )
    room = first <= last if pattern in REPEATING else last - first >= count
    if pattern != "random" and room and not (pattern == "negative" and first >= 0):
        return _integers(count, first, last, pattern, random, whole_dtype=False).astype(np.float64)
    if low is None or high is None:
        drawn = random.standard_normal(count)
        if low is None and high is None:
            return drawn
        away: Array = np.abs(drawn)
        return low + away if low is not None else (high or 0) - away
    if pattern in ("random", "large", "negative"):
        drawn = random.uniform(low, high, count)
        if pattern == "large":
            drawn[:2] = random.permutation([low, high])[: min(2, count)]
        return random.permutation(drawn)
    # Parts of the range that are sums of powers of 1/2, so that few digits write them; the middle is none of them.
    different = {"ties": max(1, count // 2), "alike": 1}.get(pattern, count)
    parts = 1 << max(2, different.bit_length())
    chosen = np.resize(random.permutation(parts)[:different], count)
    grid: Array = low + (high - low) * ((2 * random.permutation(chosen) + 1) / (2 * parts))
    return grid


def _reach(count: int, pattern: Pattern) -> int:
    reaches = {"random": max(MANY, 4 * count), "large": LARGE, "ties": max(1, count // 4), "alike": 0}
    return reaches.get(pattern, max(FEW, count))


def _window(low: float | None, high: float | None, reach: int) -> tuple[int, int]:
    """The whole numbers within the bounds that are nearest to 0: no farther from the nearest one than `reach`."""
    nearest = 0 if high is None else min(0, int(high))
    nearest = nearest if low is None else max(nearest, int(low))
    first = nearest - reach if low is None else max(int(low), nearest - reach)
    last = nearest + reach if high is None else min(int(high), nearest + reach)
    return first, last


def _cast(values: Array, kind: np.dtype[Any], low: float | None, high: float | None) -> Array:
    """The values in this dtype, none of which rounding takes beyond the bounds."""
    result: Array = values.astype(kind)
    if kind.kind != "f":
        return result
    if low is not None:
        result = np.where(result < np.float64(low), np.nextafter(kind.type(low), kind.type(np.inf)), result)
    if high is not None:
        result = np.where(result > np.float64(high), np.nextafter(kind.type(high), kind.type(-np.inf)), result)
    return result


def admits(form: ArrayOf, sizes: Mapping[str, int], dtype: str) -> bool:
    """Whether there are values of this dtype for such an array, whose own dtype is free."""
    low, high = limits(form, sizes, dtype)
    if low is None or high is None:
        return True
    steps = 1 if whole(dtype) else high - low
    needed = sizes[form.axes[-1]] if form.sorted == "strictly" and form.axes else 1
    return low <= high and (needed <= 1 or steps > 0) and (whole(dtype) is None or needed <= high - low + 1)
