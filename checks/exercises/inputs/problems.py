"""What is wrong with a description: the key, and what was expected there, in one line."""

from collections.abc import Iterator

from checks.exercises.inputs.calls import MOST_SHAPES, shapes
from checks.exercises.inputs.expressions import LARGEST_NUMBER, ExpressionError, conditions
from checks.exercises.inputs.fitting import same
from checks.exercises.inputs.form_problems import form_problems, may_be_default, unknown_sizes, wanted
from checks.exercises.inputs.kinds import (
    MOST_VALUES,
    Fixed,
    Option,
    axes_of,
    choices,
    domain,
    forms,
    names_of_sizes,
    sizes_of,
)
from checks.exercises.inputs.search import MUCH_MORE
from checks.exercises.inputs.sizes import first
from checks.exercises.inputs.words import NUMBER, is_name, key, quoted, shown, unknown
from checks.model.arguments import Argument, Axis, Description, EitherOf
from checks.printable import one_line

MOST_ARGUMENTS, MOST_SIZES, MOST_CONDITIONS = 20, 24, 30

Problems = Iterator[tuple[str, str]]


def problems(description: Description) -> Problems:
    """Yield key and problem of everything that cannot be used; keys are those of a task.

    What can be asked is looked at where nothing else is wrong.
    """
    for rule in (written_problems, _possible, _reached):
        found = list(rule(description))
        yield from found
        if found:
            return


def written_problems(description: Description) -> Problems:
    """The same of what is written, without a look at the calls, which takes a little while."""
    found = list(_too_many(description))
    yield from found
    for rule in (_arguments, _axes, _where) if not found else ():
        yield from rule(description)


# --- what is there -------------------------------------------------------------------------------


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
        if not is_name(argument.name):
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


# --- what can be asked ---------------------------------------------------------------------------


def _possible(description: Description) -> Problems:
    """That there is a call of every kind."""
    found = [(kind, first(domain(description, kind))) for kind in choices(description)]
    if all(sizes is None for _, sizes in found):
        least = [low for kind, _ in found for low, _ in domain(description, kind).ranges.values()]
        said = f"no sizes up to {max(least, default=0) + MUCH_MORE} meet"
        if description.where:
            asked = ", ".join(quoted(text) for text in description.where[:3])
            yield (
                "where",
                one_line(f"{said} {asked}{' ...' if len(description.where) > 3 else ''}, and the bounds", 400),
            )
        else:
            yield "arguments", f"{said} the bounds, with at most {MOST_VALUES} values in an array"
        return
    base = next(kind for kind, sizes in found if sizes is not None)
    for kind, sizes in found:
        if sizes is not None:
            continue
        argument, option = next(
            (argument, option)
            for argument, option, other in zip(description.arguments, kind, base, strict=True)
            if option != other
        )
        place = f"arguments.{key(argument.name)}{_chosen(argument, option)}"
        yield place, "no call is possible with this: no sizes meet `where` and the bounds"


def _chosen(argument: Argument, option: Option) -> str:
    """The key, within the argument's own, of one thing that it may be."""
    if isinstance(option, Fixed) and option.left_out:
        return ".default"
    if isinstance(option, Fixed) and option.value is None:
        return ".none"
    if not isinstance(argument.form, EitherOf):
        return ""
    choice = option.value if isinstance(option, Fixed) else option
    return f".either[{next(i for i, other in enumerate(argument.form.choices) if same(other, choice))}]"


def _reached(description: Description) -> Problems:
    """That the small calls reach a second value of each size that has one."""
    asked = shapes(description, MOST_SHAPES)
    lacking: dict[str, tuple[int, int]] = {}
    for kind in choices(description):
        for name, (low, high) in domain(description, kind).ranges.items():
            if low < high:
                lacking[name] = (low, high)
    for name in lacking:
        values = {sizes[name] for _, sizes in asked if name in sizes}
        if len(values) < 2:
            only = f"has one value, {values.pop()}, in" if values else "is in none of"
            yield (
                _place_of(name, description),
                (
                    f"{name} {only} the {len(asked)} small calls that are asked: "
                    "expected fewer sizes or choices, or conditions that more of the small sizes meet"
                ),
            )


def _place_of(size: str, description: Description) -> str:
    for argument in description.arguments:
        if any(size in sizes_of(form) for form in forms(argument)):
            return f"arguments.{key(argument.name)}"
    return "where"
