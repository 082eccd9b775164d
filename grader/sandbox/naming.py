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
    no name is given by place.
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
        return _by_place(function, parameters, given, by_name)
    return given, names


def _by_place(
    function: types.FunctionType, parameters: Sequence[str], given: list[Argument], by_name: dict[str, Argument]
) -> tuple[list[Argument], dict[str, Argument]]:
    """All of them by place, up to the last one that is given; what is left out between has the function's default."""
    defaults = function.__defaults__ or ()
    first = function.__code__.co_argcount - len(defaults)  # that has one
    last = max(parameters.index(name) for name in by_name)
    placed = list(given)
    for place, name in enumerate(parameters[len(given) : last + 1], len(given)):
        if name not in by_name and not 0 <= place - first < len(defaults):
            return given, by_name  # which Python refuses
        placed.append(by_name[name] if name in by_name else defaults[place - first])
    return placed, {}
