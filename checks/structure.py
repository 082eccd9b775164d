"""The structure of a program: what is left when names, documentation, comments, annotations and layout are taken away.

Two files of one structure do the same steps in the same order. Most right solutions of 20 lines look alike, so it is a
place to look, never a verdict.
"""

import ast
import hashlib
from collections.abc import Iterator

from msgspec import Struct

from checks.scopes import Scope, scopes

_DOCUMENTED = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_PASSED_OVER = frozenset({"annotation", "returns", "type_comment", "type_ignores", "ctx", "kind", "simple"})
_NAMES = frozenset(
    {(ast.Name, "id"), (ast.arg, "arg"), (ast.FunctionDef, "name"), (ast.AsyncFunctionDef, "name"),
     (ast.ClassDef, "name"), (ast.ExceptHandler, "name"), (ast.MatchAs, "name"), (ast.MatchStar, "name"),
     (ast.MatchMapping, "rest"), (ast.Global, "names"), (ast.Nonlocal, "names")}
)  # fmt: skip


class Structure(Struct, frozen=True):
    """A digest that is the same for the same structure, and how many statements there are."""

    digest: bytes
    statements: int


def structure(module: ast.Module) -> Structure:
    """The structure of a program, given as Python's own tree."""
    walk = _Walk(module)
    digest = hashlib.sha256("\0".join(walk.tokens()).encode("utf-8", "surrogatepass")).digest()[:16]
    return Structure(digest, walk.statements)


class _Walk:
    """One walk in the order of the source, with an explicit stack. A name is told as the number of its first mention,
    in each scope anew; one that the file does not bind, such as a builtin, as itself."""

    def __init__(self, module: ast.Module) -> None:
        self._scopes = scopes(module)
        self._numbers: dict[tuple[Scope, str], int] = {}
        self._module = module
        self.statements = 0

    def tokens(self) -> Iterator[str]:
        """Yield what is left of the program."""
        stack: list[tuple[object, Scope]] = [(self._module, self._scopes.module)]
        while stack:
            item, scope = stack.pop()
            if not isinstance(item, ast.AST):
                yield str(item)
            elif not _only_declares(item):
                self.statements += isinstance(item, ast.stmt)
                inner = self._scopes.inside.get(item, scope)
                yield f"({'Assign' if isinstance(item, ast.AnnAssign) else type(item).__name__}"
                stack.append((")", scope))
                stack.extend((part, inner) for part in reversed(list(self._parts(item, scope))))

    def _parts(self, node: ast.AST, scope: Scope) -> Iterator[object]:
        """What is to be told of a node: nodes below it, and texts."""
        if isinstance(node, ast.alias):
            yield node.name
            yield self._name(node.asname or node.name.partition(".")[0], scope)
            return
        where = self._scopes.of.get(node, scope)
        for field, value in ast.iter_fields(node):
            if field in _PASSED_OVER:
                continue
            values = value if isinstance(value, list) else [value]
            if field == "body" and isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
                values = values[1:]
            yield field.removesuffix("s")  # an annotated assignment has one target, a plain one has targets
            for each in values:
                named = (type(node), field) in _NAMES and isinstance(each, str)
                yield each if isinstance(each, ast.AST) else self._name(each, where) if named else repr(each)

    def _name(self, name: str, scope: Scope) -> str:
        home: Scope | None = scope
        while home is not None and name not in home.bindings:
            home = home.parent
        if home is None:
            return name
        return str(self._numbers.setdefault((home, name), len(self._numbers)))


def _only_declares(node: ast.AST) -> bool:
    return isinstance(node, ast.AnnAssign) and node.value is None
