"""The loops over the rows and the columns of a pooling, its windows and its stores."""

import ast
from collections.abc import Iterator
from typing import Literal, NamedTuple

from checks.exercises.repair.function import Function
from checks.exercises.repair.text import names, targets_of

Axis = Literal["rows", "columns"]
AXES: tuple[Axis, ...] = ("rows", "columns")


class Nest(NamedTuple):
    """Two loops, one in the other: the one of each axis, and what is cut out of the images and stored in them."""

    loops: dict[Axis, ast.For]
    windows: list[ast.Subscript]
    stores: list[ast.Assign]

    def variable(self, axis: Axis) -> str:
        """What counts the rows, or the columns."""
        target = self.loops[axis].target
        return target.id if isinstance(target, ast.Name) else ""


def nests(function: Function) -> Iterator[Nest]:
    """The loops of a function as rows and columns, read as most of what is indexed says, then the other way round."""
    if len(function.loops) != 1:
        return
    outer = function.loops[0]
    loops = [node for node in ast.walk(outer) if isinstance(node, ast.For)]
    if len(loops) != len(AXES) or not all(isinstance(loop.target, ast.Name) for loop in loops):
        return
    reached = [function.reaching(names(loop.target)) for loop in loops]
    windows = [node for node in _inside(outer) if _is_window(node, reached[0] | reached[1])]
    stores = [node for node in ast.walk(outer) if isinstance(node, ast.Assign) and _is_store(node)]
    if not windows or not stores:
        return
    targets = [target for store in stores for target in targets_of(store) if isinstance(target, ast.Subscript)]
    votes = sum(_votes(node, reached) for node in (*windows, *targets))
    for first, second in (loops, loops[::-1]) if votes >= 0 else (loops[::-1], loops):
        yield Nest({"rows": first, "columns": second}, windows, stores)


def _inside(outer: ast.For) -> list[ast.Subscript]:
    found = [node for node in ast.walk(outer) if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load)]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


def _is_window(node: ast.Subscript, counted: set[str]) -> bool:
    return isinstance(node.value, ast.Name) and bool(names(node.slice) & counted) and len(elements(node)) > 1


def _is_store(node: ast.Assign) -> bool:
    target = node.targets[0]
    return len(node.targets) == 1 and isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name)


def elements(node: ast.Subscript) -> list[ast.expr]:
    """What an index has for each axis."""
    return node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]


def _votes(node: ast.Subscript, reached: list[set[str]]) -> int:
    """Above 0 where the outer loop counts what is indexed as rows."""
    parts = [names(part) for part in elements(node)]
    where = [next((place for place, part in enumerate(parts) if part & some), None) for some in reached]
    if where[0] is None or where[1] is None or where[0] == where[1]:
        return 0
    return 1 if where[0] < where[1] else -1
