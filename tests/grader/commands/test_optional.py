"""Optional tasks as the commands show them: told below the total, counted where they are named."""

import csv
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.cli import run
from tests.assignments import SOLUTIONS, WRONG, edited, folder_with, folder_with_optional, hand_in
from tests.grading import SUBMISSIONS

FILES = tuple(SOLUTIONS)
SPOILT = 'raise RuntimeError("no work is done for this task")\n'
CLASS = {
    "ada": SOLUTIONS,
    "ben": {name: SOLUTIONS[name] for name in FILES[:2]},
    "chloe": {FILES[0]: SOLUTIONS[FILES[0]], FILES[1]: WRONG[FILES[1]], FILES[2]: WRONG[FILES[2]]},
    "dora": {FILES[3]: SOLUTIONS[FILES[3]]},
}
SMALL = f"""[[tasks]]
id = "9"
title = "Double"
file = "{FILES[0]}"
function = "double"

[tasks.arguments]
x = {{ array = "n" }}
"""
Graded = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_with_optional(tmp_path_factory.mktemp("rules"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("handed-in") / "class"
    for student, files in CLASS.items():
        hand_in(folder / student, files)
    return folder


@pytest.fixture
def graded(folder: Path, rules: Path, capsys) -> Graded:
    """The exit code, and the line of the total."""

    def graded(student: str, *words: str, assignment: Path = rules) -> tuple[int, str]:
        path = folder / student
        code = run(["grade", str(path), "--quiet", "--assignment", str(assignment), *words])
        name = path.name if path.is_dir() else path.parent.name
        return code, next(line for line in capsys.readouterr().out.splitlines() if line.startswith(f"{name}: "))

    return graded


TOLD = {
    "right, and right beside it": ("ada", (), 0, "14 / 14; optional: 14 / 14, not counted; 2 of 2 tasks accepted"),
    "nothing beside it": ("ben", (), 0, "14 / 14 points, 2 of 2 tasks accepted"),
    "wrong, and wrong beside it": (
        "chloe",
        (),
        1,
        "11 / 14; optional: 4 / 7, not counted; 1 of 2 tasks accepted",
    ),
    "optional ones alone": ("dora", (), 1, "0 / 14; optional: 7 / 7, not counted; 0 of 2 tasks accepted"),
    "all": ("ada", ("--task", "all"), 0, "28 / 28 points, 4 of 4 tasks accepted"),
    "all, of which some are missing": ("ben", ("--task", "all"), 1, "14 / 28 points, 2 of 4 tasks accepted"),
    "an optional one": ("dora", ("--task", "3"), 0, "7 / 7 points, 1 of 1 task accepted"),
    "two of each kind": ("chloe", ("--task", "0", "--task", "2"), 1, "11 / 14 points, 1 of 2 tasks accepted"),
    "the file of an optional one": (f"dora/{FILES[3]}", (), 0, "7 / 7 points, 1 of 1 task accepted"),
    "one that is optional and missing": ("ben", ("--task", "3"), 1, "0 / 7 points, 0 of 1 task accepted"),
}


@pytest.mark.parametrize(("student", "words", "code", "total"), TOLD.values(), ids=TOLD)
def test_grade_counts_what_is_named_or_is_not_optional(
    student: str, words: tuple[str, ...], code: int, total: str, graded: Graded
) -> None:
    assert graded(student, *words) == (code, f"{student.partition('/')[0]}: {total}")


def test_what_is_wrong_in_an_optional_task_does_not_change_the_exit_code(graded: Graded, folder: Path) -> None:
    hand_in(folder.parent / "other" / "emil", {**CLASS["ben"], FILES[2]: WRONG[FILES[2]]})
    assert graded("../other/emil") == (
        0, "emil: 14 / 14; optional: 4 / 7, not counted; 2 of 2 tasks accepted",
    )  # fmt: skip


def test_nothing_is_done_for_an_optional_task_that_is_not_handed_in(
    graded: Graded, folder: Path, tmp_path: Path
) -> None:
    """Its model solution, which does not answer, is not even asked."""
    spoilt = folder_with_optional(tmp_path / "spoilt")
    hand_in(spoilt, {FILES[2]: SPOILT})
    assert graded("ben", assignment=spoilt) == (0, "ben: 14 / 14 points, 2 of 2 tasks accepted")
    shutil.copytree(folder / "ben", tmp_path / "class" / "ben")
    assert batch(tmp_path / "class", tmp_path / "out", spoilt) == 0


def test_an_optional_task_of_a_kind_is_told_as_any_other(tmp_path: Path, capsys) -> None:
    """A convolution of the reference, with its pictures."""
    rules = folder_with(tmp_path / "rules", edited(("loops = 2\n", "loops = 2\noptional = true\n")))
    arguments = ["grade", str(SUBMISSIONS / "wrong_flipped_kernel"), "--assignment", str(rules)]
    assert run([*arguments, "--format", "json", "--report", f"html={tmp_path / 'page.html'}"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert [task["id"] for task in document["optional"]["tasks"]] == ["1"]
    assert document["optional"]["score"] == {"earned": 6.33, "possible": 10.0}
    assert document["score"]["possible"] == 20.0
    page = (tmp_path / "page.html").read_text()
    assert page.index("Task 2</span>") < page.index("Task 1, optional: not counted</span>")
    assert "<img" in page[page.index("Task 1, optional: not counted</span>") :]


def test_a_full_run_asks_for_the_data_of_what_counts_alone(tmp_path: Path, capsys) -> None:
    text = re.sub(r"(?m)^loops = 2.*$", r"\g<0>\noptional = true", edited(("[scoring]", f"{SMALL}\n[scoring]")))
    rules = hand_in(folder_with(tmp_path / "rules", text), {FILES[0]: SOLUTIONS[FILES[0]]})
    arguments = ["grade", str(SUBMISSIONS / "correct_kernel_loops"), "--full", "--assignment", str(rules)]
    assert run([*arguments, "--data", str(tmp_path)]) == 2
    assert "none of those that are graded is" in capsys.readouterr().err
    assert run([*arguments, "--data", str(tmp_path), "--task", "0"]) == 2
    assert "MNIST.npz" in capsys.readouterr().err


def test_a_task_that_there_is_not_gets_one_line(folder: Path, rules: Path, capsys) -> None:
    for command in (["grade", str(folder / "ada")], ["batch", str(folder), "--out", str(folder.parent / "out")]):
        assert run([*command, "--assignment", str(rules), "--task", "4"]) == 2
        assert capsys.readouterr().err == "grader: there is no task `4`; the tasks are 0, 1, 2, 3, or all\n"


def batch(folder: Path, out: Path, rules: Path, *words: str) -> int:
    return run(["batch", str(folder), "--out", str(out), "--quiet", "--assignment", str(rules), *words])


def rows(out: Path) -> dict[str, dict[str, str]]:
    with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def columns(out: Path) -> list[str]:
    return [name for name in next(iter(rows(out).values())) if name.endswith(("_points", "_verdict"))]


def both(prefix: str, *tasks: int) -> list[str]:
    return [f"{prefix}_{task}_{what}" for task in tasks for what in ("points", "verdict")]


def test_a_class_is_graded_and_another_choice_is_folded_anew(folder: Path, rules: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "out"
    assert batch(folder, out, rules) == 0
    first = capsys.readouterr()
    assert first.err == ""
    assert "points of 14 " in first.out
    assert "task 2" not in first.out
    assert columns(out) == [*both("task", 0, 1), *both("uncounted", 2, 3)]
    table = rows(out)
    assert {name: (row["total"], row["possible"]) for name, row in table.items()} == {
        "ada": ("14", "14"), "ben": ("14", "14"), "chloe": ("11", "14"), "dora": ("0", "14"),
    }  # fmt: skip
    assert [table["chloe"][name] for name in both("uncounted", 2, 3)] == ["4", "rule_violation", "", ""]
    assert "optional: 4 / 7, not counted" in (out / "feedback" / "chloe.txt").read_text()
    assert "optional" not in (out / "feedback" / "ben.txt").read_text()
    page = (out / "index.html").read_text()
    assert 'Task 2 <span class="soft">optional</span>' in page
    assert batch(folder, out, rules, "--task", "all") == 0
    second = capsys.readouterr()
    said = "counted now: tasks 0, 1, 2, 3; before: 0, 1 (optional: 2, 3); what was judged is kept"
    assert second.err == f"grader: {said}\n"
    assert "points of 28 " in second.out
    assert columns(out) == both("task", 0, 1, 2, 3)
    assert {name: row["total"] for name, row in rows(out).items()} == {
        "ada": "28", "ben": "14", "chloe": "15", "dora": "7",
    }  # fmt: skip
    assert run(["report", str(out), "--html", "all", "--assignment", str(rules)]) == 0
    assert capsys.readouterr().err == ""  # it is no other assignment's
    assert "15 of 28 points" in " ".join((out / "html" / "chloe.html").read_text().split())
    assert "optional</span>" not in (out / "index.html").read_text()
    assert batch(folder, out, rules, "--task", "3") == 0
    assert "counted now: task 3; before: 0, 1, 2, 3;" in capsys.readouterr().err
    assert columns(out) == [*both("task", 3), *both("uncounted", 0, 1, 2)]
    assert batch(folder, out, rules, "--task", "3") == 0
    again = capsys.readouterr()
    assert (again.err, "0 graded now, 4 as before" in again.out) == ("", True)


def test_which_columns_there_are_does_not_depend_on_who_handed_in_what(
    folder: Path, rules: Path, tmp_path: Path
) -> None:
    shutil.copytree(folder / "ben", tmp_path / "class" / "ben")
    assert batch(tmp_path / "class", tmp_path / "out", rules) == 0
    assert columns(tmp_path / "out") == [*both("task", 0, 1), *both("uncounted", 2, 3)]


def test_no_platforms_gradebook_has_them(rules: Path, tmp_path: Path) -> None:
    files = {f"lovelaceada_4711_{90000 + at}_{name}": text for at, (name, text) in enumerate(SOLUTIONS.items())}
    hand_in(tmp_path / "class", files)
    assert batch(tmp_path / "class", tmp_path / "out", rules) == 0
    lines = (tmp_path / "out" / "gradebook-canvas.csv").read_text().splitlines()
    assert [line.rpartition(",")[2] for line in lines] == ["Beside", "14", "14"]


def test_points_that_are_set_for_one_stand_in_its_columns_and_do_not_count(
    folder: Path, rules: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "overrides.csv").write_text("student,task,points,reason\nchloe,2,6,on paper\nben,2,5,nothing came\n")
    assert batch(folder, out, rules) == 0
    chloe, ben = rows(out)["chloe"], rows(out)["ben"]
    assert (chloe["uncounted_2_points"], chloe["total"], ben["total"]) == ("6", "11", "14")
    assert "optional task 2: 6 points instead of 4, set by the instructor: on paper" in chloe["instructor"]
    assert ben["instructor"] == ""
    document = json.loads((out / "chloe.json").read_text())
    assert document["optional"]["final"] == {"earned": 6.0, "possible": 7.0}
    assert document["final"]["earned"] == 11.0


def test_those_of_whom_nothing_came_lack_what_counts(folder: Path, rules: Path, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("name\nada\nzoe\n")
    assert batch(folder, tmp_path / "out", rules, "--roster", str(tmp_path / "roster.csv")) == 0
    zoe = rows(tmp_path / "out")["zoe"]
    assert (zoe["possible"], zoe["task_1_verdict"], zoe["uncounted_2_verdict"]) == ("14", "missing", "")


def test_without_names_no_name_is_in_them(folder: Path, rules: Path, tmp_path: Path) -> None:
    assert batch(folder, tmp_path / "out", rules, "--anonymous") == 0
    assert {row["uncounted_3_verdict"] for row in rows(tmp_path / "out").values()} == {"accepted", ""}
    assert not [path.name for path in (tmp_path / "out").rglob("*.json") if "chloe" in path.read_text()]


def test_the_same_optional_file_is_found(folder: Path, rules: Path, tmp_path: Path) -> None:
    hand_in(tmp_path / "class" / "ada", SOLUTIONS)
    hand_in(tmp_path / "class" / "ben", {FILES[3]: "def lift(x):\n    one = 1\n    return x + one\n"})
    hand_in(tmp_path / "class" / "zoe", {FILES[3]: "def lift(x):\n    more = 1\n    return x + more\n"})
    assert batch(tmp_path / "class", tmp_path / "out", rules, "--similar") == 0
    assert "1,3,3,ben" in (tmp_path / "out" / "similar.csv").read_text(encoding="utf-8-sig")


def test_an_autograder_counts_what_was_named(rules: Path, tmp_path: Path) -> None:
    for words, line in (((), "tasks=()"), (("--task", "3", "--task", "0"), "tasks=(--task 0 --task 3)")):
        file = tmp_path / "autograder.zip"
        arguments = ["export", "gradescope", "--output", str(file), "--assignment", str(rules)]
        assert run([*arguments, *words]) == 0
        with zipfile.ZipFile(file) as archive:
            assert line in archive.read("settings").decode().splitlines()
            assert b'words=("${tasks[@]}" ' in archive.read("run_autograder")


def test_a_workflow_counts_what_was_named(tmp_path: Path, capsys) -> None:
    file = tmp_path / "grade.yml"
    arguments = ["export", "github", "--from", "./grader.whl", "--output", str(file)]
    assert run([*arguments, "--task", "2"]) == 0
    assert 'grader grade "$FOLDER" --task 2 --isolation landlock' in file.read_text()
    assert run([*arguments, "--task", "none"]) == 2
    assert "there is no task `none`" in capsys.readouterr().err
