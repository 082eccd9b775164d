"""Calls in words."""

from collections.abc import Mapping

import numpy as np

from checks.model import Value
from checks.printable import one_line
from checks.written import FIGURES, written

MOST_CHARACTERS = 40  # of a text that is given


def in_words(arguments: Mapping[str, Value]) -> str:
    """What a call is given: "for x (5,) and k = 2"; arrays by their shapes, all else by what it is."""
    named = [f"{name} {value.shape}" if isinstance(value, np.ndarray) else f"{name} = {_value(value)}"
             for name, value in arguments.items()]  # fmt: skip
    if not named:
        return "without arguments"
    *first, last = named
    return f"for {', '.join(first)} and {last}" if first else f"for {last}"


def _value(value: Value) -> str:
    if isinstance(value, np.ndarray):
        return f"an array {value.shape}"
    if isinstance(value, tuple):
        members = ", ".join(map(_value, value))
        return f"({members},)" if len(value) == 1 else f"({members})"
    if isinstance(value, float):
        return written(value, FIGURES)
    return one_line(repr(value), MOST_CHARACTERS)
