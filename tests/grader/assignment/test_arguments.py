# ruff: noqa: E501 (messages are compared whole)
import tomllib

import pytest

from checks.model.arguments import Argument, ArrayOf, Axis, Description, EitherOf, FloatOf, IntegerOf, PairOf
from grader.assignment.arguments import description
from grader.assignment.words import ProblemError
from tests.checks.exercises.inputs.descriptions import EXAMPLES


def read(text: str) -> Description:
    raw = tomllib.loads(text)
    return description(raw.get("arguments", {}), raw.get("where", []), raw.get("axes"))


TEXTS = {
    "moving average": """
[arguments]
x = { array = "n" }
k = { integer = "k", least = 1, most = "n" }
""",
    "distances": """
[arguments]
points = { array = "n d" }
centres = { array = "k d" }
""",
    "histogram": """
[arguments]
image = { array = "h w", dtype = "uint8" }
bins = { integer = "bins", least = 1, most = 256 }
""",
    "matrix power": """
[arguments]
a = { array = "s s", least = -2, most = 2 }
n = { integer = "n", least = 0, most = 6 }
""",
    "interpolation": """
[arguments]
x = { array = "m" }
xp = { array = "n", sorted = "strictly" }
fp = { array = "n" }
""",
    "mask": """
[arguments]
image = { array = "h w" }
mask = { array = "h w", dtype = "bool" }
""",
    "one-hot": """
[arguments]
labels = { array = "n", dtype = "int64", least = 0, most = "classes - 1" }
classes = { integer = "classes", least = 1 }
""",
    "mean along an axis": """
[arguments]
a = { array = "n c" }
axis = { integer = "axis", least = -2, most = 1, none = "default" }
[axes]
c = 3
""",
    "sorted search": """
[arguments]
a = { array = "n", sorted = "weakly" }
v = { float = "v", least = -3, most = 3 }
side = { either = ["left", "right"], default = "left" }
[axes]
n = { least = 0 }
""",
}


@pytest.mark.parametrize(("name", "text"), TEXTS.items(), ids=TEXTS)
def test_an_exercise_is_read(name: str, text: str) -> None:
    assert read(text) == EXAMPLES[name]


def test_the_example_of_a_convolution_is_read() -> None:
    found = read("""
where = ["kh <= h + 2*ph", "kw <= w + 2*pw"]
[arguments]
images  = { array = "m h w" }
kernel  = { array = "kh kw" }
padding = { either = ["same", "valid", { pair = "ph pw", least = 0 }], default = "same" }
stride  = { pair = "sh sw", least = 1, default = [1, 1] }
""")
    padding = EitherOf(("same", "valid", PairOf(("ph", "pw"), 0)))
    assert found == Description(
        (
            Argument("images", ArrayOf(("m", "h", "w"))),
            Argument("kernel", ArrayOf(("kh", "kw"))),
            Argument("padding", padding, optional=True, default="same"),
            Argument("stride", PairOf(("sh", "sw"), 1), optional=True, default=(1, 1)),
        ),
        ("kh <= h + 2*ph", "kw <= w + 2*pw"),
    )


def test_none_may_be_given_and_be_the_default() -> None:
    found = read(
        '[arguments]\nx = { array = "n" }\nt = { float = "t", none = true }\nw = { array = "n", none = "default" }'
    )
    assert found.arguments[1:] == (
        Argument("t", FloatOf("t"), none=True),
        Argument("w", ArrayOf(("n",)), optional=True, none=True),
    )


def test_choices_may_be_numbers_true_and_false() -> None:
    found = read('[arguments]\na = { either = [1, 2.5, true, false, "a", { integer = "k" }], default = false }')
    assert found.arguments[0].form == EitherOf((1, 2.5, True, False, "a", IntegerOf("k")))


