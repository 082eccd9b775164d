"""The kinds of call that a description has: which of its choices each argument takes, and what sizes that leaves."""

import math
from collections.abc import Iterator
from itertools import product as combinations

from msgspec import Struct

from checks.exercises.inputs.expressions import LARGEST_NUMBER, Condition, Expression, conditions, expression, product
from checks.exercises.inputs.search import Domain
from checks.model.arguments import (
    AnyOf,
    Argument,
    ArrayOf,
    Bound,
    Constant,
    Description,
    EitherOf,
    FloatOf,
    IntegerOf,
    PairOf,
    Simple,
    TupleOf,
)

MOST_KINDS = 16  # beyond which choices are not combined with one another
MOST_VALUES = 4000  # of an array
DTYPES = (
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64",
)  # fmt: skip


class Fixed(Struct, frozen=True):
    """What an argument is as it stands; one that is `left_out` is not in the call."""

    value: Constant
    left_out: bool = False


Option = Simple | Fixed
Kind = tuple[Option, ...]  # one for each argument


def kinds(description: Description) -> list[Kind]:
    """All kinds of call: each choice with each other one, or, where those are too many, one changed at a time.

    The first has every argument, and each first choice.
    """
    several = [list(options(argument)) for argument in description.arguments]
    combined = 1
    for found in several:
        combined *= len(found)
        if combined > 64 * MOST_KINDS:
            break
    all_kinds = [kind for kind in combinations(*several) if _is_call(kind)] if combined <= 64 * MOST_KINDS else []
    return all_kinds if 0 < len(all_kinds) <= MOST_KINDS else list(_one_changed(several))


def choices(description: Description) -> list[Kind]:
    """The first kind, and one for each other choice: what may lead a function through other lines."""
    return list(_one_changed([list(options(argument)) for argument in description.arguments]))


def options(argument: Argument) -> Iterator[Option]:
    """What an argument may be: each choice, None where it may be given, left out where it has a default."""
    assert not isinstance(argument.form, TupleOf | AnyOf), "no call is made of these"
    choices = argument.form.choices if isinstance(argument.form, EitherOf) else (argument.form,)
    for choice in choices:
        yield choice if isinstance(choice, Simple) else Fixed(choice)
    if argument.none:
        yield Fixed(None)
    if argument.optional:
        yield Fixed(argument.default, left_out=True)


def left_out(kind: Kind) -> int:
    """How many arguments are left out."""
    return sum(isinstance(option, Fixed) and option.left_out for option in kind)


def domain(description: Description, kind: Kind) -> Domain:
    """The sizes that calls of this kind have. A size that none of its arguments has is 0."""
    axes = {axis.name: (axis.least, LARGEST_NUMBER if axis.most is None else axis.most) for axis in description.axes}
    ranges: dict[str, tuple[int, int]] = {}
    limits: list[Condition] = []
    found: list[Condition] = [condition for text in description.where for condition in conditions(text)]
    for argument, option in zip(description.arguments, kind, strict=True):
        form, value = _described(argument, option)
        if isinstance(form, ArrayOf):
            for axis in form.axes:
                _narrow(ranges, axis, *axes.get(axis, (1, LARGEST_NUMBER)))
            found += _ordered(form)
            limits += _of_array(form)
        elif isinstance(form, IntegerOf | PairOf):
            for size, least, most in _members(form, value):
                _narrow(ranges, size, least, most)
                found += _between(size, form.least, form.most)
        elif isinstance(form, FloatOf):
            found += _ordered(form)
    absent = tuple(size for size in names_of_sizes(description) if size not in ranges)
    return Domain(ranges, absent, tuple(found), tuple(limits))


def axes_of(description: Description) -> frozenset[str]:
    """The names of all axes."""
    every_form = (form for argument in description.arguments for form in forms(argument))
    return frozenset(axis for form in every_form if isinstance(form, ArrayOf) for axis in form.axes)


def names_of_sizes(description: Description) -> tuple[str, ...]:
    """The names of all sizes, in the order in which they are first met."""
    found = (name for argument in description.arguments for form in forms(argument) for name in sizes_of(form))
    return tuple(dict.fromkeys(found))


def sizes_of(form: Simple) -> tuple[str, ...]:
    """The names of one form's sizes."""
    match form:
        case ArrayOf(axes=axes):
            return axes
        case IntegerOf(size=size):
            return (size,)
        case PairOf(sizes=pair):
            return pair
    return ()


