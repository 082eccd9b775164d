"""Rewrites do what their program does, and none is idle: what is right cannot be a false alarm by mistake of ours."""

import contextlib
import inspect
import io
from collections import Counter
from typing import Any

import numpy as np
import pytest

from checks.exercises import exercise_of
from checks.model import Array, Case, Data
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.assignment.data import arrays
from grader.verify.programs import Program
from grader.verify.rewritings import REWRITES
from grader.verify.rewritings.trees import Wanted
from grader.verify.run import few
from reference import ASSIGNMENT
from tests.grader.verify.programs import all_rewrites, programs

pytestmark = pytest.mark.slow("runs every rewrite of every program")

LARGEST = 2000  # values in one array of a call
NAMES = programs(load(ASSIGNMENT, CHECK_IDS))
OF_ANY = {"the sum by add.reduce", "the sum in long floats"}  # which no program of the course has a sum for


@pytest.fixture(scope="module")
def data(whole: Assignment) -> Data:
    return few(arrays(whole))


def small_cases(given: Program, assignment: Assignment, data: Data) -> list[Case]:
    """The first small call of each family."""
    firsts: dict[str, Case] = {}
    for case in exercise_of(given.task).values(given.task, assignment.cases, data):
        arrays = [value for value in case.arguments.values() if isinstance(value, np.ndarray)]
        if max(array.size for array in arrays) <= LARGEST:
            firsts.setdefault(case.family, case)
    return list(firsts.values())


def returned(given: Program, text: str, case: Case) -> Any:
    names: dict[str, Any] = {"__name__": "student"}
    exec(compile(text, given.name, "exec"), names)
    function = names[given.task.function]
    parameters = list(inspect.signature(function).parameters.values())
    keeps_names = parameters[0].kind is parameters[0].VAR_POSITIONAL  # it takes whatever it is given
    own = {} if keeps_names else dict(zip(given.task.parameters, (each.name for each in parameters), strict=False))
    values = {
        own.get(name, name): value.copy() if isinstance(value, np.ndarray) else value
        for name, value in case.arguments.items()
    }
    with contextlib.redirect_stdout(io.StringIO()):
        return function(**values)


@pytest.mark.filterwarnings("ignore:.is. with:SyntaxWarning")
@pytest.mark.parametrize("name", NAMES)
def test_a_rewrite_does_what_its_program_does(name: str, whole: Assignment, data: Data) -> None:
    given = programs(whole)[name]
    cases = small_cases(given, whole, data)
    expected: list[Array] = [returned(given, given.text, case) for case in cases]
    assert len(cases) > 5
    for rewrite in all_rewrites(given):
        for case, array in zip(cases, expected, strict=True):
            found = returned(given, rewrite.program, case)
            assert found.shape == array.shape, (rewrite.change, rewrite.program, case.title)
            assert np.allclose(found, array, rtol=1e-4, atol=1e-2), (rewrite.change, rewrite.program, case.title)


def test_every_rewrite_is_made_somewhere_and_they_are_many(whole: Assignment) -> None:
    made = Counter(rewrite.change for program in programs(whole).values() for rewrite in all_rewrites(program))
    assert set(REWRITES) - OF_ANY <= set(made)
    assert len(REWRITES) >= 40
    assert any(", " in change for change in made)


@pytest.mark.parametrize(
    ("change", "line", "expected"),
    [
        ("np.einsum", "x = np.sum(a * b, axis=(1, 2))", "x = np.einsum('mij,ij->m', a, b)"),
        ("np.einsum", "x = np.sum(a * b, axis=(1, 2, 3))", "x = np.einsum('mijc,ijc->m', a, b)"),
        ("np.tensordot", "x = (a * b).sum(axis=(1, 2))", "x = np.tensordot(a, b, axes=((1, 2), (0, 1)))"),
        (
            "sliding windows",
            "x = y[:, i:i + kh, j:j + kw]",
            "x = np.moveaxis(np.lib.stride_tricks.sliding_window_view"
            "(y, (kh, kw), axis=(1, 2))[:, i, j], (-2, -1), (1, 2))",
        ),
        ("slices by name", "x = y[:, i:i + kh:s, j:j + kw]", "x = y[:, i:i + kh:s, j:j + kw]"),
        ("one axis summed after the other", "x = a.sum(axis=(1, 2))", "x = np.sum(np.sum(a, axis=2), axis=1)"),
        ("axes counted from the end", "x = a.sum(axis=(1, 2, 3))", "x = np.sum(a, axis=(-3, -2, -1))"),
        ("np.maximum.reduce", "x = np.max(a, axis=(1, 2))", "x = np.maximum.reduce(a, axis=(1, 2))"),
        ("a word in a tuple", "x = p == 'same'", "x = p in ('same',)"),
        ("int for whole numbers", "x = (a - b) // s", "x = int((a - b) / s)"),
        (
            "a parameter more",
            "def pool(a, stride=(1, 1)):\n    return a",
            "def pool(a, stride=(1, 1), verbose=False):\n    return a",
        ),
        (
            "parameters renamed",
            "def pool(a, stride=(1, 1)):\n    return a",
            "def pool(the_a, the_stride=(1, 1)):\n    return the_a",
        ),
        ("float32", "x = np.zeros(s)", "x = np.zeros(s, dtype='float32')"),
        ("loops from the end", "for i in range(n):\n    pass", "for i in range(n - 1, -1, -1):\n    pass"),
        (
            "loops swapped",
            "for i in range(a):\n    for j in range(b):\n        f(i, j)",
            "for j in range(b):\n    for i in range(a):\n        f(i, j)",
        ),
        ("variables renamed", "top = f(axis=top)", "top_of_it = f(axis=top_of_it)"),
    ],
    ids=lambda value: value if isinstance(value, str) and "=" not in value and ":" not in value else "",
)
def test_a_rewrite_is_made(change: str, line: str, expected: str) -> None:
    assert REWRITES[change](line, Wanted("pool", ("a",))) == expected
