"""Arguments and results as panels: windows of a few rows, columns and slices, whatever the rank; and as pictures."""

from collections.abc import Iterator, Mapping
from itertools import islice
from math import prod
from typing import Any, Literal

import numpy as np
from msgspec import structs

from checks.dynamic.compare import visibly_different
from checks.model import Array, Mark, Matrix, Panel, Pixels, Shown, Value
from checks.printable import one_line

MOST = 5  # rows and columns of a window
MOST_SLICES = 3
MOST_IMAGES = 2
LONGEST = 40  # characters of a text
LEAST_INTEGER, LARGEST_INTEGER = -(1 << 63), (1 << 64) - 1  # that JSON can be trusted to keep

Index = tuple[int, ...]


def given(arguments: Mapping[str, Value]) -> Iterator[Panel]:
    """Every argument by its name, and the members of a tuple by their number; cut where it is large."""
    for name, value in arguments.items():
        yield from _given(name, value)


def compared(expected: Value, returned: Value, index: Index | None = None) -> Iterator[Panel]:
    """A result beside the one expected, around the first place that differs, where there is one.

    None for `returned` is said of what did not come back. Of tuples the members are compared one by one; `index` has
    the member's number first then.
    """
    yield from _compared(expected, returned, index, "")


def channels(name: str, array: Array, *, at: Index = (), called: str = "channel", most: int = MOST) -> Iterator[Panel]:
    """The first channels of an array (..., rows, columns, channels), each a panel of its own; cut where it is large.

    `at` is the index along the first axes where only a part is to be shown, as of one image; `called` is what the last
    axis counts.
    """
    first = np.moveaxis(_at(array, at), -1, -3)
    whole = max(first.shape[-2:]) <= most and prod(first.shape[:-2]) <= MOST_SLICES
    for slice_ in _first_slices(first):
        values = matrix(_window(_at(first, slice_), (0, 0), most))
        yield Panel(name, values, "given", (*at, *slice_), shape=None if whole else array.shape, last_axis=called)


def compared_channels(
    expected: Array, returned: Value, index: Index | None = None, *, called: str = "channel"
) -> Iterator[Panel]:
    """A result (..., rows, columns, channels) beside the one expected: the channel of the first place that differs,
    around that place; the first channels where there is none. What has other axes does not stand beside it."""
    fits = isinstance(returned, np.ndarray) and returned.ndim == expected.ndim
    came = np.moveaxis(returned, -1, -3) if isinstance(returned, np.ndarray) and fits else None
    moved = (*index[:-3], index[-1], *index[-3:-1]) if index is not None and len(index) == expected.ndim else None
    for panel in _of_arrays(np.moveaxis(expected, -1, -3), came, moved, ""):
        yield structs.replace(panel, last_axis=called)


def images_shown(images: Array, asked: int, *, several: bool) -> range:
    """The numbers of the images to be shown: the one asked for, and the others where there are few."""
    return range(len(images)) if several and len(images) <= MOST_IMAGES else range(asked, asked + 1)


def name_of_image(images: Array) -> str:
    """What an image is called: that its numbers are integers shows in no other way."""
    return "integer image" if images.dtype.kind in "iu" else "image"


def pixels(array: Array) -> Pixels:
    """An array (rows, columns), or in colour (rows, columns, 3), as a picture; what float32 cannot hold is infinite."""
    rows, columns, *colours = array.shape
    with np.errstate(over="ignore"):
        return Pixels(rows, columns, array.astype("<f4").tobytes(), *colours)


def beside(
    expected: Array,
    returned: Array | None,
    *,
    asked: Index | None,
    corner: Index,
    slice_: Index = (),
    part: str = "",
    most: int = MOST,
) -> Iterator[Panel]:
    """Two arrays of as many axes (2 or less), shown from `corner` on, with the value that is `asked` for, what is wrong
    and what is missing marked.

    Places count from the arrays' own first value. Where the shapes agree the one asked for is wrong, however little it
    differs.
    """
    right = _window(expected, corner, most)
    marks = [Mark("asked", (asked,))] if asked is not None and _inside(asked, corner, right) else []
    yield Panel(f"expected{part}", matrix(right), "expected", slice_, corner, marks=tuple(marks))
    if returned is None:
        return
    came = _window(returned, corner, most)
    wrong = _wrong(right, came)
    if asked is not None and came.shape == right.shape and _inside(asked, corner, came):
        wrong[tuple(place - start for place, start in zip(asked, corner, strict=True))] = True
    marks = [*_marked("wrong", wrong, corner), *_marked("absent", _absent(right, came), corner)]
    yield Panel(f"returned{part}", matrix(came), "returned", slice_, corner, marks=tuple(marks))


