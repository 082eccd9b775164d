"""The grade as GitHub's Markdown, for the summary of a job: a table of the tasks, then what is wrong and why.

A student's text is shown as it is and does nothing: no markup, no HTML, no link, no mention.
"""

import re
from collections.abc import Iterable, Iterator

from checks.model import CheckResult, Finding, Grade, Score, Severity, Status, TaskGrade, Verdict
from checks.printable import one_line
from grader.failure import NOT_YOUR_FAULT
from grader.report import plain
from grader.report.evidence import RUN_IT
from grader.report.fix_first import fix_first
from grader.report.isolation import ISOLATION
from grader.report.merging import merged
from grader.report.reading import MOST_FINDINGS, accepted, advice, beside, broken, idle, lost, place, points, unpaid
from grader.report.text import FIX_FIRST, LABELS, MARKS, UNPAID

LARGEST = 1_000_000  # bytes; GitHub takes 1 MiB of a step
LONGEST = 1000
JOINER = "\u2060"  # no width and no break: what it stands in looks the same, and is no mention, link or emoji
_MEANING = re.compile(r"[\\`*_\[\]|~#!&<>$]")
_HARMLESS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "<span>$</span>"}  # the others: with a backslash
_TELLING = re.compile(r"@|#(?=\w)|:(?=[/\w])|\bwww(?=\.)", re.IGNORECASE)  # what GitHub looks for in a finished text


def render(grade: Grade) -> str:
    """The grade as Markdown, with a final newline, in no more bytes than GitHub takes."""
    shown, size = [], 0
    for block in _blocks(merged(grade)):
        size += len(block.encode()) + len("\n\n")
        if size > LARGEST:
            shown.append("The rest is left out: GitHub shows no more.")
            break
        shown.append(block)
    return "\n\n".join(shown) + "\n"


def unfinished(why: str) -> str:
    """What stands in the place of a grade that there is not, or not yet."""
    return f"# There is no grade\n\n{prose(why)}\n"


def escaped(text: str) -> str:
    """A text that shows as it is wherever it stands in a line."""
    shown = _TELLING.sub(lambda found: found[0] + JOINER, one_line(text, LONGEST))
    return _MEANING.sub(lambda found: _HARMLESS.get(found[0], f"\\{found[0]}"), shown)


def prose(text: str) -> str:
    """The same for a sentence, in which names stand in backticks."""
    pieces = one_line(text, LONGEST).split("`")
    shown = []
    for number, piece in enumerate(pieces):
        quoted = number % 2 == 1 and number + 1 < len(pieces)
        if quoted and piece.strip():
            shown.append(f"`{piece}`")
        else:
            shown.append(escaped(f"`{piece}`" if quoted else "`" * (number % 2) + piece))
    return "".join(shown)


def cell(text: str) -> str:
    """The same in a table, where a bar ends the cell even in code."""
    return re.sub(r"(?<!\\)\|", r"\\|", prose(text))


def fenced(text: str) -> str:
    """A block of text in a fence that nothing in it closes."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def _blocks(grade: Grade) -> Iterator[str]:
    yield f"# {escaped(grade.assignment)}: {points(grade.score)} points"
    yield f"**{escaped(grade.submission)}**: {'; '.join(said for said in (accepted(grade), beside(grade)) if said)}."
    if any(broken(task) for task in grade.tasks):
        yield f"**The grader failed, so these points are not final.** {NOT_YOUR_FAULT}"
    yield _table(("task", "verdict", "fix first", "points"), map(_row, grade.tasks))
    for task in grade.tasks:
        yield from _section(grade, task, _title(task))
    if any(result.findings for result in grade.checks):
        yield "## The folder"
        for result in grade.checks:
            yield from _result(grade, None, result)
    for task in grade.optional:
        yield from _section(grade, task, f"{_title(task)} (optional, not counted)")
    yield f"Isolation {grade.isolation}: {ISOLATION[grade.isolation]}."


def _section(grade: Grade, task: TaskGrade, title: str) -> Iterator[str]:
    yield f"## {title}: {task.verdict}, {points(task.score)}"
    yield from _missing(task) if task.verdict is Verdict.MISSING else _task(grade, task)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [" | ".join(head), f"{'--- | ' * (len(head) - 1)}---:", *map(" | ".join, rows)]
    return "\n".join(f"| {line} |" for line in lines)


def _row(task: TaskGrade) -> tuple[str, str, str, str]:
    mark = MARKS[Status.PASSED if task.verdict is Verdict.ACCEPTED else Status.FAILED]
    fix = fix_first(task)
    return _title(task), f"{mark} {task.verdict}", cell(fix.short) if fix else "", points(task.score)


def _title(task: TaskGrade) -> str:
    return f"Task {escaped(task.task.id)} {escaped(task.task.title)}"


def _missing(task: TaskGrade) -> Iterator[str]:
    yield from (prose(finding.message) for result in task.checks for finding in result.findings)


def _task(grade: Grade, task: TaskGrade) -> Iterator[str]:
    if fix := fix_first(task):
        yield f"**{FIX_FIRST}** {prose(fix.line)}"
    missing = lost(task)
    yield f"File {escaped(task.task.file)}{f'; points lost: {escaped(missing)}' if missing else ''}"
    if task.note:
        yield prose(task.note)
    for result in task.checks:
        yield from _result(grade, task, result)
    rows = (_check_row(result) for result in task.checks)
    summary = f"<summary>Every check of task {escaped(task.task.id)}</summary>"
    yield f"<details>{summary}\n\n{_table(('check', 'result', 'points'), rows)}\n\n</details>"


def _check_row(result: CheckResult) -> tuple[str, str, str]:
    worth = points(Score(result.points, result.possible)) if result.possible else ""
    mark = UNPAID if unpaid(result) else MARKS[result.status]
    return escaped(result.id), f"{mark} {result.status}", worth


def _result(grade: Grade, task: TaskGrade | None, result: CheckResult) -> Iterator[str]:
    for finding in result.findings[:MOST_FINDINGS]:
        if not idle(finding):
            yield "\n\n".join(_finding(grade, task, finding))
    if len(result.findings) > MOST_FINDINGS:
        yield plain.more(result)


def _finding(grade: Grade, task: TaskGrade | None, finding: Finding) -> Iterator[str]:
    name = finding.check if finding.severity is Severity.NOTE else f"**{finding.check}**"
    yield f"{LABELS[finding.severity]} {name} {prose(place(finding) + finding.message)}"
    if said := [f"- {label}: {prose(text)}" for label, text in advice(finding)]:
        yield "\n".join(said)
    if evidence := plain.shown(grade, task, finding):
        yield fenced(evidence)
    if program := plain.to_run(task, finding):
        yield f"{RUN_IT[:1].upper()}{RUN_IT[1:]}\n\n{fenced(program)}"
