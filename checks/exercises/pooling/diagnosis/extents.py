"""Mistakes in the size of the result, in how far the loops go, and in where windows begin and end."""

from collections.abc import Callable, Iterator

from checks.exercises.causes.naming import Named, begun
from checks.exercises.pooling.diagnosis.programs import (
    BEGIN,
    COLUMNS,
    END,
    RIGHT,
    RIGHTS,
    ROWS,
    SIZE,
    Axis,
    Length,
    Mistake,
    Pair,
    Place,
    Sides,
    axes,
    lengths,
    places,
)

LOST = "last_window_lost"
UP = "size_rounded_up"
NO_STRIDE = "without_stride"
OTHER = "output_size"


def _up(a: int, b: int) -> int:
    return -(-a // b)


SIZES: tuple[tuple[str, Length], ...] = (
    (LOST, Length("({n} - {k} + 1) // {s}", lambda a: (a.n - a.k + 1) // a.s)),
    ("without_plus_one", Length("({n} - {k}) // {s}", lambda a: (a.n - a.k) // a.s)),
    (UP, Length("ceil(({n} - {k}) / {s}) + 1", lambda a: _up(a.n - a.k, a.s) + 1)),
    (UP, Length("ceil({n} / {s})", lambda a: _up(a.n, a.s))),
    (UP, Length("ceil({n} / {k})", lambda a: _up(a.n, a.k))),
    (LOST, Length("ceil(({n} - {k}) / {s})", lambda a: _up(a.n - a.k, a.s))),
    (NO_STRIDE, Length("{n} - {k} + 1", lambda a: a.n - a.k + 1)),
    (NO_STRIDE, Length("{n} - {k}", lambda a: a.n - a.k)),
    (OTHER, Length("{n} // {s}", lambda a: a.n // a.s)),
    ("window_for_stride", Length("{n} // {k}", lambda a: a.n // a.k)),
    (OTHER, Length("{n}", lambda a: a.n)),
    (OTHER, Length("({n} - {k}) // {s} + 2", lambda a: (a.n - a.k) // a.s + 2)),
    (OTHER, Length("({n} - {s}) // {k} + 1", lambda a: (a.n - a.s) // a.k + 1)),
    (OTHER, Length("{n} // {s} + 1", lambda a: a.n // a.s + 1)),
    (OTHER, Length("({n} - 1) // {s} + 1", lambda a: (a.n - 1) // a.s + 1)),
    (OTHER, Length("({n} - 2 * {k}) // {s} + 1", lambda a: (a.n - 2 * a.k) // a.s + 1)),
    (OTHER, Length("{n} // ({k} * {s})", lambda a: a.n // (a.k * a.s))),
    (OTHER, Length("{n} // {s} - {k} + 1", lambda a: a.n // a.s - a.k + 1)),
    (OTHER, Length("({n} + {s} - {k}) // {s} + 1", lambda a: (a.n + a.s - a.k) // a.s + 1)),
)  # fmt: skip
ONE_LESS = Length("({n} - {k}) // {s}", lambda a: (a.n - a.k) // a.s)
ONE_MORE = Length("({n} - {k}) // {s} + 2", lambda a: (a.n - a.k) // a.s + 2)
EVERY = tuple(length for _, length in SIZES)
FIRST = Length("1", lambda a: 1)

Where = Callable[[Axis, int], int]
WINDOWS: tuple[tuple[str, str, Where, Where], ...] = (
    ("same_window", "", lambda a, i: 0, lambda a, i: a.k),
    ("without_stride", "{i} stands for {i} * {s} at both ends of a window.", lambda a, i: i, lambda a, i: i + a.k),
    ("without_stride", "{i} stands for {i} * {s} where a window ends.", BEGIN.of, lambda a, i: i + a.k),
    ("without_stride", "{i} stands for {i} * {s} where a window begins.", lambda a, i: i, END.of),
    ("window_end", "It ends at {k}, wherever it begins.", BEGIN.of, lambda a, i: a.k),
    ("window_end", "It ends at ({i} + 1) * {k}.", BEGIN.of, lambda a, i: (i + 1) * a.k),
    ("window_end", "It goes on to the end of the image.", BEGIN.of, lambda a, i: a.n),
    ("window_end", "It ends at {i} * {s} + {k} + 1.", BEGIN.of, lambda a, i: i * a.s + a.k + 1),
    ("window_end", "It ends at {i} * {s} + {k} - 1.", BEGIN.of, lambda a, i: i * a.s + a.k - 1),
    ("window_end", "It has one row or column.", BEGIN.of, lambda a, i: i * a.s + 1),
    ("shifted", "It begins at {i} + {s}.", lambda a, i: i + a.s, lambda a, i: i + a.s + a.k),
    ("shifted", "It begins at {i} * {s} + 1.", lambda a, i: i * a.s + 1, lambda a, i: i * a.s + 1 + a.k),
    ("shifted", "It begins at {i} * ({s} + 1).", lambda a, i: i * (a.s + 1), lambda a, i: i * (a.s + 1) + a.k),
)  # fmt: skip
ZEROS: tuple[Length, ...] = (
    Length("{k} // 2", lambda a: a.k // 2),
    Length("({k} - 1) // 2", lambda a: (a.k - 1) // 2),
    Length("1", lambda a: 1),
    Length("(({n} - 1) * {s} + {k} - {n}) // 2", lambda a: max(((a.n - 1) * a.s + a.k - a.n) // 2, 0)),
    Length("(({n} - 1) * {s} + {k} - {n}) // 2 + 1", lambda a: max(((a.n - 1) * a.s + a.k - a.n) // 2 + 1, 0)),
)


def mistakes() -> Iterator[Mistake]:
    """Programs whose result is of another size, whose loops go less far or farther, whose windows lie elsewhere."""
    yield from _sizes()
    yield from _windows()
    yield from _loops()
    yield from _one_for_both()
    yield from _padded()


def _sizes() -> Iterator[Mistake]:
    """On both axes, on the rows, on the columns."""
    for name, length in SIZES:
        for rows, columns in ((length, length), (length, SIZE), (SIZE, length)):
            told = [
                f"there are `{wrong.on(axis)}` {what} instead of `{SIZE.on(axis)}`"
                for axis, what, wrong in ((ROWS, "rows", rows), (COLUMNS, "columns", columns))
                if wrong is not SIZE
            ]
            named = Named(name, begun(f"{'; '.join(told)}."), _of_axis(rows))
            size = lengths(rows, columns)
            for right in RIGHTS:
                yield Mistake(named, right._replace(size=size, loops=size))
            yield Mistake(named, RIGHT._replace(size=size))


def _of_axis(rows: Length) -> str:
    return "size_columns size" if rows is SIZE else "size"


def _windows() -> Iterator[Mistake]:
    for name, told, begin, end in WINDOWS:
        begins, ends = Place("", begin), Place("", end)
        for row, column, axes_told in (
            ((begins, ends), (begins, ends), (ROWS, COLUMNS)),
            ((begins, ends), (BEGIN, END), (ROWS,)),
            ((BEGIN, END), (begins, ends), (COLUMNS,)),
        ):
            detail = told.format(i="ij"[axes_told[0]], s=("sh", "sw")[axes_told[0]], k=("kh", "kw")[axes_told[0]])
            if name == "same_window" and len(axes_told) == 1:
                detail = f"The index of the {('rows', 'columns')[axes_told[0]]} is not used."
            for right in RIGHTS[:2]:
                changed = right._replace(begin=places(row[0], column[0]), end=places(row[1], column[1]))
                yield Mistake(Named(name, detail), changed)
    yield from _indices()


def _indices() -> Iterator[Mistake]:
    """One index of the loops for the other one, in the windows or in the place where their value is put."""
    mixed: tuple[tuple[str, Callable[[int, int], Pair]], ...] = (
        ("{where} i and j are exchanged.", lambda i, j: (j, i)),
        ("{where} i stands for j.", lambda i, j: (i, i)),
        ("{where} j stands for i.", lambda i, j: (j, j)),
    )
    for told, mix in mixed:
        for right in RIGHTS[:2]:

            def begin(s: Sides, i: int, j: int, mix: Callable[[int, int], Pair] = mix) -> Pair:
                return RIGHT.begin(s, *mix(i, j))

            def end(s: Sides, i: int, j: int, mix: Callable[[int, int], Pair] = mix) -> Pair:
                return RIGHT.end(s, *mix(i, j))

            of_window, of_result = told.format(where="In the window"), told.format(where="In the place of the result")
            yield Mistake(Named("indices_swapped", of_window), right._replace(begin=begin, end=end))
            yield Mistake(Named("indices_swapped", of_window), right._replace(begin=begin))
            yield Mistake(Named("indices_swapped", of_window), right._replace(end=end))
            yield Mistake(Named("indices_swapped", of_result, "assignment"), right._replace(stored=mix))


def _loops() -> Iterator[Mistake]:
    """The result has the right size, and the loops have not."""
    for right in RIGHTS[:2]:
        for first in (lengths(FIRST), lengths(FIRST, SIZE), lengths(SIZE, FIRST)):
            yield Mistake(Named("early_return"), right._replace(loops=first), "early_return")
    for length in (FIRST, ONE_LESS, *EVERY):
        for rows, columns in ((length, length), (length, SIZE), (SIZE, length)):
            found = lengths(rows, columns)
            shorter = all(_shorter(found, sides) for sides in EXAMPLES)
            landmark = "inner_range" if rows is SIZE else "range"
            where = [
                f"the loop over the {what} goes to {wrong.on(axis)}"
                for axis, what, wrong in ((ROWS, "rows", rows), (COLUMNS, "columns", columns))
                if wrong is not SIZE
            ]
            told = begun(f"{' and '.join(where)}.")
            name = "unfilled_outputs" if shorter else "range_too_long"
            for right in RIGHTS[:2]:
                yield Mistake(Named(name, told, landmark), right._replace(loops=found))


EXAMPLES = (Sides(7, 9, 2, 3, 2, 5), Sides(8, 5, 3, 2, 2, 1), Sides(12, 10, 2, 2, 3, 3), Sides(6, 6, 2, 2, 2, 2))


def _one_for_both() -> Iterator[Mistake]:
    """The rows of the result for its columns too, or the other way round, in its shape alone or in the loops alone."""
    for told, both in (
        ("The number of the rows stands for that of the columns", lambda pair: (pair[0], pair[0])),
        ("The number of the columns stands for that of the rows", lambda pair: (pair[1], pair[1])),
        ("The numbers of the rows and of the columns are exchanged", lambda pair: (pair[1], pair[0])),
    ):

        def mixed(sides: Sides, both: Callable[[Pair], Pair] = both) -> Pair:
            return both(lengths(SIZE)(sides))

        for right in RIGHTS[:2]:
            in_shape, in_loops = f"{told} in its shape.", f"{told} in the loops."
            yield Mistake(Named("height_width_swapped", in_shape, "allocation"), right._replace(size=mixed))
            yield Mistake(Named("height_width_swapped", in_loops, "range"), right._replace(loops=mixed))
            both_told = f"{told} in its shape and in the loops."
            yield Mistake(Named("height_width_swapped", both_told, "size"), right._replace(size=mixed, loops=mixed))


def _shorter(found: Callable[[Sides], Pair], sides: Sides) -> bool:
    right = lengths(SIZE)(sides)
    return all(a <= b for a, b in zip(found(sides), right, strict=True))


def _padded() -> Iterator[Mistake]:
    """Zeros around the images, as a convolution has them."""
    for zeros in ZEROS:

        def around(sides: Sides, zeros: Length = zeros) -> tuple[Pair, Pair]:
            vertical, horizontal = axes(sides)
            before, left = zeros.of(vertical), zeros.of(horizontal)
            return (before, before), (left, left)

        told = f"There are {zeros.on(ROWS)} rows of them above and below, and so for the columns."
        for right in RIGHTS[:2]:
            yield Mistake(Named("padded", told), right._replace(zeros=around))
