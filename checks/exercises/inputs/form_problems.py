"""What is wrong with what one argument may be: its names, its bounds, its default."""

from collections.abc import Iterator

from checks.exercises.inputs.constants import of_number_form, same
from checks.exercises.inputs.expressions import Condition, Expression, ExpressionError, expression, names
from checks.exercises.inputs.kinds import DTYPES, forms, names_of_sizes, sizes_of, whole
from checks.exercises.inputs.words import MOST_TEXT, NUMBER, is_name, is_number, quoted, shown, unknown
from checks.model.arguments import (
    AnyOf,
    Argument,
    ArrayOf,
    Bound,
    Description,
    EitherOf,
    FloatOf,
    IntegerOf,
    PairOf,
    Simple,
    TupleOf,
)
from checks.printable import one_line

MOST_CHOICES, MOST_AXES = 16, 8

Problems = Iterator[tuple[str, str]]


def form_problems(place: str, argument: Argument, description: Description) -> Problems:
    """Yield key, from `place` on, and problem of what an argument may be."""
    assert not isinstance(argument.form, TupleOf), "a description is taken apart first"
    if isinstance(argument.form, AnyOf):
        return
    if not isinstance(argument.form, EitherOf):
        yield from _simple(place, argument.form, description)
        return
    given = argument.form.choices
    if not 1 <= len(given) <= MOST_CHOICES:
        yield f"{place}.either", f"expected 1 to {MOST_CHOICES} choices, got {len(given)}"
        return
    for index, choice in enumerate(given):
        inside = f"{place}.either[{index}]"
        if any(same(choice, other) for other in given[:index]):
            yield inside, "expected another choice, an earlier one is the same"
        if isinstance(choice, Simple):
            yield from _simple(inside, choice, description)
        elif isinstance(choice, str) and len(choice) > MOST_TEXT:
            yield inside, f"expected at most {MOST_TEXT} characters, got {len(choice)}"
        elif isinstance(choice, int | float) and not is_number(choice):
            yield inside, NUMBER.format(shown(choice))


def _simple(place: str, form: Simple, description: Description) -> Problems:
    for word, name in _named(form):
        if not is_name(name):
            yield f"{place}.{word}", f"expected a name such as n, got {quoted(name)}"
    if isinstance(form, FloatOf) and form.name in names_of_sizes(description):
        yield f"{place}.float", f"expected a name of its own, {quoted(form.name)} is a size"
    if isinstance(form, PairOf) and form.sizes[0] == form.sizes[1]:
        yield f"{place}.pair", f"expected two different names, got {quoted(' '.join(form.sizes))}"
    if isinstance(form, ArrayOf):
        yield from _array(place, form)
    bounds = [(word, bound) for word, bound in (("least", form.least), ("most", form.most)) if bound is not None]
    for word, bound in bounds:
        for problem in _bound(bound, form, description):
            yield f"{place}.{word}", problem
            return
    yield from _between(place, form)


def _named(form: Simple) -> list[tuple[str, str]]:
    word = {ArrayOf: "array", IntegerOf: "integer", PairOf: "pair"}.get(type(form), "float")
    return [(word, name) for name in ((form.name,) if isinstance(form, FloatOf) else sizes_of(form))]


def _array(place: str, form: ArrayOf) -> Problems:
    if len(form.axes) > MOST_AXES:
        yield f"{place}.array", f"expected at most {MOST_AXES} axes, got {len(form.axes)}"
    if form.dtype and form.dtype not in DTYPES:
        yield f"{place}.dtype", unknown("dtype", form.dtype, DTYPES)
        return
    if form.sorted and (not form.axes or form.dtype == "bool"):
        yield f"{place}.sorted", f"expected no order of {'true and false' if form.axes else 'an array without axes'}"
    if form.dtype == "bool" and (form.least is not None or form.most is not None):
        yield f"{place}.{'most' if form.least is None else 'least'}", "expected no bound for true and false"


def _bound(bound: Bound, form: Simple, description: Description) -> Iterator[str]:
    if isinstance(bound, str):
        try:
            yield from unknown_sizes(expression(bound), description)
        except ExpressionError as error:
            yield str(error)
    elif not is_number(bound):
        yield NUMBER.format(shown(bound))
    elif bound != int(bound) and (isinstance(form, IntegerOf | PairOf) or _of_integers(form)):
        yield f"expected a whole number, got {shown(bound)}"


def _of_integers(form: Simple) -> bool:
    return isinstance(form, ArrayOf) and bool(form.dtype) and form.dtype in DTYPES and whole(form.dtype) is not None


def _between(place: str, form: Simple) -> Problems:
    least, most = form.least, form.most
    if isinstance(form, IntegerOf | PairOf) and least is None:
        least = 0
    if isinstance(least, int | float) and isinstance(most, int | float) and least > most:
        said = f"least = {shown(least)}" if form.least is not None else "0, which is the least where nothing is said"
        yield f"{place}.most", f"expected no less than {said}, got {shown(most)}"
    if not isinstance(form, ArrayOf) or not form.dtype or form.dtype not in DTYPES:
        return
    held = whole(form.dtype)
    if held is None or form.dtype == "bool":
        return
    for word, bound in (("least", form.least), ("most", form.most)):
        if isinstance(bound, int | float) and not held[0] <= bound <= held[1]:
            yield f"{place}.{word}", f"expected {held[0]} to {held[1]}, which {form.dtype} holds, got {shown(bound)}"


def may_be_default(argument: Argument) -> bool:
    """Whether the default is something that the argument may be."""
    default = argument.default
    if default is None:
        return argument.none
    if isinstance(argument.form, AnyOf):
        return True
    if isinstance(argument.form, EitherOf) and any(same(choice, default) for choice in argument.form.choices):
        return True
    return any(
        not isinstance(form, ArrayOf) and of_number_form(form, default) and _is_within(form, default)
        for form in forms(argument)
    )


def _is_within(form: Simple, default: object) -> bool:
    """Whether a default lies between the bounds that are numbers."""
    least = 0 if form.least is None and not isinstance(form, FloatOf) else form.least
    members = default if isinstance(default, tuple) else (default,)
    return all(
        is_number(member)
        and (not isinstance(least, int | float) or least <= member)
        and (not isinstance(form.most, int | float) or member <= form.most)
        for member in members
    )


def wanted(argument: Argument) -> str:
    """What a default may be, in words."""
    words: list[str] = []
    if isinstance(argument.form, EitherOf):
        words += [shown(choice) for choice in argument.form.choices if not isinstance(choice, Simple)]
    for form in forms(argument):
        what = {IntegerOf: "an integer", FloatOf: "a number", PairOf: "two integers"}.get(type(form))
        if what:
            least = 0 if form.least is None and not isinstance(form, FloatOf) else form.least
            bounds = [
                f"{word} {shown(bound)}" for word, bound in (("least", least), ("most", form.most)) if bound is not None
            ]
            words.append(f"{what} ({', '.join(bounds)})" if bounds else what)
    return one_line(" or ".join(words) or "none: an array has no default but None")


def unknown_sizes(of: Expression | Condition, description: Description) -> Iterator[str]:
    """Say which names are no sizes."""
    known = names_of_sizes(description)
    for name in names(of):
        if name not in known:
            yield unknown("size", name, known)
