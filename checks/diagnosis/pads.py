"""Causes that lie in where the zeros go: too few, too many, on the wrong side, or no zeros at all."""

from collections.abc import Callable, Iterator

import numpy as np

from checks.diagnosis.calls import Call, Calls
from checks.diagnosis.formula import formula
from checks.model import Array
from checks.operator import Pads

Side = tuple[int, int]  # zeros before and after
Pattern = Callable[[int, int, int], Side]  # of the kernel's side, the padding asked for, and that of the other axis

SAME: dict[str, tuple[Pattern, ...]] = {
    "even_kernel_one_short": (lambda k, p, other: ((k - 1) // 2, (k - 1) // 2),),
    "even_kernel_one_more": (lambda k, p, other: (k // 2, k // 2),),
    "fixed_padding": (lambda k, p, other: (1, 1), lambda k, p, other: (1, k - 2), lambda k, p, other: (2, 2)),
    "unpadded": (lambda k, p, other: (0, 0),),
    "one_sided_padding": (
        lambda k, p, other: (0, k - 1),
        lambda k, p, other: (k - 1, 0),
        lambda k, p, other: (k // 2, 0),
        lambda k, p, other: (0, k // 2),
    ),
    "double_padding": (
        lambda k, p, other: (2 * (k // 2), 2 * (k // 2)),
        lambda k, p, other: (2 * ((k - 1) // 2), 2 * ((k - 1) // 2)),
        lambda k, p, other: (k // 2 + (k - 1) // 2, k // 2 + (k - 1) // 2),
    ),
}
PADDING: dict[str, tuple[Pattern, ...]] = {
    "unpadded": (lambda k, p, other: (0, 0),),
    "padding_sides_swapped": (lambda k, p, other: (other, other),),
    "padding_once": (lambda k, p, other: (p, 0), lambda k, p, other: (0, p)),
    "one_sided_padding": (
        lambda k, p, other: (2 * p, 0),
        lambda k, p, other: (0, 2 * p),
    ),
    "double_padding": (lambda k, p, other: (2 * p, 2 * p),),
    "fixed_padding": (
        lambda k, p, other: (1, 1),
        lambda k, p, other: (2, 4),
        lambda k, p, other: (4, 2),
        lambda k, p, other: (k // 2, k // 2),
        lambda k, p, other: ((k - 1) // 2, (k - 1) // 2),
    ),
    "full_convolution": (lambda k, p, other: (p + k - 1, p + k - 1),),
}
VALID: dict[str, tuple[Pattern, ...]] = {
    "full_convolution": (lambda k, p, other: (k - 1, k - 1),),
}
PATTERNS = {"same": SAME, "padding": PADDING, "valid": VALID}
# A padding built in for the handout's own call differs by axis.
HANDOUT: Pads = ((2, 2), (4, 4))
MODES = {"edge_padding": ("edge",), "wrap_padding": ("wrap",), "reflect_padding": ("reflect", "symmetric")}


def zeros(calls: Calls) -> tuple[str, str] | None:
    """The id of the rule that the zeros follow in every call, and nothing to add."""
    for name, patterns in PATTERNS[calls.convolution].items():
        if any(_follows(calls, pattern) for pattern in patterns):
            return name, ""
    if calls.convolution == "padding" and _follows_pads(calls, lambda call: HANDOUT):
        return "fixed_padding", ""
    return None


def _follows(calls: Calls, pattern: Pattern) -> bool:
    """Whether every call went as if the zeros on both axes followed the pattern, or on one of them."""
    both = (lambda call: (pattern(call.kh, call.ph, call.pw), pattern(call.kw, call.pw, call.ph)),)
    one = (
        lambda call: (pattern(call.kh, call.ph, call.pw), call.pads[0][1]),
        lambda call: (call.pads[0][0], pattern(call.kw, call.pw, call.ph)),
    )
    return any(_follows_pads(calls, pads) for pads in (*both, *one))


def _follows_pads(calls: Calls, pads: Callable[[Call], Pads]) -> bool:
    """Whether these zeros explain every call: right where they are right, wrong or crashed where they are not.

    An even kernel of a same convolution has several right answers; one of them is enough on the axis that is right.
    """
    told = 0
    for call in calls.all:
        if not call.unit:
            continue
        wanted = pads(call)
        is_right = any(wanted == right for right in call.pads)
        if call.right != is_right and not (call.right and _alike(wanted, call)):
            return False
        if not call.right and call.array is None and call.shape is not None:
            if call.shape != (call.m, *_size(call, wanted)):
                return False
        elif not call.right and call.array is not None:
            found = call.implied_pads
            if found is None and not _nothing_read(call, wanted):
                return False
            if found is not None and not _agree(found, wanted, call):
                return False
            told += 1
        elif not call.right and not call.crashed:
            return False
    return told > 0 or bool(calls.crashed and _one_short(calls))


def _one_short(calls: Calls) -> bool:
    """Whether the crashes are those of a window that is smaller than the kernel."""
    return all("broadcast" in call.message or "index" in call.message for call in calls.crashed)


def _alike(wanted: Pads, call: Call) -> bool:
    """Whether these zeros make the same result as right ones, as far as the result shows."""
    return call.array is not None and call.implied_pads == wanted


def _agree(found: Pads, wanted: Pads, call: Call) -> bool:
    """Whether the zeros found are those wanted, each axis for itself; on an even axis any right answer is."""
    for axis, side in enumerate(wanted):
        rights = {pads[axis] for pads in call.pads}
        if found[axis] != side and not (side in rights and found[axis] in rights):
            return False
    return True


def _nothing_read(call: Call, wanted: Pads) -> bool:
    """Whether a result of zeros alone, or of no values, is what these zeros make."""
    oh, ow = _size(call, wanted)
    assert call.array is not None
    return min(oh, ow) <= 0 or (call.array.shape == (call.m, oh, ow) and not call.array.any())


def _size(call: Call, pads: Pads) -> tuple[int, int]:
    (top, bottom), (left, right) = pads
    return call.h + top + bottom - call.kh + 1, call.w + left + right - call.kw + 1


def modes(calls: Calls) -> tuple[str, str] | None:
    """The id of the padding that takes other pixels than zeros, if every call shows it."""
    for name, numpy_modes in MODES.items():
        for mode in numpy_modes:
            if calls.only(lambda call, mode=mode: call.returns(*_padded(call, mode))):  # type: ignore[misc]
                return name, ""
    return None


def _padded(call: Call, mode: str) -> Iterator[Array]:
    """The answers with another padding, on all sides, or where rows and columns begin: a negative index does that."""
    for (top, bottom), (left, right) in call.pads:
        for after in (True, False):
            ends = ((0, 0), (top, bottom * after), (left, right * after))
            padded = np.pad(call.images.astype(np.float64), ends, mode=mode)  # type: ignore[call-overload]
            padded = np.pad(padded, ((0, 0), (0, bottom * (not after)), (0, right * (not after))))
            windows = np.lib.stride_tricks.sliding_window_view(padded, call.kernel.shape, (1, 2))
            yield np.einsum("mhwij,ij->mhw", windows, call.kernel)


def shifted(calls: Calls) -> tuple[str, str] | None:
    """The result has its size and its values, but not at their place."""
    units = [call for call in calls.wrong if call.unit]
    if not units or not all(call.same_shape and (call.implied_pads or not _any(call)) for call in units):
        return None
    told = [call for call in units if call.implied_pads]
    if not told:
        return None
    tops = formula([call.implied_pads[0][0] for call in told if call.implied_pads], told)
    lefts = formula([call.implied_pads[1][0] for call in told if call.implied_pads], told)
    detail = f"The zeros before the rows are {tops}, those before the columns {lefts}." if tops and lefts else ""
    return "shifted", detail


def _any(call: Call) -> bool:
    return call.array is not None and bool(call.array.any())
