"""The families of calls that make sense for a description, beside its small calls: each is about one thing."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from msgspec import Struct
from numpy.random import Generator

from checks.exercises.inputs import sizes as chosen
from checks.exercises.inputs.calls import Call, Shape, Source, call, generator
from checks.exercises.inputs.expressions import product, value
from checks.exercises.inputs.kinds import (
    Fixed,
    Kind,
    Option,
    axes_of,
    choices,
    domain,
    kinds,
    left_out,
    options,
)
from checks.exercises.inputs.search import Budget, Sizes, nearest
from checks.exercises.inputs.values import LARGE, Pattern, admits, limits, may_be_negative
from checks.model.arguments import ArrayOf, Description, FloatOf, IntegerOf, PairOf
from checks.printable import one_line

MOST_CALLS = 40  # of a family
MOST_SHOWN = 40  # characters of a text that is a choice
DRAWN = 32  # combinations of sizes by chance
NARROW = 1000  # a range of values in which none is large


class Family(Struct, frozen=True, eq=False):
    """Calls that have something in common: an id, what it is for readers, and the calls, the smallest first."""

    id: str
    about: str
    calls: tuple[Call, ...]


class _Ground(Struct, frozen=True, eq=False):
    """A description with its first kind of call, and usual sizes for that."""

    description: Description
    source: Source
    kind: Kind
    sizes: Sizes
    axes: frozenset[str]
    targets: chosen.Targets


class _Asked(Struct, frozen=True):
    """What one call of a family is asked with."""

    shape: Shape
    pattern: Pattern = "distinct"
    dtypes: tuple[str, ...] = ("",)


Found = Iterator[tuple[str, str, Iterable[_Asked]]]


def families(description: Description, source: Source, random: Generator | None = None) -> tuple[Family, ...]:
    """Every family of which there is a call; where numbers are given by which to choose, of other sizes each."""
    public = _ground(description, source, chosen.PUBLIC)
    if public is None:
        return ()
    return tuple(
        Family(id, about, calls)
        for maker in _MAKERS
        for ground in ((_ground(description, source, chosen.secret(random)) or public) if random else public,)
        for id, about, asked in maker(ground)
        if (calls := tuple(_calls(ground, id, asked)))
    )


def _ground(description: Description, source: Source, targets: chosen.Targets) -> _Ground | None:
    axes = axes_of(description)
    for kind in choices(description):
        sizes = chosen.usual(domain(description, kind), axes, targets.usual)
        if sizes is not None:
            return _Ground(description, source, kind, sizes, axes, targets)
    return None


def _calls(ground: _Ground, family: str, asked: Iterable[_Asked]) -> Iterator[Call]:
    seen = set()
    for one in islice(asked, MOST_CALLS):
        kind, sizes = one.shape
        made = call(ground.description, kind, sizes, ground.source, family, one.pattern, one.dtypes)
        if made.identity not in seen:
            seen.add(made.identity)
            yield made


def _smallest(ground: _Ground) -> Found:
    """Arrays without elements, where there can be any, and with one."""
    inside = domain(ground.description, ground.kind)
    arrays = [option for option in ground.kind if isinstance(option, ArrayOf)]
    patterns: tuple[Pattern, ...] = ("distinct", "random", "negative")
    for wanted, id, about in ((0, "empty", "arrays without elements"), (1, "one_element", "arrays with one element")):
        found = chosen.near(inside, dict.fromkeys(inside.ranges, wanted))
        counts = [value(product(option.axes), found) for option in arrays] if found else []
        if wanted == 0 and 0 in counts:
            yield id, about, [_Asked((ground.kind, found or {}))]
        if wanted == 1 and arrays:
            small = (id, about) if set(counts) == {1} else ("smallest", "the smallest sizes")
            yield *small, [_Asked((ground.kind, found or {}), pattern) for pattern in patterns]


def _oblong(ground: _Ground) -> Found:
    arrays = [option for option in ground.kind if isinstance(option, ArrayOf) and len(set(option.axes)) > 1]
    axes = dict.fromkeys(axis for option in arrays for axis in option.axes)
    inside = domain(ground.description, ground.kind)
    flat = {**ground.sizes, **dict.fromkeys(axes, 2)}
    side = ground.targets.long
    long = (
        chosen.held(inside, {axis: side}) for axis in axes if inside.ranges[axis][0] <= side <= inside.ranges[axis][1]
    )
    found = [nearest(one, flat, Budget(chosen.STEPS)) for one in long]
    yield "oblong", "arrays that are not square", [_Asked((ground.kind, sizes)) for sizes in found if sizes]


def _dtypes(ground: _Ground) -> Found:
    free = [option for option in ground.kind if isinstance(option, ArrayOf) and not option.dtype]
    known = {**dict.fromkeys(domain(ground.description, ground.kind).absent, 0), **ground.sizes}
    shape = (ground.kind, ground.sizes)
    if not free:
        return
    patterns: tuple[Pattern, ...] = ("distinct", "random")
    yield "float64", "float64 arrays", [_Asked(shape, pattern, ("float64",)) for pattern in patterns]
    yield "float32", "float32 arrays", [_Asked(shape, pattern, ("float32",)) for pattern in patterns]
    if all(admits(option, known, "int64") for option in free):
        yield "integers", "arrays of integers", [_Asked(shape, pattern, ("int64",)) for pattern in patterns]
        if len(free) > 1:
            mixed = (("int64", "float64"), ("float64", "int64"), ("float32", "int64"))
            yield "mixed", "arrays of different dtypes", [_Asked(shape, "distinct", dtypes) for dtypes in mixed]


def _large(ground: _Ground) -> Found:
    """Values far from 0, or as far from each other as narrow bounds let them be."""
    known = {**dict.fromkeys(domain(ground.description, ground.kind).absent, 0), **ground.sizes}
    options = [option for option in ground.kind if isinstance(option, ArrayOf | FloatOf) and _numeric(option)]
    if not options:
        return
    wide = [option for option in options if _width(option, known) > NARROW]
    patterns: tuple[Pattern, ...] = ("large", "negative") if any(map(may_be_negative, options)) else ("large",)
    asked = [_Asked((ground.kind, sizes), pattern) for sizes in _usual_and_larger(ground) for pattern in patterns]
    if not wide:
        yield "extreme_values", "the least and the largest values", asked
    elif any(map(may_be_negative, wide)):
        yield "large_values", "large and negative values", asked
    else:
        yield "large_values", "large values", asked


def _numeric(option: ArrayOf | FloatOf) -> bool:
    return isinstance(option, FloatOf) or option.dtype != "bool"


def _width(option: ArrayOf | FloatOf, sizes: Sizes) -> float:
    """How far apart values may be."""
    array = option if isinstance(option, ArrayOf) else ArrayOf((), least=option.least, most=option.most)
    low, high = limits(array, sizes, array.dtype or "float64")
    return LARGE if low is None or high is None else high - low


def _masks(ground: _Ground) -> Found:
    if any(isinstance(option, ArrayOf) and option.dtype == "bool" for option in ground.kind):
        patterns: tuple[Pattern, ...] = ("all", "none", "distinct", "random")
        asked = [_Asked((ground.kind, ground.sizes), pattern) for pattern in patterns]
        yield "masks", "masks of all, none and some", asked


def _ties(ground: _Ground) -> Found:
    arrays = [option for option in ground.kind if isinstance(option, ArrayOf) and option.sorted != "strictly"]
    if any(map(_numeric, arrays)):
        patterns: tuple[Pattern, ...] = ("ties", "alike")
        asked = [_Asked((ground.kind, sizes), pattern) for sizes in _usual_and_larger(ground) for pattern in patterns]
        yield "ties", "values some of which are alike, or 0", asked


def _usual_and_larger(ground: _Ground) -> Iterator[Sizes]:
    yield ground.sizes
    larger = chosen.usual(domain(ground.description, ground.kind), ground.axes, ground.targets.larger)
    if larger is not None:
        yield larger


def _defaults(ground: _Ground) -> Found:
    """The last arguments left out: one, two, and so on."""
    for kind in kinds(ground.description):
        absent = [
            argument.name
            for argument, option in zip(ground.description.arguments, kind, strict=True)
            if isinstance(option, Fixed) and option.left_out
        ]
        if absent and kind[: -len(absent)] == ground.kind[: -len(absent)]:
            about = " and ".join(", ".join(absent).rsplit(", ", 1))
            yield f"without_{absent[0]}", f"{about} left out", list(_usual(ground, kind))


def _choices(ground: _Ground) -> Found:
    """Each choice of an argument that has several; None, where it may be given, is one."""
    for place, argument in enumerate(ground.description.arguments):
        several = [option for option in options(argument) if not (isinstance(option, Fixed) and option.left_out)]
        ids = [_slug(option) for option in several]
        for number, option in enumerate(several if len(several) > 1 else []):
            kind = (*ground.kind[:place], option, *ground.kind[place + 1 :])
            id = ids[number] if ids.count(ids[number]) == 1 else f"{ids[number]}_{number + 1}"
            yield f"{argument.name}_{id}", f"{argument.name} {_word(option)}", list(_usual(ground, kind))


def _edges(ground: _Ground) -> Found:
    """Sizes that only just meet a condition, and numbers as large as they may be."""
    found = []
    for kind in choices(ground.description):
        if not left_out(kind):
            for edge in chosen.edges(domain(ground.description, kind), ground.axes):
                sizes = chosen.usual(edge, ground.axes, ground.targets.usual)
                found += [_Asked((kind, sizes))] if sizes is not None else []
    yield "edges", "sizes that are only just allowed", found


def _larger(ground: _Ground) -> Found:
    if not ground.sizes:
        return
    found = []
    for kind in choices(ground.description):
        if not left_out(kind):
            sizes = chosen.usual(domain(ground.description, kind), ground.axes, ground.targets.larger)
            found += [_Asked((kind, sizes), "random")] if sizes is not None else []
    yield "larger", "larger sizes", found


def _various(ground: _Ground) -> Found:
    """Sizes by chance: among many of them, those that differ from the least are few in each small call."""
    if not ground.sizes:
        return
    several = [kind for kind in choices(ground.description) if not left_out(kind)]
    found = []
    for number in range(DRAWN):
        kind = several[number % len(several)]
        sizes = chosen.drawn(domain(ground.description, kind), ground.axes, generator(ground.source, f"sizes {number}"))
        found += [_Asked((kind, sizes), "random" if number % 2 else "distinct")] if sizes else []
    found.sort(key=lambda asked: (max(asked.shape[1].values()), sum(asked.shape[1].values())))
    yield "various_sizes", "various sizes", found


def _usual(ground: _Ground, kind: Kind) -> Iterator[_Asked]:
    sizes = chosen.usual(domain(ground.description, kind), ground.axes, ground.targets.usual)
    if sizes is not None:
        yield _Asked((kind, sizes))
        if any(isinstance(option, ArrayOf | FloatOf) for option in kind):
            yield _Asked((kind, sizes), "random")


def _word(option: Option) -> str:
    match option:
        case ArrayOf():
            return "as an array"
        case IntegerOf():
            return "as an integer"
        case FloatOf():
            return "as a number"
        case PairOf():
            return "as a pair"
    return f"= {one_line(repr(option.value), MOST_SHOWN)}"


def _slug(option: Option) -> str:
    words = _word(option).removeprefix("as an ").removeprefix("as a ")
    return re.sub(r"[^a-z0-9]+", "_", words.lower())[:MOST_SHOWN].strip("_") or "other"


_MAKERS: tuple[Callable[[_Ground], Found], ...] = (
    _smallest,
    _dtypes,
    _large,
    _oblong,
    _masks,
    _ties,
    _defaults,
    _choices,
    _edges,
    _various,
    _larger,
)
