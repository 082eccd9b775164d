"""The kinds of calls of which one cause may explain every one, where several things are wrong."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from checks.exercises.convolution.diagnosis.calls import Call, Calls

LEAST = 8  # wrong calls of a kind, fewer of which say little


class Kind(NamedTuple):
    """A kind of calls and all others, in words."""

    of: str
    others: str
    holds: Callable[[Call], bool]


KINDS = (
    Kind("odd kernels", "kernels with an even side", lambda c: c.kh % 2 == 1 and c.kw % 2 == 1),
    Kind("square kernels", "kernels that are not square", lambda c: c.kh == c.kw),
    Kind("images of floats", "images of integers", lambda c: c.images.dtype.kind == "f"),
    Kind("a single image", "several images", lambda c: c.m == 1),
    Kind("square images", "images that are not square", lambda c: c.h == c.w),
)
OF_PADDING = (
    Kind("a padding of (0, 0)", "other paddings", lambda c: c.ph == c.pw == 0),
    Kind("a padding without a 0", "paddings with a 0", lambda c: c.ph > 0 and c.pw > 0),
    Kind("paddings (p, p)", "paddings of two numbers", lambda c: c.ph == c.pw),
)
CHOSEN = (
    Kind("a stride of (1, 1)", "larger strides", lambda c: c.sh == c.sw == 1),
    Kind("a stride (s, s)", "strides of two numbers", lambda c: c.sh == c.sw),
    Kind("a padding other than 'same'", "'same'", lambda c: c.way != "same"),
    Kind("square kernels", "kernels that are not square", lambda c: c.kh == c.kw),
)


def parts(calls: Calls) -> Iterator[tuple[Kind, Calls]]:
    """The kinds that may tell, those with most calls first: enough calls fail, in one of which more than one tap has
    part, and others fail, too."""
    kinds = CHOSEN if calls.form == "chosen" else (*KINDS, *(OF_PADDING if calls.form == "padding" else ()))
    found = [(kind, calls.those(kind.holds)) for kind in kinds]
    for kind, part in sorted(found, key=lambda pair: -len(pair[1].all)):
        tells = any(call.kh * call.kw > 1 and call.array is not None for call in part.wrong)
        if tells and len(part.wrong) >= LEAST and len(part.all) < len(calls.all):
            yield kind, part
