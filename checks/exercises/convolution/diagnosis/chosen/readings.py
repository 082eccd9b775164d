"""Causes that lie in what `same` is taken to mean: a reading that does not count, or another one in other calls."""

from checks.exercises.causes.naming import Named
from checks.exercises.convolution.conventions import OF_SAME, ends
from checks.exercises.convolution.diagnosis.calls import Call, Calls
from checks.exercises.convolution.operator import answer


def other(calls: Calls) -> Named | None:
    """Every call is right by a reading that the policy does not accept."""
    others = [name for name in OF_SAME if name not in calls.accepted]
    if not _of_same_alone(calls):
        return None
    for name in others:
        if all(_follows(call, name) for call in calls.all if call.way == "same"):
            wanted = " or ".join(f"{_zeros(each)} ({each})" for each in calls.accepted)
            return Named("other_reading", f"It puts {_zeros(name)} ({name}). Asked for are {wanted}.", "same_branch")
    return None


def changing(calls: Calls) -> Named | None:
    """Every call is right by some reading, and no reading by all of them."""
    if not _of_same_alone(calls) or not all(_any(call) for call in calls.wrong):
        return None
    held = _all_of(calls.accepted, [call for call in calls.right if call.way == "same"])
    then = _all_of(calls.accepted, calls.wrong)
    told = f"In some calls it puts {_zeros(held)} ({held}), in others {_zeros(then)} ({then})." if held and then else ""
    return Named("same_changes", told, "same_branch")


def _of_same_alone(calls: Calls) -> bool:
    same_shown = all(call.way == "same" and call.array is not None for call in calls.wrong)
    return calls.form == "chosen" and bool(calls.wrong) and same_shown


def _any(call: Call) -> bool:
    return any(_follows(call, name) for name in OF_SAME)


def _all_of(names: tuple[str, ...], several: list[Call]) -> str:
    """The most usual reading that all of these calls follow, "" where there is none."""
    if not several:
        return ""
    return next((name for name in names if all(_follows(call, name) for call in several)), "")


def _follows(call: Call, name: str) -> bool:
    (down, right), rows = call.stride, ends(call.h, call.kh, call.stride[0])[name]
    pads = rows, ends(call.w, call.kw, right)[name]
    return call.returns(answer(call.images, call.kernel, pads, (down, right)))


def _zeros(name: str) -> str:
    return OF_SAME[name].words.partition(":")[0]
