"""Mistakes with the size of the result, how far the loops go, and which window belongs to which place."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from checks.exercises.causes.naming import Named, begun
from checks.exercises.convolution.diagnosis.chosen.program import FITTING, Mistake, Program
from checks.exercises.convolution.diagnosis.chosen.visits import Span, Walk, Ways, by_stride
from checks.exercises.convolution.diagnosis.lengths import (
    COLUMNS,
    ROWS,
    TAPS,
    WHOLE,
    Axis,
    Length,
    name_of_loops,
    on_columns,
    part,
)

UNSTRIDED = Length("{n} + 2 * {p} - {k} + 1", lambda a: a.n + 2 * a.p - a.k + 1)
SIZES = {
    "size_without_stride": (
        UNSTRIDED,
        Length("{n} + 2 * {p} - {k}", lambda a: a.n + 2 * a.p - a.k),
        Length("{n} + 2 * {p}", lambda a: a.n + 2 * a.p),
        WHOLE,
        Length("{n} - {k} + 1", lambda a: a.n - a.k + 1),
    ),
    "last_window_lost": (
        Length("({n} + 2 * {p} - {k} + 1) // {s}", lambda a: (a.n + 2 * a.p - a.k + 1) // a.s),
        Length("({n} + 2 * {p} - {k}) // {s}", lambda a: (a.n + 2 * a.p - a.k) // a.s),
        Length("ceil(({n} + 2 * {p} - {k}) / {s})", lambda a: -(-(a.n + 2 * a.p - a.k) // a.s)),
        Length("({n} - {k} + 1) // {s}", lambda a: (a.n - a.k + 1) // a.s),
    ),
    "padding_not_counted": (
        Length("({n} - {k}) // {s} + 1", lambda a: (a.n - a.k) // a.s + 1),
        Length("({n} + {p} - {k}) // {s} + 1", lambda a: (a.n + a.p - a.k) // a.s + 1),
    ),
    "output_size": (
        Length("({n} + 2 * {p} - {k}) // {s} + 2", lambda a: (a.n + 2 * a.p - a.k) // a.s + 2),
        Length("ceil(({n} + 2 * {p} - {k}) / {s}) + 1", lambda a: -(-(a.n + 2 * a.p - a.k) // a.s) + 1),
        Length("({n} + 2 * {p}) // {s} + 1", lambda a: (a.n + 2 * a.p) // a.s + 1),
        Length("({n} + 2 * {p}) // {s}", lambda a: (a.n + 2 * a.p) // a.s),
        Length("{n} // {s}", lambda a: a.n // a.s),
        Length("ceil({n} / {s})", lambda a: -(-a.n // a.s)),
        Length("{n} // {s} + 1", lambda a: a.n // a.s + 1),
        Length("{n} + 2 * {p} - {k} // {s} + 1", lambda a: a.n + 2 * a.p - a.k // a.s + 1),
        Length("{n} + (2 * {p} - {k}) // {s} + 1", lambda a: a.n + (2 * a.p - a.k) // a.s + 1),
        Length("({n} + 2 * {p} - {k}) // {k} + 1", lambda a: (a.n + 2 * a.p - a.k) // a.k + 1),
        Length("({n} - {k} + 2) // {s}", lambda a: (a.n - a.k + 2) // a.s),
        Length("({n} + 2 * {p} - {k} - 1) // {s}", lambda a: (a.n + 2 * a.p - a.k - 1) // a.s),
    ),
}
LOOPS = (
    UNSTRIDED,
    WHOLE,
    Length("{n} + 2 * {p}", lambda a: a.n + 2 * a.p),
    TAPS,
    Length("({n} + 2 * {p} - {k}) // {s}", lambda a: (a.n + 2 * a.p - a.k) // a.s),
    Length("({n} + 2 * {p} - {k}) // {s} + 2", lambda a: (a.n + 2 * a.p - a.k) // a.s + 2),
    Length("({n} + 2 * {p} - {k} + 1) // {s}", lambda a: (a.n + 2 * a.p - a.k + 1) // a.s),
    Length("({n} - {k}) // {s} + 1", lambda a: (a.n - a.k) // a.s + 1),
    Length("{n} // {s}", lambda a: a.n // a.s),
)
EXAMPLES = tuple(
    Axis(n, k, p, n + 2 * p, s)
    for n in range(1, 7)
    for k in range(1, 6)
    for p in range(4)
    for s in range(1, 4)
    if k <= n + 2 * p
)


class Walked(NamedTuple):
    """Windows that are not those asked for: the name of the mistake, and what is to be said of it, for the rows."""

    id: str
    told: str
    walk: Walk
    landmark: str = ""


def _sliced(bounds: Callable[[int, int, int], slice]) -> Walk:
    """The window of place i, from i, the stride and the kernel's side."""
    return lambda span: [(i, bounds(i, span.step, span.window)) for i in range(span.loops)]


