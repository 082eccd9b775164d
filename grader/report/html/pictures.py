"""The pictures of a page: a digit with its zeros, the result expected, the one returned, and their difference."""

import numpy as np
from msgspec import Struct

from checks.model import Array, Picture, Pixels
from checks.written import figures
from grader.report.html.environment import FIGURES, MINUS, TIMES, number
from grader.report.html.grids import Grid, kernel_grid
from grader.report.html.png import data_uri
from grader.report.pixels import array, differing, diverging, gray, limits

SCALE = 5  # of a pixel on the page
MOST_SIDE = 200  # rows and columns of a result whose outline is drawn
ODD = (240, 160, 40)  # behind the sign of a value that is not finite
INK = (20, 20, 20)
SIGNS = {  # of what is no number, in a square of SCALE x SCALE
    "nan": np.eye(SCALE, dtype=bool) | np.eye(SCALE, dtype=bool)[::-1],
    "inf": np.array([[row == 2 or column == 2 for column in range(SCALE)] for row in range(SCALE)]),
    "-inf": np.array([[row == 2 for _ in range(SCALE)] for row in range(SCALE)]),
}


class Figure(Struct, frozen=True):
    """One picture: the address that holds it, its sides in pixels, and what it shows in words."""

    name: str
    uri: str
    rows: int
    columns: int
    alt: str
    note: str = ""


class Zeros(Struct, frozen=True):
    """An image with the zeros around it: `top`, `bottom`, `left`, `right` rows and columns of them."""

    figure: Figure
    kernel: tuple[int, int]
    top: int
    bottom: int
    left: int
    right: int
    formula: tuple[str, str]

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


class Gallery(Struct, frozen=True):
    """All pictures of one call. `scale` is in words what black and white are, `largest` what the full colours are."""

    index: int
    zeros: Zeros
    kernel: Grid | None
    figures: tuple[Figure, ...]
    outlines: Outlines | None
    scale: tuple[str, str]
    largest: str
    odd: bool
    said: str


def gallery(picture: Picture) -> Gallery:
    """The pictures of the handout's own call."""
    expected = array(picture.expected)
    returned = None if picture.returned is None else array(picture.returned)
    shown = [expected] if returned is None else [expected, returned]
    low, high = limits(*shown)
    figures = [_gray("expected", expected, low, high)]
    said, largest = _absent(picture), ""
    if returned is not None:
        figures.append(_gray("returned", returned, low, high))
        if returned.shape == expected.shape and picture.returned_shape == picture.expected_shape:
            wrong = differing(expected, returned)
            said = _told(expected, returned, wrong)
            if wrong.any():
                figure, largest = _difference(expected, returned)
                figures.append(figure)
    return Gallery(
        index=picture.index,
        zeros=_zeros(picture),
        kernel=kernel_grid(array(picture.kernel)),
        figures=tuple(figures),
        outlines=_outlines(picture),
        scale=(number(low), number(high)),
        largest=largest,
        odd=not all(np.isfinite(values).all() for values in shown),
        said=said,
    )


def _gray(name: str, values: Array, low: float, high: float) -> Figure:
    rows, columns = values.shape
    finite = values[np.isfinite(values)]
    span = f"values from {number(finite.min())} to {number(finite.max())}" if finite.size else "no finite value"
    odd = f", {values.size - finite.size} of them not finite" if 0 < finite.size < values.size else ""
    alt = f"The result {name}, {rows} rows and {columns} columns: {span}{odd}"
    return Figure(
        name, data_uri(_signed(gray(values, low, high), values)), rows, columns, alt, f"{rows} {TIMES} {columns}"
    )


def _difference(expected: Array, returned: Array) -> tuple[Figure, str]:
    with np.errstate(invalid="ignore"):
        difference = returned - expected
    low, high = limits(difference)
    largest = max(abs(low), abs(high))
    rows, columns = difference.shape
    alt = f"Returned minus expected, value by value: from {number(low)} to {number(high)}"
    uri = data_uri(_signed(diverging(difference, largest), difference))
    return Figure("difference", uri, rows, columns, alt, f"returned {MINUS} expected"), number(
        largest
    ) if largest else ""


