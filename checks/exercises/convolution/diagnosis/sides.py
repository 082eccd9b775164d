"""Mistakes with the names of sides: one side where another belongs, or a number where a side belongs."""

from collections.abc import Callable, Collection, Iterator
from itertools import combinations
from typing import NamedTuple

from checks.exercises.causes.naming import Named
from checks.exercises.convolution.diagnosis.forms import FORMS
from checks.exercises.convolution.diagnosis.lengths import (
    BOTH_HALVES,
    FITTING,
    TAPS,
    pads,
    part,
)
from checks.exercises.convolution.diagnosis.programs import Mistake, Program, Sides
from checks.exercises.convolution.diagnosis.visits import VISITS, over_taps, over_windows
from checks.exercises.convolution.form import Form

Change = Callable[[Sides], Sides]


class Confusion(NamedTuple):
    """What is taken for what, and where it is written when the whole program goes by it."""

    id: str
    told: str
    landmark: str
    change: Change


def use(**names: str) -> Change:
    """Other sides under these names."""
    return lambda sides: sides._replace(**{name: getattr(sides, other) for name, other in names.items()})


def _fix(**numbers: int) -> Change:
    """Numbers in the place of these sides."""
    return lambda sides: sides._replace(**numbers)


OF_ALL = (
    Confusion("kernel_sides_swapped", "kh and kw are exchanged", "kernel_shape", use(kh="kw", kw="kh")),
    Confusion("square_kernels_only", "kh stands for kw", "kernel_shape", use(kw="kh")),
    Confusion("square_kernels_only", "kw stands for kh", "kernel_shape", use(kh="kw")),
    Confusion("height_width_swapped", "h and w are exchanged", "image_shape", use(h="w", w="h")),
    Confusion("height_width_swapped", "h stands for w", "image_shape", use(w="h")),
    Confusion("height_width_swapped", "w stands for h", "image_shape", use(h="w")),
    Confusion("fixed_kernel_size", "3 stands for kh and kw", "number", _fix(kh=3, kw=3)),
)
OF_AXES = Confusion(
    "height_width_swapped",
    "rows and columns change places",
    "",
    use(h="w", w="h", kh="kw", kw="kh", ph="pw", pw="ph", rows="columns", columns="rows"),
)
COPIED = Confusion(
    "formula_copied",
    "the formula of the rows stands for that of the columns",
    "",
    use(w="h", kw="kh", pw="ph", columns="rows"),
)
OF_IMAGE_SIZE = Confusion("fixed_image_size", "28 stands for h and w", "image_number", _fix(h=28, w=28))
OF_PADDING = (
    Confusion("padding_sides_swapped", "ph and pw are exchanged", "padding", use(ph="pw", pw="ph")),
    Confusion("padding_sides_swapped", "ph stands for pw", "padding", use(pw="ph")),
    Confusion("padding_sides_swapped", "pw stands for ph", "padding", use(ph="pw")),
    Confusion("fixed_padding", "1 stands for ph and pw", "pad", _fix(ph=1, pw=1)),
    Confusion("fixed_padding", "2 and 4 stand for ph and pw", "pad", _fix(ph=2, pw=4)),
)
PARTS = {
    "pads": "the zeros around the images",
    "size": "the result's size",
    "loops": "the loops",
    "window": "the window",
}
LANDMARKS = {
    ("pads",): "pad_sides pad",
    ("size",): "size",
    ("loops",): "range",
    ("window",): "window",
    ("size", "loops"): "size",
}
NUMBERS = ("number", "image_number")  # where one stands it is seen, whatever part it is in
EXAMPLES = tuple(Sides(5, 9, kh, kw, 1, 3, 7, 15) for kh, kw in ((2, 4), (4, 7), (1, 5)))


def mistakes(form: Form) -> Iterator[Mistake]:
    """Programs that confuse sides: in all parts that go by them, in one, in several."""
    for confusion in (*OF_ALL, *(OF_PADDING if FORMS[form].given else ())):
        yield from _confused(form, confusion, tuple(PARTS))
    yield from _confused(form, OF_AXES, ("size", "loops"))
    yield from _confused(form, COPIED, ("size", "loops"))


def fixed_images(form: Form) -> Iterator[Mistake]:
    """Programs that count on images of MNIST's size, which no image of a proof has: nearly every call crashes."""
    yield from _confused(form, OF_IMAGE_SIZE, tuple(PARTS))
    rows, columns = FORMS[form].handout
    named = Named("fixed_image_size", f"The result is always {rows}x{columns}.", "image_number")
    for right in _right(form):
        yield Mistake(named, right._replace(size=lambda _: (rows, columns), loops=lambda _: (rows, columns)))


def _right(form: Form) -> Iterator[Program]:
    size = FORMS[form].size
    for zeros in FORMS[form].zeros:
        for visit in VISITS:
            yield Program(pads(zeros), part(size), part(size), part(TAPS), visit)
        if zeros != BOTH_HALVES:
            for visit in (*VISITS, over_windows):
                yield Program(pads(zeros), part(FITTING), part(FITTING), part(TAPS), visit)


def _confused(form: Form, confusion: Confusion, parts: tuple[str, ...]) -> Iterator[Mistake]:
    """The confusion in all parts, then in one, then in several; a part that does not go by the sides is left out."""
    rights = [(right, _affected(right, confusion, parts)) for right in _right(form)]
    for right, affected in rights:
        told = f"Here {confusion.told}."
        yield _mistake(right, confusion, affected, told, f"{confusion.landmark} {_landmark(right, affected)}")
    for count in range(1, len(parts)):
        for right, affected in rights:
            for names in combinations(affected, count) if count < len(affected) else ():
                where = " and in ".join(PARTS[name] for name in names)
                yield _mistake(right, confusion, names, f"In {where} {confusion.told}.", _landmark(right, names))


def _mistake(right: Program, confusion: Confusion, names: tuple[str, ...], told: str, landmark: str) -> Mistake:
    landmark = f"{confusion.landmark} {landmark}" if confusion.landmark in NUMBERS else landmark
    if names[:1] == ("size",) and _differs_on_columns_alone(right, confusion.change):
        landmark = landmark.replace("size", "size_columns size")
    if names == ("loops",) and _differs_on_columns_alone(right, confusion.change):
        landmark = "columns_loop range"
    return Mistake(Named(confusion.id, told, landmark), _changed(right, names, confusion.change))


def _landmark(right: Program, names: tuple[str, ...]) -> str:
    return "range" if right.visit is over_taps and names == ("window",) else LANDMARKS.get(names, "")


def _affected(right: Program, confusion: Confusion, parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in parts if _differs(getattr(right, name), confusion.change))


def _differs(part_of: Callable[[Sides], object], change: Change) -> bool:
    return any(part_of(sides) != part_of(change(sides)) for sides in EXAMPLES)


def _differs_on_columns_alone(right: Program, change: Change) -> bool:
    return all(right.size(sides)[0] == right.size(change(sides))[0] for sides in EXAMPLES)


def _changed(right: Program, names: Collection[str], change: Change) -> Program:
    """The program with these parts going by changed sides."""
    return right._replace(
        pads=(lambda sides: right.pads(change(sides))) if "pads" in names else right.pads,
        size=(lambda sides: right.size(change(sides))) if "size" in names else right.size,
        loops=(lambda sides: right.loops(change(sides))) if "loops" in names else right.loops,
        window=(lambda sides: right.window(change(sides))) if "window" in names else right.window,
    )
