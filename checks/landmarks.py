"""Lines of a file where to look for the cause of a wrong answer, by kind; a misconception names its kind.

A kind has a line only where few lines are of it: a line too many sends the reader to the wrong place.
"""

import ast
from collections.abc import Callable, Iterator

from checks.model import Syntax

MOST_LINES = 3
FLIPS = {"flip", "flipud", "fliplr", "rot90"}
TRANSPOSES = {"T", "transpose", "swapaxes", "moveaxis"}
LIMITS = {"clip", "maximum", "minimum", "abs", "absolute", "fabs", "where"}
ALLOCATIONS = {"zeros", "empty", "ones", "full", "zeros_like", "empty_like", "ones_like"}
SUMS = {"sum", "tensordot", "einsum", "add", "dot", "vdot", "max", "mean"}
CONVERSIONS = {"astype", "zeros_like", "empty_like", "round", "rint", "around", "int_", "floor", "trunc"}
Test = Callable[[ast.AST], bool]


def landmarks(syntax: Syntax) -> dict[str, int]:
    """The first line of each kind, of which there are few."""
    nodes = list(ast.walk(syntax.module))
    in_loops = {id(inner) for node in nodes if isinstance(node, ast.For) for inner in ast.walk(node)}
    kinds: dict[str, Test] = {
        "division": _is_division,
        "sum": _named(SUMS),
        "mean": lambda node: _named({"mean", "average"})(node) or _is_division(node),
        "flip": lambda node: _named(FLIPS)(node) or _is_reversal(node),
        "transpose": lambda node: _named(TRANSPOSES)(node) or _named({"einsum"})(node),
        "clip": _named(LIMITS),
        "allocation": lambda node: isinstance(node, ast.Call) and _named(ALLOCATIONS)(node.func),
        "dtype": lambda node: _named(CONVERSIONS)(node) or (isinstance(node, ast.keyword) and node.arg == "dtype"),
        "range": lambda node: isinstance(node, ast.Call) and _named({"range", "ndindex"})(node.func),
        "slice": lambda node: isinstance(node, ast.Slice) and isinstance(node.upper, ast.UnaryOp),
        "pad": lambda node: _is_call(node, "pad") or (_assigns_slice(node) and id(node) not in in_loops),
        "pad_mode": lambda node: _is_call(node, "pad") or _named({"roll", "take", "clip"})(node) or _is_modulo(node),
        "assignment": lambda node: _assigns_slice(node) and id(node) in in_loops,
        "kernel_shape": lambda node: _unpacks(node, "kernel"),
        "image_shape": lambda node: _unpacks(node, "images"),
        "number": lambda node: isinstance(node, ast.Constant) and node.value == 3,
        "return": lambda node: isinstance(node, ast.Return),
    }
    found = {kind: sorted(set(_lines(nodes, test))) for kind, test in kinds.items()}
    return {kind: lines[0] for kind, lines in found.items() if 0 < len(lines) <= MOST_LINES}


def _lines(nodes: list[ast.AST], test: Test) -> Iterator[int]:
    return (node.lineno for node in nodes if test(node) and hasattr(node, "lineno"))


def _named(names: set[str]) -> Test:
    return lambda node: (
        (isinstance(node, ast.Attribute) and node.attr in names) or (isinstance(node, ast.Name) and node.id in names)
    )


def _is_call(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and _named({name})(node.func)


def _is_division(node: ast.AST) -> bool:
    return isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)


def _is_modulo(node: ast.AST) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod)


def _is_reversal(node: ast.AST) -> bool:
    return isinstance(node, ast.Slice) and isinstance(node.step, ast.UnaryOp) and isinstance(node.step.op, ast.USub)


def _assigns_slice(node: ast.AST) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    return any(isinstance(target, ast.Subscript) for target in targets)


def _unpacks(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Assign) and any(_is_shape_of(inner, name) for inner in ast.walk(node.value))


def _is_shape_of(node: ast.AST, name: str) -> bool:
    if not isinstance(node, ast.Attribute) or node.attr != "shape":
        return False
    return isinstance(node.value, ast.Name) and node.value.id == name
