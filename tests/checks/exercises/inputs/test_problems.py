# ruff: noqa: E501 (messages are compared whole)
import pytest
from msgspec.structs import replace

from checks.exercises.inputs.problems import problems
from checks.exercises.inputs.written import written_problems
from checks.model.arguments import (
    Argument,
    ArrayOf,
    Axis,
    Description,
    EitherOf,
    FloatOf,
    IntegerOf,
    PairOf,
)
from tests.checks.exercises.inputs.descriptions import EXAMPLES

X = Argument("x", ArrayOf(("n",)))
K = Argument("k", IntegerOf("k", 1))
MOVING = Description((X, K))


def of_form(form, **more) -> Description:
    return Description((X, Argument("a", form, **more)))


@pytest.mark.parametrize("description", EXAMPLES.values(), ids=EXAMPLES)
def test_a_usual_description_is_fine(description: Description) -> None:
    assert list(problems(description)) == []


@pytest.mark.parametrize(
    ("description", "place", "problem"),
    [
        (Description(()), "arguments", "expected at least one argument"),
        (Description((X, Argument("for", IntegerOf("k")))), 'arguments."for"', 'expected a Python name, got "for"'),
        (Description((X, X)), "arguments.x", "expected a name of its own, an earlier argument has this one"),
        (
            Description((Argument("k", IntegerOf("k"), optional=True, default=1), X)),
            "arguments.x",
            "expected a default, since k before it has one",
        ),
        (of_form(ArrayOf(("n", "2"))), "arguments.a.array", 'expected a name such as n, got "2"'),
        (of_form(ArrayOf(tuple("abcdefghi"))), "arguments.a.array", "expected at most 8 axes, got 9"),
        (
            of_form(ArrayOf(("n",), "uint18")),
            "arguments.a.dtype",
            'there is no dtype "uint18"; did you mean "uint8"? the dtypes are bool, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float32, float64',
        ),
        (of_form(ArrayOf(("n",), "bool", 0)), "arguments.a.least", "expected no bound for true and false"),
        (of_form(ArrayOf(("n",), "bool", most=1)), "arguments.a.most", "expected no bound for true and false"),
        (of_form(ArrayOf(("n",), "bool", sorted="weakly")), "arguments.a.sorted", "expected no order of true and false"),
        (of_form(ArrayOf((), sorted="weakly")), "arguments.a.sorted", "expected no order of an array without axes"),
        (of_form(ArrayOf(("n",), least=2, most=1)), "arguments.a.most", "expected no less than least = 2, got 1"),
        (of_form(ArrayOf(("n",), "uint8", 0, 300)), "arguments.a.most", "expected 0 to 255, which uint8 holds, got 300"),
        (of_form(ArrayOf(("n",), "int64", 0.5)), "arguments.a.least", "expected a whole number, got 0.5"),
        (of_form(IntegerOf("k", 0, 2.5)), "arguments.a.most", "expected a whole number, got 2.5"),
        (
            of_form(IntegerOf("k", None, -1)),
            "arguments.a.most",
            "expected no less than 0, which is the least where nothing is said, got -1",
        ),
        (of_form(IntegerOf("k", 1, "m")), "arguments.a.most", 'there is no size "m"; the sizes are n, k'),
        (of_form(FloatOf("n")), "arguments.a.float", 'expected a name of its own, "n" is a size'),
        (
            of_form(FloatOf("t", float("nan"))),
            "arguments.a.least",
            "expected a number from -1000000000000 to 1000000000000, got NaN",
        ),
        (
            of_form(FloatOf("t", 10**400)),
            "arguments.a.least",
            "expected a number from -1000000000000 to 1000000000000, got a number of more than 64 bits",
        ),
        (
            of_form(IntegerOf("k", "k ** 2")),
            "arguments.a.least",
            'expected a number, or names of sizes and whole numbers with + - * and parentheses, got "k ** 2"',
        ),
        (of_form(PairOf(("p", "p"))), "arguments.a.pair", 'expected two different names, got "p p"'),
        (of_form(EitherOf(())), "arguments.a.either", "expected 1 to 16 choices, got 0"),
        (of_form(EitherOf(("a", "b", "a"))), "arguments.a.either[2]", "expected another choice, an earlier one is the same"),
        (
            of_form(EitherOf(("a", PairOf(("p", "q"), 3, 1)))),
            "arguments.a.either[1].most",
            "expected no less than least = 3, got 1",
        ),
        (of_form(IntegerOf("k", 1), optional=True, default=0), "arguments.a.default", "expected an integer (least 1), got 0"),
        (of_form(IntegerOf("k"), optional=True, default=True), "arguments.a.default", "expected an integer (least 0), got true"),
        (of_form(PairOf(("p", "q")), optional=True, default=1), "arguments.a.default", "expected two integers (least 0), got 1"),
        (
            of_form(EitherOf(("same", "valid", PairOf(("p", "q")))), optional=True, default="full"),
            "arguments.a.default",
            'expected "same" or "valid" or two integers (least 0), got "full"',
        ),
        (
            of_form(ArrayOf(("n",)), optional=True, default=1),
            "arguments.a.default",
            "expected none: an array has no default but None, got 1",
        ),
        (replace(MOVING, axes=(Axis("m"),)), "axes.m", 'there is no axis "m"; the axes are n'),
        (replace(MOVING, axes=(Axis("k"),)), "axes.k", 'there is no axis "k"; the axes are n'),
        (replace(MOVING, axes=(Axis("n", -1),)), "axes.n.least", "expected 0 to 4000, got -1"),
        (replace(MOVING, axes=(Axis("n", 10**12),)), "axes.n.least", "expected 0 to 4000, got 1000000000000"),
        (replace(MOVING, axes=(Axis("n", 3, 2),)), "axes.n.most", "expected no less than least = 3, got 2"),
        (
            Description((Argument("kernel", ArrayOf(("rows",))), K), ("k <= row",)),
            "where[0]",
            'there is no size "row"; did you mean "rows"? the sizes are rows, k',
        ),
        (
            replace(MOVING, where=("k <= n", "k")),
            "where[1]",
            'expected a comparison such as "k <= n - 1", of names of sizes and whole numbers with + - * and parentheses, got "k"',
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_its_key(description: Description, place: str, problem: str) -> None:
    assert list(problems(description)) == [(place, problem)]
    assert list(written_problems(description)) == [(place, problem)]


@pytest.mark.parametrize(
    ("description", "place", "problem"),
    [
        (
            replace(MOVING, where=("k < n", "n < k")),
            "where",
            'no sizes up to 64 meet "k < n", "n < k", and the bounds',
        ),
        (
            Description((X, Argument("k", IntegerOf("k", "n + 1", "n")))),
            "arguments",
            "no sizes up to 64 meet the bounds, with at most 4000 values in an array",
        ),
        (
            Description((Argument("x", ArrayOf(("n", "m"))),), axes=(Axis("n", 100), Axis("m", 100))),
            "arguments",
            "no sizes up to 163 meet the bounds, with at most 4000 values in an array",
        ),
        (
            Description((X, Argument("a", EitherOf(("one", IntegerOf("k", 1)))), Argument("p", IntegerOf("p", 1, "k"))),),
            "arguments.a.either[0]",
            "no call is possible with this: no sizes meet `where` and the bounds",
        ),
        (
            Description((X, K, Argument("p", PairOf(("p", "q")), optional=True, default=(0, 0))), ("p + q > 0",)),
            "arguments.p.default",
            "no call is possible with this: no sizes meet `where` and the bounds",
        ),
        (
            replace(MOVING, where=("n == 100*k",)),
            "where",
            'no sizes up to 64 meet "n == 100*k", and the bounds',
        ),
        (
            replace(MOVING, where=("k == 1",)),
            "arguments.k",
            "k has one value, 1, in the ",
        ),
    ],
    ids=[
        "contradicting conditions", "contradicting bounds", "arrays that are too large", "a choice without a call",
        "a default without a call", "sizes that are too large", "a size that has one value only",
    ],
)  # fmt: skip
def test_a_description_that_asks_nothing_is_told(description: Description, place: str, problem: str) -> None:
    ((key, said),) = problems(description)
    assert key == place
    assert said.startswith(problem)
    assert list(written_problems(description)) == []


def test_small_calls_that_are_cut_too_early_are_told() -> None:
    """Of so many choices the smallest sizes alone are more than are asked."""
    texts = tuple(f"choice {number}" for number in range(15))
    several = (Argument(f"a{number}", EitherOf(texts)) for number in range(18))
    last = Argument("last", EitherOf((*texts, PairOf(("p", "q"), 1))))
    found = dict(problems(Description((Argument("x", ArrayOf(tuple("nmkl"))), *several, last))))
    assert set(found) == {"arguments.last"}
    assert found["arguments.last"].startswith("q has one value, 1, in the 400 small calls that are asked")


@pytest.mark.parametrize(
    ("description", "problem"),
    [
        (Description(tuple(Argument(f"a{n}", IntegerOf(f"k{n}")) for n in range(1000))), "expected at most 20 arguments, got 1000"),
        (of_form(ArrayOf(tuple(f"a{n}" for n in range(40)))), "expected at most 24 different sizes, got 41"),
        (of_form(ArrayOf(("n",) * 40)), "expected at most 8 axes, got 40"),
        (of_form(EitherOf(("a" * 10**6,))), "expected at most 200 characters, got 1000000"),
        (of_form(EitherOf(tuple(range(10**5)))), "expected 1 to 16 choices, got 100000"),
        (replace(MOVING, where=("n < " + "(" * 10**6,)), "expected at most 200 characters, got 1000004"),
        (replace(MOVING, where=("k <= n",) * 1000), "expected at most 30 conditions, got 1000"),
        (of_form(ArrayOf(("n" * 10**6,))), "expected a name such as n, got"),
        (of_form(IntegerOf("k", 1, "n" * 10**6)), "expected at most 200 characters, got 1000000"),
        (of_form(ArrayOf(("n",), "\x1b[31m" * 10**5)), "there is no dtype"),
    ],
    ids=[
        "1000 arguments", "40 axes", "an axis 40 times", "a long text", "many choices", "a long condition",
        "many conditions", "a long name", "a long bound", "a long dtype",
    ],
)  # fmt: skip
def test_a_hostile_description_is_refused_in_one_short_line(description: Description, problem: str) -> None:
    (found, *_) = problems(description)
    assert found[1].startswith(problem)
    assert len(found[1]) < 500
    assert "\x1b" not in found[1]


def test_a_bound_may_be_far_away() -> None:
    assert list(problems(Description((X, Argument("k", IntegerOf("k", 0, 10**12)))))) == []
