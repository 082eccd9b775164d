from collections.abc import Mapping

import msgspec
import numpy as np
import pytest

from checks.exercises.convolution.form import Form
from checks.model import Array, Observation, Outcome, Status, Verdict
from checks.model.arguments import Given, OwnCall, RandomOf
from checks.model.assignment import Assignment, Task
from grader.judging import full
from grader.sandbox.client import Sandbox
from grader.sandbox.listening import Trip
from grader.sandbox.server import SandboxError
from tests.grading import SUBMISSIONS, by_status, grade, with_policy
from tests.tasks import grade_of

VALID_FILE, SAME_FILE = "0-convolve_grayscale_valid.py", "1-convolve_grayscale_same.py"
HANDOUT: Mapping[Form, str] = {"valid": "(15000, 26, 26)", "same": "(15000, 28, 28)", "padding": "(15000, 30, 34)"}

SAME = '''#!/usr/bin/env python3
"""Same convolution"""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Even kernels have the extra zeros {rows} and {columns}"""
    kh, kw = kernel.shape
    top, left = {top}, {left}
    pads = ((0, 0), (top, kh - 1 - top), (left, kw - 1 - left))
    view = np.lib.stride_tricks.sliding_window_view(
        np.pad(images, pads), kernel.shape, (1, 2))
    return np.einsum("mhwij,ij->mhw", view, kernel)
'''
SIDES = {"before": "k{} // 2", "after": "(k{} - 1) // 2"}


def same_file(folder, rows: str, columns: str) -> None:
    text = SAME.format(rows=rows, columns=columns, top=SIDES[rows].format("h"), left=SIDES[columns].format("w"))
    (folder / SAME_FILE).write_text(text)


@pytest.mark.parametrize("rows", SIDES)
@pytest.mark.parametrize("columns", SIDES)
def test_same_accepts_each_place_of_the_extra_zeros_on_each_axis(rows, columns, tmp_path, assignment, digits) -> None:
    same_file(tmp_path, rows, columns)
    (task,) = grade(tmp_path, assignment, digits, task_ids=("1",)).tasks
    assert (task.verdict, task.score.earned) == (Verdict.ACCEPTED, 10)
    (note,) = [f for result in task.checks if result.id == "values" for f in result.findings]
    assert rows in note.message
    assert columns in note.message


@pytest.mark.parametrize(("asked", "verdict"), [("before", Verdict.ACCEPTED), ("after", Verdict.WRONG_ANSWER)])
def test_the_policy_can_ask_for_one_place(asked, verdict, tmp_path, assignment: Assignment, digits) -> None:
    same_file(tmp_path, "before", "before")
    policy = msgspec.structs.replace(assignment.policy, conventions=(asked,))
    asking = msgspec.structs.replace(assignment, policy=policy)
    assert grade_of(grade(tmp_path, asking, digits, task_ids=("1",)), "same").verdict is verdict


def test_a_file_that_needs_more_than_the_floor_is_measured_by_the_reference(
    monkeypatch, assignment: Assignment, digits: Array
) -> None:
    """The floor is set so low that every trip breaks it, and the factor so high that none breaks the second."""
    limits = msgspec.structs.replace(assignment.limits, cpu_seconds=0.001, cpu_factor=1e4)
    made: list[float] = []
    run = Sandbox.run

    def slow(self, program, calls, given, watched=frozenset()):
        made.append(given.cpu_seconds)
        if len(made) <= 3:
            ended = Observation(Outcome.TIME_LIMIT, detail="cpu")
            return Trip(Observation(Outcome.RETURNED), (ended,) * len(calls.calls), 0.001, b"", 0)
        return run(self, program, calls, given._replace(wall_seconds=60), watched)

    monkeypatch.setattr(Sandbox, "run", slow)
    quick = msgspec.structs.replace(assignment, limits=limits)
    (task,) = grade(SUBMISSIONS / "correct_output_loops", quick, digits[:20], task_ids=("0",)).tasks
    assert task.verdict is Verdict.ACCEPTED
    assert len(made) == 6  # at first, watched and not, the model solution, with its multiple, the proof
    assert made[:4] == [0.0002, 0.001, 0.001, 0.001]
    assert made[4] > 0.001


def test_the_reference_is_not_run_when_the_floor_is_enough(monkeypatch, assignment, digits) -> None:
    programs = []
    run = Sandbox.run
    monkeypatch.setattr(Sandbox, "run", lambda self, *given: (programs.append(given[0]), run(self, *given))[1])
    grade(SUBMISSIONS / "correct_output_loops", assignment, digits, task_ids=("0",))
    assert len(programs) == 2  # for the answers and for the proof
    assert programs[0] is programs[1]


def test_a_failing_sandbox_is_the_graders_failure_and_the_static_checks_are_still_told(
    monkeypatch, assignment, digits
) -> None:
    def fail(*_):
        raise SandboxError("no process could be started")

    monkeypatch.setattr(Sandbox, "run", fail)
    result = grade(SUBMISSIONS / "correct_kernel_loops", assignment, digits)
    for task in result.tasks:
        assert task.verdict is Verdict.INTERNAL_ERROR
        assert "style" in by_status(task, "passed")
        assert "values" in by_status(task, "skipped")
    assert not result.passed


