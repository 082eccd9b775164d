"""What is no loop passes; every loop is found, whatever it is called."""

import re
import textwrap
from pathlib import Path

import pytest
from ast_grep_py import SgRoot
from hypothesis import given
from hypothesis import strategies as st

from checks.language.canonical import LOOP_KINDS, canonical
from checks.model import Finding
from checks.static import loops
from tests.checks.inspections import inspection

FOR = "for i in range(3):\n    pass\n"
NP = "import numpy as np\n"


def found(text: str, **options: object) -> list[Finding]:
    asked = inspection(text, **options)  # type: ignore[arg-type]
    assert asked.syntax is not None, text
    return list(loops.inspect(asked))


# --- accepted --------------------------------------------------------------------------------------

OUTPUT_POSITIONS = '''
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Two loops over output positions."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    output = np.zeros((m, h - kh + 1, w - kw + 1))
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            output[:, i, j] = np.sum(images[:, i:i + kh, j:j + kw] * kernel, axis=(1, 2))
    return output
'''
WINDOWS = '''
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def convolve_grayscale_valid(images, kernel):
    """No loop at all."""
    windows = sliding_window_view(images, kernel.shape, axis=(1, 2))
    return np.einsum("mijkl,kl->mij", windows, kernel)
'''
FLAT = '''
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """One loop over kernel positions, with a helper named like numpy's."""
    kh, kw = kernel.shape
    oh, ow = np.subtract(images.shape[1:], kernel.shape) + 1
    output = np.zeros((len(images), oh, ow))
    for (i, j), value in np.ndenumerate(kernel):
        output += value * images[:, i:i + oh, j:j + ow]
    return output


def pad(images, *, by=1):
    return np.pad(images, ((0, 0), (by, by), (by, by)))
'''


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="an empty file"),
        pytest.param(OUTPUT_POSITIONS, id="two loops over output positions"),
        pytest.param(WINDOWS, id="windows and einsum"),
        pytest.param(FLAT, id="one loop over kernel positions"),
        pytest.param(
            "for i in x:\n    for j in y:\n        pass\n    else:\n        z\nelse:\n    z\n", id="for and else"
        ),
        pytest.param(
            "def f():\n    '''for i in x'''\n    # for i in x: while 1\n    return 'for i in x'\n", id="strings"
        ),
        pytest.param("for i, (j, *k) in enumerate(zip(x, range(3))):\n    pass\n", id="enumerate, zip and range"),
        pytest.param(NP + "for i, j in np.ndindex(3, 3):\n    pass\n", id="np.ndindex in a for"),
        pytest.param(NP + "for x in np.nditer(a):\n    pass\n", id="np.nditer in a for"),
        pytest.param(NP + "it = np.nditer(a)\nfor _ in it:\n    it.multi_index\n", id="np.nditer with a name"),
        pytest.param(NP + "with np.nditer(a) as it:\n    for x in it:\n        x[...] = 1\n", id="np.nditer in a with"),
        pytest.param(NP + "for i, x in enumerate(np.nditer(a)):\n    pass\n", id="np.nditer enumerated"),
        pytest.param(NP + "np.add.reduce(x)\nnp.maximum.accumulate(x)\nnp.add.at(x, 1, 2)\n", id="ufunc methods"),
        pytest.param(NP + "np.fft.irfft2(np.fft.rfft2(x) * np.fft.rfft2(y))\n", id="FFT"),
        pytest.param(
            NP + "np.tensordot(x, y)\nnp.fromfunction(lambda i, j: i + j, (3, 3))\n", id="tensordot, fromfunction"
        ),
        pytest.param(NP + "np.lib.stride_tricks.as_strided(x)\nnp.indices((3, 3))\n", id="as_strided and indices"),
        pytest.param(NP + "np.piecewise(x, [x < 0], [-1, 2 * np.pi])\n", id="piecewise of constants"),
        pytest.param("m, *rest = images.shape\nf(*rest, **options)\nx = [*rest, *m]\n", id="unpacking"),
        pytest.param("images.sort()\nx = sorted(y, reverse=True)\nz = max(1, 2)\n", id="sorting without a key"),
        pytest.param(
            "def f(filter, map, max, compile):\n    return filter(map), max(1, key=compile)\n", id="parameters"
        ),
        pytest.param("def f():\n    filter = kernel_map = 3\n    return filter + kernel_map\n", id="local variables"),
        pytest.param("def filter(x):\n    return x\ndef f(x):\n    return filter(x)\n", id="a function named filter"),
        pytest.param("for map in x:\n    y(map)\n", id="a loop variable named map"),
        pytest.param("import re\nx = re.compile('a')\ny.eval()\n", id="compile and eval of something else"),
        pytest.param(NP + "def pad(x):\n    return np.pad(x, 1)\n", id="a function named like numpy's"),
        pytest.param("class A:\n    def sum(self, x):\n        return x.sum()\n", id="a method named like an array's"),
        pytest.param("class A:\n    def __call__(self, x):\n        return self.k * x\n", id="a class that is called"),
        pytest.param(
            "class A:\n    def f(self):\n        return A()\n    def g(self):\n        return self.f()\n", id="methods"
        ),
        pytest.param(
            "def f(x):\n    def f(y):\n        return y\n    return f(x)\n", id="a nested function of the name"
        ),
        pytest.param(
            NP + "def pool(x, m):\n    if m:\n        pool = np.max\n    else:\n        pool = np.mean\n    pool(x)\n",
            id="a local name of the function's own",
        ),
        pytest.param(
            NP + "def pool(x, m):\n    pool = {'max': np.amax, 'avg': np.average}[m]\n    return pool(x)\n",
            id="a local name of its own from a dict",
        ),
        pytest.param(
            NP + "def pool(x):\n    if (pool := np.max) is not None:\n        return pool(x)\n",
            id="a local name of its own in a condition",
        ),
        pytest.param(NP + "def pool(x, pool=np.max):\n    return pool(x)\n", id="a parameter of its own name"),
        pytest.param("def f():\n    f.count = getattr(f, 'count', 0) + 1\n    print(f)\n", id="a function's attribute"),
        pytest.param(
            "def f():\n    return g() + g()\ndef g():\n    return h()\ndef h():\n    return 1\n", id="helpers"
        ),
        pytest.param("f = lambda x: g(x)\ng = lambda x: x\n", id="lambdas"),
        pytest.param("from numpy import *\nx = max(sum(zeros(3)), abs(y))\n", id="everything from numpy"),
        pytest.param("x = f'{y:>{w}} {y!r} {y.shape[0]}'\n", id="an f-string"),
        pytest.param("x = [0x1for z in y]\n", id="the number 0x1f and an or"),
        pytest.param("print(__name__, f.__name__, f.__doc__)\n", id="reading __name__"),
        pytest.param(
            "match x:\n    case [a, *b]: pass\n    case {'k': v, **r}: pass\n    case int(): pass\n", id="match"
        ),
        pytest.param("if __name__ == '__main__':\n" + textwrap.indent(FOR * 3, "    "), id="loops of the main block"),
        pytest.param(
            "if '__main__' == __name__:\n    while 1: [map(f, x) for f in y]\n", id="any loop of the main block"
        ),
        pytest.param(
            "if __name__ == '__main__':\n    def f(): f()\n    __name__ = 3\n", id="recursion of the main block"
        ),
    ],
)
def test_what_is_accepted(text: str) -> None:
    assert found(text) == []


