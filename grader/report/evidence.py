"""What shows a finding in a terminal: lines of source, small arrays side by side, families of cases."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checks.model import Evidence, Panel, Source
from checks.printable import one_line, printable
from checks.written import figures, written
from grader.report import panels
from grader.report.source import lines_of

AROUND = 1  # lines of source shown before and after
LINE_WIDTH = 100
GAP = 4
FIGURES = 4  # of a number in a grid, more where it takes more to tell two apart


def source_lines(source: Source, line: int, column: int | None) -> RenderableType:
    """The line with its number, its neighbours, and a caret below the column."""
    lines = lines_of(source)
    text = Text(no_wrap=True, overflow="ellipsis")
    for number in range(max(1, line - AROUND), min(len(lines), line + AROUND) + 1):
        style = "bold" if number == line else "dim"
        text.append(f"{number:>4} | {one_line(lines[number - 1], LINE_WIDTH)}\n", style)
        if number == line and column is not None and column <= LINE_WIDTH:
            text.append(f"     | {' ' * (column - 1)}^\n", "bold red")
    text.rstrip()
    return text


def arrays(evidence: Evidence, width: int) -> Iterator[RenderableType]:
    """What is given side by side, and expected beside returned, or below where `width` is too narrow; the first
    difference is in brackets. Where nothing came back there is nothing beside what was expected."""
    for row in panels.rows(evidence.panels):
        asked = {place for panel in row for place in panels.marked(panel, "asked")}
        shown = figures(panels.pairs(row, asked), FIGURES)
        yield from _row([(_name(panel, evidence), _grid(panel, asked, shown)) for panel in row], width)
        if start := panels.from_where(row[0]):
            yield Text(f"{' and '.join(one_line(panel.name) for panel in row)} are shown from {start} on", "dim")


def _name(panel: Panel, evidence: Evidence) -> str:
    told = panel.of == "given" or panels.several(panel, evidence.panels)
    whole = "" if panel.shape is None else f", of shape {panel.shape}"
    return one_line(panels.with_slice(panel) if told else panel.name) + whole


def worked_out(evidence: Evidence) -> Iterator[RenderableType]:
    """How the expected value comes about, and the call as a program."""
    if evidence.sum:
        yield Text(evidence.sum, "dim")
    if evidence.snippet:
        yield Text("the same in your folder, with python3:", "dim")
        yield Padding(Text(printable(evidence.snippet), no_wrap=True, overflow="fold"), (0, 0, 0, 2))


def _row(grids: list[tuple[str, Text]], width: int) -> Iterator[RenderableType]:
    widest = sum(max(map(len, grid.plain.split("\n"))) + GAP for _, grid in grids)
    for row in [grids] if widest <= width else [[grid] for grid in grids]:
        table = Table.grid(padding=(0, GAP, 0, 0))
        table.add_row(*(Text(f" {name}", "dim") for name, _ in row))
        table.add_row(*(grid for _, grid in row))
        yield table


def _grid(panel: Panel, marked: set[panels.Place], shown: int) -> Text:
    rows = [[one_line(written(value, shown)) for value in row] for row in panel.values]
    width = max((len(value) for row in rows for value in row), default=1)
    text = Text("" if any(rows) else " (empty)", no_wrap=True)
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            left, right = ("[", "]") if (i, j) in marked else (" ", " ")
            text.append(f"{left}{value:>{width}}{right}", "bold red" if (i, j) in marked else "")
        text.append("\n")
    text.rstrip()
    return text


def _list(label: str, names: tuple[str, ...]) -> Iterator[RenderableType]:
    if names:
        yield Text(f"{label}: {', '.join(names)}")


def families(evidence: Evidence, *, full: bool) -> Iterator[RenderableType]:
    """For which families of cases the answer is wrong or right, whichever list is the shorter."""
    wrong, right = evidence.wrong, evidence.right
    if full or (right and len(right) < len(wrong)):
        yield from _list("passes only for", right)
    if full or (right and len(wrong) <= len(right)):
        yield from _list("fails only for", wrong)
    if wrong and not right and not full:
        yield Text("fails for every family of cases")
    for line in evidence.traceback if full else ():
        yield Text(f"{printable(line.file)}, line {line.line}, in {printable(line.function)}", "dim")
