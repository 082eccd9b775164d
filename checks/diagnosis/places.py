"""Causes that lie in which places of the result are written, how many there are, and which sides were used."""

from collections.abc import Callable, Sequence

import numpy as np

from checks.diagnosis.calls import Call, Calls
from checks.diagnosis.formula import formula
from checks.model import Array
from checks.operator import answer

Named = tuple[str, str] | None
FLOATS = ("float", "integral type", "slice indices must be integers", "integer scalar", "IndexError: only integers")
FEW = 0.1  # of the calls may be right by chance
LEAST_KNOWN = 10  # calls have to tell where their zeros are
MOST = 0.5  # of the calls with unlike sides have to fail, for these to be taken for one another


def endings(calls: Calls) -> Named:
    """Nothing came back, in the same way for every call."""
    if calls.wrong and all(call.nothing for call in calls.wrong):
        return _square_only(calls) or ("returns_none", "")
    if calls.wrong and all(call.other_type for call in calls.wrong):
        return "not_an_array", ""
    if calls.crashed and all(call.crashed for call in calls.wrong):
        if any(word in call.message for call in calls.crashed for word in FLOATS):
            return "float_pad_width", ""
        if not calls.right and len({(call.exception, call.line) for call in calls.crashed}) == 1:
            return "crash", ""
    return None


def sides(calls: Calls) -> Named:
    """Two sides were taken for one another: the function is right wherever they are equal."""
    return _square_only(calls) or _swapped(calls)


def _unlike(calls: Calls, differ: Callable[[Call], bool]) -> bool:
    asked = [call for call in calls.all if differ(call)]
    return bool(calls.wrong) and all(differ(call) for call in calls.wrong) and len(calls.wrong) >= MOST * len(asked)


def _square_only(calls: Calls) -> Named:
    if not _unlike(calls, lambda call: call.kh != call.kw):
        return None
    if all(call.nothing or call.exception in ("UnboundLocalError", "NameError") for call in calls.wrong):
        return "square_kernels_only", ""
    sides: tuple[Callable[[Call], int], ...] = (lambda call: call.kh, lambda call: call.kw)
    for side in sides:
        told = [told for call in calls.wrong if (told := _with_one_side(call, side(call))) is not None]
        if told and all(told):
            return "square_kernels_only", ""
    return None


