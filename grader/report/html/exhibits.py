"""The exhibit of a page: what is given with its zeros, the results expected and returned, and their difference."""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from checks import model
from checks.dynamic.compare import visibly_different
from checks.model import Array, Beside, Exhibit, Panel
from checks.written import figures
from grader.report import panels
from grader.report.html.environment import FIGURES, MINUS, TIMES, number
from grader.report.html.grids import Grid, grid
from grader.report.html.png import data_uri
from grader.report.pixels import array, diverging, furthest, levels, limits, scale

SCALE = 5  # of a value on the page
ODD = (240, 160, 40)  # behind the sign of a value that is not finite
INK = (20, 20, 20)
AXES = ("row", "column", "channel")
SIGNS = {  # of what is no number, in a square of SCALE x SCALE
    "nan": np.eye(SCALE, dtype=bool) | np.eye(SCALE, dtype=bool)[::-1],
    "inf": np.array([[row == 2 or column == 2 for column in range(SCALE)] for row in range(SCALE)]),
    "-inf": np.array([[row == 2 for _ in range(SCALE)] for row in range(SCALE)]),
}


class Figure(Struct, frozen=True):
    """One picture: the address that holds it, its rows and columns, and what it shows in words."""

    name: str
    uri: str
    rows: int
    columns: int
    alt: str
    note: str = ""


class Surrounded(Struct, frozen=True):
    """A picture with the zeros around it: `top`, `bottom`, `left`, `right` rows and columns of them, and the rows and
    columns that are outlined at its first place.
    """

    figure: Figure
    top: int
    bottom: int
    left: int
    right: int
    outlined: tuple[int, int] | None

    @property
    def rows(self) -> int:
        """All rows, zeros included."""
        return self.top + self.figure.rows + self.bottom

    @property
    def columns(self) -> int:
        """All columns, zeros included."""
        return self.left + self.figure.columns + self.right


class Outlines(Struct, frozen=True):
    """The sides of the result expected and of the one that came back."""

    expected: tuple[int, int]
    returned: tuple[int, int]

    @property
    def rows(self) -> int:
        """The rows of what holds both."""
        return max(self.expected[0], self.returned[0])

    @property
    def columns(self) -> int:
        """The columns of what holds both."""
        return max(self.expected[1], self.returned[1])


class Pair(Struct, frozen=True, eq=False):
    """A result expected, and the one that came back; `wrong` is where they can be told apart, if both fit."""

    expected: Array
    returned: Array | None
    wrong: Array | None

    @property
    def differs(self) -> bool:
        """Whether any value can be told apart."""
        return self.wrong is not None and bool(self.wrong.any())

    @property
    def largest(self) -> float:
        """How far the values lie apart at most."""
        if self.returned is None or not self.differs:
            return 0.0
        low, high = limits(_subtracted(self.expected, self.returned))
        return max(abs(low), abs(high))


class Result(Struct, frozen=True):
    """One result in pictures: expected, returned and their difference, and the outlines where their shapes differ.

    `grids` are what it alone is worked out with, `said` is what there is to say of it that is not said of all.
    """

    name: str
    grids: tuple[Grid, ...]
    figures: tuple[Figure, ...]
    outlines: Outlines | None
    said: str


class Gallery(Struct, frozen=True):
    """All pictures of one call. `scale` is in words what black and white are, `largest` what the full colours are.

    `said` is what there is to say of all results alike, `coloured` whether any is in colour.
    """

    exhibit: Exhibit
    given: tuple[Surrounded, ...]
    grids: tuple[Grid, ...]
    results: tuple[Result, ...]
    scale: tuple[str, str]
    coloured: bool
    largest: str
    odd: bool
    said: str


def gallery(exhibit: Exhibit) -> Gallery:
    """The pictures of the handout's own call."""
    pairs = [_pair(exhibit, result) for result in exhibit.results]
    shown = [values for pair in pairs for values in (pair.expected, pair.returned) if values is not None]
    low, high = scale(*shown)
    largest = max((pair.largest for pair in pairs), default=0.0)
    said = [_said(exhibit, pair) for pair in pairs]
    alike = len(set(said)) == 1
    return Gallery(
        exhibit=exhibit,
        given=tuple(_surrounded(figure) for figure in exhibit.figures),
        grids=_grids(exhibit.panels),
        results=tuple(
            Result(
                name=result.name,
                grids=_grids(result.panels),
                figures=tuple(_figures(result.name, pair, low, high, largest)),
                outlines=_outlines(result),
                said="" if alike else sentence,
            )
            for result, pair, sentence in zip(exhibit.results, pairs, said, strict=True)
        ),
        scale=(number(low), number(high)),
        coloured=any(values.ndim == 3 for values in shown),
        largest=number(largest) if largest else "",
        odd=not all(np.isfinite(values).all() for values in shown),
        said=said[0] if alike else "",
    )


def _grids(shown: tuple[Panel, ...]) -> tuple[Grid, ...]:
    return tuple(grid(panel, several=panels.several(panel, shown)) for panel in shown)


