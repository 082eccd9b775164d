"""What a terminal shows of a task unless everything is asked for: what to act on whole, the rest in a line each."""

from collections.abc import Iterator

from msgspec import Struct

from checks.model import CheckResult, Finding, Severity, TaskGrade, Verdict
from checks.pipeline import OF_FORM
from grader.report.fix_first import OF_RESULTS, chief, errors, explained
from grader.report.reading import MOST_FINDINGS, idle


class Whole(Struct, frozen=True):
    """What to act on, with its lines and arrays; its cause is told above it."""

    finding: Finding


class Line(Struct, frozen=True):
    """A finding and nothing that shows it. With `advice` it says what to do: the form of a text waits for the rest."""

    finding: Finding
    advice: bool = True


class Also(Struct, frozen=True):
    """Checks that fail too, of which nothing is told that is not known: perhaps from the same mistake."""

    checks: tuple[str, ...]


class More(Struct, frozen=True):
    """So many findings of a check are not shown."""

    check: str
    count: int


Piece = Whole | Line | Also | More


def pieces(task: TaskGrade) -> Iterator[Piece]:
    """What is shown, in the order of the grade."""
    also: list[str] = []
    for result in task.checks:
        shown = list(_of(result, task))
        if shown == [Also((result.id,))]:
            also.append(result.id)
            continue
        if also:
            yield Also(tuple(also))
            also = []
        yield from shown
    if also:
        yield Also(tuple(also))


def _of(result: CheckResult, task: TaskGrade) -> Iterator[Piece]:
    first = errors(task)[:1] if task.verdict is not Verdict.ACCEPTED else []
    main = chief(task)
    lines: list[Line] = []
    left = 0
    for finding in result.findings:
        decided = any(finding is each for each in first)
        if finding is main or (decided and main is None):
            yield Whole(finding)
        elif decided:
            yield Line(finding, advice=False)
        elif finding.severity is Severity.NOTE:
            if task.verdict is Verdict.ACCEPTED and not idle(finding):
                lines.append(Line(finding))
        elif result.id in OF_RESULTS and not (finding.hidden or explained(finding)):
            left += 1
        else:
            lines.append(Line(finding, result.id not in OF_FORM or task.verdict is Verdict.ACCEPTED))
    yield from lines[:MOST_FINDINGS]
    if len(lines) > MOST_FINDINGS:
        yield More(result.id, len(lines) - MOST_FINDINGS)
    if left:
        told = lines or any(finding is main or finding in first for finding in result.findings)
        yield More(result.id, left) if told else Also((result.id,))