WINDOWS = tuple(
    Walked(name, told, _sliced(bounds))
    for name, told, bounds in (
        ("window_without_stride", "It begins at i.", lambda i, s, k: slice(i, i + k)),
        ("window_without_stride", "It begins at i, and ends at i * sh + kh.", lambda i, s, k: slice(i, i * s + k)),
        ("window_without_stride", "It begins at i * sh, but ends at i + kh.", lambda i, s, k: slice(i * s, i + k)),
        ("window_end", "", lambda i, s, k: slice(i * s, k)),
        ("window_start", "It begins at i + sh.", lambda i, s, k: slice(i + s, i + s + k)),
        ("window_start", "It begins at i * kh.", lambda i, s, k: slice(i * k, i * k + k)),
        ("window_start", "It begins at i * kh * sh.", lambda i, s, k: slice(i * k * s, i * k * s + k)),
        ("window_size", "It ends at (i + kh) * sh.", lambda i, s, k: slice(i * s, (i + k) * s)),
        ("window_size", "It ends at (i + 1) * sh.", lambda i, s, k: slice(i * s, i * s + s)),
        ("window_size", "It has kh - 1 rows.", lambda i, s, k: slice(i * s, i * s + k - 1)),
        ("window_size", "It has kh + 1 rows.", lambda i, s, k: slice(i * s, i * s + k + 1)),
        ("stride_in_window", "", lambda i, s, k: slice(i, i + k, s)),
        ("stride_in_window", "", lambda i, s, k: slice(i, i + k * s, s)),
        ("stride_in_window", "", lambda i, s, k: slice(i * s, i * s + k, s)),
        ("stride_in_window", "", lambda i, s, k: slice(i * s, i * s + k * s, s)),
    )
)


def _stepped(store: Callable[[int, int], int], start: Callable[[int, int], int]) -> Walk:
    """A loop that goes on by the stride: where a value is stored and where its window begins."""

    def walk(span: Span) -> Iterable[tuple[int, slice]]:
        loops, step, window = span
        return [(store(i, step), slice(start(i, step), start(i, step) + window)) for i in range(0, loops, step)]

    return walk


_EVERY = Length("{all} - {k} + 1", lambda a: a.all - a.k + 1)
_STEPPED_LOOPS = (_EVERY, FITTING, WHOLE, Length("{all}", lambda a: a.all))
STEPS = (
    Walked("stored_at_window", "", _stepped(lambda i, s: i, lambda i, s: i), "assignment"),
    Walked("stride_twice", "", _stepped(lambda i, s: i, lambda i, s: i * s), "range"),
    Walked("stride_twice", "", _stepped(lambda i, s: i // s, lambda i, s: i * s), "range"),
    Walked("unfilled_outputs", "", _stepped(lambda i, s: i // s, lambda i, s: i), "range"),
)


def mistakes(ways: Ways) -> Iterator[Mistake]:
    """Programs that go too far, not far enough, or by other steps."""
    yield from _windows(ways)
    yield from _sizes(ways)
    yield from _steps(ways)
    yield from _loops(ways)
    yield from _begun(ways)


def _sizes(ways: Ways) -> Iterator[Mistake]:
    for name, lengths in SIZES.items():
        for length in lengths:
            for rows, columns in ((length, length), (length, FITTING), (FITTING, length)):
                told = [
                    f"there are `{found.on(axis)}` {what} instead of `{FITTING.on(axis)}`"
                    for axis, what, found in ((ROWS, "rows", rows), (COLUMNS, "columns", columns))
                    if found is not FITTING
                ]
                landmark = "size_columns" if rows is FITTING else "size"
                named = Named(name, begun(f"{'; '.join(told)}."), landmark)
                size = part(rows, columns)
                for visit in ways.every():
                    yield Mistake(named, Program(visit, size=size))
                for visit in ways.visits():
                    yield Mistake(named, Program(visit, size=size, loops=part(FITTING)))


def _windows(ways: Ways) -> Iterator[Mistake]:
    for wrong in WINDOWS:
        of_columns = on_columns(wrong.told)
        both = f"{wrong.told[:-1]}, and so on the columns." if wrong.told else ""
        for told, rows, columns in (
            (both, wrong.walk, wrong.walk),
            (wrong.told, wrong.walk, by_stride),
            (of_columns, by_stride, wrong.walk),
        ):
            for visit in ways.visits(rows, columns):
                yield Mistake(Named(wrong.id, told, wrong.landmark), Program(visit))


def _steps(ways: Ways) -> Iterator[Mistake]:
    for wrong in STEPS:
        for length in _STEPPED_LOOPS:
            told = f"The loops are range(0, {length.on(ROWS)}, sh) and range(0, {length.on(COLUMNS)}, sw)."
            named = Named(wrong.id, told, wrong.landmark)
            for size in (FITTING, _EVERY):
                for visit in ways.visits(wrong.walk):
                    yield Mistake(named, Program(visit, size=part(size), loops=part(length)))


def _loops(ways: Ways) -> Iterator[Mistake]:
    for length in LOOPS:
        name = name_of_loops(length, FITTING, EXAMPLES)
        for rows, columns in ((length, length), (length, FITTING), (FITTING, length)):
            told = (
                f"The loops go to {rows.on(ROWS)} and {columns.on(COLUMNS)}; "
                f"the result has {FITTING.on(ROWS)} rows and {FITTING.on(COLUMNS)} columns."
            )
            named = Named(name, told, "inner_range" if rows is FITTING else "range")
            for visit in ways.visits():
                yield Mistake(named, Program(visit, loops=part(rows, columns)))


def _begun(ways: Ways) -> Iterator[Mistake]:
    """A `return` in a loop: one value, or one row of them."""
    one = Length("1", lambda a: min(1, FITTING.of(a)))
    for columns in (one, FITTING):
        for visit in ways.visits():
            yield Mistake(Named("early_return"), Program(visit, loops=part(one, columns)), seen="early_return")
