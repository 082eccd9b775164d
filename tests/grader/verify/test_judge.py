"""How far a result is from what is right, and what becomes of programs whose rows come in any order."""

import math
from pathlib import Path

import numpy as np
import pytest

from checks.model import Answer, Case, Observation, Outcome
from grader.verify.judge import far
from grader.verify.judging import Changes
from tests.grader.verify.assignments import folder_with, program, verified

CASE = Case("one", "own", "", {"x": np.ones(3)})
RIGHT = np.array([3.0, 1.0, 2.0])
NEARLY = np.array([3.0, 1.0, 2.3])


def returned(value: object) -> Observation:
    return Observation(Outcome.RETURNED, value=value)


def answer(*, any_order: bool = False, scale: float = 3.0) -> Answer:
    return Answer((), RIGHT, scale, 3, any_order=any_order)


@pytest.mark.parametrize(
    ("came", "right", "expected"),
    [
        pytest.param(RIGHT, answer(), (0, False), id="the same is not off"),
        pytest.param(NEARLY, answer(), (0.1, False), id="a share of the largest value"),
        pytest.param(RIGHT[::-1], answer(any_order=True), (0, False), id="rows in any order are not off"),
        pytest.param(NEARLY[::-1], answer(any_order=True), (0.1, False), id="beside the nearest row"),
        pytest.param(RIGHT[::-1], answer(), (1 / 3, False), id="rows in their order"),
        pytest.param(NEARLY, answer(scale=0), (0.1, True), id="where nothing may be off"),
        pytest.param(RIGHT[:2], answer(), (math.inf, True), id="another shape"),
    ],
)
def test_how_far_a_result_is_from_what_is_right(came: np.ndarray, right: Answer, expected: tuple[float, bool]) -> None:
    distance, exact = far(CASE, returned(came), (right,))
    assert (pytest.approx(distance), exact) == expected


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A task whose rows come in any order, with a call of its own."""
    task = 'order = "any"\n[tasks.arguments]\nx = { array = "n" }\n[[tasks.calls]]\nx = [3, 1, 2]\n'
    return folder_with(tmp_path, task, program("x", "return np.sqrt(np.abs(x))"))


def test_rows_in_another_order_say_nothing_of_how_far_a_program_is_off(folder: Path) -> None:
    nearly = {
        "in another order, and nearly right": lambda text, wanted: text.replace(
            "return np.sqrt(np.abs(x))", "return np.sqrt(np.abs(x))[::-1] * 1.00003"
        )
    }
    (row,) = verified(folder, Changes({}, nearly)).rows
    assert [each.alarm for each in row.rewritten] == [True]
    assert row.rewritten[0].judged.right_by_handout
