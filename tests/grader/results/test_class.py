"""A small class, graded by the command itself, in the real pool."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import reference
from grader.report.json import JsonGrade
from grader.results.anonymous import of_folder
from tests.assignments import edited, folder_with
from tests.classes import commit
from tests.conftest import ROOT
from tests.grader.batch.test_run import attempts
from tests.grader.results.gradebooks.test_grades import table
from tests.grading import SUBMISSIONS

CLASS = {
    "ada": "correct_kernel_loops",
    "ben": "wrong_flipped_kernel",
    "chloe": "broken_partly_missing",
    "dmitri": "broken_infinite_loop",
    "Esra, 'E'": "wrong_even_kernel_extra_row",
    "fatima": "correct_kernel_loops",
}
OVERRIDES = "student,task,points,reason\nchloe,1,8,handed in on paper\n"


HURRIED = "hurried"  # the assignment as it is, but that what never ends is given up sooner


def grade(folder: Path, *more: str, out: str = "results", policy: str = HURRIED) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "grader", "batch", "class", "--out", out, "--assignment", policy, *more],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80"},
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a class, the assignment and an instructor's overrides."""
    folder = tmp_path_factory.mktemp("world")
    whole = reference.ASSIGNMENT.read_text(encoding="utf-8")
    folder_with(folder / HURRIED, edited(("cpu_seconds = 10 ", "cpu_seconds = 1.9 "), text=whole))
    for student, sample in CLASS.items():
        shutil.copytree(SUBMISSIONS / sample, folder / "class" / student)
    program = folder / "class" / "fatima" / "0-convolve_grayscale_valid.py"
    program.write_text(program.read_text().replace("images", "pictures"))
    (folder / "results").mkdir()
    (folder / "results" / "overrides.csv").write_text(OVERRIDES)
    return folder


@pytest.fixture(scope="module")
def done(world: Path) -> subprocess.CompletedProcess[str]:
    return grade(world, "--similar", "--quiet")


def test_the_class_is_graded(done: subprocess.CompletedProcess[str]) -> None:
    assert (done.returncode, done.stderr) == (0, "")


def test_each_row_is_what_the_students_own_file_says(world: Path, done) -> None:
    rows = table(world / "results" / "grades.csv")
    assert {row["student"] for row in rows} == set(CLASS)
    for row in rows:
        document = msgspec.json.decode((world / "results" / row["report"]).read_bytes(), type=JsonGrade)
        assert float(row["total"]) == document.final.earned
        assert float(row["graded"]) == document.score.earned
        assert [row[f"task_{task.id}_verdict"] for task in document.tasks] == [task.verdict for task in document.tasks]
        shown = (world / "results" / row["feedback"]).read_text()
        assert f"{row['total']} / {document.final.possible:g} points" in shown


def test_points_are_those_that_the_samples_must_get_but_for_the_override(world: Path, done) -> None:
    rows = {row["student"]: row for row in table(world / "results" / "grades.csv")}
    for student, sample in CLASS.items():
        expected = json.loads((SUBMISSIONS / sample / "expected.json").read_text())
        for task in expected["tasks"]:
            points = "8" if (student, task) == ("chloe", "1") else f"{expected['tasks'][task]['points']:g}"
            assert rows[student][f"task_{task}_points"] == points, (student, task)


def test_a_renamed_copy_is_found(world: Path, done) -> None:
    groups: dict[str, set[str]] = {}
    for row in table(world / "results" / "similar.csv"):
        groups.setdefault(row["group"], set()).add(row["student"])
    assert {frozenset(students) for students in groups.values()} == {frozenset({"ada", "fatima"})}


def test_the_same_command_grades_and_writes_nothing_again(world: Path, done) -> None:
    again = grade(world, "--quiet")
    assert "6 submissions, 0 graded now, 6 as before" in again.stdout
    assert "(0 new)" in again.stdout


def test_a_wrong_override_is_told_before_anything_is_graded(world: Path, done) -> None:
    (world / "other").mkdir()
    (world / "other" / "overrides.csv").write_text("student,task,points,reason\nada,1,88,\n")
    wrong = grade(world, out="other")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr == 'grader: other/overrides.csv, line 2: expected points between 0 and 10, got "88"\n'
    assert [path.name for path in (world / "other").iterdir()] == ["overrides.csv"]


def test_a_roster_gives_everybody_a_row(world: Path, done) -> None:
    shutil.copytree(world / "results", world / "enrolled")
    roster = "identifier,github_username,github_id,name\nada,,,Ada\nben,,,\nzoe,zoe-z,7,\n"
    (world / "enrolled" / "roster.csv").write_text(roster)
    told = grade(world, "--quiet", out="enrolled")
    assert (told.returncode, told.stderr) == (0, "")
    said = " ".join(told.stdout.split())
    assert "roster nothing came from 1 of 3 students, not on it: 4 nothing came from: zoe not on it: Esra" in said
    rows = {row["student"]: row for row in table(world / "enrolled" / "grades.csv")}
    assert {name: row["roster"] for name, row in rows.items() if row["roster"] == "yes"} == dict.fromkeys(
        ("ada", "ben", "zoe"), "yes"
    )
    assert (rows["zoe"]["total"], rows["zoe"]["task_0_verdict"]) == ("0", "missing")


