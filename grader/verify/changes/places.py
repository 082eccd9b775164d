"""Other bounds, other indices, other axes, another order."""

import ast
from collections.abc import Mapping

from checks.language.nodes import Change, altered, called, swapped

SIDES = {
    **{"h": "w", "kh": "kw", "ph": "pw", "sh": "sw", "oh": "ow", "padded_h": "padded_w"},
    **{"i": "j", "row": "col", "top": "left", "bottom": "right"},
}
OTHER = SIDES | {other: side for side, other in SIDES.items()}
COUNTS = {"nc": "c", "c": "nc"}


def _name(instead: Mapping[str, str]) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.Name) and node.id in instead and isinstance(node.ctx, ast.Load):
            return altered(node, id=instead[node.id])
        return None

    return change


def _unpacking(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Store) and len(node.elts) > 1:
        return altered(node, elts=swapped(node.elts, -1, -2))
    return None


def _indices(first: int, second: int) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Tuple):
            return None
        indices = node.slice.elts
        if max(first, second) >= len(indices) or ast.dump(indices[first]) == ast.dump(indices[second]):
            return None
        return altered(node, slice=altered(node.slice, elts=swapped(indices, first, second)))

    return change


def _no_index(node: ast.AST) -> ast.AST | None:
    """All there is along the axis that one was taken from last: of several kernels, one was."""
    if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Tuple) or _is_slice(node.slice.elts[-1]):
        return None
    return altered(node, slice=altered(node.slice, elts=[*node.slice.elts[:-1], ast.Slice()]))


def _first_index(node: ast.AST) -> ast.AST | None:
    """kernels[z] for kernels[..., z]."""
    if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Tuple):
        return None
    *before, last = node.slice.elts
    return altered(node, slice=last) if not _is_slice(last) and all(map(_is_slice, before)) else None


def _is_slice(node: ast.AST) -> bool:
    return isinstance(node, ast.Slice) or ast.unparse(node) == "..."


def _bound(which: str, n: int) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        bound = getattr(node, which) if isinstance(node, ast.Slice) else None
        if bound is None:
            return None
        return altered(node, **{which: ast.BinOp(bound, ast.Add() if n > 0 else ast.Sub(), ast.Constant(1))})

    return change


def _no_bound(which: str) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.Slice) and getattr(node, which) is not None:
            return altered(node, **{which: None})
        return None

    return change


def _axis(text: str) -> Change:
    """Another `axis`, where it has more than one or is one of several."""

    def change(node: ast.AST) -> ast.AST | None:
        if not isinstance(node, ast.keyword) or node.arg != "axis":
            return None
        return altered(node, value=ast.parse(text, mode="eval").body)

    return change


def _no_axis(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Call) and any(keyword.arg == "axis" for keyword in node.keywords):
        return altered(node, keywords=[keyword for keyword in node.keywords if keyword.arg != "axis"])
    return None


def _paired_axes(node: ast.AST) -> ast.AST | None:
    """np.tensordot's axes, in another order on one side."""
    if not called(node, "tensordot") or not isinstance(node.args[-1], ast.Tuple):
        return None
    pairs = node.args[-1]
    if not isinstance(pairs.elts[0], ast.Tuple):
        return None
    turned = altered(pairs.elts[0], elts=pairs.elts[0].elts[::-1])
    return altered(node, args=[*node.args[:-1], altered(pairs, elts=[turned, pairs.elts[1]])])


def _subscripts(first: int, second: int) -> Change:
    """np.einsum's letters: two of those of the first operand."""

    def change(node: ast.AST) -> ast.AST | None:
        if not called(node, "einsum") or not isinstance(node.args[0], ast.Constant):
            return None
        operand, comma, rest = str(node.args[0].value).partition(",")
        text = "".join(swapped(list(operand), first, second)) + comma + rest
        return altered(node, args=[ast.Constant(text), *node.args[1:]])

    return change


def _arguments(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Call) and len(node.args) > 1:
        return altered(node, args=swapped(node.args, 0, 1))
    return None


def _tuple(node: ast.AST) -> ast.AST | None:
    """A shape, a pair of widths or a pair of values, with the last two in the other order."""
    if not isinstance(node, ast.Tuple) or not isinstance(node.ctx, ast.Load) or len(node.elts) < 2:
        return None
    first, second = node.elts[-2:]
    if isinstance(first, ast.Slice) or isinstance(second, ast.Slice) or ast.dump(first) == ast.dump(second):
        return None
    return altered(node, elts=swapped(node.elts, -1, -2))


def _shorter(node: ast.AST) -> ast.AST | None:
    """A shape, pairs of widths or axes without the last, as of images that have no channels."""
    if not isinstance(node, ast.Tuple) or not isinstance(node.ctx, ast.Load) or len(node.elts) < 3:
        return None
    return None if any(map(_is_slice, node.elts)) else altered(node, elts=node.elts[:-1])


BOUNDS = {
    "a slice starts later": _bound("lower", 1),
    "a slice starts earlier": _bound("lower", -1),
    "a slice starts at the edge": _no_bound("lower"),
    "a slice ends later": _bound("upper", 1),
    "a slice ends earlier": _bound("upper", -1),
    "a slice ends at the edge": _no_bound("upper"),
    "a slice without its step": _no_bound("step"),
}
INDEX = {
    "the other side": _name(OTHER),
    "the other count": _name(COUNTS),
    "names swapped": _unpacking,
    "the last two indices swapped": _indices(1, 2),
    "the first two indices swapped": _indices(0, 1),
    "an index left out": _no_index,
    "an index from the other end": _first_index,
}
AXIS = {
    **{f"axis={text}": _axis(text) for text in ("(0, 1)", "(0, 2)", "(-3, -1)", "0", "1", "2")},
    **{f"axis={text}": _axis(text) for text in ("(1, 2)", "(1, 3)", "(2, 3)", "(1, 2, 3)")},
    "no axis": _no_axis,
    "axes paired crosswise": _paired_axes,
    "subscripts paired crosswise": _subscripts(-1, -2),
    "subscripts of window and place swapped": _subscripts(1, 3),
    "subscripts of images and rows swapped": _subscripts(0, 1),
}
ORDER = {
    "arguments swapped": _arguments,
    "a tuple's last two swapped": _tuple,
    "a tuple's last left out": _shorter,
}
