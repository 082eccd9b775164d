"""Tuples that are given: each member is described, made and searched like an argument of its own."""

from collections.abc import Mapping

import msgspec

from checks.model import Value
from checks.model.arguments import Argument, Description, TupleOf

SEPARATOR = ".tuple["


def apart(description: Description) -> Description:
    """The description in which each member of a tuple is an argument; what has no tuple is the same."""
    arguments = tuple(member for argument in description.arguments for member in _members(argument))
    return msgspec.structs.replace(description, arguments=arguments)


def together(arguments: Mapping[str, Value]) -> dict[str, Value]:
    """The arguments of a call of such a description as the function is given them."""
    found: dict[str, Value] = {}
    for name, value in arguments.items():
        whole, member, _ = name.partition(SEPARATOR)
        before = found.get(whole, ())
        assert isinstance(before, tuple)
        found[whole] = (*before, value) if member else value
    return found


def taken_apart(description: Description, arguments: Mapping[str, Value]) -> dict[str, Value]:
    """The arguments of a call as `apart` has them."""
    tuples = {argument.name for argument in description.arguments if isinstance(argument.form, TupleOf)}
    found: dict[str, Value] = {}
    for name, value in arguments.items():
        if name in tuples and isinstance(value, tuple):
            found |= {_name(name, number): member for number, member in enumerate(value)}
        else:
            found[name] = value
    return found


def _members(argument: Argument) -> tuple[Argument, ...]:
    if not isinstance(argument.form, TupleOf):
        return (argument,)
    return tuple(Argument(_name(argument.name, number), form) for number, form in enumerate(argument.form.members))


def _name(argument: str, number: int) -> str:
    return f"{argument}{SEPARATOR}{number}]"
