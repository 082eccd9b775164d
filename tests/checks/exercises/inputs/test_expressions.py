import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.exercises.inputs.expressions import (
    ExpressionError,
    conditions,
    expression,
    grown,
    names,
    possible,
    span,
    value,
)

SIZES = {"h": 5, "kh": 3, "ph": 2, "n": 7}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("n", 7),
        ("classes - 1", 9),
        ("h + 2*ph", 9),
        ("(h + 2) * ph", 14),
        ("h - ph - 1", 2),
        ("h - (ph - 1)", 4),
        ("-n", -7),
        ("-h * ph + 1", -9),
        ("3 * -n", -21),
        ("--n", 7),
        (" 12 ", 12),
        ("(" * 90 + "n" + ")" * 90, 7),
    ],
)
def test_a_bound_is_computed_as_in_python(text: str, expected: int) -> None:
    assert value(expression(text), {**SIZES, "classes": 10}) == expected


@pytest.mark.parametrize("number", [3, -2, 0.5])
def test_a_number_is_a_bound_as_it_is(number: float) -> None:
    assert value(expression(number), {}) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kh <= h + 2*ph", True),
        ("h < kh", False),
        ("1 <= kh <= n", True),
        ("1 <= kh <= 2", False),
        ("n == h + ph", True),
        ("n != h", True),
        ("n != 7", False),
        ("n > h >= 5", True),
    ],
)
def test_a_condition_holds_or_does_not(text: str, expected: bool) -> None:
    ranges = {name: (size, size) for name, size in SIZES.items()}
    assert all(possible(condition, ranges) for condition in conditions(text)) is expected


def test_names_are_told_once_and_in_order() -> None:
    (condition,) = conditions("kh + kh <= h + 2*ph - kh")
    assert names(condition) == ("kh", "h", "ph")


def test_a_size_can_be_thought_larger() -> None:
    (condition,) = conditions("2*kh <= n")
    ranges = {name: (size, size) for name, size in SIZES.items()}
    assert possible(condition, ranges)
    assert not possible(grown(condition, "kh", 2), ranges)


WAYS = ("({0} + {1})", "({0} - {1})", "({0})*({1})", "-({0})")


def expressions() -> st.SearchStrategy[str]:
    return st.recursive(
        st.sampled_from(["n", "h", "ph", "0", "3", "17"]),
        lambda inner: st.builds(str.format, st.sampled_from(WAYS), inner, inner),
        max_leaves=20,
    ).filter(lambda text: len(text) <= 200)


@given(expressions())
def test_any_expression_has_the_value_that_python_gives_it(text: str) -> None:
    assert value(expression(text), SIZES) == eval(text, {}, SIZES)


@given(expressions(), st.data())
def test_a_range_holds_every_value(text: str, data: st.DataObject) -> None:
    ranges = {name: (size - 3, size + 3) for name, size in SIZES.items()}
    sizes = {name: data.draw(st.integers(*ends)) for name, ends in ranges.items()}
    low, high = span(expression(text), ranges)
    assert low <= value(expression(text), sizes) <= high


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "n", "n <", "< 3", "n < (3", "n < 3)", "(n < 3)", "n k < 3", "n < 3 4", "n + < 1", "() < 1",
        "n ** 2 < 1", "n // 2 < 1", "n % 2 < 1", "n = 2", "n < 1 and k < 2", "n < 1.5", "f(n) < 1", "n.real < 1",
        "n[0] < 1", "0x10 < n", "'n' < 1", "__import__('os').system('id') < 1", "lambda: 0 < 1", "n < 1; n < 2",
        "n\0 < 1", "1_000 < n", "²  < n",
    ],
)  # fmt: skip
def test_what_is_no_comparison_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        conditions(text)
    said = str(caught.value)
    assert said.startswith('expected a comparison such as "k <= n - 1"')
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("text", ["", "n < 3", "n +", "10 ** 9", "n,", "0.5"])
def test_what_is_no_bound_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError, match="expected a number, or names of sizes and whole numbers"):
        expression(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("(" * 10**6, "expected at most 200 characters, got 1000000"),
        ("n < " + "9" * 5000, "expected at most 200 characters, got 5004"),
        ("n < " + "9" * 100, "expected numbers up to 1000000000000"),
    ],
    ids=["a text nested a million deep", "a number of 5000 digits", "a number of a hundred digits"],
)
def test_a_hostile_text_is_refused(text: str, said: str) -> None:
    with pytest.raises(ExpressionError, match=said):
        conditions(text)


@given(st.text(alphabet="nk12+-*()<=>! ", max_size=30))
def test_any_text_is_a_condition_or_refused_in_one_line(text: str) -> None:
    try:
        read = conditions(text)
    except ExpressionError as error:
        said = str(error)
    else:
        ranges = {"n": (1, 4), "k": (0, 2), **{name: (0, 1) for one in read for name in names(one)}}
        said = " ".join(str(possible(condition, ranges)) for condition in read)
    assert len(said.splitlines()) == 1
