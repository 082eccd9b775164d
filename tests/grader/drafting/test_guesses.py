"""A function's text becomes a description: what it says stands there, and what it does not is marked."""

import pytest

from checks.model.arguments import Argument, ArrayOf, Axis, EitherOf, FloatOf, IntegerOf, PairOf
from grader.drafting.guesses import Guess, guess
from tests.grader.drafting.solutions import tree


def guessed(given: str, *lines: str, docstring: str = "Works it out.") -> Guess:
    return guess(tree(given, *lines, docstring=docstring))


def only(given: str, *lines: str, docstring: str = "") -> tuple[Argument, tuple[str, ...]]:
    """The last argument, and what is marked of it."""
    found = guessed(given, *lines, docstring=docstring)
    argument = found.description.arguments[-1]
    return argument, found.marks.get(argument.name, ())


X = "n, = x.shape"


@pytest.mark.parametrize(
    ("given", "lines", "found"),
    [
        ("x", ("m, h, w = x.shape",), Argument("x", ArrayOf(("m", "h", "w")))),
        ("x", ("n, = x.shape",), Argument("x", ArrayOf(("n",)))),
        ("x", ("if x[0, 0] > x[0, i]: pass",), Argument("x", ArrayOf(("n", "m")))),
        ("x, a: float", (X,), Argument("a", FloatOf("a"))),
        ("x, a=0.5", (X,), Argument("a", FloatOf("a"), optional=True, default=0.5)),
        ("x, a: float = 2", (X,), Argument("a", FloatOf("a"), optional=True, default=2.0)),
        ("x, a: float = None", (X,), Argument("a", FloatOf("a"), optional=True, none=True)),
        ("x, a=True", (X,), Argument("a", EitherOf((False, True)), optional=True, default=True)),
        (
            "x, a='b'",
            (X, "if a == 'b': pass", "elif a == 'c': pass"),
            Argument("a", EitherOf(("b", "c")), optional=True, default="b"),
        ),
        (
            "x, a='b'",
            (X, "if a == 'c': pass"),
            Argument("a", EitherOf(("b", "c")), optional=True, default="b"),
        ),
        (
            "x, k",
            (X, "if k < 1 or k > n:", "    raise ValueError", "y = x[k:]"),
            Argument("k", IntegerOf("k", 1)),
        ),
        (
            "x, k",
            (X, "if not 2 <= k:", "    raise ValueError", "if k >= 6:", "    raise ValueError", "y = x[k:]"),
            Argument("k", IntegerOf("k", 2, 5)),
        ),
        (
            "x, p",
            (X, "ph, pw = p", "assert ph > 0", "assert pw > 0", "assert ph < n and pw < n"),
            Argument("p", PairOf(("ph", "pw"), 1)),
        ),
    ],
)
def test_what_the_text_says_is_not_marked(given: str, lines: tuple[str, ...], found: Argument) -> None:
    argument, marks = only(given, *lines)
    assert (argument, marks) == (found, ())


@pytest.mark.parametrize(
    ("given", "lines", "found", "said"),
    [
        ("x", ("y = x[1:]",), Argument("x", ArrayOf(("n",))), "which axes x has"),
        ("x", ("y = x.sum(axis=1)",), Argument("x", ArrayOf(("n", "m"))), "which axes x has"),
        ("x, y", (X, "z = y + 1"), Argument("y", FloatOf("y")), "what y may be"),
        ("x", ("z = x + 1",), Argument("x", ArrayOf(("n",))), "what x may be"),
        ("x, k", (X, "y = x[k:]"), Argument("k", IntegerOf("k", 1, "n")), "how small and how large k may be"),
        (
            "x, k",
            (X, "assert k >= 0", "y = x[k:]"),
            Argument("k", IntegerOf("k", 0, "n")),
            "how large k may be",
        ),
        ("x, k=-1", (X, "y = x[k:]"), Argument("k", IntegerOf("k", -1, 1), True, -1), "how small and how large k"),
        ("x, k=7", (X, "y = x[k:]"), Argument("k", IntegerOf("k", 1, 7), True, 7), "how small and how large k may be"),
        ("k", ("return np.eye(k)",), Argument("k", IntegerOf("k", 1, 9)), "how small and how large k may be"),
        ("x, s=(0, 1)", (X,), Argument("s", PairOf(("s1", "s2"), 0), True, (0, 1)), "how small and how large"),
        ("x, m", (X, "if m == 'a': pass"), Argument("m", EitherOf(("a",))), "which texts m may be, besides a"),
        ("x, m: str", (X,), Argument("m", EitherOf(("...",))), "which texts m may be"),
        ("x, mask", (X, "y = x[mask]"), Argument("mask", ArrayOf(("n",), "bool")), "what mask may be"),
        ("x, w=np.ones(3)", (X, "y = w[1:]"), Argument("w", ArrayOf(("n",))), "the default of w"),
        ("x, w='\\ud800'", (X,), Argument("w", FloatOf("w")), "the default of w"),
    ],
)  # fmt: skip
def test_what_the_text_does_not_say_is_marked(given: str, lines: tuple[str, ...], found: Argument, said: str) -> None:
    argument, marks = only(given, *lines)
    assert argument == found
    assert any(mark.startswith(said) for mark in marks), marks
    assert not said.startswith("which axes") or any("dtype, least, most" in mark for mark in marks)