def _with_one_side(call: Call, k: int) -> bool | None:
    """Whether the result is that of a square kernel of this side; None where it does not tell."""
    halves = ((k // 2, k // 2), ((k - 1) // 2, (k - 1) // 2))
    if call.array is None or call.array.ndim != 3:
        return None
    if call.same_shape:
        pads = call.implied_pads
        if pads is None:
            return True if _stretched(call, k) else None
        return all(pads[axis][0] in (k // 2, (k - 1) // 2) for axis in (0, 1))
    rows, columns = call.array.shape[1:]
    return any(
        rows == call.h + sum(top) - k + 1 and columns == call.w + sum(left) - k + 1
        for top, left in (*call.pads, *((half, half) for half in halves))
    )


def _stretched(call: Call, k: int) -> bool:
    """Whether the result is that of the kernel with its one row or column repeated, as numpy does it by itself."""
    if k == 1:
        kernel = call.kernel.sum(keepdims=True)
    elif {call.kh, call.kw} <= {1, k}:
        kernel = np.broadcast_to(call.kernel, (k, k))
    else:
        return False
    same_pads = ((k // 2, k - 1 - k // 2), (k - 1 - k // 2, k // 2))
    sides = [(side, side) for side in same_pads] if len(call.pads) > 1 or call.ph == 0 else []
    return call.returns(*(answer(call.images, kernel, pads) for pads in (*sides, *call.pads)))


def _swapped(calls: Calls) -> Named:
    if _unlike(calls, lambda call: call.kh != call.kw):
        return "kernel_sides_swapped", ""
    if _unlike(calls, lambda call: call.h != call.w) or _unlike(calls, _oblong):
        return "height_width_swapped", ""
    if _unlike(calls, lambda call: call.ph != call.pw):
        return "padding_sides_swapped", ""
    return None


def _oblong(call: Call) -> bool:
    rows, columns = call.expected[0].shape[1:]
    return bool(rows != columns)


def fixed(calls: Calls) -> Named:
    """Only one size of the kernel, or one padding, is right."""
    known = [call.implied_pads for call in calls.wrong if call.implied_pads]
    before = {(pads[0][0], pads[1][0]) for pads in known}
    if calls.convolution != "valid" and len(before) == 1 and before != {(0, 0)} and len(known) >= LEAST_KNOWN:
        return "fixed_padding", ""
    of_three = [call for call in calls.all if (call.kh, call.kw) == (3, 3)]
    others = [call for call in calls.right if call.unit and (call.kh, call.kw) != (3, 3)]
    if all(call.right for call in of_three) and len(others) < FEW * len(calls.all):
        return "fixed_kernel_size", ""
    paddings = {(call.ph, call.pw) for call in calls.right if call.unit}
    if calls.convolution == "padding" and len(paddings) == 1 and paddings != {(0, 0)}:
        return "fixed_padding", ""
    return None


def zero_slice(calls: Calls) -> Named:
    """A padding of 0 fails, and nothing else."""
    of_padding: tuple[Callable[[Call], bool], ...] = (
        lambda call: call.ph == 0 or call.pw == 0,
        lambda call: call.ph == 0,
        lambda call: call.pw == 0,
    )
    of_kernel: tuple[Callable[[Call], bool], ...] = (lambda call: call.kh == 1 or call.kw == 1,)
    zeros = {"padding": of_padding, "same": of_kernel, "valid": ()}[calls.convolution]
    if calls.wrong and any(all(zero(call) == (not call.right) for call in calls.all) for zero in zeros):
        return "zero_padding_slice", ""
    return None


def even(calls: Calls) -> Named:
    """Every kernel with odd sides is right, and hardly any other."""
    if calls.convolution == "same" and _unlike(calls, lambda call: call.kh % 2 == 0 or call.kw % 2 == 0):
        # With two taps the window has one row or column left, which numpy stretches to the kernel's two.
        telling = [call for call in calls.wrong if 2 not in (call.kh, call.kw)]
        if telling and all(call.crashed for call in telling):
            return "even_kernel_one_short", "The windows at the last row or column are smaller than the kernel."
        return "even_kernels", ""
    return None


def unfilled(calls: Calls) -> Named:
    """Some places of the result are right, and the others hold what no image has a part in."""
    units = [call for call in calls.wrong if call.unit]
    masks = [(call, _unwritten(call)) for call in units if not call.crashed]
    if any(mask is None for _, mask in masks):
        return None
    partly = [mask for _, mask in masks if mask is not None and not mask.all()]
    if not partly:
        return None
    if calls.convolution != "valid" and sum(bool(mask[0, 0]) for mask in partly) > len(partly) / 2:
        return "unpadded", "The border of the result is never written."
    where = [name for axis, name in ((1, "rows"), (0, "columns")) if any(mask.all(axis).any() for mask in partly)]
    return "unfilled_outputs", f"The last {' and '.join(where)} stay unwritten." if where else ""


def _unwritten(call: Call) -> Array | None:
    """The places (oh, ow) that are wrong, if they hold the same value for every image; None if they do not."""
    if call.array is None or not call.same_shape:
        return None
    for expected in call.expected:
        with np.errstate(all="ignore"):
            wrong = ~np.isclose(call.array, expected, rtol=1e-9, atol=1e-12)
        mask = wrong.any(axis=0)
        values = call.array[:, mask]
        if not values.size or values.min() == values.max():
            return np.asarray(mask)
    return None


def size(calls: Calls) -> Named:
    """The result has another size than it should have; the formula that it follows, where there is one."""
    wrong_size = [call for call in calls.returned if call.array is not None and call.array.ndim == 3]
    wrong_size = [call for call in wrong_size if not call.same_shape]
    if not wrong_size or any(not (call.crashed or call in wrong_size) for call in calls.wrong if call.unit):
        return None
    shaped = [call for call in calls.all if call.unit and call.array is not None and call.array.ndim == 3]
    return "output_size", _formulas(shaped)


def _formulas(shaped: Sequence[Call]) -> str:
    shapes = [call.array.shape for call in shaped if call.array is not None]
    rows = formula([shape[1] for shape in shapes], shaped)
    columns = formula([shape[2] for shape in shapes], shaped)
    right = [formula([call.expected[0].shape[axis] for call in shaped], shaped) for axis in (1, 2)]
    said = [
        f"there are {found} {name}, it should be {wanted}"
        for name, found, wanted in (("rows", rows, right[0]), ("columns", columns, right[1]))
        if found and wanted and found != wanted
    ]
    return f"{'; '.join(said)}.".capitalize() if said else ""
