"""Causes that show in the values of the arrays that came back: the batch, the kernel, the numbers."""

from collections.abc import Callable, Iterator

import numpy as np

from checks.diagnosis.calls import GARBAGE, Call, Calls, same
from checks.model import Array

Named = tuple[str, str] | None


def batch(calls: Calls) -> Named:
    """The images of the result are alike, or only the first was worked out."""
    if calls.only(lambda call: call.crashed or _first_only(call)) and any(_first_only(call) for call in calls.returned):
        return "first_image_only", ""
    if calls.only(lambda call: call.crashed or _lost(call)):
        return "batch_lost", ""
    return None


def _lost(call: Call) -> bool:
    array = call.array
    if array is None:
        return False
    if array.ndim == 2 or (array.ndim == 3 and len(array) == 1 < call.m):
        return True
    return call.same_shape and bool(array.any()) and bool(np.all(array == array[:1]))


def _first_only(call: Call) -> bool:
    array = call.array
    if array is None or not call.same_shape or call.m == 1:
        return False
    rest_unwritten = bool(np.all(array[1:] == array[-1, -1, -1]) and not np.all(array[1:] == array[:1]))
    return rest_unwritten and any(same(array[0], expected[0]) for expected in call.expected)


def kernel(calls: Calls) -> Named:
    """The kernel was turned, mirrored or transposed, or only its size was used."""
    turned: dict[str, tuple[Callable[[Array], Array], ...]] = {
        "flipped_kernel": (lambda k: k[::-1, ::-1],),
        "flipped_one_axis": (lambda k: k[::-1], lambda k: k[:, ::-1]),
    }
    for name, ways in turned.items():
        for way in ways:
            if calls.only(lambda call, way=way: call.returns(*call.answers(way(call.kernel)))):  # type: ignore[misc]
                return name, ""
    if calls.only(_transposed) and any(call.kh == call.kw for call in calls.returned):
        return "transposed_kernel", ""
    units = [call for call in calls.wrong if call.unit]
    if units and all(_unused(call) for call in units):
        return "kernel_not_used", ""
    return None


def _transposed(call: Call) -> bool:
    if call.kh != call.kw:
        return True  # the sides do not fit then, and anything may come of it
    return call.returns(*call.answers(call.kernel.T))


def _unused(call: Call) -> bool:
    array = call.array
    if array is None or not call.same_shape:
        return False
    return any(
        same(array, (expected > 0) * factor) for expected in call.expected for factor in (1, 1 / call.kernel.size)
    )


def scale(calls: Calls) -> Named:
    """Every value is the right one times a number."""
    factors = [(call, factor) for call in calls.wrong if (factor := _factor(call)) is not None]
    if not factors or not calls.only(lambda call: _factor(call) is not None):
        return _normalised(calls)
    if all(np.isclose(factor * call.kernel.size, 1) for call, factor in factors):
        return "averaged", ""
    if all(np.isclose(factor, factors[0][1]) for _, factor in factors):
        return "scaled", f"The factor is {factors[0][1]:.4g}."
    sums = [call.kernel.sum() for call, _ in factors]
    absolute = [np.abs(call.kernel).sum() for call, _ in factors]
    for what, numbers in (("sum", sums), ("sum of magnitudes", absolute)):
        if all(np.isclose(factor * number, 1) for (_, factor), number in zip(factors, numbers, strict=True)):
            return "scaled", f"It is divided by the kernel's {what}."
    return _normalised(calls) or ("scaled", "")


def _factor(call: Call) -> float | None:
    if not call.same_shape:
        return None
    assert call.array is not None
    for expected in call.expected:
        place = np.unravel_index(int(np.argmax(np.abs(expected))), expected.shape)
        if expected[place]:
            factor = float(call.array[place] / expected[place])
            if factor and np.isfinite(factor) and same(call.array, expected * factor):
                return factor
    return None


def _normalised(calls: Calls) -> Named:
    return ("normalised", "") if calls.only(_has_range_one) else None


def _has_range_one(call: Call) -> bool:
    if call.array is None:
        return False
    array = np.nan_to_num(call.array)  # an image of one value has no range
    return any(same(array, ranged) for ranged in _of_range_one(call))


