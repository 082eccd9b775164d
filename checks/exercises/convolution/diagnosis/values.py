"""Causes that show in the numbers themselves: scaled, cut off, at another place."""

from collections.abc import Callable, Iterator

import numpy as np

from checks.exercises.causes.naming import Named
from checks.exercises.convolution.diagnosis.calls import Call, Calls, same
from checks.model import Array
from checks.written import apart

EXACT = 2.0**31  # what is larger is made a whole number differently from machine to machine
LEAST_SCALE = 1e-3  # from 1: nearer to it values are rounded, not scaled
NEAR = 2e-3  # of the size of the largest sum: float16 keeps to it
LARGEST_HALF = float(np.finfo(np.float16).max)
NARROW = (np.uint8, np.int8, np.uint16, np.int16, np.int32, np.uint32)


def scale(calls: Calls) -> Named | None:
    """Every value is the right one times a number."""
    factors = [(call, factor) for call in calls.wrong if (factor := _factor(call)) is not None]
    if not factors or len(factors) < len(calls.wrong):
        return _normalised(calls)
    if all(np.isclose(factor * call.terms, 1) for call, factor in factors):
        return Named("averaged")
    if all(np.isclose(factor, factors[0][1]) for _, factor in factors):
        return Named("scaled", f"The factor is {_written(factors[0][1])}.")
    sums = [call.kernel.sum() for call, _ in factors]
    absolute = [np.abs(call.kernel).sum() for call, _ in factors]
    for what, numbers in (("sum", sums), ("sum of magnitudes", absolute)):
        if all(np.isclose(factor * number, 1) for (_, factor), number in zip(factors, numbers, strict=True)):
            return Named("scaled", f"It is divided by the kernel's {what}.")
    return _normalised(calls) or Named("scaled")


def _written(factor: float) -> str:
    whole = round(1 / factor)
    return f"1 / {whole}" if abs(whole) > 1 and np.isclose(factor * whole, 1) else apart(factor, 1.0, least=4)[0]


def _factor(call: Call) -> float | None:
    if not call.same_shape:
        return None
    assert call.array is not None
    for expected in call.expected:
        place = np.unravel_index(int(np.argmax(np.abs(expected))), expected.shape)
        if expected[place]:
            factor = float(call.array[place] / expected[place])
            if (
                factor
                and np.isfinite(factor)
                and abs(factor - 1) > LEAST_SCALE
                and same(call.array, expected * factor, call.precision)
            ):
                return factor
    return None


def _normalised(calls: Calls) -> Named | None:
    return Named("normalised") if calls.only(_has_range_one) else None


def _has_range_one(call: Call) -> bool:
    if call.array is None:
        return False
    array = np.nan_to_num(call.array)  # an image of one value has no range
    return any(same(array, ranged, call.precision) for ranged in _of_range_one(call))


def _of_range_one(call: Call) -> Iterator[Array]:
    for array in call.expected:
        for axes in ((0, 1, 2), (1, 2), tuple(range(array.ndim))):
            low, high = array.min(axis=axes, keepdims=True), array.max(axis=axes, keepdims=True)
            largest = np.abs(array).max(axis=axes, keepdims=True)
            for low_used, range_used in ((low, high - low), (0, high), (0, largest)):
                ranged = np.nan_to_num((array - low_used) / range_used)
                yield ranged
                yield 255 * ranged
                yield np.where(range_used == 0, array, ranged)


def numbers(calls: Calls) -> Named | None:
    """The values were cut: to a range, to whole numbers."""
    limits: tuple[tuple[str, Callable[[Array], Array]], ...] = (
        ("What is negative becomes 0.", lambda a: np.maximum(a, 0)),
        ("They are cut to 0 to 255.", lambda a: np.clip(a, 0, 255)),
        ("They are cut to 0 to 1.", lambda a: np.clip(a, 0, 1)),
        ("They are cut to -1 to 1.", lambda a: np.clip(a, -1, 1)),
        ("They are cut to 255.", lambda a: np.minimum(a, 255)),
        ("They are made positive.", np.abs),
    )
    for told, limit in limits:
        if calls.only(lambda call, limit=limit: call.returns(*(limit(a) for a in call.expected))):  # type: ignore[misc]
            return Named("clipped", told)
    if calls.only(_whole):
        of_images = all(call.images.dtype.kind in "iu" for call in calls.wrong)
        return Named("image_dtype" if of_images else "integer_output")
    return None


