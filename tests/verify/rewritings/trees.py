"""Rewrites of single expressions and statements, wherever they stand in a program."""

import ast
from collections.abc import Callable

from tests.verify.changes.nodes import altered, called, expression

Rewrite = Callable[[str], str]
Change = Callable[[ast.AST], "ast.AST | list[ast.stmt] | None"]


def everywhere(change: Change) -> Rewrite:
    """A rewrite that changes every node that the change applies to, what is in it first."""

    def rewrite(program: str) -> str:
        tree = _Everywhere(change).visit(ast.parse(program))
        return ast.unparse(ast.fix_missing_locations(tree))

    return rewrite


class _Everywhere(ast.NodeTransformer):
    def __init__(self, change: Change) -> None:
        self._change = change

    def visit(self, node: ast.AST) -> ast.AST | list[ast.stmt]:
        node = super().generic_visit(node)
        return self._change(node) or node


def _commuted(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add | ast.Mult):
        return None
    if isinstance(node.left, ast.Tuple) or isinstance(node.right, ast.Tuple):
        return None
    return ast.BinOp(node.right, node.op, node.left)


# --- sums of windows ---


def _sum(node: ast.AST) -> ast.expr | None:
    """What is summed up over the axes (1, 2), however that is said."""
    if not called(node, "sum") or [ast.unparse(keyword) for keyword in node.keywords] != ["axis=(1, 2)"]:
        return None
    return node.args[0] if node.args else node.func.value


def _weighed(node: ast.AST) -> dict[str, ast.expr] | None:
    """The window and the kernel whose product is summed up."""
    product = _sum(node)
    if isinstance(product, ast.BinOp) and isinstance(product.op, ast.Mult):
        return {"window": product.left, "taps": product.right}
    if product is not None and called(product, "multiply"):
        return {"window": product.args[0], "taps": product.args[1]}
    return None


def _weighed_by(text: str) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        found = _weighed(node)
        return None if found is None else expression(text, **found)

    return change


def _summed_by(text: str) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        found = _sum(node)
        return None if found is None else expression(text, it=found)

    return change


# --- windows ---


def _windowed_by(text: str) -> Change:
    """Other ways to `array[:, i:i + kh, j:j + kw]`."""

    def change(node: ast.AST) -> ast.AST | None:
        if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Tuple):
            return None
        if not isinstance(node.ctx, ast.Load) or len(node.slice.elts) != 3:
            return None
        images, rows, columns = node.slice.elts
        first, second = _stretch(rows), _stretch(columns)
        if ast.unparse(images) != ":" or first is None or second is None:
            return None
        return expression(text, array=node.value, i=first[0], kh=first[1], j=second[0], kw=second[1])

    return change


def _stretch(node: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """Start and length of a slice `i:i + n`."""
    if not isinstance(node, ast.Slice) or not isinstance(node.upper, ast.BinOp) or node.lower is None:
        return None
    if not isinstance(node.upper.op, ast.Add) or ast.dump(node.upper.left) != ast.dump(node.lower):
        return None
    return node.lower, node.upper.right


# --- what arrays are made by ---


def _zeros_of(dtype: str) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if not called(node, "zeros") or len(node.args) != 1 or node.keywords:
            return None
        return altered(node, keywords=[ast.keyword("dtype", expression(dtype))])

    return change


def _full(node: ast.AST) -> ast.AST | None:
    if not called(node, "zeros") or len(node.args) != 1 or node.keywords:
        return None
    return expression("np.full(shape, 0.0)", shape=node.args[0])


def _pad_in_full(node: ast.AST) -> ast.AST | None:
    if not called(node, "pad") or node.keywords:
        return None
    keywords = [ast.keyword("mode", ast.Constant("constant")), ast.keyword("constant_values", ast.Constant(0))]
    return altered(node, args=node.args[:2], keywords=keywords)


# --- statements ---


def _plain_assignment(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.AugAssign) or not isinstance(node.target, ast.Name):
        return None
    return ast.Assign([node.target], ast.BinOp(ast.Name(node.target.id, ast.Load()), node.op, node.value))


def _added_into(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.AugAssign) or not isinstance(node.target, ast.Name):
        return None
    target = ast.Name(node.target.id, ast.Load())
    return ast.Expr(expression("np.add(total, it, out=total)", total=target, it=node.value))


def _one_by_one(node: ast.AST) -> list[ast.stmt] | None:
    """`m, h, w = images.shape`, a side a statement."""
    if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Tuple):
        return None
    if not isinstance(node.value, ast.Attribute) or node.value.attr != "shape":
        return None
    sides = enumerate(node.targets[0].elts)
    return [ast.Assign([side], ast.Subscript(node.value, ast.Constant(n), ast.Load())) for n, side in sides]


def _returned(text: str) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if not isinstance(node, ast.Return) or not isinstance(node.value, ast.Name):
            return None
        return altered(node, value=expression(text, it=node.value))

    return change


SLIDING = "np.lib.stride_tricks.sliding_window_view(array, (kh, kw), axis=(1, 2))[:, i, j]"
EXPRESSIONS: dict[str, Rewrite] = {
    name: everywhere(change)
    for name, change in {
        "sums and products commuted": _commuted,
        "np.einsum": _weighed_by("np.einsum('mij,ij->m', window, taps)"),
        "np.tensordot": _weighed_by("np.tensordot(window, taps, axes=((1, 2), (0, 1)))"),
        "a matrix product": _weighed_by("window.reshape(len(window), -1) @ taps.reshape(-1)"),
        "np.multiply": _weighed_by("np.multiply(window, taps).sum(axis=(1, 2))"),
        "an axis for the images in the kernel": _weighed_by("np.sum(window * taps[np.newaxis], axis=(1, 2))"),
        "a lambda": _weighed_by("(lambda a, b: (a * b).sum(axis=(1, 2)))(window, taps)"),
        "np.sum": _summed_by("np.sum(it, axis=(1, 2))"),
        "the method sum": _summed_by("(it).sum(axis=(1, 2))"),
        "one axis summed after the other": _summed_by("np.sum(np.sum(it, axis=2), axis=1)"),
        "axes counted from the end": _summed_by("np.sum(it, axis=(-2, -1))"),
        "np.add.reduce": _summed_by("np.add.reduce(it, axis=(1, 2))"),
        "np.cumsum": _summed_by("np.cumsum((it).reshape(len(it), -1), axis=1)[:, -1]"),
        "sliding windows": _windowed_by(SLIDING),
        "one slice after the other": _windowed_by("array[:, i:i + kh][:, :, j:j + kw]"),
        "np.take": _windowed_by("array.take(np.arange(i, i + kh), axis=1).take(np.arange(j, j + kw), axis=2)"),
        "slices by name": _windowed_by("array[slice(None), slice(i, i + kh), slice(j, j + kw)]"),
        "float64 said": _zeros_of("np.float64"),
        "float32": _zeros_of("'float32'"),
        "long floats": _zeros_of("np.longdouble"),
        "np.full": _full,
        "np.pad said in full": _pad_in_full,
        "x = x + y for +=": _plain_assignment,
        "np.add into the result": _added_into,
        "the sides one by one": _one_by_one,
        "a view returned": _returned("it[...]"),
        "a copy in Fortran's order returned": _returned("np.asfortranarray(it)"),
    }.items()
}
