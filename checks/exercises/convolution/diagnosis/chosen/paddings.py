"""Mistakes with the zeros around the images: of `same`, of `valid`, of a tuple, or wherever zeros are put."""

import re
from collections.abc import Iterator

from checks.exercises.causes.naming import Named
from checks.exercises.convolution.conventions import OF_SAME
from checks.exercises.convolution.diagnosis.chosen.formulas import Axial
from checks.exercises.convolution.diagnosis.chosen.program import (
    Around,
    Mistake,
    Program,
    Put,
    Zeros,
    by_convention,
)
from checks.exercises.convolution.diagnosis.chosen.visits import Ways
from checks.exercises.convolution.diagnosis.lengths import on_columns
from checks.exercises.convolution.diagnosis.programs import Sides

Pairs = tuple[tuple[int, int], ...]


def put_mistakes(ways: Ways, channels: bool) -> Iterator[Mistake]:
    """Programs that put the zeros elsewhere than on both sides of rows and columns, whatever the padding is."""
    for named, put, seen in PUTS:
        for visit in ways.visits():
            yield Mistake(named, Program(visit, put=put), seen=seen)
    for visit in ways.visits():
        nowhere = Named("unpadded", "The padding is not used at all.", "pad")
        yield Mistake(nowhere, Program(visit), given=_none, same=(_none,))
    for put in OF_CHANNELS if channels else ():
        for visit in ways.visits():
            yield Mistake(Named("channels_padded"), Program(visit, put=put))


def _put(rows: str, columns: str) -> Put:
    """Some of the four numbers of zeros: t, b, l, r, or 0."""

    def put(_sides: Sides, around: Around) -> Pairs:
        numbers = dict(zip("tblr", (*around.rows, *around.columns), strict=True), **{"0": 0})
        return (0, 0), (numbers[rows[0]], numbers[rows[1]]), (numbers[columns[0]], numbers[columns[1]])

    return put


def _all_of(*parts: str) -> Put:
    def put(_sides: Sides, around: Around) -> Pairs:
        known = {"p": (around.rows[0], around.columns[0]), "h": around.rows, "w": around.columns, "0": (0, 0)}
        return tuple(known[name] for name in parts)

    return put


def _twice(_sides: Sides, around: Around) -> Pairs:
    (top, bottom), (left, right) = around.rows, around.columns
    return (0, 0), (2 * top, 2 * bottom), (2 * left, 2 * right)


MIXED_PAIRS = "The two numbers of a pair go before and after the same axis, not to the rows and to the columns."
PUTS: tuple[tuple[Named, Put, str], ...] = (
    (Named("unpadded"), _put("00", "00"), ""),
    (Named("padding_once", "They are before the rows and columns only.", "pad_call pad"), _put("t0", "l0"), ""),
    (Named("padding_once", "They are after the rows and columns only.", "pad_call pad"), _put("0b", "0r"), ""),
    (Named("padding_sides_swapped", MIXED_PAIRS, "pad_call"), _put("tl", "tl"), ""),
    (Named("padding_sides_swapped", "The rows get pw, the columns ph.", "pad_call pad"), _put("lr", "tb"), ""),
    (Named("padding_sides_swapped", "Both get ph.", "pad_call pad"), _put("tb", "tb"), ""),
    (Named("padding_sides_swapped", "Both get pw.", "pad_call pad"), _put("lr", "lr"), ""),
    (Named("unpadded", "The columns get none."), _put("tb", "00"), ""),
    (Named("unpadded", "The rows get none."), _put("00", "lr"), ""),
    (Named("double_padding"), _twice, ""),
    (Named("batch_padded"), _all_of("p", "p", "p"), ""),
    (Named("batch_padded"), _all_of("h", "h", "h"), ""),
    (Named("batch_padded"), _all_of("h", "w", "0"), ""),
    (Named("batch_padded"), _all_of("p", "p", "p", "p"), ""),
    (Named("batch_padded"), _all_of("h", "h", "h", "h"), ""),
    (Named("batch_padded"), _all_of("h", "w", "0", "0"), ""),
)
OF_CHANNELS = (
    _all_of("0", "h", "w", "h"),
    _all_of("0", "h", "w", "w"),
    _all_of("0", "p", "p", "p"),
    _all_of("0", "0", "h", "w"),
    _all_of("0", "h", "h", "w"),
)


def _fixed(rows: int, columns: int) -> Zeros:
    return lambda sides: Around((rows, rows), (columns, columns))


def _none(_sides: Sides) -> Around:
    return Around((0, 0), (0, 0))


