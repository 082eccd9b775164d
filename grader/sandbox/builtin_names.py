"""The builtins that a student's file has: Python's own but for what makes code out of text, and what opens files.

The check `capabilities` refuses these where the text names them, and such a file is run as it is, for what else is to
be said of it. Whoever reaches for one in a way that the text does not show does not find it: this is the second
opinion. numpy and Python's own modules keep theirs.
"""

import ast
import builtins
import types
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

LACKING = ("eval", "exec", "compile", "open", "breakpoint")


class GivenBuiltins:
    """Makes the `__builtins__` of each file, a dict of its own."""

    def __init__(self) -> None:
        self._kept = {name: value for name, value in vars(builtins).items() if name not in LACKING}
        self._kept["__import__"] = self._import
        self._module = types.ModuleType("builtins", builtins.__doc__)
        vars(self._module).update(self._kept)

    def of(self, data: bytes) -> dict[str, Any]:
        """What a file is given: of what is lacking the names that stand in its text outside of the main block."""
        words = [name for name in LACKING if name.encode() in data]
        return {**self._kept, **{name: getattr(builtins, name) for name in set(words) & set(_named(data, words))}}

    def _import(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> types.ModuleType:
        """Python's own `__import__`, but that it hands out no builtins that are lacking."""
        found = builtins.__import__(name, globals, locals, fromlist or (), level)
        return self._module if found is builtins else found


def _named(data: bytes, words: list[str]) -> Iterator[str]:
    """The names in a text outside of whatever stands under a condition on `__name__`, if one of these words may be."""
    for statement in ast.parse(data).body if words else ():
        if not (isinstance(statement, ast.If) and "__name__" in _names(statement.test)):
            yield from _names(statement)


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
