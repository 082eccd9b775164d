"""What shows a finding in a terminal: lines of source, small arrays side by side, the calls that fail."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from checks.model import Evidence, Panel, Source
from checks.printable import one_line, printable
from checks.written import figures, written
from grader.report import panels
from grader.report.source import lines_of

AROUND = 1  # lines of source shown before and after one
LINE_WIDTH = 100
GAP = 4
FIGURES = 4  # of a number in a grid, more where it takes more to tell two apart
RUN_IT = "the same as a program, for python3 in your folder:"


def source_lines(source: Source, marked: Sequence[int], column: int | None, around: int = AROUND) -> RenderableType:
    """A line with its number and its neighbours, and a caret below the column; of several lines each by itself.

    What all of them are indented by is left out, so that a line of usual length is seen whole.
    """
    lines = lines_of(source)
    near = around if len(marked) == 1 else 0
    shown = {n for line in marked for n in range(line - near, line + near + 1) if 1 <= n <= len(lines)}
    indent = min((_indent(lines[n - 1]) for n in shown if lines[n - 1].strip()), default=0)
    text = Text(no_wrap=True, overflow="ellipsis")
    before = 0
    for number in sorted(shown):
        if before and number > before + 1:
            text.append("       ...\n", "dim")
        style, sign = ("bold", ">") if number in marked else ("dim", " ")
        text.append(f"{sign}{number:>4} | {one_line(lines[number - 1][indent:], LINE_WIDTH)}\n", style)
        if number in marked and column is not None and indent < column <= LINE_WIDTH:
            text.append(f"      | {' ' * (column - 1 - indent)}^\n", "bold red")
        before = number
    text.rstrip()
    return text


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def arrays(evidence: Evidence, width: int) -> Iterator[RenderableType]:
    """What is given side by side, and expected beside returned, or below where `width` is too narrow; the first
    difference is in brackets. Where nothing came back there is nothing beside what was expected. Then how the expected
    value comes about."""
    for row in panels.rows(evidence.panels):
        asked = {place for panel in row for place in panels.marked(panel, "asked")}
        shown = figures(panels.pairs(row, asked), FIGURES)
        yield from _row([(_name(panel, evidence), _grid(panel, asked, shown)) for panel in row], width)
        if start := panels.from_where(row[0]):
            yield Text(f"{' and '.join(one_line(panel.name) for panel in row)} are shown from {start} on", "dim")
    if evidence.sum:
        yield Text(evidence.sum, "dim")


def program(evidence: Evidence) -> str:
    """The call as a program to paste: every line begins where it has to, in the first column."""
    return printable(evidence.snippet).strip("\n")


def _name(panel: Panel, evidence: Evidence) -> str:
    told = panel.of == "given" or panels.several(panel, evidence.panels)
    whole = "" if panel.shape is None else f", of shape {panel.shape}"
    return one_line(panels.with_slice(panel) if told else panel.name) + whole


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


def families(evidence: Evidence) -> Iterator[RenderableType]:
    """For which kinds of calls the answer is wrong or right, whichever list is the shorter."""
    wrong, right = evidence.wrong, evidence.right
    if right and len(right) < len(wrong):
        yield from _list("passes only for", right)
    elif right:
        yield from _list("fails only for", wrong)
    elif wrong:
        yield Text("fails for every kind of call")


def every_family(evidence: Evidence) -> Iterator[RenderableType]:
    """All that is known of it: the kinds of calls that pass, those that fail, and the calls of a traceback."""
    yield from _list("passes only for", evidence.right)
    yield from _list("fails only for", evidence.wrong)
    for line in evidence.traceback:
        yield Text(f"{printable(line.file)}, line {line.line}, in {printable(line.function)}", "dim")
