"""Whether a call is one that a description allows."""

from collections.abc import Iterator, Mapping
from itertools import islice

import numpy as np

from checks.exercises.inputs.constants import of_number_form, same
from checks.exercises.inputs.expressions import expression, value
from checks.exercises.inputs.kinds import Fixed, Kind, Option, domain, options, sizes_of
from checks.exercises.inputs.search import Sizes
from checks.exercises.inputs.sizes import meets
from checks.exercises.inputs.values import limits
from checks.model import Array, Value
from checks.model.arguments import Argument, ArrayOf, Bound, Constant, Description, FloatOf, IntegerOf, PairOf

MOST_READINGS = 64  # of one call
ABSENT = object()


def fits(description: Description, arguments: Mapping[str, Value]) -> bool:
    """Whether the arguments are what the description says, with sizes and values that meet it."""
    if not {argument.name for argument in description.arguments}.issuperset(arguments):
        return False
    readings = _readings(description.arguments, arguments, (), {})
    return any(_meets(description, arguments, kind, sizes) for kind, sizes in islice(readings, MOST_READINGS))


def of_form(form: ArrayOf | IntegerOf | FloatOf | PairOf, given: object) -> bool:
    """Whether a value has the type that the form asks for, and an array its dtype and number of axes."""
    if not isinstance(form, ArrayOf):
        return of_number_form(form, given)
    if not isinstance(given, np.ndarray) or given.ndim != len(form.axes):
        return False
    return given.dtype.name == form.dtype if form.dtype else given.dtype.kind in "iuf"


def _readings(
    left: tuple[Argument, ...], arguments: Mapping[str, Value], kind: Kind, sizes: Sizes
) -> Iterator[tuple[Kind, Sizes]]:
    """The kinds of call that this may be, with its sizes: of what an argument may be, several may have the type."""
    if not left:
        yield kind, sizes
        return
    argument, *others = left
    given = arguments.get(argument.name, ABSENT)
    for option in options(argument):
        found = _sizes_of(argument, option, given)
        if found is not None and all(sizes.get(name, size) == size for name, size in found):
            both = {**sizes, **dict(found)}
            if len(both) == len({*sizes.items(), *found}):
                yield from _readings(tuple(others), arguments, (*kind, option), both)


def _sizes_of(argument: Argument, option: Option, given: object) -> list[tuple[str, int]] | None:
    """The sizes that the argument has if it is what the option says; None if it is something else."""
    if not isinstance(option, Fixed):
        return list(_own_sizes(option, given)) if of_form(option, given) else None
    if option.left_out:
        return list(_default_sizes(argument, option.value)) if given is ABSENT else None
    return [] if given is not ABSENT and same(option.value, given) else None


def _meets(description: Description, arguments: Mapping[str, Value], kind: Kind, sizes: Sizes) -> bool:
    inside = domain(description, kind)
    known = {**dict.fromkeys(inside.absent, 0), **sizes}
    return (
        inside.ranges.keys() == sizes.keys()
        and meets(inside, sizes)
        and all(
            _values_fit(option, arguments[argument.name], known)
            for argument, option in zip(description.arguments, kind, strict=True)
            if not isinstance(option, Fixed)
        )
    )


def _default_sizes(argument: Argument, default: Constant) -> Iterator[tuple[str, int]]:
    for option in options(argument):
        if not isinstance(option, Fixed | ArrayOf | FloatOf) and of_form(option, default):
            yield from _own_sizes(option, default)
            return


def _own_sizes(form: ArrayOf | IntegerOf | FloatOf | PairOf, given: object) -> Iterator[tuple[str, int]]:
    if isinstance(given, np.ndarray):
        yield from zip(sizes_of(form), given.shape, strict=True)
    elif isinstance(given, tuple):
        yield from zip(sizes_of(form), given, strict=True)
    elif isinstance(form, IntegerOf) and isinstance(given, int):
        yield form.size, given


def _values_fit(option: Option, given: Value, sizes: Sizes) -> bool:
    if isinstance(option, FloatOf) and isinstance(given, int | float):
        return _above(given, option.least, sizes) and _above(-given, option.most, sizes, -1)
    if not isinstance(option, ArrayOf) or not isinstance(given, np.ndarray):
        return True
    low, high = limits(option, sizes, given.dtype.name)
    return (
        bool(np.all(np.isfinite(given)))
        and (low is None or bool(np.all(given >= low)))
        and (high is None or bool(np.all(given <= high)))
        and _sorted(option, given)
    )


def _above(number: float, bound: Bound | None, sizes: Sizes, sign: int = 1) -> bool:
    return bound is None or number >= sign * value(expression(bound), sizes)


def _sorted(form: ArrayOf, given: Array) -> bool:
    if not form.sorted or not given.ndim:
        return True
    before, after = given[..., :-1], given[..., 1:]
    return bool(np.all(before < after if form.sorted == "strictly" else before <= after))
