"""Causes that show without a program of their own: in how calls end, in the numbers, in the places that are written."""

from collections.abc import Callable, Iterator

import numpy as np

from checks.dynamic.exceptions import FLOATS
from checks.exercises.causes.naming import Named
from checks.exercises.pooling.diagnosis.calls import Call, Calls, same
from checks.exercises.pooling.exceptions import NO_AVG, OF_TUPLE, UNPACKED, kind
from checks.exercises.pooling.oracle import pooled
from checks.model import Array

NEAR = 6e-3  # of the largest value: float16 keeps to it, and two decimals do
LARGEST_HALF = float(np.finfo(np.float16).max)
NO_VALUE = ("UnboundLocalError", "NameError")
LEAST_SPOILT = 0.2  # of the wrong calls: the others found there what a call before them left
MOST_WHOLLY = 0.9  # of the spoilt calls: where places are never written, others are


def endings(calls: Calls) -> Named | None:
    """No call brought an array, or those that failed ended in the same way."""
    if all(call.nothing for call in calls.wrong):
        return Named("returns_none") if not calls.right else None
    if all(call.other_type for call in calls.wrong) and not any(call.nothing for call in calls.wrong):
        return Named("not_an_array")
    if not all(call.crashed for call in calls.wrong):
        return None
    for words, name in ((OF_TUPLE, "shape_of_tuple"), (UNPACKED, "shape_unpacked")):
        if all(words in call.message for call in calls.crashed):
            return Named(name)
    if all(any(words in call.message for words in FLOATS) for call in calls.crashed):
        return Named("float_size")
    return None


def nothing(calls: Calls) -> Named | None:
    """Every call brings one number everywhere, and the text stores nothing that it works out; or it brings the images
    themselves."""
    arrays = [(call, call.array) for call in calls.all if call.array is not None]
    if len(arrays) < len(calls.all):
        return None
    if all(np.array_equal(array, call.images) for call, array in arrays):
        return Named("nothing_computed", "The images come back as they are.")
    alike = all(array.size and array.min() == array.max() for _, array in arrays)
    return Named("nothing_computed") if alike and "nothing_computed" in calls.landmarks else None


def modes(calls: Calls) -> Named | None:
    """One mode is never taken: its calls bring nothing, an exception of their own, or an array that is not written; or
    it is taken where the mode is left out."""
    of = {call.mode for call in calls.wrong}
    if all(call.without_mode for call in calls.wrong) and all(map(_without, _of_no_mode(calls))):
        return Named("default_mode")
    seen = "other_mode" in calls.landmarks
    spoilt = [call for call in calls.returned if call.same_shape and call.garbage.any()]
    if len(of) > 1 or (calls.show_memory and not seen):
        return None
    if not all(map(_not_taken, calls.wrong)) and len(spoilt) < LEAST_SPOILT * len(calls.wrong):
        return None
    if not seen and not all(_by_chance(call) for call in calls.right if call.mode in of):
        return None
    return Named("mode_name" if seen else "mode_missing", f"This is so of {of.pop()!r}.")


def _of_no_mode(calls: Calls) -> list[Call]:
    return [call for call in calls.all if call.without_mode]


def _without(call: Call) -> bool:
    """Whether a call without a mode brings what the other mode does, or nothing."""
    missing = call.crashed and "missing" in call.message
    return missing or (not call.right and _not_taken(call)) or call.returns(_other_mode(call))


def _by_chance(call: Call) -> bool:
    """Whether the right answer is one number everywhere, as what is never written is."""
    return bool(call.expected.min() == call.expected.max())


def _not_taken(call: Call) -> bool:
    if call.nothing or (call.crashed and call.exception in NO_VALUE):
        return True
    if call.crashed:
        return not kind(call.message) and NO_AVG not in call.message and "mode" in call.message.lower()
    array = call.array
    if array is None or not array.size:
        return False
    return bool(np.isfinite(array).all() and array.min() == array.max()) or bool(np.any(call.garbage))


def _other_mode(call: Call) -> Array:
    return pooled(call.images, (call.kh, call.kw), (call.sh, call.sw), "avg" if call.mode == "max" else "max")


