"""The grade for a terminal, or as plain text where there is none."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from rich.columns import Columns
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checks.model import CheckResult, Finding, Grade, Score, Severity, Source, Status, TaskGrade, Verdict
from checks.printable import printable, shortened
from checks.written import counted
from grader.report import brief
from grader.report.evidence import RUN_IT, arrays, every_family, families, program, source_lines
from grader.report.fix_first import MOST_PARTS, Fix, fix_first, lines_of, sentence
from grader.report.isolation import ISOLATION
from grader.report.merging import merged
from grader.report.printing import FINDING_STYLES, print_parts
from grader.report.reading import advice, idle, lost, place, points, shows_arrays, summed, tells_when, unpaid

if TYPE_CHECKING:
    from grader.final_score import FinalScore

MARKS = {Status.PASSED: "✓", Status.FAILED: "✗", Status.WARNED: "!", Status.SKIPPED: "-"}
PLAIN_MARKS = {**MARKS, Status.PASSED: "ok", Status.FAILED: "X"}
UNPAID = "·"
STYLES = {Status.PASSED: "green", Status.FAILED: "red", Status.WARNED: "yellow", Status.SKIPPED: "dim"}
LABELS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "·"}
PLAIN_LABELS = {Severity.ERROR: "X", Severity.WARNING: "!", Severity.NOTE: "-"}
FIX_FIRST = "Fix first:"
LONGEST = 200  # characters of that in a table
INNER, DETAIL = (0, 0, 0, 2), (0, 0, 0, 6)  # what is told of a task, what shows a finding
INDENTATION = 6


def show(grade: Grade, console: Console, *, quiet: bool, verbose: bool) -> None:
    """Print the grade: one line a task when quiet, every check, note and program when verbose."""
    view = View(console, (task.source for task in grade.judged), verbose=verbose)
    told = grade if verbose else merged(grade)
    for task in told.tasks:
        view.print(view.heading(task), *([] if quiet else [*view.task(task), ""]))
    if quiet:
        view.total(grade)
    else:
        view.folder(grade)
    for task in told.optional:
        view.print(view.heading(task, optional=True), *([] if quiet else [*view.task(task), ""]))
    if not quiet:
        view.end(grade)


class View:
    """Prints parts of a grade. `sources` are the files of which lines may be shown."""

    def __init__(self, console: Console, sources: Iterable[Source | None], *, verbose: bool) -> None:
        unicode = console.encoding.lower().startswith("utf")
        self._console, self._verbose = console, verbose
        self._marks = MARKS if unicode else PLAIN_MARKS
        self._labels = LABELS if unicode else PLAIN_LABELS
        self._sources = {source.name: source for source in sources if source}

    def print(self, *parts: RenderableType) -> None:
        """Print one below the other."""
        print_parts(self._console, *parts)

    def heading(self, task: TaskGrade, earned: float | None = None, *, optional: bool = False) -> RenderableType:
        """Task, title, verdict and points on one line: those `earned` that count, where they are not the grader's."""
        line = Table.grid(expand=True, padding=(0, 2))
        line.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
        line.add_column(justify="right", no_wrap=True)
        line.add_column(justify="right", no_wrap=True, min_width=8)
        style = _verdict_style(task.verdict)
        title = Text(f"Task {printable(task.task.id)}  {printable(task.task.title)}", "bold")
        title.append(", optional" if optional else "")
        line.add_row(title, Text(task.verdict, style), Text(_counting(task.score, earned), style))
        return line

    def task(self, task: TaskGrade) -> Iterator[RenderableType]:
        """What to fix first, where the points went, and what the checks found."""
        if task.verdict is Verdict.MISSING:
            said = (finding.message for result in task.checks for finding in result.findings)
            yield from (Padding(Text(printable(each)), INNER) for each in said)
            return
        if fix := fix_first(task):
            yield Padding(Text.assemble((FIX_FIRST, "bold"), " ", printable(fix.line)), INNER)
        yield Padding(self._standing(task), INNER)
        if self._verbose:
            yield Padding(self._marks_of(task.checks), INNER)
        if task.note:
            yield Padding(Text(task.note, "yellow"), INNER)
        yield from self._everything(task) if self._verbose else self._chosen(task)

    def _standing(self, task: TaskGrade) -> RenderableType:
        passed = sum(result.status in (Status.PASSED, Status.WARNED) for result in task.checks)
        said = f"{printable(task.task.file)}: {counted(passed, 'check')} {'passes' if passed == 1 else 'pass'}"
        missing = lost(task)
        return Text(f"{said}; points lost: {missing}" if missing else said, "dim")

    def _marks_of(self, results: Iterable[CheckResult]) -> RenderableType:
        items = []
        for result in results:
            of = f" {result.points:g}/{result.possible:g}" if result.possible else ""
            mark = UNPAID if unpaid(result) else self._marks[result.status]
            items.append(Text(f"{mark} {result.id}{of}", "yellow" if unpaid(result) else STYLES[result.status]))
        return Columns(items, padding=(0, 2))

    def _everything(self, task: TaskGrade) -> Iterator[RenderableType]:
        told = [finding for result in task.checks for finding in result.findings]
        last = next((f for f in reversed(told) if f.severity is Severity.ERROR), None)
        for finding in told:
            if finding.severity is not Severity.NOTE:
                yield ""
            yield self._head(finding)
            yield from self._shown(finding, task)
            if finding is last:
                yield from self._pictures(task)

    def _chosen(self, task: TaskGrade) -> Iterator[RenderableType]:
        for piece in brief.pieces(task):
            match piece:
                case brief.Whole(finding):
                    yield self._head(finding)
                    yield from self._shown_briefly(finding, task)
                case brief.Line(finding, advised):
                    yield self._head(finding)
                    yield from (_labelled(*said) for said in advice(finding) if advised and said[0] != "why")
                case brief.Also(checks):
                    mark = self._labels[Severity.ERROR]
                    yield Padding(Text.assemble((f"{mark} {', '.join(checks)}", "red"), "  not right either"), INNER)
                case brief.More(check, count):
                    yield Padding(Text(f"... and {count} more of {check} (--verbose shows them)"), (0, 0, 0, 4))

    def _head(self, finding: Finding) -> RenderableType:
        head = Text()
        head.append(f"{self._labels[finding.severity]} {finding.check}  ", f"bold {FINDING_STYLES[finding.severity]}")
        head.append(place(finding), "bold").append(printable(finding.message))
        return Padding(head, INNER)

    def _shown_briefly(self, finding: Finding, task: TaskGrade) -> Iterator[RenderableType]:
        yield from self._excerpt(finding, task)
        yield from (_labelled(label, text) for label, text in _added(finding, fix_first(task)))
        if shows_arrays(finding, task):
            yield from (Padding(each, DETAIL) for each in arrays(finding.evidence, self._console.width - INDENTATION))
        if tells_when(finding, task):
            yield from (Padding(each, DETAIL) for each in families(finding.evidence))

    def _shown(self, finding: Finding, task: TaskGrade | None) -> Iterator[RenderableType]:
        """All that shows a finding, with its cause in front of it: that tells what to look for."""
        yield from self._excerpt(finding, task)
        said = [_labelled(label, text) for label, text in advice(finding)]
        yield from said if finding.misconception else ()
        yield from (Padding(each, DETAIL) for each in arrays(finding.evidence, self._console.width - INDENTATION))
        if finding.evidence.printed:
            yield Padding(Text(f"printed: {printable(finding.evidence.printed)!r}", "dim"), DETAIL)
        yield from (Padding(each, DETAIL) for each in every_family(finding.evidence))
        yield from () if finding.misconception else said
        if finding.evidence.snippet:
            yield Padding(Text(RUN_IT, "dim"), DETAIL)
            yield from ("", Text(program(finding.evidence), overflow="ignore"), "")

    def _excerpt(self, finding: Finding, task: TaskGrade | None) -> Iterator[RenderableType]:
        source = self._sources.get(finding.file or (task.task.file if task else ""))
        if source and (lines := lines_of(finding)):
            yield Padding(source_lines(source, lines, finding.column), DETAIL)

    def _pictures(self, task: TaskGrade) -> Iterator[RenderableType]:
        """The exhibit's results beside those expected, where the terminal has the colours and the signs."""
        coloured = self._console.color_system in ("256", "truecolor") and not self._console.no_color
        if task.verdict is Verdict.ACCEPTED or not task.exhibit or self._marks is PLAIN_MARKS or not coloured:
            return
        from grader.report.blocks import pictures

        drawn = list(pictures(task.exhibit, self._console.width - INDENTATION))
        yield from (Padding(each, DETAIL) for each in ("", *drawn) if drawn)

    def folder(self, grade: Grade) -> None:
        """What was found about the folder as a whole."""
        found = [
            finding for result in grade.checks for finding in result.findings if self._verbose or not idle(finding)
        ]
        for finding in found:
            told = advice(finding) if self._verbose or finding.severity is Severity.ERROR else ()
            self.print(self._head(finding), *(_labelled(label, text) for label, text in told))
        if found:
            self.print("")

    def total(self, grade: Grade, final: "FinalScore | None" = None) -> None:
        """The points of all tasks that count."""
        style = "bold green" if grade.passed else "bold red"
        said = summed(grade, final.score, final.optional) if final else summed(grade)
        self.print(Text(f"{printable(grade.submission)}: {said}", style))

    def end(self, grade: Grade, final: "FinalScore | None" = None) -> None:
        """Everything in short, how the code was run, and where to read on."""
        self.print(self._table(grade, final.tasks if final else {}))
        self.total(grade, final)
        self.print(Text(f"isolation {grade.isolation}: {ISOLATION[grade.isolation]}", "dim"))
        handed_in = [task for task in grade.judged if task.verdict is not Verdict.MISSING]
        wrong_first = sorted(handed_in, key=lambda task: task.verdict is Verdict.ACCEPTED)
        failed = (result.id for task in wrong_first for result in task.checks if result.status is Status.FAILED)
        if (first := next(failed, None)) is not None:
            self.print(Text(f"`grader explain {first}` tells more about a check, `grader grade -v` shows all.", "dim"))

    def _table(self, grade: Grade, earned: Mapping[str, float]) -> RenderableType:
        """Each task on a row: verdict, points, what to fix first."""
        table = Table.grid(padding=(0, 2))
        for heading in ("task", "verdict", "points"):
            table.add_column(no_wrap=heading != "points")
        table.add_column(overflow="fold")
        table.add_row(*(Text(head, "dim") for head in ("task", "verdict", "points", "fix first")))
        for task in grade.judged:
            style = _verdict_style(task.verdict)
            called = f"{printable(task.task.id)}{', optional' if task in grade.optional else ''}"
            worth = Text(_counting(task.score, earned.get(task.task.id)), style)
            table.add_row(Text(called), Text(task.verdict, style), worth, _in_short(task))
        return table


