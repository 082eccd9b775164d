"""Who is in the page of a class that is too large for everybody to be there; nothing grows with such a class."""

import re
import tracemalloc
from itertools import islice

import pytest
from msgspec import structs

from checks.model import Finding, Severity, Verdict
from checks.model.assignment import Assignment
from grader.batch.journal import Record
from grader.final_score import FinalScore, final_score
from grader.results.classroom import Classroom
from grader.results.figures import Collector
from grader.results.roll import MOST_LOOKED_AT, MOST_ROWS, Look, Roll, look
from grader.roster.enrolment import Enrolled
from tests.grader.results.classes import BROKEN, LATE, large, mixed, page, vast
from tests.grader.results.records import record
from tests.grader.results.test_classroom import ClassReader, text

UNREAD = Finding(check="intake", message="the archive is damaged")
NOTE = Finding(check="intake", message="found twice", severity=Severity.NOTE)


def final(each: Record) -> FinalScore:
    return final_score(each.grade, LATE, each.entry.submitted, each.entry.late)


def filled(count: int, needing: int) -> Roll:
    """A roll of so many, of whom the first have no points."""
    roll = Roll()
    for number in range(count):
        few = number < needing
        roll.add(
            f"s{number}", Look.POINTS if few else None, 0.0 if few else 30.0, lambda number=number: f"row {number}"
        )
    return roll


# --- who needs a look ------------------------------------------------------------------------------


def test_who_has_all_the_points_or_handed_in_nothing_needs_no_look(assignment: Assignment) -> None:
    right = record(assignment, intake=[NOTE])
    nothing = structs.replace(record(assignment, points=(0, 0, 0)), content="")
    for each, enrolled in ((right, None), (right, Enrolled.YES), (right, Enrolled.WITHDRAWN), (nothing, Enrolled.YES)):
        assert look(each, final(each), enrolled) is None


@pytest.mark.parametrize(
    ("made", "enrolled", "why"),
    [
        pytest.param({"findings": [BROKEN], "verdict": Verdict.INTERNAL_ERROR}, None, Look.FAILED, id="the grader"),
        pytest.param({"points": (10, 10, 10), "intake": [UNREAD]}, None, Look.UNREAD, id="what cannot be read"),
        pytest.param(
            {"verdict": Verdict.FORBIDDEN, "intake": [NOTE]}, Enrolled.NO, Look.FORBIDDEN, id="what is forbidden"
        ),
        pytest.param({"points": (10, 10, 10)}, Enrolled.NO, Look.DOUBTFUL, id="who is not on the roster"),
        pytest.param({"points": (0, 10, 10)}, Enrolled.UNCLEAR, Look.DOUBTFUL, id="who is unclear"),
        pytest.param({"points": (10, 9.5, 10)}, Enrolled.YES, Look.POINTS, id="who has not all points"),
    ],
)
def test_what_an_instructor_has_to_see_first_counts(made, enrolled, why: Look, assignment: Assignment) -> None:
    each = record(assignment, **{"points": (0, 10, 10), **made})
    assert look(each, final(each), enrolled) is why


# --- which rows are kept ---------------------------------------------------------------------------


def test_of_a_class_that_fits_everybody_is_there_in_their_order() -> None:
    roll = filled(MOST_ROWS, 1)
    assert not roll.is_large
    assert list(roll.rows()) == [f"s{number}" for number in range(MOST_ROWS)]


def test_of_one_more_those_who_need_a_look_are_there() -> None:
    roll = filled(MOST_ROWS + 1, 3)
    assert (roll.is_large, roll.count, roll.looks) == (True, MOST_ROWS + 1, {Look.POINTS: 3})
    assert roll.rows() == {"s0": "row 0", "s1": "row 1", "s2": "row 2"}


