"""A function that is given tuples: of arrays, of texts and numbers, and what is told of it."""

from pathlib import Path

import pytest

from grader.assignment import AssignmentError
from grader.sandbox.levels import LEVELS
from tests.checks.exercises.modelled.programs import body, judged, written
from tests.grading import warm

TASK = """loops = 0
[tasks.arguments]
both = { tuple = [{ array = "n" }, { array = "n d" }] }
how = { tuple = [{ either = ["sum", "mean"] }, { integer = "k", least = 1, most = 3 }] }

[[tasks.calls]]
both = [[1, 2], [[1, 2, 3], [4, 5, 6]]]
how = ["sum", 2]
"""
MODEL = body(
    "both, how",
    "weights, rows = both",
    "name, k = how",
    "total = np.sum(weights[:, None] * rows, axis=0) * k",
    "return total if name == 'sum' else total / len(weights)",
)
PROGRAMS = {
    "right": body(
        "both, how", "found = both[0] @ both[1] * how[1]", "return found / (1 if how[0] == 'sum' else len(both[0]))"
    ),
    "swaps the members": MODEL.replace("weights, rows = both", "rows, weights = both"),
    "never divides": MODEL.replace(" if name == 'sum' else total / len(weights)", ""),
    "writes into a member": MODEL.replace("name, k = how", "name, k = how\n    rows[0] = 0"),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("tuples")
    return judged(folder, TASK, MODEL, PROGRAMS, warm(tuple(LEVELS)))


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("right", "accepted"),
        ("swaps the members", "runtime_error"),
        ("never divides", "wrong_answer"),
        ("writes into a member", "wrong_answer"),
    ],
)
def test_a_function_of_tuples_is_judged(name: str, verdict: str, said) -> None:
    assert said[name].verdict == verdict


def test_what_fails_is_shown_by_a_tuple_in_words_and_in_a_program(said) -> None:
    (proof,) = [check for check in said["never divides"].checks if check.id == "proof"]
    finding = next(finding for finding in proof.findings if finding.evidence.snippet)
    assert "both = (an array" in finding.message
    assert "how = ('mean', " in finding.message
    assert "both = (np.array([" in finding.evidence.snippet
    assert "how = ('mean', 1)" in finding.evidence.snippet
    assert [panel.name for panel in finding.evidence.panels][:2] == ["both[0]", "both[1]"]


def test_arrays_in_a_tuple_are_to_be_left_as_they_were(said) -> None:
    found = {check.id: check.status for check in said["writes into a member"].checks}
    assert found["purity"] == "warned"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{ tuple = [", "{ default = 1, tuple = [", "both.default: not for a tuple that is described"),
        ("{ tuple = [", "{ none = true, tuple = [", "both.none: not for a tuple"),
        ('{ array = "n" }, ', "3, ", "both.tuple[0]: expected a table, got an integer"),
        ('[{ array = "n" }, { array = "n d" }]', "[]", "both.tuple: expected 1 to 8 members, got 0"),
        ('{ array = "n" }, ', '{ tuple = [{ array = "n" }] }, ', "both.tuple[0]: expected one of the keys array"),
        ('{ array = "n" }, ', '{ array = "n", least = "m" }, ', "both.tuple[0].least: there is no size"),
        ('{ array = "n" }, ', '{ array = "n", dtype = "int5" }, ', "both.tuple[0].dtype: "),
        ("both = [[1, 2], ", "both = [[1, 2], 3, ", "calls[0].both: expected a list of 2 members, got a list of 3"),
        ("both = [[1, 2], ", "both = [{ data = 'none' }, ", "calls[0].both[0].data: there is no data"),
        ('how = ["sum", 2]', 'how = ["max", 2]', 'calls[0].how[0]: expected "sum" or "mean", got "max"'),
        ('how = ["sum", 2]', "how = 2", "calls[0].how: expected a list of 2 members, got an integer"),
    ],
)
def test_a_tuple_that_cannot_be_used_is_refused_by_its_key(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert old in TASK
    with pytest.raises(AssignmentError) as refused:
        written(tmp_path, TASK.replace(old, new, 1), MODEL)
    assert message in str(refused.value)
