"""Pictures in a terminal that has colours enough: two pixels to a character, the upper half and the lower one."""

from collections.abc import Iterator

import numpy as np
from rich.color import Color
from rich.console import RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from checks.model import Array, Picture
from grader.report.pixels import array, gray, limits, shows

HALF = "▀"
ODD = (240, 160, 40)  # what is not finite
GAP = 4


def pictures(picture: Picture, width: int) -> Iterator[RenderableType]:
    """The result expected beside the one that came back, or below where `width` is too narrow; nothing where they look
    the same, or do not fit."""
    if picture.returned is None or not shows(picture):
        return
    arrays = {"expected": array(picture.expected), "returned": array(picture.returned)}
    if max(values.shape[1] for values in arrays.values()) > width:
        return
    low, high = limits(*arrays.values())
    drawn = {name: _picture(values, low, high) for name, values in arrays.items()}
    yield Text(f"digit {picture.index} of MNIST, black {low:.4g}, white {high:.4g}{_odd(arrays)}", "dim")
    if sum(values.shape[1] for values in arrays.values()) + GAP <= width:
        yield _row(drawn)
    else:
        for name, text in drawn.items():
            yield _row({name: text})


def _odd(arrays: dict[str, Array]) -> str:
    return "" if all(np.isfinite(values).all() for values in arrays.values()) else ", orange: not finite"


def _row(drawn: dict[str, Text]) -> Table:
    table = Table.grid(padding=(0, GAP, 0, 0))
    table.add_row(*(Text(name, "dim") for name in drawn))
    table.add_row(*drawn.values())
    return table


def _picture(values: Array, low: float, high: float) -> Text:
    colours = np.repeat(gray(values, low, high)[:, :, None], 3, axis=2)
    colours[~np.isfinite(values)] = ODD
    text = Text(no_wrap=True, end="")
    for row in range(0, len(colours), 2):
        upper, lower = colours[row], colours[row + 1] if row + 1 < len(colours) else None
        for column in range(len(upper)):
            below = None if lower is None else Color.from_rgb(*lower[column].tolist())
            text.append(HALF, Style(color=Color.from_rgb(*upper[column].tolist()), bgcolor=below))
        text.append("\n" if row + 2 < len(colours) else "")
    return text
