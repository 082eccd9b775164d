"""What a function may return, through the sandbox: arrays of any rank and kind, numbers and tuples of these."""

from pathlib import Path

import pytest

from checks.model import TaskGrade
from grader.judging.answers import ModelError
from grader.judging.judge import Judge
from grader.judging.static import StaticWorker
from grader.sandbox.levels import LEVELS
from tests.checks.exercises.modelled.programs import MATRIX, X, body, judged, written
from tests.grading import by_status, warm

CUBE = '[tasks.arguments]\nx = { array = "a b c" }\n'
SPLIT = "return np.where(x > 0, x, np.nan)"
RESULTS = {
    "an array without axes": (X, "return np.array(x.sum())", "return x.sum()", "return np.array(x.sum() + 1)"),
    "an array of four axes": (CUBE, "return x[None] + 1", "return 1 + x[np.newaxis]", "return x + 1"),
    "an array of five axes": (MATRIX, "return x[None, None, :, None]", "return x.reshape(1, 1, len(x), 1, -1)",
                              "return x.T[None, None, :, None]"),
    "integers": (X, "return np.argsort(x, kind='stable')", "return np.argsort(x, kind='stable') * 1.0",
                 "return np.argsort(-x, kind='stable')"),
    "truth values": (X, "return x < 0", "return 0 > x", "return x <= 1"),
    "complex numbers": (X, "return np.exp(1j * x)", "return np.cos(x) + 1j * np.sin(x)", "return np.exp(-1j * x)"),
    "one integer": (X, "return x.argmax()", "return float(np.argmax(x))", "return x.argmin()"),
    "one truth value": (X, "return x.sum() > 1", "return bool(1 < x.sum())", "return x.sum() > 2"),
    "one complex number": (X, "return complex(x.sum(), 1)", "return x.sum() + 1j", "return complex(x.sum(), -1)"),
    "a tuple of all kinds": (
        MATRIX,
        "return x > 0, x.size, x * 1j, x[None], x.sum()",
        "return 0 < x, len(x) * x.shape[1], 1j * x, x.reshape(1, *x.shape), x.sum()",
        "return x > 0, x.size, x * 1j, x[None], x.sum() + 1",
    ),
    "NaN where the answer has NaN": (X, SPLIT, "return np.array([v if v > 0 else np.nan for v in x])",
                                     "return np.where(x > 0, x, 0)"),
    "no NaN where the answer has none": (X, "return np.where(x > 0, x, 0)", "return np.maximum(x, 0)", SPLIT),
    "one NaN": (X, "return np.nan if x[0] < 0 else x[0]", "return float('nan') if x[0] < 0 else x[0]", "return x[0]"),
    "an empty array": (X, "return x[:0]", "return np.zeros(0)", "return x"),
}  # fmt: skip


def graded(folder: Path, name: str) -> dict[str, TaskGrade]:
    arguments, model, right, wrong = RESULTS[name]
    return judged(
        folder,
        arguments,
        body("x", model),
        {"right": body("x", right), "wrong": body("x", wrong)},
        warm(tuple(LEVELS)),
    )


@pytest.mark.parametrize("name", RESULTS)
def test_what_is_right_passes_and_what_is_wrong_does_not(name: str, tmp_path: Path) -> None:
    found = graded(tmp_path, name)
    assert by_status(found["right"], "failed") == []
    assert "proof" in by_status(found["wrong"], "failed")


RANDOM = {
    "numbers of a generator": "return x + np.random.default_rng().random()",
    "the same in each process": "return x + GENERATOR.random()",
    "an order": "return GENERATOR.permutation(np.arange(len(x) + 9.0))",
    "the number of calls": "CALLS.append(1)\n    return x + len(CALLS)",
}
STATE = "GENERATOR = np.random.default_rng(4)\nCALLS = []\n\n\n"


@pytest.mark.parametrize("program", RANDOM.values(), ids=RANDOM)
def test_a_random_function_is_refused_with_a_sentence_that_names_the_file(program: str, tmp_path: Path) -> None:
    assignment = written(tmp_path, X, STATE + body("x", program))
    with StaticWorker() as worker, pytest.raises(ModelError) as caught:
        Judge(assignment, warm(tuple(LEVELS)), worker, tmp_path / "kept").prepare()
    said = str(caught.value)
    assert said.startswith("one.py: the model solution gives two answers for x (")
    assert said.endswith("; it must always give the same")
    assert "\n" not in said