MODULE = ("0-convolve_grayscale_valid",)
SHARED = f"""{NP}
def convolve_grayscale_valid(images, kernel):
    for i in range(3):
        pass
    return helper(images)


def helper(images):
    for i in range(3):
        pass
    return images


class OfAnotherTask:
    def go(self, images):
        for i in range(3):
            pass
        return OfAnotherTask


def of_another_task(images):
    while images:
        for i in range(3):
            images = [value for value in images]
    return of_another_task(images)
"""


def test_of_a_file_that_several_tasks_share_the_function_and_what_it_reaches_counts() -> None:
    assert found(SHARED, shared=MODULE) == []
    assert len(found(SHARED)) == 4  # a `for` too many, a `while`, a comprehension and a recursion
    reaching = SHARED.replace("return helper(images)", "return helper(of_another_task(images))")
    assert len(found(reaching, shared=MODULE)) == 4


def test_a_loop_that_runs_when_a_shared_file_is_imported_counts() -> None:
    at_import = SHARED.replace("def of_another_task(images)", "def of_another_task(images=[i for i in (1, 2)])")
    (finding,) = found(at_import, shared=MODULE)
    assert "comprehension" in finding.message


@pytest.mark.parametrize(
    ("own", "counted"),
    [
        pytest.param("from both import light\ndef f(x):\n    return light(x)\n", 1, id="by its name"),
        pytest.param("both = __import__('both')\ndef f(x):\n    return both.light(x)\n", 1, id="as an attribute"),
        pytest.param("from both import light\ndef f(x):\n    for i in x: light(i)\n", 2, id="and a loop of its own"),
        pytest.param("from both import heavy\ndef f(x):\n    return heavy(x)\n", 3, id="the other function"),
        pytest.param("import both\ndef f(x):\n    return getattr(both, x)(x)\n", 4, id="by a name that stands nowhere"),
        pytest.param("import both, more\ndef f(x):\n    return both.light(x)\n", 4, id="by a third file, too"),
    ],
)
def test_of_a_shared_file_that_is_imported_what_is_reached_counts(own: str, counted: int) -> None:
    both = """def light(x):
    for i in x:
        pass


def heavy(x):
    for i in x:
        for j in x:
            deeper(x)


def deeper(x):
    for i in x:
        pass
"""
    siblings = {"both": both, "more": "from both import heavy\nf = heavy\n"}
    finding, *_ = found(own, siblings=siblings, shared=("both",), keys={"loops": 0})
    assert finding.message.startswith(f"{counted} `for` statement")
    whole, *_ = found(own, siblings=siblings, keys={"loops": 0})
    assert whole.message.startswith(f"{4 + own.count('for i')} `for` statements")


