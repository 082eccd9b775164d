"""The calls of the proof as a diagnosis looks at them."""

from functools import cached_property

import numpy as np

from checks.exercises.causes.calls import CallsOf, read_as
from checks.exercises.families import REPEATED
from checks.exercises.pooling.calls import images_of, kernel_shape_of, mode_of, stride_of
from checks.model import Array, Fact, Outcome

LARGE_SHARE = 1e-6  # of what filled memory reads as: what is larger than that comes from it
LARGEST = 4.0**16  # of the values that are asked with, and more
PRECISION = 1e-5  # of the largest value: work may be done in float32, in which few means are exact


class Call:
    """One call: its sides and its mode, what came back, and the right answer."""

    def __init__(self, fact: Fact) -> None:
        case, observation = fact.case, fact.observation
        self.images = images_of(case)
        self.m, self.h, self.w, self.c = self.images.shape
        self.kh, self.kw = kernel_shape_of(case)
        self.sh, self.sw = stride_of(case)
        self.mode, self.without_mode = mode_of(case), "mode" not in case.arguments
        self.right, self.repeated = fact.right, case.title == REPEATED
        self.array = None if observation.array is None else observation.array.astype(np.float64)
        self.dtype = None if observation.array is None else observation.array.dtype
        self.shape = observation.shape  # known of an array that was too large to be brought, too
        self.expected = fact.answers[0].array
        self.crashed = observation.outcome is Outcome.RAISED
        self.message = observation.detail if self.crashed else ""
        self.exception = self.message.partition(":")[0]
        self.line = observation.traceback[-1].line if observation.traceback else None
        self.other_type = observation.outcome is Outcome.NOT_AN_ARRAY
        self.nothing = observation.outcome is Outcome.NOT_AN_ARRAY and observation.detail == "NoneType"
        self.memory = read_as(case.fill, self.dtype, LARGEST / LARGE_SHARE)

    @property
    def same_shape(self) -> bool:
        """Whether an array of the right shape came back."""
        return self.array is not None and self.array.shape == self.expected.shape

    def returns(self, *predicted: Array) -> bool:
        """Whether what came back is one of these arrays, within rounding."""
        return self.array is not None and any(same(self.array, array) for array in predicted)

    @cached_property
    def garbage(self) -> Array:
        """Where a number is what lay in memory before, or comes from it."""
        assert self.array is not None
        finite = np.isfinite(self.array)
        found: Array = finite & (np.abs(np.where(finite, self.array, 0)) >= LARGE_SHARE * self.memory)
        return found | ~finite if found.any() else found


class Calls(CallsOf[Call]):
    """All calls of one proof, and the kinds of lines that the source has."""

    def __init__(self, facts: tuple[Fact, ...], landmarks: frozenset[str]) -> None:
        super().__init__([Call(fact) for fact in facts], landmarks)

    @cached_property
    def show_memory(self) -> bool:
        """Whether what lay in memory before is in any result."""
        return any(bool(np.any(call.array == call.memory)) for call in self.returned)


def same(a: Array, b: Array) -> bool:
    """Whether two arrays agree within rounding: a share of the largest value of `b`; NaN is NaN."""
    if a.shape != b.shape:
        return False
    if np.array_equal(a, b):
        return True
    largest = float(np.abs(np.nan_to_num(b)).max(initial=0))
    return bool(np.allclose(a, b, rtol=PRECISION, atol=PRECISION * max(0.5, largest), equal_nan=True))
