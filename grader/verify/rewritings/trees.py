"""Rewrites of single expressions and statements, wherever they stand in a program."""

import ast
from collections.abc import Callable
from typing import NamedTuple, Protocol, cast

from checks.language.nodes import altered, called, expression

Change = Callable[[ast.AST], "ast.AST | list[ast.stmt] | None"]


class Wanted(NamedTuple):
    """The function that a task asks for: its name, and those of its parameters that are arrays of any real dtype."""

    function: str = ""
    arrays: tuple[str, ...] = ()


ANY = Wanted()


class Rewrite(Protocol):
    """A program, written in another way."""

    def __call__(self, program: str, wanted: Wanted = ANY, /) -> str:
        """The same program where the rewrite does not apply."""


def everywhere(change: Change) -> Rewrite:
    """A rewrite that changes every node that the change applies to, what is in it first."""

    def rewrite(program: str, _wanted: Wanted = ANY, /) -> str:
        tree = cast(ast.AST, _Everywhere(change).visit(ast.parse(program)))
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


class _Over(NamedTuple):
    """What is summed up, or the like, over the axes (1, 2) or (1, 2, 3), however that is said."""

    it: ast.expr
    axes: ast.Tuple
    number: int


def _over(node: ast.AST, *names: str) -> _Over | None:
    if not called(node, *names) or [keyword.arg for keyword in node.keywords] != ["axis"]:
        return None
    axes = node.keywords[0].value
    if not isinstance(axes, ast.Tuple) or ast.unparse(axes) not in ("(1, 2)", "(1, 2, 3)"):
        return None
    it = node.args[0] if node.args else getattr(node.func, "value", None)
    return None if it is None else _Over(it, axes, len(axes.elts))


def _weighed(node: ast.AST) -> dict[str, ast.expr] | None:
    """The window and the kernel whose product is summed up, the axes of both, and all axes in letters."""
    found = _over(node, "sum")
    if found is None:
        return None
    letters = "ijc"[: found.number]
    own = ast.Tuple([ast.Constant(axis) for axis in range(found.number)], ast.Load())
    known = {"axes": found.axes, "own": own, "letters": ast.Constant(f"m{letters},{letters}->m")}
    product = found.it
    if isinstance(product, ast.BinOp) and isinstance(product.op, ast.Mult):
        return {"window": product.left, "taps": product.right, **known}
    if called(product, "multiply"):
        return {"window": product.args[0], "taps": product.args[1], **known}
    return None


def _weighed_by(text: str) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        found = _weighed(node)
        return None if found is None else expression(text, **found)

    return change


def _reduced_by(text: str, *names: str) -> Change:
    """Another way to what a function of one of these names makes of a window."""

    def change(node: ast.AST) -> ast.AST | None:
        found = _over(node, *names)
        return None if found is None else expression(text, it=found.it, axes=found.axes)

    return change


def _one_after_the_other(node: ast.AST) -> ast.AST | None:
    found = _over(node, "sum")
    if found is None:
        return None
    total = found.it
    for axis in range(found.number, 0, -1):
        total = expression("np.sum(it, axis=n)", it=total, n=ast.Constant(axis))
    return total


def _from_the_end(node: ast.AST) -> ast.AST | None:
    found = _over(node, "sum")
    if found is None:
        return None
    axes = ast.Tuple([ast.UnaryOp(ast.USub(), ast.Constant(n)) for n in range(found.number, 0, -1)], ast.Load())
    return expression("np.sum(it, axis=axes)", it=found.it, axes=axes)


# --- windows ---


def _windowed_by(text: str) -> Change:
    """Other ways to `array[:, i:i + kh, j:j + kw]`."""

    def change(node: ast.AST) -> ast.AST | None:
        if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Tuple):
            return None
        if not isinstance(node.ctx, ast.Load) or len(node.slice.elts) not in (3, 4):
            return None
        images, rows, columns, *channels = node.slice.elts
        first, second = _stretch(rows), _stretch(columns)
        if {ast.unparse(whole) for whole in (images, *channels)} != {":"} or first is None or second is None:
            return None
        return expression(text, array=node.value, i=first[0], kh=first[1], j=second[0], kw=second[1])

    return change


def _stretch(node: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """Start and length of a slice `i:i + n`."""
    if not isinstance(node, ast.Slice) or not isinstance(node.upper, ast.BinOp) or node.lower is None or node.step:
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


# --- words and whole numbers ---


def _word_by(text: str) -> Change:
    """Other ways to `name == 'word'`."""

    def change(node: ast.AST) -> ast.AST | None:
        if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], ast.Eq):
            return None
        word = node.comparators[0]
        if not isinstance(word, ast.Constant) or not isinstance(word.value, str):
            return None
        return expression(text, it=node.left, word=word)

    return change


