"""`gradebook-canvas.csv`, read as Canvas does it (its importer is open: `lib/gradebook_importer.rb`)."""

import re
from pathlib import Path

from checks.model.assignment import Assignment
from grader.results import make
from tests.grader.results.records import journal_of, record
from tests.grader.results.test_csv_file import read


def imported(path: Path) -> tuple[str, float, dict[int, float]]:
    """The assignment's title, its points possible, and the grade of each user, as Canvas understands the table."""
    header, *rows = read(path)
    assert "Student" in header[0]
    assert "ID" in header[1]
    assert re.search(r"SIS\s+User\s+ID", header[2])
    assert re.search(r"SIS\s+Login\s+ID", header[3])
    assert "Section" in header[4]
    (title,) = header[5:]
    possible, grades = 0.0, {}
    for row in rows:
        if "Points Possible" in row[0]:
            possible = float(row[5])
        elif not all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell, re.IGNORECASE) for cell in row):
            grades[int(row[1])] = float(row[5])
    return title, possible, grades


def canvas(name: str, number: str) -> dict[str, object]:
    ids = {"canvas_name": name, "canvas_user_id": number, "canvas_submission_id": "7"}
    return {"student": name, "layout": "canvas", "ids": ids}


def made(folder: Path, assignment: Assignment, *records) -> Path:
    with journal_of(folder, records) as journal:
        make(journal, assignment, pseudonyms=None, with_similar=False)
    return folder / "gradebook-canvas.csv"


def test_canvas_takes_the_points_that_count(tmp_path: Path, assignment: Assignment) -> None:
    (tmp_path / "overrides.csv").write_text("student,task,points,reason\nbrownben,0,10,x\n")
    path = made(
        tmp_path,
        assignment,
        record(assignment, points=(10, 6.29, 10), **canvas("lovelaceada", "101")),
        record(assignment, points=(0, 0, 0), **canvas("brownben", "102")),
    )
    assert imported(path) == (assignment.name, 30, {101: 26.29, 102: 10})
    assert path.read_bytes().startswith(
        b"Student,ID,SIS User ID,SIS Login ID,Section,0x04. Convolutions and Pooling\r\n    Points Possible,,,,,30\r\n"
    )


def test_a_name_cannot_describe_the_assignment(tmp_path: Path, assignment: Assignment) -> None:
    hostile = "Points Possible"
    path = made(tmp_path, assignment, record(assignment, points=(1, 1, 1), **canvas(hostile, "666")))
    assert imported(path) == (assignment.name, 30, {666: 3})


def test_who_has_no_number_in_canvas_is_left_out(tmp_path: Path, assignment: Assignment) -> None:
    path = made(
        tmp_path,
        assignment,
        record(assignment, **canvas("someone", "anon_x7")),
        record(assignment, **canvas("other", "٣")),
        record(assignment, "dora"),
        record(assignment, **canvas("brownben", "102")),
    )
    assert imported(path)[2] == {102: 30}


def test_without_a_class_from_canvas_there_is_no_table(tmp_path: Path, assignment: Assignment) -> None:
    assert not made(tmp_path, assignment, record(assignment)).exists()
