import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.exercises.inputs.kinds import DTYPES
from checks.exercises.inputs.values import admits, array, may_be_negative, number
from checks.model.arguments import ArrayOf, FloatOf

PATTERNS = ("distinct", "random", "negative", "large", "ties", "alike", "all", "none")


def made(form: ArrayOf, pattern: str = "distinct", seed: int = 1, dtype: str = "", **sizes: int):
    return array(form, sizes, pattern, np.random.default_rng(seed), dtype)


bounds = st.sampled_from([(None, None), (0, None), (None, 0), (-2, 2), (0, 1), (3, 90), (-90, -7), (5, 5), (100, None)])


@given(bounds, st.sampled_from(["", *DTYPES[1:]]), st.sampled_from(PATTERNS), st.integers(0, 12), st.integers(0, 99))
def test_values_lie_within_the_bounds_and_have_the_dtype(ends, dtype: str, pattern: str, n: int, seed: int) -> None:
    form = ArrayOf(("n", "n"), dtype, *ends)
    low, high = ends
    if dtype.startswith("uint") and high is not None and high < 0:
        return
    values = made(form, pattern, seed, n=n)
    assert values.dtype == np.dtype(dtype or "float64")
    assert values.shape == (n, n)
    assert np.all(np.isfinite(values))
    assert low is None or np.all(values >= low)
    assert high is None or np.all(values <= high)


@given(st.sampled_from(["float32", "float64"]), st.sampled_from(PATTERNS), st.integers(1, 30), st.integers(0, 99))
def test_rounding_takes_no_value_beyond_a_bound(dtype: str, pattern: str, n: int, seed: int) -> None:
    values = made(ArrayOf(("n",), dtype, 0.1, 0.3), pattern, seed, n=n).astype(np.float64)
    assert np.all((values >= 0.1) & (values <= 0.3))


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize(("least", "most"), [(None, None), (0, 1), (0, 11), (-3, None)])
@pytest.mark.parametrize("dtype", ["", "float32"])
def test_sorted_strictly_is_rising(pattern: str, least: int | None, most: int | None, dtype: str) -> None:
    values = made(ArrayOf(("m", "n"), dtype, least, most, "strictly"), pattern, m=4, n=12)
    assert np.all(np.diff(values) > 0)


def test_sorted_strictly_finds_the_only_row_there_is() -> None:
    form = ArrayOf(("m", "n"), "int64", 0, "n - 1", "strictly")
    assert made(form, m=3, n=5).tolist() == [[0, 1, 2, 3, 4]] * 3


def test_sorted_weakly_has_ties_where_they_are_asked_for() -> None:
    values = made(ArrayOf(("n",), sorted="weakly"), "ties", n=9)
    assert np.all(np.diff(values) >= 0)
    assert len(set(values.tolist())) < 9
    assert np.all(np.diff(made(ArrayOf(("n",), sorted="weakly"), n=9)) > 0)


def test_distinct_values_are_whole_have_both_signs_and_no_0() -> None:
    values = made(ArrayOf(("h", "w")), h=4, w=5)
    assert sorted(np.abs(values).ravel().tolist()) == list(range(1, 21))
    assert 0 < np.sum(values < 0) < 20


def test_distinct_values_between_narrow_bounds_are_different_all_the_same() -> None:
    values = made(ArrayOf(("n",), least=0, most=1), n=40)
    assert len(set(values.tolist())) == 40
    assert 0 not in values


def test_labels_are_spread_evenly() -> None:
    values = made(ArrayOf(("n",), "int64", 0, "classes - 1"), n=9, classes=3)
    assert sorted(values.tolist()) == [0, 0, 0, 1, 1, 1, 2, 2, 2]


@pytest.mark.parametrize("form", [ArrayOf(("n",)), ArrayOf(("n",), "int64"), ArrayOf(("n",), least=0, most=1)])
def test_ties_are_few_values_one_of_which_is_0(form: ArrayOf) -> None:
    values = made(form, "ties", n=9)
    assert 0 in values
    assert 1 < len(set(values.tolist())) < 9
    assert made(form, "ties", n=1).tolist() == [0]


def test_values_that_are_alike_are_as_near_to_0_as_can_be() -> None:
    assert made(ArrayOf(("n",)), "alike", n=3).tolist() == [0, 0, 0]
    assert made(ArrayOf(("n",), "int64", 2, 9), "alike", n=3).tolist() == [2, 2, 2]
    assert len(set(made(ArrayOf(("n",), least=0.2, most=0.8), "alike", n=3).tolist())) == 1
    assert not made(ArrayOf(("n",), "bool"), "alike", n=3).any()


def test_large_integers_can_be_squared_in_their_dtype() -> None:
    values = made(ArrayOf(("n",), "int32"), "large", n=6)
    assert np.array_equal(values * values, values.astype(object) ** 2)


def test_large_values_go_up_to_the_bounds() -> None:
    assert {-2, 2} <= set(made(ArrayOf(("n",), least=-2, most=2), "large", n=6).tolist())
    assert {0, 255} <= set(made(ArrayOf(("n",), "uint8"), "large", n=6).tolist())
    assert {-(10**6), 10**6} <= set(made(ArrayOf(("n",)), "large", n=6).tolist())


def test_a_mask_has_some_of_both_unless_all_or_none_are_asked_for() -> None:
    form = ArrayOf(("n",), "bool")
    assert 0 < made(form, n=5).sum() < 5
    assert made(form, "all", n=5).tolist() == [True] * 5
    assert made(form, "none", n=5).tolist() == [False] * 5
    assert {made(form, seed=seed, n=1).item() for seed in range(9)} == {True, False}


def test_an_array_without_axes_is_one_number() -> None:
    assert made(ArrayOf(())).shape == ()


def test_a_free_dtype_is_the_one_that_is_asked_for() -> None:
    assert made(ArrayOf(("n",)), dtype="int64", n=3).dtype == np.int64
    assert made(ArrayOf(("n",), "float32"), dtype="int64", n=3).dtype == np.float32


@given(st.sampled_from(PATTERNS), st.integers(0, 99))
def test_a_float_lies_within_its_bounds(pattern: str, seed: int) -> None:
    value = number(FloatOf("t", 0.001, 0.002), {}, pattern, np.random.default_rng(seed))
    assert type(value) is float
    assert 0.001 <= value <= 0.002


def test_a_float_may_be_bounded_by_a_size() -> None:
    assert 7 <= number(FloatOf("t", "n", "n + 1"), {"n": 7}, "random", np.random.default_rng(1)) <= 8


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (ArrayOf(("n",)), True),
        (ArrayOf(("n",), least="n - 3"), True),
        (ArrayOf(("n",), "uint8"), False),
        (ArrayOf(("n",), least=0), False),
        (FloatOf("t", -1), True),
        (FloatOf("t", 0), False),
    ],
)
def test_whether_there_are_negative_values_is_known(form: ArrayOf | FloatOf, expected: bool) -> None:
    assert may_be_negative(form) is expected


def test_integers_need_room_for_integers() -> None:
    assert admits(ArrayOf(("n",), least=0.5, most=1.5), {"n": 9}, "int64")
    assert not admits(ArrayOf(("n",), least=0.1, most=0.9), {"n": 9}, "int64")
    assert admits(ArrayOf(("n",), least=0.1, most=0.9), {"n": 9}, "float64")
    assert not admits(ArrayOf(("n",), least=0, most=3, sorted="strictly"), {"n": 9}, "int64")
