"""Names are resolved as Python would, and the canonical text says where everything came from."""

import ast
import textwrap

import pytest

from checks.language.canonical import canonical
from checks.language.names import names
from checks.language.syntax import parse
from checks.model import Source, Syntax


def syntax(text: str) -> Syntax:
    return parse(Source(name="a.py", data=textwrap.dedent(text).encode(), sha256="", executable=True))


def mentioned(text: str) -> set[str]:
    return {mention.name for mention in names(syntax(text).module).mentions()}


NP = "import numpy as np\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("def f(map):\n    return map\n", id="a parameter"),
        pytest.param("def f():\n    map = 1\n    return map\n", id="a local variable"),
        pytest.param("def f():\n    map += 1\n    return map\n", id="a variable that is added to"),
        pytest.param("def f():\n    for map in y: map\n", id="a loop's target"),
        pytest.param("def f():\n    with y as map: map\n", id="a with target"),
        pytest.param("def f():\n    import map\n", id="a local import"),
        pytest.param("def f():\n    def map(): pass\n    return map\n", id="a nested function"),
        pytest.param("def f():\n    class map: pass\n    return map\n", id="a nested class"),
        pytest.param("def f():\n    (map := 1)\n    return map\n", id="a walrus"),
        pytest.param("def f():\n    [map for map in y]\n", id="a comprehension's variable"),
        pytest.param("def f(x):\n    match x:\n        case [map, *filter]: map, filter\n", id="patterns"),
        pytest.param("def f(*map, **filter):\n    return map, filter\n", id="starred parameters"),
        pytest.param("lambda map: map\n", id="a lambda's parameter"),
        pytest.param("def f(map):\n    def g(): return map\n", id="the parameter of the function around"),
        pytest.param("def map(): pass\nmap()\n", id="the module's own function"),
        pytest.param("def f():\n    return map()\ndef map(): pass\n", id="the module's own function, further down"),
        pytest.param("map = 3\nprint_(map)\n", id="the module's own variable"),
        pytest.param("for k in y:\n    map = k\n    z(map)\n", id="a variable of the same block"),
        pytest.param("for map in y:\n    map\n", id="a target of the module's own loop"),
        pytest.param("class A:\n    map = 3\n    y = map\n", id="a class's variable"),
        pytest.param("x.map\nx.map()\n", id="somebody's attribute"),
        pytest.param("f(map=3)\n", id="a keyword"),
        pytest.param("'map'\n'''map'''\n# map\n", id="strings and comments"),
    ],
)
def test_a_name_of_ones_own_hides_the_builtin(text: str) -> None:
    assert not {"builtins.map", "builtins.filter"} & mentioned(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("map\n", id="the plain name"),
        pytest.param("def f():\n    return map\n", id="in a function"),
        pytest.param("m = map\nm()\n", id="an alias"),
        pytest.param("def f(m=map): m()\n", id="a default"),
        pytest.param("def f(*, m=map): m()\n", id="a keyword default"),
        pytest.param("if 0:\n    map = 3\nmap()\n", id="a binding that may not happen"),
        pytest.param("map = 3\ndel map\nmap()\n", id="a binding that is undone"),
        pytest.param("map()\nmap = 3\n", id="a binding that comes later"),
        pytest.param("try:\n    f()\nexcept E as map:\n    pass\nmap()\n", id="an except that is over"),
        pytest.param("def f():\n    global map\n    map = 3\ndef g(): map()\n", id="a global that may not be set"),
        pytest.param(
            "class A:\n    map = 3\n    def f(self): return map\n", id="a class's variable is not seen inside"
        ),
        pytest.param("class A:\n    y = map\n    map = 3\n", id="a class's variable that comes later"),
        pytest.param("__builtins__.map\n", id="__builtins__ as a module"),
        pytest.param("__builtins__['map']\n", id="__builtins__ as a dictionary"),
        pytest.param("globals()['__builtins__']['map']\n", id="__builtins__ by way of globals"),
        pytest.param("import builtins as b\nb.map\n", id="the builtins module"),
        pytest.param("from builtins import map as m\nm\n", id="from builtins"),
        pytest.param("__import__('builtins').map\n", id="__import__"),
        pytest.param("getattr(__builtins__, 'm' 'ap')\n", id="getattr"),
        pytest.param("vars(__builtins__)['map']\n", id="vars"),
        pytest.param("\N{MATHEMATICAL BOLD SMALL M}ap\n", id="letters that Python takes for others"),
        pytest.param("(lambda: map)()\n", id="a result of a lambda"),
        pytest.param("print.__self__.map\n", id="the module of another builtin"),
        pytest.param("import numpy\nnumpy.lib._function_base_impl.builtins.map\n", id="numpy's own import"),
        pytest.param("f'{map}'\n", id="in an f-string"),
        pytest.param("@map\ndef f(): pass\n", id="a decorator"),
        pytest.param("class A(map): pass\n", id="a base class"),
    ],
)
def test_the_builtin_is_seen_through(text: str) -> None:
    assert "builtins.map" in mentioned(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("np.vectorize", id="the plain name"),
        pytest.param("n = np\nn.vectorize", id="an alias of the module"),
        pytest.param("f = np.vectorize\nf(g)", id="an alias of the function"),
        pytest.param("a, b = np, 3\na.vectorize", id="a tuple that is taken apart"),
        pytest.param("for n in (np,): n.vectorize", id="a loop over modules"),
        pytest.param("(n := np).vectorize", id="a walrus"),
        pytest.param("(np if x else y).vectorize", id="a conditional expression"),
        pytest.param("(x or np).vectorize", id="a boolean expression"),
        pytest.param("[np][0].vectorize", id="an item"),
        pytest.param("d = {'n': np}\nd['n'].vectorize", id="an item of a variable"),
        pytest.param("d = {}\nd['n'] = np\nd['n'].vectorize", id="an item that is set"),
        pytest.param("class A:\n    n = np\nA.n.vectorize", id="a class's attribute"),
        pytest.param("class A:\n    n = np\nclass B(A): pass\nB().n.vectorize", id="an inherited attribute"),
        pytest.param("class A:\n    def f(self):\n        self.n = np\n        self.n.vectorize", id="self"),
        pytest.param("def f(): return np\nf().vectorize", id="a result"),
        pytest.param("def f(n=np): n.vectorize", id="a default"),
        pytest.param("def f():\n    global n\n    n = np\ndef g(): n.vectorize", id="a global"),
        pytest.param(
            "def f():\n    n = 0\n    def g():\n        nonlocal n\n        n = np\n    n.vectorize", id="nonlocal"
        ),
        pytest.param("getattr(np, 'vec' + 'torize')", id="getattr and a sum"),
        pytest.param("getattr(np, 'vec' 'torize')", id="getattr and adjacent strings"),
        pytest.param("getattr(np, f'{\"vec\"}torize')", id="getattr and an f-string"),
        pytest.param("k = 'vec'\ngetattr(np, k + 'torize')", id="getattr and a constant"),
        pytest.param("g = getattr\ng(np, 'vectorize')", id="an alias of getattr"),
        pytest.param("np.__dict__['vectorize']", id="the module's dictionary"),
        pytest.param("np.__dict__.get('vectorize')", id="the module's dictionary, asked"),
        pytest.param("vars(np)['vectorize']", id="vars"),
        pytest.param("globals()['np'].vectorize", id="globals"),
        pytest.param("np.__getattribute__('vectorize')", id="__getattribute__"),
        pytest.param("__import__('numpy').vectorize", id="__import__"),
        pytest.param("import importlib\nimportlib.import_module('numpy').vectorize", id="importlib"),
        pytest.param("from importlib import import_module as i\ni('num' 'py').vectorize", id="import_module"),
        pytest.param("from numpy import vectorize as v", id="from"),
        pytest.param("from numpy import *\nvectorize", id="a star"),
        pytest.param("a = b\nb = c\nc = np\na.vectorize", id="aliases in the wrong order"),
        pytest.param("np = 3\nnp.vectorize", id="one of several bindings"),
        pytest.param("".join(f"a{i + 1} = a{i}\n" for i in range(300)) + "a0 = np\na300.vectorize", id="300 aliases"),
    ],
)
def test_numpy_is_seen_through(text: str) -> None:
    assert "numpy.vectorize" in mentioned(NP + text + "\n")


