"""The grade for a terminal, or as plain text where there is none."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checks.model import CheckResult, Finding, Grade, Score, Severity, Source, Status, TaskGrade, Verdict
from checks.printable import printable
from grader.report.evidence import arrays, families, source_lines, worked_out
from grader.report.printing import FINDING_STYLES, print_parts
from grader.report.reading import MOST_FINDINGS, advice, place, points, shows_arrays, summed

if TYPE_CHECKING:
    from grader.final_score import FinalScore

MARKS = {Status.PASSED: "✓", Status.FAILED: "✗", Status.WARNED: "!", Status.SKIPPED: "-"}
PLAIN_MARKS = {**MARKS, Status.PASSED: "ok", Status.FAILED: "X"}
STYLES = {Status.PASSED: "green", Status.FAILED: "red", Status.WARNED: "yellow", Status.SKIPPED: "dim"}
LABELS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "·"}
PLAIN_LABELS = {Severity.ERROR: "X", Severity.WARNING: "!", Severity.NOTE: "-"}
INDENTATION = 6  # of what shows a finding
ISOLATION = {
    "full": "the code reaches no network, no process and no file of yours",
    "landlock": "the code reaches no network, no process and of your files names and dates only",
    "limits": "time and memory are limited, but your files are in the code's reach",
    "none": "no code was run",
}


def show(grade: Grade, console: Console, *, quiet: bool, verbose: bool) -> None:
    """Print the grade: one line a task when quiet, every check and note when verbose."""
    view = View(console, (task.source for task in grade.judged), verbose=verbose)

    def tell(tasks: Iterable[TaskGrade], *, optional: bool) -> None:
        for task in tasks:
            view.print(view.heading(task, optional=optional))
            if not quiet:
                view.print(view.task(task), "")

    tell(grade.tasks, optional=False)
    if not quiet:
        view.folder(grade)
    view.total(grade, None)
    if grade.optional and not quiet:
        view.print("")
    tell(grade.optional, optional=True)
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

    def task(self, task: TaskGrade) -> RenderableType:
        """The file, every check with its mark, and what the checks found."""
        file = Text(printable(task.task.file), "dim")
        if task.verdict is Verdict.MISSING:
            findings = [finding for result in task.checks for finding in result.findings]
            return Padding(Group(file, *(Text(printable(finding.message)) for finding in findings)), (0, 0, 0, 2))
        parts: list[RenderableType] = [file, self._marks_of(task.checks)]
        if task.note:
            parts.append(Text(task.note, "yellow"))
        for status, made in groupby(task.checks, key=lambda result: result.status):
            for result in made:
                parts.extend(self._result(result, task))
            if status is Status.FAILED:
                parts.extend(self._pictures(task))
        return Padding(Group(*parts), (0, 0, 0, 2))

    def _marks_of(self, results: Iterable[CheckResult]) -> RenderableType:
        items = []
        for result in results:
            of = f" {result.points:g}/{result.possible:g}" if result.possible else ""
            items.append(Text(f"{self._marks[result.status]} {result.id}{of}", STYLES[result.status]))
        return Columns(items, padding=(0, 2))

    def _result(self, result: CheckResult, task: TaskGrade | None) -> Iterator[RenderableType]:
        shown = result.findings
        most = len(shown) if self._verbose else MOST_FINDINGS
        for finding in shown[:most]:
            if finding.severity is not Severity.NOTE:
                yield ""
            yield from self._finding(finding, task)
        if len(shown) > most:
            yield Padding(Text(f"... and {len(shown) - most} more of {result.id} (--verbose shows them)"), (0, 0, 0, 2))

    def _finding(self, finding: Finding, task: TaskGrade | None) -> Iterator[RenderableType]:
        style = FINDING_STYLES[finding.severity]
        head = Text()
        head.append(f"{self._labels[finding.severity]} {finding.check}  ", f"bold {style}")
        head.append(place(finding), "bold").append(printable(finding.message))
        yield head
        source = self._sources.get(finding.file or (task.task.file if task else ""))
        details: list[RenderableType] = []
        if source and finding.line:
            details.append(source_lines(source, finding.line, finding.column))
        said: list[RenderableType] = [_labelled(label, text) for label, text in advice(finding)]
        if finding.misconception:  # the cause first: what shows it is of use to who knows what to look for
            details.extend([*said, ""])
            said = []
        details.extend(self._arrays(finding, task))
        if finding.evidence.printed:
            details.append(Text(f"printed: {printable(finding.evidence.printed)!r}", "dim"))
        details.extend(families(finding.evidence, full=self._verbose))
        details.extend(said)
        yield Padding(Group(*details), (0, 0, 0, 4))

    def _arrays(self, finding: Finding, task: TaskGrade | None) -> Iterator[RenderableType]:
        if self._verbose or shows_arrays(finding, task):
            yield from arrays(finding.evidence, self._console.width - INDENTATION)
            yield from worked_out(finding.evidence)

    def _pictures(self, task: TaskGrade) -> Iterator[RenderableType]:
        """The exhibit's results beside those expected, where the terminal has the colours and the signs."""
        coloured = self._console.color_system in ("256", "truecolor") and not self._console.no_color
        if task.verdict is Verdict.ACCEPTED or not task.exhibit or self._marks is PLAIN_MARKS or not coloured:
            return
        from grader.report.blocks import pictures

        drawn = list(pictures(task.exhibit, self._console.width - INDENTATION))
        if drawn:
            yield Padding(Group("", *drawn), (0, 0, 0, 4))

    def folder(self, grade: Grade) -> None:
        """What was found about the folder as a whole."""
        for result in grade.checks:
            for part in self._result(result, None):
                if part != "":
                    self.print(part)
        if any(result.findings for result in grade.checks):
            self.print("")

    def total(self, grade: Grade, final: "FinalScore | None") -> None:
        """The points of all tasks that count, and what changed them."""
        parts = list(_changes(grade, final)) if final else []
        style = "bold green" if grade.passed else "bold red"
        said = summed(grade, final.score, final.optional) if final else summed(grade)
        self.print(*parts, Text(f"{printable(grade.submission)}: {said}", style))

    def end(self, grade: Grade) -> None:
        """How the code was run, and where to read on: about what made a verdict, or else what only cost points."""
        self.print(Text(f"isolation {grade.isolation}: {ISOLATION[grade.isolation]}", "dim"))
        handed_in = [task for task in grade.judged if task.verdict is not Verdict.MISSING]
        wrong_first = sorted(handed_in, key=lambda task: task.verdict is Verdict.ACCEPTED)
        failed = (result.id for task in wrong_first for result in task.checks if result.status is Status.FAILED)
        if (first := next(failed, None)) is not None:
            self.print(Text(f"`grader explain {first}` tells more about a check.", "dim"))


def _changes(grade: Grade, final: "FinalScore") -> Iterator[Text]:
    from grader.report.changes import changes  # who only lists what was handed in needs none of the judging

    yield from (Text(change, "yellow") for change in changes(grade, final))


def _counting(score: Score, earned: float | None) -> str:
    if earned is None or earned == score.earned:
        return points(score)
    return f"{points(Score(earned, score.possible))}, graded {score.earned:g}"


def _labelled(label: str, text: str) -> RenderableType:
    line = Table.grid(padding=(0, 1))
    line.add_column(no_wrap=True, style="dim")
    line.add_column()
    line.add_row(label, Text(printable(text)))
    return line


def _verdict_style(verdict: Verdict) -> str:
    if verdict is Verdict.ACCEPTED:
        return "bold green"
    return "bold yellow" if verdict is Verdict.MISSING else "bold red"