def forms(argument: Argument) -> tuple[Simple, ...]:
    """What an argument may be, beside texts and numbers as they stand."""
    if isinstance(argument.form, TupleOf | AnyOf):
        return ()
    if not isinstance(argument.form, EitherOf):
        return (argument.form,)
    return tuple(choice for choice in argument.form.choices if isinstance(choice, Simple))


def whole(dtype: str) -> tuple[int, int] | None:
    """The least and the most that an integer or boolean dtype holds; None for floats."""
    if dtype == "bool":
        return 0, 1
    if not dtype or dtype.startswith("float"):
        return None
    values = 1 << int(dtype.lstrip("uint"))
    return (0, values - 1) if dtype.startswith("u") else (-values // 2, values // 2 - 1)


def _one_changed(every: list[list[Option]]) -> Iterator[Kind]:
    first = tuple(several[0] for several in every)
    yield first
    for place, several in enumerate(every):
        for option in several[1:]:
            kind = (*first[:place], option, *first[place + 1 :])
            if isinstance(option, Fixed) and option.left_out:  # and so are all behind it
                kind = (*first[:place], *(behind[-1] for behind in every[place:]))
            yield kind


def _is_call(kind: Kind) -> bool:
    """Whether only the last arguments are left out, as a call by position can."""
    absent = [isinstance(option, Fixed) and option.left_out for option in kind]
    return absent == sorted(absent)


def _described(argument: Argument, option: Option) -> tuple[Simple | None, Constant]:
    """The form of what is given, and its value where that is known, as it is of a default."""
    if not isinstance(option, Fixed):
        return option, None
    if option.left_out and not isinstance(option.value, bool | str | None):
        wanted = PairOf if isinstance(option.value, tuple) else IntegerOf
        return next((form for form in forms(argument) if isinstance(form, wanted)), None), option.value
    return None, None


def _members(form: IntegerOf | PairOf, value: Constant) -> Iterator[tuple[str, int, int]]:
    """Each size with the least and the most that numbers say of it."""
    names = sizes_of(form)
    known = value if isinstance(value, tuple) else (value,) * len(names)
    for name, number in zip(names, known, strict=True):
        if isinstance(number, int):
            yield name, number, number
        else:
            least = 0 if form.least is None else form.least
            yield (
                name,
                -LARGEST_NUMBER if isinstance(least, str) else math.ceil(least),
                LARGEST_NUMBER if form.most is None or isinstance(form.most, str) else math.floor(form.most),
            )


def _narrow(ranges: dict[str, tuple[int, int]], name: str, least: int, most: int) -> None:
    low, high = ranges.get(name, (least, most))
    ranges[name] = max(low, least), min(high, most)


def _between(size: str, least: Bound | None, most: Bound | None) -> Iterator[Condition]:
    if isinstance(least, str):
        yield Condition(expression(least), "<=", Expression((size,)))
    if isinstance(most, str):
        yield Condition(Expression((size,)), "<=", expression(most))


def _ordered(form: ArrayOf | FloatOf) -> Iterator[Condition]:
    """That there is something between the bounds, where these name sizes."""
    if form.least is not None and form.most is not None:
        yield Condition(expression(form.least), "<=", expression(form.most))


def _of_array(form: ArrayOf) -> Iterator[Condition]:
    """That the array is not too large, and that its dtype holds values for it."""
    if form.axes:
        yield Condition(product(form.axes), "<=", Expression((MOST_VALUES,)))
    held = whole(form.dtype)
    least, most = form.least, form.most
    if held is None:
        if form.sorted == "strictly" and form.axes and least is not None and most is not None:
            between = (*expression(most).steps, *expression(least).steps, "-")
            yield Condition(Expression((form.axes[-1],)), "<=", Expression((*between, MOST_VALUES, "*", 1, "+")))
        return
    if least is not None:
        yield Condition(expression(least), "<=", Expression((held[1],)))
    if most is not None:
        yield Condition(expression(most), ">=", Expression((held[0],)))
    if form.sorted == "strictly" and form.axes:
        low = expression(held[0] if least is None else least)
        high = expression(held[1] if most is None else most)
        room = Expression((*high.steps, *low.steps, "-", 1, "+"))
        yield Condition(Expression((form.axes[-1],)), "<=", room)
