"""Programs of somebody who knew no rule are told the line that is wrong, and nothing that is not so."""

from collections.abc import Iterator

import pytest

from checks.model import Severity
from grader.judging.judge import Judge
from tests.teaching import corpus
from tests.teaching.corpus import TASKS, Other
from tests.teaching.measure import graded, measured, outcome_of
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


ALIKE = {  # two causes end these calls in the same way, and no call returns anything wrong
    "1": "window_begins_late.short",
    "3": "stride_in_the_window_too.stepped",
    "4": "channels_padded.stepped",
}


@pytest.mark.parametrize(("task", "start"), ALIKE.items(), ids=ALIKE.values())
def test_where_another_cause_would_end_the_calls_in_the_same_way_no_false_one_is_told(
    task: str, start: str, judge: Judge
) -> None:
    found = [each for each in corpus.programs([task]) if each.called.startswith(f"{task}.{start}.")]
    assert {measured(program, judge).outcome for program in found} == {"named"}


def test_where_nearly_all_parts_are_replaced_none_is_told(judge: Judge) -> None:
    found = [program for program in corpus.programs(["5"]) if program.name == "index_and_sum"]
    assert {(told.outcome, told.said) for told in (measured(each, judge) for each in found)} == {
        ("unnamed", frozenset())
    }
