"""Misconceptions that an assignment names by wrong variants of its model solution, told of real submissions."""

import json
from pathlib import Path

import pytest

from grader.cli import run
from tests.assignments import TEXT, edited, folder_with
from tests.grading import SUBMISSIONS

TOML = """
name = "Averages"

[[tasks]]
id = "1"
title = "Moving Average"
file = "moving_average.py"
function = "moving_average"

[tasks.arguments]
x = { array = "n" }
k = { integer = "k", least = 1, most = "n" }

[[tasks.misconceptions]]
name = "the last <b>neighbour</b> is left out"
file = "variants/last.py"
explanation = "The loop ends one step early."
hint = "range(k) already ends before k."

[[tasks.misconceptions]]
name = "the window is counted from its end"
file = "variants/raises.py"
explanation = "There is no such place where k is n."
"""
MODEL = '''#!/usr/bin/env python3
"""Averages of neighbours"""
import numpy as np


def moving_average(x, k):
    """The average of each k neighbours"""
    total = np.zeros(len(x) - k + 1)
    for i in range(k):
        total += x[i:len(x) - k + 1 + i]
    return total / k
'''
LAST = MODEL.replace("range(k)", "range(k - 1)")
RAISES = MODEL.replace("    return", "    total[-1] = x[len(x) - k - 1] if k < len(x) else x[k]\n    return")


@pytest.fixture
def averages(tmp_path: Path) -> Path:
    return written(tmp_path / "averages", TOML, {"variants/last.py": LAST, "variants/raises.py": RAISES})


def written(folder: Path, toml: str, variants: dict[str, str]) -> Path:
    (folder / "variants").mkdir(parents=True)
    for name, text in {"assignment.toml": toml, "moving_average.py": MODEL, **variants}.items():
        (folder / name).write_text(text)
    return folder


def graded(submission: Path, assignment: Path, out: Path) -> list[dict]:
    run(["grade", str(submission), "--assignment", str(assignment), "--report", f"json={out}", "--output", "/dev/null"])
    return json.loads(out.read_text())["tasks"]


def names(tasks: list[dict]) -> list[str]:
    found = [finding for task in tasks for check in task["checks"] for finding in check["findings"]]
    return [finding["misconception"]["name"] for finding in found if finding["misconception"]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            MODEL.replace("for i in range(k)", "for i in range(1, k)").replace(
                "i:len(x) - k + 1 + i", "i - 1:len(x) - k + i"
            ),
            ["the last <b>neighbour</b> is left out"],
            id="another way to leave the last one out",
        ),
        pytest.param(
            RAISES.replace("x[k]", "int('no')"),
            ["the window is counted from its end"],
            id="an exception where it is one",
        ),
        pytest.param(LAST.replace("/ k", "/ (k + 1)"), [], id="that and more"),
        pytest.param(MODEL, [], id="what is right"),
    ],
)
def test_a_submission_is_told_the_name_of_the_variant_that_it_is_like(
    text: str, name: list[str], averages: Path, tmp_path: Path
) -> None:
    (tmp_path / "handed_in").mkdir()
    (tmp_path / "handed_in" / "moving_average.py").write_text(text)
    assert names(graded(tmp_path / "handed_in", averages, tmp_path / "grade.json")) == name


def test_the_name_comes_first_and_is_text_in_every_report(averages: Path, tmp_path: Path, capsys) -> None:
    (tmp_path / "class" / "one").mkdir(parents=True)
    (tmp_path / "class" / "one" / "moving_average.py").write_text(LAST)
    reports = [part for name in ("html", "markdown") for part in ("--report", f"{name}={tmp_path / name}")]
    run(["grade", str(tmp_path / "class" / "one"), "--assignment", str(averages), *reports])
    said = " ".join(capsys.readouterr().out.split())
    assert "Fix first: the last <b>neighbour</b> is left out" in said
    assert "range(k) already ends before k." in said
    pages = [(tmp_path / name).read_text() for name in ("html", "markdown")]
    assert run(["batch", str(tmp_path / "class"), "--assignment", str(averages), "--out", str(tmp_path / "out")]) == 0
    pages.append((tmp_path / "out" / "index.html").read_text())
    assert all("neighbour" in page and "<b>neighbour" not in page for page in pages)


def test_a_task_of_a_kind_may_have_variants_too(tmp_path: Path) -> None:
    table = '[[tasks.misconceptions]]\nname = "turned"\nfile = "turned.py"\nexplanation = "It is turned."\n\n'
    text = edited(("[[tasks.calls]]", f"{table}[[tasks.calls]]"), text=TEXT)
    folder = folder_with(tmp_path / "own", text)
    wrong = SUBMISSIONS / "wrong_flipped_kernel"
    (folder / "turned.py").write_bytes((wrong / "0-convolve_grayscale_valid.py").read_bytes())
    tasks = graded(wrong, folder, tmp_path / "grade.json")
    assert names(tasks)[0] == "turned"
    assert len(set(names(tasks))) > 1  # the other tasks have the grader's own


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 / 0\n", "variants/last.py: the variant cannot be loaded: ZeroDivisionError"),
        ("def other(x, k):\n    return x\n", "variants/last.py: the variant defines no function `moving_average`"),
    ],
    ids=["cannot be loaded", "another function"],
)
def test_a_variant_that_is_none_ends_the_command(
    text: str, message: str, averages: Path, tmp_path: Path, capsys
) -> None:
    (averages / "variants" / "last.py").write_text(f"import numpy as np\n{text}")
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "moving_average.py").write_text(MODEL)
    assert run(["grade", str(tmp_path / "one"), "--assignment", str(averages)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert message in said


FIRST = "tasks[0].misconceptions[0]"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('file = "variants/last.py"\n', "", f"{FIRST}.file: missing; expected a string"),
        ('"variants/last.py"', '"variants/none.py"', f"{FIRST}.file: variants/none.py is not in"),
        ('"variants/last.py"', '"../last.py"', f"{FIRST}.file: expected the name of a .py file in the folder"),
        ('"variants/last.py"', '"last.txt"', f"{FIRST}.file: expected the name of a .py file in the folder"),
        ('"variants/last.py"', '"moving_average.py"', f"{FIRST}.file: expected another file than the model solution"),
        ("the last <b>neighbour</b> is left out", " ", f"{FIRST}.name: expected one line"),
        ("the last <b>neighbour</b> is left out", "a\\u001b[2J", f"{FIRST}.name: expected one line"),
        (
            "the window is counted from its end",
            "the last <b>neighbour</b> is left out",
            "tasks[0].misconceptions[1].name: expected a name of its own",
        ),
        ("range(k) already", "range(k)\\nalready", f"{FIRST}.hint: expected one line"),
        ("The loop ends", "The loop\\u202e ends", f"{FIRST}.explanation: expected one line"),
        ("hint =", "hints =", f"{FIRST}.hints: unknown key; did you mean hint?"),
        ("[[tasks.misconceptions]]\nname", "[tasks.misconceptions]\nname", "not TOML"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_by_its_key(
    old: str, new: str, message: str, tmp_path: Path, capsys
) -> None:
    assert old in TOML
    folder = written(
        tmp_path / "averages", TOML.replace(old, new, 1), {"variants/last.py": LAST, "variants/raises.py": RAISES}
    )
    assert run(["grade", str(folder), "--assignment", str(folder)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert message in said
