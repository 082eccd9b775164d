"""Everybody on a roster has a row, in whatever is made of the class, for as long as nothing came."""

import json
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from checks.model.assignment import Assignment, Late
from grader.batch.journal import Record
from grader.intake.entries import Entry, Location
from grader.results import Made, ResultsError, make
from grader.results.anonymous import of_folder
from grader.roster.enrolment import enrolment
from grader.roster.people import named
from tests.grader.results.gradebooks.test_grades import table
from tests.grader.results.records import journal_of, record
from tests.grader.results.test_csv_file import read
from tests.grader.results.test_making import index, names, override, put_page, stamps
from tests.tasks import only

ROSTER = "name,email,status\nAda Lovelace,ada@b.c,\nBen Brown,ben@b.c,\nCem Çelik,cem@b.c,withdrawn\n"


def made(
    out: Path,
    assignment: Assignment,
    *records: Record,
    roster: str | None = ROSTER,
    anonymous: bool = False,
    came: tuple[Entry, ...] = (),
) -> Made:
    """Journal these, and make the results of all that is journalled by then, with a roster."""
    out.mkdir(exist_ok=True)
    path = out.parent / "r.csv"
    path.write_text(roster or "")
    with journal_of(out, records) as journal:
        enrolled = enrolment(named(path), (*journal.entries(), *came)) if roster else None
        pseudonyms = of_folder(out, make=True) if anonymous else None
        return make(journal, assignment, pseudonyms=pseudonyms, with_similar=False, enrolled=enrolled)


def rows(out: Path) -> dict[str, dict[str, str]]:
    return {row["student"]: row for row in table(out / "grades.csv")}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_who_handed_in_nothing_has_a_zero_and_every_task_missing(out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment, "ada-lovelace"))
    found = rows(out)
    assert {name: (row["roster"], row["total"]) for name, row in found.items()} == {
        "ada-lovelace": ("yes", "30"),
        "Ben Brown": ("yes", "0"),
        "Cem Çelik": ("withdrawn", "0"),
    }
    ben = found["Ben Brown"]
    assert {ben[f"task_{task.id}_verdict"] for task in assignment.tasks} == {"missing"}
    assert (ben["possible"], ben["layout"], ben["failed_checks"]) == ("30", "roster", "")
    document = json.loads((out / ben["report"]).read_text())
    assert (document["final"], document["passed"]) == ({"earned": 0.0, "possible": 30.0}, False)
    assert "nothing was handed in" in (out / ben["feedback"]).read_text()


def test_who_is_not_on_it_is_marked_and_told(out: Path, assignment: Assignment) -> None:
    result = made(out, assignment, record(assignment, "zed"))
    assert rows(out)["zed"]["roster"] == "no"
    assert result.enrolment
    assert result.enrolment.others() == ("zed",)


def test_without_a_roster_nobody_is_added_and_the_column_is_empty(out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment, "zed"), roster=None)
    assert [(row["student"], row["roster"]) for row in rows(out).values()] == [("zed", "")]


def test_the_figures_are_of_those_who_handed_in(out: Path, assignment: Assignment) -> None:
    figures = made(out, assignment, record(assignment, "zed")).figures
    assert (list(figures.totals), figures.absent, figures.stale) == ([30], 3, 0)
    assert figures.tasks["0"].verdicts == {"accepted": 1}


def test_the_page_of_the_class_has_everybody_with_a_mark(out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment, "zed"))
    page = index(out)
    assert page.count("<tr id=") == 4
    assert "<b>withdrawn</b>" in page
    assert "<b>not on the roster</b>" in page
    assert "3 of the roster handed in nothing; the figures are of those who did." in page


# --- again -----------------------------------------------------------------------------------------


def test_the_rows_and_files_are_the_same_next_time(out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment, "zed"))
    before = stamps(out)
    assert made(out, assignment).written == 0
    after = stamps(out)
    assert {name for name in after if after[name] != before[name]} <= {"index.html", "grades.csv"}


def test_they_are_there_in_a_fresh_journal(out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment, "zed"))
    for path in out.glob("grades.sqlite*"):
        path.unlink()
    made(out, assignment, record(assignment, "zed"))
    assert len(rows(out)) == 4


@pytest.mark.parametrize("student", ["Ben Brown", "ben-brown"], ids=["by the same name", "by another name"])
def test_whoever_hands_in_takes_the_place_of_the_zero(student: str, out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment, "zed"))
    ben = Path(rows(out)["Ben Brown"]["report"]).stem
    put_page(out, ben, datetime(2026, 3, 3, tzinfo=UTC))
    made(out, assignment, record(assignment, student))
    assert {name: row["total"] for name, row in rows(out).items()} == {
        "zed": "30",
        student: "30",
        "Ada Lovelace": "0",
        "Cem Çelik": "0",
    }
    left = {name for name in names(out) if ben in name}
    assert bool(left) is (student == "Ben Brown")


