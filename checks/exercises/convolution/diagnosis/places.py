"""Causes that lie in which places of the result are written, and how many there are; and in calls without a result."""

from collections.abc import Sequence

import numpy as np

from checks.dynamic.exceptions import FLOATS
from checks.exercises.causes.naming import Named, begun
from checks.exercises.convolution.diagnosis.calls import Call, Calls
from checks.exercises.convolution.diagnosis.forms import FORMS
from checks.exercises.convolution.diagnosis.formula import formula
from checks.exercises.convolution.diagnosis.lengths import NO_ZEROS
from checks.exercises.convolution.exceptions import kind
from checks.exercises.convolution.operator import answer
from checks.model import Array

NEARLY_ALL = 0.9  # of the calls: in the others what lay in memory happens to be right


def endings(calls: Calls) -> Named | None:
    """No call brought an array, or those that failed ended in the same way."""
    if all(call.nothing for call in calls.wrong):
        return Named("returns_none") if not calls.right else None
    if all(call.other_type for call in calls.wrong):
        return Named("not_an_array")
    if not all(call.crashed for call in calls.wrong):
        return None
    if "range_of_array" in calls.landmarks and _same_place(calls, ended="line"):
        return Named("range_of_array")
    if all(any(word in call.message for word in FLOATS) for call in calls.crashed):
        return Named("float_pad_width")
    if not calls.right and _same_place(calls) and not any(kind(call.message) for call in calls.crashed):
        return Named("crash")
    return None


def nothing(calls: Calls) -> Named | None:
    """Every call brings one number everywhere, and the text works nothing out; or it brings the images themselves."""
    arrays = [(call, call.array) for call in calls.all if call.array is not None]
    if len(arrays) < len(calls.all):
        return None
    if all(np.array_equal(array, call.images) for call, array in arrays):
        return Named("nothing_computed", "The images come back as they are.")
    alike = all(array.size and array.min() == array.max() for _, array in arrays)
    return Named("nothing_computed") if alike and "nothing_computed" in calls.landmarks else None


def crash(calls: Calls) -> Named | None:
    """Every call that fails ends with the same exception in the same line, whatever it is about."""
    if len(calls.crashed) == len(calls.wrong) and _same_place(calls):
        return Named("crash_for_some" if calls.right else "crash")
    return None


def _same_place(calls: Calls, ended: str = "exception") -> bool:
    """Whether every call that crashed did so in the same line, with the same exception if that is asked."""
    return len({(ended == "line" or call.exception, call.line) for call in calls.crashed}) == 1


def unfilled(calls: Calls) -> Named | None:
    """Some places of the result are right, and the others hold what no image has a part in."""
    masks = [(call, _unwritten(call, calls.show_memory)) for call in calls.wrong]
    partly = [(call, mask) for call, mask in masks if mask is not None and not mask.all()]
    if not partly or any(mask is None for _, mask in masks):
        return None
    padded = calls.form != "chosen" and FORMS[calls.form].zeros != (NO_ZEROS,)
    if padded and sum(_is_border(call, mask) for call, mask in partly) >= NEARLY_ALL * len(partly):
        return Named("unpadded", "The border of the result is never written.")
    if "early_return" in calls.landmarks and all(_is_begun(mask | _as_filled(call, mask)) for call, mask in partly):
        return Named("early_return")
    wide = [mask for _, mask in partly if min(mask.shape) > 1]  # in one row, a column is one value
    where = [
        f"{'first' if first else 'last'} {what}"
        for axis, what in ((1, "rows"), (0, "columns"))
        for first in (True, False)
        if any(np.asarray(mask.all(axis))[0 if first else -1] for mask in wide)
    ]
    landmark = "inner_range" if where and not any("rows" in line for line in where) else ""
    return Named("unfilled_outputs", f"The {' and the '.join(where)} stay unwritten." if where else "", landmark)


def _is_begun(mask: Array) -> bool:
    """Whether at most the first value is written, or the first row or the first column."""
    written = ~mask
    return not written.ravel()[1:].any() or not written[1:].any() or not written[:, 1:].any()


def _as_filled(call: Call, mask: Array) -> Array:
    """Where (oh, ow) every image holds what places hold that were not written: some of these are right by chance."""
    assert call.array is not None
    alike = call.array == call.array[:, mask].flat[0]
    return np.asarray(alike.all(axis=(0, *range(3, alike.ndim))))


def _unwritten(call: Call, memory_shows: bool) -> Array | None:
    """The places (oh, ow) that are wrong, if they hold the same value for every image, or whatever the memory held;
    None if they do not."""
    if call.array is None or not call.same_shape:
        return None
    for expected in call.expected:
        wrong = ~np.isclose(call.array, expected, rtol=call.precision, atol=call.precision)
        mask = wrong.any(axis=(0, *range(3, wrong.ndim)))
        values = call.array[:, mask]
        if not values.size or values.min() == values.max() or memory_shows:
            return np.asarray(mask)
    return None


def _is_border(call: Call, mask: Array) -> bool:
    """Whether these are the places where the kernel hangs over the edge, and for an even kernel perhaps one more."""
    lies = answer(np.ones((1, call.h, call.w)), np.ones_like(call.kernel), call.pads[0])[0]
    border = lies < call.kernel.size
    return bool(np.array_equal(mask, border) if len(call.pads) == 1 else mask[border].all())


def size(calls: Calls) -> Named | None:
    """The result has another size than it should have, and is right as far as it goes; the formula that it follows."""
    wrong_size = [call for call in calls.returned if not call.same_shape]
    if not wrong_size or not all(_as_far_as_it_goes(call) for call in calls.wrong):
        return None
    if calls.form == "chosen":  # divided by a stride no size is a sum of sides
        return None if calls.crashed else Named("output_size")
    shaped = [call for call in calls.all if call.unit and call.array is not None and call.array.ndim == 3]
    return Named("output_size", _formulas(shaped))


def _as_far_as_it_goes(call: Call) -> bool:
    """Whether the values are right where there are any, and nothing is written beyond the right ones."""
    if call.crashed:
        return kind(call.message) != ""
    array = call.array
    right = call.expected[0]
    if array is None or array.ndim != right.ndim or len(array) != call.m or array.shape[3:] != right.shape[3:]:
        return False
    for expected in call.expected:
        rows, columns = (min(a, b) for a, b in zip(array.shape[1:3], expected.shape[1:3], strict=True))
        beyond = array.copy()
        beyond[:, :rows, :columns] = 0
        if np.allclose(array[:, :rows, :columns], expected[:, :rows, :columns], rtol=call.precision) and not (
            beyond.any() and not call.garbage.any()
        ):
            return True
    return call.implied_pads is not None  # of a plain convolution


def _formulas(shaped: Sequence[Call]) -> str:
    shapes = [call.array.shape for call in shaped if call.array is not None]
    rows = formula([shape[1] for shape in shapes], shaped)
    columns = formula([shape[2] for shape in shapes], shaped)
    right = [formula([call.expected[0].shape[axis] for call in shaped], shaped) for axis in (1, 2)]
    said = [
        f"there are `{found}` {name} instead of `{wanted}`"
        for name, found, wanted in (("rows", rows, right[0]), ("columns", columns, right[1]))
        if found and wanted and found != wanted
    ]
    return begun(f"{'; '.join(said)}.") if said else ""