def test_submodules_keep_their_path() -> None:
    text = "from numpy.lib.stride_tricks import sliding_window_view as s\nimport numpy.linalg\ns\nnumpy.linalg.norm\n"
    assert {"numpy.lib.stride_tricks.sliding_window_view", "numpy.linalg.norm"} <= mentioned(text)


def test_a_name_that_may_vary_is_no_constant() -> None:
    assert "numpy.sum" not in mentioned(NP + "def f(k='sum'):\n    getattr(np, k)\n")


def test_imports_are_found_by_statement_and_by_call() -> None:
    text = "import a.b as c, d\nfrom e import f, g\nfrom . import h\n__import__('i')\n__import__(j)\n"
    found = [(known.module, known.names, known.relative) for known in names(syntax(text).module).imports()]
    assert found == [
        ("a.b", (), False),
        ("d", (), False),
        ("e", ("f", "g"), False),
        ("", ("h",), True),
        ("i", (), False),
        (None, (), False),
    ]


# --- the canonical text ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("x = np.zeros(3)", "x = numpy.zeros(3)", id="an alias"),
        pytest.param("x = np.\\\n  zeros(3)", "x = (numpy.zeros\n)(3)", id="over two lines"),
        pytest.param("if(np).x: pass", "if numpy.x: pass", id="no space before"),
        pytest.param("x = 1 if(np.a)else 2", "x = 1 if(numpy.a)else 2", id="no space after"),
        pytest.param('x = getattr(np,"a")if y else 2', "x = numpy.a if y else 2", id="no space after a call"),
        pytest.param("'a' 'b'", "'a' 'b'", id="a docstring stays"),
        pytest.param('f("a" "b")', "f('ab')", id="adjacent strings"),
        pytest.param("x = f'{np.a}{y}'", "x = ''", id="an f-string is listed elsewhere"),
        pytest.param("f(*np.a)", "f(*(numpy.a))", id="a star"),
        pytest.param("getattr(y, 'a')(1)", "(y).a(1)", id="getattr of something unknown"),
        pytest.param("é = '😀'; np.a", "é = '😀'; numpy.a", id="letters of several bytes"),
        pytest.param("np.a = 3", "numpy.a = 3", id="a target"),
        pytest.param("def f(map): return map", "def f(map): return map", id="a name of one's own"),
    ],
)
def test_names_are_put_in_place(text: str, expected: str) -> None:
    assert canonical(syntax(NP + text + "\n")).views[0].root.text() == NP + expected + "\n"