def test_the_gravest_come_first_then_the_fewest_points_then_the_order_of_the_class() -> None:
    roll = Roll()
    rows = [(Look.POINTS, 7.0), (Look.DOUBTFUL, 30.0), (Look.POINTS, 3.0), (Look.FAILED, 9.0), (Look.POINTS, 3.0)]
    for number, (why, points) in enumerate(rows):
        roll.add(str(number), why, points, str)
    for number in range(MOST_ROWS):
        roll.add(f"right{number}", None, 30.0, str)
    roll.add("last", Look.UNREAD, 0.0, str)
    assert list(roll.rows()) == ["3", "last", "1", "2", "4", "0"]


def test_of_more_who_need_a_look_the_first_are_kept_and_no_row_is_made_for_the_others() -> None:
    roll, made = filled(MOST_ROWS + 1, MOST_ROWS), []
    roll.add("late", Look.POINTS, 29.0, lambda: made.append("late") or "")
    roll.add("grave", Look.FAILED, 30.0, lambda: made.append("grave") or "")
    kept = list(roll.rows())
    assert made == ["grave"]
    assert kept == ["grave", *(f"s{number}" for number in range(MOST_LOOKED_AT - 1))]
    assert roll.looks == {Look.POINTS: MOST_ROWS + 1, Look.FAILED: 1}


# --- the page --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shown(assignment: Assignment) -> str:
    return page(assignment, vast(assignment), linked=("Ada", "Ben"), similar=True)


def test_a_class_that_fits_is_told_nothing_of_this(assignment: Assignment) -> None:
    said = text(page(assignment, mixed(assignment)))
    assert "need a look" not in said
    assert "too many" not in said


def test_a_large_page_says_who_is_there_and_where_the_others_are(shown: str) -> None:
    said = text(shown)
    assert "5,001 students are too many for one page: grades.csv has them all." in said
    assert "Here are the first 1,000 of the 1,670 who need a look, in this order:" in said
    assert "the grader failed 1 student not all of the points: the fewest first 1,669 students" in said
    rows = re.findall(r'^<tr id="s-.*$', shown, re.MULTILINE)
    assert len(rows) == MOST_LOOKED_AT
    assert [text(each).split()[0] for each in rows[:2]] == ["Chloé", "Dmitri"]
    assert len(shown.encode()) < 1_000_000


def test_a_large_page_has_all_figures_and_names_nobody_among_the_mistakes(shown: str) -> None:
    said = text(shown)
    assert "5,001 submissions" in said
    assert "the kernel is flipped 1,668 students" in said
    assert "Who made them is in grades.csv" in said
    assert "<details>" not in shown
    assert "values 66.6 % 3,333 of 5,001" in said


def test_every_link_of_a_large_page_leads_somewhere(shown: str) -> None:
    reader = ClassReader(shown)
    ids = reader.attributes("id")
    links = list(reader.attributes("href"))
    assert len([link for link in links if link.startswith("#s-")]) > 0
    for link in links:
        assert link[1:] in ids if link.startswith("#") else re.fullmatch(r"html/[a-z0-9-]+\.html|\w+\.csv|data:,", link)


def test_where_all_is_right_there_is_no_table(assignment: Assignment) -> None:
    right = (each for each in large(assignment, 3 * MOST_ROWS) if each.grade.passed)
    shown = page(assignment, islice(right, MOST_ROWS + 1))
    assert "None of them needs a look." in text(shown)
    assert "<script>" not in shown
    assert 'id="roll"' not in shown


# --- memory ----------------------------------------------------------------------------------------


def test_what_is_kept_does_not_grow_with_a_class_that_is_large_already(assignment: Assignment) -> None:
    whole, figures = Classroom(assignment, anonymous=False), Collector(("", ""), lambda record, task: None)
    more, records = 2000, large(assignment, MOST_ROWS + 2500)

    def take(count: int) -> None:
        for each in islice(records, count):
            figures.add(each, final(each))
            whole.add(each, final(each), each.entry.student, "html/x.html")

    take(MOST_ROWS + 500)
    tracemalloc.start()
    try:
        take(more)
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 10 * more  # bytes; a name alone takes six times as much
