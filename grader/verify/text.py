"""What was found, as a text: the verdict is the last line."""

import math
import textwrap
from collections.abc import Iterator
from typing import TextIO

from rich.console import Console

from checks.printable import one_line
from grader.verify import tables
from grader.verify.adding import Adding, additions
from grader.verify.fates import ALIKE, Fate, Row
from grader.verify.result import Result, counted, two_figures_down

WIDTH = tables.WIDTH
MOST_LINES = 6  # of a difference
MOST_ALIKE = 3  # mutants with one cause that are shown
MOST_CAUSES = 12
LARGEST_TOLERANCE = 1e6  # beyond which nothing is said: any mutant is killed


def show(result: Result, stream: TextIO, *, each: bool = False) -> None:
    """Write all of it."""
    console = Console(file=stream, width=WIDTH, highlight=False, markup=False, emoji=False)

    def say(lines: Iterator[str]) -> None:
        for line in lines:
            console.print(line, soft_wrap=True)

    say(_described(result))
    say(_submitted(result))
    say(_mutants(result))
    if each:
        say(one_line(line, 400) for row in result.rows for line in tables.each(row))
    say(_rewrites(result))
    for table in (tables.summary, tables.by_kind, tables.killers) if result.mutants_judged else ():
        console.print()
        console.print(table(result.rows))
    say(_to_add(result))
    say(_verdict(result))


def _described(result: Result) -> Iterator[str]:
    yield from _wrapped(f"{one_line(result.assignment)}, verified with isolation {result.isolation}")
    yield ""
    yield "The calls"
    for mark in result.marks:
        yield from _wrapped(f"assignment.toml, {mark}", 2)
    for task in result.described:
        yield from _wrapped(
            f"task {task.task} ({one_line(task.title)}): {task.calls} calls, {_cost(task.cpu_seconds)}", 2
        )
        if task.slow:
            yield from _wrapped(
                f"slow: the model solution takes {task.share:.0%} of a limit, and a right solution may be ten times as "
                "slow; raise cpu_seconds in [limits], or ask smaller calls",
                4,
            )
        if task.same:
            yield from _wrapped(
                f"{task.same}: whoever returns nothing else passes; say less of the arguments (dtype, sorted, where, "
                "least, most), or add calls with other answers",
                4,
            )
        words = (f"{family} {number}" for family, number in task.families.items())
        yield from _wrapped(", ".join(words), 4)


def _cost(seconds: float | None) -> str:
    if seconds is None:
        return "no model solution to time"
    return f"which take the model solution {seconds:.2f} s of CPU"


def _submitted(result: Result) -> Iterator[str]:
    yield ""
    yield "The model solutions, as submissions"
    for model in result.models:
        earned = f"task {model.task}: {model.earned:g} of {model.possible:g} points, {model.verdict}"
        yield from _wrapped(earned + (", the same twice" if model.same else ", and something else the second time"), 2)
        for check, message in model.failed:
            yield from _wrapped(f"{check}: {message}", 4)
    if not result.models:
        yield "  there is none"
    if result.samples:
        right = [each for each in result.samples if not each.differs and not each.skipped]
        yield ""
        yield f"The samples: {len(right)} of {len(result.samples)} get what they state"
        for sample in result.samples:
            for what in (*sample.differs, *([sample.skipped] if sample.skipped else [])):
                yield from _wrapped(f"{sample.name}: {what}", 2)


