"""The figures of a class for a terminal, or as plain text where there is none."""

from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checks.model import Verdict
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS
from checks.printable import one_line
from checks.written import counted
from grader.batch.progress import STYLES, Tally
from grader.intake.overview import Overview
from grader.report.printing import print_parts
from grader.results.figures import Bin, Figures
from grader.results.making import Made
from grader.roster.enrolment import Enrolled, Enrolment

BAR = 40
MOST_MISTAKES, MOST_SLOW, MOST_GROUPS, MOST_NAMES, MOST_UNKNOWN = 8, 5, 5, 6, 20
MOST_ASIDES = 10
LONGEST_NOTE = 1000  # characters
SIMILAR = "the same code but for names: a place to look, never a verdict"


def show(made: Made, tally: Tally, assignment: Assignment, console: Console, found: Overview) -> None:
    """Print what was found of the class, where it is written, and what is left to do of it in this run."""
    figures = made.figures
    blocks: list[Sequence[RenderableType]] = [
        (_title(figures, tally, assignment),),
        (_points(figures), *_histogram(figures.bins, console)) if figures.totals else (),
        (_verdicts(figures),) if figures.totals else (),
        (_failed(figures),) if any(any(_failures_of(figures, check)) for check in CHECK_IDS) else (),
        (_mistakes(figures),) if figures.mistakes else (),
        (_slowest(figures),) if figures.slowest else (),
        tuple(_similar(made)),
        tuple(_notes(made)),
        tuple(_enrolment(made.enrolment)) if made.enrolment else (),
        tuple(_asides(found)),
        tuple(_files(made)),
        tuple(_failures(tally)),
        tuple(_left(tally, found.count)),
    ]
    for number, block in enumerate(block for block in blocks if block):
        print_parts(console, *(("",) if number else ()), *block)


def _title(figures: Figures, tally: Tally, assignment: Assignment) -> RenderableType:
    said = [counted(len(figures.totals), "submission")]
    said += [f"{tally.graded} graded now", f"{tally.same} as before"]
    return Text.assemble((one_line(assignment.name), "bold"), f": {', '.join(said)}")


def _failures(tally: Tally) -> Iterator[RenderableType]:
    """Of whom the grader failed in this run, and how; those of earlier runs are graded again each time."""
    if tally.failures:
        head = f"the grader failed for {counted(tally.failures, 'submission')}, which is no fault of theirs:"
        yield Text(head, "bold red")
    for student, why in tally.internal:
        yield _indented(f"{one_line(student)}: {one_line(why)}")
    if (more := tally.failures - len(tally.internal)) > 0:
        yield _indented(f"and {more} more")


def _left(tally: Tally, total: int) -> Iterator[RenderableType]:
    if tally.done < total:
        yield Text(f"stopped: {total - tally.done} of {total} are left; the same command goes on with them", "yellow")


def _points(figures: Figures) -> RenderableType:
    totals = figures.totals
    said = {
        f"points of {figures.possible:g}": "",
        "mean": totals.mean,
        "median": totals.median,
        "lowest": totals.lowest,
        "highest": totals.highest,
    }
    return Text("   ".join(f"{name} {value:.4g}" if value != "" else name for name, value in said.items()))


