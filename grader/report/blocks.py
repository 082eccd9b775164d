"""Pictures in a terminal that has colours enough: two values to a character, the upper half and the lower one."""

from collections.abc import Iterator

import numpy as np
from rich.color import Color
from rich.console import RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from checks.model import Array, Exhibit
from checks.printable import one_line
from grader.report.pixels import array, levels, scale, shows

HALF = "▀"
ODD = (240, 160, 40)  # what is not finite
GAP = 4
NAMES = ("expected", "returned")


def pictures(exhibit: Exhibit, width: int) -> Iterator[RenderableType]:
    """Each result expected beside the one that came back, or below where `width` is too narrow; nothing where they look
    the same, or do not fit."""
    came = [(each.name, array(each.expected), array(each.returned)) for each in exhibit.results if each.returned]
    arrays = [values for _, *pair in came for values in pair]
    if not arrays or not shows(exhibit) or max(values.shape[1] for values in arrays) > width:
        return
    low, high = scale(*arrays)
    yield Text(f"{one_line(exhibit.subject)}, black {low:.4g}, white {high:.4g}{_odd(arrays)}", "dim")
    for name, *pair in came:
        names = [one_line(f"{each}, {name}" if name else each) for each in NAMES]
        drawn = {name: _picture(values, low, high) for name, values in zip(names, pair, strict=True)}
        if sum(max(len(n), values.shape[1]) for n, values in zip(names, pair, strict=True)) + GAP <= width:
            yield _row(drawn)
        else:
            for name, text in drawn.items():
                yield _row({name: text})


def _odd(arrays: list[Array]) -> str:
    return "" if all(np.isfinite(values).all() for values in arrays) else ", orange: not finite"


def _row(drawn: dict[str, Text]) -> Table:
    table = Table.grid(padding=(0, GAP, 0, 0))
    table.add_row(*(Text(name, "dim") for name in drawn))
    table.add_row(*drawn.values())
    return table


def _picture(values: Array, low: float, high: float) -> Text:
    shown = values if values.ndim == 3 else np.repeat(values[:, :, None], 3, axis=2)
    colours = levels(shown, low, high)
    colours[~np.isfinite(shown).all(axis=2)] = ODD
    text = Text(no_wrap=True, end="")
    for row in range(0, len(colours), 2):
        upper, lower = colours[row], colours[row + 1] if row + 1 < len(colours) else None
        for column in range(len(upper)):
            below = None if lower is None else Color.from_rgb(*lower[column].tolist())
            text.append(HALF, Style(color=Color.from_rgb(*upper[column].tolist()), bgcolor=below))
        text.append("\n" if row + 2 < len(colours) else "")
    return text