def around(asked: Index | None, shape: Index, most: int = MOST) -> Index:
    """The corner of a window that has the place asked for as near to its middle as can be."""
    if asked is None:
        return (0,) * len(shape)
    return tuple(max(0, min(place - most // 2, length - most)) for place, length in zip(asked, shape, strict=True))


def matrix(array: Array) -> Matrix:
    """The values as rows: of one axis one row, of none one value."""
    rows = array.reshape(1, -1) if array.ndim < 2 else array
    return tuple(tuple(_shown(value) for value in row) for row in rows.tolist())


def _given(name: str, value: Value) -> Iterator[Panel]:
    if isinstance(value, tuple) and not _is_row(value):
        for number, member in enumerate(value):
            yield from _given(f"{name}[{number}]", member)
        return
    array = _as_array(value)
    corner = around(None, array.shape[-2:])
    whole = max(array.shape[-2:], default=0) <= MOST and prod(array.shape[:-2]) <= MOST_SLICES
    for slice_ in _first_slices(array):
        values = matrix(_window(_at(array, slice_), corner, MOST))
        yield Panel(name, values, "given", slice_, corner, None if whole else array.shape)


def _compared(expected: Value, returned: Value, index: Index | None, part: str) -> Iterator[Panel]:
    if isinstance(expected, tuple) and not _is_row(expected):
        members = returned if isinstance(returned, tuple) else ()
        for number, wanted in enumerate(expected):
            came = members[number] if number < len(members) else None
            of_it = index[1:] if index and index[0] == number else None
            yield from _compared(wanted, came, of_it, f"{part}[{number}]")
    else:
        fits = not isinstance(returned, tuple) or _is_row(returned)
        yield from _of_arrays(
            _as_array(expected), _as_array(returned) if fits and returned is not None else None, index, part
        )


def _of_arrays(right: Array, came: Array | None, index: Index | None, part: str) -> Iterator[Panel]:
    asked = index if index is not None and len(index) == right.ndim else None
    for slice_ in _first_slices(right) if asked is None else [asked[:-2]]:
        there = came is not None and came.ndim == right.ndim and _has(came, slice_)
        at = None if asked is None else asked[-2:]
        yield from beside(
            _at(right, slice_),
            _at(came, slice_) if came is not None and there else None,
            asked=at,
            corner=around(at, right.shape[-2:]),
            slice_=slice_,
            part=part,
        )


def _is_row(value: tuple[Value, ...]) -> bool:
    """Whether it has nothing in it that has members itself."""
    return not any(isinstance(member, tuple | np.ndarray) for member in value)


def _as_array(value: Value) -> Array:
    if isinstance(value, np.ndarray):
        return value
    if isinstance(value, bool | int | float | complex) and not isinstance(value, np.generic):
        return np.array(value)
    members = value if isinstance(value, tuple) else (value,)
    array = np.empty(len(members), object)
    array[:] = members
    return array if isinstance(value, tuple) else array.reshape(())


def _first_slices(array: Array) -> Iterator[Index]:
    return islice(np.ndindex(array.shape[:-2]), MOST_SLICES)


def _at(array: Array, index: tuple[int | slice, ...]) -> Array:
    whole: Any = (*index, ...)  # without which no axis would be left to be an array
    part: Array = array[whole]
    return part


def _has(array: Array, slice_: Index) -> bool:
    return all(place < length for place, length in zip(slice_, array.shape, strict=False))


def _window(array: Array, corner: Index, most: int) -> Array:
    return _at(array, tuple(slice(start, start + most) for start in corner))


def _inside(place: Index, corner: Index, window: Array) -> bool:
    return all(0 <= at - start < length for at, start, length in zip(place, corner, window.shape, strict=True))


def _wrong(right: Array, came: Array) -> Array:
    """Which values are not as expected; one without a counterpart is not."""
    wrong = np.ones(came.shape, np.bool_)
    common = tuple(slice(min(sides)) for sides in zip(right.shape, came.shape, strict=True))
    wrong[common] = visibly_different(_at(right, common), _at(came, common))
    return wrong


def _absent(right: Array, came: Array) -> Array:
    absent = np.ones([max(sides) for sides in zip(right.shape, came.shape, strict=True)], np.bool_)
    absent[tuple(slice(length) for length in came.shape)] = False
    return absent


def _marked(role: Literal["wrong", "absent"], where: Array, corner: Index) -> Iterator[Mark]:
    places = np.argwhere(where) + np.array(corner, int)
    if len(places):
        yield Mark(role, tuple(tuple(place) for place in places.tolist()))


def _shown(value: object) -> Shown:
    match value:
        case bool():
            return value
        case int():
            fits = LEAST_INTEGER <= value <= LARGEST_INTEGER
            return value if fits else f"an integer of {value.bit_length()} bits"
        case float() | np.floating():
            return float(value)
        case complex() | np.complexfloating():
            return str(complex(value)).strip("()")
        case _:
            return one_line(str(value), LONGEST)
