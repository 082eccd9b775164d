"""Simpler calls with the same sizes, among which the smallest one that still fails is looked for."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

import numpy as np

from checks.exercises.inputs.fitting import fits
from checks.model import Array, Value
from checks.model.arguments import Description

MOST = 60  # simpler calls
FEW = 9  # the largest magnitude of a simple number
Change = Callable[[Array], Array]


def simpler(description: Description, arguments: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
    """Calls that the description allows, each simpler in its arrays and floats, the simplest first.

    All arrays are changed alike, and each by itself. Shapes, dtypes and all other arguments stay.
    """
    return islice(_simpler(description, arguments), MOST)


def _simpler(description: Description, arguments: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
    arrays = [name for name, value in arguments.items() if isinstance(value, np.ndarray)]
    floats = [name for name, value in arguments.items() if isinstance(value, float)]
    together = [(arrays, change) for change in _CHANGES] if len(arrays) > 1 else []
    alone = [([name], change) for change in _CHANGES for name in arrays]
    seen = {_key(arguments)}
    for names, change in (*together, *alone, *(([name], change) for change in _CHANGES for name in floats)):
        changed: dict[str, Value] = {
            name: _changed(value, change) if name in names else value for name, value in arguments.items()
        }
        if _key(changed) not in seen and fits(description, changed):
            seen.add(_key(changed))
            yield changed


def _changed(value: Value, change: Change) -> Value:
    if isinstance(value, float):
        return float(change(np.array(value)))
    array = np.asarray(value)
    numbers = array.astype(np.int64) if array.dtype == bool else array
    result: Array = np.ascontiguousarray(change(numbers).astype(array.dtype)).reshape(array.shape)
    result.setflags(write=False)
    return result


def _key(arguments: Mapping[str, Value]) -> tuple[object, ...]:
    return tuple(value.tobytes() if isinstance(value, np.ndarray) else value for value in arguments.values())


def _one(place: int) -> Change:
    """Zeros, but for a 1 in this place."""

    def change(array: Array) -> Array:
        zeros = np.zeros(array.size, np.int64)
        zeros[place : place + 1 or None] = 1
        return zeros.reshape(array.shape)

    return change


def _counted(array: Array) -> Array:
    return np.arange(1, array.size + 1).reshape(array.shape)


_CHANGES: tuple[Change, ...] = (
    _one(0),
    _one(-1),
    np.ones_like,
    _counted,
    np.sign,
    lambda array: np.clip(np.round(array), -FEW, FEW),
    np.abs,
    np.round,
    lambda array: np.round(array, 1),
)