# --- the number of for statements ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lines", "line"),
    [
        pytest.param("for i in x:\n    for j in y:\n        for k in z: pass\n", "lines 1, 2 and 3", 3, id="nested"),
        pytest.param(FOR * 4, "lines 1, 3, 5 and 7", 5, id="one after the other"),
        pytest.param("def f():\n    for i in x: pass\n" * 3, "lines 2, 4 and 6", 6, id="in helpers"),
        pytest.param(
            "def f():\n  def g():\n    for i in x: pass\n" + FOR * 2, "lines 3, 4 and 6", 6, id="nested functions"
        ),
        pytest.param("class A:\n    for i in x: pass\n" + FOR * 2, "lines 2, 3 and 5", 5, id="in a class body"),
    ],
)
def test_too_many_for_statements_are_one_finding(text: str, lines: str, line: int) -> None:
    (finding,) = found(text)
    count = lines.count(",") + 2
    assert finding.message == f"{count} `for` statements, at most 2 are allowed ({lines})"
    assert finding.line == line
    assert "whole arrays" in finding.hint


BRANCHES = """
def f(images, padding):
    if padding == "same":
        for i in images:
            for j in images: pass
    {between}
        for i in images:
            for j in images: pass
    {end}
"""


@pytest.mark.parametrize(
    ("between", "end", "once"),
    [
        pytest.param("else:", "return 1", True, id="two loops in each branch"),
        pytest.param("elif padding:", "return 1", True, id="two loops in each of several branches"),
        pytest.param("    return 1\n    if padding:", "return 1", True, id="a branch that returns"),
        pytest.param("else:", "for k in images: pass", False, id="one more after the branches"),
        pytest.param("if padding:", "return 1", False, id="conditions that may both hold"),
    ],
)
def test_loops_of_which_one_branch_runs_are_to_be_written_once(between: str, end: str, *, once: bool) -> None:
    (finding,) = found(BRANCHES.format(between=between, end=end))
    assert (finding.hint == loops.COPIED) is once


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "if __name__ == '__main__':\n    pass\nelse:\n    for i in x: pass\n", id="the else of the main block"
        ),
        pytest.param("if __name__ == '__main__':\n    pass\nelif x:\n    for i in x: pass\n", id="its elif"),
        pytest.param("if __name__ == '__main__' or 1:\n    for i in x: pass\n", id="a condition of another kind"),
        pytest.param("def f():\n    if __name__ == '__main__':\n        for i in x: pass\n", id="not at the top"),
        pytest.param("if __name__ != '__main__':\n    for i in x: pass\n", id="the opposite condition"),
    ],
)
def test_only_the_body_of_the_main_block_does_not_count(text: str) -> None:
    (finding,) = found(FOR * 2 + text)
    assert finding.message.startswith("3 `for` statements")