def asking(task: Task, given: Mapping[str, Given]) -> Task:
    """The task with one call of its own."""
    arguments = tuple((name, given[name]) for name in task.parameters)
    return msgspec.structs.replace(task, calls=(OwnCall(arguments, "mine", "calls of mine", "a call"),))


@pytest.mark.parametrize(
    ("sample", "verdict"), [("correct_output_loops", "accepted"), ("wrong_flipped_kernel", "wrong_answer")]
)
def test_a_policy_may_ask_for_its_own_shapes_alone(sample, verdict, assignment: Assignment, digits: Array) -> None:
    few = with_policy(assignment, policy={"checks": ("loops", "values")}, cases={"families": ("mine",)})
    given = {"images": RandomOf((5, 9, 8)), "kernel": RandomOf((3, 4)), "padding": (2, 0)}
    few = msgspec.structs.replace(few, tasks=tuple(asking(task, given) for task in few.tasks))
    for task in grade(SUBMISSIONS / sample, few, digits).tasks:
        assert task.verdict == verdict
        assert {result.id for result in task.checks} == {
            "source",
            "signature",
            "capabilities",
            "loops",
            "loads",
            "runs",
            "values",
        }
        assert task.exhibit is None


@pytest.mark.slow("runs on all images")
def test_a_full_run_reports_the_shapes_of_the_handout(assignment: Assignment, digits: Array) -> None:
    """As `--full` does it, in two parts, with the 1000 digits fifteen times over."""
    images = np.tile(digits, (15, 1, 1))
    result = grade(SUBMISSIONS.parent / "reference", assignment, digits, full=(images[:9_000], images[9_000:]))
    assert result.passed
    for form, handout in HANDOUT.items():
        shapes = (check for check in grade_of(result, form).checks if check.id == "shapes")
        notes = [finding.message for check in shapes for finding in check.findings]
        assert notes[1].startswith(f"(15000, 28, 28) -> {handout}")


WRONG_IN_ONE_PLACE = """#!/usr/bin/env python3
'Valid convolution'
import numpy as np


def convolve_grayscale_valid(images, kernel):
    'Wrong in one place of one of many images'
    view = np.lib.stride_tricks.sliding_window_view(
        images, kernel.shape, (1, 2))
    convolved = np.einsum("mhwij,ij->mhw", view, kernel)
    if len(images) > 4000:
        convolved[4321, 7, 8] += 1
    return convolved
"""


def test_a_full_run_finds_one_wrong_value_among_all(tmp_path, assignment: Assignment, digits: Array) -> None:
    (tmp_path / VALID_FILE).write_text(WRONG_IN_ONE_PLACE)
    images = np.tile(digits, (5, 1, 1))
    (task,) = grade(tmp_path, assignment, digits, task_ids=("0",), full=(images,)).tasks
    assert task.verdict is Verdict.WRONG_ANSWER
    (finding,) = [f for check in task.checks if check.status is Status.FAILED for f in check.findings]
    assert "1 of 3380000 values differ" in finding.message
    assert "[4321, 7, 8]" in finding.message


@pytest.mark.parametrize(("gigabytes", "parts"), [(64, 1), (12, 1), (8, 2), (4, 3), (2, 6)])
def test_images_are_cut_to_what_the_machine_holds(gigabytes, parts, monkeypatch, assignment: Assignment) -> None:
    sizes = {"SC_PHYS_PAGES": gigabytes << 18, "SC_PAGE_SIZE": 1 << 12}
    monkeypatch.setattr("os.sysconf", sizes.__getitem__)
    images = np.zeros((50_000, 1, 1), np.float32)
    cut = full.chunks(images, assignment.limits_full)
    assert len(cut) == parts
    assert sum(map(len, cut)) == 50_000
    assert max(map(len, cut)) - min(map(len, cut)) < len(cut) + 1


@pytest.mark.parametrize("times", [1, 2])
def test_a_file_that_is_killed_once_is_run_again_and_twice_is_its_own_doing(
    times, tmp_path, assignment, digits
) -> None:
    """At level `limits`, where a file can remember: it makes an empty one each time, and kills itself so often."""
    marks = [str(tmp_path / f"mark-{n}") for n in range(times)]
    remember = (
        "import os\nfor mark in {}:\n    if not os.path.exists(mark):\n"
        "        os.close(os.open(mark, os.O_CREAT))\n        os.kill(os.getpid(), 9)\n"
    )
    right = (SUBMISSIONS / "correct_kernel_loops" / VALID_FILE).read_text()
    (tmp_path / VALID_FILE).write_text(right + remember.format(marks))
    (task,) = grade(tmp_path, assignment, digits, task_ids=("0",), levels=("limits",)).tasks
    assert ("loads" in by_status(task, "failed")) is (times == 2)
