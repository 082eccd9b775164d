"""The tables of what became of mutants and rewrites, none wider than WIDTH."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from rich import box
from rich.table import Table

from checks.pipeline import CHECK_IDS
from grader.verify.fates import ALIKE, FAILED, HOLE, KILLED, LISTED, Fate, Row

WIDTH = 100
COLUMNS = ("mutants", "killed", "pass", "listed", "alike")
MISSED = "first own\ncall misses"
CAPTION = "listed: in equivalent.toml\nalike: no further call tells it from its program"


def summary(rows: Sequence[Row]) -> Table:
    """What became of the mutants and rewrites of each program."""
    missed = _of_calls(rows)
    headings = ("program", *COLUMNS, *([MISSED] if missed else []), "right\nrewrites", "alarms")
    table = _table("what became of the programs", headings, CAPTION)
    for name, some in [*((row.name, [row]) for row in rows), ("total", rows)]:
        fates = [fate for row in some for fate in row.fates]
        rewrites = [sum(row.right for row in some), sum(row.alarms for row in some)]
        _add(table, name, [*_counts(fates, missed=missed), *rewrites])
    return table


def by_kind(rows: Sequence[Row]) -> Table:
    """What became of the mutants of each kind."""
    missed = _of_calls(rows)
    table = _table("by what was changed", ("", *COLUMNS, *([MISSED] if missed else [])))
    fates = [fate for row in rows for fate in row.fates]
    for kind in dict.fromkeys(sorted(fate.mutant.kind for fate in fates)):
        _add(table, kind, _counts([fate for fate in fates if fate.mutant.kind == kind], missed=missed))
    return table


def killers(rows: Sequence[Row]) -> Table:
    """Which checks rejected how many mutants of each program."""
    found = {row.name: Counter(killer for fate in row.fates for killer in fate.killers) for row in rows}
    total = sum(found.values(), Counter[str]())
    names = [*(check for check in CHECK_IDS if total[check]), *sorted(set(total) - set(CHECK_IDS))]
    table = _table("which checks killed them", ("program", *names), "a mutant may be killed by several checks")
    for name, counts in [*found.items(), ("total", total)]:
        _add(table, name, [counts[check] for check in names])
    return table


def each(row: Row) -> Iterator[str]:
    """A line for every mutant: what was done, and what became of it."""
    ends = {LISTED: "listed as equivalent", ALIKE: "equivalent as far as asked", HOLE: "passes", FAILED: "failed"}
    for fate in row.fates:
        mutant = fate.mutant
        end = f"killed by {', '.join(fate.killers)}" if fate.became == KILLED else ends[fate.became]
        yield f"{row.name}, {mutant.change}, line {mutant.line}: {mutant.text}: {end}"


def _of_calls(rows: Collection[Row]) -> bool:
    """Whether some task has calls of its own."""
    return any(fate.judged.right_by_handout is not None for row in rows for fate in row.fates)


def _counts(fates: Collection[Fate], *, missed: bool) -> list[int]:
    counts = Counter(fate.became for fate in fates)
    blind = sum(fate.became == KILLED and fate.judged.right_by_handout is True for fate in fates)
    found = [len(fates), counts[KILLED], counts[HOLE] + counts[FAILED], counts[LISTED], counts[ALIKE]]
    return [*found, blind] if missed else found


def _table(title: str, headings: Sequence[str], caption: str = "") -> Table:
    table = Table(
        title=title, caption=caption, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False
    )
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="right" if number else "left", no_wrap=True)
    return table


def _add(table: Table, name: str, counts: Sequence[int]) -> None:
    table.add_row(name, *(str(count or "-") for count in counts), style="bold" if name == "total" else "")