def _pair(exhibit: Exhibit, result: Beside) -> Pair:
    expected, returned = array(result.expected), None if result.returned is None else array(result.returned)
    fits = returned is not None and returned.shape == expected.shape
    if returned is None or not fits or exhibit.returned_shape != exhibit.expected_shape:
        return Pair(expected, returned, None)
    return Pair(expected, returned, visibly_different(expected, returned))


def _figures(name: str, pair: Pair, low: float, high: float, largest: float) -> Iterator[Figure]:
    of = f"{name}: the" if name else "The"
    yield _picture("expected", of, pair.expected, low, high)
    if pair.returned is not None:
        yield _picture("returned", of, pair.returned, low, high)
        if pair.differs:
            yield _difference(f"{name}: returned" if name else "Returned", pair.expected, pair.returned, largest)


def _said(exhibit: Exhibit, pair: Pair) -> str:
    if pair.returned is not None and pair.wrong is not None:
        return _told(exhibit.right, pair.expected, pair.returned, pair.wrong)
    if exhibit.returned_shape is None:
        return "No array came back from this call."
    return f"The shape {exhibit.returned_shape} came back instead of {exhibit.expected_shape}."


def _picture(name: str, of: str, values: Array, low: float, high: float) -> Figure:
    rows, columns, *channels = values.shape
    finite = values[np.isfinite(values)]
    span = f"values from {number(finite.min())} to {number(finite.max())}" if finite.size else "no finite value"
    odd = f", {values.size - finite.size} of them not finite" if 0 < finite.size < values.size else ""
    colour = " in colour" if channels else ""
    alt = f"{of} result {name}{colour}, {rows} rows and {columns} columns: {span}{odd}"
    uri = data_uri(_signed(levels(values, low, high), values))
    return Figure(name, uri, rows, columns, alt, f" {TIMES} ".join(map(str, values.shape)))


def _difference(returned_: str, expected: Array, returned: Array, largest: float) -> Figure:
    difference = _subtracted(expected, returned)
    low, high = limits(difference)
    rows, columns, *channels = difference.shape
    alt = f"{returned_} minus expected, value by value: from {number(low)} to {number(high)}"
    drawn = furthest(difference)
    uri = data_uri(_signed(diverging(drawn, largest), drawn))
    which = ", in the channel that differs most" if channels else ""
    return Figure("difference", uri, rows, columns, f"{alt}{which}", f"returned {MINUS} expected")


def _subtracted(expected: Array, returned: Array) -> Array:
    with np.errstate(invalid="ignore"):
        difference: Array = returned - expected
    return difference


def _signed(levels: Array, values: Array) -> Array:
    """The picture, where some values are not finite in squares of SCALE pixels with a sign for each of those; of a
    colour the worst channel's."""
    if np.isfinite(values).all():
        return levels
    colours = levels if levels.ndim == 3 else np.repeat(levels[:, :, None], 3, axis=2)
    large = colours.repeat(SCALE, axis=0).repeat(SCALE, axis=1)
    for sign, where in (("-inf", values == -np.inf), ("inf", values == np.inf), ("nan", np.isnan(values))):
        square = np.where(SIGNS[sign][:, :, None], np.array(INK, np.uint8), np.array(ODD, np.uint8))
        for row, column in np.argwhere(where.any(axis=2) if where.ndim == 3 else where):
            large[row * SCALE : (row + 1) * SCALE, column * SCALE : (column + 1) * SCALE] = square
    return large


def _told(right: str, expected: Array, returned: Array, wrong: Array) -> str:
    """How many values differ, and the place that differs most."""
    count = int(np.count_nonzero(wrong))
    if not count:
        seen = "" if np.array_equal(expected, returned) else ", as far as can be seen"
        return f"{right}{seen}."
    with np.errstate(invalid="ignore"):
        distance = np.where(np.isfinite(returned), np.abs(returned - expected), np.inf)
    at = tuple(int(n) for n in np.unravel_index(int(distance.argmax()), distance.shape))
    place = ", ".join(f"{axis} {n}" for axis, n in zip(AXES, at, strict=False))
    came, wanted = float(returned[at]), float(expected[at])
    shown = figures([(came, wanted)], FIGURES)
    return (
        f"{count} of {wrong.size} values differ, the most at {place}: "
        f"{number(came, shown)} instead of {number(wanted, shown)}."
    )


def _surrounded(figure: model.Figure) -> Surrounded:
    values, pixels = array(figure.pixels), figure.pixels
    uri = data_uri(levels(values, *scale(values)))
    drawn = Figure(figure.name, uri, pixels.rows, pixels.columns, figure.alt, figure.note)
    return Surrounded(drawn, *figure.zeros.rows, *figure.zeros.columns, figure.outlined)


def _outlines(result: Beside) -> Outlines | None:
    return Outlines((result.expected.rows, result.expected.columns), result.outline) if result.outline else None
