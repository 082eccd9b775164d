"""Causes that lie in how the images of a batch, the memory or the calls are kept apart."""

from collections.abc import Iterator

import numpy as np

from checks.exercises.causes.naming import Named
from checks.exercises.convolution.diagnosis.calls import Call, Calls, same
from checks.exercises.convolution.exceptions import kind
from checks.model import Array

MOST_WHOLLY = 0.9  # of the spoilt calls: where places are never written, others are
SUMMED = Named("batch_lost", "They were added up.")
TAKEN = Named(
    "batch_lost",
    "One of them was taken for all.",
    hint="Take windows of all images, images[:, i:i + kh, j:j + kw], with a colon in the first place.",
)
LEAST_SPOILT = 0.5  # of the wrong calls: the others found there what a call before them left


def batch(calls: Calls) -> Named | None:
    """Only the first image was worked out, or all images of the result are alike."""
    crashed = [call for call in calls.wrong if call.array is None]
    if not all(kind(call.message) for call in crashed) or not all(map(_of_one, calls.right)):
        return None
    told = calls.returned
    shows = any if calls.form == "chosen" else all  # where few taps are asked, the first image may be all zeros
    if told and all(map(_first_only, told)) and shows(map(_others_differ, told)):
        return Named("first_image_only")
    if told and all(_lost(call) for call in told):
        summed = all(call.m == 1 or _is_sum(call) for call in told)
        return SUMMED if summed else TAKEN
    return None


def _of_one(call: Call) -> bool:
    """Whether there is one image, or all give the same."""
    return call.m == 1 or bool(np.all(call.expected[0] == call.expected[0][:1]))


def _first_only(call: Call) -> bool:
    array = call.array
    if array is None or not call.same_shape or call.m == 1:
        return False
    rest_unwritten = bool(np.all(array[1:] == array[1:].flat[-1]))
    return rest_unwritten and any(same(array[0], expected[0], call.precision) for expected in call.expected)


def _others_differ(call: Call) -> bool:
    assert call.array is not None
    return not np.all(call.array[1:] == call.array[:1])


def _lost(call: Call) -> bool:
    """Whether one image came back, or as many alike, which is one of the right ones or made of all of them."""
    array = call.array
    axes = call.expected[0].ndim
    if array is None or array.ndim not in (axes - 1, axes):
        return False
    images = array[None] if array.ndim == axes - 1 else array
    if len(images) not in (1, call.m) or not np.all(images == images[:1]):
        return False
    return any(same(images[0], one, call.precision) for expected in call.expected for one in _made_one(expected))


def _is_sum(call: Call) -> bool:
    assert call.array is not None
    one = call.array if call.array.ndim < call.expected[0].ndim else call.array[0]
    return any(same(one, expected.sum(axis=0), call.precision) for expected in call.expected)


def _made_one(expected: Array) -> Iterator[Array]:
    yield from (expected[0], expected[-1], expected.sum(axis=0), expected.mean(axis=0), expected.max(axis=0))


def memory(calls: Calls) -> Named | None:
    """What lay in memory before is a part of the sums, or of the padding: not only of places that are never written."""
    spoilt = [call for call in calls.returned if call.same_shape and call.garbage.any()]
    if not calls.show_memory or len(spoilt) < LEAST_SPOILT * len(calls.wrong) or len(calls.returned) < len(calls.wrong):
        return None
    if sum(map(_right_beside, spoilt)) < LEAST_SPOILT * len(spoilt):
        return None
    wholly = sum(bool(call.garbage.all()) for call in spoilt)
    return Named("unfilled_memory") if wholly > MOST_WHOLLY * len(spoilt) or not all(map(_as_it_was, spoilt)) else None


def _as_it_was(call: Call) -> bool:
    assert call.array is not None
    return bool(np.all(call.array[call.garbage] == call.memory))


def _right_beside(call: Call) -> bool:
    assert call.array is not None
    there = call.garbage
    return any(
        same(np.where(there, 0, call.array), np.where(there, 0, expected), call.precision) for expected in call.expected
    )


def state(calls: Calls) -> Named | None:
    """A call that was made before gives another answer now."""
    if calls.show_memory:  # which is another one every time
        return None
    changed = any(_changed(call, again) for again in calls.repeated for call in calls.all)
    return Named("state_between_calls") if changed else None


def _changed(call: Call, again: Call) -> bool:
    if call.images is not again.images or call.kernel is not again.kernel or call.pads != again.pads:
        return False
    if (call.way, call.stride) != (again.way, again.stride):
        return False
    if call.array is None or again.array is None or np.array_equal(call.array, again.array, equal_nan=True):
        return False
    return not same(call.array, again.array, call.precision)
