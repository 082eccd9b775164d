"""What to mend first in a task: one line, the same in every report."""

import ast
import re

from msgspec import Struct

from checks.dynamic.misspelt import REASON as MISSPELT
from checks.exercises.causes.told import CRASHES
from checks.model import Finding, Severity, TaskGrade, Verdict, WrongPart
from checks.printable import one_line, printable

OF_RESULTS = ("runs", "return_type", "shapes", "proof", "values")  # what came of calls: often all from one mistake
OF_THE_ANSWER = (Verdict.RUNTIME_ERROR, Verdict.WRONG_ANSWER)
MOST_PARTS = 2  # in one line
LONGEST = 70  # characters of what is written, of what belongs there
SENTENCE = re.compile(r".+?[.!?](?=\s+[A-Z`\"]|$)", re.DOTALL)
COUNT = re.compile(r" \(in [^()]*\)$")
RAISED = re.compile(r": (\w*(?:Error|Exception)\b(?:: .*?)?)(?: \(line \d+\))?$")  # at the end of when a call fails


class Fix(Struct, frozen=True):
    """Where it is, such as "line 9", or "" for no place; what is wrong there, and elsewhere; what to do, or "" where
    that is said.
    """

    place: str
    wrong: str
    elsewhere: str = ""
    remedy: str = ""

    @property
    def short(self) -> str:
        """Where it is and what is wrong, for a table."""
        return f"{self.place}: {self.wrong}" if self.place else self.wrong

    @property
    def line(self) -> str:
        """All of it."""
        said = "; ".join(part for part in (self.short, self.elsewhere) if part)
        if not self.remedy:
            return said
        return f"{said}{'' if said.endswith(('.', '!', '?')) else '.'} {self.remedy}"


def fix_first(task: TaskGrade) -> Fix | None:
    """What to mend first: None where nothing needs it, or nothing is known but that the grader failed."""
    finding = chief(task)
    if finding is None:
        return None
    if task.verdict is Verdict.MISSING:
        return Fix("", _short(finding))
    name = finding.misconception.name if finding.misconception and not _crashes(finding) else ""
    wrong = ": ".join([*([name] if name else []), *map(told_of, finding.parts[:1])]) or _short(finding)
    told = bool(finding.parts) and all(part.right for part in finding.parts)
    remedy = "" if told or restates(finding) else sentence(finding.hint)
    return Fix(_place(finding), wrong, _elsewhere(finding.parts), remedy)


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


def told_of(part: WrongPart) -> str:
    """A wrong part in words: what it is, what is written, what belongs there."""
    written, right = _quoted(part.written), _quoted(part.right)
    if written and right:
        return f"{part.name}: {written} should be {right}"
    if right:
        return f"{part.name}: {right} is missing"
    return f"{part.name}: {written} is not right" if written else f"{part.name}: not right"


def with_line(part: WrongPart) -> str:
    """The same with its line in front."""
    return told_of(part) if part.line is None else f"line {part.line}: {told_of(part)}"


def lines_of(finding: Finding) -> tuple[int, ...]:
    """The lines that it is about: those of the wrong parts, where these are known."""
    lines = {part.line for part in finding.parts if part.line is not None}
    return tuple(sorted(lines)) or (() if finding.line is None else (finding.line,))


def _elsewhere(parts: tuple[WrongPart, ...]) -> str:
    """The wrong parts after the first, each with its place."""
    told = [*map(with_line, parts[1:MOST_PARTS])]
    return "; ".join([*told, f"and {len(parts) - MOST_PARTS} more"] if len(parts) > MOST_PARTS else told)


def _place(finding: Finding) -> str:
    line = finding.parts[0].line if finding.parts else finding.line
    return f"{printable(finding.file)} line {line}".lstrip() if line is not None else ""


def _short(finding: Finding) -> str:
    if (raised := RAISED.search(finding.message)) and not explained(finding):
        return raised[1]
    return COUNT.sub("", finding.message.partition("; ")[0])


def _quoted(text: str) -> str:
    """A piece of code in backticks, none of which is its own; words as they are."""
    if not text or not _is_code(text):
        return one_line(text, LONGEST)
    return f"`{one_line(text.replace('`', chr(39)), LONGEST)}`"


def _is_code(text: str) -> bool:
    """Whether it is Python, a slice such as `r:r + kh` included."""
    for written in (text, f"_[{text}]"):
        try:
            ast.parse(written)
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            continue
        return True
    return False
