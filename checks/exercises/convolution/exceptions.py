"""What an exception's own words mean: numpy's "operands could not be broadcast together" in the words of a window and
a kernel, and what to look for.
"""

import re
from typing import NamedTuple

from checks.dynamic import exceptions

INDEX = re.compile(r"index (-?\d{1,9}) is out of bounds for axis \d with size (\d{1,9})$")
SHAPE = re.compile(r"\(((?:\d{1,9}(?:,|(?=\))))*)\)")
REMAPPED = re.compile(SHAPE.pattern + "->")  # of np.einsum, which names each shape twice
NUMBER = re.compile(r"\d+")
OPERANDS = "could not be broadcast together with"
INTO = "could not broadcast input array from shape"
FOR_PAD = "requested shape"  # of np.pad, which wants a pair for every axis
KINDS = {
    "operands": (OPERANDS, "non-broadcastable"),
    "assigned": (INTO, "could not be broadcast to indexing result"),
    "product": (
        "shape-mismatch for sum",
        "mismatch in its core",
        "not aligned",
        "cannot reshape",
    ),  # np.tensordot, @, ...
    "index": ("is out of bounds",),
    "negative": ("negative dimensions",),
    "cast": ("Cannot cast ufunc",),
    "window": ("cannot be larger than input array",),  # sliding_window_view
}
Shape = tuple[int, ...]

SMALLER = (
    "The window is {window} where the kernel is {kernel}. Either the slice is too short everywhere, or the window goes "
    "over the edge of the images: check the slice, the ranges, and the zeros around the images."
)
LARGER = "The window is {window} where the kernel is {kernel}: it goes on too far. i:i + kh has kh rows for every kh."
OTHER = "The window is {window} where the kernel is {kernel}: the two axes are exchanged, or one is used for both."
CHANNELS = "The window and the kernel have not the same channels: what is multiplied has to have the same axes."
EMPTY = "The window is {window}: a slice that begins with a negative index, such as -1:2, is empty."
WINDOW = "The window and the kernel have not the same rows and columns: print both shapes, and look at the slice."
PAIRS = "np.pad takes a pair for every axis, that of the images too: ((0, 0), (ph, ph), (pw, pw))."
PAIRS_OF_FOUR = "np.pad takes a pair for every axis, that of the channels too: ((0, 0), (ph, ph), (pw, pw), (0, 0))."
EMPTY_PLACE = "What is assigned to is an empty slice: [p:-p] is empty for p = 0, since -0 is 0."
ONE_EACH = "One number for each image is wanted there: sum over all axes of the window but the first."
ASSIGNED = "The slice that is assigned to has not the size of what is put there."
SLICE = "The slice that is added is {slice}, the result {result}: it has to have the same rows and columns."


class Clash(NamedTuple):
    """A window and a kernel (rows and columns each) that numpy could not multiply."""

    window: tuple[int, int]
    kernel: tuple[int, int]

    @property
    def smaller(self) -> bool:
        """Whether the window lacks rows or columns, and has none too many."""
        sides = list(zip(self.window, self.kernel, strict=True))
        return all(a <= b for a, b in sides) and not self.alike and not self.empty

    @property
    def larger(self) -> bool:
        """Whether the window has rows or columns too many, and lacks none."""
        return all(a >= b for a, b in zip(self.window, self.kernel, strict=True))

    @property
    def alike(self) -> bool:
        """Whether they differ in none of these sides, but in their channels."""
        return self.window == self.kernel

    @property
    def empty(self) -> bool:
        """Whether there is nothing in the window."""
        return 0 in self.window


def hint(detail: str) -> str:
    """What to look for, from an exception's type and message; "" when they say it all."""
    if detail.partition(":")[0] != "ValueError" or kind(detail) == "negative":
        return exceptions.hint(detail)
    if FOR_PAD in detail:
        return PAIRS_OF_FOUR if (4, 2) in shapes(detail) else PAIRS
    if INTO in detail:
        return _assigned(*shapes(detail)[:2])
    added = slice_added(detail)
    if added:
        return SLICE.format(slice=_written(added[0]), result=_written(added[1]))
    found = clash(detail)
    if found is None:
        return WINDOW if kind(detail) else ""
    if found.alike:
        return CHANNELS
    words = EMPTY if found.empty else SMALLER if found.smaller else LARGER if found.larger else OTHER
    return words.format(window=_written(found.window), kernel=_written(found.kernel))


def _written(sides: Shape) -> str:
    return "x".join(map(str, sides[-2:]))


def _assigned(value: Shape = (), place: Shape = ()) -> str:
    if 0 in place:
        return EMPTY_PLACE
    return ONE_EACH if len(place) == 1 and len(value) > 0 else ASSIGNED


def shapes(detail: str) -> list[Shape]:
    """The shapes that a message names, in order."""
    return [tuple(map(int, NUMBER.findall(found))) for found in SHAPE.findall(detail)]


def clash(detail: str) -> Clash | None:
    """The window (m, rows, columns) and the kernel (rows, columns) of a message that names just those two; with
    channels and several kernels each has these axes behind."""
    if OPERANDS not in detail or FOR_PAD in detail:
        return None
    found = [tuple(map(int, NUMBER.findall(shape))) for shape in REMAPPED.findall(detail)] or shapes(detail)
    if sorted(map(len, found)) not in ([2, 3], [3, 4], [4, 5]):
        return None
    kernel, window = sorted(found, key=len)
    return Clash((window[1], window[2]), (kernel[0], kernel[1]))


def slice_added(detail: str) -> tuple[Shape, Shape] | None:
    """The slice and the result (m, rows, columns each) of a `+=` between arrays that do not fit."""
    found = shapes(detail)
    if OPERANDS not in detail or len(found) != 3 or found[0] != found[2] or len(found[0]) != len(found[1]):
        return None
    return found[1], found[0]


def beyond(detail: str) -> tuple[int, int] | None:
    """The index that is out of bounds, and how many there are."""
    found = INDEX.search(detail)
    return (int(found[1]), int(found[2])) if found else None


def kind(detail: str) -> str:
    """In which way arrays did not fit together, or an index or a size did not fit an array; "" when it is not that."""
    if FOR_PAD in detail:
        return ""
    return next((kind for kind, words in KINDS.items() if any(word in detail for word in words)), "")
