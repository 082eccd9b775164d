"""What an instructor said, and what being late took, in words that a student reads."""

from datetime import UTC, datetime

import pytest

from checks.model.assignment import Assignment, Late
from grader.final_score import Comment, Extension, FreeDays, InstructorWord, Override, final_score
from grader.report import html
from grader.report.changes import changes
from grader.report.provenance import journalled
from tests.grader.results.records import record

DUE = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATE = Late(deadline=DUE, percent_per_day=10, free_days=2)
HOSTILE = "</p><script>x</script>\x1b[31m\u202e=cmd()"


def told(assignment: Assignment, said: InstructorWord, days: int = 0) -> list[str]:
    """The lines for who handed in so many days after the deadline."""
    each = record(assignment, points=(10, 6.29, 0), submitted=DUE.replace(day=1 + days))
    return list(changes(each.grade, final_score(each.grade, LATE, each.entry.submitted, False, said)))


def test_where_nothing_changes_nothing_is_told(assignment: Assignment) -> None:
    assert told(assignment, InstructorWord()) == []


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (InstructorWord((Override("1", 9, "oral"),)), "task 1: 9 points instead of 6.29, set by the instructor: oral"),
        (InstructorWord((Override("1", 9, ""),)), "task 1: 9 points instead of 6.29, set by the instructor"),
        (
            InstructorWord(extension=Extension(datetime(2026, 3, 8, 23, 59, 59), "ill")),
            "due 2026-03-08 23:59:59, set by the instructor: ill",
        ),
        (InstructorWord(comments=(Comment("1", "neat"),)), "the instructor's comment on task 1: neat"),
        (InstructorWord(comments=(Comment("", "see me"),)), "the instructor's comment: see me"),
        (InstructorWord(free_days=FreeDays(1, "one is used")), None),
    ],
)
def test_what_an_instructor_says_is_told(said: InstructorWord, line: str | None, assignment: Assignment) -> None:
    assert told(assignment, said) == ([line] if line else [])


def test_points_that_are_set_look_different_from_those_they_replace(assignment: Assignment) -> None:
    (line,) = told(assignment, InstructorWord((Override("1", 6.29 + 1e-9, "a look"),)))
    assert line == f"task 1: {6.29 + 1e-9!r} points instead of 6.29, set by the instructor: a look"


DATES = "(handed in 2026-03-0{} 12:00:00+00:00, due 2026-03-01 12:00:00+00:00)"


@pytest.mark.parametrize(
    ("days", "said", "line"),
    [
        (1, InstructorWord(), f"1 day late {DATES.format(2)}: free days used: 1 of 2"),
        (
            3,
            InstructorWord(),
            f"3 days late {DATES.format(4)}: free days used: 2 of 2, 10 % of the points earned, 1.63 points taken",
        ),
        (
            1,
            InstructorWord(free_days=FreeDays(0, "")),
            f"1 day late {DATES.format(2)}: 10 % of the points earned, 1.63 points taken",
        ),
        (
            3,
            InstructorWord((Override("late", 0, "ill"),)),
            f"3 days late {DATES.format(4)}: 0 points taken, set by the instructor: ill",
        ),
    ],
)
def test_being_late_is_told_with_the_free_days_that_it_used(
    days: int, said: InstructorWord, line: str, assignment: Assignment
) -> None:
    assert told(assignment, said, days) == [line]


def test_what_is_hostile_in_it_is_text_in_a_line_and_in_a_page(assignment: Assignment) -> None:
    said = InstructorWord(extension=Extension(DUE, HOSTILE), comments=(Comment("1", HOSTILE),))
    shown = "</p><script>x</script>\\x1b[31m\\u202e=cmd()"
    assert all(line.endswith(f": {shown}") for line in told(assignment, said))
    each = record(assignment)
    page = html.render(each.grade, journalled(each), final_score(each.grade, LATE, DUE, False, said))
    assert page.count("&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;\\x1b[31m\\u202e=cmd()") == 2
    assert "<script>" not in page
