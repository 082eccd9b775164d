"""Names that a file reads and nothing gives a value to, each with the one that is meant, where one is near."""

import ast
import builtins
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from checks.language.scopes import RETURNED, Scope, scopes

MOST, MOST_NAMES, LONGEST = 20, 200, 40  # that are looked at: no person has more, or longer ones
OF_MODULES = frozenset(("__name__", "__file__", "__doc__", "__spec__", "__loader__", "__package__", "__builtins__"))
BUILTINS = tuple(name for name in dir(builtins) if name[0] != "_")


def meant(module: ast.Module) -> dict[str, str]:
    """The name that is meant, by the one that stands there."""
    found = scopes(module)
    unknown: dict[str, Scope] = {}
    for node, scope in found.of.items():
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and _is_unknown(node.id, scope):
            unknown.setdefault(node.id, scope)
    if found.stars or len(unknown) > MOST:
        return {}  # any name may come with a star
    pairs = ((name, get_close_matches(name, _near(scope), n=1)) for name, scope in unknown.items())
    return {name: matches[0] for name, matches in pairs if matches}


def _is_unknown(name: str, scope: Scope) -> bool:
    known = name in OF_MODULES or hasattr(builtins, name) or len(name) > LONGEST
    return not known and not any(name in names for names in _visible(scope))


def _near(scope: Scope) -> list[str]:
    names = dict.fromkeys(name for names in _visible(scope) for name in names if name != RETURNED)
    return [*[name for name in names if len(name) <= LONGEST][:MOST_NAMES], *BUILTINS]


def _visible(scope: Scope) -> Iterator[Mapping[str, object]]:
    """What has a value in a scope and around it, the innermost first; functions do not see a class around them."""
    inner: Scope | None = scope
    while inner is not None:
        if inner is scope or not inner.is_class:
            yield inner.bindings
            yield inner.elsewhere
        inner = inner.parent