def _whole(call: Call) -> bool:
    """Whether the result is the right one made whole, or made of images or a kernel made whole."""
    if call.array is None:
        return False
    ways: tuple[Callable[[Array], Array], ...] = (np.trunc, np.rint, np.floor)
    if call.returns(*(way(array) for array in call.expected for way in ways)):
        return True
    return _narrow(call) or call.returns(*_of_whole_arguments(call))


def _narrow(call: Call) -> bool:
    """Whether the values are those of an integer type of few bits, which go round where they are too large."""
    array = call.array
    if array is None or not call.same_shape or not np.array_equal(array, np.trunc(array)):
        return False
    for expected in call.expected:
        told = np.abs(expected) < EXACT
        whole = np.trunc(np.where(told, expected, 0)).astype(np.int64)
        if any(np.array_equal(np.where(told, array, 0), whole.astype(dtype)) for dtype in NARROW):
            return True
    return False


def _of_whole_arguments(call: Call) -> Iterator[Array]:
    images, kernel = np.trunc(call.images), np.trunc(call.kernel)
    for some_images, some_kernel in ((images, call.kernel), (call.images, kernel), (images, kernel)):
        yield from call.answers(some_kernel, some_images)


def imprecise(calls: Calls) -> Named | None:
    """Every value comes near the right one, but for those that are too large for a float16."""
    far = [call for call in calls.wrong if not _comes_near(call)]
    return Named("imprecise") if len(far) < len(calls.wrong) and all(map(_overflows, far)) else None


def _comes_near(call: Call) -> bool:
    if call.array is None or not call.same_shape:
        return False
    largest = np.abs(call.images).max() * np.abs(call.kernel).sum()
    for expected in call.expected:
        size = np.abs(expected) if call.unit else largest  # of a unit image each value is a tap, or none
        if (np.abs(call.array - expected) <= NEAR * np.maximum(1.0, size)).all():
            return True
    return False


def _overflows(call: Call) -> bool:
    """Whether a number was too large for a float16, and none has come back."""
    largest = max(float(np.abs(array).max()) for array in (call.images, call.kernel, *call.expected))
    return largest > LARGEST_HALF and call.array is not None and not np.isfinite(call.array).all()


def arrangement(calls: Calls) -> Named | None:
    """The values are right, but rows and columns are exchanged, or some places were left out."""
    if calls.only(lambda call: call.returns(*(array.swapaxes(1, 2) for array in call.expected))):
        return Named("output_transposed")
    if calls.form == "chosen":  # where the window may move by more, and how far it moves is another question
        return None
    steps: tuple[tuple[str, Callable[[Call], tuple[int, int]]], ...] = (
        ("It moves by 2.", lambda call: (2, 2)),
        ("It moves by 3.", lambda call: (3, 3)),
        ("It moves by its own size.", lambda call: (call.kh, call.kw)),
        ("It moves by kw rows and kh columns.", lambda call: (call.kw, call.kh)),
        ("It moves by kh.", lambda call: (call.kh, call.kh)),
    )
    for told, step in steps:
        if calls.only(lambda call, step=step: _strided(call, *step(call))):  # type: ignore[misc]
            return Named("stride", told)
    return None


def _strided(call: Call, down: int, right: int) -> bool:
    array = call.array
    if array is None or array.ndim != 3 or len(array) != call.m:
        return False
    for expected in call.expected:
        kept = expected[:, ::down, ::right]
        holed = np.zeros_like(expected)
        holed[:, ::down, ::right] = kept
        gathered = np.zeros_like(expected)
        gathered[:, : kept.shape[1], : kept.shape[2]] = kept
        if any(same(array, way, call.precision) for way in (kept, holed, gathered)):
            return True
        common = tuple(slice(0, min(a, b)) for a, b in zip(array.shape, kept.shape, strict=True))
        close = all(abs(a - b) <= 1 for a, b in zip(array.shape, kept.shape, strict=True))
        if close and array.size and same(array[common], kept[common], call.precision):
            return True
    return False
