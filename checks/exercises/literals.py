"""Values as a program writes them, which gives the same values back."""

import math
import re

import numpy as np

from checks.model import Array, Value

ONE_LINE = 51  # characters of an array
_PLAIN = ("float64", "int64", "bool")  # dtypes that lists of numbers have by themselves


def literal(value: Value) -> str:
    """An expression for a value; numpy is `np` in it. Of 0.0 and -0.0 an array has the first."""
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, tuple):
        members = [literal(member) for member in value]
        return f"({members[0]},)" if len(members) == 1 else f"({', '.join(members)})"
    if isinstance(value, float) and not math.isfinite(value):
        return f"float({str(value)!r})"
    return repr(value)


def nested(array: Array) -> str:
    """An array as nested lists, long ones a row to a line; floats keep their point, which keeps the dtype."""
    text = _row(array)
    if len(text) <= ONE_LINE or not array.ndim:
        return text
    lines = []
    for place in np.ndindex(array.shape[:-1]):
        ended = next((axis for axis, index in enumerate(reversed(place)) if index), len(place))
        if ended and any(place):
            lines.append(f"{']' * ended}, {'[' * ended}")
        lines.append(f"    {_row(array[place])},")
    return "\n".join(["[" * (array.ndim - 1), *lines, "]" * (array.ndim - 1)])


def _array(array: Array) -> str:
    name = array.dtype.name
    dtype = "" if name in _PLAIN else f"dtype={name!r}"
    if not array.size:
        return f"np.zeros({array.shape}, {name!r})"
    text = nested(array)
    if text.endswith("\n"):  # a long row, whose line has its comma
        return f"np.array({text}    {dtype}\n)" if dtype else f"np.array({text})"
    return f"np.array({text}, {dtype})" if dtype else f"np.array({text})"


def _row(array: Array) -> str:
    numbers = array + 0 if array.dtype.kind in "fc" else array
    text = re.sub(r"(\.)0(?=[],])", r"\1", str(numbers.tolist()))
    return text if array.dtype.kind not in "fc" else re.sub(r"\b(nan|inf)\b", r"np.\1", text)
