"""What of a file a function of it cannot reach: the bodies of functions and methods that belong to somebody else."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Set

from checks.language.syntax import Span, is_main_block, span_of, within

# With one of these a function can be called whose name stands nowhere in the text.
_REACHES_ALL = frozenset(
    (
        *("globals", "locals", "vars", "eval", "exec", "compile", "getattr", "setattr", "attrgetter", "methodcaller"),
        *("dir", "get_field", "get_type_hints", "resolve_name", "locate", "importlib", "modules", "inspect", "gc"),
        *("pickle", "runpy", "_getframe", "tb_frame", "gi_frame", "f_back", "f_globals", "f_locals"),
        *("__subclasses__", "__dict__", "__globals__", "__builtins__", "builtins"),
        *("__build_class__", "__import__", "__getattribute__", "__loader__", "__spec__"),
    )
)
_IMPORTS = frozenset(("__import__",))  # by which a file whose name begins with a number is imported
# Decorators that keep the function nowhere but under its own name.
_KEEPS_NOTHING = frozenset((("numpy", "errstate"), ("functools", "cache"), ("functools", "lru_cache")))


def names_in(module: ast.Module, skipped: tuple[Span, ...]) -> frozenset[str] | None:
    """All that may name a function of another file, outside of what is skipped; None where it needs no name for it."""
    nodes = (node for node in ast.walk(module) if not _is_within(node, skipped))
    found = frozenset(word for node in nodes for word in _words_of(node))
    return None if (_REACHES_ALL - _IMPORTS) & found else found


def _is_within(node: ast.AST, spans: tuple[Span, ...]) -> bool:
    return isinstance(node, ast.expr | ast.stmt | ast.alias) and within(node.lineno, node.col_offset, spans)


def out_of_reach(module: ast.Module, wanted: Set[str]) -> tuple[Span, ...]:
    """Where the bodies of the top-level functions, and of the methods of plain classes, lie that neither those that are
    wanted nor the import of the file can run.

    A name that stands in a text counts as reached, and where a function could be called without its name, all are.
    """
    words = {statement: frozenset(_words(statement)) for statement in module.body}
    if any(_REACHES_ALL & found for found in words.values()):
        return ()
    bound = Counter(_bound(module))
    functions = [statement for statement in module.body if isinstance(statement, ast.FunctionDef)]
    classes = [each for each in module.body if isinstance(each, ast.ClassDef) and _is_plain(each, bound)]
    others = [statement for statement in module.body if statement not in classes]
    waiting = {*wanted}.union(*map(_words_at_import, others), *map(_words_at_import, _methods(classes)))
    waiting |= {each.name for each in functions if _is_passed_on(each, module)}
    definitions: list[ast.FunctionDef | ast.ClassDef] = [*functions, *classes]
    reached: set[str] = set()
    while waiting:
        reached |= waiting
        waiting = set().union(*(words[each] for each in definitions if _names(each) & waiting)) - reached
    unnamed = [each for each in classes if not _names(each) & reached]
    left = [*(each for each in functions if not _names(each) & reached), *_methods(unnamed)]
    return tuple(span_of(each.body) for each in left)


def _methods(classes: list[ast.ClassDef]) -> list[ast.FunctionDef]:
    return [each for node in classes for each in node.body if isinstance(each, ast.FunctionDef)]


def _is_plain(node: ast.ClassDef, bound: Counter[str]) -> bool:
    """Whether nothing but its own name leads to a class: it has no base, decorator or value that could pass it on."""
    bases = node.bases and not (isinstance(node.bases[0], ast.Name) and node.bases[0].id == "object")
    if bases or len(node.bases) > 1 or node.keywords or node.decorator_list or bound["object"] or bound["*"]:
        return False
    return all(_is_method(each, bound) or _is_idle(each) for each in node.body)


def _is_method(statement: ast.stmt, bound: Counter[str]) -> bool:
    """Whether it defines a method, which Python's own decorators alone are given."""
    return isinstance(statement, ast.FunctionDef) and all(
        isinstance(each, ast.Name) and each.id in ("staticmethod", "classmethod", "property") and not bound[each.id]
        for each in statement.decorator_list
    )


def _is_idle(statement: ast.stmt) -> bool:
    """Whether a statement is a docstring, or does nothing."""
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def _names(definition: ast.FunctionDef | ast.ClassDef) -> set[str]:
    """What a function or class can be called by: within a class `C`, `__g` is `_C__g`."""
    name = definition.name
    private = re.finditer("(?=__)", name[1:]) if name.startswith("_") else ()
    return {name, *(name[1 + found.start() :] for found in private)}


def _is_passed_on(function: ast.FunctionDef, module: ast.Module) -> bool:
    """Whether somebody else can call a function unnamed: what decorates it, or Python, as it does with `__getattr__`
    of a module."""
    special = function.name.startswith("__") and function.name.endswith("__")
    return special or not all(_keeps_nothing(each, module) for each in function.decorator_list)


def _keeps_nothing(decorator: ast.expr, module: ast.Module) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    match called:
        case ast.Name(id=root):
            names = [root]
        case ast.Attribute(value=ast.Name(id=root), attr=attribute):
            names = [root, attribute]
        case _:
            return False
    bound = list(_bound(module))
    alone = sum(bound.count(name) for name in (*names, "*")) == 1  # the import, and nothing that makes it another
    return alone and _imported(root, module, names[1:]) in _KEEPS_NOTHING


def _imported(root: str, module: ast.Module, attributes: list[str]) -> tuple[str, ...]:
    """The dotted name that a name and its attribute stand for, by what the file imports; empty for none."""
    for statement in module.body:
        for alias in statement.names if isinstance(statement, ast.Import | ast.ImportFrom) else ():
            if (alias.asname or alias.name) == root:
                within = [statement.module or ""] if isinstance(statement, ast.ImportFrom) else []
                return (*within, alias.name, *attributes)
    return ()


def _bound(module: ast.Module) -> Iterator[str]:
    """Every name and attribute that is given a value, once for each time that it is."""
    for node in ast.walk(module):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.Attribute(attr=name, ctx=ast.Store() | ast.Del()):
                yield name
            case ast.alias(name=name, asname=other):
                yield other or name.partition(".")[0]
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.MatchAs() | ast.ExceptHandler():
                yield node.name or ""
            case ast.MatchStar(name=name) | ast.MatchMapping(rest=name):
                yield name or ""


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
            yield from re.findall(r"\w+", text)
        case ast.MatchClass(kwd_attrs=names):
            yield from names
        case ast.alias(name=name):
            yield from name.split(".")
