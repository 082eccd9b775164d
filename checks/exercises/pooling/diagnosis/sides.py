"""Mistakes with the names of sides: one side where another belongs, or a number where a side belongs."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np

from checks.exercises.causes.naming import Named
from checks.exercises.pooling.diagnosis.programs import CUT, RIGHTS, Mistake, Program, Sides

Change = Callable[[Sides], Sides]


class Confusion(NamedTuple):
    """What is taken for what, and where it is written when the whole program goes by it."""

    id: str
    told: str
    landmark: str
    change: Change


def _use(**names: str) -> Change:
    """Other sides under these names."""
    return lambda sides: sides._replace(**{name: getattr(sides, other) for name, other in names.items()})


def _fix(**numbers: int) -> Change:
    """Numbers in the place of these sides."""
    return lambda sides: sides._replace(**numbers)


TURNED = _use(h="w", w="h", kh="kw", kw="kh", sh="sw", sw="sh")
EXCHANGED = _use(kh="sh", kw="sw", sh="kh", sw="kw")
CONFUSIONS = (
    Confusion("one_stride", "sh stands for sw", "stride", _use(sw="sh")),
    Confusion("one_stride", "sw stands for sh", "stride", _use(sh="sw")),
    Confusion("one_stride", "sh and sw are exchanged", "stride", _use(sh="sw", sw="sh")),
    Confusion("without_stride", "1 stands for sh and sw", "", _fix(sh=1, sw=1)),
    Confusion("without_stride", "1 stands for sh", "", _fix(sh=1)),
    Confusion("without_stride", "1 stands for sw", "", _fix(sw=1)),
    Confusion("kernel_sides_swapped", "kh stands for kw", "kernel_shape", _use(kw="kh")),
    Confusion("kernel_sides_swapped", "kw stands for kh", "kernel_shape", _use(kh="kw")),
    Confusion("kernel_sides_swapped", "kh and kw are exchanged", "kernel_shape", _use(kh="kw", kw="kh")),
    Confusion("height_width_swapped", "h stands for w", "image_shape", _use(w="h")),
    Confusion("height_width_swapped", "w stands for h", "image_shape", _use(h="w")),
    Confusion("height_width_swapped", "h and w are exchanged", "image_shape", _use(h="w", w="h")),
    Confusion("height_width_swapped", "rows and columns change places", "", TURNED),
    Confusion("window_for_stride", "kh stands for sh, and kw for sw", "", _use(sh="kh", sw="kw")),
    Confusion("stride_for_window", "sh stands for kh, and sw for kw", "", _use(kh="sh", kw="sw")),
    Confusion("kernel_and_stride_swapped", "kernel_shape and stride are exchanged", "", EXCHANGED),
    Confusion("fixed_size", "2 stands for kh and kw", "number", _fix(kh=2, kw=2)),
    Confusion("fixed_size", "2 stands for sh and sw", "number", _fix(sh=2, sw=2)),
    Confusion("fixed_size", "2 stands for kh, kw, sh and sw", "number", _fix(kh=2, kw=2, sh=2, sw=2)),
)  # fmt: skip
PARTS = {
    "size": "the size of the result",
    "begin": "the beginnings of the windows",
    "end": "the ends of the windows",
    "take": "the number that the sum is divided by",
}
LANDMARKS = {"size": "size", "begin": "window", "end": "window", "take": "mean"}
WINDOW = frozenset({"begin", "end"})
PLACES = ((0, 0), (1, 1))
OF_TAPS = {"begin": ((1, 1),), "end": ((0, 0),)}  # the stride and the window alone
EXAMPLES = (Sides(7, 9, 2, 3, 4, 5), Sides(8, 5, 3, 2, 2, 1), Sides(12, 10, 2, 2, 3, 3))


def mistakes() -> Iterator[Mistake]:
    """Each confusion in the whole program, then in one part, then in several; a part that does not go by the sides is
    left out."""
    every = [(right, each, _affected(right, each.change)) for each in CONFUSIONS for right in (*RIGHTS, *CUT)]
    for right, confusion, affected in every:
        if affected:
            yield Mistake(_named(confusion, affected, whole=True), _changed(right, affected, confusion.change))
    for count in range(1, len(PARTS)):
        for right, confusion, affected in every:
            for parts in combinations(affected, count) if count < len(affected) else ():
                yield Mistake(_named(confusion, parts, whole=False), _changed(right, parts, confusion.change))


def _affected(right: Program, change: Change) -> tuple[str, ...]:
    """The parts that are other ones where the sides are changed."""
    return tuple(part for part in PARTS if any(_differs(right, part, change, sides) for sides in EXAMPLES))


def _differs(right: Program, part: str, change: Change, sides: Sides) -> bool:
    changed = _changed(right, (part,), change)
    if part == "size":
        return changed.size(sides) != right.size(sides)
    if part == "take":
        ones = np.ones((1, 2, 2, 1))
        return not right.by_taps and bool(np.any(changed.take(ones, sides, "avg") != right.take(ones, sides, "avg")))
    places = OF_TAPS[part] if right.by_taps else PLACES
    return any(getattr(changed, part)(sides, *place) != getattr(right, part)(sides, *place) for place in places)


def _named(confusion: Confusion, parts: tuple[str, ...], *, whole: bool) -> Named:
    if whole:
        return Named(confusion.id, f"Here {confusion.told}.", f"{confusion.landmark} size")
    if {*parts} >= WINDOW:
        named = ["the places of the windows", *(PARTS[part] for part in parts if part not in WINDOW)]
    else:
        named = [PARTS[part] for part in parts]
    landmark = LANDMARKS[parts[0]]
    if confusion.landmark == "number":
        landmark = f"number {landmark}"
    return Named(confusion.id, f"In {' and in '.join(named)} {confusion.told}.", landmark)


def _changed(right: Program, parts: tuple[str, ...], change: Change) -> Program:
    """The program with these parts going by changed sides; how far the loops go is as the size is."""
    return right._replace(
        size=(lambda s: right.size(change(s))) if "size" in parts else right.size,
        loops=(lambda s: right.loops(change(s))) if "size" in parts else right.loops,
        begin=(lambda s, i, j: right.begin(change(s), i, j)) if "begin" in parts else right.begin,
        end=(lambda s, i, j: right.end(change(s), i, j)) if "end" in parts else right.end,
        take=(lambda w, s, mode: right.take(w, change(s), mode)) if "take" in parts else right.take,
    )
