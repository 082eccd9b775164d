"""How a student's function is given its arguments: another name for a parameter than the task's is no mistake."""

import types
from collections.abc import Callable, Sequence

from grader.sandbox.request import Argument

VAR_POSITIONAL, VAR_KEYWORDS = 0x04, 0x08  # as inspect has them, whose import takes its time


def arranged(
    function: Callable[..., object], parameters: Sequence[str], given: list[Argument], by_name: dict[str, Argument]
) -> tuple[list[Argument], dict[str, Argument]]:
    """The arguments by place and by name as the function takes them; `parameters` are what the task calls them.

    A name that both have is the same parameter, wherever it stands; the others are taken in their order. What can have
    no name follows by place.
    """
    if not by_name or not isinstance(function, types.FunctionType) or function.__code__.co_flags & VAR_KEYWORDS:
        return given, by_name
    code = function.__code__
    own = code.co_varnames[len(given) : code.co_argcount + code.co_kwonlyargcount]
    unknown = [name for name in parameters[len(given) :] if name not in own]
    called = dict(zip(unknown, (name for name in own if name not in parameters), strict=False))
    names = {called.get(name, name): value for name, value in by_name.items()}
    nameless = code.co_flags & VAR_POSITIONAL and not names.keys() <= {*own}
    if nameless or code.co_posonlyargcount > len(given):
        return [*given, *by_name.values()], {}
    return given, names
