"""Programs of somebody who knew no rule are told the line that is wrong, and nothing that is not so."""

from collections.abc import Iterator

import pytest

from checks.model import Severity
from grader.judging.judge import Judge
from tests.teaching import corpus
from tests.teaching.corpus import TASKS, Other
from tests.teaching.measure import graded, outcome_of
from tests.teaching.running import judging

LEFT = {"append_list"}  # no part of it is known, and nothing is told of it
OTHERS = [pytest.param(task, other, id=other.name) for task in TASKS for other in corpus.others(task)]


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with judging() as started:
        yield started


@pytest.mark.parametrize(("task", "other"), OTHERS)
def test_a_program_is_told_its_cause_and_the_line_that_is_wrong(task: str, other: Other, judge: Judge) -> None:
    grade = graded(task, other.text, judge)
    found = [
        finding
        for check in grade.checks
        for finding in check.findings
        if finding.severity is Severity.ERROR and (finding.misconception or finding.parts)
    ]
    if other.name in LEFT:
        assert found == []
        return
    told = found[0]
    said = {part.id for part in told.parts} | ({told.misconception.id} if told.misconception else set())
    assert outcome_of([other.mistake], frozenset(said)) == "named"
    assert told.line in other.lines
