from datetime import UTC, datetime

import msgspec
import pytest

from checks.model import CheckResult, Finding, Misconception, Score, Status, Verdict
from checks.model.assignment import Assignment
from grader.batch import cache_keys
from grader.batch.journal import Record
from grader.final_score import NO_WORD, Comment, Extension, FreeDays, InstructorWord, Override, final_score
from grader.results.figures import BINS, MOST_SLOW, CheckFigures, Collector, Figures, Mistaken
from grader.version import code_version
from tests.grader.results.records import WRONG, record
from tests.tasks import grade_of


def figures(
    assignment: Assignment,
    *records: Record,
    deadline: bool = False,
    word: InstructorWord = NO_WORD,
    reference: float | None = 0.5,
) -> Figures:
    now = (cache_keys.assignment_hash(assignment), code_version())
    collector = Collector(now, lambda record, task: reference, with_deadline=deadline)
    for each in records:
        entry = each.entry
        collector.add(each, final_score(each.grade, assignment.late, entry.submitted, entry.late, word))
    return collector.figures()


def test_of_no_submission_there_is_nothing_to_say(assignment: Assignment) -> None:
    found = figures(assignment)
    assert (list(found.totals), found.totals.mean, found.totals.median, found.slowest) == ([], 0, 0, [])


def test_mean_median_and_totals_are_of_the_points_that_count(assignment: Assignment) -> None:
    records = [record(assignment, points=points) for points in ((10, 10, 10), (0, 0, 0), (6, 0, 0))]
    found = figures(assignment, *records)
    assert (list(found.totals), found.totals.mean, found.totals.median, found.possible) == ([0, 6, 30], 12, 6, 30)
    found = figures(assignment, *records, word=InstructorWord((Override("0", 3, ""),)))
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
    assert [found.tasks[task].checks["values"].failed for task in ("0", "1", "2")] == [0, 2, 1]
    assert [found.tasks[task].checks["values"].judged for task in ("0", "1", "2")] == [3, 3, 2]  # one is not handed in


def test_a_check_that_was_skipped_was_not_judged(assignment: Assignment) -> None:
    one = record(assignment)
    results = tuple(
        CheckResult("values", status, 0, 0, ())
        for status in (Status.PASSED, Status.WARNED, Status.FAILED, Status.SKIPPED, Status.SKIPPED)
    )
    tasks = (msgspec.structs.replace(grade_of(one.grade, "valid"), checks=results),)
    grade = msgspec.structs.replace(one.grade, tasks=tasks)
    found = figures(assignment, msgspec.structs.replace(one, grade=grade)).tasks["0"].checks["values"]
    assert found == CheckFigures(passed=1, warned=1, failed=1, skipped=2)
    assert (found.judged, found.rate) == (3, 2 / 3)
    assert CheckFigures(0, 0, 0, 5).rate is None


def test_the_checks_of_the_folder_are_counted_apart(assignment: Assignment) -> None:
    found = figures(assignment, record(assignment), record(assignment, "bob"))
    assert found.folder == {name: CheckFigures(2, 0, 0, 0) for name in ("intake", "readme")}


def test_mistakes_are_counted_by_student(assignment: Assignment) -> None:
    other = Misconception("swapped", "h and w are swapped", "axes", "", "")
    both = [WRONG, WRONG, Finding(check="proof", message="x", misconception=other)]
    found = figures(
        assignment,
        record(assignment, "bob", points=(10, 10, 0), findings=both),
        record(assignment, "ada", points=(0, 0, 0)),
    )
    assert list(found.mistakes.items()) == [
        ("the kernel is flipped", Mistaken(2, ["bob", "ada"])), ("h and w are swapped", Mistaken(1, ["bob"])),
    ]  # fmt: skip


def test_the_slowest_are_told_as_a_multiple_of_the_reference(assignment: Assignment) -> None:
    records = [
        record(assignment, f"student{n}", cpu_seconds=seconds) for n, seconds in enumerate((1, 1, 2, 1, 1, 8, 1, 3))
    ]
    slowest = figures(assignment, *records).slowest
    assert [(slow.student, slow.cpu_seconds, slow.times) for slow in slowest[:4]] == [
        ("student5", 8, 16), ("student5", 8, 16), ("student5", 8, 16), ("student7", 3, 6),
    ]  # fmt: skip
    assert [slow.task for slow in slowest[:3]] == ["0", "1", "2"]
    assert len(slowest) == MOST_SLOW


def test_the_slowest_of_a_large_class_are_found_wherever_they_are(assignment: Assignment) -> None:
    records = [record(assignment, f"student{n}", cpu_seconds=1 + n % 97) for n in range(300)]
    slowest = figures(assignment, *records).slowest
    assert [slow.cpu_seconds for slow in slowest] == [97] * 9 + [96]


def test_where_the_reference_was_not_measured_only_the_time_is_told(assignment: Assignment) -> None:
    slowest = figures(assignment, record(assignment, cpu_seconds=3), record(assignment), reference=None).slowest
    assert [(slow.cpu_seconds, slow.times) for slow in slowest[2:4]] == [(3, None), (0.1, None)]


def test_what_is_to_be_known_is_told_in_words(assignment: Assignment) -> None:
    found = figures(
        assignment, record(assignment, late=True), deadline=True, word=InstructorWord((Override("0", 3, ""),))
    )
    assert list(found.notes) == ["1 late", "1 with points that overrides.csv sets"]
    deadline = InstructorWord(
        (), Extension(datetime(2026, 3, 8), ""), FreeDays(2, ""), (Comment("", "well done"), Comment("0", "x"))
    )
    found = figures(assignment, record(assignment), record(assignment), word=deadline)
    assert list(found.notes) == ["2 with a deadline or free days of their own", "2 with a comment of yours"]
    free = InstructorWord(free_days=FreeDays(2, ""))
    assert list(figures(assignment, record(assignment), word=free).notes) == [
        "1 with a deadline or free days of their own"
    ]


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