def test_a_length_may_be_at_most_something() -> None:
    found = read('[arguments]\na = { array = "n c" }\n[axes]\nn = { least = 2, most = 4 }\nc = { most = 3 }')
    assert found.axes == (Axis("n", 2, 4), Axis("c", 1, 3))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 1", "arguments.x: expected a table, got an integer"),
        ("x = {}", "arguments.x: expected one of the keys array, integer, float, pair, either, tuple and any, got none of them"),
        ('x = { arry = "n" }', "arguments.x: expected one of the keys array, integer, float, pair, either, tuple and any, got none of them; did you mean array?"),
        ('x = { array = "n", integer = "k" }', "arguments.x: expected one of the keys array, integer, float, pair, either, tuple and any, got array and integer"),
        ('x = { array = "" }', 'arguments.x.array: expected names of axes such as "kh kw", got ""'),
        ('x = { array = "  " }', 'arguments.x.array: expected names of axes such as "kh kw", got "  "'),
        ('x = { array = ["n"] }', 'arguments.x.array: expected names of axes such as "kh kw", got a list'),
        ('x = { array = "n", dtype = 8 }', 'arguments.x.dtype: expected a dtype such as "uint8", got an integer'),
        ('x = { array = "n", sorted = true }', 'arguments.x.sorted: expected "weakly" or "strictly", got true or false'),
        ('x = { array = "n", least = [1] }', 'arguments.x.least: expected a number, or an expression such as "n - 1", got a list'),
        ('x = { array = "n", least = true }', 'arguments.x.least: expected a number, or an expression such as "n - 1", got true or false'),
        ('x = { array = "n", lest = 1 }', "arguments.x.lest: unknown key; did you mean least? the keys here are array, least, most, dtype, sorted, default, none"),
        ('x = { integer = "k", dtype = "int64" }', "arguments.x.dtype: unknown key; the keys here are integer, least, most, default, none"),
        ('x = { integer = "k l" }', 'arguments.x.integer: expected one name such as "k", got "k l"'),
        ('x = { float = 1.5 }', 'arguments.x.float: expected one name such as "alpha", got a number'),
        ('x = { pair = "p" }', 'arguments.x.pair: expected two names such as "ph pw", got "p"'),
        ('x = { either = "same" }', 'arguments.x.either: expected a list of texts and tables such as ["same", { pair = "ph pw" }], got a string'),
        ('x = { either = ["a", ["b"]] }', "arguments.x.either[1]: expected a text, a number, true, false or a table, got a list"),
        ('x = { either = [{ either = ["a"] }] }', "arguments.x.either[0]: expected one of the keys array, integer, float and pair, got none of them"),
        ('x = { either = [{ integer = "k", default = 1 }] }', "arguments.x.either[0].default: unknown key; the keys here are integer, least, most"),
        ('x = { integer = "k", default = [1, "2"] }', "arguments.x.default: expected a text, a number, true, false or a list of integers, got a list of others"),
        ('x = { integer = "k", default = 2026-01-01 }', "arguments.x.default: expected a text, a number, true, false or a list of integers, got a date"),
        ('x = { integer = "k", default = -1 }', "arguments.x.default: expected an integer (least 0), got -1"),
        ('x = { integer = "k", none = 1 }', 'arguments.x.none: expected true, or "default" where None is the default, got an integer'),
        ('x = { integer = "k", none = "default", default = 1 }', 'arguments.x.default: expected no other default beside none = "default"'),
        ('"a b" = { array = "n" }', 'arguments."a b": expected a Python name, got "a b"'),
        ('x = { integer = "k", most = "m" }', 'arguments.x.most: there is no size "m"; the sizes are k'),
        (f'x = {{ array = "{"n " * 500}" }}', "arguments.x.array: expected at most 400 characters, got 1000"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_argument_is_told_by_its_key(text: str, said: str) -> None:
    with pytest.raises(ProblemError) as caught:
        read(f"[arguments]\n{text}")
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('where = "k <= n"', 'where: expected a list of comparisons such as ["k <= n"], got a string'),
        ("where = [1]", 'where[0]: expected a comparison such as "k <= n", got an integer'),
        ('where = ["n <= q"]', 'where[0]: there is no size "q"; the sizes are n'),
        ('where = ["n < 1"]', 'where: no sizes up to 64 meet "n < 1", and the bounds'),
        ("axes = 3", "axes: expected a table, got an integer"),
        ('axes.n = "3"', 'axes.n: expected a length, or a table such as { least = 0 }, got "3"'),
        ("axes.n = true", "axes.n: expected a length, or a table such as { least = 0 }, got true or false"),
        ("axes.n.least = 0.5", "axes.n.least: expected an integer, got a number"),
        ("axes.n.lesat = 0", "axes.n.lesat: unknown key; did you mean least? the keys here are least, most"),
        ("axes.q = 2", 'axes.q: there is no axis "q"; the axes are n'),
    ],
)
def test_what_is_wrong_beside_the_arguments_is_told_by_its_key(text: str, said: str) -> None:
    with pytest.raises(ProblemError) as caught:
        read(f'{text}\n[arguments]\nx = {{ array = "n" }}')
    assert str(caught.value) == said


def test_the_key_and_the_problem_are_there_apart() -> None:
    with pytest.raises(ProblemError) as caught:
        description({"x": {"array": ""}})
    assert (caught.value.place, caught.value.problem) == (
        "arguments.x.array",
        'expected names of axes such as "kh kw", got ""',
    )


def test_no_table_of_arguments_is_told() -> None:
    for raw, said in (
        ({}, "arguments: expected at least one argument"),
        ([], "arguments: expected a table, got a list"),
    ):
        with pytest.raises(ProblemError) as caught:
            description(raw)
        assert str(caught.value) == said


def test_what_only_the_calls_tell_can_be_left_to_later() -> None:
    raw = {"x": {"array": "n"}}
    assert description(raw, ["n < 1"], search=False).where == ("n < 1",)
    with pytest.raises(ProblemError, match="no sizes up to 64"):
        description(raw, ["n < 1"])
