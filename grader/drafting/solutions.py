"""From the bytes of a model solution to the function in it that becomes a task. Read, and never run."""

import ast
import re
import warnings
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from checks.exercises.inputs.written import MOST_ARGUMENTS
from checks.language.syntax import parse
from checks.language.toplevel import Function
from checks.model import Source, Syntax
from checks.printable import one_line

LARGEST = 2**18
"""Bytes of a model solution that is read."""
_NUMBERED = re.compile(r"^\d+[-_]")

_Function = ast.FunctionDef | ast.AsyncFunctionDef
Chosen = Literal["named", "only", "file", "last"]


class DraftError(Exception):
    """No draft can be made; the message is one line that names the file."""


class Solution(Struct, frozen=True, eq=False):
    """A model solution: the file's name and bytes, its text, the function, and by what that was chosen.

    `others` are the functions that could have been taken.
    """

    file: str
    data: bytes
    syntax: Syntax
    function: ast.FunctionDef
    chosen: Chosen
    others: tuple[str, ...] = ()


def read(file: str, data: bytes, function: str = "") -> Solution:
    """Read a model solution; `function` names the one that is asked for, if somebody named one.

    Raises:
        DraftError: it cannot become a task.
    """
    shown = one_line(file)
    if not re.fullmatch(r"[^/\\\0]+\.py", file) or shown != file:
        raise DraftError(f"{shown}: expected a file whose name ends with .py, as students will call theirs")
    if len(data) > LARGEST:
        raise DraftError(f"{shown}: larger than {LARGEST // 2**10} KiB, too large for a model solution")
    syntax = _syntax(shown, file, data)
    found, chosen, others = _chosen(shown, file, syntax.module, function)
    problem = _problem(found)
    if problem or isinstance(found, ast.AsyncFunctionDef):
        raise DraftError(f"{shown}: {one_line(found.name, 80)} {problem}")
    return Solution(file, data, syntax, found, chosen, others)


def _syntax(shown: str, file: str, data: bytes) -> Syntax:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DraftError(f"{shown}: line {line}: not UTF-8 text") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return parse(Source(file, data, "", executable=False))
    except SyntaxError as error:
        raise DraftError(f"{shown}: line {error.lineno or 1}: does not parse: {one_line(error.msg)}") from None
    except (ValueError, MemoryError, RecursionError) as error:
        said = str(error) if isinstance(error, ValueError) else "nested too deeply"
        raise DraftError(f"{shown}: does not parse: {one_line(said)}") from None


def _chosen(shown: str, file: str, module: ast.Module, name: str) -> tuple[_Function, Chosen, tuple[str, ...]]:
    every = {node.name: node for node in module.body if isinstance(node, Function)}  # the last of each name
    public = {name: node for name, node in every.items() if not name.startswith("_")}
    known = one_line(", ".join(every), 400)
    if name:
        if name not in every:
            there = f"; the functions are {known}" if every else ""
            raise DraftError(f"{shown}: there is no function {one_line(name, 80)} at its top level{there}")
        return every[name], "named", tuple(public)
    if not public:
        private = f"; name one of {known}: --solution FILE:FUNCTION" if every else ""
        raise DraftError(f"{shown}: no function at its top level that students could write{private}")
    able = {name: node for name, node in public.items() if not _problem(node)} or public
    stem = file.removesuffix(".py")
    for named in (stem, _NUMBERED.sub("", stem)):
        if named in able:
            return able[named], "file" if len(public) > 1 else "only", tuple(public)
    documented = [node for node in able.values() if ast.get_docstring(node)]
    last = max(documented or able.values(), key=lambda node: node.lineno)
    return last, "last" if len(public) > 1 else "only", tuple(public)


def _problem(function: _Function) -> str:
    """Why a function cannot be a task, after its name; "" where it can."""
    arguments = function.args
    if isinstance(function, ast.AsyncFunctionDef):
        return "is an `async def`, which returns no array"
    for star, extra in (("*", arguments.vararg), ("**", arguments.kwarg)):
        if extra is not None:
            return f"takes {star}{one_line(extra.arg, 80)}: every parameter of a task has a name"
    if not parameters(function):
        return "takes no parameter: there is nothing that it could be asked"
    if len(parameters(function)) > MOST_ARGUMENTS:
        return f"takes {len(parameters(function))} parameters: a task has {MOST_ARGUMENTS} at most"
    for keyword, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is None:
            return f"takes {one_line(keyword.arg, 80)} by keyword alone: give it a default, or no * before it"
    if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in _own(function)):
        return "holds a `yield`: a call returns a generator, not an array"
    return "" if returned(function) else "returns nothing: a task asks for what a function returns"


def parameters(function: _Function) -> tuple[tuple[ast.arg, ast.expr | None], ...]:
    """The parameters in their order, each with its default."""
    given = function.args
    positional = [*given.posonlyargs, *given.args]
    defaults = [None] * (len(positional) - len(given.defaults)) + list(given.defaults)
    return (*zip(positional, defaults, strict=True), *zip(given.kwonlyargs, given.kw_defaults, strict=True))


def returned(function: _Function) -> tuple[ast.expr, ...]:
    """What the function returns, wherever it does; not what functions within it return."""
    values = (node.value for node in _own(function) if isinstance(node, ast.Return))
    return tuple(value for value in values if value is not None and not _is_none(value))


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _own(function: _Function) -> Iterator[ast.AST]:
    """What is in the function and in none within it, in the order of the text."""
    waiting: list[ast.AST] = list(reversed(function.body))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, Function | ast.Lambda | ast.ClassDef):
            waiting.extend(reversed(list(ast.iter_child_nodes(node))))