def _mutants(result: Result) -> Iterator[str]:
    yield ""
    yield from _wrapped(
        f"Wrong programs: {result.mutants_judged} of {result.mutants} mutants judged, {result.killed} of them killed"
    )
    for row in result.rows:
        alike = row.count(ALIKE)
        if alike:
            yield from _wrapped(
                f"{row.name}: {counted(alike, 'mutant passes and does', 'mutants pass and do')} the same in "
                f"{row.wider} further calls, too: equivalent as far as asked",
                2,
            )
    groups = _by_cause(result)
    for number, (_, some) in enumerate(groups[:MOST_CAUSES], 1):
        yield ""
        row, fate = some[0]
        yield from _wrapped(f"{number}. {row.name}, {fate.mutant.change}, line {fate.mutant.line}, passes:", 2)
        for line in fate.lines[:MOST_LINES]:
            yield f"       {one_line(line, WIDTH - 30)}"
        yield from _why(fate)
        if len(some) > 1:
            more = [
                f"line {each.mutant.line}: {one_line(each.mutant.text, 70)}" for _, each in some[1 : 1 + MOST_ALIKE]
            ]
            yield f"     and for the same reason {counted(len(some) - 1, 'more', 'more')}:"
            for text in more:
                yield f"       {text}"
            if len(some) - 1 > MOST_ALIKE:
                yield "       ... (--each shows all)"
    if len(groups) > MOST_CAUSES:
        yield f"  and {len(groups) - MOST_CAUSES} more (--each shows all)"


def _why(fate: Fate) -> Iterator[str]:
    hole = fate.hole
    if hole is None:
        yield from _wrapped(
            "is it wrong, or does it do the same? What does the same is listed in equivalent.toml, with the reason", 5
        )
        return
    yield from _wrapped(f"why: {hole.why}", 5)
    yield from _wrapped(f"{hole.call} is {hole.right}; this gives {hole.came}", 5)


def _by_cause(result: Result) -> list[tuple[object, list[tuple[Row, Fate]]]]:
    """The holes by what is to be added; those without a call each alone."""
    found: dict[object, list[tuple[Row, Fate]]] = {}
    for row, fate in result.holes:
        hole = fate.hole
        cause = (row.task, hole.bounds, hole.families, hole.block or hole.call) if hole else id(fate)
        found.setdefault(cause, []).append((row, fate))
    return sorted(found.items(), key=lambda each: -len(each[1]))


def _rewrites(result: Result) -> Iterator[str]:
    total = sum(row.right for row in result.rows)
    other = sum(each.otherwise for row in result.rows for each in row.rewritten)
    left = f"; {other} more do something else than the program, and are not counted" if other else ""
    yield ""
    yield from _wrapped(f"Right programs: {total} rewrites, {result.alarms} of them rejected{left}")
    for row in result.rows:
        for trouble in row.troubles():
            yield from _wrapped(one_line(trouble, 400), 2)
    for trouble in (*result.unlisted, *result.variants):
        yield from _wrapped(one_line(trouble, 400), 2)
    most = result.told_up_to()
    if result.killed and most <= LARGEST_TOLERANCE:
        yield from _wrapped(
            f"Every mutant that is killed still is with a tolerance of up to {two_figures_down(most)} "
            "(a share of the largest right value of a call)"
        )
    elif result.killed and math.isfinite(most) is False:
        yield "Every mutant that is killed still is with any tolerance"


def _to_add(result: Result) -> Iterator[str]:
    for adding in additions(result):
        yield ""
        yield from _lines(adding)


def _lines(adding: Adding) -> Iterator[str]:
    yield from _wrapped(adding.place)
    for line in adding.lines:
        yield f"    {line}"


def _verdict(result: Result) -> Iterator[str]:
    yield ""
    if not result.complete:
        yield from _wrapped(
            f"The time was up: {result.mutants_judged} of {result.mutants} mutants judged, an even spread of them; "
            "more --seconds reach more"
        )
    against = list(result.against())
    if against:
        yield from _wrapped(f"Verdict: not strong: {'; '.join(against)}")
    elif result.complete:
        yield "Verdict: strong"
    else:
        yield "Verdict: strong as far as it came"


def _wrapped(text: str, indent: int = 0) -> Iterator[str]:
    space = " " * indent
    yield from textwrap.wrap(
        text, WIDTH, initial_indent=space, subsequent_indent=space + "  ", break_on_hyphens=False
    ) or [""]
