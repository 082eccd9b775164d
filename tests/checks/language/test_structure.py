import ast

import pytest

from checks.language.structure import structure

PROGRAM = '''#!/usr/bin/env python3
"""A module"""
import numpy as np
from math import ceil


def helper(x):
    """Half of it."""
    return ceil(x / 2)


def convolve(images, kernel):
    """Convolve."""
    m, h, w = images.shape
    out = np.zeros((m, h, w))  # where it goes
    for i in range(h):
        for j in range(w):
            out[:, i, j] = (images[:, i:helper(i), j] * kernel).sum(axis=1)
    squares = [i * i for i in range(3)]
    return out
'''


def alike(one: str, other: str) -> bool:
    return structure(ast.parse(one)) == structure(ast.parse(other))


def edited(*pairs: tuple[str, str]) -> str:
    text = PROGRAM
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(PROGRAM, id="the same"),
        pytest.param(edited(("  # where it goes", ""), ("images", "pics"), ("out", "result")), id="variables renamed"),
        pytest.param(edited(("helper", "half_of")), id="a function of one's own renamed"),
        pytest.param(
            edited(("for i in range(h)", "for i in range( h ) "), ("(m, h, w))", "(m,\n    h, w))")), id="layout"
        ),
        pytest.param(edited(('    """Convolve."""\n', ""), ("A module", "Another")), id="documentation"),
        pytest.param(
            edited(("import numpy as np", "import numpy"), ("np.", "numpy.")), id="a module under another name"
        ),
        pytest.param(edited(("(x)", "(x: float) -> int"), ("out = np", "out: np.ndarray = np")), id="annotations"),
        pytest.param(edited(("    m, h", "    n: int\n    m, h")), id="a declaration"),
        pytest.param(edited(("[i * i for i in", "[z * z for z in")), id="the variable of a comprehension"),
        pytest.param(
            edited(("def helper(x)", "def helper(images)"), ("ceil(x", "ceil(images")),
            id="one scope's name taken in another",
        ),
    ],
)
def test_the_structure_is_the_same(other: str) -> None:
    assert alike(PROGRAM, other)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(edited(("x / 2", "x / 3")), id="another constant"),
        pytest.param(edited(("x / 2", "x // 2")), id="another operator"),
        pytest.param(edited((".sum", ".mean")), id="another method"),
        pytest.param(edited(("(axis=1)", "(keepdims=1)")), id="another keyword"),
        pytest.param(
            edited(("from math import ceil", "from math import floor"), ("ceil(", "floor(")), id="another import"
        ),
        pytest.param(edited(("range(w)", "range(h)")), id="another variable of two"),
        pytest.param(edited(("range(3)", "list(3)")), id="another builtin"),
        pytest.param(edited(("    return out", "    pass\n    return out")), id="a statement more"),
        pytest.param(edited(("x / 2", "2 / x")), id="the order of operands"),
    ],
)
def test_the_structure_is_another(other: str) -> None:
    assert not alike(PROGRAM, other)


@pytest.mark.parametrize(
    "text",
    [
        "def f(a, /, b=1, *c, d, **e):\n    global g\n    g = a\n",
        "match x:\n    case {'a': y, **rest}:\n        pass\n    case [p, *q] as r:\n        pass\n",
        "try:\n    pass\nexcept* ValueError as e:\n    raise\n",
        "class A[T](B, metaclass=M):\n    x: int = 1\n" if hasattr(ast, "TypeVar") else "class A(B):\n    x: int = 1\n",
        "async def f():\n    async with a as b:\n        await b\n",
        "x = f'{a!r:>{w}}'\ny = lambda z: (q := z)\n",
    ],
)
def test_every_kind_of_statement_has_a_structure(text: str) -> None:
    assert structure(ast.parse(text)).statements


def test_statements_are_counted_without_documentation() -> None:
    assert structure(ast.parse('"""A module"""\nx = 1\ndef f():\n    """Doc."""\n    return x\n')).statements == 3


def test_nesting_is_no_matter() -> None:
    module = ast.parse("x = 1")
    for _ in range(5000):
        module.body = [ast.If(ast.Constant(True), module.body, [])]
    assert structure(module).statements == 5001
