"""What of a file a function of it cannot reach: the bodies of functions that belong to somebody else."""

import ast
from collections.abc import Iterator, Set

from checks.language.syntax import Span, is_main_block, span_of, within

# With one of these a function can be called whose name stands nowhere in the text.
_REACHES_ALL = frozenset(
    (
        *("globals", "locals", "vars", "eval", "exec", "compile", "getattr", "attrgetter", "methodcaller", "dir"),
        *(
            "__dict__",
            "__globals__",
            "f_globals",
            "__builtins__",
            "__import__",
            "importlib",
            "modules",
            "inspect",
            "gc",
        ),
    )
)
_IMPORTS = frozenset(("__import__",))  # by which a file whose name begins with a number is imported


def names_in(module: ast.Module, skipped: tuple[Span, ...]) -> frozenset[str] | None:
    """All that may name a function of another file, outside of what is skipped; None where it needs no name for it."""
    nodes = (node for node in ast.walk(module) if not _is_within(node, skipped))
    found = frozenset(word for node in nodes for word in _words_of(node))
    return None if (_REACHES_ALL - _IMPORTS) & found else found


def _is_within(node: ast.AST, spans: tuple[Span, ...]) -> bool:
    return isinstance(node, ast.expr | ast.stmt | ast.alias) and within(node.lineno, node.col_offset, spans)


def out_of_reach(module: ast.Module, wanted: Set[str]) -> tuple[Span, ...]:
    """Where the bodies of the top-level functions lie that neither those that are wanted nor the import of the file can
    run.

    A name that stands in a text counts as reached, and where a function could be called without its name, all are.
    """
    words = {statement: frozenset(_words(statement)) for statement in module.body}
    if any(_REACHES_ALL & found for found in words.values()):
        return ()
    functions = [statement for statement in module.body if isinstance(statement, ast.FunctionDef)]
    waiting = {*wanted}.union(*(_words_at_import(statement) for statement in module.body))
    reached: set[str] = set()
    while waiting:
        reached |= waiting
        waiting = set().union(*(words[each] for each in functions if each.name in waiting)) - reached
    return tuple(span_of(each.body) for each in functions if each.name not in reached)


def _words_at_import(statement: ast.stmt) -> set[str]:
    """The words of what runs when the file is imported: of a function its decorators, defaults and annotations."""
    if isinstance(statement, ast.FunctionDef):
        parts: list[ast.AST] = [*statement.decorator_list, statement.args, *filter(None, [statement.returns])]
    elif isinstance(statement, ast.If) and is_main_block(statement):
        parts = [statement.test, *statement.orelse]
    else:
        parts = [statement]
    return {word for part in parts for word in _words(part)}


def _words(part: ast.AST) -> Iterator[str]:
    """All that may name something: names, attributes, texts and what is imported."""
    for node in ast.walk(part):
        yield from _words_of(node)


def _words_of(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=word) | ast.Attribute(attr=word):
            yield word
        case ast.Constant(value=str(text)):
            yield from text.replace(".", " ").split()
        case ast.alias(name=name):
            yield from name.split(".")
