"""Mistakes with the zeros around the images: too few, too many, on the wrong side, around the wrong axes."""

from collections.abc import Callable, Iterator

from checks.exercises.causes.naming import Named
from checks.exercises.convolution.diagnosis.forms import FORMS
from checks.exercises.convolution.diagnosis.lengths import (
    BOTH_HALVES,
    COLUMNS,
    FITTING,
    LESS_HALF,
    NO_ZEROS,
    ODD,
    ROWS,
    TAPS,
    VALID,
    WHOLE,
    Zeros,
    pads,
    part,
)
from checks.exercises.convolution.diagnosis.programs import Mistake, Pads, Program, Sides
from checks.exercises.convolution.diagnosis.visits import VISITS, around_places, over_places
from checks.exercises.convolution.form import Form

ONE_SIDED = (
    "one_sided_padding",
    "padding_once",
)  # seen: half or twice the zeros on both sides may do the same
BEFORE_AND_AFTER = "The two numbers of a pair go before and after the same axis, not to the rows and to the columns."


def mistakes(form: Form) -> Iterator[Mistake]:
    """Programs whose zeros are not those asked for."""
    yield from _other_numbers(form)
    asked = FORMS[form]
    for rows, columns in asked.fixed:
        named = Named("fixed_padding", f"There are always {rows.written} rows and {columns.written} columns of it.")
        yield from _programs(form, named, pads(Zeros(rows, rows), Zeros(columns, columns)))
    for name, mixed in asked.mixed:
        yield from _programs(form, Named(name, BEFORE_AND_AFTER, "pad_call"), mixed)
    if asked.of_parity:
        yield from _of_parity(form)
        for window in (TAPS, ODD):
            whole = part(WHOLE)
            yield Mistake(Named("unpadded"), Program(pads(NO_ZEROS), whole, whole, part(window), around_places))
    for around in asked.everywhere:
        yield from _programs(form, Named("batch_padded"), around)
    valid = part(VALID)
    for each in asked.zeros if form != "valid" else ():
        program = Program(pads(NO_ZEROS), valid, valid, part(TAPS), over_places, around=pads(each))
        yield Mistake(Named("padded_result"), program, "padded_result")


def _other_numbers(form: Form) -> Iterator[Mistake]:
    """Another number of zeros on both axes, or on one."""
    for name, every in FORMS[form].other_zeros.items():
        for wrong in every:
            seen = "one_sided" if name in ONE_SIDED else ""
            for right in FORMS[form].zeros:
                for zeros, axes in (
                    (pads(wrong), (ROWS, COLUMNS)),
                    (pads(wrong, right), (ROWS,)),
                    (pads(right, wrong), (COLUMNS,)),
                ):
                    yield from _programs(form, Named(name, _told(name, wrong, axes)), zeros, seen)


def _of_parity(form: Form) -> Iterator[Mistake]:
    """A condition on one side, or on both at once, that decides for both."""
    asked: tuple[tuple[str, Callable[[Sides], bool]], ...] = (
        ("Whether a side is even is asked of kh alone.", lambda s: s.kh % 2 == 0),
        ("Whether a side is even is asked of kw alone.", lambda s: s.kw % 2 == 0),
        ("Whether a side is even is asked of both at once.", lambda s: s.kh % 2 == 0 and s.kw % 2 == 0),
    )
    halves, less = pads(BOTH_HALVES), pads(Zeros(LESS_HALF, LESS_HALF))
    for told, even in asked:
        yield from _programs(
            form,
            Named("even_kernels", told),
            lambda s, even=even: halves(s) if even(s) else less(s),  # type: ignore[misc]
        )


def _told(name: str, zeros: Zeros, axes: tuple[int, ...]) -> str:
    if name not in (*ONE_SIDED, "fixed_padding", "double_padding", "shifted", "padded"):
        return ""
    before, after = zeros.before.on(axes[0]), zeros.after.on(axes[0])
    where = "columns" if axes == (COLUMNS,) else "rows"
    both = ", and so on the columns" if len(axes) > 1 else ""
    return f"On the {where} it is {before} before and {after} after{both}."


def _programs(form: Form, named: Named, zeros: Callable[[Sides], Pads], seen: str = "") -> Iterator[Mistake]:
    extents = [(FITTING, FITTING), (FORMS[form].size,) * 2, *FORMS[form].extents]
    if named.id == "fixed_padding":  # as for a same convolution
        extents.append((WHOLE, WHOLE))
    for size, loops in dict.fromkeys(extents):
        for visit in VISITS:
            yield Mistake(named, Program(zeros, part(size), part(loops), part(TAPS), visit), seen)
