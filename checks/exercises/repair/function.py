"""The function that is asked for, as parts are looked for in it: its loops, and where its names get their values."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from checks.exercises.repair.text import Assigned, bound, names, targets_of
from checks.model import Syntax


class Given(NamedTuple):
    """One statement that gives a name its value; `value` is None where that is a part of something."""

    statement: ast.stmt
    value: ast.expr | None


class Helper(NamedTuple):
    """A function of the file's own that is called in a loop, and what its parameters are given there."""

    node: ast.FunctionDef
    call: ast.Call
    given: Mapping[str, ast.expr]


class Function:
    """One function of a file: the one with the loops, which another may call that is asked for.

    What a function does that is called in its loops is done in them, too: it is one of the `helpers`.
    """

    def __init__(self, asked: ast.FunctionDef, node: ast.FunctionDef, module: ast.Module) -> None:
        self.asked, self.node = asked, node
        self.nodes = list(ast.walk(node))
        self.parameters = [argument.arg for argument in (*asked.args.posonlyargs, *asked.args.args)]
        self.loops = _outermost(node)
        self.in_loops = {inner for loop in self.loops for inner in ast.walk(loop)}
        self.helpers = list(_helpers(self.in_loops, [*module.body, *self.nodes]))
        inside = [inner for helper in self.helpers for inner in ast.walk(helper.node)]
        self.nodes += [inner for inner in inside if inner not in {*self.nodes}]
        self.in_loops |= {*inside}
        loads = (node for node in self.nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
        self.read = {node.id for node in loads}
        self.given: dict[str, list[Given]] = {}
        for statement in self.nodes:
            if isinstance(statement, ast.stmt):
                for name, value in _values(statement):
                    self.given.setdefault(name, []).append(Given(statement, value))
        self.returns = [each for each in self.nodes if isinstance(each, ast.Return) and each.value is not None]

    def origin(self, node: ast.expr) -> ast.expr:
        """What a name stands for, where it gets one value before the loops; else the node itself."""
        seen: set[str] = set()
        while isinstance(node, ast.Name) and node.id not in seen:
            seen.add(node.id)
            given = self.given.get(node.id, [])
            if len(given) != 1 or given[0].value is None or given[0].statement in self.in_loops:
                break
            if isinstance(given[0].value, ast.Name | ast.Constant | ast.BinOp | ast.Call | ast.Tuple | ast.Subscript):
                node = given[0].value
            else:
                break
        return node

    def reaching(self, seeds: set[str]) -> set[str]:
        """These names, and those in loops that are made of them."""
        found, more = set(seeds), True
        while more:
            more = False
            for name, given in self.given.items():
                values = [one.value for one in given if one.statement in self.in_loops and one.value is not None]
                if name not in found and any(names(value) & found for value in values):
                    found.add(name)
                    more = True
        return found


def function_of(syntax: Syntax, name: str) -> Function | None:
    """The function with the loops: the one asked for, or the last of those in the file that it calls."""
    functions = {node.name: node for node in syntax.module.body if isinstance(node, ast.FunctionDef)}
    asked = functions.get(name)
    if asked is None:
        return None
    seen, left = [], [asked]
    while left:
        seen.append(one := left.pop(0))
        left += [functions[each] for each in sorted(names(one)) if each in functions and functions[each] not in seen]
        left = [each for each in left if each not in seen]
    loops = [one for one in seen if _outermost(one)]
    return Function(asked, loops[0], syntax.module) if loops else None


def _helpers(in_loops: set[ast.AST], nodes: Sequence[ast.AST]) -> Iterator[Helper]:
    """The functions that are called in loops, each by its first call."""
    functions = {node.name: node for node in nodes if isinstance(node, ast.FunctionDef)}
    calls = [node for node in in_loops if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        assert isinstance(call.func, ast.Name)
        node = functions.pop(call.func.id, None)
        if node is not None and node not in in_loops:
            parameters = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
            by_name = {each.arg: each.value for each in call.keywords if each.arg}
            yield Helper(node, call, {**dict(zip(parameters, call.args, strict=False)), **by_name})


def _outermost(node: ast.AST) -> list[ast.For]:
    found: list[ast.For] = []
    left: list[ast.AST] = [node]
    while left:
        for child in ast.iter_child_nodes(left.pop(0)):
            if isinstance(child, ast.For):
                found.append(child)
            elif not isinstance(child, ast.FunctionDef | ast.Lambda | ast.ClassDef):
                left.append(child)
    return sorted(found, key=lambda loop: loop.lineno)


def _values(statement: ast.stmt) -> Iterator[tuple[str, ast.expr | None]]:
    if isinstance(statement, ast.For):
        yield from ((name, None) for name in bound(statement.target))
    for target in targets_of(statement):
        value = statement.value if isinstance(statement, Assigned) else None
        if isinstance(target, ast.Name):
            yield target.id, value
        elif isinstance(target, ast.Tuple | ast.List):
            parts = value.elts if isinstance(value, ast.Tuple | ast.List) else ()
            whole = len(parts) == len(target.elts)
            for number, part in enumerate(target.elts):
                for name in bound(part):
                    yield name, parts[number] if whole and isinstance(part, ast.Name) else None
