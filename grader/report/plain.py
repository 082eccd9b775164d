"""What was found as plain text, for the formats that hold such texts: as a terminal shows it, of a fixed width."""

import io
from collections.abc import Iterator

from rich.console import Console, RenderableType

from checks.model import CheckResult, Finding, Grade, Source, TaskGrade
from checks.printable import printable
from grader.report.evidence import RUN_IT, arrays, families, program, source_lines
from grader.report.fix_first import lines_of
from grader.report.reading import MOST_FINDINGS, advice, place, shows_arrays, tells_when

WIDTH = 80
WIDEST = 110  # of lines of source: they are shown whole


def found(grade: Grade, task: TaskGrade | None, result: CheckResult) -> str:
    """What one check says, of a task or of the folder; "" where it says nothing."""
    parts = [finding_text(grade, task, finding) for finding in result.findings[:MOST_FINDINGS]]
    if len(result.findings) > MOST_FINDINGS:
        parts.append(more(result))
    return "\n\n".join(parts)


def more(result: CheckResult) -> str:
    """How many findings are not shown."""
    return f"... and {len(result.findings) - MOST_FINDINGS} more of {result.id}"


def finding_text(grade: Grade, task: TaskGrade | None, finding: Finding) -> str:
    """The message with its place, what to do, and what shows it: the cause first, where it has a name."""
    said = [f"{label}: {printable(text)}" for label, text in advice(finding)]
    run = to_run(task, finding)
    evidence = "\n".join(part for part in (shown(grade, task, finding), f"{RUN_IT}\n{run}" if run else "") if part)
    rest = [*said, evidence] if finding.misconception else [evidence, *said]
    return "\n".join(part for part in (place(finding) + printable(finding.message), *rest) if part)


def shown(grade: Grade, task: TaskGrade | None, finding: Finding) -> str:
    """What shows a finding: lines of source, small arrays, the sum, kinds of calls; "" for nothing."""
    file = io.StringIO()
    console = Console(file=file, width=WIDEST, color_system=None, force_terminal=False, legacy_windows=False)
    for part in _shown(grade, task, finding):
        console.print(part, highlight=False, markup=False, emoji=False)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines())


def to_run(task: TaskGrade | None, finding: Finding) -> str:
    """Its call as a program to paste; "" where that of another says more."""
    return program(finding.evidence) if shows_arrays(finding, task) else ""


def _shown(grade: Grade, task: TaskGrade | None, finding: Finding) -> Iterator[RenderableType]:
    source = _source(grade, task, finding)
    if source and (lines := lines_of(finding)):
        yield source_lines(source, lines, finding.column)
    if shows_arrays(finding, task):
        yield from arrays(finding.evidence, WIDTH)
    if finding.evidence.printed:
        yield f"printed: {printable(finding.evidence.printed)!r}"
    if tells_when(finding, task):
        yield from families(finding.evidence)


def _source(grade: Grade, task: TaskGrade | None, finding: Finding) -> Source | None:
    name = finding.file or (task.task.file if task else "")
    return next((task.source for task in grade.judged if task.source and task.source.name == name), None)
