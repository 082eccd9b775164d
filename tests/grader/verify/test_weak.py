"""A weak description is found, and what is said to be added makes it strong."""

import json
from pathlib import Path

import pytest

from checks.model.assignment import REQUIRED
from checks.pipeline import CHECK_IDS
from grader.verify.adding import additions
from grader.verify.changes import kinds_for
from grader.verify.judging import Changes
from tests.grader.verify.assignments import folder_with, mend, program, verified

X = '[tasks.arguments]\nx = { array = "n" }'
AVERAGE = program(
    "x, k",
    "total = np.zeros(len(x) - k + 1)",
    "for i in range(k):",
    "    total += x[i:i + len(total)]",
    "return total / k",
)
NO_MUTANTS = Changes(kinds={}, rewrites={})
KINDS = ("arithmetic", "filling", "function", "input", "statement")  # are enough to find it
STRONG = {
    "an average": (
        'loops = 1\n[tasks.arguments]\nx = { array = "n" }\nk = { integer = "k", least = 1, most = "n" }',
        AVERAGE,
    ),
    "runs": (
        '[tasks.arguments]\nx = { array = "n", dtype = "int64" }',
        program(
            "x",
            "starts = np.flatnonzero(np.append(True, x[1:] != x[:-1]))",
            "return x[starts], np.diff(np.append(starts, len(x)))",
        ),
    ),
    "a word": (
        '[tasks.arguments]\nx = { array = "n" }\nhow = { either = ["low", "high"], default = "low" }',
        program("x, how='low'", "if how == 'low':", "    return x.min()", "return x.max()"),
    ),
    "a mask": ('[tasks.arguments]\nx = { array = "n", dtype = "bool" }', program("x", "return int(x.sum())")),
    "a bound that nothing depends on": (
        '[tasks.arguments]\nx = { array = "n", least = 0, most = 4 }',
        program("x", "return np.sqrt(x)"),
    ),
    "indices": (
        '[tasks.arguments]\nlabels = { array = "n", dtype = "int64", least = 0, most = "c - 1" }\n'
        'classes = { integer = "c", least = 1 }',
        program("labels, classes", "return np.eye(classes)[labels]"),
    ),
}
LEFT = [check for check in CHECK_IDS if check != "proof"]
WITHOUT_PROOF = (
    f"[policy]\nchecks = {json.dumps(LEFT)}\n"
    f"[scoring]\nrequired = {json.dumps([check for check in LEFT if check in REQUIRED])}\n"
    "[scoring.points]\nvalues = 5\n"
)
WEAK = {
    "only values that are not negative": (
        X.replace('"n" }', '"n", least = 0 }'),
        program("x", "return np.cumsum(x)"),
        "",
        "x has least = 0: no call has a negative value in x",
    ),
    "an axis of one length": (
        '[tasks.arguments]\nx = { array = "n d" }\n[tasks.axes]\nd = 2',
        program("x", "return np.median(x, axis=1)"),
        "",
        "d is always 2: no call has d = ",
    ),
    "a number of one value": (
        '[tasks.arguments]\nx = { array = "n" }\nk = { integer = "k", least = 1, most = 1 }\n',
        program("x, k", "return x * k"),
        "",
        "k has most = 1: no call has ",
    ),
    "few families": (
        X,
        program("x", "return np.cumsum(x)"),
        WITHOUT_PROOF + '[cases]\nfamilies = ["one_element"]\n',
        "the family various_sizes is left out",
    ),
}


@pytest.mark.parametrize("name", STRONG)
def test_a_strong_one_is_strong(name: str, tmp_path: Path) -> None:
    task, model = STRONG[name]
    result = verified(folder_with(tmp_path, task, model))
    assert [(fate.mutant.change, fate.mutant.text, fate.hole) for _, fate in result.holes] == []
    assert list(result.against()) == []
    assert result.strong
    assert result.killed > 10


