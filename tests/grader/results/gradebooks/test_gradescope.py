"""What Gradescope is given: its own columns, and an autograder that is run here as it is run there."""

import json
import os
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from checks.model.assignment import Assignment, Late
from grader.results import make
from tests.grader.results.gradebooks.test_grades import table
from tests.grader.results.records import journal_of, record


def gradescope(name: str, number: str) -> dict[str, object]:
    ids = {"gradescope_submission_id": number, "email": f"{name}@x.org", "full_name": name.title(), "sid": "s1"}
    return {"student": name, "layout": "gradescope", "ids": ids}


@pytest.fixture
def made(tmp_path: Path, assignment: Assignment) -> Path:
    late = Late(deadline=datetime(2026, 3, 1, tzinfo=UTC), percent_per_day=10)
    records = [
        record(
            assignment,
            points=(10, 6.29, 10),
            submitted=datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC),
            **gradescope("ada", "submission_101"),
        ),
        record(assignment, points=(0, 0, 0), **gradescope("ben", "102")),
        record(assignment, **gradescope("eve", "../../103")),
    ]
    with journal_of(tmp_path / "out", records) as journal:
        make(journal, msgspec.structs.replace(assignment, late=late), pseudonyms=None, with_similar=False)
    return tmp_path / "out"


def test_the_table_has_gradescopes_own_columns(made: Path) -> None:
    rows = table(made / "gradebook-gradescope.csv")
    assert rows[0] == {
        "Name": "Ada",
        "SID": "s1",
        "Email": "ada@x.org",
        "Total Score": "21.03",
        "Max Points": "30",
        "Status": "Graded",
        "Submission ID": "101",
        "Submission Time": "2026-03-02 01:02:03 +0000",
        "Lateness (H:M:S)": "25:02:03",
        "View Count": "",
        "Submission Count": "",
        "1: Valid Convolution (10.0 pts)": "10",
        "2: Same Convolution (10.0 pts)": "6.29",
        "3: Convolution with Padding (10.0 pts)": "10",
    }
    assert [row["Submission ID"] for row in rows] == ["101", "102"]


def autograded(archive: Path, folder: Path, number: int) -> subprocess.CompletedProcess[str]:
    """Run the autograder as Gradescope does: unpacked under `source`, `run_autograder` copied to the top."""
    with zipfile.ZipFile(archive) as file:
        file.extractall(folder / "source")
    (folder / "submission_metadata.json").write_text(json.dumps({"id": number, "users": []}))
    program = folder / "run_autograder"
    program.write_bytes((folder / "source" / "run_autograder").read_bytes())
    program.chmod(0o755)
    environment = {**os.environ, "AUTOGRADER_ROOT": str(folder)}
    return subprocess.run([program], env=environment, capture_output=True, text=True)


def test_the_autograder_gives_back_score_and_report(made: Path, tmp_path: Path) -> None:
    assert autograded(made / "gradebook-gradescope.zip", tmp_path, 101).returncode == 0
    results = json.loads((tmp_path / "results" / "results.json").read_text())
    assert results["score"] == 21.03
    assert results["output"] == (made / "feedback" / "ada.txt").read_text()
    assert results["output_format"] == "text"
    tests = [(test["number"], test["score"], test["max_score"], test["status"]) for test in results["tests"]]
    assert tests == [("0", 10, 10, "passed"), ("1", 6.29, 10, "failed"), ("2", 10, 10, "passed")]


def test_it_gives_nothing_for_a_submission_that_it_does_not_know(made: Path, tmp_path: Path) -> None:
    done = autograded(made / "gradebook-gradescope.zip", tmp_path, 999)
    assert done.returncode == 1
    assert "submission 999 was not in the class that was graded" in done.stderr
    assert not (tmp_path / "results").exists()


def test_no_name_in_it_leads_out_of_it(made: Path) -> None:
    with zipfile.ZipFile(made / "gradebook-gradescope.zip") as file:
        assert file.namelist() == ["setup.sh", "run_autograder", "results/101.json", "results/102.json"]
        assert file.getinfo("run_autograder").external_attr >> 16 == 0o755


def test_a_group_has_one_score_that_of_its_first_student(tmp_path: Path, assignment: Assignment) -> None:
    group = [
        record(assignment, points=(10, 0, 0), **gradescope("ada", "7")),
        record(assignment, **gradescope("ben", "7")),
    ]
    with journal_of(tmp_path / "out", group) as journal:
        make(journal, assignment, pseudonyms=None, with_similar=False)
    assert [row["Total Score"] for row in table(tmp_path / "out" / "gradebook-gradescope.csv")] == ["10", "30"]
    assert autograded(tmp_path / "out" / "gradebook-gradescope.zip", tmp_path, 7).returncode == 0
    assert json.loads((tmp_path / "results" / "results.json").read_text())["score"] == 10


def test_without_a_class_from_gradescope_there_is_neither(made: Path, assignment: Assignment) -> None:
    assert (made / "gradebook-gradescope.zip").exists()
    (made / "grades.sqlite").unlink()
    with journal_of(made, [record(assignment)]) as journal:
        make(journal, assignment, pseudonyms=None, with_similar=False)
    assert not list(made.glob("gradebook-*"))
