"""The wrong sample is the solution with a plain mistake, and everything else as it was."""

import ast
import json

import pytest

from checks.model import Verdict
from grader.drafting import read
from grader.drafting.samples import expected, wrong
from tests.grader.drafting.solutions import HEAD, function, solution


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("return x * 2", "return (x * 2) + 1"),
        ("return not x", "return (not x) + 1"),
        ("return np.cumsum(x)", "return np.cumsum(x) + 1"),
        ("return x[::2]", "return x[::2] + 1"),
        ("return x + 1, 2", "return (x + 1) + 1, 2"),
        ("return (x +\n            2)", "return ((x +\n            2) + 1)"),
        ("y = np.zeros(3)\n    y += x\n    return y", "y = np.zeros(3)\n    y += x\n    return y + 1"),
        (
            "if x.any():\n        return x * 2\n    return -x",
            "if x.any():\n        return (x * 2) + 1\n    return (-x) + 1",
        ),
        ("é = 'ü'; return x / 2  # ä", "é = 'ü'; return (x / 2) + 1  # ä"),
        ("return np.unique(x, return_counts=True)", "return 0"),
        ("return g(x)", "return 0"),
        ("y = np.zeros(3)\n    y = g(y)\n    return y", "y = np.zeros(3)\n    y = g(y)\n    return 0"),
        ("for y in x: pass\n    return y", "for y in x: pass\n    return 0"),
        ("return (1,) + x", "return 0"),
        ("def g():\n        return 3\n    return g()", "def g():\n        return 3\n    return 0"),
    ],
)
def test_what_is_returned_is_another(before: str, after: str) -> None:
    text = wrong([solution(function("x", before))]).decode()
    assert text == HEAD + function("x", after)
    ast.parse(text)


def test_each_task_of_a_file_gets_its_mistake() -> None:
    data = b"def f(x):\n    return x + 1\n\n\ndef g(x):\n    return x + 2\n\n\ndef h(x):\n    return x + 3\n"
    text = wrong([read("a.py", data, "f"), read("a.py", data, "h")]).decode()
    assert [line.strip() for line in text.splitlines() if "return" in line] == [
        *("return (x + 1) + 1", "return x + 2", "return (x + 3) + 1")
    ]


def test_what_is_expected_is_the_verdict_alone() -> None:
    stated = json.loads(expected("About", {"1": Verdict.ACCEPTED, "2": Verdict.WRONG_ANSWER}))
    assert stated == {"about": "About", "tasks": {"1": {"verdict": "accepted"}, "2": {"verdict": "wrong_answer"}}}