def _in_short(task: TaskGrade) -> Text:
    """What to fix first; of a task that is right, which checks do not earn all of their points."""
    if fix := fix_first(task):
        return Text(shortened(fix.short, LONGEST))
    missing = lost(task) if task.verdict is Verdict.ACCEPTED else ""
    return Text(f"points lost: {missing}" if missing else "", "dim")


def _added(finding: Finding, fix: Fix | None) -> Iterator[tuple[str, str]]:
    """What is said beside the message that the line on top does not say, of the reason no more than a sentence."""
    for label, text in advice(finding):
        rest = text.removeprefix(fix.remedy).strip() if fix and label == "try" else text
        rest = sentence(text) if label == "why" else rest
        told = label == "cause" or (label in ("fix", "why") and 0 < len(finding.parts) <= MOST_PARTS)
        if rest and not told:
            yield label, rest


def _counting(score: Score, earned: float | None) -> str:
    if earned is None or earned == score.earned:
        return points(score)
    return f"{points(Score(earned, score.possible))}, graded {score.earned:g}"


def _labelled(label: str, text: str) -> RenderableType:
    line = Table.grid(padding=(0, 1))
    line.add_column(no_wrap=True, style="dim")
    line.add_column()
    line.add_row(label, Text(printable(text)))
    return Padding(line, DETAIL)


def _verdict_style(verdict: Verdict) -> str:
    if verdict is Verdict.ACCEPTED:
        return "bold green"
    return "bold yellow" if verdict is Verdict.MISSING else "bold red"