@pytest.mark.parametrize(
    "statement",
    [
        "f = __import__('0-convolve_grayscale_valid').convolve_grayscale_valid\n",
        "import importlib\nm = importlib.import_module('0-convolve_' 'grayscale_valid')\n",
        "from importlib import import_module as i\nm = i('0-convolve_grayscale_valid')\n",
    ],
)
def test_loops_of_an_imported_task_file_count(statement: str) -> None:
    siblings = {"0-convolve_grayscale_valid": FOR * 2}
    (finding,) = found(statement + FOR, task="1", siblings=siblings)
    assert "3 `for` statements" in finding.message
    assert "lines 1 and 3 of 0-convolve_grayscale_valid.py" in finding.message
    assert (finding.file, finding.line) == ("0-convolve_grayscale_valid.py", 3)


def test_loops_of_task_files_count_through_each_other() -> None:
    siblings = {
        "0-convolve_grayscale_valid": "while x:\n    pass\n",
        "1-convolve_grayscale_same": "m = __import__('0-convolve_grayscale_valid')\n",
    }
    (finding,) = found("m = __import__('1-convolve_grayscale_same')\n", task="2", siblings=siblings)
    assert (finding.file, finding.line) == ("0-convolve_grayscale_valid.py", 1)


@pytest.mark.parametrize(
    "text",
    ["", "if __name__ == '__main__':\n    m = __import__('0-convolve_grayscale_valid')\n"],
    ids=["not imported", "imported in the main block"],
)
def test_loops_of_other_task_files_do_not_count(text: str) -> None:
    assert found(FOR + text, task="1", siblings={"0-convolve_grayscale_valid": FOR * 3}) == []


def test_files_that_import_each_other_in_a_circle_are_a_loop() -> None:
    sibling = "g = __import__('1-convolve_grayscale_same').convolve_grayscale_same\n"
    text = "f = __import__('0-convolve_grayscale_valid').convolve_grayscale_valid\n"
    (finding,) = found(text, task="1", siblings={"0-convolve_grayscale_valid": sibling})
    assert "imports itself" in finding.message
    assert finding.file == "0-convolve_grayscale_valid.py"


