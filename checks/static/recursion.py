"""Which functions of a file call themselves, directly or by way of each other.

A function that is only mentioned counts as called: handing `f` to a helper that calls it is recursion too.
A function that shares its name with numpy's (`def pad(x): return np.pad(x, 1)`) does not call itself.
"""

import ast
from collections.abc import Iterator

from msgspec import Struct

from checks.language.names import Names, is_read
from checks.language.scopes import FUNCTIONS, Definition, Function, Scope
from checks.language.syntax import Span, within


class Circle(Struct, frozen=True, eq=False):
    """Functions that call each other in a circle, and the place of the first such call."""

    functions: tuple[Function, ...]
    node: ast.expr

    @property
    def titles(self) -> tuple[str, ...]:
        """The functions' names."""
        return tuple("lambda" if isinstance(node, ast.Lambda) else node.name for node in self.functions)


_HARMLESS = tuple(
    f"builtins.{name}" for name in ("getattr", "hasattr", "setattr", "print", "repr", "str", "id", "type", "isinstance")
)
_Calls = dict[Function, dict[Function, ast.expr]]


def circles(names: Names, skipped: tuple[Span, ...]) -> Iterator[Circle]:
    """Every circle of calls once, leaving out what stands in the skipped spans."""
    calls = _calls(names, skipped)
    _drop_dead_ends(calls)
    while calls:
        path = [next(iter(calls))]
        while (following := next(iter(calls[path[-1]]))) not in path:
            path.append(following)
        circle = path[path.index(following) :]
        yield Circle(functions=tuple(circle), node=calls[circle[0]][circle[1 % len(circle)]])
        for function in circle:
            del calls[function]
        _drop_dead_ends(calls)


def _calls(names: Names, skipped: tuple[Span, ...]) -> _Calls:
    """Who calls whom, and where first."""
    calls: _Calls = {}
    called = {node.func for node in names.meanings if isinstance(node, ast.Call)}
    owners = set(_only_looked_at(names))
    for node in names.meanings:
        if not isinstance(node, ast.expr) or node in owners or not (is_read(node) or isinstance(node, ast.Lambda)):
            continue
        caller = _function(names.scopes.of[node])
        if caller is None or within(node.lineno, node.col_offset, skipped):
            continue
        for definition in names.definitions(node):
            for function in _functions(definition, node, node in called, names):
                calls.setdefault(caller, {}).setdefault(function, node)
    return calls


def _only_looked_at(names: Names) -> Iterator[ast.expr]:
    """Where a function is named and cannot be called: `f.count`, `print(f)`."""
    for node in names.meanings:
        if isinstance(node, ast.Attribute):
            yield node.value
        elif isinstance(node, ast.Call) and any(name in _HARMLESS for name in names.dotted(node.func)):
            yield from node.args


def _function(scope: Scope | None) -> Function | None:
    while scope and not isinstance(scope.node, FUNCTIONS):
        scope = scope.parent
    return scope.node if scope and isinstance(scope.node, FUNCTIONS) else None


def _functions(definition: Definition, node: ast.expr, called: bool, names: Names) -> Iterator[Function]:
    """What runs when a definition is called: a class's constructor, an instance's `__call__`."""
    if isinstance(definition, FUNCTIONS):
        yield definition
    elif called and isinstance(definition, ast.ClassDef):
        makes = isinstance(node, ast.Name) and node.id == definition.name
        for name in ("__init__", "__new__") if makes else ("__call__",):
            for binding in names.scopes.inside[definition].bindings.get(name, []):
                if isinstance(binding.value, FUNCTIONS):
                    yield binding.value


def _drop_dead_ends(calls: _Calls) -> None:
    """Leave only functions from which calls can go on for ever."""
    callers: dict[Function, list[Function]] = {}
    for caller, following in calls.items():
        for function in following:
            callers.setdefault(function, []).append(caller)
    ended = [function for function in {*calls, *callers} if not calls.get(function)]
    while ended:
        function = ended.pop()
        calls.pop(function, None)
        for caller in callers.get(function, []):
            following = calls.get(caller, {})
            if following.pop(function, None) and not following:
                ended.append(caller)
