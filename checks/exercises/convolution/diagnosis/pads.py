"""Causes that lie in what is around the images: other numbers than zeros, an empty slice, another number of zeros."""

from collections.abc import Iterator

import numpy as np

from checks.exercises.causes.naming import Named
from checks.exercises.convolution.diagnosis.calls import Call, Calls
from checks.exercises.convolution.diagnosis.forms import FORMS
from checks.exercises.convolution.diagnosis.formula import formula
from checks.exercises.convolution.exceptions import INTO, shapes
from checks.exercises.convolution.operator import answer
from checks.model import Array

MODES = {"edge_padding": ("edge",), "wrap_padding": ("wrap",), "reflect_padding": ("reflect", "symmetric")}
LEAST_SIDE = 3  # where numpy stretches one row to a kernel's two, that looks as if the edge were repeated


def modes(calls: Calls) -> Named | None:
    """The padding takes other pixels than zeros, or another number, which every call shows."""
    telling = [call for call in calls.returned if min(call.kh, call.kw) >= LEAST_SIDE and np.any(call.pads[0])]
    if not telling:
        return None
    for name, numpy_modes in MODES.items():
        for mode in numpy_modes:
            if calls.only(lambda call, mode=mode: call.returns(*_padded(call, mode))):  # type: ignore[misc]
                return Named(name)
    number = _around(telling[0])
    if number and calls.only(lambda call: call.returns(*_with_number(call, number))):
        return Named("nonzero_padding", f"There it is {number:.4g}.")
    return None


def _padded(call: Call, mode: str) -> Iterator[Array]:
    """The answers with another padding, on all sides, or where rows and columns begin: a negative index does that."""
    more = [(0, 0)] * (call.images.ndim - 3)
    for ((top, bottom), (left, right)), expected in zip(call.pads, call.expected, strict=True):
        bottom, right = max(bottom, 0), max(right, 0)
        for after in (True, False):
            ends = ((0, 0), (top, bottom * after), (left, right * after), *more)
            padded = np.pad(call.images.astype(np.float64), ends, mode=mode)  # type: ignore[call-overload]
            padded = np.pad(padded, ((0, 0), (0, bottom * (not after)), (0, right * (not after)), *more))
            found = answer(padded, call.kernel, ((0, 0), (0, 0)), call.stride)
            yield found[:, : expected.shape[1], : expected.shape[2]]


def _around(call: Call) -> float:
    """The number that seems to stand around the images, or 0."""
    if not call.same_shape:
        return 0.0
    assert call.array is not None
    difference, outside = call.array - call.expected[0], _outside(call, 0)
    place = np.unravel_index(int(np.argmax(np.abs(outside))), outside.shape)
    return float(difference[place] / outside[place]) if outside[place] else 0.0


def _outside(call: Call, which: int) -> Array:
    """The sum of the taps that lie outside of the images, for one of the right answers."""
    ones = np.ones_like(call.images, dtype=np.float64)
    found: Array = call.kernel.sum(axis=(0, 1, 2)[: min(call.kernel.ndim, 3)]) - answer(
        ones, call.kernel, call.pads[which], call.stride
    )
    return found


def _with_number(call: Call, number: float) -> Iterator[Array]:
    return (expected + number * _outside(call, which) for which, expected in enumerate(call.expected))


def zero_slice(calls: Calls) -> Named | None:
    """A padding of 0 fails, and nothing else: a slice that ends at -0 is empty."""
    if any(all(zero(call) == (not call.right) for call in calls.all) for zero in FORMS[calls.form].empty):
        return Named("zero_padding_slice") if all(map(_is_empty, calls.wrong)) else None
    return None


def _is_empty(call: Call) -> bool:
    """Whether nothing was put where the images belong, or nothing was left of the result."""
    if call.crashed:
        return INTO in call.message and 0 in shapes(call.message)[-1]
    return call.array is not None and (0 in call.array.shape or not call.array.any())


def shifted(calls: Calls) -> Named | None:
    """The result has its size and its values, but not at their place."""
    units = [call for call in calls.wrong if call.unit]
    if (
        calls.form == "chosen"
        or not units
        or not all(call.same_shape and (call.implied_pads or not _any(call)) for call in units)
    ):
        return None
    told = [call for call in units if call.implied_pads]
    others = [call for call in calls.wrong if not call.unit]
    if not told or not all(call.same_shape and _moved(call) for call in others):
        return None
    tops = formula([call.implied_pads[0][0] for call in told if call.implied_pads], told)
    lefts = formula([call.implied_pads[1][0] for call in told if call.implied_pads], told)
    known = f"There are {tops} zeros before the rows and {lefts} before the columns." if tops and lefts else ""
    return Named("shifted", known)


def _any(call: Call) -> bool:
    return call.array is not None and bool(call.array.any())


def _moved(call: Call) -> bool:
    """Whether some other zeros before rows and columns give this result."""
    oh, ow = call.expected[0].shape[1:]
    for top in range(call.h + call.kh + call.ph):
        for left in range(call.w + call.kw + call.pw):
            pads = (top, oh + call.kh - 1 - call.h - top), (left, ow + call.kw - 1 - call.w - left)
            if call.returns(answer(call.images, call.kernel, pads)):
                return True
    return not _any(call)
