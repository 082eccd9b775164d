"""Calls that an assignment's inputs.py makes: of arguments that no description has words for, and beside others."""

import json
from pathlib import Path

import pytest

from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.cli import run
from grader.judging.judge import Judge
from grader.judging.static import StaticWorker
from grader.sandbox.levels import LEVELS
from tests.grading import warm

TOML = """
name = "Graphs"

[[tasks]]
id = "1"
title = "Reachable"
file = "reachable.py"
function = "reachable"
loops = 1
inputs = "inputs/graphs.py"

[tasks.arguments]
edges = { any = true }
start = { integer = "start" }
label = { any = true, default = "up" }
"""
MODEL = '''#!/usr/bin/env python3
"""Graphs"""
import numpy as np


def reachable(edges, start, label='up'):
    """Which places can be reached, (n,)"""
    n, links = edges
    there = np.zeros(n, int)
    there[start] = 1
    for _ in range(n):
        there[links[:, 1]] |= there[links[:, 0]]
    return there if label == 'up' else -there
'''
INPUTS = '''"""Paths and circles"""
import numpy as np


def calls(seed):
    """Graphs of three to nine places"""
    random = np.random.default_rng(seed)
    yield {"edges": (2, np.array([[0, 1]])), "start": 1}
    for n in (3, 5, 9):
        path = np.stack([np.arange(n - 1), np.arange(1, n)], axis=1)
        yield {"edges": (n, path), "start": int(random.integers(n))}
        yield {"start": np.int64(0), "edges": [n, random.permutation(path)], "label": "down"}
'''
WRONG = MODEL.replace("there[start] = 1", "there[0] = 1")


@pytest.fixture
def graphs(tmp_path: Path) -> Path:
    folder = tmp_path / "graphs"
    (folder / "inputs").mkdir(parents=True)
    (folder / "assignment.toml").write_text(TOML)
    (folder / "reachable.py").write_text(MODEL)
    (folder / "inputs" / "graphs.py").write_text(INPUTS)
    return folder


def graded(folder: Path, text: str, tmp_path: Path) -> dict:
    (tmp_path / "one").mkdir(exist_ok=True)
    (tmp_path / "one" / "reachable.py").write_text(text)
    place = tmp_path / "grade.json"
    run(["grade", str(tmp_path / "one"), "--assignment", str(folder), "--report", f"json={place}"])
    return json.loads(place.read_text())["tasks"][0]


def cases(folder: Path, tmp_path: Path) -> dict[str, list]:
    """The calls by family, as they are asked."""
    assignment = load(folder, CHECK_IDS)
    with StaticWorker() as worker:
        prepared = Judge(assignment, warm(tuple(LEVELS)), worker, tmp_path / "kept").prepared(assignment.tasks[0])
    found: dict[str, list] = {}
    for case in prepared.cases:
        found.setdefault(case.family, []).append(case)
    return found


def test_what_is_right_earns_everything_and_what_is_wrong_is_shown_by_the_smallest_call(
    graphs: Path, tmp_path: Path, capsys
) -> None:
    right = graded(graphs, MODEL.replace("np.zeros(n, int)", "(np.arange(n) < 0).astype(int)"), tmp_path)
    assert (right["verdict"], right["score"]["earned"]) == ("accepted", 10)
    wrong = graded(graphs, WRONG, tmp_path)
    assert wrong["verdict"] == "wrong_answer"
    assert "edges = (2, an array (1, 2)) and start = 1" in " ".join(capsys.readouterr().out.split())


def test_a_loop_is_watched_in_the_smallest_and_the_largest_call(graphs: Path, tmp_path: Path) -> None:
    traced = cases(graphs, tmp_path)["traced"]
    assert [case.arguments["edges"][0] for case in traced] == [2, 9]
    assert all(case.traced for case in traced)


def test_the_calls_are_the_values_and_the_proof_the_smallest_first(graphs: Path, tmp_path: Path) -> None:
    found = cases(graphs, tmp_path)
    assert {family: len(some) for family, some in found.items()} == {
        "inputs": 7, "traced": 2, "proof": 7, "repeatable": 2, "changed": 2,
    }  # fmt: skip
    sizes = [case.arguments["edges"][0] for case in found["proof"]]
    assert sizes == sorted(sizes)
    assert [*found["inputs"][2].arguments] == ["edges", "start", "label"]
    assert found["inputs"][2].arguments["edges"][1].flags.writeable is False


