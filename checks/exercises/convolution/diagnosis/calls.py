"""The calls of the proof as a diagnosis looks at them."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import numpy as np

from checks.exercises.causes.calls import CallsOf, read_as
from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import geometry, images_of, kernel_of, padding_of, stride_of
from checks.exercises.convolution.conventions import OF_SAME, accepted
from checks.exercises.convolution.exceptions import Clash, clash
from checks.exercises.convolution.form import Form, form_of, is_plain, takes_padding, takes_stride
from checks.exercises.convolution.operator import Pads, answer, decode
from checks.exercises.convolution.proof_cases import UNIT
from checks.exercises.families import REPEATED
from checks.model import Array, Fact, Outcome
from checks.model.assignment import Policy, Task

LARGE_SHARE = 1e-6  # of what filled memory reads as: what is larger than that comes from it
DOUBLE = 1e-9
SINGLE = 1e-5


class Call:
    """One call: the sides of images, kernel and padding, what came back, and every right answer."""

    def __init__(self, task: Task, policy: Policy, fact: Fact) -> None:
        case, observation = fact.case, fact.observation
        self.images, self.kernel = images_of(case), kernel_of(case)
        self.m, sides = len(self.images), geometry(task, case)
        self.h, self.w, self.kh, self.kw, self.padding, self.stride = sides
        self.ph, self.pw = (0, 0) if isinstance(sides.padding, str) else sides.padding
        self.way = sides.padding if isinstance(sides.padding, str) else "tuple"
        self.sh, self.sw = sides.stride
        self.c, self.nc = (*self.images.shape[3:], 1)[0], (*self.kernel.shape[3:], 1)[0]
        self.without_padding = takes_padding(task) and padding_of(case) is None
        self.without_stride = takes_stride(task) and stride_of(case) is None
        self.right = fact.right
        self.unit, self.repeated = case.title == UNIT, case.title == REPEATED
        self.array = None if observation.array is None else observation.array.astype(np.float64)
        self.dtype = None if observation.array is None else observation.array.dtype
        self.shape = observation.shape  # known of an array that was too large to be brought, too
        self.expected = tuple(answer.array for answer in fact.answers)
        self.pads: tuple[Pads, ...] = tuple(_pads(task, policy, fact))
        self.crashed = observation.outcome is Outcome.RAISED
        self.message = observation.detail if self.crashed else ""
        self.exception = self.message.partition(":")[0]
        self.line = observation.traceback[-1].line if observation.traceback else None
        self.other_type = observation.outcome is Outcome.NOT_AN_ARRAY
        self.nothing = observation.outcome is Outcome.NOT_AN_ARRAY and observation.detail == "NoneType"
        self.memory = read_as(case.fill, self.dtype, 4.0**25 / LARGE_SHARE)

    @cached_property
    def near(self) -> bool:
        """Whether what came back differs from the right answer by so little that no other cause can be told from it."""
        return not self.right and self.returns(*self.expected)

    @property
    def same_shape(self) -> bool:
        """Whether an array of the right shape came back."""
        return self.array is not None and self.array.shape == self.expected[0].shape

    @property
    def terms(self) -> int:
        """How many products are in each value."""
        return oracle.terms(self.kernel)

    @property
    def clash(self) -> Clash | None:
        """The window and the kernel that did not fit together, if that ended the call."""
        return clash(self.message)

    @property
    def precision(self) -> float:
        """How far two equal values may lie apart, as a share of the largest one.

        Random values may have been worked with in float32; unit images are exact there, sums of few taps apart.
        """
        single = self.dtype is not None and self.dtype.kind == "f" and self.dtype.itemsize < np.float64().itemsize
        return SINGLE if single or not self.unit else DOUBLE

    def returns(self, *predicted: Array) -> bool:
        """Whether what came back is one of these arrays, within rounding."""
        return self.array is not None and any(same(self.array, array, self.precision) for array in predicted)

    def answers(self, kernel: Array, images: Array | None = None) -> Iterator[Array]:
        """The right answers for another kernel, and for other images if there are any; each has its own's axes."""
        return (answer(self.images if images is None else images, kernel, pads, self.stride) for pads in self.pads)

    @cached_property
    def garbage(self) -> Array:
        """Where (m, rows, columns) a number is what lay in memory before, or comes from it."""
        assert self.array is not None
        finite = np.isfinite(self.array)
        found: Array = finite & (np.abs(np.where(finite, self.array, 0)) >= LARGE_SHARE * self.memory)
        return found | ~finite if found.any() else found

    @cached_property
    def implied_pads(self) -> Pads | None:
        """The zeros around the images with which a right convolution gives what came back; fewer than none crop.

        None when no such zeros exist.
        """
        if not self.unit or self.array is None or self.array.ndim != 3 or len(self.array) != self.m:
            return None
        if self.images.ndim != 3 or self.stride != (1, 1):
            return None
        taps = decode(self.array, self.kernel.size)
        if taps is None or not taps.any():
            return None
        pixel, i, j, tap = (int(n) for n in np.argwhere(taps)[0])
        top, left = i + tap // self.kw - pixel // self.w, j + tap % self.kw - pixel % self.w
        oh, ow = self.array.shape[1:]
        pads = (top, oh + self.kh - 1 - self.h - top), (left, ow + self.kw - 1 - self.w - left)
        return pads if np.array_equal(answer(self.images, self.kernel, pads), self.array) else None


def _pads(task: Task, policy: Policy, fact: Fact) -> Iterator[Pads]:
    """The zeros of each right answer; where a file is held to one convention, those of that alone."""
    followed = {name for each in fact.answers for name in each.convention}
    for convention, pads in oracle.paddings(task, fact.case, policy):
        if not convention or followed & {*convention}:
            yield pads


class Calls(CallsOf[Call]):
    """All calls of one proof, and the kinds of lines that the source has."""

    def __init__(self, every: Sequence[Call], landmarks: frozenset[str], form: Form, readings: tuple[str, ...]) -> None:
        super().__init__(every, landmarks)
        self.form, self.accepted = form, readings

    def those(self, holds: Callable[[Call], bool]) -> "Calls":
        """The calls for which this holds, as if no others had been made."""
        kept = [call for call in (*self.all, *self.repeated) if holds(call)]
        return Calls(kept, self.landmarks, self.form, self.accepted)

    @cached_property
    def show_memory(self) -> bool:
        """Whether what lay in memory before is in any result."""
        return any(call.same_shape and bool(np.any(call.array == call.memory)) for call in self.returned)


def calls_of(task: Task, policy: Policy, facts: tuple[Fact, ...], landmarks: frozenset[str]) -> Calls:
    """The calls of a proof."""
    form: Form = form_of(task) if is_plain(task) else "chosen"
    every = [Call(task, policy, fact) for fact in facts]
    return Calls(every, landmarks, form, tuple(accepted(OF_SAME, policy.conventions)))


def same(a: Array, b: Array, precision: float = DOUBLE) -> bool:
    """Whether two arrays agree within rounding: a share of the largest value of `b`."""
    if a.shape != b.shape:
        return False
    if np.array_equal(a, b):
        return True
    return bool(np.allclose(a, b, rtol=precision, atol=precision * max(1.0, float(np.abs(b).max(initial=0)))))