def test_a_roster_that_is_wrong_is_told_before_anything_is_graded(world: Path, done) -> None:
    (world / "empty.csv").write_text("who\nada\n")
    wrong = grade(world, "--roster", "empty.csv", out="untouched")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith("grader: empty.csv, line 1: expected a column such as name, email, id or username")
    assert not (world / "untouched").exists()


def test_no_name_is_told_or_written_where_none_is_to_be(world: Path, done) -> None:
    shutil.copytree(world / "results", world / "unnamed")
    quiet = grade(world, "--anonymous", "--similar", out="unnamed")
    assert quiet.returncode == 0
    assert len(re.findall(r"^\d/6  anon-[a-z2-7]{12}  as before$", quiet.stderr, re.MULTILINE)) == 6
    files = [path for path in (world / "unnamed").rglob("*") if path.is_file() and "sqlite" not in path.name]
    mine = {"overrides.csv", "pseudonyms.csv", "pseudonyms.key"}
    shared = {path.name: path.read_text() for path in files if path.name not in mine}
    assert len(shared) == 3 * 6 + 3 - 6  # each student's JSON has the same name here and under feedback/
    said = quiet.stdout + quiet.stderr + "".join(shared) + "".join(shared.values())
    assert not re.search(r"\b(ada|ben|chloe|dmitri|esra|fatima)\b", said, re.IGNORECASE)


def test_what_was_graded_before_an_interruption_has_its_results(world: Path, done) -> None:
    (world / "all.csv").write_text("name\n" + "".join(f'"{student}"\n' for student in CLASS))
    command = [sys.executable, "-m", "grader", "batch", "class", "--out", "stopped", "--jobs", "1"]
    command += ["--assignment", HURRIED]
    command += ["--roster", "all.csv"]  # whoever is not graded yet is no zero of it
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=world, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        assert process.stderr.readline().startswith("1/6  ")
        process.send_signal(signal.SIGINT)
        shown, told = process.communicate()
    assert process.returncode == 130
    assert told.startswith("stopping: what is under way is finished first; Ctrl-C again stops at once\n")
    graded = len(told.splitlines())  # a line each, the first of which was read above, and the one about the stop
    assert 1 <= graded < 6
    assert f"\nstopped: {6 - graded} of 6 are left; the same command goes on with them\n" in shown
    rows = table(world / "stopped" / "grades.csv")
    assert len(rows) == graded
    assert "roster  nothing came from 0 of 6 students\n" in shown
    assert all((world / "stopped" / row["feedback"]).is_file() for row in rows)


ROSTER = "name,email\nAda,\nCy Cooper,\nDee,dee@b.c\nEve,\nAda Lovelace,ada@b.c\n"


def test_a_students_own_deadline_says_which_commit_counts_whatever_the_student_is_called(tmp_path: Path) -> None:
    hashes = {}
    for student in ("ada", "ben", "cooper-cy", "dee", "eve"):
        folder = tmp_path / "class" / student
        shutil.copytree(SUBMISSIONS / CLASS["ada"], folder)
        first = commit(folder, "2026-03-01T10:00:00+00:00")
        with (folder / "0-convolve_grayscale_valid.py").open("a") as file:
            file.write("# again\n")
        hashes[student] = (first, commit(folder, "2026-03-05T10:00:00+00:00"))
    policy = edited(
        ("# deadline = 2026-03-01T23:59:59", "deadline = 2026-03-01T23:59:59"),
        ('git = "working"', 'git = "commit"'),
        ('as_of = "newest"', 'as_of = "deadline"'),
    )
    folder_with(tmp_path / "policy", policy)
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "roster.csv").write_text(ROSTER)
    pseudonyms = of_folder(tmp_path / "results", make=True)
    assert pseudonyms
    own = ("ada", "Cy Cooper", "dee@b.c", pseudonyms.of("eve"))
    lines = "".join(f"{name},deadline,2026-03-08,ill\n" for name in own)
    (tmp_path / "results" / "overrides.csv").write_text(f"student,task,points,reason\n{lines}")
    done = grade(tmp_path, "--quiet", policy="policy")
    assert (done.returncode, done.stderr) == (0, "")
    rows = [row for row in table(tmp_path / "results" / "grades.csv") if row["layout"] != "roster"]
    assert {row["student"]: row["commit"] for row in rows} == {
        student: first if student == "ben" else last for student, (first, last) in hashes.items()
    }
    assert {row["days_late"] for row in rows} == {""}


def test_a_students_own_deadline_says_which_attempt_is_the_best_whatever_the_student_is_called(tmp_path: Path) -> None:
    attempts(tmp_path / "class", "wrong_flipped_kernel", "correct_kernel_loops")
    policy = edited(
        ("# deadline = 2026-03-01T23:59:59", "deadline = 2024-03-01T23:59:59"),
        ("percent_per_day = 0", "percent_per_day = 100"),
        ("[intake]", '[intake]\nattempts = "best"'),
    )
    folder_with(tmp_path / "policy", policy)
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "roster.csv").write_text(ROSTER)
    (tmp_path / "results" / "overrides.csv").write_text("student,task,points,reason\nada@b.c,deadline,2024-03-08,ill\n")
    done = grade(tmp_path, "--quiet", policy="policy")
    assert (done.returncode, done.stderr) == (0, "")
    (row,) = (row for row in table(tmp_path / "results" / "grades.csv") if row["layout"] != "roster")
    assert (row["submitted"], row["days_late"]) == ("2024-03-02T12:05:00", "")