def _of_tuple(of: str) -> Zeros:
    """The zeros of a tuple by an expression of ph and pw."""

    def zeros(sides: Sides) -> Around:
        p, q = sides.ph, sides.pw
        return {
            "half": Around((p // 2, p // 2), (q // 2, q // 2)),
            "twice": Around((2 * p, 2 * p), (2 * q, 2 * q)),
            "more": Around((p + 1, p + 1), (q + 1, q + 1)),
        }[of]

    return zeros


def tuple_mistakes() -> Iterator[tuple[Named, Zeros]]:
    """Other zeros than a tuple's, where one is given."""
    yield Named("padding_kind", "A tuple is treated as 'valid'.", "tuple_compared tuple_branch"), _none
    for name in OF_SAME:
        yield Named("padding_kind", "A tuple is treated as 'same'.", "tuple_compared tuple_branch"), by_convention(name)
    for rows, columns in ((1, 1), (2, 2), (2, 4), (3, 3)):
        yield Named("fixed_padding", f"A tuple always gives {rows} rows and {columns} columns."), _fixed(rows, columns)
    yield Named("double_padding", "So it is for a tuple."), _of_tuple("twice")
    yield Named("fixed_padding", "A tuple gives half of its zeros."), _of_tuple("half")
    yield Named("fixed_padding", "A tuple gives one more on each side."), _of_tuple("more")


def valid_mistakes() -> Iterator[tuple[Named, Zeros]]:
    """Zeros where there should be none."""
    for name in OF_SAME:
        yield Named("padding_kind", "'valid' is treated as 'same'.", "valid_branch"), by_convention(name)
    for rows, columns in ((1, 1), (2, 2), (2, 4)):
        yield Named("padded", f"There are {rows} rows and {columns} columns of them."), _fixed(rows, columns)


AXES = ("rows", "columns")
WORDS = ({"n": "w", "k": "kw", "s": "sw"}, {"n": "h", "k": "kh", "s": "sh"})
OWN = ({"n": "h", "k": "kh", "s": "sh"}, {"n": "w", "k": "kw", "s": "sw"})
BY_MIXTURE = {
    "k": "square_kernels_only",
    "n": "height_width_swapped",
    "s": "stride_sides",
}


def of_same(rows: Axial, columns: Axial) -> Named | None:
    """What is to be said of the formulas that the zeros of `same` follow, one of which is wrong."""
    zeros = "same_zeros pad" if rows.formula.id or rows.mixed else "same_zeros_columns same_zeros pad"
    wrong = [each for each in (rows, columns) if each.formula.id]
    mixed = [(number, each.mixed) for number, each in enumerate((rows, columns)) if each.mixed]
    if wrong and mixed:
        return Named("same_padding", "", zeros)
    if mixed:
        return _mixed(mixed, zeros, alike=rows.formula is columns.formula)
    if not wrong:
        if rows.formula is columns.formula:
            return None
        both = f"The rows get {_zeros(rows)}, the columns {on_columns(_zeros(columns))}."
        return Named("same_mixed", both, zeros)
    name = wrong[0].formula.id if len({each.formula.id for each in wrong}) == 1 else "same_padding"
    if name == "padding_kind" and len(wrong) == 2:
        return Named(name, "'same' is treated as 'valid'.", "same_branch")
    if name == "padding_kind":
        name = "same_padding"
    return Named(name, _told(rows, columns), zeros)


def _told(rows: Axial, columns: Axial) -> str:
    """The formula of what is wrong, for the rows or for the columns alone."""
    if rows.formula is columns.formula:
        return f"On the rows it is {rows.formula.written}, and so on the columns."
    number, wrong = (0, rows) if rows.formula.id else (1, columns)
    written = wrong.formula.written if number == 0 else on_columns(wrong.formula.written)
    both = bool(rows.formula.id and columns.formula.id)
    return "" if both else f"On the {AXES[number]} it is {written}."


def _zeros(axial: Axial) -> str:
    """How many there are by a convention, without where its letters come from."""
    return re.sub(r" \([TP] = .*\)|:.*", "", OF_SAME[axial.formula.convention].words)


def _mixed(mixed: list[tuple[int, str]], zeros: str, *, alike: bool) -> Named:
    told = [
        f"for the {AXES[number]} {' and '.join(WORDS[number][name] for name in names)} "
        f"{'stand' if len(names) > 1 else 'stands'} for {' and '.join(OWN[number][name] for name in names)}"
        for number, names in mixed
    ]
    where = f"In the zeros of 'same', {'; '.join(told)}."
    kinds = {names for _, names in mixed}
    if not alike or len(kinds) > 1:
        return Named("same_sides_mixed", where, zeros)
    (kind,) = kinds
    if kind == "k" and len(mixed) == 2:
        return Named("kernel_sides_swapped", where, zeros)
    return Named(BY_MIXTURE.get(kind, "same_sides_mixed"), where, zeros)