def numbers(calls: Calls) -> Named | None:
    """The values were made whole, or went round as those of few bits do."""
    if calls.only(_of_bytes):
        return Named("bytes_overflow")
    if calls.only(_whole):
        of_images = all(call.images.dtype.kind in "iu" for call in calls.wrong)
        return Named("image_dtype" if of_images else "integer_output")
    return None


def limits(calls: Calls) -> Named | None:
    """The values were cut to a range, or scaled."""
    cuts: tuple[tuple[str, Callable[[Array], Array]], ...] = (
        ("What is negative becomes 0.", lambda a: np.maximum(a, 0)),
        ("They are cut to 0 to 255.", lambda a: np.clip(a, 0, 255)),
        ("They are cut to 0 to 1.", lambda a: np.clip(a, 0, 1)),
        ("They are made positive.", np.abs),
        ("They are divided by 255.", lambda a: a / 255),
    )
    for told, limit in cuts:
        if calls.only(lambda call, limit=limit: call.returns(limit(call.expected))):  # type: ignore[misc]
            return Named("clipped", told)
    return None


def _whole(call: Call) -> bool:
    """Whether the result is the right one made whole."""
    ways: tuple[Callable[[Array], Array], ...] = (np.trunc, np.floor, np.rint, np.ceil)
    cut = [way(call.expected) for way in ways]
    return call.returns(*cut, *(each % 256 for each in cut))


