"""An exercise that nothing in the grader knows: a folder with a description and a model solution, and nothing else."""

import json
import re
from pathlib import Path

import pytest

from grader.cli import run
from tests.conftest import ROOT
from tests.dask_cluster import DaskCluster

TOML = """
name = "Averages"

[[tasks]]
id = "1"
title = "Moving Average"
file = "moving_average.py"
function = "moving_average"
loops = 1

[tasks.arguments]
x = { array = "n" }
k = { integer = "k", least = 1, most = "n" }
"""
HEAD = '#!/usr/bin/env python3\n"""Averages of neighbours"""\nimport numpy as np\n\n\ndef moving_average(x, k):\n'
MODEL = """    \"\"\"The average of each k neighbours: (n - k + 1,)\"\"\"
    total = np.zeros(len(x) - k + 1)
    for i in range(k):
        total += x[i:len(x) - k + 1 + i]
    return total / k
"""
HANDED_IN = {
    "right": """    \"\"\"By differences of the sums up to each place\"\"\"
    sums = np.concatenate(([0.0], np.cumsum(x)))
    return (sums[k:] - sums[:-k]) / k
""",
    "wrong": """    \"\"\"Never looks at the last neighbour\"\"\"
    total = np.zeros(len(x) - k + 1)
    for i in range(k - 1):
        total += x[i:len(x) - k + 1 + i]
    return total / k
""",
    "forbidden": """    \"\"\"Visits every place in a comprehension\"\"\"
    return np.array([x[i:i + k].mean() for i in range(len(x) - k + 1)])
""",
}
VERDICTS = {"right": "accepted", "wrong": "wrong_answer", "forbidden": "rule_violation"}
OF_CONVOLUTIONS = re.compile(r"\b(images?|kernels?|padding|pixels?|taps?|convol\w*|correlat\w*|mnist|digits?)\b", re.I)


@pytest.fixture(scope="module")
def assignment_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("averages")
    (folder / "assignment.toml").write_text(TOML)
    (folder / "moving_average.py").write_text(HEAD + MODEL)
    return folder


@pytest.fixture
def students(tmp_path: Path) -> Path:
    for name, body in HANDED_IN.items():
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "moving_average.py").write_text(HEAD + body)
        (tmp_path / "class" / name / "README.md").write_text("# Averages\n")
    return tmp_path / "class"


def spoken(text: str) -> list[str]:
    return [found[0] for found in OF_CONVOLUTIONS.finditer(text)]


@pytest.mark.parametrize("student", HANDED_IN)
def test_one_submission_is_judged_and_told_in_words_of_its_own(
    student: str, assignment_folder: Path, students: Path, tmp_path: Path, capsys
) -> None:
    formats = ("text", "json", "html", "markdown")
    wanted = [part for name in formats for part in ("--report", f"{name}={tmp_path / name}")]
    code = run(["grade", str(students / student), "--assignment", str(assignment_folder), "--verbose", *wanted])
    assert code == (0 if student == "right" else 1)
    (task,) = json.loads((tmp_path / "json").read_text())["tasks"]
    assert task["verdict"] == VERDICTS[student]
    assert (task["score"]["earned"] == task["score"]["possible"] == 10) == (student == "right")
    texts = {name: (tmp_path / name).read_text() for name in ("text", "json", "markdown")}
    assert {name: spoken(text) for name, text in texts.items()} == {name: [] for name in texts}
    page = re.sub(
        r"<style>.*?</style>|<script>.*?</script>|data:image/[^\"]*", "", (tmp_path / "html").read_text(), flags=re.S
    )
    assert spoken(re.sub(r"<[^>]*>", " ", page)) == []


def test_what_is_wrong_is_shown_by_the_smallest_call(assignment_folder: Path, students: Path, capsys) -> None:
    run(["grade", str(students / "wrong"), "--assignment", str(assignment_folder), "--verbose"])
    text = " ".join(capsys.readouterr().out.split())
    assert "for x (1,) and k = 1, 0 instead of 1 at [0]" in text
    assert "returned = module.moving_average(x, k)" in text


def test_a_class_is_graded_with_pages(assignment_folder: Path, students: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(["batch", str(students), "--assignment", str(assignment_folder), "--out", str(out), "--similar"]) == 0
    assert verdicts(out) == VERDICTS
    page = (out / "index.html").read_text()
    assert all(name in page for name in HANDED_IN)
    assert run(["report", str(out), "--assignment", str(assignment_folder), "--html", "all"]) == 0
    assert {path.stem for path in (out / "html").glob("*.html")} == HANDED_IN.keys()


def test_a_cluster_grades_it_the_same(assignment_folder: Path, students: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "dask").mkdir()
    with DaskCluster(tmp_path / "dask") as dask:
        dask.worker()
        dask.worker()
        dask.joined(2)
        given = ["--assignment", str(assignment_folder), "--out", str(out), "--cluster", dask.address]
        assert run(["batch", str(students), *given]) == 0
    assert verdicts(out) == VERDICTS


def test_nothing_of_the_grader_knows_of_it() -> None:
    files = [path for floor in ("grader", "checks", "reference") for path in (ROOT / floor).rglob("*.py")]
    assert files
    assert not [path for path in files if "moving_average" in path.read_text()]


def verdicts(out: Path) -> dict[str, str]:
    files = (path for path in out.glob("*.json"))
    found = (json.loads(path.read_text()) for path in files)
    return {each["submission"]: each["tasks"][0]["verdict"] for each in found if "tasks" in each}