def _histogram(bins: Sequence[Bin], console: Console) -> Iterator[RenderableType]:
    block = "█" if console.encoding.lower().startswith("utf") else "#"
    most = max(each.count for each in bins)
    for each in bins:
        label = "     100 %" if each.low == each.high else f"{each.low:>3} -{each.high:>3} %"
        length = -(-each.count * BAR // most)
        yield Text.assemble(f"  {label:>10}  ", (block * length, "cyan"), f" {each.count}" if each.count else "")


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    table.add_column(first, overflow="fold")
    for name in others:
        table.add_column(name, justify="right", overflow="fold")
    return table


def _verdicts(figures: Figures) -> RenderableType:
    table = _table("verdicts", *_tasks(figures))
    for verdict in reversed(Verdict):
        counts = [task.verdicts.get(verdict, 0) for task in figures.tasks.values()]
        if any(counts):
            table.add_row(Text(verdict, STYLES.get(verdict, "red")), *map(_number, counts))
    table.add_row("mean of the points", *(f"{task.mean:.4g}" for task in figures.tasks.values()))
    return table


def _failed(figures: Figures) -> RenderableType:
    table = _table("failed checks", *_tasks(figures))
    for check in CHECK_IDS:
        counts = _failures_of(figures, check)
        if any(counts):
            table.add_row(check, *map(_number, counts))
    return table


def _failures_of(figures: Figures, check: str) -> list[int]:
    """How many failed a check, by task."""
    found = (task.checks.get(check) for task in figures.tasks.values())
    return [each.failed if each else 0 for each in found]


def _mistakes(figures: Figures) -> RenderableType:
    table = _table("mistakes", "students")
    for name, made in list(figures.mistakes.items())[:MOST_MISTAKES]:
        table.add_row(one_line(name), str(made.count))
    if (more := len(figures.mistakes) - MOST_MISTAKES) > 0:
        table.add_row(f"and {more} more", "")
    return table


def _slowest(figures: Figures) -> RenderableType:
    table = _table("slowest", "task", "CPU time", "of the reference")
    for each in figures.slowest[:MOST_SLOW]:
        times = "-" if each.times is None else f"{each.times:.1f} x"
        table.add_row(one_line(each.student), one_line(each.task), f"{each.cpu_seconds:.2f} s", times)
    return table


def _similar(made: Made) -> Iterator[RenderableType]:
    if made.groups is None:
        return
    yield Text.assemble(("similar", "bold"), f"  {SIMILAR}")
    for group in made.groups[:MOST_GROUPS]:
        names = [one_line(student) for student, _ in group.students[:MOST_NAMES]]
        more = len(group.students) - len(names)
        names += [f"{more} more"] if more else []
        same = "the same file" if group.same else f"{group.statements} statements"
        yield _indented(f"task {one_line(group.task)}, {same}: {', '.join(names)}")
    if (left := len(made.groups) - MOST_GROUPS) > 0:
        yield _indented(f"and {counted(left, 'group')} more in similar.csv")
    if not made.groups:
        yield _indented("none")


def _notes(made: Made) -> Iterator[RenderableType]:
    if said := ", ".join(made.figures.notes):
        yield Text(f"submissions: {said}")
    yield from (Text(one_line(note, LONGEST_NOTE), "yellow") for note in made.notes)
    for name, line in made.unknown[:MOST_UNKNOWN]:
        yield Text(f"overrides.csv, line {line}: there is no submission of {one_line(name)}", "yellow")
    if (more := len(made.unknown) - MOST_UNKNOWN) > 0:
        yield Text(f"and {counted(more, 'more name')} in overrides.csv of which there is no submission", "yellow")


def _asides(found: Overview) -> Iterator[RenderableType]:
    """What was graded as nobody: sections by name, since students lie in them; the rest is counted."""
    sections = [each for each in found.asides if each.section]
    for each in sections[:MOST_ASIDES]:
        yield Text(f"not graded  {each.origin}: {each.why}", "yellow")
    if others := len(found.asides) - len(sections[:MOST_ASIDES]) + found.more_asides:
        what = "1 entry" if others == 1 else f"{others} entries"
        yield Text(f"not graded  {what} of nobody; `grader submissions` tells why")


def _enrolment(found: Enrolment) -> Iterator[RenderableType]:
    """Who of the roster handed in nothing, who is not on it, and what is in doubt."""
    nothing = [each for each in found.absent if each.enrolled is not Enrolled.UNCLEAR]
    still = [each.student for each in nothing if each.enrolled is not Enrolled.WITHDRAWN]
    doubtful, others = len(found.absent) - len(nothing), found.others()
    said = f"  nothing came from {len(nothing)} of {counted(len(found.roster.people), 'student')}"
    said += f" ({gone} withdrawn)" if (gone := len(nothing) - len(still)) else ""
    said += f", in doubt: {doubtful}" if doubtful else ""
    said += f", not on it: {len(others)}" if others else ""
    yield Text.assemble(("roster", "bold"), said)
    if found.named:
        yield from _named("nothing came from", still)
        yield from _named("not on it", others)
    yield from (Padding(Text(one_line(each, LONGEST_NOTE), "yellow"), (0, 0, 0, 2)) for each in found.told)


def _named(what: str, students: Sequence[str]) -> Iterator[RenderableType]:
    if students:
        more = len(students) - MOST_UNKNOWN
        names = [*map(one_line, students[:MOST_UNKNOWN]), *([f"{more} more"] if more > 0 else [])]
        yield _indented(f"{what}: {', '.join(names)}")


def _files(made: Made) -> Iterator[RenderableType]:
    path = one_line(str(made.folder), 4000)
    yield Text.assemble(("written to ", "bold"), path, no_wrap=True, overflow="ignore")
    yield _indented(f"{', '.join(made.files)}, and a JSON file for each student ({made.written} new)")


def _tasks(figures: Figures) -> list[str]:
    return [f"task {one_line(task, 12)}" for task in figures.tasks]


def _indented(text: str) -> RenderableType:
    return Padding(Text(text), (0, 0, 0, 2))


def _number(count: int) -> str:
    return str(count) if count else "-"
