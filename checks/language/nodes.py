"""The pieces of a syntax tree that changes look for and put in place."""

import ast
import copy
from collections.abc import Callable
from typing import Any, TypeGuard, TypeVar, cast

Node = TypeVar("Node", bound=ast.AST)
Change = Callable[[ast.AST], ast.AST | None]  # a new node to stand for one, or None where it does not apply
Kinds = dict[str, dict[str, Change]]


def altered(node: Node, **fields: object) -> Node:
    """A node with some fields changed; the one that was given stays as it is."""
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def called(node: ast.AST, *names: str) -> TypeGuard[ast.Call]:
    """Whether a node calls a function or a method of one of these names."""
    return isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in names


def expression(text: str, **parts: ast.expr) -> ast.expr:
    """The expression that a text stands for, with other expressions in place of some of its names."""
    return cast(ast.expr, _Filled(parts).visit(ast.parse(text, mode="eval").body))


def statement(text: str) -> ast.stmt:
    """The statement that a text is."""
    return ast.parse(text).body[0]


def returned(text: str) -> Change:
    """Something else is returned, where `it` stands for what was."""

    def change(node: ast.AST) -> ast.AST | None:
        if not isinstance(node, ast.Return) or node.value is None:
            return None
        return altered(node, value=expression(text, it=node.value))

    return change


def swapped(values: list[Any], first: int, second: int) -> list[Any]:
    """A list with two of its values in each other's place."""
    new = list(values)
    new[first], new[second] = new[second], new[first]
    return new


class _Filled(ast.NodeTransformer):
    def __init__(self, parts: dict[str, ast.expr]) -> None:
        self._parts = parts

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._parts.get(node.id, node)
