"""What to mend first in a task: one line, the same in every report."""

import re

from msgspec import Struct

from checks.dynamic.misspelt import REASON as MISSPELT
from checks.exercises.causes.told import CRASHES
from checks.exercises.repair.telling import HELPS
from checks.exercises.repair.words import told_of
from checks.model import Finding, Severity, TaskGrade, Verdict, WrongPart
from checks.printable import printable

OF_RESULTS = ("runs", "return_type", "shapes", "proof", "values")  # what came of calls: often all from one mistake
OF_THE_ANSWER = (Verdict.RUNTIME_ERROR, Verdict.WRONG_ANSWER)
MOST_PARTS = 2  # in one line
LONGEST = 120  # characters in a table: of what is longer only the name of the part
MORE = "more is wrong"
SENTENCE = re.compile(r".+?[.!?](?=\s+[A-Z`\"]|$)", re.DOTALL)
COUNT = re.compile(r" \(in [^()]*\)$")
RAISED = re.compile(r": (\w*(?:Error|Exception)\b(?:: .*?)?)(?: \(line \d+\))?$")  # at the end of when a call fails


class Fix(Struct, frozen=True):
    """Where it is, such as "line 9", or "" for no place; what is wrong there, and elsewhere; what to do, or "" where
    that is said; all of it `short`, for a table.
    """

    place: str
    wrong: str
    elsewhere: str = ""
    remedy: str = ""
    short: str = ""

    @property
    def line(self) -> str:
        """All of it."""
        said = "; ".join(part for part in (_placed(self.place, self.wrong), self.elsewhere) if part)
        if not self.remedy:
            return said
        return f"{said}{'' if said.endswith(('.', '!', '?')) else '.'} {self.remedy}"


def fix_first(task: TaskGrade) -> Fix | None:
    """What to mend first: None where nothing needs it, or nothing is known but that the grader failed."""
    finding = chief(task)
    if finding is None:
        return None
    if task.verdict is Verdict.MISSING:
        return Fix("", _short(finding), short=finding.message.partition(":")[0])
    name = finding.misconception.name if finding.misconception and not _crashes(finding) else ""
    wrong = ": ".join([*([name] if name else []), *map(told_of, finding.parts[:1])]) or _short(finding)
    told = bool(finding.parts) and all(part.right for part in finding.parts)
    remedy = "" if told or restates(finding) else sentence(finding.hint)
    place, elsewhere = _place(finding), _elsewhere(finding)
    short = _placed(place, wrong)
    if elsewhere or (finding.parts and len(short) > LONGEST):
        names = [_placed(_line(part), part.name) for part in finding.parts]
        short = "; ".join([f"{name}: {names[0]}" if name else names[0], *names[1:], *_more(finding)])
    return Fix(place, wrong, elsewhere, remedy, short)


def chief(task: TaskGrade) -> Finding | None:
    """The finding to act on first: what decided the verdict, or where that says no more than how calls ended, the
    first one that tells a cause.
    """
    if task.verdict in (Verdict.ACCEPTED, Verdict.INTERNAL_ERROR):
        return None
    found = errors(task)
    first = found[0] if found else None
    if first and first.check in OF_RESULTS and task.verdict in OF_THE_ANSWER:
        return next((finding for finding in found if explained(finding)), first)
    return first


def errors(task: TaskGrade) -> list[Finding]:
    """What is wrong, in the order in which it is told."""
    found = (finding for result in task.checks for finding in result.findings)
    return [finding for finding in found if finding.severity is Severity.ERROR]


def explained(finding: Finding) -> bool:
    """Whether it tells a cause, and not only what came of it."""
    named = finding.misconception is not None and not _crashes(finding)
    return named or bool(finding.parts) or finding.reason == MISSPELT


def restates(finding: Finding) -> bool:
    """Whether its hint says again which parts are wrong."""
    return bool(finding.parts) and all(part.name in finding.hint for part in finding.parts)


def _crashes(finding: Finding) -> bool:
    """Whether its name says no more than that there is an exception, which the exception itself says better."""
    return finding.misconception is not None and finding.misconception.id in CRASHES


def sentence(text: str) -> str:
    """The first sentence of a text."""
    found = SENTENCE.match(text)
    return found[0] if found else text


def with_line(part: WrongPart) -> str:
    """A wrong part in words, with its line in front."""
    return _placed(_line(part), told_of(part))


def lines_of(finding: Finding) -> tuple[int, ...]:
    """The lines that it is about: those of the wrong parts, where these are known."""
    lines = {part.line for part in finding.parts if part.line is not None}
    return tuple(sorted(lines)) or (() if finding.line is None else (finding.line,))


def _elsewhere(finding: Finding) -> str:
    """The wrong parts after the first, each with its place."""
    parts = finding.parts
    told = [f"then {with_line(part)}" for part in parts[1:MOST_PARTS]]
    left = [f"and {len(parts) - MOST_PARTS} more"] if len(parts) > MOST_PARTS else []
    return "; ".join([*told, *left, *_more(finding)])


def _more(finding: Finding) -> list[str]:
    return [MORE] if finding.parts and finding.reason == HELPS else []


def _placed(place: str, told: str) -> str:
    return f"{place}: {told}" if place else told


def _line(part: WrongPart) -> str:
    return "" if part.line is None else f"line {part.line}"


def _place(finding: Finding) -> str:
    line = finding.parts[0].line if finding.parts else finding.line
    return f"{printable(finding.file)} line {line}".lstrip() if line is not None else ""


def _short(finding: Finding) -> str:
    if (raised := RAISED.search(finding.message)) and not explained(finding):
        return raised[1]
    return COUNT.sub("", finding.message.partition("; ")[0])
