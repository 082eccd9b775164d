"""The types of a result in words, where a task asks for those of the model solution's."""

from typing import NamedTuple

import numpy as np

from checks.model import Observation, Value

NUMBERS = {
    "b": "True or False (bool)",
    "i": "a whole number (int)",
    "f": "a number with a point (float)",
    "c": "a complex number (complex)",
}
VALUES = {
    "b": "truth values (bool)",
    "i": "whole numbers (int)",
    "f": "numbers with a point (float)",
    "c": "complex numbers (complex)",
}
PYTHONS = ((bool, "b"), (int, "i"), (float, "f"), (complex, "c"))
ALL = frozenset(
    ["a list", "a tuple", *NUMBERS.values()]
    + [f"an array{axes} of {words}" for axes in ("", " without axes") for words in VALUES.values()]
)
"""Everything that a type can be told as."""
HOW = {
    "b": "Compare, or make it an array of dtype bool.",
    "i": "Work with integers: `//` in place of `/`, and arrays of dtype int.",
    "f": "Work with floats: `/` in place of `//`, and arrays of dtype float.",
    "c": "Work with complex numbers, and arrays of dtype complex.",
}


class Another(NamedTuple):
    """A type that came in the place of the right one, and which part of the result it is of, 0 for the whole."""

    came: str
    right: str
    part: int


def types_of(observation: Observation) -> tuple[str, ...]:
    """The type of what came back, and of a tuple or list those of its parts after its own."""
    value = observation.value
    if isinstance(value, tuple):
        return ("a list" if observation.is_list else "a tuple", *map(_type, value))
    return (_type(value),)


def another(came: tuple[str, ...], right: tuple[str, ...]) -> Another | None:
    """The first type that is another one; None where all are the same, or there are not as many."""
    if len(came) != len(right):
        return None
    pairs = enumerate(zip(came, right, strict=True))
    return next((Another(one, other, part) for part, (one, other) in pairs if one != other), None)


def how_to(right: str) -> str:
    """What to do to give back something of this type."""
    if right in ("a list", "a tuple"):
        brackets = "square brackets around them" if right == "a list" else "commas between them, and no square brackets"
        return f"Return {right}: its parts with {brackets}."
    what = "one number, not an array" if right in NUMBERS.values() else "an array made by numpy"
    return f"Return {what}. {HOW[kind_of(right)]}"


def kind_of(told: str) -> str:
    """What kind of dtype the values have of a type that is told; "" for what has parts."""
    return next((kind for kind in NUMBERS if told == NUMBERS[kind] or told.endswith(VALUES[kind])), "")


def _type(value: Value) -> str:
    if not isinstance(value, np.ndarray):
        return next((NUMBERS[kind] for python, kind in PYTHONS if isinstance(value, python)), "")
    axes = "" if value.ndim else " without axes"
    return f"an array{axes} of {VALUES['i' if value.dtype.kind == 'u' else value.dtype.kind]}"
