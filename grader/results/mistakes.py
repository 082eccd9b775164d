"""What was found wrong in a submission, in a few words each, for whoever looks at a class."""

import re
from collections.abc import Iterator

from msgspec import Struct

from checks.exercises.causes.told import CRASHES
from checks.model import Finding, Grade, Severity, TaskGrade, Verdict
from checks.printable import shortened
from grader.report.reading import title

LONGEST = 70  # characters
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
WITH_EXCEPTION = (Verdict.RUNTIME_ERROR, Verdict.NOT_LOADABLE)
_EXCEPTION = re.compile(r"(?<![\w.])((?:[A-Z]\w{0,60})?(?:Error|Exception|Exit|Interrupt|StopIteration))\b")
_MISSPELT = re.compile(r"There is no `([^`]{1,80})`")
_USED = re.compile(r"`([^`]{1,80})` is (?:not allowed|none of the task files|reached through)")
_LOOPS = re.compile(r"(\d{1,3}) `for` statements")
_A_LOOP = re.compile(r"`.*` is (an? [a-z ]{1,40}), which is a loop")


class Mistake(Struct, frozen=True):
    """What it is, which is the same for everybody who made it, and the line where that tells more."""

    what: str
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.what} in line {self.line}" if self.line else self.what


def mistakes(grade: Grade) -> list[Mistake]:
    """What was found wrong in all tasks, each once."""
    return list(dict.fromkeys(mistake for task in grade.tasks for mistake in _of_task(task)))


def _of_task(task: TaskGrade) -> Iterator[Mistake]:
    """What decided the verdict, where that has words of its own; the causes that have a name, else the parts that are
    wrong; where there is nothing of these, the first thing that the student is told.

    The grader's own failure is no mistake, and of what was not handed in nothing is said.
    """
    if task.verdict in (Verdict.MISSING, Verdict.INTERNAL_ERROR):
        return
    findings = [each for result in task.checks for each in result.findings if each.severity is Severity.ERROR]
    told = [each for each in findings[:1] if task.verdict is not Verdict.ACCEPTED]
    ruled = [_of_rule(each) for each in told if task.verdict in (Verdict.RULE_VIOLATION, Verdict.FORBIDDEN)]
    named = [*ruled, *_named(task)]
    yield from named or (mistake for finding in told for mistake in _first(finding, task.verdict))


def _named(task: TaskGrade) -> Iterator[Mistake]:
    """The causes that have a name; of a finding without one the parts that are wrong."""
    for result in task.checks:
        for finding in result.findings:
            if finding.misconception and finding.misconception.id not in CRASHES:
                yield Mistake(finding.misconception.name)
            elif not finding.misconception:
                yield from (Mistake(f"wrong: {part.name}") for part in finding.parts)


def _of_rule(finding: Finding) -> Mistake:
    if found := _LOOPS.match(finding.message):
        return Mistake(f"{_number(int(found[1]))} loops")
    if found := _A_LOOP.match(finding.message):
        return Mistake(found[1])
    if found := _USED.match(finding.message):
        name = re.sub(r"^numpy\.", "np.", found[1])
        return Mistake(f"uses a helper file, {name}" if "none of the task files" in finding.message else f"uses {name}")
    return Mistake(_short(finding))


def _first(finding: Finding, verdict: Verdict) -> Iterator[Mistake]:
    if found := _MISSPELT.search(finding.message):
        yield Mistake(f"misspelt name: {found[1]}", _line(finding))
    elif (found := _EXCEPTION.search(finding.message)) and verdict in WITH_EXCEPTION:
        yield Mistake(found[1], _line(finding))
    else:
        yield Mistake(_short(finding))


def _line(finding: Finding) -> int | None:
    """Where the student's code stood."""
    return finding.evidence.traceback[-1].line if finding.evidence.traceback else finding.line


def _short(finding: Finding) -> str:
    """Without the call, which is another one for everybody."""
    return shortened(title(finding).partition(", for ")[0].replace("`", ""), LONGEST)


def _number(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else str(number)
