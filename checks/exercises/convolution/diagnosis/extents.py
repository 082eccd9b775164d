"""Mistakes with extents: the size of the result, how far the loops go, what a window spans, which axes are summed."""

from collections.abc import Iterator

from checks.exercises.causes.naming import Named, begun
from checks.exercises.convolution.diagnosis.forms import FORMS
from checks.exercises.convolution.diagnosis.lengths import (
    COLUMNS,
    ODD,
    ROWS,
    TAPS,
    Axis,
    Length,
    name_of_loops,
    pads,
    part,
)
from checks.exercises.convolution.diagnosis.programs import Mistake, Part, Program
from checks.exercises.convolution.diagnosis.visits import (
    VISITS,
    over_places,
    over_places_strictly,
    summed_over,
    windows_to_one_end,
)
from checks.exercises.convolution.form import Form

OVER_PLACES = (over_places, over_places_strictly)
COUNTED_ONCE = "{n} + {p} - {k} + 1"
OTHER_WINDOWS = {
    "even_kernel_window": (ODD,),
    "window_size": (Length("{k} - 1", lambda a: a.k - 1), Length("{k} + 1", lambda a: a.k + 1)),
}
SUMS = ((1,), (2,), (0, 1), (0, 2))
EXAMPLES = tuple(Axis(n, k, p, n + 2 * p) for n in range(1, 7) for k in range(1, 6) for p in range(4) if k <= n + 2 * p)


def mistakes(form: Form) -> Iterator[Mistake]:
    """Programs that go too far, not far enough, or in the wrong direction."""
    for right in (Program(pads(zeros), *_parts(form), over_places) for zeros in FORMS[form].zeros):
        yield from _sizes(form, right)
        yield from _loops(form, right)
        yield from _windows(right)
        for axes in SUMS:
            told = Named("sum_axes", f"It goes over axis={axes}.", "other_sum sum")
            yield Mistake(told, right._replace(visit=summed_over(*axes)), "other_sum")
        yield Mistake(Named("window_end"), right._replace(visit=windows_to_one_end))


def _parts(form: Form) -> tuple[Part, Part, Part]:
    size = part(FORMS[form].size)
    return size, size, part(TAPS)


def _sizes(form: Form, right: Program) -> Iterator[Mistake]:
    wanted = FORMS[form].size
    for length in FORMS[form].lengths:
        name = "padding_once" if length.written == COUNTED_ONCE else "output_size"
        for rows, columns in ((length, length), (length, wanted), (wanted, length)):
            told = [
                f"there are {_count(found, axis, what)} instead of `{wanted.on(axis)}`"
                for axis, what, found in ((ROWS, "rows", rows), (COLUMNS, "columns", columns))
                if found is not wanted
            ]
            landmark = "size_columns" if rows is wanted else "size"
            named = Named(name, begun(f"{'; '.join(told)}."), landmark)
            size = part(rows, columns)
            for visit in VISITS:
                yield Mistake(named, right._replace(size=size, loops=size, visit=visit))
                yield Mistake(named, right._replace(size=size, visit=visit))


def _count(length: Length, axis: int, what: str) -> str:
    return f"as many {what} as in the padded images" if length.written == "{all}" else f"`{length.on(axis)}` {what}"


def _loops(form: Form, right: Program) -> Iterator[Mistake]:
    wanted = FORMS[form].size
    one_short = Length(f"{wanted.written} - 1", lambda a: wanted.of(a) - 1)
    one_more = Length(f"{wanted.written} + 1", lambda a: wanted.of(a) + 1)
    for length in (*FORMS[form].lengths, one_short, one_more, TAPS):
        name = name_of_loops(length, wanted, EXAMPLES)
        for rows, columns in ((length, length), (length, wanted), (wanted, length)):
            told = (
                f"The loops go to {rows.on(ROWS)} and {columns.on(COLUMNS)}; "
                f"the result has {wanted.on(ROWS)} rows and {wanted.on(COLUMNS)} columns."
            )
            named = Named(name, told, "inner_range" if rows is wanted else "range")
            for visit in OVER_PLACES:
                yield Mistake(named, right._replace(loops=part(rows, columns), visit=visit))


def _windows(right: Program) -> Iterator[Mistake]:
    for name, lengths in OTHER_WINDOWS.items():
        for length in lengths:
            for visit in OVER_PLACES:
                told = f"It spans {length.on(ROWS)} rows and {length.on(COLUMNS)} columns."
                yield Mistake(Named(name, told), right._replace(window=part(length), visit=visit))