def _of_range_one(call: Call) -> Iterator[Array]:
    with np.errstate(all="ignore"):
        for array in call.expected:
            for axes in ((0, 1, 2), (1, 2)):
                low, high = array.min(axis=axes, keepdims=True), array.max(axis=axes, keepdims=True)
                largest = np.abs(array).max(axis=axes, keepdims=True)
                for low_used, range_used in ((low, high - low), (0, high), (0, largest)):
                    ranged = np.nan_to_num((array - low_used) / range_used)
                    yield ranged
                    yield 255 * ranged
                    yield np.where(range_used == 0, array, ranged)


def numbers(calls: Calls) -> Named:
    """The values were cut: to a range, to whole numbers."""
    limits: tuple[Callable[[Array], Array], ...] = (
        lambda a: np.maximum(a, 0),
        lambda a: np.clip(a, 0, 255),
        lambda a: np.clip(a, 0, 1),
        lambda a: np.clip(a, -1, 1),
        lambda a: np.minimum(a, 255),
        np.abs,
    )
    for limit in limits:
        if calls.only(lambda call, limit=limit: call.returns(*(limit(a) for a in call.expected))):  # type: ignore[misc]
            return "clipped", ""
    if calls.only(_cut_to_integers):
        of_images = all(call.images.dtype.kind in "iu" for call in calls.wrong)
        return ("image_dtype" if of_images else "integer_output"), ""
    return None


def _cut_to_integers(call: Call) -> bool:
    if call.array is None or call.dtype is None:
        return False
    with np.errstate(all="ignore"):
        ways: tuple[Callable[[Array], Array], ...] = (np.trunc, np.rint, np.floor)
        if call.returns(*(way(array) for array in call.expected for way in ways)):
            return True
        if call.dtype.kind not in "iu" or call.dtype.itemsize == 8:
            return call.dtype.kind in "iu" and call.same_shape and bool(np.all(np.abs(call.array) < 1e15))
        return call.returns(*(array.astype(np.int64).astype(call.dtype).astype(np.float64) for array in call.expected))


def arrangement(calls: Calls) -> Named:
    """The values are right, but rows and columns are exchanged, or some places were left out."""
    if calls.only(lambda call: call.returns(*(array.transpose(0, 2, 1) for array in call.expected))):
        return "output_transposed", ""
    steps: tuple[Callable[[Call], tuple[int, int]], ...] = (
        lambda call: (2, 2),
        lambda call: (3, 3),
        lambda call: (call.kh, call.kw),
        lambda call: (call.kw, call.kh),
        lambda call: (call.kh, call.kh),
    )
    for step in steps:
        if calls.only(lambda call, step=step: _strided(call, *step(call))):  # type: ignore[misc]
            return "stride", ""
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
        if any(same(array, way) for way in (kept, holed, gathered)):
            return True
        common = tuple(slice(0, min(a, b)) for a, b in zip(array.shape, kept.shape, strict=True))
        close = all(abs(a - b) <= 1 for a, b in zip(array.shape, kept.shape, strict=True))
        if close and array.size and same(array[common], kept[common]):
            return True
    return False


def memory(calls: Calls) -> Named:
    """What was never written is a part of the result: in some places, or everywhere."""
    spoilt = [(call, mask) for call in calls.returned if call.same_shape and (mask := _spoilt(call)).any()]
    if not spoilt:
        return None
    if all(mask.all() or not _right_but_for(call, mask) for call, mask in spoilt):
        return "unfilled_memory", ""
    return "unfilled_outputs", "np.empty left there what the memory held before."


def _spoilt(call: Call) -> Array:
    assert call.array is not None
    with np.errstate(all="ignore"):
        return np.isfinite(call.array) & (np.abs(call.array) >= GARBAGE)


def _right_but_for(call: Call, mask: Array) -> bool:
    assert call.array is not None
    return any(same(np.where(mask, 0, call.array), np.where(mask, 0, expected)) for expected in call.expected)


def state(calls: Calls) -> Named:
    """A call that was made before gives another answer now."""
    changed = any(_changed(call, again) for again in calls.repeated for call in calls.all)
    return ("state_between_calls", "") if changed else None


def _changed(call: Call, again: Call) -> bool:
    if call.images is not again.images or call.kernel is not again.kernel or call.pads != again.pads:
        return False
    return call.array is not None and again.array is not None and not same(call.array, again.array)