@pytest.mark.parametrize(
    ("text", "pattern", "place", "words"),
    [
        pytest.param("n = np\nn.vectorize(f)", "numpy.vectorize", (3, 1), "n.vectorize", id="an alias"),
        pytest.param("'é😀'; np.vectorize", "numpy.vectorize", (2, 7), "np.vectorize", id="after wide letters"),
        pytest.param("f(np.a, np.b, y.c)", "$X.c", (2, 15), "y.c", id="after longer names"),
        pytest.param("f(np\n .a, y.c)", "$X.c", (3, 6), "y.c", id="after a name over two lines"),
        pytest.param("f(np\n .a)", "numpy.a", (2, 3), "np .a", id="a name over two lines"),
        pytest.param("def f(): return getattr(np, 'a')", "numpy.a", (2, 17), "getattr(np, 'a')", id="a call"),
    ],
)
def test_a_match_leads_back_to_the_original(text: str, pattern: str, place: tuple[int, int], words: str) -> None:
    found = canonical(syntax(NP + text + "\n"))
    node = found.views[0].root.find(pattern=pattern)
    assert node is not None
    assert found.views[0].place(node.range()) == place
    assert found.words(found.views[0], node) == words


@pytest.mark.parametrize(
    ("text", "line", "place"),
    [
        pytest.param("from numpy import (vectorize,\n  sum as s)", "numpy.sum", (3, 3), id="a from import"),
        pytest.param("x = f'{np.a}'", "numpy.a", (2, 5), id="an f-string"),
        pytest.param("getattr(np, 'a', [z for z in y])", "[... for _ in ...]", (2, 18), id="in a replaced call"),
        pytest.param("getattr(y, 'b', [np.a])", "numpy.a", (2, 18), id="a default"),
        pytest.param("np = math_\nimport math\nnp = math\nnp.a", "math.a", (5, 1), id="another meaning"),
        pytest.param("x = *(np.a), 1", "numpy.a", (2, 7), id="where ast-grep stumbles"),
    ],
)
def test_what_has_no_place_is_listed(text: str, line: str, place: tuple[int, int]) -> None:
    view = canonical(syntax(NP + text + "\n")).views[1]
    numbers = [number for number, known in enumerate(view.root.text().split("\n")) if known == line]
    segments = [view.segments[number][0].first for number in numbers]
    assert place in [(first[0] + 1, first[1] + 1) for first in segments]


def test_ordinary_code_needs_no_second_view() -> None:
    text = NP + "def f(a: np.ndarray, *b) -> np.ndarray:\n    x, *y = np.shape(a)\n    return [*np.shape(x), *y]\n"
    assert len(canonical(syntax(text)).views) == 1


def test_the_loops_python_sees_are_known() -> None:
    text = "for i in x: pass\nwhile x: pass\n[i for i in x]\n{i for i in x}\n{i: i for i in x}\nf(i for i in x)\n"
    found = canonical(syntax(text + "async def f():\n    async for i in x: pass\n")).loops
    assert [kind for kind, *_ in sorted(found, key=lambda loop: loop[1:])] == [
        "for_statement", "while_statement", "list_comprehension", "set_comprehension",
        "dictionary_comprehension", "generator_expression", "for_statement",
    ]  # fmt: skip


def test_deep_and_long_code_takes_no_deep_recursion() -> None:
    for text in ("a" + "()" * 660, "x = " + " + ".join(["'a'"] * 700), "np" + ".b" * 700, "x = [" + "1, " * 9000 + "]"):
        assert isinstance(canonical(syntax(NP + text + "\n")).names.scopes.module.node, ast.Module)
