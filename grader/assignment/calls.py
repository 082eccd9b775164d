"""From a table `[[tasks.calls]]` to a call of the assignment's own."""

import math
from collections.abc import Iterator
from typing import Any

from checks.exercises.families import COMMON
from checks.model.arguments import (
    AnyOf,
    Argument,
    ArrayOf,
    DataOf,
    EitherOf,
    FloatOf,
    Form,
    Given,
    IntegerOf,
    Member,
    Members,
    OwnCall,
    PairOf,
    RandomOf,
    TupleOf,
    Written,
    flat,
)
from checks.printable import one_line
from grader.assignment.words import ProblemError, is_number, is_whole, joined, kind, quoted, table, unknown

TEXTS = ("family", "about", "title", "full")
"""What is said of a call, beside its arguments: no argument has one of these names."""
FAMILY, ABOUT = "own", "calls that the assignment names"
MOST_VALUES = 39_200_000  # of random arrays: as many as there are pixels in 50000 images of 28x28
_DEEPEST = 8  # axes of an array that is written out
_SIGNED, _UNSIGNED = "int", "uint"


def call(number: int, raw: Any, arguments: tuple[Argument, ...]) -> OwnCall:
    """One call, of arguments that the task has, each of a form that it takes.

    Raises:
        ProblemError: it is another one.
    """
    place = f"calls[{number}]"
    texts = {name: _text(joined(place, name), table(place, raw)[name]) for name in TEXTS if name in table(place, raw)}
    family = texts.get("family", FAMILY)
    if family in COMMON:
        raise ProblemError(f"{place}.family", f"expected another name: {quoted(family)} is {COMMON[family]}")
    known = {argument.name: argument for argument in arguments}
    for name in raw:
        if name not in known and name not in TEXTS:
            raise ProblemError(joined(place, name), unknown("argument", name, tuple(known)))
    for name, argument in known.items():
        if name not in raw and not argument.optional:
            raise ProblemError(joined(place, name), "missing; expected a value, since the argument has no default")
    given = tuple((name, _given(joined(place, name), raw[name], known[name])) for name in known if name in raw)
    full = texts.get("full", "")
    if full and not any(isinstance(value, DataOf) for _, each in given for value in flat(each)):
        raise ProblemError(f"{place}.full", "expected an argument { data = ... } beside it")
    return OwnCall(given, family, texts.get("about", ABOUT), texts.get("title", usual_title(number)), full)


def usual_title(number: int) -> str:
    """What a call is called that has no title."""
    return f"call {number + 1}"


def random_values(calls: tuple[OwnCall, ...]) -> int:
    """How many random values the calls are given; an axis of 0 does not make the others small."""
    return sum(
        math.prod(max(1, length) for length in value.shape)
        for each in calls
        for _, given in each.arguments
        for value in flat(given)
        if isinstance(value, RandomOf)
    )


def _text(place: str, raw: Any) -> str:
    if not isinstance(raw, str):
        raise ProblemError(place, f"expected a string, got {kind(raw)}")
    if not raw.strip() or one_line(raw) != raw:
        raise ProblemError(place, f"expected one line of at most 200 characters, got {quoted(raw)}")
    return raw


def _given(place: str, raw: Any, argument: Argument) -> Given:
    """The first of the forms that the argument may have which the value has; of a tuple that of each member."""
    if isinstance(argument.form, TupleOf):
        return _tuple(place, raw, argument.form)
    return _member(place, raw, argument)


def _member(place: str, raw: Any, argument: Argument) -> Member:
    if isinstance(argument.form, AnyOf):
        raise ProblemError(place, "not for an argument that is any = true: its calls are made by `inputs` alone")
    for form in sorted(forms(argument.form), key=lambda form: isinstance(form, ArrayOf)):  # which refuses by itself
        found = _of(form, raw, place)
        if found is not None:
            return found
    raise ProblemError(place, f"expected {_expected(argument)}, got {_shown(raw)}")


def _tuple(place: str, raw: Any, form: TupleOf) -> Members:
    if not isinstance(raw, list) or len(raw) != len(form.members):
        got = f"a list of {len(raw)}" if isinstance(raw, list) else _shown(raw)
        raise ProblemError(place, f"expected a list of {len(form.members)} members, got {got}")
    pairs = enumerate(zip(raw, form.members, strict=True))
    return Members(tuple(_member(f"{place}[{number}]", each, Argument("", member)) for number, (each, member) in pairs))


