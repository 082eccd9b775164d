"""Small wrong changes to a right program, one at a time: what an autograder has to notice.

A tool for mutation testing (mutmut, cosmic-ray) changes a project and runs its test command; here the programs that
are changed are what students hand in, and what has to notice is the grader.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from typing import NamedTuple

Change = Callable[[ast.AST], ast.AST | None]  # a new node to stand for one, or None where it does not apply

SIDES = {"h": "w", "kh": "kw", "ph": "pw", "oh": "ow", "i": "j", "top": "left"}
SWAPPED = SIDES | {other: side for side, other in SIDES.items()}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
}
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.Gt: ast.GtE,
    ast.LtE: ast.Lt,
    ast.GtE: ast.Gt,
}
MODES = ("edge", "reflect", "wrap", "symmetric")


class Mutant(NamedTuple):
    """A changed program: what was done, in which line of the original, and how that line reads now."""

    change: str
    line: int
    text: str
    program: str


def mutants(program: str) -> Iterator[Mutant]:
    """Every mutant of a program, each different from the program and from the others."""
    plain = ast.unparse(ast.parse(program))
    seen = {plain}
    for name, change in CHANGES.items():
        for place in range(len(list(ast.walk(ast.parse(program))))):
            found = _changed(program, place, change)
            if found is not None and found[1] not in seen:
                line, text = found
                seen.add(text)
                yield Mutant(name, line, _difference(plain, text), text)


def _changed(program: str, place: int, change: Change) -> tuple[int, str] | None:
    """The program with its node number `place` changed, and that node's line."""
    tree = ast.parse(program)
    nodes = list(ast.walk(tree))
    node = nodes[place]
    if any(isinstance(other, ast.Attribute) and other.attr == "shape" and other.value is node for other in nodes):
        return None  # of which only the sides are asked: they stay as they are when it is turned
    new = change(node)
    if new is None:
        return None
    changed = _Replaced(node, new).visit(tree)
    return getattr(node, "lineno", 0), ast.unparse(ast.fix_missing_locations(changed))


class _Replaced(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """The new node for the old one."""
        return self._new if node is self._old else super().generic_visit(node)


def _difference(before: str, after: str) -> str:
    """The line that differs, as it reads now."""
    old = before.splitlines()
    return next((line.strip() for line in after.splitlines() if line not in old), "a line is gone")


def _copied(node: ast.AST, **fields: object) -> ast.AST:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _arithmetic(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in ARITHMETIC:
        return _copied(node, op=ARITHMETIC[type(node.op)]())
    return None


def _comparison(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        return _copied(node, ops=[COMPARISONS[type(node.ops[0])](), *node.ops[1:]])
    return None


def _plus(n: int) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return ast.Constant(node.value + n)
        return None

    return change


def _side(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Name) and node.id in SWAPPED and isinstance(node.ctx, ast.Load):
        return _copied(node, id=SWAPPED[node.id])
    return None


def _unpacking(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Store) and len(node.elts) > 1:
        return _copied(node, elts=[*node.elts[:-2], node.elts[-1], node.elts[-2]])
    return None


def _arguments(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Call) and len(node.args) > 1:
        return _copied(node, args=[node.args[1], node.args[0], *node.args[2:]])
    return None


def _bound(which: str, n: int) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        bound = getattr(node, which) if isinstance(node, ast.Slice) else None
        if bound is None:
            return None
        return _copied(node, **{which: ast.BinOp(bound, ast.Add() if n > 0 else ast.Sub(), ast.Constant(1))})

    return change


def _range(*, shorter: bool) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range"):
            return None
        if shorter:
            return _copied(node, args=[ast.BinOp(node.args[0], ast.Sub(), ast.Constant(1))])
        return _copied(node, args=[ast.Constant(0), node.args[0], ast.Constant(2)])

    return change


def _is_numpy(node: ast.AST, *names: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names


def _dtype(name: str) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if not _is_numpy(node, "zeros", "empty", "ones"):
            return None
        assert isinstance(node, ast.Call)
        keywords = [keyword for keyword in node.keywords if keyword.arg != "dtype"]
        return _copied(node, args=node.args[:1], keywords=[*keywords, ast.keyword("dtype", ast.Name(name, ast.Load()))])

    return change


def _unfilled(node: ast.AST) -> ast.AST | None:
    if not _is_numpy(node, "zeros"):
        return None
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Attribute)
    return _copied(node, func=_copied(node.func, attr="empty"))


def _mode(mode: str) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if not _is_numpy(node, "pad"):
            return None
        assert isinstance(node, ast.Call)
        keywords = [keyword for keyword in node.keywords if keyword.arg not in ("mode", "constant_values")]
        return _copied(node, args=node.args[:2], keywords=[*keywords, ast.keyword("mode", ast.Constant(mode))])

    return change


def _kernel(text: str) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.Name) and node.id == "kernel" and isinstance(node.ctx, ast.Load):
            return ast.parse(text, mode="eval").body
        return None

    return change


def _assignment(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.AugAssign):
        return ast.Assign([node.target], node.value)
    return None


def _no_statement(node: ast.AST) -> ast.AST | None:
    return ast.Pass() if isinstance(node, ast.Assign | ast.AugAssign | ast.Return) else None


CHANGES: dict[str, Change] = {
    "another operator": _arithmetic,
    "another comparison": _comparison,
    "a constant plus 1": _plus(1),
    "a constant minus 1": _plus(-1),
    "the other side": _side,
    "names swapped": _unpacking,
    "arguments swapped": _arguments,
    "a slice starts later": _bound("lower", 1),
    "a slice ends later": _bound("upper", 1),
    "a slice ends earlier": _bound("upper", -1),
    "a loop one short": _range(shorter=True),
    "a loop by twos": _range(shorter=False),
    "whole numbers": _dtype("int"),
    "memory not filled": _unfilled,
    **{f"padding by {mode}": _mode(mode) for mode in MODES},
    "kernel flipped": _kernel("kernel[::-1, ::-1]"),
    "kernel mirrored": _kernel("kernel[:, ::-1]"),
    "kernel transposed": _kernel("kernel.T"),
    "= for +=": _assignment,
    "a statement left out": _no_statement,
}
