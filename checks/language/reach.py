"""What of a file a function of it cannot reach: the bodies of functions that belong to somebody else."""

import ast
from collections.abc import Iterator

from checks.language.syntax import Span, is_main_block, span_of

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


def out_of_reach(module: ast.Module, function: str) -> tuple[Span, ...]:
    """Where the bodies of the top-level functions lie that neither this one nor the import of the file can run.

    A name that stands in a text counts as reached, and where a function could be called without its name, all are.
    """
    words = {statement: frozenset(_words(statement)) for statement in module.body}
    if any(_REACHES_ALL & found for found in words.values()):
        return ()
    functions = [statement for statement in module.body if isinstance(statement, ast.FunctionDef)]
    waiting = {function}.union(*(_words_at_import(statement) for statement in module.body))
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
        match node:
            case ast.Name(id=word) | ast.Attribute(attr=word):
                yield word
            case ast.Constant(value=str(text)):
                yield from text.replace(".", " ").split()
            case ast.alias(name=name):
                yield from name.split(".")
