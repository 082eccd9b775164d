"""Every sample submission gets the result it states."""

import json
from pathlib import Path

import pytest

from checks.assignment import Assignment
from checks.model import TaskGrade, Verdict
from tests.grading import SUBMISSIONS, by_status, graded

SAMPLES = sorted(path for path in SUBMISSIONS.iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda path: path.name)
def test_a_sample_gets_the_result_it_states(folder: Path, assignment: Assignment, need) -> None:
    stated = json.loads((folder / "expected.json").read_text())
    need(stated.get("isolation", "limits"))  # the least it holds at
    expected = stated["tasks"]
    result = graded(folder, assignment)
    found = {
        task.task.id: {
            "verdict": str(task.verdict),
            "points": task.score.earned,
            "failed": by_status(task, "failed"),
            "warned": by_status(task, "warned"),
            "misconception": next((found for found in named(task)), ""),
        }
        for task in result.tasks
    }
    assert found == {task_id: {"warned": [], "misconception": "", **stated} for task_id, stated in expected.items()}


def named(task: TaskGrade) -> list[str]:
    """The ids of the misconceptions that were named."""
    return [found.misconception.id for result in task.checks for found in result.findings if found.misconception]


def test_every_wrong_sample_is_told_its_misconception() -> None:
    for folder in (folder for folder in SAMPLES if folder.name.startswith("wrong_")):
        tasks = json.loads((folder / "expected.json").read_text())["tasks"].values()
        assert any(task.get("misconception") for task in tasks) or "signature" in str(tasks), folder.name


def test_the_model_submission_earns_full_marks(assignment: Assignment) -> None:
    result = graded(SUBMISSIONS.parent / "reference", assignment)
    assert [task.verdict for task in result.tasks] == [Verdict.ACCEPTED] * 3
    assert result.score.earned == result.score.possible == 30
    assert result.passed
    assert not [finding for check in result.checks for finding in check.findings]


def test_there_are_samples_of_every_verdict_a_student_can_get() -> None:
    stated = {
        task["verdict"]
        for folder in SAMPLES
        for task in json.loads((folder / "expected.json").read_text())["tasks"].values()
    }
    assert stated == {str(verdict) for verdict in Verdict} - {Verdict.INTERNAL_ERROR}
    assert len(SAMPLES) >= 30
