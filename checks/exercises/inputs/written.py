"""What is wrong with a description as it is written, without a look at the calls, which takes a little while."""

from collections.abc import Iterator

from checks.exercises.inputs.bundles import SEPARATOR
from checks.exercises.inputs.expressions import LARGEST_NUMBER, ExpressionError, conditions
from checks.exercises.inputs.form_problems import form_problems, may_be_default, unknown_sizes, wanted
from checks.exercises.inputs.kinds import (
    MOST_VALUES,
    axes_of,
    names_of_sizes,
)
from checks.exercises.inputs.words import NUMBER, is_name, key, quoted, shown, unknown
from checks.model.arguments import Argument, Axis, Description

MOST_ARGUMENTS, MOST_SIZES, MOST_CONDITIONS = 20, 24, 30

Problems = Iterator[tuple[str, str]]


def written_problems(description: Description) -> Problems:
    """Yield key and problem of what is written and cannot be used; keys are those of a task."""
    found = list(_too_many(description))
    yield from found
    for rule in (_arguments, _axes, _where) if not found else ():
        yield from rule(description)


def _too_many(description: Description) -> Problems:
    if not description.arguments:
        yield "arguments", "expected at least one argument"
    if len(description.arguments) > MOST_ARGUMENTS:
        yield "arguments", f"expected at most {MOST_ARGUMENTS} arguments, got {len(description.arguments)}"
    elif len(names_of_sizes(description)) > MOST_SIZES:
        yield "arguments", f"expected at most {MOST_SIZES} different sizes, got {len(names_of_sizes(description))}"
    if len(description.where) > MOST_CONDITIONS:
        yield "where", f"expected at most {MOST_CONDITIONS} conditions, got {len(description.where)}"


def _arguments(description: Description) -> Problems:
    earlier: list[Argument] = []
    for argument in description.arguments:
        place = f"arguments.{key(argument.name)}"
        if not is_name(argument.name.partition(SEPARATOR)[0]):
            yield place, f"expected a Python name, got {quoted(argument.name)}"
        if any(other.name == argument.name for other in earlier):
            yield place, "expected a name of its own, an earlier argument has this one"
        optional = next((other for other in earlier if other.optional), None)
        if optional is not None and not argument.optional:
            yield place, f"expected a default, since {optional.name} before it has one"
        earlier.append(argument)
        yield from form_problems(place, argument, description)
        if argument.optional and not may_be_default(argument):
            yield f"{place}.default", f"expected {wanted(argument)}, got {shown(argument.default)}"


def _axes(description: Description) -> Problems:
    known = axes_of(description)
    for axis in description.axes:
        place = f"axes.{key(axis.name)}"
        if axis.name not in known:
            yield place, unknown("axis", axis.name, sorted(known))
        else:
            yield from _axis(place, axis)


def _axis(place: str, axis: Axis) -> Problems:
    if not 0 <= axis.least <= MOST_VALUES:
        yield f"{place}.least", f"expected 0 to {MOST_VALUES}, got {shown(axis.least)}"
    elif axis.most is not None and axis.most < axis.least:
        yield f"{place}.most", f"expected no less than least = {axis.least}, got {shown(axis.most)}"
    elif axis.most is not None and axis.most > LARGEST_NUMBER:
        yield f"{place}.most", NUMBER.format(shown(axis.most))


def _where(description: Description) -> Problems:
    for index, text in enumerate(description.where):
        try:
            for condition in conditions(text):
                for problem in unknown_sizes(condition, description):
                    yield f"where[{index}]", problem
        except ExpressionError as error:
            yield f"where[{index}]", str(error)
