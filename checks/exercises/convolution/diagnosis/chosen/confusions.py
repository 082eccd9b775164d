"""One side or one stride where another belongs: in all parts that go by it, in one, in several."""

from collections.abc import Collection, Iterator
from itertools import combinations

from checks.exercises.causes.naming import Named
from checks.exercises.convolution.diagnosis.chosen.program import (
    FITTING,
    FITTING_PADDED,
    Change,
    Mistake,
    Program,
    Zeros,
    as_given,
)
from checks.exercises.convolution.diagnosis.chosen.visits import Ways
from checks.exercises.convolution.diagnosis.lengths import part
from checks.exercises.convolution.diagnosis.programs import Part, Sides
from checks.exercises.convolution.diagnosis.sides import NUMBERS, OF_ALL, OF_PADDING, Confusion, use

OF_STRIDE = (
    Confusion("stride_sides", "sh stands for sw", "stride_taken", use(sw="sh")),
    Confusion("stride_sides", "sw stands for sh", "stride_taken", use(sh="sw")),
    Confusion("stride_sides", "sh and sw are exchanged", "stride_taken", use(sh="sw", sw="sh")),
)
_ONE_WAY = {"h": "w", "kh": "kw", "ph": "pw", "rows": "columns", "sh": "sw"}
OF_AXES = Confusion(
    "height_width_swapped",
    "rows and columns change places",
    "",
    use(**_ONE_WAY, **{wide: high for high, wide in _ONE_WAY.items()}),
)
PARTS = {
    "zeros": "the zeros of a tuple",
    "size": "the result's size",
    "loops": "the loops",
    "steps": "the window's first row and column",
    "window": "the window",
}
LANDMARKS = {
    ("zeros",): "pad",
    ("size",): "size",
    ("loops",): "range",
    ("steps",): "window",
    ("window",): "window",
    ("steps", "window"): "window",
    ("size", "loops"): "size",
}
OF_COLUMNS = ("for w", "for kw", "for sw")
EXAMPLES = tuple(
    Sides(5, 9, kh, kw, ph, 3, 5 + 2 * ph, 15, sh, sw)
    for kh, kw in ((2, 4), (4, 7), (1, 5))
    for ph, sh, sw in ((1, 1, 2), (0, 3, 1))
)


def mistakes(ways: Ways) -> Iterator[Mistake]:
    """Programs that confuse sides."""
    for confusion in (*OF_STRIDE, *OF_ALL, *OF_PADDING):
        yield from _confused(ways, confusion, tuple(PARTS))
    yield from _confused(ways, OF_AXES, ("size", "loops"))


def _confused(ways: Ways, confusion: Confusion, parts: tuple[str, ...]) -> Iterator[Mistake]:
    """The confusion in all parts, then in one, then in several; a part that does not go by the sides is left out."""
    change = confusion.change
    rights = [
        Program(visit, size=part(size), loops=part(size))
        for size in (FITTING, FITTING_PADDED)
        for visit in ways.every()
    ]
    known = [(right, tuple(name for name in parts if _affects(name, right, change))) for right in rights]
    for right, affected in known:
        landmark = f"{confusion.landmark} {_landmark(confusion, affected)}".strip()
        yield _changed(
            Named(confusion.id, f"Here {confusion.told}.", landmark), right, affected, change, (change, None)
        )
    for count in range(1, len(parts)):
        for right, affected in known:
            for names in combinations(affected, count) if count < len(affected) else ():
                where = " and in ".join(PARTS[name] for name in names)
                landmark = _landmark(confusion, names)
                landmark = f"{confusion.landmark} {landmark}" if confusion.landmark in NUMBERS else landmark
                named = Named(confusion.id, f"In {where} {confusion.told}.", landmark)
                yield _changed(named, right, names, change, (None, change))


def _landmark(confusion: Confusion, names: tuple[str, ...]) -> str:
    found = LANDMARKS.get(names, "")
    return "size_columns" if found == "size" and confusion.told.endswith(OF_COLUMNS) else found


def _affects(name: str, right: Program, change: Change) -> bool:
    """Whether a part goes by what is changed."""
    part_of = as_given if name == "zeros" else right.size if name == "loops" else getattr(right, name)
    return any(part_of(sides) != part_of(change(sides)) for sides in EXAMPLES)


def _changed(
    named: Named, right: Program, names: Collection[str], change: Change, changes: tuple[Change | None, ...]
) -> Mistake:
    """The program with these parts going by changed sides."""
    program = right._replace(
        size=_by(right.size, change) if "size" in names else right.size,
        loops=_by(right.size, change) if "loops" in names else right.loops,
        steps=_by(right.steps, change) if "steps" in names else right.steps,
        window=_by(right.window, change) if "window" in names else right.window,
    )
    return Mistake(named, program, changed_zeros(as_given, change) if "zeros" in names else as_given, changes)


def _by(part_of: Part, change: Change) -> Part:
    return lambda sides: part_of(change(sides))


def changed_zeros(zeros: Zeros, change: Change) -> Zeros:
    """The zeros by changed sides."""
    return lambda sides: zeros(change(sides))
