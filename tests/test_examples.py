"""The worked examples: every sample gets what it states, and each assignment is whole."""

import json
from pathlib import Path

import pytest

from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.cli import run
from tests.conftest import ROOT

EXAMPLES = sorted(path.parent for path in (ROOT / "docs" / "examples").glob("*/assignment.toml"))
SAMPLES = [sample for folder in EXAMPLES for sample in sorted((folder / "samples").iterdir())]


def graded(sample: Path, out: Path) -> list[dict]:
    place = out / "grade.json"
    given = ["--assignment", str(sample.parents[1]), "--report", f"json={place}", "--output", str(out / "text")]
    run(["grade", str(sample), *given])
    return json.loads(place.read_text())["tasks"]


def name_of(task: dict) -> str:
    found = [finding["misconception"] for check in task["checks"] for finding in check["findings"]]
    return next((each["name"] for each in found if each), "")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parents[1].name} {path.name}")
def test_a_sample_gets_what_it_states(sample: Path, tmp_path: Path) -> None:
    stated = json.loads((sample / "expected.json").read_text())["tasks"]
    tasks = {task["id"]: task for task in graded(sample, tmp_path)}
    assert stated.keys() == tasks.keys()
    for id_, expected in stated.items():
        got = {
            "verdict": tasks[id_]["verdict"],
            "points": tasks[id_]["score"]["earned"],
            "misconception": name_of(tasks[id_]),
        }
        assert {key: got[key] for key in expected} == expected, id_


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_an_example_has_right_and_wrong_samples_and_tells_students_what_to_hand_in(folder: Path) -> None:
    assignment = load(folder, CHECK_IDS)
    samples = [sample.name for sample in (folder / "samples").iterdir()]
    assert any(name.startswith("right") for name in samples)
    assert any(name.startswith("wrong") for name in samples)
    page = (folder / "README.md").read_text()
    for task in assignment.tasks:
        assert f"`{task.file}`" in page
        assert task.function in page


def test_there_are_three_examples_one_without_a_loop_one_with_one_and_one_that_counts_none() -> None:
    budgets = {folder.name: {task.loops for task in load(folder, CHECK_IDS).tasks} for folder in EXAMPLES}
    assert budgets == {"images": {None}, "sequences": {1}, "vectorised": {0}}