def _divided_by(text: str) -> Change:
    """Other ways to `a // b`."""

    def change(node: ast.AST) -> ast.AST | None:
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.FloorDiv):
            return None
        return expression(text, a=node.left, b=node.right)

    return change


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


def _any_sum(text: str) -> Change:
    """Another way to a sum of any array, along one axis or all."""

    def change(node: ast.AST) -> ast.AST | None:
        if not called(node, "sum") or len(node.args) != 1 or any(each.arg != "axis" for each in node.keywords):
            return None
        if not isinstance(node.func, ast.Attribute) or getattr(node.func.value, "id", "") not in ("np", "numpy"):
            return None
        axis = node.keywords[0].value if node.keywords else ast.Constant(None)
        return expression(text, it=node.args[0], axis=axis)

    return change


def _returned(text: str) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if not isinstance(node, ast.Return) or not isinstance(node.value, ast.Name):
            return None
        return altered(node, value=expression(text, it=node.value))

    return change


SLIDING = (
    "np.moveaxis(np.lib.stride_tricks.sliding_window_view(array, (kh, kw), axis=(1, 2))[:, i, j], (-2, -1), (1, 2))"
)
SORTED = "np.sort(it.reshape(len(it), -1, it.shape[3]), axis=1)[:, -1]"
EXPRESSIONS: dict[str, Rewrite] = {
    name: everywhere(change)
    for name, change in {
        "sums and products commuted": _commuted,
        "np.einsum": _weighed_by("np.einsum(letters, window, taps)"),
        "np.tensordot": _weighed_by("np.tensordot(window, taps, axes=(axes, own))"),
        "a matrix product": _weighed_by("window.reshape(len(window), -1) @ taps.reshape(-1)"),
        "np.multiply": _weighed_by("np.multiply(window, taps).sum(axis=axes)"),
        "an axis for the images": _weighed_by("np.sum(window * taps[np.newaxis], axis=axes)"),
        "a lambda": _weighed_by("(lambda a, b: (a * b).sum(axis=axes))(window, taps)"),
        "np.sum": _reduced_by("np.sum(it, axis=axes)", "sum"),
        "the method sum": _reduced_by("(it).sum(axis=axes)", "sum"),
        "one axis summed after the other": _one_after_the_other,
        "axes counted from the end": _from_the_end,
        "np.add.reduce": _reduced_by("np.add.reduce(it, axis=axes)", "sum"),
        "the sum by add.reduce": _any_sum("np.add.reduce(it, axis=axis)"),
        "the sum in long floats": _any_sum("np.sum(it, axis=axis, dtype=np.result_type(it, np.longdouble))"),
        "np.cumsum": _reduced_by("np.cumsum((it).reshape(len(it), -1), axis=1)[:, -1]", "sum"),
        "np.maximum.reduce": _reduced_by("np.maximum.reduce(it, axis=axes)", "max", "amax"),
        "the last of the sorted": _reduced_by(SORTED, "max", "amax"),
        "the sum by the number": _reduced_by("np.sum(it, axis=axes) / (it.shape[1] * it.shape[2])", "mean", "average"),
        "the method mean": _reduced_by("(it).mean(axis=axes)", "mean", "average"),
        "sliding windows": _windowed_by(SLIDING),
        "one slice after the other": _windowed_by("array[:, i:i + kh][:, :, j:j + kw]"),
        "np.take": _windowed_by("array.take(np.arange(i, i + kh), axis=1).take(np.arange(j, j + kw), axis=2)"),
        "slices by name": _windowed_by("array[slice(None), slice(i, i + kh), slice(j, j + kw)]"),
        "float64 said": _zeros_of("np.float64"),
        "float32": _zeros_of("'float32'"),
        "long floats": _zeros_of("np.longdouble"),
        "np.full": _full,
        "np.pad said in full": _pad_in_full,
        "a word first": _word_by("word == it"),
        "a word in a tuple": _word_by("it in (word,)"),
        "a word by identity": _word_by("it is word"),
        "a word in lower case": _word_by("str(it).lower() == word"),
        "int for whole numbers": _divided_by("int(a / b)"),
        "np.floor for whole numbers": _divided_by("int(np.floor(a / b))"),
        "divmod for whole numbers": _divided_by("divmod(a, b)[0]"),
        "x = x + y for +=": _plain_assignment,
        "np.add into the result": _added_into,
        "the sides one by one": _one_by_one,
        "a view returned": _returned("it[...]"),
        "a copy in Fortran's order returned": _returned("np.asfortranarray(it)"),
    }.items()
}
