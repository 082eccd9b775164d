"""A model solution by which nobody can be graded ends every command with one line, before anybody is judged."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.cli import run
from tests.dask_cluster import DaskCluster

TOML = """
name = "Sums"

[limits]
cpu_seconds = 1

[[tasks]]
id = "1"
title = "Running Sum"
file = "running_sum.py"
function = "running_sum"
loops = 1

[tasks.arguments]
x = { array = "n" }
"""
HEAD = '#!/usr/bin/env python3\n"""Sums"""\nimport numpy as np\n\n\ndef running_sum(x):\n    """The sums so far"""\n'
RIGHT = "    return np.cumsum(x)\n"
UNFIT = {
    "raises for one call": (
        "    if len(x) == 3:\n        raise ValueError('three')\n" + RIGHT,
        "running_sum.py: the model solution gives no answer for x (3,): ValueError: three",
    ),
    "is missing": (
        None,
        "FOLDER/assignment.toml: tasks[0].file: running_sum.py is not in FOLDER: without `exercise` its model solution "
        "is the answer",
    ),
    "never ends": (
        "    for _ in range(10**12):\n        pass\n",
        "running_sum.py: the model solution gives no answer for x (1,): still computing when the CPU time was up; "
        "make it faster, or raise limits.cpu_seconds",
    ),
    "never ends for a call that it need not answer, and so answers none of those that follow": (
        "    for _ in range(10**12 * (len(x) > 1 and not np.ptp(x))):\n        pass\n" + RIGHT,
        "running_sum.py: the model solution gives no answer for x (4,): still computing when the CPU time was up; "
        "make it faster, or raise limits.cpu_seconds",
    ),
    "returns a list": (
        "    return [list(x)]\n",
        "running_sum.py: the model solution gives no answer for x (1,): it returned a value of type list, of which 16 "
        "numbers or arrays at most are taken: return an array",
    ),
    "returns a long list": (
        "    return [0.0] * 9 * len(x)\n",
        "running_sum.py: the model solution gives no answer for x (4,): it returned a value of type list, of which 16 "
        "numbers or arrays at most are taken: return an array",
    ),
    "returns a text": (
        "    return str(x)\n",
        "running_sum.py: the model solution gives no answer for x (1,): it returned a value of type str",
    ),
    "returns far more than it is given": (
        "    return np.zeros(300_000)\n",
        "running_sum.py: the model solution gives no answer for x (1,): it returned an array (300000,), "
        "which is larger than 2 MiB",
    ),
    "returns an array of many axes": (
        "    return np.zeros((1,) * 9)\n",
        "running_sum.py: the model solution gives no answer for x (1,): it returned an array "
        "(1, 1, 1, 1, 1, 1, 1, 1, 1), which has more than 8 axes",
    ),
    "draws lots": (
        "    return np.random.randint(10**9, size=len(x))\n",
        "running_sum.py: the model solution gives two answers for x (13,); it must always give the same",
    ),
    "has another name": (
        "    return x\n\n\nanother, running_sum = running_sum, None\ndel running_sum\n",
        "running_sum.py: the model solution defines no function `running_sum`",
    ),
    "gives a number for zeros by what the memory holds": (
        "    if len(x) > 1 and not x.any():\n        return np.sqrt(np.empty(len(x)))\n" + RIGHT,
        "running_sum.py: the model solution gives two answers for x (4,); it must always give the same",
    ),
    "breaks its own loop budget": (
        "    for _ in x:\n        for _ in x:\n            pass\n" + RIGHT,
        "running_sum.py: the model solution does not keep to tasks[0].loops: line 9: 2 `for` statements, at most 1 is "
        "allowed (lines 8 and 9)",
    ),
    "imports what nobody may": (
        "    import os\n    os.getcwd()\n" + RIGHT,
        "running_sum.py: the model solution does not keep to imports: line 8: `os` is not allowed: use numpy alone; "
        "line 9 uses it",
    ),
    "takes other arguments than are described": (
        RIGHT + "\n\ndef running_sum(x, start):\n    return x\n",
        "running_sum.py: the model solution does not keep to tasks[0].arguments: line 11: `running_sum` cannot be "
        "called as in the assignment: it takes 2 arguments, the assignment gives 1",
    ),
    "calls its arguments otherwise": (
        RIGHT + "\n\ndef running_sum(y):\n    return y\n",
        "running_sum.py: the model solution does not keep to tasks[0].arguments: line 11: `running_sum` takes `(y)`; "
        "the assignment says `(x)`",
    ),
    "cannot be loaded": (
        "    return x\n\n\n1 / 0\n",
        "running_sum.py: the model solution cannot be loaded: ZeroDivisionError: division by zero",
    ),
}


@pytest.fixture
def unfit(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """An assignment whose model solution is of no use, and what is said of it: one is asked of all commands."""
    body, said = UNFIT[getattr(request, "param", "raises for one call")]
    (tmp_path / "assignment").mkdir()
    (tmp_path / "assignment" / "assignment.toml").write_text(TOML)
    if body is not None:
        (tmp_path / "assignment" / "running_sum.py").write_text(HEAD + body)
    return tmp_path / "assignment", said.replace("FOLDER", str(tmp_path / "assignment"))


@pytest.fixture
def class_folder(tmp_path: Path) -> Path:
    for name in ("ada", "ben"):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "running_sum.py").write_text(HEAD + RIGHT)
    return tmp_path / "class"


def assert_told(code: int, said: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, one line, and nothing of any process's own on the terminal."""
    printed = capfd.readouterr()
    assert (code, printed.out, printed.err) == (2, "", f"grader: {said}\n")


@pytest.mark.parametrize("unfit", UNFIT, indirect=True)
def test_one_student_is_not_judged(unfit: tuple[Path, str], class_folder: Path, capfd) -> None:
    assignment, said = unfit
    assert_told(run(["grade", str(class_folder / "ada"), "--assignment", str(assignment)]), said, capfd)


def test_a_folder_under_watch_is_not_judged(unfit: tuple[Path, str], class_folder: Path, capfd) -> None:
    assignment, said = unfit
    assert_told(run(["watch", str(class_folder / "ada"), "--assignment", str(assignment)]), said, capfd)


def batch(assignment: Path, class_folder: Path, *more: str) -> int:
    out = class_folder.with_name("results")
    code = run(["batch", str(class_folder), "--out", str(out), "--quiet", "--assignment", str(assignment), *more])
    assert not (out / "grades.csv").exists()
    return code


def test_a_class_is_not_judged(unfit: tuple[Path, str], class_folder: Path, capfd) -> None:
    assignment, said = unfit
    assert_told(batch(assignment, class_folder, "--jobs", "2"), said, capfd)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with DaskCluster(tmp_path_factory.mktemp("dask")) as dask:
        dask.worker()
        dask.joined(1)
        yield dask.address


def test_a_cluster_does_not_judge(unfit: tuple[Path, str], class_folder: Path, cluster: str, capfd) -> None:
    assignment, said = unfit
    assert_told(batch(assignment, class_folder, "--cluster", cluster), said, capfd)


def test_what_it_leaves_to_chance_within_rounding_is_no_second_answer(class_folder: Path, tmp_path: Path) -> None:
    """As where it adds up in an order that changes."""
    (tmp_path / "assignment.toml").write_text(TOML)
    (tmp_path / "running_sum.py").write_text(HEAD + "    return np.cumsum(x) * (1 + 1e-15 * np.random.rand(len(x)))\n")
    assert run(["grade", str(class_folder / "ada"), "--assignment", str(tmp_path)]) == 0
