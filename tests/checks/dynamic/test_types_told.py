import numpy as np
import pytest

from checks.dynamic.types_told import ALL, another, how_to, kind_of, types_of
from checks.model import Observation, Outcome, Value


def told(value: Value, *, is_list: bool = False) -> tuple[str, ...]:
    return types_of(Observation(Outcome.RETURNED, value=value, is_list=is_list))


@pytest.mark.parametrize(
    ("value", "types"),
    [
        (True, ("True or False (bool)",)),
        (3, ("a whole number (int)",)),
        (3.0, ("a number with a point (float)",)),
        (1j, ("a complex number (complex)",)),
        (np.ones(2), ("an array of numbers with a point (float)",)),
        (np.ones(2, "uint8"), ("an array of whole numbers (int)",)),
        (np.array(2), ("an array without axes of whole numbers (int)",)),
        ((1, np.array([True])), ("a tuple", "a whole number (int)", "an array of truth values (bool)")),
        ((), ("a tuple",)),
    ],
)
def test_a_type_is_told_in_words(value: Value, types: tuple[str, ...]) -> None:
    assert told(value) == types
    assert ALL.issuperset(types)


def test_a_list_is_told_for_one() -> None:
    assert told((1,), is_list=True) == ("a list", "a whole number (int)")


@pytest.mark.parametrize("value", [True, 3, 3.0, 1j, np.ones(2), np.array(2), np.ones(1, bool), np.ones(1, complex)])
def test_what_is_told_says_what_to_do(value: Value) -> None:
    (words,) = told(value)
    assert kind_of(words) == np.asarray(value).dtype.kind
    assert how_to(words).endswith(".")


@pytest.mark.parametrize("words", ["a list", "a tuple"])
def test_a_list_and_a_tuple_are_told_apart(words: str) -> None:
    assert kind_of(words) == ""
    assert words in how_to(words)


def test_the_first_type_that_is_another_one_is_found() -> None:
    right = told((1, 2.0, 3.0))
    assert another(right, right) is None
    assert another(told((1,)), right) is None
    found = another(told((1, 2, 3)), right)
    assert found == ("a whole number (int)", "a number with a point (float)", 2)
    assert another(told((1, 2, 3), is_list=True), right) == ("a list", "a tuple", 0)
