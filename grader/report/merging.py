"""Equal findings about the form of a text told once, with all their lines."""

import re
from collections.abc import Iterable
from itertools import groupby

import msgspec

from checks.model import Finding, Grade, TaskGrade
from checks.pipeline import OF_FORM

MOST_LINES = 12  # of one kind that are named
TOO_LONG = "E501"
UNDOCUMENTED = " has no docstring"
DETAIL = re.compile(r" ?\([^()]*\)| '[^']*'| `[^`]*`")  # what tells one place from another of the same kind


def merged(grade: Grade) -> Grade:
    """The grade with one finding for all places of a kind. Each place stays one where places are what is shown."""
    return grade.changed(_task)


def _task(task: TaskGrade) -> TaskGrade:
    checks = tuple(
        msgspec.structs.replace(result, findings=together(result.findings)) if result.id in OF_FORM else result
        for result in task.checks
    )
    return msgspec.structs.replace(task, checks=checks)


def together(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of one check, those of a kind as one, in the order in which the kinds come first."""
    kinds: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        kinds.setdefault(_kind(finding), []).append(finding)
    return tuple(found[0] if len(found) == 1 else _one(found) for found in kinds.values())


def _kind(finding: Finding) -> tuple[object, ...]:
    placed = finding.line is not None
    said = UNDOCUMENTED if finding.message.endswith(UNDOCUMENTED) else DETAIL.sub("", finding.message)
    rest = (finding.severity, finding.verdict, finding.reason, finding.file, finding.hidden)
    return (finding.check, said, placed, *rest)


def _one(found: list[Finding]) -> Finding:
    return msgspec.structs.replace(found[0], message=_message(found), line=None, column=None)


def _message(found: list[Finding]) -> str:
    first = found[0].message
    numbers = [finding.line for finding in found if finding.line is not None]
    if first.endswith(UNDOCUMENTED):
        what = [f"{each.message.removesuffix(UNDOCUMENTED)} (line {each.line})" for each in found[:MOST_LINES]]
        return f"{len(found)} docstrings are missing: {', '.join(what)}{_rest(len(found))}"
    lines = [number for number, _ in groupby(numbers)]
    where = f"{', '.join(map(str, lines[:MOST_LINES]))}{_rest(len(lines))}"
    if first.startswith(TOO_LONG):
        return f"{len(found)} lines are longer than 79 columns: {where}"
    said = first if all(each.message == first for each in found) else DETAIL.sub("", first)
    if not lines:
        return f"{said} ({len(found)} times)"
    return f"{said}, {len(found)} times: line{'s' if len(lines) > 1 else ''} {where}"


def _rest(count: int) -> str:
    return f" and {count - MOST_LINES} more" if count > MOST_LINES else ""
