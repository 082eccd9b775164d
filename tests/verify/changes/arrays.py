"""Another dtype, another padding, another kernel, other images, another result."""

import ast

from tests.verify.changes.nodes import Change, altered, called, expression

MODES = ("edge", "reflect", "wrap", "symmetric", "linear_ramp", "mean")


def _dtype(text: str) -> Change:
    """Of an array that is made."""

    def change(node: ast.AST) -> ast.AST | None:
        if not called(node, "zeros", "empty", "ones"):
            return None
        keywords = [keyword for keyword in node.keywords if keyword.arg != "dtype"]
        return altered(node, args=node.args[:1], keywords=[*keywords, ast.keyword("dtype", expression(text))])

    return change


def _cast(text: str) -> Change:
    """Of an array that is there."""

    def change(node: ast.AST) -> ast.AST | None:
        return altered(node, args=[expression(text)]) if called(node, "astype") else None

    return change


def _function(name: str, *names: str) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if not called(node, *names) or not isinstance(node.func, ast.Attribute) or node.func.attr == name:
            return None
        return altered(node, func=altered(node.func, attr=name))

    return change


def _mode(mode: str) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        return _padded(node, ast.keyword("mode", ast.Constant(mode)))

    return change


def _value(value: int) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        return _padded(node, ast.keyword("constant_values", ast.Constant(value)))

    return change


def _padded(node: ast.AST, keyword: ast.keyword) -> ast.AST | None:
    if not called(node, "pad"):
        return None
    keywords = [keyword for keyword in node.keywords if keyword.arg not in ("mode", "constant_values")]
    return altered(node, args=node.args[:2], keywords=[*keywords, keyword])


def _not_padded(node: ast.AST) -> ast.AST | None:
    return node.args[0] if called(node, "pad") else None


def _instead_of(name: str, text: str) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
            return expression(text)
        return None

    return change


def _returned(text: str) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if not isinstance(node, ast.Return) or node.value is None:
            return None
        return altered(node, value=expression(text, it=node.value))

    return change


DTYPE = {
    **{f"made of {text}": _dtype(text) for text in ("int", "bool", "np.uint8", "np.float16", "images.dtype")},
    **{f"cast to {text}": _cast(text) for text in ("int", "np.int8", "np.float16")},
}
PADDING = {
    **{f"padding by {mode}": _mode(mode) for mode in MODES},
    "padding by ones": _value(1),
    "no padding": _not_padded,
}
FILLING = {
    "memory not filled": _function("empty", "zeros"),
    "ones for zeros": _function("ones", "zeros", "empty"),
    "the mean for the sum": _function("mean", "sum"),
    "the largest for the sum": _function("max", "sum"),
}
KERNEL = {
    "kernel flipped": _instead_of("kernel", "kernel[::-1, ::-1]"),
    "kernel mirrored": _instead_of("kernel", "kernel[:, ::-1]"),
    "kernel upside down": _instead_of("kernel", "kernel[::-1]"),
    "kernel transposed": _instead_of("kernel", "kernel.T"),
    "kernel without signs": _instead_of("kernel", "np.abs(kernel)"),
    "kernel scaled": _instead_of("kernel", "kernel / kernel.size"),
}
IMAGES = {
    "the first image alone": _instead_of("images", "images[:1]"),
    "the first image for all": _instead_of("images", "np.broadcast_to(images[:1], images.shape)"),
    "images mirrored": _instead_of("images", "images[:, :, ::-1]"),
    "images clipped": _instead_of("images", "np.clip(images, 0, 1)"),
}
RESULT = {
    "the result rounded": _returned("np.round(it)"),
    "the result rounded to three places": _returned("np.round(it, 3)"),
    "the result a little larger": _returned("it + 1e-4"),
    "the result without its negative values": _returned("np.maximum(it, 0)"),
    "the result transposed": _returned("it.transpose(0, 2, 1)"),
    "the result as a list": _returned("it.tolist()"),
    "the result without an axis of one": _returned("np.squeeze(it)"),
    "the result in half precision": _returned("it.astype(np.float16)"),
    "the result in whole numbers": _returned("it.astype(int)"),
}
