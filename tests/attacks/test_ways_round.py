"""Programs that go round the rules or the proof, graded as a student's at each level that confines.

Of the samples one check alone fails: without it the file would have been accepted. That of forge_traces is told by what
its frames leave, too: they lack a word that nobody but the grader and its own code knows.
"""

import json
from pathlib import Path

import pytest

from checks.model import Array, TaskGrade, Verdict
from checks.model.assignment import Assignment
from checks.pipeline import OF_FORM
from grader.judging import asking
from tests.attacks.attack import BOTH
from tests.conftest import ROOT
from tests.grading import SUBMISSIONS, by_status, grade, with_policy
from tests.tasks import of

PROGRAMS = ROOT / "tests" / "programs" / "ways_round"
HIDDEN = ROOT / "tests" / "programs" / "loops" / "hidden"
SAMPLES = [
    SUBMISSIONS / f"forbidden_{name}"
    for name in (
        "builtins_get",
        "builtins_get_c_only",
        "f2py_library_globals",
        "forge_traces",
        "frozen_all_in",
        "match_builtins_map",
        "pickle_all_in",
        "thread_from_import",
    )
]


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_a_way_round_the_rules_is_told_by_its_text(folder: Path, assignment: Assignment, digits: Array, need) -> None:
    """As the sample states, which is graded at the best level among the others."""
    need(level := "landlock")
    (task,) = grade(folder, assignment, digits, task_ids=("0",), levels=(level,)).tasks
    assert task.verdict is Verdict.RULE_VIOLATION
    assert by_status(task, "failed")[0] == "capabilities"
    stated = json.loads((folder / "expected.json").read_text())["tasks"]["0"]
    assert (by_status(task, "failed"), task.score.earned) == (stated["failed"], stated["points"])


@pytest.mark.parametrize("level", BOTH)
@pytest.mark.parametrize(
    "program", ["a_visit_of_three_in_each_of_twelve_lines.py", "sixteen_calls_of_itself_in_a_row.py"]
)
def test_a_loop_that_no_text_shows_is_told_by_the_trace(
    program: str, level: str, assignment: Assignment, digits: Array, tmp_path: Path, need
) -> None:
    need(level)
    task = graded(HIDDEN / program, assignment, digits, tmp_path, level)
    assert task.verdict is Verdict.RULE_VIOLATION
    assert [check for check in by_status(task, "failed") if check not in OF_FORM] == ["loop_trace"]


def graded(program: Path, assignment: Assignment, digits: Array, folder: Path, level: str) -> TaskGrade:
    (folder / of(assignment, "valid").file).write_bytes(program.read_bytes())
    (task,) = grade(folder, assignment, digits, task_ids=("0",), levels=(level,)).tasks
    return task


@pytest.mark.parametrize("level", BOTH)
def test_who_sits_the_proof_out_is_asked_what_it_has_no_table_for(
    level: str, assignment: Assignment, digits: Array, tmp_path: Path, need
) -> None:
    need(level)
    task = graded(PROGRAMS / "sits_the_proof_out.py", assignment, digits, tmp_path, level)
    assert task.verdict is Verdict.WRONG_ANSWER
    assert "proof" in by_status(task, "failed")
    assert "values" not in by_status(task, "failed")


@pytest.mark.parametrize("level", BOTH)
def test_who_waits_is_told_so_and_nothing_more_is_asked(
    level: str, assignment: Assignment, digits: Array, tmp_path: Path, need, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It computes a seventh of the time, as on a machine that is busy, which this one is not."""
    need(level)
    monkeypatch.setattr(asking, "is_busy", lambda: False)
    hurried = with_policy(assignment, limits={"cpu_seconds": 5})
    task = graded(PROGRAMS / "waits_as_if_the_machine_were_busy.py", hurried, digits, tmp_path, level)
    assert task.verdict is Verdict.RULE_VIOLATION
    (told,) = [finding for check in task.checks if check.id == "runs" for finding in check.findings]
    assert told.verdict is Verdict.TIME_LIMIT
    assert "computed only a part" in told.message
    assert not [finding for check in task.checks if check.id == "proof" for finding in check.findings]
