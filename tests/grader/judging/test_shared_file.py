"""Several tasks that share a file: each is judged by its own function, and the file is handed in once."""

import json
from pathlib import Path

import pytest

from grader.cli import run

TOML = """
name = "Two in one"

[[tasks]]
id = "1"
title = "Total"
file = "both.py"
function = "total"
loops = 1

[tasks.arguments]
x = { array = "n" }

[[tasks]]
id = "2"
title = "Double"
file = "both.py"
function = "double"
loops = 0

[tasks.arguments]
x = { array = "n" }
"""
HEAD = '#!/usr/bin/env python3\n"""Two functions"""\nimport numpy as np\n'
TOTAL = '''

def total(x):
    """The sum"""
    found = 0.0
    for value in x:
        found += value
    return found
'''
DOUBLE = '''

def double(x):
    """Twice as much"""
    return np.add(x, x)
'''
MODEL = f"{HEAD}{TOTAL}{DOUBLE}"
HANDED_IN = {
    "right": (MODEL, ["accepted", "accepted"]),
    "second_wrong": (MODEL.replace("np.add(x, x)", "x + 1"), ["accepted", "wrong_answer"]),
    "second_with_a_loop": (
        MODEL.replace("return np.add(x, x)", "return np.array([2 * value for value in x])"),
        ["accepted", "rule_violation"],
    ),
    "second_by_the_first": (
        MODEL.replace("return np.add(x, x)", "return x + x + 0 * total(x)"),
        ["accepted", "rule_violation"],
    ),
    "first_alone": (f"{HEAD}{TOTAL}", ["accepted", "wrong_answer"]),
}


@pytest.fixture(scope="module")
def assignment_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("both")
    (folder / "assignment.toml").write_text(TOML)
    (folder / "both.py").write_text(MODEL)
    return folder


@pytest.fixture
def students(tmp_path: Path) -> Path:
    for name, (text, _) in HANDED_IN.items():
        folder = tmp_path / "class" / name
        folder.mkdir(parents=True)
        (folder / "both.py").write_text(text)
    return tmp_path / "class"


@pytest.mark.parametrize("name", HANDED_IN)
def test_each_task_is_judged_by_its_own_function(
    name: str, students: Path, assignment_folder: Path, tmp_path: Path
) -> None:
    place, page = tmp_path / "grade.json", tmp_path / "page.html"
    formats = ["--report", f"json={place}", "--report", f"html={page}", "--report", f"text={tmp_path / 'text'}"]
    run(["grade", str(students / name), "--assignment", str(assignment_folder), *formats])
    tasks = json.loads(place.read_text())["tasks"]
    assert [task["verdict"] for task in tasks] == HANDED_IN[name][1]
    assert page.read_text().count("both.py") >= 2


def test_a_file_that_is_named_is_graded_for_all_of_its_tasks(students: Path, assignment_folder: Path, capsys) -> None:
    code = run(["grade", str(students / "right" / "both.py"), "--assignment", str(assignment_folder), "--quiet"])
    assert code == 0
    assert "2 of 2 tasks accepted" in capsys.readouterr().out


def test_a_class_hands_the_file_in_once(students: Path, assignment_folder: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "out"
    for folder in students.iterdir():  # in a folder of its own, where it has to be looked for
        (folder / "work").mkdir()
        (folder / "both.py").rename(folder / "work" / "both.py")
    assert run(["batch", str(students), "--assignment", str(assignment_folder), "--out", str(out), "--similar"]) == 0
    found = {path.stem: json.loads(path.read_text()) for path in out.glob("*.json")}
    verdicts = {name: [task["verdict"] for task in found[name]["tasks"]] for name in HANDED_IN}
    assert verdicts == {name: stated for name, (_, stated) in HANDED_IN.items()}
    said = [finding["message"] for check in found["right"]["checks"] for finding in check["findings"]]
    assert len(said) == len(set(said))


def test_where_the_file_is_missing_so_are_both(students: Path, assignment_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (students / "nothing").mkdir()
    (students / "nothing" / "other.txt").write_text("later")
    run(["batch", str(students), "--assignment", str(assignment_folder), "--out", str(out)])
    tasks = json.loads((out / "nothing.json").read_text())["tasks"]
    assert [task["verdict"] for task in tasks] == ["missing", "missing"]