@pytest.mark.parametrize("name", WEAK)
def test_a_weak_one_is_found_and_what_is_said_makes_it_strong(name: str, tmp_path: Path) -> None:
    task, model, more, why = WEAK[name]
    folder = folder_with(tmp_path, task, model, more)
    few = Changes({kind: made for kind, made in kinds_for(model, "f", ("x",)).items() if kind in KINDS}, {})
    result = verified(folder, few)
    assert not result.strong
    reasons = {fate.hole.why for _, fate in result.holes if fate.hole}
    assert any(reason.startswith(why) for reason in reasons), reasons
    mend(folder, result)
    again = verified(folder, few)
    assert [(fate.mutant.change, fate.mutant.text, fate.hole) for _, fate in again.holes] == []
    assert again.strong


def test_a_hole_is_shown_by_the_smallest_call(tmp_path: Path) -> None:
    task, model, more, _ = WEAK["only values that are not negative"]
    result = verified(folder_with(tmp_path, task, model, more))
    holes = {fate.mutant.change: fate for _, fate in result.holes}
    hole = holes["x without its signs"].hole
    assert hole is not None
    assert (hole.call, hole.right, hole.came) == ("f(x=[-1.])", "[-1.]", "[1.]")
    assert holes["x without its signs"].lines == ("+    x = np.abs(x)",)


def test_what_no_wider_search_tells_does_not_spoil_it(tmp_path: Path) -> None:
    model = program("x", "y = np.zeros(len(x))", "y[:] = x", "return y")
    result = verified(folder_with(tmp_path, X, model))
    (row,) = result.rows
    assert result.strong
    assert {"memory not filled", "ones for zeros"} <= {
        fate.mutant.change for fate in row.fates if fate.became == "alike"
    }
    assert row.wider > 300


def test_calls_that_a_file_makes_are_made_of_other_seeds(tmp_path: Path) -> None:
    (tmp_path / "calls.py").write_text(
        'def calls(seed):\n    """Some"""\n    for n in (3, 5):\n        yield {"x": n if seed < 10 else -n}\n'
    )
    model = program("x", "return abs(x) + 1")
    result = verified(folder_with(tmp_path, 'inputs = "calls.py"\n[tasks.arguments]\nx = { any = true }', model))
    holes = {fate.mutant.change: fate.hole for _, fate in result.holes}
    assert holes["a function left out"].call == "f(x=-3)"
    assert holes["a function left out"].why == "no call has a negative x"
    (adding,) = additions(result)
    assert (adding.place, adding.lines) == ("To ask in task 1, by a file of its `inputs` for example:", ("f(x=-3)",))


@pytest.mark.parametrize(
    ("argument", "model", "said"),
    {
        "no value is negative": ('array = "n", dtype = "uint8"', "return x < 0", "is False"),
        "none rises and falls": (
            'array = "n", sorted = "strictly"',
            "return np.flatnonzero((x[1:-1] > x[:-2]) & (x[1:-1] > x[2:]))",
            "every right answer is empty",
        ),
        "none is no number": ('array = "n"', "return np.where(x == x, np.nan, x), np.nan", "is nan"),
    }.values(),
)
def test_it_is_not_strong_where_every_right_answer_is_the_same(
    argument: str, model: str, said: str, tmp_path: Path
) -> None:
    found = verified(folder_with(tmp_path, f"[tasks.arguments]\nx = {{ {argument} }}", program("x", model)), NO_MUTANTS)
    assert found.described[0].same.endswith(said)
    assert "1 task with the same answer to every call" in found.against()


def test_where_the_model_solution_fails_nothing_is_told(tmp_path: Path) -> None:
    model = program("x", "assert x.min() >= 0", "return np.cumsum(x)")
    result = verified(folder_with(tmp_path, X.replace('"n" }', '"n", least = 0 }'), model))
    assert "x without its signs" not in {fate.mutant.change for _, fate in result.holes}
