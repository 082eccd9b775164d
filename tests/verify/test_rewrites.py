"""Rewrites do what their program does, and none is idle: what is right cannot be a false alarm by mistake of ours."""

import contextlib
import io
from collections import Counter
from typing import Any

import numpy as np
import pytest

from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import arguments
from checks.model import Case
from checks.model.assignment import Assignment
from tests.verify.__main__ import PROGRAMS
from tests.verify.rewrites import rewrites
from tests.verify.rewritings import REWRITES
from tests.verify.rows import Program, program

pytestmark = pytest.mark.slow("runs every rewrite of every program")

SHAPES = [(2, 6, 7, 3, 2), (1, 4, 3, 1, 1), (3, 5, 9, 4, 3)]


def returned(given: Program, text: str, case: Case) -> Any:
    names: dict[str, Any] = {"__name__": "student"}
    exec(compile(text, given.name, "exec"), names)
    given_to = [given.copy() if isinstance(given, np.ndarray) else given for given in case.arguments.values()]
    with contextlib.redirect_stdout(io.StringIO()):
        return names[given.task.function](*given_to)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_rewrite_does_what_its_program_does(name: str, assignment: Assignment, random) -> None:
    given = program(name, assignment)
    for m, h, w, kh, kw in SHAPES:
        images, kernel = random.standard_normal((m, h, w)), random.standard_normal((kh, kw))
        case = Case("c", "f", "t", arguments(given.task, images, kernel, (1, 2)))
        answers = [answer.array for answer in oracle.expected(given.task, assignment.policy, case)]
        for rewrite in rewrites(given.text):
            found = returned(given, rewrite.program, case)
            right = [found.shape == answer.shape and np.allclose(found, answer, atol=1e-4) for answer in answers]
            assert any(right), (rewrite.change, rewrite.program)


def test_every_rewrite_is_made_somewhere_and_they_are_many(assignment: Assignment) -> None:
    made = Counter(rewrite.change for name in PROGRAMS for rewrite in rewrites(program(name, assignment).text))
    assert set(REWRITES) <= set(made)
    assert len(REWRITES) >= 40
    assert any(", " in change for change in made)


@pytest.mark.parametrize(
    ("change", "line", "expected"),
    [
        ("np.einsum", "x = np.sum(a * b, axis=(1, 2))", "x = np.einsum('mij,ij->m', a, b)"),
        ("np.tensordot", "x = (a * b).sum(axis=(1, 2))", "x = np.tensordot(a, b, axes=((1, 2), (0, 1)))"),
        (
            "sliding windows",
            "x = y[:, i:i + kh, j:j + kw]",
            "x = np.lib.stride_tricks.sliding_window_view(y, (kh, kw), axis=(1, 2))[:, i, j]",
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
    assert REWRITES[change](line) == expected