def _of_bytes(call: Call) -> bool:
    """Whether the sum went round at the end of the images' own dtype."""
    if call.images.dtype.kind not in "iu" or call.images.dtype.itemsize > 2 or call.mode != "avg":
        return False
    sums = np.rint(call.expected * call.kh * call.kw).astype(np.int64).astype(call.images.dtype)
    size = call.kh * call.kw
    return call.returns(sums / size, sums // size)


def imprecise(calls: Calls) -> Named | None:
    """Every value comes near the right one, but for those that are too large for a float16."""
    far = [call for call in calls.wrong if not _comes_near(call)]
    return Named("imprecise") if len(far) < len(calls.wrong) and all(map(_overflows, far)) else None


def _comes_near(call: Call) -> bool:
    if call.array is None or not call.same_shape:
        return False
    largest = max(1.0, float(np.abs(call.images.astype(np.float64)).max()))
    return bool((np.abs(call.array - call.expected) <= NEAR * largest).all())


def _overflows(call: Call) -> bool:
    """Whether a number, or the sum of a window, was too large for a float16, and none has come back."""
    largest = float(np.abs(call.images.astype(np.float64)).max()) * call.kh * call.kw
    return largest > LARGEST_HALF and call.array is not None and not np.isfinite(call.array).all()


def axes_moved(calls: Calls) -> Named | None:
    """The values are right, and the axes of the result stand in another order; or it has fewer of them."""
    orders = (
        ("Rows and columns are exchanged.", (0, 2, 1, 3)),
        ("The channels come second.", (0, 3, 1, 2)),
        ("The images come last.", (1, 2, 3, 0)),
        ("Rows and columns come first.", (1, 2, 0, 3)),
        ("The channels come first.", (3, 0, 1, 2)),
    )
    for told, order in orders:
        if calls.only(lambda call, order=order: call.returns(call.expected.transpose(order))):  # type: ignore[misc]
            return Named("output_transposed", told)
    return None


def batch(calls: Calls) -> Named | None:
    """Only the first image or channel was worked out, or all of the result's are alike."""
    crashed = [call for call in calls.wrong if call.array is None]
    if not calls.returned or not all(kind(call.message) for call in crashed):
        return None
    if _first_only(calls.returned, 0):
        return Named("first_image_only")
    if _first_only(calls.returned, 3):
        return Named("first_channel_only")
    if all(_made_one(call, 0) for call in calls.returned):
        return Named("batch_lost")
    if all(_made_one(call, 3) for call in calls.returned):
        return Named("channels_lost")
    return None


def _first_only(calls: list[Call], axis: int) -> bool:
    """Whether the first image or channel is right in every call, and nothing is written in the others."""
    parts = [_split(call, axis) for call in calls]
    if not all(part is not None and bool(np.all(part[1] == part[1].flat[-1])) for part in parts):
        return False
    return any(part is not None and not same(part[1], np.broadcast_to(part[0], part[1].shape)) for part in parts)


def _split(call: Call, axis: int) -> tuple[Array, Array] | None:
    """The first image or channel and the others; None where there are none, or the first is wrong."""
    if call.array is None or not call.same_shape or call.array.shape[axis] == 1:
        return None
    first, rest = np.split(call.array, [1], axis)
    return (first, rest) if same(first, np.split(call.expected, [1], axis)[0]) else None


def _made_one(call: Call, axis: int) -> bool:
    """Whether one image or channel came back, or as many alike, which is one of the right ones or made of all."""
    array, expected = call.array, call.expected
    if array is None:
        return False
    if array.ndim == 3:
        array = np.expand_dims(array, axis)
    if array.ndim != 4 or array.shape[axis] not in (1, expected.shape[axis]):
        return False
    one = array.take([0], axis)
    alike = bool(np.all(array == one))
    return alike and any(same(one, each) for each in _ones(expected, axis))


def _ones(expected: Array, axis: int) -> Iterator[Array]:
    yield from (expected.take([0], axis), expected.take([-1], axis))
    for make in (np.sum, np.mean, np.max):
        yield make(expected, axis=axis, keepdims=True)


def unfilled(calls: Calls) -> Named | None:
    """Some places of the result are right, and the others hold what no image has a part in: the same ones in both
    modes, which loops that leave them out do not look at."""
    masks = [(call, _unwritten(call, calls.show_memory)) for call in calls.wrong]
    if any(mask is None for _, mask in masks) or all(mask is None or mask.all() for _, mask in masks):
        return None
    return None if not calls.show_memory and _differ_by_mode(calls) else Named("unfilled_outputs", landmark="range")


def _differ_by_mode(calls: Calls) -> bool:
    """Whether other places are wrong with one mode than with the other, in calls where none is right by chance."""
    found: dict[tuple[int, ...], bytes] = {}
    for call in calls.all:
        mask = _unwritten(call, memory_shows=True)
        if mask is not None and call.expected.max() < 0:
            key = (call.h, call.w, call.kh, call.kw, call.sh, call.sw)
            if found.setdefault(key, mask.tobytes()) != mask.tobytes():
                return True
    return False


def _unwritten(call: Call, memory_shows: bool) -> Array | None:
    """The places (oh, ow) that are wrong, if they hold the same value in every image, or whatever the memory held;
    None if they do not."""
    if call.array is None or not call.same_shape:
        return None
    wrong = ~np.isclose(call.array, call.expected, rtol=1e-5, atol=1e-5)
    mask = np.asarray(wrong.any(axis=(0, 3)))
    values = call.array[:, mask]
    return mask if not values.size or values.min() == values.max() or memory_shows else None


def memory(calls: Calls) -> Named | None:
    """What lay in memory before is a part of sums or of maxima: not only of places that are never written."""
    spoilt = [call for call in calls.returned if call.same_shape and call.garbage.any()]
    if not calls.show_memory or len(spoilt) < LEAST_SPOILT * len(calls.wrong) or len(calls.returned) < len(calls.wrong):
        return None
    of_it = [call for call in spoilt if call.array is not None and np.all(call.array[call.garbage] == call.memory)]
    wholly = sum(bool(call.garbage.all()) for call in spoilt) > MOST_WHOLLY * len(spoilt)
    one_mode = len({call.mode for call in calls.wrong}) == 1  # places that are not written are wrong in both
    return Named("unfilled_memory") if one_mode or wholly or len(of_it) < len(spoilt) else None


def state(calls: Calls) -> Named | None:
    """A call that was made before gives another answer now."""
    if calls.show_memory or not calls.right:  # which is another one every time, as what is drawn by chance is
        return None
    changed = any(_changed(call, again) for again in calls.repeated for call in calls.all)
    return Named("state_between_calls") if changed else None


def _changed(call: Call, again: Call) -> bool:
    one, other = ((each.mode, each.kh, each.kw, each.sh, each.sw) for each in (call, again))
    if call.images is not again.images or one != other or call.array is None or again.array is None:
        return False
    return not same(call.array, again.array)


def crash(calls: Calls) -> Named | None:
    """Every call that fails ends with the same exception in the same line, whatever it is about."""
    if len(calls.crashed) < len(calls.wrong) or len({(call.exception, call.line) for call in calls.crashed}) > 1:
        return None
    return Named("crash_for_some" if calls.right else "crash")
