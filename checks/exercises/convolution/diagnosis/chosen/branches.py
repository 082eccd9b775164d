"""Causes that lie in how a function asks what its padding is, in what is left out, and in shapes taken apart."""

import re
from collections.abc import Iterator

from checks.dynamic.exceptions import FLOATS
from checks.exercises.causes.naming import Named
from checks.exercises.convolution.conventions import OF_SAME, ends
from checks.exercises.convolution.diagnosis.calls import Call, Calls
from checks.exercises.convolution.exceptions import FOR_PAD
from checks.exercises.convolution.operator import Pads, answer

KINDS = {"same": "'same'", "valid": "'valid'", "tuple": "a tuple"}
UNPACKED = re.compile(r"(?:too many|not enough) values to unpack \(expected (\d+)")
UNSET = re.compile(r"(?:local variable|name) '(\w+)'")


def unpacked(calls: Calls) -> Named | None:
    """Every call ends where a shape is taken apart into too few names."""
    found = [UNPACKED.search(call.message) for call in calls.crashed]
    if calls.right or len(found) < len(calls.wrong) or not all(found):
        return None
    counts = {int(match[1]) for match in found if match}
    if len(counts) > 1:
        return None
    (names,) = counts
    call = calls.all[0]
    known = (("The images", call.images.ndim), ("The kernels", call.kernel.ndim))
    what = next((f"{name} have {axes} axes" for name, axes in known if axes > names), "")
    return Named("shape_unpacked", f"{what}, and there are {names} names.") if what else None


def pairs(calls: Calls) -> Named | None:
    """np.pad has fewer pairs than the images have axes."""
    told = all(call.crashed and FOR_PAD in call.message for call in calls.wrong)
    return Named("pad_pairs") if told else None


def unset(calls: Calls) -> Named | None:
    """A name has no value for one kind of padding, or for two."""
    if not _chosen(calls) or not all(call.exception in ("UnboundLocalError", "NameError") for call in calls.wrong):
        return None
    kinds = _kinds(calls)
    names = {match[1] for call in calls.wrong if (match := UNSET.search(call.message))}
    if not kinds or len(names) != 1 or len(kinds) == len({call.way for call in calls.all}):
        return None
    told = f"When padding is {' or '.join(KINDS[kind] for kind in kinds)}, `{names.pop()}` has no value."
    if kinds == ["tuple"] and "tuple_compared" in calls.landmarks:
        return Named("tuple_compared", told)
    return Named("unset_name", told, " ".join(f"{kind}_branch" for kind in (*kinds, "same")))


def kinds(calls: Calls) -> Named | None:
    """A name is taken for a pair, or a pair for a name: all such calls end in the same way."""
    if not _chosen(calls) or not all(call.exception in ("ValueError", "TypeError") for call in calls.wrong):
        return None
    found = _kinds(calls)
    if any(words in call.message for call in calls.wrong for words in FLOATS) or len(found) != 1:
        return None
    unpacks = all(UNPACKED.search(call.message) for call in calls.wrong)
    if found[0] != "tuple" and (unpacks or all(call.exception == "TypeError" for call in calls.wrong)):
        told = f"{KINDS[found[0]]} is taken for a pair of numbers."
        return Named("padding_kind", told, f"{found[0]}_branch tuple_branch")
    return None


def _kinds(calls: Calls) -> list[str]:
    """The kinds of padding with which every call fails, if no other does."""
    failing = {call.way for call in calls.wrong}
    if any(call.way in failing for call in calls.right):
        return []
    return [kind for kind in KINDS if kind in failing]


def defaults(calls: Calls) -> Named | None:
    """Right wherever padding and stride are given: another default."""
    without = [call for call in calls.all if call.without_padding or call.without_stride]
    if not _chosen(calls) or not without or any(call not in without for call in calls.wrong):
        return None
    told = next((told for told, explains in _other_defaults() if all(map(explains, without))), "")
    kinds = {(call.without_padding, call.without_stride) for call in calls.wrong}
    every = all(call in calls.wrong for call in without if (call.without_padding, call.without_stride) in kinds)
    return Named("wrong_default", told) if told or every else None


class _Default:
    """What a call with another padding or another stride in the place of what is left out gives."""

    def __init__(self, padding: str | int, stride: int) -> None:
        self.padding, self.stride = padding, stride

    def __call__(self, call: Call) -> bool:
        stride = (self.stride, self.stride) if call.without_stride else call.stride
        every = self._pads(call, stride)
        return call.returns(*(answer(call.images, call.kernel, pads, stride) for pads in every))

    def _pads(self, call: Call, stride: tuple[int, int]) -> Iterator[Pads]:
        if not call.without_padding and call.way != "same":
            yield from call.pads
        elif self.padding == "same" or not call.without_padding:
            for name in OF_SAME:
                yield ends(call.h, call.kh, stride[0])[name], ends(call.w, call.kw, stride[1])[name]
        else:
            zeros = self.padding if isinstance(self.padding, int) else 0
            yield (zeros, zeros), (zeros, zeros)


def _other_defaults() -> Iterator[tuple[str, _Default]]:
    yield "Without a padding it works as with 'valid'.", _Default("valid", 1)
    for zeros in (1, 2):
        yield f"Without a padding it works as with ({zeros}, {zeros}).", _Default(zeros, 1)
    for stride in (2, 3):
        yield f"Without a stride it works as with ({stride}, {stride}).", _Default("same", stride)
        yield f"Left out, padding and stride are 'valid' and ({stride}, {stride}).", _Default("valid", stride)


def _chosen(calls: Calls) -> bool:
    return calls.form == "chosen"
