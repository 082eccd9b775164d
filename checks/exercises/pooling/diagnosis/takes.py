"""Mistakes in what is taken of a window: for the other mode, over other axes, of other values, divided by another
number."""

from collections.abc import Callable, Iterator

import numpy as np

from checks.exercises.causes.naming import Named
from checks.exercises.pooling.diagnosis.programs import (
    RIGHT,
    Mistake,
    Sides,
    Take,
    average,
    by_mode,
    largest,
    mean,
    sum_by_size,
)
from checks.model import Array

Of = Callable[[Array, Sides], Array]
WHATEVER = "That is so whatever the mode."
AXES: tuple[tuple[int, ...] | None, ...] = (
    *(None, (0,), (1,), (2,), (3,), (0, 1), (0, 2), (0, 3), (1, 3), (2, 3)),
    *((0, 1, 2), (0, 1, 3), (0, 2, 3), (1, 2, 3), (0, 1, 2, 3)),
)
NAMES = ("images", "rows", "columns", "channels")


def mistakes() -> Iterator[Mistake]:
    """Programs that take something else of the right windows."""
    for named, take in _modes():
        yield Mistake(named, RIGHT._replace(take=take))
    for named, of_avg in _divided():
        yield from _each(named, largest, of_avg)
    for named, of_max in _chosen():
        yield Mistake(named, RIGHT._replace(take=by_mode(of_max, mean)))
        yield Mistake(
            named._replace(detail=_also(named, "That is so of 'avg'.")), RIGHT._replace(take=by_mode(largest, of_max))
        )
        yield Mistake(named._replace(detail=_also(named, WHATEVER)), RIGHT._replace(take=by_mode(of_max, of_max)))
    yield from _over_axes()


def _modes() -> Iterator[tuple[Named, Take]]:
    yield Named("mode_ignored", "Whatever the mode, the largest value is taken.", "mode max"), by_mode(largest, largest)
    yield Named("mode_ignored", "Whatever the mode, the mean is taken.", "mode mean"), by_mode(mean, mean)
    yield Named("modes_swapped"), by_mode(mean, largest)
    yield Named("modes_swapped"), by_mode(sum_by_size, largest)
    yield Named("summed", WHATEVER), by_mode(_sum, _sum)
    yield (
        Named("kernel_shape_multiplied"),
        by_mode(_times_the_shape, _times_the_shape),
    )


def _sum(window: Array, _sides: Sides) -> Array:
    found: Array = window.sum(axis=(1, 2))
    return found


def _times_the_shape(window: Array, sides: Sides) -> Array:
    found: Array = (window * np.array([sides.kh, sides.kw])).sum(axis=(1, 2))
    return found


def _divided() -> Iterator[tuple[Named, Of]]:
    yield Named("summed"), _sum
    divisors: tuple[tuple[str, Callable[[Array, Sides], int]], ...] = (
        ("kh", lambda w, s: s.kh),
        ("kw", lambda w, s: s.kw),
        ("kh + kw", lambda w, s: s.kh + s.kw),
        ("kh * kh", lambda w, s: s.kh * s.kh),
        ("kw * kw", lambda w, s: s.kw * s.kw),
        ("sh * sw", lambda w, s: s.sh * s.sw),
        ("h * w", lambda w, s: s.h * s.w),
        ("4", lambda w, s: 4),
        ("2", lambda w, s: 2),
        ("9", lambda w, s: 9),
        ("kh * kw * c", lambda w, s: s.kh * s.kw * w.shape[3]),
        ("the number of all values of the window", lambda w, s: w.size),
        ("m", lambda w, s: w.shape[0]),
        ("m * kh * kw", lambda w, s: w.shape[0] * s.kh * s.kw),
    )
    for written, divisor in divisors:
        told = f"The sum is divided by {written}, it should be by kh * kw."
        yield Named("other_divisor", told), lambda w, s, by=divisor: w.sum(axis=(1, 2)) / by(w, s)  # type: ignore[misc]


def _chosen() -> Iterator[tuple[Named, Of]]:
    """Other values than the largest one."""
    yield Named("minimum"), lambda w, s: w.min(axis=(1, 2))
    yield Named("median"), _median
    yield Named("maximum_from_zero"), lambda w, s: np.maximum(w.max(axis=(1, 2)), 0)
    yield Named("magnitudes"), lambda w, s: np.abs(w).max(axis=(1, 2))
    yield Named("first_pixel", "It is the first value of the window."), lambda w, s: w[:, 0, 0]
    yield Named("first_pixel", "It is the last value of the window."), lambda w, s: w[:, -1, -1]


def _median(window: Array, _sides: Sides) -> Array:
    if not window.size:
        return np.full((window.shape[0], window.shape[3]), np.nan)
    return np.asarray(np.median(window, axis=(1, 2)))


def _each(named: Named, of_max: Of, of_avg: Of) -> Iterator[Mistake]:
    yield Mistake(named, RIGHT._replace(take=by_mode(of_max, of_avg)))


def _over_axes() -> Iterator[Mistake]:
    """Other axes than (1, 2), for both modes or one of them; for a result with channels, and for one without."""
    for axes in AXES:
        of_max, of_avg, divided = _over(np.max, axes), _over(average, axes), _over_divided(axes)
        name = _name(axes)
        for take, told in (
            (by_mode(of_max, of_avg), ""),
            (by_mode(of_max, divided), ""),
            (by_mode(of_max, mean), "That is so of 'max' alone."),
            (by_mode(largest, of_avg), "That is so of 'avg' alone."),
            (by_mode(largest, divided), "That is so of 'avg' alone."),
        ):
            landmark = {"That is so of 'max' alone.": "max", "That is so of 'avg' alone.": "mean"}.get(told, "")
            named = Named(name, _told(axes, told), landmark and f"{landmark} window")
            for channels in (True, False):
                yield Mistake(named, RIGHT._replace(take=take, channels=channels))
    for take in (by_mode(largest, mean), by_mode(largest, sum_by_size)):
        yield Mistake(
            Named("channels_lost", "The result has no axis for them.", "allocation"),
            RIGHT._replace(take=take, channels=False),
        )


def _name(axes: tuple[int, ...] | None) -> str:
    if axes is None or len(axes) == len(NAMES):
        return "one_number"
    return "channels_lost" if 3 in axes and 0 not in axes else "batch_lost" if axes == (0, 1, 2) else "wrong_axes"


def _told(axes: tuple[int, ...] | None, alone: str) -> str:
    if axes is None:
        return alone
    over = " and ".join(", ".join(NAMES[axis] for axis in axes).rsplit(", ", 1))
    return " ".join(filter(None, [f"It goes over {over}, axis={axes if len(axes) > 1 else axes[0]}.", alone]))


def _over(reduce: Callable[..., Array], axes: tuple[int, ...] | None) -> Of:
    return lambda window, _sides: reduce(window, axis=axes)


def _over_divided(axes: tuple[int, ...] | None) -> Of:
    return lambda window, sides: np.sum(window, axis=axes) / (sides.kh * sides.kw)


def _also(named: Named, more: str) -> str:
    return f"{named.detail} {more}".strip()
