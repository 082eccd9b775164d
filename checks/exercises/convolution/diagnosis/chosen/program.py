"""A solution in parts, any of which may be wrong, run as a student's program runs: with numpy's own broadcasting.

The zeros of `same` are the one part of which several are right, so they are looked for last: what is wrong beside them
shows in the calls with other zeros.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from checks.exercises.causes.naming import Named
from checks.exercises.convolution.conventions import OF_SAME, ends
from checks.exercises.convolution.diagnosis.calls import Call, same
from checks.exercises.convolution.diagnosis.chosen.visits import Span, Visit
from checks.exercises.convolution.diagnosis.lengths import Length, part
from checks.exercises.convolution.diagnosis.programs import Order, Pair, Part, Sides, columns_first, rows_first
from checks.exercises.convolution.exceptions import beyond, clash, kind
from checks.model import Array

NEGATIVE = "can't contain negative values"  # of np.pad
FITTING = Length("({n} + 2 * {p} - {k}) // {s} + 1", lambda a: (a.n + 2 * a.p - a.k) // a.s + 1)
FITTING_PADDED = Length("({all} - {k}) // {s} + 1", lambda a: (a.all - a.k) // a.s + 1)
STRIDE = Length("{s}", lambda a: a.s)
FIRST = 3  # of calls by turns: one that crashed is among them, if any has


class Around(NamedTuple):
    """The zeros before and after rows and columns, and the size of the result where it does not follow from them."""

    rows: Pair
    columns: Pair
    size: tuple[int | None, int | None] = (None, None)


Zeros = Callable[[Sides], Around]
Put = Callable[[Sides, Around], tuple[Pair, ...]]
Change = Callable[[Sides], Sides]


def as_given(sides: Sides) -> Around:
    """The zeros of a tuple; none where there is none."""
    return Around((sides.ph, sides.ph), (sides.pw, sides.pw))


def by_convention(name: str) -> Zeros:
    """The zeros of `same` by one of the conventions."""
    fits = OF_SAME[name].rows == "fitting"

    def zeros(sides: Sides) -> Around:
        found: list[tuple[Pair, int | None]] = []
        for n, k, s in ((sides.h, sides.kh, sides.sh), (sides.w, sides.kw, sides.sw)):
            before, after = ends(n, k, s)[name]
            if fits:  # the same zeros as another convention's are listed with its end
                found.append(((before, before), None))
            else:
                found.append(((before, max(after, 0)), (n + before + after - k) // s + 1))
        (rows, oh), (columns, ow) = found
        return Around(rows, columns, (oh, ow))

    return zeros


CONVENTIONS = tuple(map(by_convention, OF_SAME))


def on_their_axes(sides: Sides, around: Around) -> tuple[Pair, ...]:
    """np.pad with a pair for each axis, none of them for images and channels."""
    return (0, 0), around.rows, around.columns


class Program(NamedTuple):
    """How zeros are put, how large the result is, how far the loops go, by how much and how far a window spans, and the
    way in which they work together."""

    visit: Visit
    put: Put = on_their_axes
    size: Part = part(FITTING)
    loops: Part | None = None  # as far as the size
    steps: Part = part(STRIDE)
    window: Part = part(Length("{k}", lambda a: a.k))

    def agrees(self, call: Call, zeros: Zeros, memory_shows: bool, order: Order = rows_first) -> bool:
        """Whether this program does in this call what the student's did."""
        sides = sides_of(call)
        try:
            around = zeros(sides)
            pads = self.put(sides, around)
            sides = sides._replace(
                ph=around.rows[0],
                pw=around.columns[0],
                rows=call.h + sum(pads[1]),
                columns=call.w + sum(pads[2]),
            )
            size = _either(around.size, self.size(sides))
            if min(size) < 1:  # the kernel lies on no place: what comes of that is anybody's guess
                return not call.right
            loops = size if self.loops is None else self.loops(sides)
            if call.other_type or (call.shape is not None and call.shape != self.visit.shape(size, sides)):
                return False
            spans = [Span(*each) for each in zip(loops, self.steps(sides), self.window(sides), strict=True)]
            images = padded(call.images, pads)
            predicted = self.visit.run(images, call.kernel, size, (spans[0], spans[1]), sides, order)
        except (ValueError, IndexError) as error:
            return call.crashed and _alike(call.message, f"{type(error).__name__}: {error}")
        if call.crashed:
            return False
        return call.array is None or _is(call.array, predicted, memory_shows, call.precision)

    def explains(self, calls: Sequence[Call], zeros: Zeros, memory_shows: bool) -> bool:
        """Whether it does so in all of these calls, with its loops in one order or the other."""
        crash = any(call.crashed for call in calls[:FIRST])
        orders = (rows_first, columns_first) if crash else (rows_first,)  # where nothing crashes, either gives the same
        return any(all(self.agrees(call, zeros, memory_shows, order) for call in calls) for order in orders)


class Mistake(NamedTuple):
    """A program with one mistake, and what it is called.

    `given` are the zeros of a tuple and of `valid`; those of `same` are by any of these, from sides that were changed
    in any of these ways. Where another mistake does the same, `seen` is the kind of line by which it is known.
    """

    named: Named
    program: Program
    given: Zeros = as_given
    changes: tuple[Change | None, ...] = (None,)
    same: tuple[Zeros, ...] = CONVENTIONS
    seen: str = ""


def sides_of(call: Call) -> Sides:
    """The sides of a call, before zeros are put around the images."""
    return Sides(call.h, call.w, call.kh, call.kw, call.ph, call.pw, 0, 0, call.sh, call.sw, call.c, call.nc, call.m)


def _either(wanted: tuple[int | None, int | None], found: Pair) -> Pair:
    rows, columns = wanted
    return found[0] if rows is None else rows, found[1] if columns is None else columns


def padded(images: Array, pads: tuple[Pair, ...]) -> Array:
    """The images with zeros before and after each axis; the axes that have no pair get none."""
    if not any(map(any, pads)):
        return images
    if min(map(min, pads)) < 0:
        raise ValueError(NEGATIVE)
    every = (*pads, *((0, 0),) * (images.ndim - len(pads)))
    made = np.zeros([n + before + after for n, (before, after) in zip(images.shape, every, strict=True)])
    made[tuple(slice(before, before + n) for n, (before, _) in zip(images.shape, every, strict=True))] = images
    return made


def _alike(message: str, predicted: str) -> bool:
    """Whether two exceptions come from arrays that do not fit in the same way, and from the same window if from any."""
    if NEGATIVE in predicted:
        return NEGATIVE in message
    kinds = [{"product": "operands"}.get(found := kind(text), found) for text in (message, predicted)]
    if not kinds[0] == kinds[1] != "":
        return False
    strict = clash(predicted) is None  # np.tensordot names no shapes
    return (strict or clash(message) == clash(predicted)) and beyond(message) == beyond(predicted)


def _is(array: Array, predicted: Array, memory_shows: bool, precision: float) -> bool:
    """Whether an array is the one predicted; what is not written is one number, or whatever the memory held."""
    unwritten = np.isnan(predicted)
    if not unwritten.any():
        return same(array, predicted, precision)
    rest = array[unwritten]
    written = same(np.where(unwritten, 0, array), np.where(unwritten, 0, predicted), precision)
    return written and (memory_shows or bool(rest.min() == rest.max()))
