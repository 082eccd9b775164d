"""Draws the small arrays of a finding as an SVG picture, as the page for a student shows them.

A picture has a ground of its own, light or dark as the reader's system asks for: it is legible on any page.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from checks.model import Evidence
from grader.report import panels
from grader.report.html.environment import FOLDER
from grader.report.html.grids import MARKS, Cell, Grid, grids, key

CELL = 30  # the height of a value, and the least width
LETTER = 8.5  # the width of one in a cell
SMALL = 6.6  # the width of one in a label
LINE = 18
GAP = 28
EDGE = 14
WIDEST = 460  # a row of grids that is wider is laid out below each other
COLOURS = ("card", "ink", "soft", "rule", "link", "wrong", "wrong-wash", "right", "code")
STYLE = """\
text { font: 13px system-ui, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; fill: var(--ink); }
.soft { fill: var(--soft); font-size: 12px; }
.cell text { font: 14px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; text-anchor: middle; }
.cell rect { fill: var(--code); stroke-width: 2; }
.zero rect { fill: none; stroke: var(--soft); stroke-dasharray: 1 3; }
.zero text { fill: var(--soft); font-style: italic; }
.under rect { stroke: var(--link); stroke-dasharray: none; }
.asked rect { stroke: var(--right); stroke-dasharray: none; }
.asked text { font-weight: 700; fill: var(--ink); }
.absent rect { fill: none; stroke: var(--wrong); stroke-dasharray: 4 3; }
.wrong rect { fill: var(--wrong-wash); stroke: var(--wrong); stroke-dasharray: none; }
.wrong text { fill: var(--wrong); font-weight: 700; }
.wrong path { fill: var(--wrong); }
.ground { fill: var(--card); stroke: var(--rule); }"""


class Drawn(NamedTuple):
    """A part of a picture, and how much room it takes."""

    svg: tuple[str, ...]
    width: float
    height: float


def picture(evidence: Evidence) -> str:
    """The picture: what is given, then each result beside the one that came back, then what the marks mean."""
    shown = tuple(grids(evidence))
    parts = [part for row in _rows(evidence, shown) for part in _laid_out(row)]
    body = _below([*parts, _key(shown)])
    width, height = body.width + 2 * EDGE, body.height + 2 * EDGE
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
            f'viewBox="0 0 {width:g} {height:g}">',
            f"<style>\n{_palettes()}\n{STYLE}\n</style>",
            f'<rect class="ground" x="0.5" y="0.5" width="{width - 1:g}" height="{height - 1:g}" rx="8"/>',
            *_moved(body, EDGE, EDGE).svg,
            "</svg>\n",
        ]
    )


def in_words(evidence: Evidence) -> str:
    """The same for those who do not see it: each array, its rows with `/` between, what is marked in brackets."""
    return "; ".join(f"{grid.name}: {_values(grid)}" for grid in grids(evidence))


def _values(grid: Grid) -> str:
    rows = (" ".join(f"[{cell.text}]" if cell.asked or cell.wrong else cell.text for cell in row) for row in grid.rows)
    return " / ".join(rows) or "empty"


def _palettes() -> str:
    """The colours of the pages for students, light and dark."""
    found = re.findall(r":root \{(.*?)\n *\}", (FOLDER / "base.css").read_text(encoding="utf-8"), re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w+)", each)) for each in found[:2])
    said = [" ".join(f"--{name}: {palette.get(name, light[name])};" for name in COLOURS) for palette in (light, dark)]
    return f":root {{ {said[0]} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {said[1]} }} }}"


def _rows(evidence: Evidence, shown: tuple[Grid, ...]) -> Iterator[list[Drawn]]:
    left = iter(shown)
    for row in panels.rows(evidence.panels):
        alone = len(row) == 1 and row[0].of == "expected"
        yield [*(_grid(next(left)) for _ in row), *([_nothing(evidence)] if alone else [])]


def _nothing(evidence: Evidence) -> Drawn:
    """What stands where no values came back: the shape of what did, if there is one."""
    shape = evidence.returned_shape
    said = "no array" if shape is None else f"shape {shape}" + ("" if all(shape) else ", empty")
    return Drawn(
        ('<text x="0" y="12">returned</text>', f'<text class="soft" x="0" y="{LINE + 12}">{said}</text>'),
        max(SMALL * len(said), 60),
        2 * LINE,
    )


def _laid_out(grids: list[Drawn]) -> Iterator[Drawn]:
    """Side by side where there is room, else each below the one before."""
    if sum(grid.width + GAP for grid in grids) - GAP > WIDEST:
        yield from grids
        return
    svg: list[str] = []
    x = 0.0
    for grid in grids:
        svg += _moved(grid, x, 0).svg
        x += grid.width + GAP
    yield Drawn(tuple(svg), x - GAP, max((grid.height for grid in grids), default=0))


def _below(parts: Iterable[Drawn]) -> Drawn:
    svg: list[str] = []
    y = width = 0.0
    for part in parts:
        if part.height:
            y += LINE if y else 0
            svg += _moved(part, 0, y).svg
            y += part.height
            width = max(width, part.width)
    return Drawn(tuple(svg), width, y)


def _moved(part: Drawn, x: float, y: float) -> Drawn:
    return part._replace(svg=(f'<g transform="translate({x:g} {y:g})">', *part.svg, "</g>"))


def _grid(grid: Grid) -> Drawn:
    across = max([CELL, *(14 + LETTER * len(cell.text) for row in grid.rows for cell in row)])
    labels = [grid.name, *([grid.note] if grid.note else [])]
    top = LINE * len(labels)
    classes = ("", ' class="soft"')  # of the name, and of what there is to say of it
    svg = [f'<text{classes[n]} x="0" y="{LINE * n + 12}">{escape(label)}</text>' for n, label in enumerate(labels)]
    for i, row in enumerate(grid.rows):
        for j, cell in enumerate(row):
            svg += _cell(cell, j * (across + 4) + 1, top + i * (CELL + 4) + 1, across)
    columns = max(map(len, grid.rows), default=0)
    width = max([columns * (across + 4), *(SMALL * len(label) + 4 for label in labels)])
    return Drawn(tuple(svg), width, top + len(grid.rows) * (CELL + 4))


def _cell(cell: Cell, x: float, y: float, width: float, height: float = CELL) -> Iterator[str]:
    roles = [role for role in ("zero", *MARKS) if getattr(cell, role)]
    yield f'<g class="{" ".join(["cell", *roles])}" transform="translate({x:g} {y:g})">'
    yield f'<rect width="{width:g}" height="{height:g}" rx="3"/>'
    if cell.wrong:  # seen without colours, too
        yield f'<path d="M{width - 8:g} 0H{width:g}V8z"/>'
    if cell.text:
        yield f'<text x="{width / 2:g}" y="{height / 2 + 5:g}">{escape(cell.text)}</text>'
    yield "</g>"


def _key(shown: tuple[Grid, ...]) -> Drawn:
    svg: list[str] = []
    y, width = 0.0, 0.0
    for role, meaning in key(shown):
        svg += _cell(Cell("0" if role == "zero" else "", **{role: True}), 1, y + 1, 18, 18)
        svg.append(f'<text class="soft" x="28" y="{y + 14:g}">{escape(meaning)}</text>')
        y, width = y + 25, max(width, 28 + SMALL * len(meaning))
    return Drawn(tuple(svg), width, y)