# --- every other loop ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("while x:\n    pass\n", "`while` is a loop", id="while"),
        pytest.param("async def f():\n    async for x in y: pass\n", "`async for` is a loop", id="async for"),
        pytest.param("x = [i for i in y]\n", "`[i for i in y]` is a comprehension", id="a list comprehension"),
        pytest.param("x = {i for i in y}\n", "is a comprehension", id="a set comprehension"),
        pytest.param("x = {i: i for i in y}\n", "is a comprehension", id="a dict comprehension"),
        pytest.param("x = sum(i for i in y)\n", "is a generator expression", id="a generator expression"),
        pytest.param("async def f():\n    [x async for x in y]\n", "is a comprehension", id="an async comprehension"),
        pytest.param("x = f'{[i for i in y]}'\n", "is a comprehension", id="a comprehension in an f-string"),
        pytest.param("x[[i for i in y]] = 3\n", "is a comprehension", id="a comprehension in a target"),
        pytest.param("def f(x=[i for i in y]): pass\n", "is a comprehension", id="a comprehension in a default"),
        pytest.param("def f(x: [i for i in y]): pass\n", "is a comprehension", id="a comprehension in an annotation"),
        pytest.param("ph, pw = map(int, padding)\n", "`map` calls a function once per element", id="map"),
        pytest.param("x = [*map(f, y)]\n", "`map` calls", id="map behind a star"),
        pytest.param("x = *map(f, y), 1\n", "`map` calls", id="map behind a star without brackets"),
        pytest.param("x = list(filter(f, y))\n", "`filter` calls", id="filter"),
        pytest.param("from functools import reduce as r\nr(f, x)\n", "`reduce as r` calls", id="reduce"),
        pytest.param("import itertools\nitertools.starmap(f, x)\n", "`itertools.starmap` calls", id="starmap"),
        pytest.param("x = sorted(y, key=lambda z: f(z))\n", "as a sort key", id="a sort key"),
        pytest.param("y.sort(key=f)\n", "as a sort key", id="a method's sort key"),
        pytest.param("getattr(y, 'sort')(key=f)\n", "as a sort key", id="a hidden method's sort key"),
        pytest.param(
            NP + "f = np.vectorize(g)\n", "`np.vectorize` calls a Python function once per", id="np.vectorize"
        ),
        pytest.param(NP + "x = [np.vectorize]\n", "`np.vectorize`", id="a mention of np.vectorize"),
        pytest.param(NP + "f = np.frompyfunc(g, 1, 1)\n", "`np.frompyfunc`", id="np.frompyfunc"),
        pytest.param(NP + "def f(n):\n    n.vectorize\nf(np)\n", "`n.vectorize`", id="a module as an argument"),
        pytest.param(NP + "np.apply_along_axis(f, 0, x)\n", "`np.apply_along_axis`", id="np.apply_along_axis"),
        pytest.param(NP + "np.apply_over_axes(f, x, 0)\n", "`np.apply_over_axes`", id="np.apply_over_axes"),
        pytest.param(NP + "np.fromiter(x, float)\n", "`np.fromiter`", id="np.fromiter"),
        pytest.param(NP + "np.piecewise(x, [x < 0], [f, 1])\n", "`np.piecewise`", id="np.piecewise of functions"),
        pytest.param(NP + "list(np.nditer(x))\n", "outside a `for`", id="np.nditer outside a for"),
        pytest.param("list(iter(f, None))\n", "again and again", id="iter with a sentinel"),
        pytest.param("class A:\n    def __next__(self): return 1\n", "`__next__`", id="an iterator's class"),
    ],
)
def test_every_other_loop_is_found(text: str, message: str) -> None:
    findings = found(text)
    assert [finding for finding in findings if message in finding.message]
    assert all(finding.check == "loops" and finding.reason and finding.hint for finding in findings)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("def f(n):\n    return f(n - 1)\n", "`f` calls itself", id="a function"),
        pytest.param(
            "def f(n):\n    return g(n)\ndef g(n):\n    f(n)\n", "`f` calls `g`, which calls `f` again", id="two"
        ),
        pytest.param("def f(): g()\ndef g(): h()\ndef h(): g()\n", "`g` calls `h`, which calls `g` again", id="a tail"),
        pytest.param("f = lambda n: f(n - 1)\n", "`lambda` calls itself", id="a lambda"),
        pytest.param("d = {'f': lambda n: d['f'](n)}\n", "`lambda` calls itself", id="a lambda in a dictionary"),
        pytest.param("class A:\n    def step(self): self.step()\n", "`step` calls itself", id="a method"),
        pytest.param("class A:\n    def step(self): A().step()\n", "`step` calls itself", id="by a new instance"),
        pytest.param("class A:\n    def step(n): A.step(n)\n", "`step` calls itself", id="by the class"),
        pytest.param(
            "class A:\n    def f(self): self.f()\nclass B(A):\n    pass\n", "`f` calls itself", id="inherited"
        ),
        pytest.param("class A:\n    def __call__(self): self()\n", "`__call__` calls itself", id="a callable"),
        pytest.param("class A:\n    def __init__(self): A()\n", "`__init__` calls itself", id="a constructor"),
        pytest.param("def f(n):\n    g = f\n    g(n)\n", "`f` calls itself", id="an alias"),
        pytest.param("def f(n): f.__call__(n)\n", "`f` calls itself", id="__call__"),
        pytest.param("def f(n): f.again(n)\nf.again = f\n", "`f` calls itself", id="an attribute"),
        pytest.param("def f(n): globals()['f'](n)\n", "`f` calls itself", id="globals"),
        pytest.param("def g(h, n): h(n)\ndef f(n): g(f, n)\n", "`f` calls itself", id="handed to a helper"),
        pytest.param("def f(n, g): g(n, g)\nf(3, f)\n", "gets itself as an argument", id="handed to itself"),
        pytest.param("(lambda s: s(s))(lambda s: s(s))\n", "gets itself as an argument", id="omega"),
        pytest.param("def f(x):\n    yield from f(x)\n", "`f` calls itself", id="a generator"),
        pytest.param("m = __import__('0-convolve_grayscale_valid')\n", "imports itself", id="the file itself"),
    ],
)
def test_recursion_is_a_loop(text: str, message: str) -> None:
    assert [finding for finding in found(text) if message in finding.message]


