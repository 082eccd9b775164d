"""The parts of a pooling that are wrong, found by running."""

from collections.abc import Iterator

import pytest

from grader.judging.judge import Judge
from grader.sandbox.levels import LEVELS
from tests import pooled
from tests.checks.exercises.pooling.parts.test_parts import text
from tests.teaching.own.measuring import graded_text, telling


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    folder = tmp_path_factory.mktemp("pooling")
    with Judge.started(pooled.loaded(folder), tuple(LEVELS.values()), folder / "answers") as made:
        yield made


@pytest.mark.parametrize(
    ("changes", "parts"),
    [
        pytest.param(
            [("(h - kh) // sh + 1", "(h - kh) // sh"), ("window.mean", "window.sum")],
            [("size rows", "(h - kh) // sh"), ("sum", "window.sum(axis=(1, 2))")],
            id="the rows of the result, and the sum for the mean",
        ),
        pytest.param(
            [("sh, sw = stride", "sw, sh = stride"), ("'max':\n", "'maximum':\n")],
            [("mode", "'maximum'"), ("shape", "sw, sh = stride")],
            id="the strides, and the name of the mode, which says more and comes first",
        ),
        pytest.param(
            [("c * sw:c * sw + kw]", "c:c + kw]"), ("(w - kw) // sw + 1", "w // sw")],
            [("size columns", "w // sw"), ("window columns", "c:c + kw")],
            id="the columns of the result and of the window",
        ),
    ],
)
def test_two_parts_that_are_wrong_are_told(
    changes: list[tuple[str, str]], parts: list[tuple[str, str]], judge: Judge
) -> None:
    finding = telling(graded_text(judge.assignment.tasks[0], text(*changes), judge))
    assert finding is not None
    assert [(part.id, part.written) for part in finding.parts] == parts


def test_of_a_right_pooling_nothing_is_said(judge: Judge) -> None:
    grade = graded_text(judge.assignment.tasks[0], text(), judge)
    assert grade.verdict == "accepted"
    assert telling(grade) is None
