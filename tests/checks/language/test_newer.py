"""What a later Python reads is told as that, and nothing else is."""

import sys

import pytest

from checks.language.newer import newer
from checks.language.syntax import error_line
from checks.static.source import CHECK
from tests.checks.inspections import inspection

RUNNING = sys.version_info[:2]
NEW = [
    ("type X = int\n", (3, 12), 1, "`type X"),
    ("x = 1\n\n\ntype Pair[T] = tuple[\n    T, T\n]\ny = 2\n", (3, 12), 4, "`type X"),
    ("def f[T](x: T) -> T:\n    return x\n", (3, 12), 1, "type parameters"),
    ("class A[\n    T\n]:\n    def f[**P, *Ts](self):\n        pass\n", (3, 12), 1, "type parameters"),
    ("class A[T = int]:\n    pass\n", (3, 13), 1, "has a default"),
    ("x = f\"{a[\"b\"]}\"\n", (3, 12), 1, "f-string"),
    ("x = 1\nx = f\"{'\\n'.join(a)}\"\n", (3, 12), 2, "f-string"),
    ("x = f'{\n    a  # the first\n}'\n", (3, 12), 1, "f-string"),
    ("x = rf'{a:{w}} {f'{b}'}'\n", (3, 12), 1, "f-string"),
    ("é = '²𝒳'; x = f\"{f\"{f\"{é}\"}\"}\"\n", (3, 12), 1, "f-string"),
    ("x = t'{a}'\n", (3, 14), 1, "template"),
    ("x = tR'{a!r:>{w}}'\n", (3, 14), 1, "template"),
    ("try:\n    pass\nexcept KeyError, np.linalg.LinAlgError:\n    pass\n", (3, 14), 3, "exceptions"),
    ("try:\n    pass\nexcept* KeyError, ValueError:\n    pass\n", (3, 14), 3, "exceptions"),
    ("lazy import numpy as np\n", (3, 15), 1, "`lazy"),
    ("lazy from math import ceil\n", (3, 15), 1, "`lazy"),
    ("type X = int\nx = (\n", (3, 12), 1, "`type X"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "version", "line", "what"), NEW, ids=lambda value: str(value)[:40])
def test_what_is_new_is_told(text: str, version: tuple[int, int], line: int, what: str) -> None:
    if version <= RUNNING:
        assert newer(text) is None
        return
    found = newer(text)
    assert found is not None
    assert (found.version, found.line) == (version, line)
    assert what in found.what
    (finding,) = CHECK.inspect(inspection(text))
    later, running = "{}.{}".format(*version), "{}.{}".format(*RUNNING)
    told = f"this is syntax of Python {later} or later, and the grader runs Python {running}: "
    assert finding.message == told + found.what
    assert finding.line == line
    assert finding.hint.endswith(f" Or ask for a grader that runs Python {later}.")


WRONG = [
    "x = (\n", "type X =\n", "def f[T](x:\n    return x\n", "def f[1](x):\n    return x\n", "print 'a'\n",
    "x = f'{a b}'\n", "x = f\"{a[\"b]}\"\n", "x = f'{}'\n", "x = f'{a!x}'\n", "x = f\"{a\\}\"\n", "x = t'{a b}'\n",
    "raise ValueError, 'a'\n", "lazy x\n", "x = 'type X = int\n",
    "x = (\ntype X = int\n", "type X = int)\n", "x = f'{a # b}'\n", "class A[T:\n    pass\n",
    "# type X = int\nx = (\n", "'''\nlazy import x\n'''\nx = (\n",
]  # fmt: skip


@pytest.mark.parametrize("text", WRONG, ids=repr)
def test_what_no_python_reads_is_not(text: str) -> None:
    assert error_line(text) is not None
    assert newer(text, (3, 11)) is None
    (finding,) = CHECK.inspect(inspection(text))
    assert "or later" not in finding.message


@pytest.mark.parametrize("text", [text for text, *_ in NEW], ids=lambda text: text[:40])
def test_a_python_that_reads_it_is_not_older(text: str) -> None:
    assert newer(text, (3, 15)) is None
