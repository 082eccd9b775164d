"""The places of a function's text that may be wrong: what is assigned, stored, returned, counted and asked for."""

import ast
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

Role = Literal["value", "targets", "store", "added", "return", "loop", "condition", "call"]
MOST_SLOTS = 80  # no exercise's function has more
Function = ast.FunctionDef | ast.AsyncFunctionDef


NAMES: dict[Role, tuple[str, str]] = {
    "value": ("the value of `{}`", "what is assigned"),
    "targets": ("", "the names that the values get"),
    "store": ("where in `{}` it is stored", "where it is stored"),
    "added": ("what changes `{}`", "what is added"),
    "return": ("", "what is returned"),
    "loop": ("", "what the loop goes over"),
    "condition": ("", "the condition"),
    "call": ("", "the call"),
}
"""What each is, in words: of a name, and where there is none."""
STORED = ("what is stored in `{}`", "what is stored")


class Slot(Struct, frozen=True, eq=False):
    """One expression of a statement, and what it is to the function; `about` is the name that it gives a value to."""

    node: ast.expr
    role: Role
    statement: ast.stmt
    about: str = ""

    @property
    def name(self) -> str:
        """What it is, in words."""
        is_stored = self.role == "added" and isinstance(self.statement, ast.Assign)
        of, plain = STORED if is_stored else NAMES[self.role]
        return of.format(self.about) if self.about else plain


def function_of(module: ast.Module, name: str) -> Function | None:
    """The function of this name that a module ends up with."""
    found = [each for each in module.body if isinstance(each, Function) and each.name == name]
    return found[-1] if found else None


def functions_of(module: ast.Module, name: str) -> tuple[Function, ...]:
    """The function of this name, and after it those beside it that it may call; none where it is not there."""
    main = function_of(module, name)
    if main is None:
        return ()
    return (main, *(each for each in module.body if isinstance(each, Function) and each.name != name))


def statements_of(function: Function) -> tuple[ast.stmt, ...]:
    """All statements of a function in the order of the text, but for its docstring."""
    body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    return tuple(_statements(body))


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        yield statement
        for field in ("body", "orelse", "finalbody"):
            yield from _statements(getattr(statement, field, []))


def slots_of(function: Function) -> tuple[Slot, ...]:
    """The slots of a function in the order of the text."""
    every = [slot for statement in statements_of(function) for slot in _slots(statement)]
    return tuple(every[:MOST_SLOTS])


def _slots(statement: ast.stmt) -> Iterator[Slot]:
    match statement:
        case ast.Assign(targets=[target], value=value):
            yield from _of_target(target, value, statement)
        case ast.Assign(value=value):
            yield Slot(value, "value", statement)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            yield from _of_target(target, value, statement)
        case ast.AugAssign(target=target, value=value):
            yield Slot(value, "added", statement, about(target))
            if isinstance(target, ast.Subscript):
                yield Slot(target, "store", statement, about(target))
        case _:
            yield from _of_others(statement)


def _of_target(target: ast.expr, value: ast.expr, statement: ast.stmt) -> Iterator[Slot]:
    is_stored = isinstance(target, ast.Subscript)
    yield Slot(value, "added" if is_stored else "value", statement, about(target))
    if is_stored:
        yield Slot(target, "store", statement, about(target))
    elif isinstance(target, ast.Tuple):
        yield Slot(target, "targets", statement)


def _of_others(statement: ast.stmt) -> Iterator[Slot]:
    match statement:
        case ast.Return(value=ast.expr() as value):
            yield Slot(value, "return", statement)
        case ast.For(iter=iterable):
            yield Slot(iterable, "loop", statement)
        case ast.If(test=test) | ast.While(test=test):
            yield Slot(test, "condition", statement)
        case ast.Expr(value=ast.Call() as value):
            yield Slot(value, "call", statement)


def about(target: ast.expr) -> str:
    """The name that an assignment is about: one that is bound, or what something is stored in."""
    while isinstance(target, ast.Subscript | ast.Attribute):
        target = target.value
    return target.id if isinstance(target, ast.Name) else ""
