"""`gradebook-moodle.csv`, read as Moodle does it (its importer is open: `assignfeedback_offline`)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checks.model.assignment import Assignment
from grader.results import make
from tests.grader.results.records import journal_of, record
from tests.grader.results.test_csv_file import read

NEEDED = ("Identifier", "Grade", "Last modified (grade)")


def imported(path: Path, most: float) -> dict[int, tuple[float, datetime]]:
    """The grade and the date for each participant, as Moodle understands the table of an assignment worth `most`."""
    header, *rows = read(path)
    identifier, grade, modified = (header.index(name) for name in NEEDED)
    found = {}
    for row in rows:
        number = int(row[identifier][len("Participant ") :])
        if 0 <= float(row[grade]) <= most:  # others are passed over
            found[number] = float(row[grade]), datetime.fromisoformat(row[modified])
    return found


def moodle(name: str, number: str) -> dict[str, object]:
    return {"student": name, "layout": "moodle", "ids": {"moodle_id": number, "full_name": name}}


def made(folder: Path, assignment: Assignment, *records) -> Path:
    with journal_of(folder, records) as journal:
        make(journal, assignment, pseudonyms=None, with_similar=False)
    return folder / "gradebook-moodle.csv"


def test_moodle_takes_the_points_that_count(tmp_path: Path, assignment: Assignment) -> None:
    (tmp_path / "overrides.csv").write_text("student,task,points,reason\nBen Brown,0,10,x\n")
    path = made(
        tmp_path,
        assignment,
        record(assignment, points=(10, 6.29, 10), **moodle("Ada Lovelace", "101")),
        record(assignment, points=(0, 0, 0), **moodle("Ben Brown", "102")),
    )
    grades = imported(path, 30)
    assert {number: grade for number, (grade, _) in grades.items()} == {101: 26.29, 102: 10}
    assert read(path)[1][:4] == ["Participant 101", "Ada Lovelace", "26.29", "30"]


def test_the_date_is_that_of_the_table_so_that_what_was_changed_later_in_moodle_stays(
    tmp_path: Path, assignment: Assignment
) -> None:
    path = made(tmp_path, assignment, record(assignment, **moodle("Ada Lovelace", "101")))
    ((_, modified),) = imported(path, 30).values()
    assert timedelta() <= datetime.now(UTC) - modified < timedelta(minutes=10)


@pytest.mark.parametrize("number", ["", "x", "-1"])
def test_who_has_no_number_in_moodle_is_left_out(number: str, tmp_path: Path, assignment: Assignment) -> None:
    assert not made(tmp_path, assignment, record(assignment, **moodle("Ada Lovelace", number))).exists()
