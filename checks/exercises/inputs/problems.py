"""What is wrong with a description: the key, and what was expected there, in one line."""

from checks.exercises.inputs.calls import MOST_SHAPES, shapes
from checks.exercises.inputs.constants import same
from checks.exercises.inputs.kinds import (
    MOST_VALUES,
    Fixed,
    Option,
    choices,
    domain,
    forms,
    sizes_of,
)
from checks.exercises.inputs.search import MUCH_MORE
from checks.exercises.inputs.sizes import first
from checks.exercises.inputs.words import key, quoted
from checks.exercises.inputs.written import Problems, written_problems
from checks.model.arguments import Argument, Description, EitherOf
from checks.printable import one_line


def problems(description: Description) -> Problems:
    """Yield key and problem of everything that cannot be used; keys are those of a task.

    What can be asked is looked at where nothing else is wrong.
    """
    for rule in (written_problems, _possible, _reached):
        found = list(rule(description))
        yield from found
        if found:
            return


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
