"""A file that is missing: what is said of it first is the cause, wherever that is known."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from checks.model import Finding, Grade, Judged, Read, Severity, Submission, TaskFiles, Verdict
from checks.model.assignment import Assignment
from grader.intake.tree import finding
from grader.judging.grading import grade_submission, grade_task
from grader.report import github, gradescope, html, junit, markdown
from grader.report.json import render as as_json
from grader.results.student_files import Texts
from tests.grader.intake.taking import FILES, taken
from tests.grader.report.html.pages import MADE

DEFAULT = "not handed in yet"
GOOD = b"#!/usr/bin/env python3\n"


def graded(assignment: Assignment, submission: Submission) -> Grade:
    gone = Finding(check="source", message=DEFAULT, verdict=Verdict.MISSING)
    tasks = []
    for task in assignment.tasks:
        file = submission.files.get(task.file)
        read = Read({"source": Judged(() if file else (gone,))})
        tasks.append(grade_task(task, assignment, TaskFiles(file), read, None))
    return grade_submission(submission, assignment, tuple(tasks), "none")


def first(grade: Grade) -> list[str]:
    """The first thing that is said of each task that is missing."""
    missing = (task for task in grade.tasks if task.verdict is Verdict.MISSING)
    return [task.checks[0].findings[0].message for task in missing]


RAR = "`ben.rar` is not read: it is a rar archive"
NOTEBOOK = "`work.ipynb` is a notebook, and no program"


@pytest.mark.parametrize(
    ("files", "causes"),
    [
        pytest.param({"ben.rar": b"Rar!"}, [RAR] * 3, id="an archive that is not read"),
        pytest.param(
            {"ben/x.rar": b"Rar!", f"ben/{FILES[0]}": GOOD}, [RAR.replace("ben", "x")] * 2, id="one beside a file"
        ),
        pytest.param(
            {"ben.zip": b"PK"},
            ["the archive `ben.zip` is no zip archive, or breaks off before its end"] * 3,
            id="one that is damaged",
        ),
        pytest.param({"ben/work.ipynb": b"{}"}, [NOTEBOOK] * 3, id="a notebook"),
        pytest.param(
            {"ben/0-convolve_grayscale_valid.ipynb": b"{}", f"ben/{FILES[1]}": GOOD},
            ["`0-convolve_grayscale_valid.ipynb` is a notebook, and no program", DEFAULT],
            id="a notebook that is one task's",
        ),
        pytest.param(
            {"ben/0-convolve_grayscale_valdi.py": GOOD, f"ben/{FILES[1]}": GOOD},
            [f"`0-convolve_grayscale_valdi.py` was not taken for `{FILES[0]}`, which is not there", DEFAULT],
            id="a name that is nearly right",
        ),
        pytest.param({"ben/a.txt": b""}, ["no task's file is in it; it holds `a.txt`"] * 3, id="other files alone"),
        pytest.param({f"ben/{FILES[0]}": GOOD}, [DEFAULT] * 2, id="nothing else"),
    ],
)
def test_the_first_thing_said_of_a_missing_file_is_the_cause(
    files: Mapping[str, bytes], causes: list[str], tmp_path: Path, assignment: Assignment
) -> None:
    for student in ("ada", "cy", "di"):
        lay(tmp_path / student / FILES[0], GOOD)
    for name, data in files.items():
        lay(tmp_path / name, data)
    assert first(graded(assignment, taken(tmp_path, assignment)["ben"])) == causes


def lay(file: Path, data: bytes) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)


def test_what_is_wrong_with_one_file_is_no_cause_of_another(assignment: Assignment) -> None:
    own = finding(Severity.ERROR, f"`{FILES[0]}` is a link")
    assert first(graded(assignment, Submission("ben", {}, True, (own,)))) == [own.message, DEFAULT, DEFAULT]
    note = finding(Severity.NOTE, "found in `x`")
    assert first(graded(assignment, Submission("ben", {}, True, (note,)))) == [DEFAULT] * 3


REPORTS = {
    "text": Texts().render,
    "json": as_json,
    "html": lambda grade: html.render(grade, MADE),
    "markdown": markdown.render,
    "junit": junit.render,
    "gradescope": gradescope.render,
    "github": lambda grade: github.render(grade, ""),
}


@pytest.mark.parametrize("report", REPORTS)
def test_every_report_tells_it_first_and_of_every_task(report: str, assignment: Assignment) -> None:
    said = finding(Severity.ERROR, "the upload is a rar archive", "Hand in a zip archive.")
    shown = REPORTS[report](graded(assignment, Submission("ben", {}, True, (said,))))
    assert shown.lower().count("the upload is a rar archive") >= 4  # of the three tasks, and of the whole
    assert DEFAULT not in shown
