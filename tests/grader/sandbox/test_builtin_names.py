"""A file has Python's builtins but for those that are refused, and whoever reaches round for one is told its name."""

import builtins

import pytest

from checks.dynamic import exceptions
from checks.model import Outcome
from checks.model.words import LACKING
from grader.sandbox import builtin_names
from grader.sandbox.builtin_names import GivenBuiltins
from tests.grader.sandbox.test_client import run, sandbox

ORDINARY = {
    "classes, decorators and properties": "class A:\n    @property\n    def x(self): return super().__repr__()\nA().x",
    "imports of every kind": "import math, numpy.fft as f\nfrom math import ceil as c\n"
    "from collections import abc\nfrom os import path",
    "a dataclass and a named tuple": "from dataclasses import dataclass\nfrom collections import namedtuple\n"
    "from typing import NamedTuple\n@dataclass(frozen=True)\nclass A:\n    x: int = 0\n    y: list = ()\n"
    "class B(NamedTuple):\n    h: int\nassert A(1) == A(1) and namedtuple('P', 'h w')(1, 2).w == 2 and B(3).h == 3",
    "what needs a file of Python's own": "import traceback, inspect, random\ndef g(): return 1\n"
    "assert 'return 1' in inspect.getsource(g)",
    "a pickle of numpy's": "import pickle\npickle.loads(pickle.dumps(np.ones(3)))",
    "what is named and never run": "if kernel is None:\n    exec('x')\n    open('y')",
    "a copy of an array": "import copy\ncopy.deepcopy(np.ones(3))",
}
NAMED = "x = eval('1 + 1')\nassert x == 2"
ROUND = {
    "by the dict": ("__builtins__['nepo'[::-1]]", "KeyError: 'open'"),
    "by the dict once more": ("__builtins__['lave'[::-1]]", "KeyError: 'eval'"),
    "by the module": (
        "import builtins\nbuiltins.compile",
        "AttributeError: module 'builtins' has no attribute 'compile'",
    ),
    "by getattr": (
        "getattr(__import__('builtins'), 'cexe'[::-1])",
        "AttributeError: module 'builtins' has no attribute 'exec'",
    ),
    "by from": ("from builtins import open", "ImportError: cannot import name 'open' from 'builtins'"),
}


@pytest.fixture(scope="module")
def box():
    return sandbox("limits")


@pytest.mark.parametrize("body", ORDINARY.values(), ids=ORDINARY)
def test_what_is_ordinary_is_there(box, body: str) -> None:
    (found,) = run(box, f"{body}\nreturn images").observations
    assert found.outcome is Outcome.RETURNED, found.detail


def test_what_the_text_names_is_run_as_it_is_for_what_else_is_to_be_said(box) -> None:
    (found,) = run(box, f"{NAMED}\nreturn images").observations
    assert found.outcome is Outcome.RETURNED


@pytest.mark.parametrize(("body", "detail"), ROUND.values(), ids=ROUND)
def test_what_is_reached_for_in_another_way_is_missing_and_told(box, body: str, detail: str) -> None:
    (found,) = run(box, f"{body}\nreturn images").observations
    assert found.outcome is Outcome.RAISED
    assert found.detail.startswith(detail)
    assert "see `capabilities`" in exceptions.hint(found.detail)


def test_a_name_in_the_main_block_alone_is_missing() -> None:
    text = b"if __name__ == '__main__':\n    exec('x')\nelse:\n    y = open\nclass A:\n    z = compile\n"
    assert {*LACKING} - {*GivenBuiltins().of(text)} == {"eval", "exec", "open", "breakpoint"}
    assert {*LACKING} & {*GivenBuiltins().of(b"# exec, open\nx = 'eval'\n")} == set()


def test_all_else_is_pythons_own_and_nothing_of_pythons_is_changed() -> None:
    before = dict(vars(builtins))
    given = GivenBuiltins().of(b"")
    assert {*before} - {*given} == {*LACKING}
    assert [name for name, value in given.items() if value is not before[name]] == ["__import__"]
    assert vars(builtins) == before


def test_the_sandbox_and_the_check_know_the_same_names() -> None:
    assert builtin_names.LACKING == LACKING


@pytest.mark.parametrize("detail", ["NameError: name 'image' is not defined", "KeyError: 'same'", "KeyError: 'opened'"])
def test_of_another_name_nothing_is_said(detail: str) -> None:
    assert "capabilities" not in exceptions.hint(detail)