def _signed(levels: Array, values: Array) -> Array:
    """The picture, where some values are not finite in squares of SCALE pixels with a sign for each of those."""
    if np.isfinite(values).all():
        return levels
    colours = levels if levels.ndim == 3 else np.repeat(levels[:, :, None], 3, axis=2)
    large = colours.repeat(SCALE, axis=0).repeat(SCALE, axis=1)
    for sign, where in (("nan", np.isnan(values)), ("inf", values == np.inf), ("-inf", values == -np.inf)):
        square = np.where(SIGNS[sign][:, :, None], np.array(INK, np.uint8), np.array(ODD, np.uint8))
        for row, column in np.argwhere(where):
            large[row * SCALE : (row + 1) * SCALE, column * SCALE : (column + 1) * SCALE] = square
    return large


def _told(expected: Array, returned: Array, wrong: Array) -> str:
    """How many values differ, and the place that differs most."""
    count = int(np.count_nonzero(wrong))
    if not count:
        seen = "" if np.array_equal(expected, returned) else ", as far as can be seen"
        return f"On this digit every value is right{seen}."
    with np.errstate(invalid="ignore"):
        distance = np.where(np.isfinite(returned), np.abs(returned - expected), np.inf)
    row, column = (int(n) for n in np.unravel_index(int(distance.argmax()), distance.shape))
    came, wanted = float(returned[row, column]), float(expected[row, column])
    shown = figures([(came, wanted)], FIGURES)
    return (
        f"{count} of {wrong.size} values differ, the most at row {row}, column {column}: "
        f"{number(came, shown)} instead of {number(wanted, shown)}."
    )


def _absent(picture: Picture) -> str:
    if picture.returned_shape is None:
        return "No array came back from this call."
    return f"The shape {picture.returned_shape} came back instead of {picture.expected_shape}."


def _outlines(picture: Picture) -> Outlines | None:
    shape = picture.returned_shape
    if shape is None or len(shape) != 3 or shape[1:] == picture.expected_shape[1:] or min(shape) == 0:
        return None
    if max(shape[1:]) > MOST_SIDE:
        return None
    return Outlines((picture.expected.rows, picture.expected.columns), (shape[1], shape[2]))


def _zeros(picture: Picture) -> Zeros:
    (top, bottom), (left, right) = picture.pads
    image, kernel = picture.image, picture.kernel
    figure = _digit(picture, _around(top, bottom, left, right))
    return Zeros(
        *(figure, (kernel.rows, kernel.columns), top, bottom, left, right),
        formula=(
            _length(image.rows, top, bottom, kernel.rows, "rows"),
            _length(image.columns, left, right, kernel.columns, "columns"),
        ),
    )


def _digit(picture: Picture, around: str) -> Figure:
    values = array(picture.image)
    alt = f"Digit {picture.index}, {_size(picture.image)} pixels; {around}; the kernel at its first place is outlined"
    return Figure(
        "image", data_uri(gray(values, *limits(values))), picture.image.rows, picture.image.columns, alt, around
    )


def _size(pixels: Pixels) -> str:
    return f"{pixels.rows} by {pixels.columns}"


def _around(top: int, bottom: int, left: int, right: int) -> str:
    if not any((top, bottom, left, right)):
        return "no zeros around it"
    sides = {"above": top, "below": bottom, "left": left, "right": right}
    if len(set(sides.values())) == 1:
        return f"{top} {'row and column' if top == 1 else 'rows and columns'} of zeros on every side"
    return "zeros: " + ", ".join(f"{count} {side}" for side, count in sides.items())


def _length(length: int, before: int, after: int, taps: int, name: str) -> str:
    zeros = f" + {before} + {after}" if before or after else ""
    return f"{length}{zeros} {MINUS} {taps} + 1 = {length + before + after - taps + 1} {name}"
