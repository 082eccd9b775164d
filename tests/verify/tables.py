"""The tables that `make verify` prints, none wider than WIDTH."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from rich import box
from rich.table import Table

from checks.model import Verdict
from checks.pipeline import CHECK_IDS
from tests.verify.rows import Fate, Row

WIDTH = 100


def summary(rows: Sequence[Row]) -> Table:
    """What became of the mutants and rewrites of each program."""
    table = _table(
        "the grader graded",
        (
            "program",
            "mutants",
            "killed",
            "survived",
            "equivalent",
            "handout's own\ncall misses",
            "right\nrewrites",
            "alarms",
        ),
    )
    for name, some in [*((row.name, [row]) for row in rows), ("total", rows)]:
        alarms = [judged.verdict is not Verdict.ACCEPTED for row in some for _, judged in row.rewritten]
        _add(table, name, [*_counts([fate for row in some for fate in row.fates]), len(alarms), sum(alarms)])
    return table


def by_kind(rows: Sequence[Row]) -> Table:
    """What became of the mutants of each kind."""
    table = _table(
        "by what was changed", ("", "mutants", "killed", "survived", "equivalent", "handout's own\ncall misses")
    )
    fates = [fate for row in rows for fate in row.fates]
    for kind in dict.fromkeys(fate.mutant.kind for fate in fates):
        _add(table, kind, _counts([fate for fate in fates if fate.mutant.kind == kind]))
    return table


def killers(rows: Sequence[Row]) -> Table:
    """Which checks rejected how many mutants of each program."""
    found = {row.name: Counter(killer for fate in row.fates for killer in fate.killers) for row in rows}
    total = sum(found.values(), Counter())
    names = [*(check for check in CHECK_IDS if total[check]), *sorted(set(total) - set(CHECK_IDS))]
    table = _table("which checks killed them", ("program", *names), "a mutant may be killed by several checks")
    for name, counts in [*found.items(), ("total", total)]:
        _add(table, name, [counts[check] for check in names])
    return table


def each(row: Row) -> Iterator[str]:
    """A line for every mutant: what was done, and what became of it."""
    for fate in row.fates:
        mutant = fate.mutant
        end = f"killed by {', '.join(fate.killers)}" if fate.killed else "equivalent" if fate.listed else "survived"
        yield f"{row.name}, {mutant.change}, line {mutant.line}: {mutant.text}: {end}"


def _counts(fates: Collection[Fate]) -> list[int]:
    killed = [fate for fate in fates if fate.killed]
    survived = sum(fate.survived for fate in fates)
    missed = sum(fate.judged.right_by_handout for fate in killed)
    return [len(fates), len(killed), survived, len(fates) - len(killed) - survived, missed]


def _table(title: str, headings: Sequence[str], caption: str = "") -> Table:
    table = Table(
        title=title, caption=caption, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False
    )
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="right" if number else "left", no_wrap=True)
    return table


def _add(table: Table, name: str, counts: Sequence[int]) -> None:
    table.add_row(name, *(str(count or "-") for count in counts), style="bold" if name == "total" else "")
