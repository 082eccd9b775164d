"""What each form of the convolution asks, and what is taken for it: a new form is an entry here."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from checks.exercises.convolution.diagnosis.calls import Call
from checks.exercises.convolution.diagnosis.conditions import (
    CHANNELS,
    CHOSEN,
    COMMON,
    NAMES,
    NAMES_OF_PADDING,
    NAMES_OF_SAME,
    OF_IMAGES_SIZE,
    STRIDE,
    Conditions,
    Rule,
)
from checks.exercises.convolution.diagnosis.conditions import (
    PADDING as OF_PADDING,
)
from checks.exercises.convolution.diagnosis.lengths import (
    BOTH_HALVES,
    DOUBLE,
    FITTING,
    HALF,
    LESS_HALF,
    NO_ZEROS,
    NONE,
    ONE,
    ONE_LESS,
    PADDED,
    PADDING,
    TAPS,
    TWO,
    VALID,
    WHOLE,
    Length,
    Zeros,
)
from checks.exercises.convolution.diagnosis.programs import Pads, Sides
from checks.exercises.convolution.form import Form


class Asked(NamedTuple):
    """The right zeros around one axis (of several, all but the last are used) and the right size of the result, on the
    handout's own images the `handout` size; and what is put in their place, with the names of the mistakes.

    `lengths` are other sizes, or how far loops go; `mixed` and `everywhere` what np.pad does with pairs that are
    mistaken, or for other axes; `fixed` numbers of zeros that are always there, `extents` the size of a result
    and how far loops go that are usual with them, `of_parity` says whether the zeros
    depend on a side being even, `given` whether the function is told how many. `empty` are the calls for which a slice
    that goes by the zeros is empty. `conditions` and `names` are of the domain of failure.
    """

    zeros: tuple[Zeros, ...]
    size: Length
    handout: tuple[int, int]
    lengths: tuple[Length, ...]
    other_zeros: Mapping[str, tuple[Zeros, ...]]
    conditions: Conditions = COMMON
    names: tuple[Rule, ...] = NAMES
    mixed: tuple[tuple[str, Callable[[Sides], Pads]], ...] = ()
    everywhere: tuple[Callable[[Sides], Pads], ...] = ()
    fixed: tuple[tuple[Length, Length], ...] = ()
    of_parity: bool = False
    given: bool = False
    extents: tuple[tuple[Length, Length], ...] = ()
    empty: tuple[Callable[[Call], bool], ...] = ()


MORE_THAN_HALF = Length("{k} // 2 + 1", lambda a: a.k // 2 + 1)
HALF_ROUNDED_UP = Length("({k} + 1) // 2", lambda a: (a.k + 1) // 2)
TWICE_HALF = Length("2 * ({k} // 2)", lambda a: 2 * (a.k // 2))
FULL = Length("{p} + {k} - 1", lambda a: a.p + a.k - 1)
ONE_MORE = Length("{p} + 1", lambda a: a.p + 1)
FOUR = Length("4", lambda a: 4)
OF_EVEN = Length("{k} // 2 if {k} is even, else 0", lambda a: 0 if a.k % 2 else a.k // 2)
LESS_OF_EVEN = Length("({k} - 1) // 2 if {k} is even, else 0", lambda a: 0 if a.k % 2 else (a.k - 1) // 2)
ONE_SHORT = Length("{n} - {k}", lambda a: a.n - a.k)
OTHERS = (
    Length("{n} - {k} + 2", lambda a: a.n - a.k + 2),
    Length("{n} - {k} - 1", lambda a: a.n - a.k - 1),
    Length("{n} - 1", lambda a: a.n - 1),
    Length("{n} + 1", lambda a: a.n + 1),
    Length("{n} - 2 * ({k} // 2)", lambda a: a.n - 2 * (a.k // 2)),
    Length("{n} - {k} // 2", lambda a: a.n - a.k // 2),
    Length("{n} + {k} - 1", lambda a: a.n + a.k - 1),
)


def _halves(total: Length) -> Iterator[Zeros]:
    """As many zeros in all, half of them on each side; and half of them on each side, rounded down."""
    down = Length(f"({total.written}) // 2", lambda a: total.of(a) // 2)
    up = Length(f"({total.written} + 1) // 2", lambda a: (total.of(a) + 1) // 2)
    yield from (Zeros(down, up), Zeros(up, down), Zeros(down, down))


FORMS: Mapping[Form, Asked] = {
    "valid": Asked(
        zeros=(NO_ZEROS,),
        size=VALID,
        handout=(26, 26),
        lengths=(ONE_SHORT, WHOLE, *OTHERS),
        other_zeros={
            "full_convolution": (Zeros(ONE_LESS, ONE_LESS),),
            "padded": (BOTH_HALVES, Zeros(HALF, LESS_HALF), Zeros(LESS_HALF, HALF), Zeros(ONE, ONE)),
        },
        extents=((WHOLE, WHOLE), (WHOLE, FITTING)),
    ),
    "same": Asked(
        zeros=(BOTH_HALVES, Zeros(HALF, LESS_HALF), Zeros(LESS_HALF, HALF)),
        size=WHOLE,
        handout=(28, 28),
        lengths=(
            VALID,
            ONE_SHORT,
            *OTHERS,
            Length("{all}", lambda a: a.all),
            Length("{all} - {k}", lambda a: a.all - a.k),
        ),
        other_zeros={
            "even_kernel_one_short": (Zeros(LESS_HALF, LESS_HALF),),
            "even_kernel_one_more": (BOTH_HALVES,),
            "unpadded": (NO_ZEROS,),
            "fixed_padding": (Zeros(ONE, ONE), Zeros(TWO, TWO)),
            "one_sided_padding": (Zeros(NONE, ONE_LESS), Zeros(ONE_LESS, NONE), Zeros(HALF, NONE), Zeros(NONE, HALF)),
            "double_padding": (Zeros(ONE_LESS, ONE_LESS), Zeros(TWICE_HALF, TWICE_HALF)),
            "half_padding": tuple(zeros for total in (HALF, LESS_HALF, HALF_ROUNDED_UP) for zeros in _halves(total)),
            "zeros_for_even_only": (
                Zeros(OF_EVEN, OF_EVEN),
                Zeros(LESS_OF_EVEN, OF_EVEN),
                Zeros(OF_EVEN, LESS_OF_EVEN),
            ),
            "shifted": (
                Zeros(MORE_THAN_HALF, MORE_THAN_HALF),
                Zeros(HALF_ROUNDED_UP, HALF_ROUNDED_UP),
                Zeros(TAPS, TAPS),
            ),
        },
        conditions=OF_IMAGES_SIZE,
        names=(*NAMES, *NAMES_OF_SAME),
        mixed=(
            ("kernel_sides_swapped", lambda s: ((0, 0), (s.kh // 2, s.kw // 2), (s.kh // 2, s.kw // 2))),
            (
                "kernel_sides_swapped",
                lambda s: ((0, 0), ((s.kh - 1) // 2, (s.kw - 1) // 2), ((s.kh - 1) // 2, (s.kw - 1) // 2)),
            ),
        ),
        everywhere=(
            lambda s: ((s.kh // 2, s.kw // 2),) * 3,
            lambda s: ((s.kh // 2, s.kh // 2),) * 3,
            lambda s: ((s.kh // 2, s.kh // 2), (s.kw // 2, s.kw // 2), (0, 0)),
        ),
        extents=((WHOLE, FITTING),),
        of_parity=True,
        empty=(
            lambda call: call.kh == 1 or call.kw == 1,  # k // 2 is 0
            lambda call: call.kh <= 2 or call.kw <= 2,  # (k - 1) // 2 is 0
        ),
    ),
    "padding": Asked(
        zeros=(Zeros(PADDING, PADDING),),
        size=PADDED,
        handout=(30, 34),
        lengths=(
            Length("{n} + 2 * {p} - {k}", lambda a: a.n + 2 * a.p - a.k),
            Length("{n} + {p} - {k} + 1", lambda a: a.n + a.p - a.k + 1),
            Length("{n} + {p} - {k}", lambda a: a.n + a.p - a.k),
            Length("{n} + 2 * {p} - {k} + 2", lambda a: a.n + 2 * a.p - a.k + 2),
            Length("{n} + 2 * {p} - {k} - 1", lambda a: a.n + 2 * a.p - a.k - 1),
            Length("{n} + 2 * {p} - 2 * ({k} // 2)", lambda a: a.n + 2 * a.p - 2 * (a.k // 2)),
            Length("{n} + 2 * {p}", lambda a: a.n + 2 * a.p),
            Length("{n} + 2 * {p} + 1", lambda a: a.n + 2 * a.p + 1),
            Length("{n} + {p}", lambda a: a.n + a.p),
            WHOLE,
            VALID,
            ONE_SHORT,
            *OTHERS,
        ),
        other_zeros={
            "unpadded": (NO_ZEROS,),
            "padding_once": (Zeros(PADDING, NONE), Zeros(NONE, PADDING)),
            "one_sided_padding": (Zeros(DOUBLE, NONE), Zeros(NONE, DOUBLE)),
            "double_padding": (Zeros(DOUBLE, DOUBLE),),
            "half_padding": tuple(_halves(PADDING)),
            "fixed_padding": (Zeros(ONE, ONE), Zeros(TWO, TWO), BOTH_HALVES, Zeros(LESS_HALF, LESS_HALF)),
            "full_convolution": (Zeros(FULL, FULL),),
            "shifted": (Zeros(ONE_MORE, ONE_MORE),),
        },
        conditions=(*COMMON, *OF_PADDING),
        names=(*NAMES, *NAMES_OF_PADDING),
        mixed=(("padding_sides_swapped", lambda s: ((0, 0), (s.ph, s.pw), (s.ph, s.pw))),),
        everywhere=(
            lambda s: ((s.ph, s.pw),) * 3,
            lambda s: ((s.ph, s.ph),) * 3,
            lambda s: ((s.ph, s.ph), (s.pw, s.pw), (0, 0)),
        ),
        fixed=((TWO, FOUR), (FOUR, TWO)),  # what the handout's own call asks for
        given=True,
        empty=(
            lambda call: call.ph == 0 or call.pw == 0,
            lambda call: call.ph == 0,
            lambda call: call.pw == 0,
        ),
    ),
    # The programs of these, in `chosen/`, have zeros for each kind of padding.
    "chosen": Asked(
        zeros=(),
        size=PADDED,
        handout=(13, 13),
        lengths=(),
        other_zeros={},
        conditions=(*CHOSEN, *STRIDE, *CHANNELS, *COMMON),
        names=(),
        empty=(
            lambda call: 0 in (call.pads[0][0][0], call.pads[0][1][0]),
            lambda call: call.way == "tuple" and 0 in (call.ph, call.pw),
        ),
    ),
}