def test_every_loop_is_named_with_its_place() -> None:
    text = "'é'; x = [i for i in y]\nwhile x: pass\n"
    assert [(finding.line, finding.column) for finding in found(text)] == [(1, 10), (2, 1)]


def test_findings_come_from_top_to_bottom() -> None:
    text = "def f(): f()\nwhile x: pass\nlist(map(f, x))\nx = [i for i in y]\n"
    assert [finding.line for finding in found(text)] == [1, 2, 3, 4]


# --- the two parsers -------------------------------------------------------------------------------

OWN = [path.read_text("utf-8") for path in sorted(Path(loops.__file__).parent.glob("*.py"))]


@pytest.mark.parametrize("text", [OUTPUT_POSITIONS, WINDOWS, FLAT, FOR * 3, "while 1:\n    pass\n", *OWN])
def test_both_parsers_see_the_same_loops_in_normal_code(text: str) -> None:
    nodes = SgRoot(text, "python").root().find_all({"rule": {"any": [{"kind": kind} for kind in LOOP_KINDS]}})
    seen = [(node.kind(), node.range().start.line + 1) for node in nodes]
    known = inspection(text).syntax
    assert known is not None
    assert sorted(seen) == sorted((kind, line) for kind, line, _ in canonical(known).loops)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = *(a), 1\nwhile b: pass\n", id="an error next to it"),
        pytest.param("x = *([i for i in y]), 1\n", id="an error around it"),
        pytest.param("x = *(map(f, y)), 1\n", id="an error around a call"),
        pytest.param("print >>x, [i for i in y]\n", id="Python 2's print"),
        pytest.param("x = 1 if[i for i in y]else 2\n", id="no spaces"),
        pytest.param("if x:\n\twhile y:\n\t\tpass\n", id="tabs"),
        pytest.param("if x:\n    pass\n\x0cwhile y: pass\n", id="form feeds"),
        pytest.param("x = 1;\\\n[i for i in y]\n", id="a continued line"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_a_loop_that_ast_grep_may_not_see_counts(text: str) -> None:
    assert found(text)


@given(
    st.sampled_from(["for i in x: pass", "while 1:", "[i for i in x]", "map(f, x)", "np.vectorize(f)", "exec('1')"]),
    st.sampled_from(["'{}'", '"{}"', "'''\n{}\n'''", "r'{}'", "b'{}'", "u'{}'", "f'{}'", "('a' '{}')", "1  # {}"]),
    st.text(alphabet="abc :()#\n ", max_size=12),
)
def test_nothing_in_a_string_or_comment_counts(loop: str, quoted: str, rest: str) -> None:
    loop = (rest.replace("\n", " ") + loop).replace("'", "") if "'''" not in quoted else loop.replace("'", "")
    for text in (f"x = {quoted.format(loop)}\n", f"{quoted.format(loop)}\n", f"def f():\n    {quoted.format(loop)}\n"):
        if inspection(text).syntax is not None:
            assert found(text) == []


@given(st.lists(st.sampled_from([FOR, "x = 'for i in y: pass'\n", "# for i in y:\n", '"""\nfor i in y: pass\n"""\n'])))
def test_the_count_is_that_of_the_statements(parts: list[str]) -> None:
    count = parts.count(FOR)
    findings = found("".join(parts))
    assert len(findings) == (count > 2)
    assert all(re.match(rf"{count} `for`", finding.message) for finding in findings)


# --- the page --------------------------------------------------------------------------------------


OTHER_LOOPS = {
    "while": "while x: pass\n",
    "async for": "async def f(x):\n    async for y in x:\n        print(y)\n",
    "a sentinel": "x = list(iter(f, 0))\n",
    "an iterator": "import numpy as np\nx = list(np.nditer(y))\n",
    "itself": "def f(again, x):\n    return again(again, x - 1)\n",
    "recursion": "def f(x):\n    return f(x - 1)\n",
    "a file that imports itself": "__import__('0-convolve_grayscale_valid')\n",
}


def said(text: str, loops: int) -> str:
    findings = found(text, keys={"loops": loops})
    return " ".join(part for each in findings for part in (each.message, each.reason, each.hint))


@pytest.mark.parametrize(
    ("loops", "message"),
    [
        (0, "4 `for` statements, none is allowed (lines 1, 2, 3 and 4)"),
        (1, "4 `for` statements, at most 1 is allowed (lines 1, 2, 3 and 4)"),
        (3, "4 `for` statements, at most 3 are allowed (lines 1, 2, 3 and 4)"),
    ],
)
def test_as_many_are_allowed_as_the_task_says(loops: int, message: str) -> None:
    assert found("for x in y: pass\n" * loops, keys={"loops": loops}) == []
    (finding,) = found("for x in y: pass\n" * 4, keys={"loops": loops})
    assert finding.message == message


def test_where_the_task_counts_no_loop_none_is_counted() -> None:
    assert found("for x in y: pass\n" * 4, keys={"loops": None}) == []


@pytest.mark.parametrize("text", OTHER_LOOPS.values(), ids=OTHER_LOOPS)
def test_nothing_is_said_of_allowed_loops_where_there_are_none(text: str) -> None:
    words = said(text, 0)
    assert words
    assert not re.search(r"those allowed|only( plain)? `for`|of the allowed|its `for`|one loop|`for` over", words)


@pytest.mark.parametrize("text", [OTHER_LOOPS["while"], OTHER_LOOPS["async for"]], ids=["while", "async for"])
def test_the_number_that_is_said_is_the_tasks(text: str) -> None:
    assert "at most 3 `for` statements" in said(text, 3)
    assert "at most 1 `for` statement," in said(text, 1)
    assert "The task allows no loop," in said(text, 0)


def test_the_page_is_true() -> None:
    _, bad, good = re.split(r"^(?:Bad|Good)::\n", loops.__doc__ or "", flags=re.M)
    assert found(textwrap.dedent(bad))
    assert found(textwrap.dedent(good)) == []
