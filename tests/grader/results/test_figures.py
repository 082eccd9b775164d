from datetime import UTC, datetime

import msgspec
import pytest

from checks.assignment import Assignment
from checks.model import Finding, Misconception, Score, Verdict
from grader import fingerprint, keys
from grader.results.figures import BINS, Collector, Figures
from grader.standing import Override, standing
from grader.store import Record
from tests.grader.results.records import WRONG, record


def figures(assignment: Assignment, *records: Record, deadline: bool = False, overrides=()) -> Figures:
    now = (keys.assignment_hash(assignment), fingerprint.fingerprint(fingerprint.GRADING))
    collector = Collector(now, with_deadline=deadline)
    for each in records:
        entry = each.entry
        collector.add(each, standing(each.grade, assignment.late, entry.submitted, entry.late, overrides))
    return collector.figures()


def test_of_no_submission_there_is_nothing_to_say(assignment: Assignment) -> None:
    found = figures(assignment)
    assert (list(found.totals), found.mean, found.median, found.slowest) == ([], 0, 0, [])


def test_mean_median_and_totals_are_of_the_points_that_count(assignment: Assignment) -> None:
    records = [record(assignment, points=points) for points in ((10, 10, 10), (0, 0, 0), (6, 0, 0))]
    found = figures(assignment, *records)
    assert (list(found.totals), found.mean, found.median, found.possible) == ([0, 6, 30], 12, 6, 30)
    found = figures(assignment, *records, overrides=[Override("0", 3, "")])
    assert list(found.totals) == [3, 3, 23]
    assert found.overridden == 3
    assert found.tasks["0"].mean == 3


@pytest.mark.parametrize(
    ("points", "low"),
    [
        ((0, 0, 0), 0),
        ((2.99, 0, 0), 0),
        ((3, 0, 0), 10),
        ((10, 10, 6.99), 80),
        ((10, 10, 9.99), 90),
        ((10, 10, 10), 100),
    ],
)
def test_all_points_have_a_bin_of_their_own(points, low: int, assignment: Assignment) -> None:
    bins = figures(assignment, record(assignment, points=points)).bins
    assert len(bins) == BINS + 1
    assert [each.low for each in bins if each.count] == [low]


def test_a_policy_without_points_gives_all_of_them(assignment: Assignment) -> None:
    empty = record(assignment, points=(0, 0, 0))
    tasks = tuple(msgspec.structs.replace(task, score=Score(0, 0)) for task in empty.grade.tasks)
    grade = msgspec.structs.replace(empty.grade, tasks=tasks, score=Score(0, 0))
    assert figures(assignment, msgspec.structs.replace(empty, grade=grade)).bins[-1].count == 1


def test_verdicts_and_failed_checks_are_counted_by_task(assignment: Assignment) -> None:
    found = figures(
        assignment,
        record(assignment, points=(10, 0, 0)),
        record(assignment, points=(10, 0, 10)),
        record(assignment, points=(10, 10, 0), verdict=Verdict.MISSING),
    )
    assert found.tasks["0"].verdicts == {Verdict.ACCEPTED: 3}
    assert found.tasks["2"].verdicts == {Verdict.ACCEPTED: 1, Verdict.MISSING: 1, Verdict.WRONG_ANSWER: 1}
    assert [found.tasks[task].failed for task in ("0", "1", "2")] == [{}, {"values": 2}, {"values": 1}]


def test_misconceptions_are_counted_by_student(assignment: Assignment) -> None:
    other = Misconception("swapped", "h and w are swapped", "axes", "", "")
    both = [WRONG, Finding(check="proof", message="x", misconception=other)]
    found = figures(
        assignment, record(assignment, points=(0, 0, 0)), record(assignment, points=(10, 10, 0), findings=both)
    )
    assert found.misconceptions == {"the kernel is flipped": 2, "h and w are swapped": 1}


def test_the_slowest_are_told_beside_the_median(assignment: Assignment) -> None:
    records = [
        record(assignment, f"student{n}", cpu_seconds=seconds) for n, seconds in enumerate((1, 1, 2, 1, 1, 8, 1, 3))
    ]
    slowest = figures(assignment, *records).slowest
    assert [(slow.student, slow.cpu_seconds, slow.times) for slow in slowest[:4]] == [
        ("student5", 8, 8), ("student5", 8, 8), ("student5", 8, 8), ("student7", 3, 3),
    ]  # fmt: skip
    assert len(slowest) == 5


def test_dates_matter_where_there_is_a_deadline(assignment: Assignment) -> None:
    records = [
        record(assignment),
        record(assignment, late=True),
        record(assignment, submitted=datetime(2026, 3, 1, tzinfo=UTC)),
    ]
    assert figures(assignment, *records).undated == 0
    assert figures(assignment, *records, deadline=True).undated == 1
    assert figures(assignment, *records).late == 1


def test_failures_of_the_grader_are_listed(assignment: Assignment) -> None:
    failure = Finding(check="values", message="it broke", verdict=Verdict.INTERNAL_ERROR)
    broken = record(assignment, "bob", (0, 10, 10), findings=[failure], verdict=Verdict.INTERNAL_ERROR)
    assert figures(assignment, record(assignment), broken).internal == [("bob", "it broke")]
