"""Mistakes with the zeros around the images: too few, too many, on the wrong side, around the wrong axes."""

from collections.abc import Callable, Iterator

from checks.exercises.convolution.diagnosis.lengths import (
    BOTH_HALVES,
    DOUBLE,
    FITTING,
    HALF,
    LESS_HALF,
    NO_ZEROS,
    NONE,
    ODD,
    ONE,
    ONE_LESS,
    PADDED,
    PADDING,
    RIGHT_SIZE,
    RIGHT_ZEROS,
    ROWS,
    TAPS,
    TWO,
    WHOLE,
    Length,
    Zeros,
    pads,
    part,
)
from checks.exercises.convolution.diagnosis.names import Named
from checks.exercises.convolution.diagnosis.programs import VISITS, Mistake, Pads, Program, Sides, around_places
from checks.exercises.convolution.form import Form

MORE_THAN_HALF = Length("{k} // 2 + 1", lambda a: a.k // 2 + 1)
HALF_ROUNDED_UP = Length("({k} + 1) // 2", lambda a: (a.k + 1) // 2)
TWICE_HALF = Length("2 * ({k} // 2)", lambda a: 2 * (a.k // 2))
FULL = Length("{p} + {k} - 1", lambda a: a.p + a.k - 1)
ONE_MORE = Length("{p} + 1", lambda a: a.p + 1)
FOUR = Length("4", lambda a: 4)
OTHER_ZEROS: dict[Form, dict[str, tuple[Zeros, ...]]] = {
    "valid": {
        "full_convolution": (Zeros(ONE_LESS, ONE_LESS),),
        "padded": (BOTH_HALVES, Zeros(HALF, LESS_HALF), Zeros(LESS_HALF, HALF), Zeros(ONE, ONE)),
    },
    "same": {
        "even_kernel_one_short": (Zeros(LESS_HALF, LESS_HALF),),
        "even_kernel_one_more": (BOTH_HALVES,),
        "unpadded": (NO_ZEROS,),
        "fixed_padding": (Zeros(ONE, ONE), Zeros(TWO, TWO)),
        "one_sided_padding": (Zeros(NONE, ONE_LESS), Zeros(ONE_LESS, NONE), Zeros(HALF, NONE), Zeros(NONE, HALF)),
        "double_padding": (Zeros(ONE_LESS, ONE_LESS), Zeros(TWICE_HALF, TWICE_HALF)),
        "shifted": (
            Zeros(MORE_THAN_HALF, MORE_THAN_HALF),
            Zeros(HALF_ROUNDED_UP, HALF_ROUNDED_UP),
            Zeros(TAPS, TAPS),
        ),
    },
    "padding": {
        "unpadded": (NO_ZEROS,),
        "padding_once": (Zeros(PADDING, NONE), Zeros(NONE, PADDING)),
        "one_sided_padding": (Zeros(DOUBLE, NONE), Zeros(NONE, DOUBLE)),
        "double_padding": (Zeros(DOUBLE, DOUBLE),),
        "fixed_padding": (Zeros(ONE, ONE), Zeros(TWO, TWO), BOTH_HALVES, Zeros(LESS_HALF, LESS_HALF)),
        "full_convolution": (Zeros(FULL, FULL),),
        "shifted": (Zeros(ONE_MORE, ONE_MORE),),
    },
}
ONE_SIDED = ("one_sided_padding", "padding_once")  # so it is seen: twice the zeros on both sides may do the same
BEFORE_AND_AFTER = "The two numbers of a pair go before and after the same axis, not to the rows and to the columns."
EXTENTS = ((FITTING, FITTING), (WHOLE, WHOLE), (PADDED, PADDED), (WHOLE, FITTING))  # of the result, and of the loops


def mistakes(convolution: Form) -> Iterator[Mistake]:
    """Programs whose zeros are not those asked for."""
    yield from _other_numbers(convolution)
    if convolution == "padding":  # what the handout's own call asks for
        for rows, columns in ((TWO, FOUR), (FOUR, TWO)):
            named = Named("fixed_padding", f"There are always {rows.written} rows and {columns.written} columns of it.")
            yield from _programs(convolution, named, pads(Zeros(rows, rows), Zeros(columns, columns)))
    for name, mixed in _mixed_pairs(convolution):
        yield from _programs(convolution, Named(name, BEFORE_AND_AFTER, "pad_call"), mixed)
    if convolution == "same":
        yield from _of_parity()
        for window in (TAPS, ODD):
            whole = part(WHOLE)
            yield Mistake(Named("unpadded"), Program(pads(NO_ZEROS), whole, whole, part(window), around_places))
    for around in _every_axis(convolution):
        yield from _programs(convolution, Named("batch_padded"), around)


def _other_numbers(convolution: Form) -> Iterator[Mistake]:
    """Another number of zeros on both axes, or on one."""
    for name, every in OTHER_ZEROS[convolution].items():
        for wrong in every:
            named = Named(name, _told(name, wrong))
            seen = "one_sided" if name in ONE_SIDED and wrong.before is not NONE else ""
            for right in RIGHT_ZEROS[convolution]:
                for zeros in (pads(wrong), pads(wrong, right), pads(right, wrong)):
                    yield from _programs(convolution, named, zeros, seen)


def _of_parity() -> Iterator[Mistake]:
    """A condition on one side, or on both at once, that decides for both."""
    asked: tuple[tuple[str, Callable[[Sides], bool]], ...] = (
        ("Whether a side is even is asked of kh alone.", lambda s: s.kh % 2 == 0),
        ("Whether a side is even is asked of kw alone.", lambda s: s.kw % 2 == 0),
        ("Whether a side is even is asked of both at once.", lambda s: s.kh % 2 == 0 and s.kw % 2 == 0),
    )
    halves, less = pads(BOTH_HALVES), pads(Zeros(LESS_HALF, LESS_HALF))
    for told, even in asked:
        yield from _programs(
            "same",
            Named("even_kernels", told),
            lambda s, even=even: halves(s) if even(s) else less(s),  # type: ignore[misc]
        )


def _told(name: str, zeros: Zeros) -> str:
    before, after = zeros.before.on(ROWS), zeros.after.on(ROWS)
    if name in (*ONE_SIDED, "fixed_padding", "double_padding", "shifted", "padded"):
        return f"On the rows it is {before} before and {after} after, and so on the columns."
    return ""


def _programs(convolution: Form, named: Named, zeros: Callable[[Sides], Pads], seen: str = "") -> Iterator[Mistake]:
    extents = dict.fromkeys((*EXTENTS, (RIGHT_SIZE[convolution],) * 2))
    for size, loops in extents:
        for visit in VISITS:
            yield Mistake(named, Program(zeros, part(size), part(loops), part(TAPS), visit), seen)


def _mixed_pairs(convolution: Form) -> Iterator[tuple[str, Callable[[Sides], Pads]]]:
    """What np.pad does with ((0, 0), (ph, pw), (ph, pw))."""
    if convolution == "padding":
        yield "padding_sides_swapped", lambda s: ((0, 0), (s.ph, s.pw), (s.ph, s.pw))
    elif convolution == "same":
        yield "kernel_sides_swapped", lambda s: ((0, 0), (s.kh // 2, s.kw // 2), (s.kh // 2, s.kw // 2))
        yield (
            "kernel_sides_swapped",
            lambda s: ((0, 0), ((s.kh - 1) // 2, (s.kw - 1) // 2), ((s.kh - 1) // 2, (s.kw - 1) // 2)),
        )


def _every_axis(convolution: Form) -> Iterator[Callable[[Sides], Pads]]:
    """What np.pad does with a width, or one pair, or pairs for other axes than rows and columns."""
    if convolution == "padding":
        yield lambda s: ((s.ph, s.pw),) * 3
        yield lambda s: ((s.ph, s.ph),) * 3
        yield lambda s: ((s.ph, s.ph), (s.pw, s.pw), (0, 0))
    elif convolution == "same":
        yield lambda s: ((s.kh // 2, s.kw // 2),) * 3
        yield lambda s: ((s.kh // 2, s.kh // 2),) * 3
        yield lambda s: ((s.kh // 2, s.kh // 2), (s.kw // 2, s.kw // 2), (0, 0))
