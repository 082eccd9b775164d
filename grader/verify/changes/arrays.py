"""Another dtype, another padding, another kernel, other images, another result."""

import ast

from checks.language.nodes import Change, altered, called, expression, returned

LARGEST, MEAN, KERNELS = ("max", "amax"), ("mean", "average"), ("kernel", "kernels")
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
        if not isinstance(node, ast.Attribute) or node.attr not in names:
            return None
        return altered(node, attr=name)

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


def _instead_of(text: str, *names: str) -> Change:
    """Something else in the place of a name, for which `it` stands."""

    def change(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.Name) and node.id in names and isinstance(node.ctx, ast.Load):
            return expression(text, it=node)
        return None

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
    "the mean for the largest": _function("mean", *LARGEST),
    "the smallest for the largest": _function("min", *LARGEST),
    "the median for the mean": _function("median", *MEAN),
    "the sum for the mean": _function("sum", *MEAN),
    "the largest for the mean": _function("max", *MEAN),
}
KERNEL = {
    "kernel flipped": _instead_of("it[::-1, ::-1]", *KERNELS),
    "kernel mirrored": _instead_of("it[:, ::-1]", *KERNELS),
    "kernel upside down": _instead_of("it[::-1]", *KERNELS),
    "kernel transposed": _instead_of("it.swapaxes(0, 1)", *KERNELS),
    "kernel without signs": _instead_of("np.abs(it)", *KERNELS),
    "kernel scaled": _instead_of("it / it.size", *KERNELS),
    "kernel's channels turned": _instead_of("it[:, :, ::-1]", *KERNELS),
    "kernel of the first channel": _instead_of("it[:, :, :1]", *KERNELS),
    "the first kernel for all": _instead_of("it[..., [0] * nc]", "kernels"),
    "kernels turned": _instead_of("it[..., ::-1]", "kernels"),
}
IMAGES = {
    "the first image alone": _instead_of("it[:1]", "images"),
    "the first image for all": _instead_of("np.broadcast_to(it[:1], it.shape)", "images"),
    "images mirrored": _instead_of("it[:, :, ::-1]", "images"),
    "images clipped": _instead_of("np.clip(it, 0, 1)", "images"),
    "the last channel for all": _instead_of("np.broadcast_to(it[..., -1:], it.shape)", "images"),
}
RESULT = {
    "the result rounded": returned("np.round(it)"),
    "the result rounded to three places": returned("np.round(it, 3)"),
    "the result a little larger": returned("it + 1e-4"),
    "the result without its negative values": returned("np.maximum(it, 0)"),
    "the result transposed": returned("it.swapaxes(1, 2)"),
    "the result as a list": returned("it.tolist()"),
    "the result without an axis of one": returned("np.squeeze(it)"),
    "the result in half precision": returned("it.astype(np.float16)"),
    "the result in whole numbers": returned("it.astype(int)"),
}
