"""Small arrays as grids: with the zeros around them, and what is marked in them."""

from collections.abc import Iterator, Set

from msgspec import Struct

from checks.model import Evidence, Panel, Zeros
from checks.printable import one_line
from checks.written import figures
from grader.report import panels
from grader.report.html.environment import FIGURES, number

MOST = 12  # rows and columns of an array with its zeros that are drawn
KEY = {
    "zero": "a zero put around it",
    "under": "what it is worked out of",
    "asked": "the value worked out",
    "wrong": "wrong",
    "absent": "missing",
}
MARKS = tuple(role for role in KEY if role != "zero")


class Cell(Struct, frozen=True):
    """One value, with what is marked there: a `zero` lies outside of the array, `under` is what the value is worked
    out of that is `asked`, `wrong` differs, `absent` did not come back.
    """

    text: str
    zero: bool = False
    under: bool = False
    wrong: bool = False
    asked: bool = False
    absent: bool = False


class Grid(Struct, frozen=True):
    """A table of values with its name, and what there is to say of it. `key` is what is to be said
    of its marks, by role."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    key: tuple[tuple[str, str], ...] = ()


def grids(evidence: Evidence) -> Iterator[Grid]:
    """What is given, expected and returned, as far as it is known."""
    shapes = {"expected": evidence.expected_shape, "returned": evidence.returned_shape}
    for row in panels.rows(evidence.panels):
        wrong = {place for panel in row for place in panels.marked(panel, "wrong")}
        shown = figures(panels.pairs(row, wrong), FIGURES)
        for panel in row:
            several = panels.several(panel, evidence.panels)
            yield grid(panel, several=several, shown=shown, shape=shapes.get(panel.of))


def grid(panel: Panel, *, several: bool = False, shown: int = FIGURES, shape: tuple[int, ...] | None = None) -> Grid:
    """One panel, numbers with so many figures; where several have its name, or a shape is to be told, it is."""
    roles = {role: panels.marked(panel, role) for role in MARKS}
    zeros = panel.zeros
    if max(_sides(panel, zeros)) > MOST:
        zeros = Zeros()
        roles["under"] = set()
    (top, bottom), (left, right) = zeros.rows, zeros.columns
    height, width = _sides(panel, Zeros(), roles["absent"])

    def cell(row: int, column: int) -> Cell:
        marks = {role: (row, column) in places for role, places in roles.items()}
        text = next((number(value, shown) for value in panels.value(panel, (row, column))), "0")
        inside = 0 <= row < height and 0 <= column < width
        return Cell("" if marks["absent"] else text, zero=not inside, **marks)

    name = one_line(panels.with_slice(panel) if several else panel.name)
    return Grid(
        f"{name}, with its zeros" if any((*zeros.rows, *zeros.columns)) else name,
        tuple(tuple(cell(i, j) for j in range(-left, width + right)) for i in range(-top, height + bottom)),
        _note(panel, shape or panel.shape),
        tuple(_key(panel)),
    )


def key(shown: tuple[Grid, ...]) -> Iterator[tuple[str, str]]:
    """What the marks of several grids mean, by role, as far as there are any."""
    said = KEY | dict(pair for grid in shown for pair in grid.key)
    cells = [cell for grid in shown for row in grid.rows for cell in row]
    yield from ((role, meaning) for role, meaning in said.items() if any(getattr(cell, role) for cell in cells))


def _sides(panel: Panel, zeros: Zeros, absent: Set[panels.Place] = frozenset()) -> tuple[int, int]:
    """The rows and columns of what is drawn: all values, the zeros, and the gaps of what is missing."""
    rows = max([len(panel.values), *(row + 1 for row, _ in absent)])
    columns = max([0, *map(len, panel.values), *(column + 1 for _, column in absent)])
    return rows + sum(zeros.rows), columns + sum(zeros.columns)


def _note(panel: Panel, shape: tuple[int, ...] | None) -> str:
    if shape is not None:
        return f"shape {shape}"
    if not any(panel.values):
        return "empty"
    start = panels.from_where(panel, ", ")
    return f"from {start} on" if start else ""


def _key(panel: Panel) -> Iterator[tuple[str, str]]:
    if panel.zeros.legend:
        yield "zero", one_line(panel.zeros.legend)
    yield from ((mark.role, one_line(mark.legend)) for mark in panel.marks if mark.legend)
