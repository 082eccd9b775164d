"""The structure of a program: what is left when names, documentation, comments, annotations and layout are taken away.

Two files of one structure do the same steps in the same order. Most right solutions of 20 lines look alike, so it is a
place to look, never a verdict.
"""

import ast
import hashlib
from collections.abc import Iterable, Iterator

from msgspec import Struct

from checks.language.scopes import Scope, Scopes, scopes

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


class HandedOut(Struct, frozen=True):
    """What students were given: its statements, and the functions whose first lines stand in it.

    `kinds` are the statements' types and sizes, by which most of others' are known not to be among them.
    """

    statements: frozenset[bytes] = frozenset()
    kinds: frozenset[tuple[str, int]] = frozenset()
    functions: frozenset[str] = frozenset()


NONE_GIVEN = HandedOut()


def structure(module: ast.Module, given: HandedOut = NONE_GIVEN) -> Structure:
    """The structure of a program, given as Python's own tree, without the statements that students were given."""
    walk = _Walk(scopes(module), given, _sizes(module) if given.statements else {})
    return Structure(_digest(walk.tokens(module)), walk.statements)


def handed_out(modules: Iterable[ast.Module]) -> HandedOut:
    """What students are given by these programs."""
    statements, kinds, functions = set(), set(), set()
    for module in modules:
        sizes = _sizes(module)
        walk = _Walk(scopes(module), NONE_GIVEN, sizes)
        for node, scope in walk.everything(module):
            if isinstance(node, ast.stmt):
                statements.add(walk.alone(node, scope))
                kinds.add((type(node).__name__, sizes[node]))
            if isinstance(node, ast.FunctionDef):
                functions.add(node.name)
    return HandedOut(frozenset(statements), frozenset(kinds), frozenset(functions))


def _digest(tokens: Iterable[str]) -> bytes:
    return hashlib.sha256("\0".join(tokens).encode("utf-8", "surrogatepass")).digest()[:16]


def _sizes(module: ast.Module) -> dict[ast.AST, int]:
    """How many nodes there are from each on downwards."""
    sizes: dict[ast.AST, int] = {}
    for node in reversed(list(ast.walk(module))):
        sizes[node] = 1 + sum(sizes[child] for child in ast.iter_child_nodes(node))
    return sizes


class _Walk:
    """One walk in the order of the source, with an explicit stack. A name is told as the number of its first mention,
    in each scope anew; one that the file does not bind, such as a builtin, as itself."""

    def __init__(self, found: Scopes, given: HandedOut, sizes: dict[ast.AST, int]) -> None:
        self._scopes, self._given, self._sizes = found, given, sizes
        self._numbers: dict[tuple[Scope, str], int] = {}
        self.statements = 0

    def tokens(self, start: ast.AST, scope: Scope | None = None) -> Iterator[str]:
        """Yield what is left of a program, or of one statement in it."""
        for item, _ in self.everything(start, scope):
            if isinstance(item, ast.AST):
                self.statements += isinstance(item, ast.stmt) and not self._begins_as_given(item)
                yield f"({'Assign' if isinstance(item, ast.AnnAssign) else type(item).__name__}"
            else:
                yield str(item)

    def everything(self, start: ast.AST, scope: Scope | None = None) -> Iterator[tuple[object, Scope]]:
        """Yield the nodes and texts in their order, each with the scope that it stands in."""
        stack: list[tuple[object, Scope]] = [(start, scope or self._scopes.module)]
        while stack:
            item, scope = stack.pop()
            if not isinstance(item, ast.AST):
                yield item, scope
            elif not _only_declares(item) and not self._is_given(item, scope):
                yield item, scope
                inner = self._scopes.inside.get(item, scope)
                stack.append((")", scope))
                stack.extend((part, inner) for part in reversed(list(self._parts(item, scope))))

    def alone(self, statement: ast.stmt, scope: Scope) -> bytes:
        """What one statement is, whatever stands before it."""
        return _digest(_Walk(self._scopes, NONE_GIVEN, {}).tokens(statement, scope))

    def _is_given(self, node: ast.AST, scope: Scope) -> bool:
        if not isinstance(node, ast.stmt) or (type(node).__name__, self._sizes.get(node, 0)) not in self._given.kinds:
            return False
        return self.alone(node, scope) in self._given.statements

    def _begins_as_given(self, node: ast.stmt) -> bool:
        return isinstance(node, ast.FunctionDef) and node.name in self._given.functions

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
