"""From the downloads of the platforms, as the intake reads them, to what the platforms import."""

import zipfile
from pathlib import Path

import msgspec
import pytest

from checks.model.assignment import Assignment
from grader.results import make
from tests.classes import make_class, students
from tests.grader.intake.taking import scan
from tests.grader.results.gradebooks.test_canvas import imported as canvas
from tests.grader.results.gradebooks.test_grades import table
from tests.grader.results.gradebooks.test_moodle import imported as moodle
from tests.grader.results.records import journal_of, record
from tests.grading import SUBMISSIONS

COUNT = 6  # of each platform
LAYOUTS = ("canvas", "moodle", "gradescope", "folder")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory, assignment: Assignment) -> Path:
    """The results of a class in which each platform has its part; every student has points of their own."""
    folder = tmp_path_factory.mktemp("platforms")
    for number, layout in enumerate(LAYOUTS):
        names = students(COUNT, first=COUNT * number)
        make_class(folder / "class" / layout, layout, names, [SUBMISSIONS / "correct_tensordot"])
    entries = list(scan([folder / "class" / layout for layout in LAYOUTS], assignment))
    assert len(entries) == COUNT * len(LAYOUTS)
    records = [
        msgspec.structs.replace(record(assignment, entry.student, (number / 10, 0, 0)), entry=entry)
        for number, entry in enumerate(entries)
    ]
    with journal_of(folder / "out", records) as journal:
        make(journal, assignment, pseudonyms=None, with_similar=False)
    return folder / "out"


def points(out: Path, layout: str) -> list[float]:
    return sorted(float(row["total"]) for row in table(out / "grades.csv") if row["layout"] == layout)


def test_canvas(out: Path, assignment: Assignment) -> None:
    title, possible, grades = canvas(out / "gradebook-canvas.csv")
    assert (title, possible) == (assignment.name, 30)
    assert sorted(grades) == [4000 + number for number in range(COUNT)]
    assert sorted(grades.values()) == points(out, "canvas")


def test_moodle(out: Path) -> None:
    grades = moodle(out / "gradebook-moodle.csv", 30)
    assert sorted(grades) == [657000 + number for number in range(COUNT)]
    assert sorted(grade for grade, _ in grades.values()) == points(out, "moodle")


def test_gradescope(out: Path) -> None:
    numbers = [409194000 + number for number in range(COUNT)]
    rows = table(out / "gradebook-gradescope.csv")
    assert sorted(int(row["Submission ID"]) for row in rows) == numbers
    assert sorted(row["SID"] for row in rows) == [str(3000 + number) for number in range(COUNT)]
    assert sorted(float(row["Total Score"]) for row in rows) == points(out, "gradescope")
    with zipfile.ZipFile(out / "gradebook-gradescope.zip") as archive:
        assert sorted(archive.namelist()[2:]) == [f"results/{number}.json" for number in numbers]
