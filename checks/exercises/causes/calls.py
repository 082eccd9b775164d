"""The calls of a proof as a diagnosis looks at them: which came back wrong, which ended in an exception."""

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import zip_longest
from typing import Generic, Protocol, TypeVar

import numpy as np

from checks.model import Array


class Seen(Protocol):
    """One call, and what it did: `memory` is what freed memory reads as that was filled before it."""

    right: bool
    repeated: bool
    crashed: bool
    array: Array | None
    memory: float


Call = TypeVar("Call", bound=Seen)


class CallsOf(Generic[Call]):
    """All calls of one proof, and the kinds of lines that the source has."""

    def __init__(self, every: Sequence[Call], landmarks: frozenset[str]) -> None:
        self.landmarks = landmarks
        self.repeated = [call for call in every if call.repeated]
        self.all = [call for call in every if not call.repeated]
        self.wrong = [call for call in self.all if not call.right]
        self.right = [call for call in self.all if call.right]
        self.crashed = [call for call in self.wrong if call.crashed]
        self.returned = [call for call in self.wrong if call.array is not None]

    @cached_property
    def by_turns(self) -> list[Call]:
        """All of them, by turns one that crashed, one that came back wrong and one that is right: what does not explain
        them soon meets one that it does not."""
        rounds = zip_longest(self.crashed, [call for call in self.wrong if not call.crashed], self.right)
        return [call for turn in rounds for call in turn if call is not None]

    def only(self, holds: Callable[[Call], bool]) -> bool:
        """Whether something came back wrong, and this holds for all of it, crashes included."""
        return bool(self.returned) and all(holds(call) for call in self.wrong)


def read_as(fill: int, dtype: np.dtype[np.generic] | None, least: float) -> float:
    """What memory filled with this byte reads as; no number is that large where it reads as one below `least`."""
    if dtype is None or dtype.kind not in "fiu":
        return np.inf
    number = float(np.frombuffer(bytes([fill]) * dtype.itemsize, dtype)[0])
    return number if abs(number) > least else np.inf
