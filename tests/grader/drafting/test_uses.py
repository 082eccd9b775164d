"""What the text of a function does with a parameter says what it is."""

import pytest

from grader.drafting.uses import Reader, Uses
from tests.grader.drafting.solutions import tree


def uses(*lines: str, given: str = "x") -> Uses:
    return Reader(tree(given, *lines)).uses("x")


@pytest.mark.parametrize(
    ("line", "names", "exact"),
    [
        ("m, h, w = x.shape", {0: "m", 1: "h", 2: "w"}, 3),
        ("n, = x.shape", {0: "n"}, 1),
        ("h, w = x.shape[:2]", {0: "h", 1: "w"}, None),
        ("k = x.shape[1]", {1: "k"}, None),
        ("n = len(x)", {0: "n"}, None),
        ("n, k = len(x), 3", {0: "n"}, None),
        ("if x.ndim != 2: raise ValueError", {}, 2),
        ("if x[i] > 0: pass", {}, 1),
        ("while x[i, j] > y: pass", {}, 2),
        ("y = max(y, x[i])", {}, 1),
        ("y = sorted(x)", {}, 1),
        ("y = np.convolve(x, y)", {}, 1),
        ("if x[i:] > 0: pass", {}, None),
        ("if x[i, None] > 0: pass", {}, None),
        ("y = x[i] + 1", {}, None),
    ],
)
def test_axes_are_named_and_counted(line: str, names: dict[int, str], exact: int | None) -> None:
    found = uses(line)
    assert found.array
    assert (found.names, found.exact) == (names, exact)


def test_the_elements_of_a_loop_tell_that_there_is_one_axis() -> None:
    assert uses("for e in x:", "    if e > 0:", "        pass").exact == 1
    assert uses("for i, e in enumerate(x):", "    y = max(y, e)").exact == 1
    assert uses("for e in x:", "    y = y + e").exact is None


@pytest.mark.parametrize(
    ("line", "axes"),
    [
        *(("y = x[:, 0]", 2), ("y = x.sum(axis=1)", 2), ("y = x.sum(-2)", 2), ("y = np.linalg.norm(x, axis=2)", 3)),
        *(("y = x.T", 2), ("y = x[None, :]", 1), ("y = np.swapaxes(x, 0, 2)", 3), ("y = x[..., 0]", 1)),
    ],
)
def test_there_are_at_least_as_many_axes_as_are_used(line: str, axes: int) -> None:
    assert uses(line).axes == axes


@pytest.mark.parametrize(
    "line",
    [
        *("for i in range(x): pass", "for i in range(len(y) - x + 1): pass", "y = y[x:]", "y = y[:-x, 0]"),
        *("y = np.zeros(x)", "y = np.zeros((3, x + 1))", "k = x * 2\n    y = np.ones(k)", "y = y.sum(axis=x)"),
        *("y = np.pad(y, x)", "y = y.reshape(x, -1)"),
    ],
)
def test_a_size_is_an_integer(line: str) -> None:
    assert uses(line, given="x, y").integer


@pytest.mark.parametrize(
    "line", ["y = y[x]", "y = x / 2", "for i in range(int(x / 2)): pass", "y = np.full(3, x)", "y = y[y > x]"]
)
def test_what_may_be_another_number_is_not_said_to_be_an_integer(line: str) -> None:
    assert not uses(line, given="x, y").integer


@pytest.mark.parametrize(
    "line",
    [
        *("if x == 'a' or x == 'b': pass", "if x in ('a', 'b'): pass", "y = {'a': 1, 'b': 2}[x]"),
        *("y = {'a': 1, 'b': 2}.get(x)", "match x:\n        case 'a': pass\n        case 'b': pass"),
        "if x.lower() in ('a', 'b'): pass",
    ],
)
def test_texts_that_it_is_compared_with_are_found(line: str) -> None:
    found = uses(line)
    assert found.texts == ["a", "b"] or (found.text and "lower" in line)


def test_a_pair_is_taken_apart() -> None:
    assert uses("sh, sw = x").pair == ("sh", "sw")
    assert uses("y = x[0] + x[1]").members == {0, 1}
    assert uses("a, b, c = x").pair == ()


def test_none_and_types_that_are_asked_for_are_found() -> None:
    assert uses("if x is None: pass").none
    assert uses("if isinstance(x, (tuple, np.ndarray)): pass").types == {"tuple", "np.ndarray"}