def forms(form: Form) -> tuple[Any, ...]:
    """What a value may be: each of the choices, or the form itself."""
    return form.choices if isinstance(form, EitherOf) else (form,)


def _of(form: Any, raw: Any, place: str) -> Member:
    """The value where it has this form, else None."""
    match form:
        case ArrayOf() if isinstance(raw, dict):
            return _source(form, raw, place)
        case ArrayOf() if isinstance(raw, list):
            return _written(form, raw, place)
        case IntegerOf() if is_whole(raw):
            return raw  # type: ignore[no-any-return]
        case FloatOf() if is_number(raw):
            return float(raw)
        case PairOf() if isinstance(raw, list) and len(raw) == 2 and all(map(is_whole, raw)):
            return tuple(raw)
        case str() | bool() | int() | float() if type(form) is type(raw) and form == raw:
            return raw
    return None


def _source(form: ArrayOf, raw: dict[str, Any], place: str) -> Member:
    match raw:
        case {"data": str(name), **more} if not more:
            return DataOf(name)
        case {"random": list(shape), **more} if not more:
            if len(shape) != len(form.axes) or not all(is_whole(length) and length >= 0 for length in shape):
                raise ProblemError(f"{place}.random", f"expected the lengths of {_axes(form)}, got {_shown(shape)}")
            if form.dtype and not form.dtype.startswith("float"):
                raise ProblemError(f"{place}.random", f"expected values of {form.dtype} written out, or data")
            return RandomOf(tuple(shape))
    raise ProblemError(place, 'expected { data = "name" } or { random = [3, 4] }')


def _written(form: ArrayOf, raw: list[Any], place: str) -> Written:
    shape, values = tuple(_shape(raw)), tuple(_values(raw))
    numbers = all(map(is_number, values)) or all(isinstance(value, bool) for value in values)
    if len(shape) > _DEEPEST or math.prod(shape) != len(values) or not numbers or not _regular(raw, shape):
        raise ProblemError(place, "expected lists of the same length of numbers, or of true and false")
    if len(shape) != len(form.axes):
        raise ProblemError(place, f"expected an array with the axes {_axes(form)}, got one with {len(shape)}")
    if not all(_of_dtype(value, form.dtype) for value in values):
        raise ProblemError(place, f"expected values of {form.dtype}")
    return Written(shape, values, form.dtype)


def _shape(raw: Any) -> Iterator[int]:
    """The lengths of the first list, of the first one in it, and so on."""
    while isinstance(raw, list):
        yield len(raw)
        raw = raw[0] if raw else None


def _regular(raw: Any, shape: tuple[int, ...]) -> bool:
    if not shape:
        return not isinstance(raw, list)
    return isinstance(raw, list) and len(raw) == shape[0] and all(_regular(each, shape[1:]) for each in raw)


def _values(raw: Any) -> Iterator[Any]:
    if not isinstance(raw, list):
        yield raw
        return
    for each in raw:
        yield from _values(each)


def _of_dtype(value: bool | int | float, dtype: str) -> bool:
    """Whether a value of this dtype can be written so."""
    if dtype == "bool" or isinstance(value, bool):
        return isinstance(value, bool) and dtype in ("bool", "")
    if dtype.startswith(_UNSIGNED):
        return isinstance(value, int) and 0 <= value < 2 ** int(dtype.removeprefix(_UNSIGNED))
    if dtype.startswith(_SIGNED):
        half = 2 ** (int(dtype.removeprefix(_SIGNED)) - 1)
        return isinstance(value, int) and -half <= value < half
    return True


def _expected(argument: Argument) -> str:
    words = [_words(form) for form in forms(argument.form)]
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]


def _words(form: Any) -> str:
    match form:
        case ArrayOf():
            return "an array, data or random values"
        case IntegerOf():
            return "an integer"
        case FloatOf():
            return "a number"
        case PairOf():
            return "a list of two integers"
        case str():
            return quoted(form)
    return str(form).lower()


def _axes(form: ArrayOf) -> str:
    return " ".join(form.axes)


def _shown(raw: Any) -> str:
    return quoted(raw) if isinstance(raw, str) else kind(raw)
