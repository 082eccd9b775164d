"""The small calls of a description: every combination of small sizes, the smallest first."""

import hashlib
import heapq
from collections.abc import Iterator
from itertools import cycle

import numpy as np
from msgspec import Struct

from checks.exercises.inputs import values
from checks.exercises.inputs.kinds import Fixed, Kind, Option, domain, kinds, left_out, names_of_sizes
from checks.exercises.inputs.search import MORE, Budget, Domain, Sizes, in_order
from checks.exercises.inputs.values import Pattern
from checks.model import Value
from checks.model.arguments import Argument, ArrayOf, Description, EitherOf, FloatOf, IntegerOf, PairOf
from checks.printable import one_line

SMALL = "small"
MOST_SHAPES = 400
RANDOM_EACH = 4  # of so many shapes one is asked with numbers that are not whole, too
EVERY_PATTERN = 40  # so many of the first shapes are asked with each pattern
EVERY_LARGE = 12  # so many with large values, too


class Source(Struct, frozen=True):
    """What random values depend on, beside the call itself: the seed and the task's id."""

    seed: int
    task: str


class Call(Struct, frozen=True, eq=False):
    """One call: its arguments by name, in order, without those that are left out; the sizes that it was made from.

    `identity` tells it from all others of the task, and fixes its values together with the seed and the task. Where it
    is `extreme`, its values may lie outside of what the function is defined for.
    """

    identity: str
    sizes: dict[str, int]
    arguments: dict[str, Value]
    extreme: bool = False


Shape = tuple[Kind, Sizes]


def small_calls(description: Description, source: Source, most: int = MOST_SHAPES) -> tuple[Call, ...]:
    """A call for each of the first shapes, `most` at the most, and further values for some of them."""
    return tuple(
        call(description, kind, sizes, source, SMALL, pattern)
        for number, (kind, sizes) in enumerate(shapes(description, most))
        for pattern in _patterns(kind, number)
    )


def shapes(description: Description, most: int = MOST_SHAPES) -> list[Shape]:
    """The first kinds and sizes: by the largest size, then by their sum, then by the kind.

    The largest size exceeds the least one that there can be by MORE, and by more than that only where there is a size
    that would otherwise have one value in all calls.
    """
    budget = Budget()
    every = [(kind, domain(description, kind)) for kind in kinds(description)]
    found: list[Shape] = []
    lacking = {name for _, inside in every for name, (low, high) in inside.ranges.items() if low < high}
    first: Sizes = {}
    least: int | None = None
    ordered = [_ordered(place, kind, inside, budget) for place, (kind, inside) in enumerate(every)]
    for (largest, _), _, kind, sizes in heapq.merge(*ordered, key=lambda item: item[:2]):
        least = largest if least is None else least
        if len(found) == most or (largest > least + MORE and not lacking):
            break
        for name, size in sizes.items():
            if first.setdefault(name, size) != size:
                lacking.discard(name)
        found.append((kind, sizes))
    return found


def call(
    description: Description,
    kind: Kind,
    sizes: Sizes,
    source: Source,
    purpose: str,
    pattern: Pattern = "distinct",
    dtypes: tuple[str, ...] = ("",),
) -> Call:
    """The call of this kind, with these sizes and values; arrays whose dtype is free have these, in turn."""
    known = {**dict.fromkeys(names_of_sizes(description), 0), **sizes}
    words = [f"{name}={size}" for name, size in sizes.items()]
    words += [_chosen(argument, option) for argument, option in zip(description.arguments, kind, strict=True)]
    identity = ", ".join([purpose, *filter(None, words), pattern, *filter(None, dtypes)])
    random = generator(source, identity)
    turn = cycle(dtypes)
    arguments: dict[str, Value] = {}
    for argument, option in zip(description.arguments, kind, strict=True):
        match option:
            case Fixed():
                if not option.left_out:
                    arguments[argument.name] = option.value
            case ArrayOf():
                arguments[argument.name] = values.array(option, known, pattern, random, option.dtype or next(turn))
            case IntegerOf():
                arguments[argument.name] = known[option.size]
            case PairOf(sizes=(one, other)):
                arguments[argument.name] = (known[one], known[other])
            case FloatOf():
                arguments[argument.name] = values.number(option, known, pattern, random)
    return Call(identity, sizes, arguments, extreme=pattern in values.EXTREME)


def _ordered(
    place: int, kind: Kind, inside: Domain, budget: Budget
) -> Iterator[tuple[tuple[int, int], tuple[int, int], Kind, Sizes]]:
    for key, sizes in in_order(inside, budget):
        yield key, (left_out(kind), place), kind, sizes


def _patterns(kind: Kind, number: int) -> tuple[Pattern, ...]:
    """The patterns of values that the shape with this number is asked with."""
    several: list[Pattern] = ["distinct"]
    early = number < EVERY_PATTERN
    filled = [option for option in kind if isinstance(option, ArrayOf | FloatOf)]
    if filled and (early or number % RANDOM_EACH == 0):
        several.append("random")
    if early and any(map(values.may_be_negative, filled)):
        several.append("negative")
    if early and filled:
        several.append("ties")
    if number < EVERY_LARGE and filled:
        several.append("large")
    return tuple(several)


def _chosen(argument: Argument, option: Option) -> str:
    """Which of its choices an argument has, where it has several."""
    if isinstance(option, Fixed):
        said = "left out" if option.left_out else f"= {one_line(repr(option.value))}"
        return f"{argument.name} {said}"
    if isinstance(argument.form, EitherOf):
        return f"{argument.name} choice {argument.form.choices.index(option) + 1}"
    return ""


def generator(source: Source, identity: str) -> np.random.Generator:
    """Random numbers that depend on nothing else than these."""
    text = f"{source.seed}\0{source.task}\0{identity}".encode("utf-8", "surrogatepass")
    return np.random.default_rng(int.from_bytes(hashlib.blake2b(text, digest_size=16).digest()))
