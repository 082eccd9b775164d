"""How near is right where an assignment says it itself, of any function and of a kind."""

import subprocess
import sys
from pathlib import Path

import pytest

from checks.model import Source, TaskFiles
from checks.model.assignment import Assignment
from grader.assignment.naming import naming
from grader.judging.grading import grade_task
from grader.judging.items import WorkItem
from grader.judging.judge import Judge
from grader.judging.static import StaticWorker
from grader.sandbox.levels import LEVELS
from tests.checks.exercises.modelled.programs import HEAD, X, body, judged
from tests.grading import by_status, warm, with_policy

MODEL = body("x", "return x * 2.0")
OFF = body("x", "return x * 2.0 + np.abs(x).max(initial=0) * 2e-3")  # a thousandth of the largest value
TWO = body("x", "return x * 2.0, x.size")
OFF_IN_ONE = body("x", "return x * 2.0 + np.abs(x).max(initial=0) * 2e-3, x.size")
WHOLE_OFF = body("x", "return x * 2.0, x.size * (1 + 1e-9)")


@pytest.mark.parametrize(
    ("key", "model", "came", "right"),
    [
        pytest.param("", MODEL, OFF, False, id="as rounding makes"),
        pytest.param("tolerance = 0.01\n", MODEL, OFF, True, id="a hundredth"),
        pytest.param("tolerance = 1e-4\n", MODEL, OFF, False, id="less than it is off"),
        pytest.param("tolerance = 1e-30\n", MODEL, body("x", "return x + x * 1.0000000000000002"), True, id="float64"),
        pytest.param("tolerance = 1e-30\n", MODEL, body("x", "return np.float32(x) * 2"), False, id="float32"),
        pytest.param("tolerance = 0.01\n", TWO, OFF_IN_ONE, True, id="a part of a tuple"),
        pytest.param("tolerance = 0.01\n", TWO, WHOLE_OFF, False, id="a whole number"),
    ],
)
def test_a_task_says_how_near_is_right(key: str, model: str, came: str, right: bool, tmp_path: Path) -> None:
    task = judged(tmp_path, key + X, model, {"": came}, warm(tuple(LEVELS)))[""]
    assert ([each for each in by_status(task, "failed") if each in ("proof", "values")] == []) == right


def test_the_program_that_is_shown_holds_to_it(tmp_path: Path) -> None:
    task = judged(tmp_path, "tolerance = 1e-4\n" + X, MODEL, {"": OFF}, warm(tuple(LEVELS)))[""]
    (snippet,) = (check.findings[0].evidence.snippet for check in task.checks if check.id == "proof")
    for came, code in ((OFF, 1), (body("x", "return x * 2.0 + np.abs(x).max(initial=0) * 2e-5"), 0)):
        (tmp_path / "one.py").write_text(HEAD + came)
        command = [sys.executable, "-B", "-c", snippet]
        assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == code, snippet


@pytest.mark.parametrize(("tolerance", "right"), [(None, False), (1e-2, True)])
def test_so_does_the_policy_for_a_kind_of_what_is_not_whole(
    tolerance: float | None, right: bool, whole: Assignment, tmp_path: Path
) -> None:
    assignment = with_policy(naming(whole, ("0", "6")), policy={"tolerance": tolerance})
    failed = {}
    with StaticWorker() as worker:
        judge = Judge(assignment, warm(tuple(LEVELS)), worker, tmp_path / "kept")
        for task in assignment.counting:
            before, end, value = assignment.files[task.file].decode().rpartition("    return ")
            name = value.strip()
            text = f"{before}{end}np.where({name} == np.rint({name}), {name}, 1.0001 * {name})\n"
            source = Source(task.file, text.encode(), "", executable=True)
            said = judge.judge(WorkItem(task.id, TaskFiles(source)))
            graded = grade_task(task, assignment, TaskFiles(source), said.read, said.ran)
            failed[task.id] = "values" in by_status(graded, "failed")
            assert right == ("proof" in by_status(graded, "passed")) or task.id == "0"  # which has whole numbers
    assert failed == {"0": not right, "6": not right}
