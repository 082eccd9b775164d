"""The grade as GitHub's workflow commands: each finding becomes an annotation at its line of the file.

GitHub shows the first ten annotations of a kind that a step writes, so what says the most comes first; one notice says
of every task what to fix first. Each place is an annotation of its own, of findings about the form, too. A student's
text cannot end the line that it stands in, and a line that begins with a command is nothing but that command.
"""

from collections.abc import Iterator
from typing import NamedTuple

from checks.model import CheckResult, Finding, Grade, Severity, TaskGrade, Verdict
from checks.pipeline import OF_FORM
from checks.printable import one_line, printable
from grader.failure import NOT_YOUR_FAULT
from grader.report.fix_first import fix_first
from grader.report.reading import MOST_FINDINGS, accepted, advice, beside, broken, name, points

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def render(grade: Grade, folder: str) -> str:
    """One command a line; `folder` is the submission's own, seen from the top of the repository ("" for the top)."""
    lines = [line for task in grade.tasks if broken(task) for line in _failures(grade, task)]
    found = [told for task in grade.tasks if task.verdict is not Verdict.MISSING for told in _told(task)]
    lines += [_annotation(grade, told, folder) for told in sorted(found, key=_Told.order)]
    lines += [_about_the_folder(finding) for result in grade.checks for finding in _marked(result)]
    lines += [line for task in grade.tasks if task.verdict is Verdict.MISSING for line in _missing(grade, task)]
    said = "; ".join(said for said in (accepted(grade), beside(grade)) if said)
    lines.append(_command("notice", {"title": f"{points(grade.score)} points"}, "\n".join([said, *_fixes(grade)])))
    optional = sorted((told for task in grade.optional for told in _told(task)), key=_Told.order)
    lines += [line for task in grade.optional if broken(task) for line in _failures(grade, task)]
    lines += [_annotation(grade, told, folder) for told in optional]
    return "".join(f"{line}\n" for line in lines)


def unfinished(why: str) -> str:
    """What stands in the place of a grade that there is not, or not yet."""
    return _command("error", {"title": "there is no grade"}, why) + "\n"


class _Told(NamedTuple):
    """A finding, and which one it is of its check."""

    task: TaskGrade
    finding: Finding
    number: int

    def order(self) -> tuple[int, bool, bool, int]:
        """Errors first, of these what decided a verdict; the form of the text last, and of every check the first
        finding before the second of any."""
        decides = self.task.checks[0].id == self.finding.check and self.task.verdict is not Verdict.ACCEPTED
        first = decides and self.number == 0
        return list(COMMANDS).index(self.finding.severity), not first, self.finding.check in OF_FORM, self.number


def _fixes(grade: Grade) -> Iterator[str]:
    """What to fix first in each task that counts and was handed in."""
    for task in grade.tasks:
        fix = fix_first(task)
        if fix and task.verdict is not Verdict.MISSING:
            yield f"{name(grade, task)}, fix first: {fix.line}"


def _marked(result: CheckResult) -> list[Finding]:
    """The findings that are marked in the file; what the grader has to say of itself is not about the file."""
    own = (finding for finding in result.findings if finding.verdict is not Verdict.INTERNAL_ERROR)
    return [finding for finding in own if finding.severity in COMMANDS][:MOST_FINDINGS]


def _told(task: TaskGrade) -> Iterator[_Told]:
    for result in task.checks:
        yield from (_Told(task, finding, number) for number, finding in enumerate(_marked(result)))


def _failures(grade: Grade, task: TaskGrade) -> Iterator[str]:
    findings = (finding for result in task.checks for finding in result.findings)
    for finding in findings:
        if finding.verdict is Verdict.INTERNAL_ERROR:
            message = f"{finding.message}\n{NOT_YOUR_FAULT}"
            kind = _kind(grade, task, finding)
            yield _command(kind, {"title": f"{name(grade, task)}: the grader failed"}, message)


def _missing(grade: Grade, task: TaskGrade) -> Iterator[str]:
    findings = (finding for result in task.checks for finding in result.findings)
    title = f"{name(grade, task)}: missing"
    yield from (_command("notice", {"title": title}, found.message) for found in findings)


def _annotation(grade: Grade, told: _Told, folder: str) -> str:
    task, finding, _ = told
    file = finding.file or task.task.file
    place = {"file": f"{folder}/{file}" if folder else file}
    if finding.line is not None:
        place["line"] = str(finding.line)
        if finding.column is not None:
            place["col"] = str(finding.column)
    title = f"{name(grade, task)}: {finding.check}"
    return _command(_kind(grade, task, finding), {**place, "title": title}, _text(finding))


def _kind(grade: Grade, task: TaskGrade, finding: Finding) -> str:
    """What is wrong in an optional task is only noticed: the errors that GitHub shows are of what counts."""
    return "notice" if task in grade.optional else COMMANDS[finding.severity]


def _about_the_folder(finding: Finding) -> str:
    return _command(COMMANDS[finding.severity], {"title": finding.check}, _text(finding))


def _text(finding: Finding) -> str:
    return "\n".join([finding.message, *(f"{label}: {text}" for label, text in advice(finding))])


def _command(name: str, properties: dict[str, str], message: str) -> str:
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {given}::{_data(printable(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(one_line(text)).replace(":", "%3A").replace(",", "%2C")
