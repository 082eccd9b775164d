"""Small arrays as grids: the image with its zeros, the kernel, what is expected and what came back."""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from checks.model import Array, Evidence, Matrix
from checks.written import Number, figures
from grader.report.html.environment import FIGURES, number
from grader.report.pixels import differing

MOST = 12  # rows and columns of an image with its zeros that are drawn


class Cell(Struct, frozen=True):
    """One value: a `zero` lies outside of the image, `under` the kernel at the value worked out, `wrong` differs.

    `asked` is the value that is worked out, `absent` one that did not come back.
    """

    text: str
    zero: bool = False
    under: bool = False
    wrong: bool = False
    asked: bool = False
    absent: bool = False


class Grid(Struct, frozen=True):
    """A table of values with its name, and what there is to say of it."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


def grids(evidence: Evidence) -> Iterator[Grid]:
    """Image, kernel, expected and returned, as far as they are known."""
    if evidence.expected is None:
        return
    if evidence.image is not None:
        yield _image(evidence, evidence.image)
    if evidence.kernel is not None:
        yield Grid("kernel", tuple(tuple(Cell(number(value)) for value in row) for row in evidence.kernel))
    yield from _results(evidence, evidence.expected)


def kernel_grid(values: Array) -> Grid | None:
    """The kernel of a picture, where it is small."""
    if max(values.shape) > MOST:
        return None
    return Grid("kernel", tuple(tuple(Cell(number(value)) for value in row) for row in values.tolist()))


def _image(evidence: Evidence, image: Matrix) -> Grid:
    (top, bottom), (left, right) = evidence.pads or ((0, 0), (0, 0))
    height, width = len(image), len(image[0])
    under = _under(evidence)
    if max(top + height + bottom, left + width + right) > MOST:
        top = bottom = left = right = 0
        under = set()

    def cell(row: int, column: int) -> Cell:
        inside = 0 <= row < height and 0 <= column < width
        return Cell(
            number(image[row][column]) if inside else "0", zero=not inside, under=(row + top, column + left) in under
        )

    rows = tuple(
        tuple(cell(row, column) for column in range(-left, width + right)) for row in range(-top, height + bottom)
    )
    zeros = ", with its zeros" if top or bottom or left or right else ""
    return Grid(f"image{zeros}", rows)


def _under(evidence: Evidence) -> set[tuple[int, int]]:
    """The places of the image with its zeros that the value at `index` is worked out of."""
    if evidence.index is None or evidence.kernel is None or evidence.pads is None:
        return set()
    row, column = evidence.index
    return {(row + u, column + v) for u in range(len(evidence.kernel)) for v in range(len(evidence.kernel[0]))}


def _results(evidence: Evidence, expected: Matrix) -> Iterator[Grid]:
    asked = None
    if evidence.index is not None and evidence.corner is not None:
        asked = evidence.index[0] - evidence.corner[0], evidence.index[1] - evidence.corner[1]
    note = ""
    if evidence.corner is not None and evidence.corner != (0, 0):
        note = f"from row {evidence.corner[0]}, column {evidence.corner[1]} on"
    returned = evidence.returned
    shown = FIGURES if returned is None else figures(_differing(expected, returned, asked), FIGURES)
    rows = tuple(
        tuple(Cell(number(value, shown), asked=(row, column) == asked) for column, value in enumerate(values))
        for row, values in enumerate(expected)
    )
    yield Grid("expected", rows, _shape(note, evidence.expected_shape))
    if returned is not None:
        yield Grid(
            "returned", tuple(_returned(expected, returned, asked, shown)), _shape(note, evidence.returned_shape)
        )


def _shape(note: str, shape: tuple[int, ...] | None) -> str:
    return note if shape is None else f"shape {shape}"


def _differing(expected: Matrix, returned: Matrix, asked: tuple[int, int] | None) -> Iterator[tuple[Number, Number]]:
    """The values that are marked as wrong, beside those expected there."""
    for i, row in enumerate(_wrong(expected, returned, asked)[: len(expected)].tolist()):
        pairs = zip(expected[i], returned[i], row, strict=False)
        yield from ((wanted, came) for wanted, came, wrong in pairs if wrong)


def _returned(
    expected: Matrix, returned: Matrix, asked: tuple[int, int] | None, shown: int
) -> Iterator[tuple[Cell, ...]]:
    """What came back, with gaps for the rows and columns that are missing."""
    wrong = _wrong(expected, returned, asked)
    rows, columns = wrong.shape

    def cell(i: int, j: int) -> Cell:
        if i >= rows or j >= columns:
            return Cell("", absent=True)
        return Cell(number(returned[i][j], shown), wrong=bool(wrong[i, j]))

    for i in range(max(rows, len(expected))):
        yield tuple(cell(i, j) for j in range(max(columns, len(expected[0]))))


def _wrong(expected: Matrix, returned: Matrix, asked: tuple[int, int] | None) -> Array:
    """Which values of `returned` are not as expected; those without a counterpart are not.

    Where the shapes agree, `asked` is the first that the check found to be wrong, however little it differs.
    """
    right, came = (np.array(matrix, np.float64) for matrix in (expected, returned))
    wrong = np.ones(came.shape, np.bool_)
    rows, columns = min(right.shape[0], came.shape[0]), min(right.shape[1], came.shape[1])
    wrong[:rows, :columns] = differing(right[:rows, :columns], came[:rows, :columns])
    if asked is not None and came.shape == right.shape and asked[0] < rows and asked[1] < columns:
        wrong[asked] = True
    return wrong
