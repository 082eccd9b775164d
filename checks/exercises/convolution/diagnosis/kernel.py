"""Causes that lie in the kernel: turned, not used, used in part, or multiplied as matrices are."""

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np

from checks.exercises.causes.naming import Named
from checks.exercises.convolution.diagnosis.calls import Call, Calls
from checks.exercises.convolution.exceptions import kind
from checks.exercises.convolution.operator import decode
from checks.model import Array

Way = Callable[[Array], Array]
TURNED: tuple[tuple[str, str, Way], ...] = (
    ("flipped_kernel", "", lambda k: k[::-1, ::-1]),
    ("flipped_one_axis", "Its rows are in reverse order.", lambda k: k[::-1]),
    ("flipped_one_axis", "Its columns are in reverse order.", lambda k: k[:, ::-1]),
)
# These change the sides, too: where they are unlike, the arrays do not fit, and anything may come of it.
TURNED_ASIDE: tuple[tuple[str, str, Way], ...] = (
    ("transposed_kernel", "", lambda k: k.swapaxes(0, 1)),
    ("rotated_kernel", "", np.rot90),
    ("rotated_kernel", "", lambda k: np.rot90(k, 3)),
    ("rotated_kernel", "It is mirrored, too.", lambda k: k[::-1, ::-1].swapaxes(0, 1)),
)
PRODUCTS: tuple[Way, ...] = (
    lambda k: np.broadcast_to(k.sum(axis=1)[None], k.shape),  # window @ kernel, summed
    lambda k: np.broadcast_to(k.sum(axis=0)[:, None], k.shape),  # kernel @ window, summed
)


def kernel(calls: Calls) -> Named | None:
    """The kernel was turned, mirrored or transposed, or only its size or a part of it was used."""
    for name, told, way in TURNED:
        if calls.only(lambda call, way=way: call.returns(*call.answers(way(call.kernel)))):  # type: ignore[misc]
            return Named(name, told)
    for name, told, way in TURNED_ASIDE:
        if _on_squares(calls, way):
            return Named(name, told)
    flat = all(call.kernel.ndim == 2 for call in calls.wrong)
    if flat and any(_on_squares(calls, way) for way in PRODUCTS):
        return Named("matrix_product")
    return _unused(calls) or _left_out(calls)


def _on_squares(calls: Calls, way: Way) -> bool:
    def explained(call: Call) -> bool:
        if call.kh == call.kw:
            return call.returns(*call.answers(way(call.kernel)))
        return call.array is not None or kind(call.message) != ""

    return calls.only(explained) and any(call.kh == call.kw for call in calls.returned)


def _unused(calls: Calls) -> Named | None:
    of_windows: tuple[Way, ...] = (
        lambda windows: windows.sum(axis=-1),
        lambda windows: windows.mean(axis=-1),
        lambda windows: windows.max(axis=-1),
    )
    for way in of_windows:
        if calls.only(lambda call, way=way: call.returns(*map(way, _windows(call)))):  # type: ignore[misc]
            return Named("kernel_not_used")
    return None


def _windows(call: Call) -> Iterator[Array]:
    """The pixels of every window, (m, oh, ow, pixels), and once for each of several kernels (m, oh, ow, nc, pixels)."""
    for pads, expected in zip(call.pads, call.expected, strict=True):
        around = ((0, 0), *((before, max(after, 0)) for before, after in pads))
        padded = np.pad(call.images.astype(np.float64), (*around, *[(0, 0)] * (call.images.ndim - 3)))
        windows = np.lib.stride_tricks.sliding_window_view(padded, call.kernel.shape[:2], (1, 2))
        windows = windows[:, :: call.sh, :: call.sw][:, : expected.shape[1], : expected.shape[2]]
        pixels = windows.reshape(*windows.shape[:3], -1)
        yield pixels if expected.ndim == 3 else np.repeat(pixels[:, :, :, None], call.nc, axis=3)


def _left_out(calls: Calls) -> Named | None:
    """The same rows and columns of the kernel are missing in every call with a kernel of its size."""
    used: dict[tuple[int, ...], Array] = {}
    for call in (call for call in calls.all if call.unit and call.same_shape):
        assert call.array is not None
        asked = np.flatnonzero(call.kernel)  # in the order of their powers
        taps = decode(call.array, len(asked))
        if taps is None:
            return None
        seen: Array = np.zeros(call.kernel.shape, bool)
        seen.flat[asked] = taps.any(axis=tuple(range(call.array.ndim)))
        seen = np.asarray(seen.any(axis=tuple(range(2, seen.ndim))))
        used[seen.shape] = used.get(seen.shape, np.zeros_like(seen)) | seen
    if not calls.only(lambda call: _with_taps(call, used)):
        return None
    lines = [
        f"{'first' if first else 'last'} {what}"
        for axis, what in ((1, "row"), (0, "column"))
        for first in (True, False)
        if not any(np.asarray(taps.any(axis))[0 if first else -1] for taps in used.values() if min(taps.shape) > 1)
    ]
    if "early_return" in calls.landmarks and all(not taps[1:, 1:].any() for taps in used.values()):
        return Named("early_return")
    if "overwritten" in calls.landmarks and all(not taps[:-1, :-1].any() for taps in used.values()):
        return Named("products_overwritten")
    told = f"Its {' and its '.join(lines)} {'is' if len(lines) == 1 else 'are'} not used." if lines else ""
    axes = {line.split()[1] for line in lines}
    return Named("taps_left_out", told, f"kernel_part tap_{axes.pop()}s range" if len(axes) == 1 else "")


def _with_taps(call: Call, used: dict[tuple[int, ...], Array]) -> bool:
    taps = used.get(call.kernel.shape[:2])
    known = [taps] if taps is not None else _without_outer_lines(call)
    return any(not each.all() and call.returns(*call.answers(_kept(call.kernel, each))) for each in known)


def _kept(kernel: Array, taps: Array) -> Array:
    kept: Array = kernel * taps.reshape(*taps.shape, *[1] * (kernel.ndim - 2))
    return kept


def _without_outer_lines(call: Call) -> Iterator[Array]:
    """For a kernel of a size that was not asked with unit images: its taps but for first or last rows and columns."""
    for top, bottom, left, right in product((0, 1), repeat=4):
        taps = np.zeros(call.kernel.shape[:2], bool)
        taps[top : call.kh - bottom, left : call.kw - right] = True
        yield taps