@pytest.mark.parametrize("roster", [None, "name\nZed\n"], ids=["without a roster", "on another roster"])
def test_who_is_on_no_roster_any_more_is_taken_away(roster: str | None, out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment, "zed"))
    made(out, assignment, roster=roster)
    assert list(rows(out)) == ["zed"]
    assert not [name for name in names(out) if "brown" in name]


def test_what_could_not_be_taken_away_is_taken_away_next_time(out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment, "zed"))
    report = out / rows(out)["Ben Brown"]["report"]
    report.unlink()
    (report / "in the way").mkdir(parents=True)
    with pytest.raises(ResultsError):
        made(out, assignment, roster=None)
    (report / "in the way").rmdir()
    report.rmdir()
    made(out, assignment, roster=None)
    assert not [name for name in names(out) if "brown" in name]


def test_another_policy_gives_them_its_tasks(out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment, "zed"))
    one = only(assignment, "valid")
    made(out, one, record(one, "zed", points=(10,)))
    assert {row["possible"] for row in rows(out).values()} == {"10"}


def test_what_came_and_is_not_graded_yet_is_no_zero(out: Path, assignment: Assignment) -> None:
    came = (Entry("ben-brown", "folder", "", Location("")),)
    made(out, assignment, record(assignment, "ada-lovelace"), came=came)
    assert list(rows(out)) == ["Cem Çelik", "ada-lovelace"]


# --- with what else there is -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Ben Brown", "BEN BROWN", "ben@b.c"])
@pytest.mark.parametrize("student", ["Ben Brown", "ben-brown"], ids=["nothing came", "something came"])
def test_an_override_finds_a_student_by_what_the_roster_says(
    name: str, student: str, out: Path, assignment: Assignment
) -> None:
    override(out, f"{name},1,9,on paper")
    result = made(out, assignment, *([record(assignment, student, (0, 0, 0))] if student == "ben-brown" else []))
    assert (rows(out)[student]["total"], result.unknown) == ("9", ())


def test_nobody_is_late_with_nothing(out: Path, assignment: Assignment) -> None:
    late = msgspec.structs.replace(assignment, late=Late(datetime(2026, 3, 1), percent_per_day=10))
    figures = made(out, late, record(late, "zed", late=True)).figures
    assert (figures.late, figures.undated, rows(out)["Ben Brown"]["days_late"]) == (1, 0, "")


def test_without_names_no_name_is_written_or_told(out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment, "zedekiah"))
    result = made(out, assignment, roster=f"{ROSTER}Zedekiah,,\nZedekiah,,\n", anonymous=True)
    mine = {"pseudonyms.csv", "pseudonyms.key"}
    said = "".join(f"{name} {(out / name).read_text()}" for name in names(out) - mine)
    assert not [name for name in ("ada", "brown", "elik", "zedekiah") if name in said.lower()]
    assert len(rows(out)) == 6
    assert result.enrolment
    assert not [name for name in ("Brown", "zedekiah") if any(name in each for each in result.enrolment.told)]


HOSTILE = '=HYPERLINK("http://x";"y")\x1b[31m\u202e<script>'


def test_a_hostile_roster_does_nothing(out: Path, assignment: Assignment) -> None:
    cell = HOSTILE.replace('"', '""')
    made(out, assignment, record(assignment, "zed"), roster=f'name,id\n"{cell}",@SUM(A1)\n')
    (name,) = (name for name in rows(out) if name != "zed")
    assert name.startswith("'=HYPERLINK")
    assert "\x1b" not in name
    assert "\u202e" not in name
    assert "&lt;script&gt;" in index(out)
    assert index(out).count("<script>") == 1  # the page's own


# --- gradebooks ------------------------------------------------------------------------------------

CANVAS = (
    "Student,ID,SIS Login ID,Section,status\n"
    '"Lovelace, Ada",4711,ada,A,\n"Brown, Ben",4712,ben,A,\n"Celik, Cem",4713,cem,A,withdrawn\n'
)
MOODLE = "Identifier,Full name\nParticipant 657,Ada Lovelace\nParticipant 658,Ben Brown\n"


def test_a_roster_of_canvas_gives_everybody_a_row_in_its_gradebook(out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment, "ada"), roster=CANVAS)
    found = read(out / "gradebook-canvas.csv", "utf-8")[2:]
    assert sorted((row[1], row[-1]) for row in found) == [("4711", "30"), ("4712", "0")]


def test_a_roster_of_moodle_gives_everybody_a_row_in_its_worksheet(out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment, "ada-lovelace"), roster=MOODLE)
    found = read(out / "gradebook-moodle.csv", "utf-8")[1:]
    assert sorted((row[0], row[2]) for row in found) == [("Participant 657", "30"), ("Participant 658", "0")]


def test_two_submissions_of_one_person_are_not_both_imported(out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment, "ada"), record(assignment, "Ada Lovelace"), roster=CANVAS)
    assert [row[1] for row in read(out / "gradebook-canvas.csv", "utf-8")[2:]] == ["4712"]