def test_they_depend_on_the_seed_and_may_be_hidden(graphs: Path, tmp_path: Path) -> None:
    before = [case.arguments["start"] for case in cases(graphs, tmp_path)["inputs"]]
    (graphs / "assignment.toml").write_text(f'{TOML}\n[cases]\nseed = 99\nhidden = ["inputs"]\n')
    after = cases(graphs, tmp_path)["inputs"]
    assert before != [case.arguments["start"] for case in after]
    assert all(case.hidden for case in after)


def test_they_stand_beside_the_calls_that_a_description_makes(graphs: Path, tmp_path: Path) -> None:
    described = TOML.replace(
        "edges = { any = true }", 'edges = { tuple = [{ integer = "n", least = 2 }, { array = "m two" }] }'
    )
    described = described.replace("label = { any = true", 'label = { either = ["up", "down"]').replace(
        "[tasks.arg", "[tasks.axes]\ntwo = 2\n[tasks.arg"
    )
    model = MODEL.replace("links[:, 1]", "links[:, 1].astype(int) % n").replace(
        "links[:, 0]", "links[:, 0].astype(int) % n"
    )
    (graphs / "assignment.toml").write_text(described.replace("start = {", "start = {most = 1, "))
    (graphs / "reachable.py").write_text(model)
    found = cases(graphs, tmp_path)
    assert len(found["inputs"]) == 7
    assert len(found["proof"]) > 50
    assert len(found) > 8


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("def calls(seed)", "def other(seed)", "call 1: AttributeError: module 'graphs' has no attribute 'calls'"),
        ("import numpy as np\n", "import numpy as np\n1 / 0\n", "graphs.py: fails at call 1: ZeroDivisionError"),
        ("def calls(seed):", "def calls(seed):\n    return", "graphs.py: makes no call"),
        ("for n in (3, 5, 9)", "for n in range(3, 500)", "graphs.py: makes more than 400 calls"),
        ("for n in (3, 5, 9)", "while True", "graphs.py: fails at call"),
        ("default_rng(seed)", "default_rng()", "graphs.py: makes other calls each time"),
        ('"start": 1}', '"stop": 1}', "graphs.py: gives `stop` in call 1, which the task does not have"),
        (', "start": 1}', "}", "graphs.py: gives no `start` in call 1, which has no default"),
        ('"start": 1}', '"start": print}', "graphs.py: fails at call 1: TypeError: an argument is an array"),
        ('"start": 1}', '"start": np.zeros(9_000_000)}', "call 1: it gives more than 15 arrays, or more than 16 MiB"),
        ('yield {"edges": (2', 'yield [1], {"edges": (2', "graphs.py: fails at call 1: TypeError: a call is a dict"),
        ("    random =", "    open('/etc/passwd')\n    random =", "graphs.py: fails at call 1: "),
        ("    random =", "    raise SystemExit\n    random =", "graphs.py: fails at call 1: "),
    ],
)  # fmt: skip
def test_a_file_that_is_of_no_use_ends_the_command(
    old: str, new: str, message: str, graphs: Path, tmp_path: Path, capsys
) -> None:
    assert old in INPUTS
    (graphs / "inputs" / "graphs.py").write_text(INPUTS.replace(old, new, 1))
    (graphs / "assignment.toml").write_text(f"{TOML}\n[limits]\ncpu_seconds = 1\n")
    assert run(["grade", str(graphs), "--assignment", str(graphs)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert message in said


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"inputs/graphs.py"', '"none.py"', "tasks[0].inputs: none.py is not in"),
        ('"inputs/graphs.py"', '"../graphs.py"', "tasks[0].inputs: expected the name of a .py file in the folder"),
        ('"inputs/graphs.py"', '"reachable.py"', "tasks[0].inputs: expected another file than a model solution"),
        ('inputs = "inputs/graphs.py"\n', "", "tasks[0].arguments.edges: expected `inputs` beside any = true"),
        ("{ any = true }", "{ any = 1 }", "tasks[0].arguments.edges.any: expected true, got an integer"),
        ("{ any = true }", '{ any = true, array = "n" }', "tasks[0].arguments.edges: expected one of the keys"),
        ("[tasks.arguments]", "[[tasks.calls]]\nedges = 1\nstart = 1\n[tasks.arguments]", "edges: not for an argument"),
    ],
)  # fmt: skip
def test_a_key_that_cannot_be_used_is_named(old: str, new: str, message: str, graphs: Path, capsys) -> None:
    assert old in TOML
    (graphs / "assignment.toml").write_text(TOML.replace(old, new, 1))
    assert run(["grade", str(graphs), "--assignment", str(graphs)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert message in said
