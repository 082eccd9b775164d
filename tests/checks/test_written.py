import math
import struct

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from checks.written import apart, counted, figures, written

NUMBERS = st.floats(allow_nan=False)


@given(NUMBERS, NUMBERS)
def test_two_numbers_that_differ_look_different(one: float, other: float) -> None:
    assume(one != other)
    first, second = apart(one, other)
    assert first != second


@given(NUMBERS.filter(math.isfinite))
def test_a_number_and_its_neighbour_look_different(number: float) -> None:
    first, second = apart(number, math.nextafter(number, math.inf))
    assert first != second


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_a_float32_and_what_it_was_rounded_from_look_different(number: float) -> None:
    exact = number * (1 + 2.0**-30)
    assume(exact != number == struct.unpack("f", struct.pack("f", number))[0])
    first, second = apart(number, exact)
    assert first != second


@pytest.mark.parametrize(
    ("one", "other", "texts"),
    [
        (0.0, 1.0, ("0", "1")),
        (-100.0, -64.0, ("-100", "-64")),
        (-0.02124481, -0.02124479, ("-0.02124481", "-0.02124479")),
        (1.0, 1.0, ("1", "1")),
        (math.nan, 1.0, ("nan", "1")),
    ],
)
def test_no_more_figures_are_written_than_it_takes(one: float, other: float, texts: tuple[str, str]) -> None:
    assert apart(one, other) == texts


def test_one_number_of_figures_does_for_all_pairs() -> None:
    assert figures([(1.0, 2.0), (1.00001, 1.00002), (None, 1.0)], 4) == 6
    assert figures([], 4) == 4


def test_what_json_has_for_no_number_is_written() -> None:
    assert written(None, 4) == "nan"


@pytest.mark.parametrize(("number", "text"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages")])
def test_one_is_not_many(number: int, text: str) -> None:
    assert counted(number, "page") == text
