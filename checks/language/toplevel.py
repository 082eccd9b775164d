"""The statements that run when a file is imported, in the order they are written, and what they bind."""

import ast
from collections.abc import Iterator

from checks.language.syntax import is_main_block

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

# With any of these a name can appear that no assignment in the text shows.
_NAME_MAKERS = frozenset({"globals", "vars", "locals", "exec", "setattr", "__dict__"})


def statements(body: list[ast.stmt]) -> Iterator[tuple[ast.stmt, bool]]:
    """Yield each statement with whether it stands inside another one (`if`, `try`, `with` ...).

    What a function, a class or the main block holds is left out: importing the file does not run it,
    or binds its names elsewhere.
    """
    waiting = [(statement, False) for statement in reversed(body)]
    while waiting:
        statement, inside = waiting.pop()
        yield statement, inside
        waiting.extend((inner, True) for inner in reversed(_inner(statement)))


def last_bindings(module: ast.Module, name: str) -> list[ast.stmt]:
    """Return the statements that may give `name` its last value: the last sure one and later ones."""
    found: list[ast.stmt] = []
    for statement, inside in statements(module.body):
        if name in _names(statement):
            if not inside:
                found.clear()
            found.append(statement)
    return found


def may_appear(module: ast.Module, name: str) -> bool:
    """Tell whether the name may be bound in a way that only running the file shows."""
    for node in ast.walk(module):
        match node:
            case ast.Name(id=word) | ast.Attribute(attr=word) if word in _NAME_MAKERS:
                return True
            case ast.FunctionDef(name="__getattr__"):
                return True
            case ast.ImportFrom(names=[ast.alias(name="*")]):
                return True
            case ast.Global(names=names) if name in names:
                return True
            case ast.MatchAs(name=word) | ast.MatchStar(name=word) if word == name:
                return True
    return False


def _inner(statement: ast.stmt) -> list[ast.stmt]:
    if isinstance(statement, Definition):
        return []
    if isinstance(statement, ast.If) and is_main_block(statement):
        return statement.orelse
    inner: list[ast.stmt] = []
    for child in ast.iter_child_nodes(statement):
        if isinstance(child, ast.stmt):
            inner.append(child)
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            inner.extend(child.body)
    return inner


def _names(statement: ast.stmt) -> set[str]:
    """Return the names that a statement binds; of a compound one, those that its own line binds."""
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            return {alias.asname or alias.name.partition(".")[0] for alias in aliases}
        case ast.If() | ast.While():
            parts: list[ast.AST] = [statement.test]
        case ast.For() | ast.AsyncFor():
            parts = [statement.target, statement.iter]
        case ast.With() | ast.AsyncWith():
            parts = list(statement.items)
        case ast.Try() | ast.TryStar() | ast.Match():
            parts = []
        case _:
            parts = [statement]
    nodes = (node for part in parts for node in ast.walk(part))
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
