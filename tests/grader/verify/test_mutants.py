"""What every change makes of a line, that none is idle, and that all mutants of a program can be told apart."""

from collections import Counter

import pytest

from checks.model.assignment import Assignment
from grader.verify.changes import KINDS, kinds_for
from grader.verify.equivalents import listed
from grader.verify.mutants import Mutant, difference, mutants, sensible
from tests.grader.verify.programs import LIST, programs

pytestmark = pytest.mark.slow("makes every mutant of every program")

BY_NAME = {name: change for changes in KINDS.values() for name, change in changes.items()}
LOOP = "for i in range(n):\n    f(i)"


def made(change: str, text: str) -> list[str]:
    return [mutant.text for mutant in mutants(text, {"kind": {change: BY_NAME[change]}})]


@pytest.mark.parametrize(
    ("change", "line", "expected"),
    [
        ("another operator", "x = h - kh + 1", ["x = h - kh - 1", "x = h + kh + 1"]),
        ("a third operator", "x = k // 2", ["x = k / 2"]),
        ("operands swapped", "x = h - kh", ["x = kh - h"]),
        ("a sign left out", "x = y[:, ::-1]", ["x = y[:, ::1]"]),
        ("the first operand alone", "x = i * sh", ["x = i"]),
        ("the first operand alone", "x = (h - k) // s", ["x = h - k", "x = h // s"]),
        ("the second operand alone", "x = i * sh + kh", ["x = sh + kh"]),
        ("one added before the division", "x = (n - k) // s + 1", ["x = (n - k + 1) // s"]),
        ("rounded up", "x = (n - k) // s", ["x = -(-(n - k) // s)"]),
        ("another comparison", "x = a == b", ["x = a != b"]),
        ("a condition turned", "x = a if b else c", ["x = a if not b else c"]),
        ("a branch never taken", "x = a if b else c", ["x = a if b and False else c"]),
        ("a branch always taken", "x = a if b else c", ["x = a if b or True else c"]),
        ("a type compared with its name", "x = isinstance(p, tuple)", ["x = type(p) == 'tuple'"]),
        ("another word", "x = p == 'same'", ["x = p == 'valid'"]),
        ("a word misspelt", "x = mode == 'avg'", ["x = mode == 'average'"]),
        ("a constant plus 1", "x = 2 * ph + 1", ["x = 3 * ph + 1", "x = 2 * ph + 2"]),
        ("a constant minus 1", "x = y.sum(axis=2)", ["x = y.sum(axis=1)"]),
        ("the other side", "x = i * sh", ["x = j * sh", "x = i * sw"]),
        ("the other count", "x = range(nc)", ["x = range(c)"]),
        ("an index left out", "x = kernels[..., k]", ["x = kernels[..., :]"]),
        ("an index from the other end", "x = kernels[:, :, :, k]", ["x = kernels[k]"]),
        ("the other side", "x = kernel[i, j]", ["x = kernel[j, j]", "x = kernel[i, i]"]),
        ("names swapped", "kh, kw = kernel.shape", ["kw, kh = kernel.shape"]),
        ("the last two indices swapped", "out[:, i, j] = 0", ["out[:, j, i] = 0"]),
        ("the last two indices swapped", "x = y[:, a:b, c:d]", ["x = y[:, c:d, a:b]"]),
        ("the first two indices swapped", "x = y[i, j]", ["x = y[j, i]"]),
        ("a slice starts later", "x = y[i:j]", ["x = y[i + 1:j]"]),
        ("a slice starts earlier", "x = y[i:j]", ["x = y[i - 1:j]"]),
        ("a slice starts at the edge", "x = y[i:j]", ["x = y[:j]"]),
        ("a slice ends later", "x = y[i:j]", ["x = y[i:j + 1]"]),
        ("a slice ends earlier", "x = y[i:j]", ["x = y[i:j - 1]"]),
        ("a slice ends at the edge", "x = y[i:j]", ["x = y[i:]"]),
        ("a slice without its step", "x = y[i:j:s]", ["x = y[i:j]"]),
        ("axis=(1, 2)", "x = y.sum(axis=(1, 2, 3))", ["x = y.sum(axis=(1, 2))"]),
        ("axis=(0, 1)", "x = y.sum(axis=(1, 2))", ["x = y.sum(axis=(0, 1))"]),
        ("axis=(0, 2)", "x = np.sum(y, axis=(1, 2))", ["x = np.sum(y, axis=(0, 2))"]),
        ("axis=1", "x = y.sum(axis=(1, 2))", ["x = y.sum(axis=1)"]),
        ("no axis", "x = y.sum(axis=(1, 2))", ["x = y.sum()"]),
        (
            "axes paired crosswise",
            "x = np.tensordot(a, b, ((1, 2), (0, 1)))",
            ["x = np.tensordot(a, b, ((2, 1), (0, 1)))"],
        ),
        (
            "subscripts paired crosswise",
            "x = np.einsum('mhwij,ij->mhw', a, b)",
            ["x = np.einsum('mhwji,ij->mhw', a, b)"],
        ),
        ("arguments swapped", "x = divmod(a, b)", ["x = divmod(b, a)"]),
        ("a tuple's last two swapped", "x = np.zeros((m, oh, ow))", ["x = np.zeros((m, ow, oh))"]),
        ("a tuple's last left out", "x = np.pad(y, (a, b, c))", ["x = np.pad(y, (a, b))"]),
        ("made of int", "x = np.zeros(s)", ["x = np.zeros(s, dtype=int)"]),
        ("made of images.dtype", "x = np.zeros(s, d)", ["x = np.zeros(s, dtype=images.dtype)"]),
        ("cast to np.int8", "x = kernel.astype(d)", ["x = kernel.astype(np.int8)"]),
        ("padding by edge", "x = np.pad(y, w)", ["x = np.pad(y, w, mode='edge')"]),
        ("padding by ones", "x = np.pad(y, w, 'constant')", ["x = np.pad(y, w, constant_values=1)"]),
        ("no padding", "x = np.pad(y, w)", ["x = y"]),
        ("memory not filled", "x = np.zeros(s)", ["x = np.empty(s)"]),
        ("ones for zeros", "x = np.zeros(s)", ["x = np.ones(s)"]),
        ("the mean for the sum", "x = y.sum(axis=0)", ["x = y.mean(axis=0)"]),
        ("the mean for the largest", "x = np.max(y)", ["x = np.mean(y)"]),
        ("the largest for the mean", "f = np.average", ["f = np.max"]),
        ("kernel flipped", "x = y * kernel", ["x = y * kernel[::-1, ::-1]"]),
        ("kernel flipped", "x = y * kernels[..., k]", ["x = y * kernels[::-1, ::-1][..., k]"]),
        ("the first kernel for all", "x = kernels[..., k]", ["x = kernels[..., [0] * nc][..., k]"]),
        ("the first image alone", "x = images * y", ["x = images[:1] * y"]),
        ("no default", "def f(a, b=1, c=2): return a", ["def f(a, b, c=2):"]),
        ("the result rounded", "def f(): return x", ["def f():\n    return np.round(x)"]),
        ("the result a little larger", "def f(): return x", ["def f():\n    return x + 0.0001"]),
        ("a loop one short", LOOP, ["for i in range(n - 1):"]),
        ("a loop one longer", LOOP, ["for i in range(n + 1):"]),
        ("a loop from 1", LOOP, ["for i in range(1, n):"]),
        ("a loop by twos", LOOP, ["for i in range(0, n, 2):"]),
        ("a loop left early", LOOP, ["break in for i in range(n):"]),
        ("two loops too many", LOOP, ["for _ in (0,):"]),
        ("a while", LOOP, ["while True:"]),
        ("a comprehension", "h, w = y.shape", ["h, w = [n for n in y.shape]"]),
        ("= for +=", "x += y", ["x = y"]),
        ("a statement left out", "x = y\nz = x", ["without x = y", "without z = x"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_change_is_made(change: str, line: str, expected: list[str]) -> None:
    assert sorted(made(change, line)) == sorted(text.splitlines()[-1].strip() for text in expected)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ("kernel flipped", "kh, kw = kernel.shape"),
        ("the last two indices swapped", "x = y[:, i, i]"),
        ("the last two indices swapped", "x = y[i]"),
        ("a tuple's last two swapped", "x = f((p, p))"),
        ("a constant plus 1", "x = True"),
        ("no axis", "x = y.sum()"),
        ("made of int", "x = np.pad(y, w)"),
        ("axis=1", "x = y.sum(axis=1)"),
        ("names swapped", "ph, pw = 0, 0"),
        ("one added before the division", "x = a * s + 1"),
        ("an index left out", "x = kernels[..., :]"),
        ("a tuple's last left out", "x = y[a, b, c:d]"),
        ("another word", "x = np.pad(y, p, 'constant')"),
    ],
    ids=lambda value: value,
)
def test_nothing_is_changed_that_would_be_the_same(change: str, line: str) -> None:
    assert made(change, line) == []


def test_every_change_is_made_somewhere_and_all_mutants_of_a_program_can_be_told_apart(whole: Assignment) -> None:
    made: set[str] = set()
    there: set[tuple[str, str, str]] = set()
    for name, program in programs(whole).items():
        found = list(mutants(program.text))
        keys = Counter((mutant.change, mutant.text) for mutant in found)
        assert max(keys.values()) == 1, (name, keys.most_common(1))
        made.update(mutant.change for mutant in found)
        there.update((name, *key) for key in keys)
    assert made == set(BY_NAME)
    assert listed(LIST.parent) <= there, "listed as equivalent, and no mutant of a program"
    assert len(BY_NAME) == sum(len(changes) for changes in KINDS.values())


def test_the_kinds_that_are_asked_for_are_there_and_programs_beside_the_reference_of_every_task(whole) -> None:
    asked = {"arithmetic", "comparison", "index", "bounds", "axis", "constant", "order of arguments", "dtype", "loop"}
    assert asked | {"padding"} <= set(KINDS)
    names = programs(whole)
    ways = Counter(name.partition("/")[2] for name in names)
    assert {f"model/{task.id}" for task in whole.tasks} <= set(names)
    assert set(ways) == {task.id for task in whole.tasks}
    assert min(ways.values()) >= 3


def of_general(change: str, text: str, arrays: tuple[str, ...] = ()) -> list[str]:
    """What is made where nothing else than a program tells what is right: the lines that differ."""
    kinds = kinds_for(text, "f", arrays)
    known = {name: each for changes in kinds.values() for name, each in changes.items()}
    return [mutant.text for mutant in mutants(text, {"kind": {change: known[change]}})]


@pytest.mark.parametrize(
    ("change", "line", "expected"),
    [
        ("another function", "return np.argmin(x)", ["return np.argmax(x)"]),
        ("another function", "return np.ceil(x)", ["return np.floor(x)"]),
        ("a function left out", "return np.sort(x)[::-1]", ["return x[::-1]"]),
        ("a function left out", "return x.astype(int)", ["return x"]),
        ("a comparison the other way", "return x <= k", ["return x >= k"]),
        ("equal alone", "return x <= k", ["return x == k"]),
        ("another comparison", "return x <= k", ["return x < k"]),
        ("and for or", "return x > 0 and k > 0", ["return x > 0 or k > 0"]),
        ("not left out", "return ~x", ["return x"]),
        ("the values of np.where swapped", "return np.where(x, 1, 0)", ["return np.where(x, 0, 1)"]),
        ("the first value of np.where", "return np.where(x, 1, 0)", ["return 1"]),
        ("the first condition alone", "return x and k", ["return x"]),
        ("true for false", "return np.sum(x, keepdims=True)", ["return np.sum(x, keepdims=False)"]),
        ("a word that nobody gives", "return k == 'low'", ["return k == 'low_'"]),
        (
            "the other side of equals",
            "return np.searchsorted(x, k, side='left')",
            ["return np.searchsorted(x, k, side='right')"],
        ),
        ("the next one", "return x[k]", ["return x[k + 1]"]),
        ("the last axis", "return x.sum(axis=0)", ["return x.sum(axis=-1)"]),
        ("keepdims left out", "return x.sum(axis=0, keepdims=True)", ["return x.sum(axis=0)"]),
        ("dtype left out", "return np.zeros(k, dtype=int)", ["return np.zeros(k)"]),
        ("a product of each for the matrix product", "return x @ k", ["return x * k"]),
        ("not transposed", "return x.T", ["return x"]),
        ("a number with a fraction doubled", "return x * 0.5", ["return x * (2 * 0.5)"]),
        ("the result sorted", "return x", ["return np.sort(x)"]),
        ("the second part plus 1", "return x, k", ["return (x, k + 1)"]),
        ("another name", "return x - k", ["return k - k", "return x - x"]),
        ("x without its signs", "return x", ["x = np.abs(x)"]),
        ("x sorted", "return x", ["x = np.sort(x)"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_change_of_any_function_is_made(change: str, line: str, expected: list[str]) -> None:
    assert sorted(of_general(change, f"def f(x, k=1):\n    {line}", ("x",))) == sorted(expected)


def test_another_default_is_a_word_that_the_function_knows() -> None:
    text = "def f(x, how='low'):\n    if how == 'low' or how == 'high':\n        return x"
    assert of_general("another default", text) == ["def f(x, how='high'):"]
    assert of_general("another default", text.replace("'high'", "'low'")) == []


def test_the_kinds_that_are_asked_for_are_made_of_any_function() -> None:
    asked = {"arithmetic", "comparison", "bounds", "index", "axis", "constant", "order of arguments", "dtype", "branch"}
    assert asked | {"loop", "input", "function", "name", "default"} <= set(
        kinds_for("def f(x):\n    return x", "f", ("x",))
    )


def test_a_mutant_that_reads_a_name_that_is_not_there_is_none() -> None:
    text = "def f(images, kh):\n    return images[:kh]"
    made = Mutant("", "", 2, "", text.replace("[:kh]", "[:kw]")), Mutant("", "", 2, "", text.replace("kh]", "kh - 1]"))
    broken = Mutant("", "", 2, "", "def f(:")
    assert list(sensible(text, [*made, broken])) == [made[1]]
    own = Mutant("", "", 2, "", f"{text} + [n for n in images]")
    assert list(sensible(text, [own])) == [own]


def test_a_difference_is_the_lines_that_differ() -> None:
    text = "def f(x):\n    y = x + 1  # one more\n    return y"
    first = next(iter(mutants(text, {"kind": {"a constant plus 1": BY_NAME["a constant plus 1"]}})))
    assert difference(text, first) == ("-    y = x + 1", "+    y = x + 2")