def test_names_beside_a_pair_are_choices() -> None:
    lines = (X, "if p == 'a': q = 1", "elif p == 'b': q = 2", "else: q, r = p")
    argument, _ = only("x, p='a'", *lines)
    assert argument.form == EitherOf(("a", "b", PairOf(("q", "r"), 1)))


def test_the_docstring_names_axes_and_lengths() -> None:
    found = guessed("x", docstring="Points.\n\nx: array (n, 3)")
    assert found == Guess(found.description, {})
    (argument,) = found.description.arguments
    assert argument.form == ArrayOf(("n", "m"))
    assert found.description.axes == (Axis("m", 3, 3),)


def test_what_is_refused_becomes_a_condition() -> None:
    lines = ("h, w = x.shape", "if h != w or 2 * k > h:", "    raise ValueError", "y = x[k:]")
    assert guessed("x, k", *lines).description.where == ("h == w", "2 * k <= h")


def test_a_length_that_is_taken_away_is_guessed_to_be_no_larger() -> None:
    lines = ("h, w = x.shape", "kh, kw = y.shape", "out = np.zeros((h + 2 * p - kh + 1, w - y.shape[1] + 1))")
    found = guessed("x, y, p", *lines)
    assert found.description.where == ("kh <= h + 2 * p", "kw <= w")
    assert found.marks[""] == ('what sizes have to meet, as where = ["k <= n"]',)


def test_a_member_of_a_pair_that_is_taken_away_is_guessed_to_be_no_larger() -> None:
    found = guessed("x, p", "h, w = x.shape", "ph, pw = p", "out = np.zeros((h - ph, w - pw))")
    assert found.description.where == ("ph <= h", "pw <= w")


def test_what_is_refused_is_not_guessed_again() -> None:
    lines = ("n = len(x)", "k = len(y)", "if x[0] > y[0]: pass", "assert k < n", "out = np.zeros(n - k)")
    found = guessed("x, y", *lines)
    assert (found.description.where, found.marks) == (("k < n",), {})


@pytest.mark.parametrize(
    ("lines", "axes"),
    [
        (("n, d = a.shape", "k, d = b.shape"), (("n", "d"), ("k", "d"))),
        (("n, d = a.shape", "k, _ = b.shape"), (("n", "d"), ("k", "d"))),
        (("if a[0] > b[0]: pass",), (("n",), ("n",))),
        (("n = len(a)", "if a[0] > 1: pass", "k = len(b)"), (("n",), ("k",))),
    ],
)
def test_a_name_of_two_arrays_is_one_length(lines: tuple[str, ...], axes: tuple[tuple[str, ...], ...]) -> None:
    found = guessed("a, b", *lines)
    assert tuple(argument.form.axes for argument in found.description.arguments) == axes  # type: ignore[union-attr]


def test_it_is_marked_that_nobody_said_whether_two_lengths_are_one() -> None:
    assert any(
        "the same name is the same length" in mark for mark in guessed("a, b", "if a[0] > b[0]: pass").marks["b"]
    )
    assert guessed("a, b", "n, d = a.shape", "k, d = b.shape").marks == {}


def test_a_parameter_gives_its_name_to_no_axis() -> None:
    found = guessed("x, n: float", "if x[0] > 1: pass").description.arguments
    assert found[0].form != ArrayOf(("n",))


def test_what_cannot_have_its_default_is_left_out_behind_one_that_has() -> None:
    found = guessed("x, k=0.5, w=np.ones(3)", X)
    assert [argument.name for argument in found.description.arguments] == ["x", "k"]
    assert found.marks["w"] == ("what w may be, if calls are to give it; its default is np.ones(3)",)
