"""What a task asks of the types of a result, where it asks for them and where it does not."""

from pathlib import Path

import pytest

from checks.model import TaskGrade
from grader.sandbox.levels import LEVELS
from tests.checks.exercises.modelled.programs import X, body, judged
from tests.grading import by_status, warm

MODELS = {
    "a tuple": body("x", "return len(x), x * 2.0"),
    "a list": body("x", "return [len(x), x * 2.0]"),
    "a number": body("x", "return x.size"),
    "truth values": body("x", "return x > 0"),
}
OTHERS = {
    "a tuple": (
        ("return [len(x), x * 2.0]", "a list instead of a tuple"),
        (
            "return float(len(x)), x * 2.0",
            "a number with a point (float) instead of a whole number (int) as part 1 of the result",
        ),
        (
            "return np.array(len(x)), x * 2.0",
            "an array without axes of whole numbers (int) instead of a whole number (int) as part 1 of the result",
        ),
    ),
    "a list": (("return len(x), x * 2.0", "a tuple instead of a list"),),
    "a number": (("return 1.0 * len(x)", "a number with a point (float) instead of a whole number (int)"),),
    "truth values": (
        ("return (x > 0) * 1", "an array of whole numbers (int) instead of an array of truth values (bool)"),
    ),
}
SAME = {
    "a tuple": "return np.int64(x.shape[0]), 2.0 * x",
    "a list": "return [np.int64(x.shape[0]), 2.0 * x]",
    "a number": "return x.shape[0]",
    "truth values": "return np.greater(x, 0)",
}


def graded(folder: Path, name: str, keys: str) -> dict[str, TaskGrade]:
    others = {f"other {n}": body("x", text) for n, (text, _) in enumerate(OTHERS[name])}
    return judged(folder, keys + X, MODELS[name], {"same": body("x", SAME[name]), **others}, warm(tuple(LEVELS)))


@pytest.mark.parametrize("name", MODELS)
def test_where_types_are_not_asked_for_values_are_compared(name: str, tmp_path: Path) -> None:
    found = graded(tmp_path, name, "")
    assert {program: by_status(task, "failed") for program, task in found.items()} == {each: [] for each in found}


@pytest.mark.parametrize("name", MODELS)
def test_where_types_are_asked_for_another_one_is_told(name: str, tmp_path: Path) -> None:
    found = graded(tmp_path, name, "types = true\n")
    assert by_status(found.pop("same"), "failed") == []
    for (_, words), task in zip(OTHERS[name], found.values(), strict=True):
        said = {check.id: check.findings[0] for check in task.checks if check.status == "failed"}
        assert said.keys() == {"return_type", "proof"}
        assert said["return_type"].message.startswith(f"returned {words}, for x (")
        assert f", {words}" in said["proof"].message
        assert said["return_type"].hint == said["proof"].hint != ""


def test_a_list_in_the_place_of_an_array_is_told(tmp_path: Path) -> None:
    found = judged(
        tmp_path, X, body("x", "return x * 2"), {"a list": body("x", "return (x * 2).tolist()")}, warm(tuple(LEVELS))
    )
    said = {check.id: check.findings[0] for check in found["a list"].checks if check.status == "failed"}
    assert said["return_type"].message.startswith("returned list instead of an array of real numbers")
    assert "A list is no array" in said["return_type"].hint
    assert [(part.line, part.right) for part in said["proof"].parts] == [(8, "x * 2")]
