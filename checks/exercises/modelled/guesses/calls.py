"""Small edits of calls: another function, one that is missing or too much, other keywords."""

import ast
from collections.abc import Iterator

from checks.exercises.modelled.guesses.numbers import LIKELY, NEAR, SELDOM, Edited
from checks.exercises.modelled.guesses.setting import Setting, called_name, kind_of
from checks.language.nodes import altered, expression

INSTEAD = {
    "max": ("min", "sum"), "min": ("max",), "amax": ("amin",), "amin": ("amax",), "argmax": ("argmin",),
    "argmin": ("argmax",), "sum": ("mean", "prod", "max", "cumsum"), "mean": ("sum", "median"), "prod": ("sum",),
    "cumsum": ("sum", "cumprod"), "cumprod": ("cumsum",), "zeros": ("ones",), "ones": ("zeros",), "empty": ("zeros",),
    "ceil": ("floor",), "floor": ("ceil",), "round": ("floor",), "std": ("var",), "var": ("std",),
    "maximum": ("minimum",), "minimum": ("maximum",), "any": ("all",), "all": ("any",), "median": ("mean",),
    "zeros_like": ("ones_like",), "ones_like": ("zeros_like",), "hstack": ("vstack",), "vstack": ("hstack",),
    "sort": ("argsort",), "argsort": ("sort",), "exp": ("log",), "log": ("log2", "exp"), "dot": ("multiply",),
    "multiply": ("dot",), "add": ("subtract",), "subtract": ("add",), "searchsorted": ("digitize",),
    "repeat": ("tile",), "tile": ("repeat",), "abs": ("square",), "unique": ("sort",),
}  # fmt: skip
OF_NUMPY = (
    *("sqrt", "abs", "absolute", "exp", "log", "log2", "sort", "argsort", "cumsum", "floor", "ceil", "round", "rint"),
    *("square", "unique", "diff", "flip", "transpose", "trace"),
)
AROUND = {
    **dict.fromkeys(OF_NUMPY, "numpy"),
    **dict.fromkeys(("sorted", "int", "float", "len", "reversed"), ""),
    **dict.fromkeys(("copy", "ravel", "flatten"), "method"),
    "T": "attribute",
}
"""Functions of one argument, and where they are found."""
REDUCES = frozenset(
    ("sum", "mean", "max", "min", "prod", "std", "var", "any", "all", "argmax", "argmin", "cumsum", "median", "sort"),
)
AXES = ("0", "1", "2", "-1", "(0, 1)", "(1, 2)")
MADE = ("zeros", "ones", "empty", "full", "array")
LIKE = ("zeros_like", "ones_like", "empty_like", "full_like")


def functions(node: ast.AST, setting: Setting) -> Edited:
    """The function that is taken for another."""
    name = called_name(node)
    if not isinstance(node, ast.Call) or name not in INSTEAD:
        return
    for other in INSTEAD[name]:
        rank = NEAR if other in setting.words else SELDOM
        if isinstance(node.func, ast.Attribute):
            yield altered(node, func=altered(node.func, attr=other)), rank
        elif isinstance(node.func, ast.Name) and other in ("min", "max", "sum", "any", "all"):
            yield altered(node, func=altered(node.func, id=other)), rank


def left_out(node: ast.AST, setting: Setting) -> Edited:
    """What a function of one argument is given, without it."""
    name = called_name(node)
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value, LIKELY
    if not isinstance(node, ast.Call) or (name not in AROUND and name not in ("astype", "clip", "squeeze", "roll")):
        return
    rank = SELDOM if name in setting.words else LIKELY
    if isinstance(node.func, ast.Attribute) and not _is_module(node.func.value, setting):
        yield node.func.value, rank
    elif node.args:
        yield node.args[0], rank


def _is_module(node: ast.expr, setting: Setting) -> bool:
    return isinstance(node, ast.Name) and node.id in (setting.numpy, "math", "np", "numpy")


def around(node: ast.AST, setting: Setting) -> Edited:
    """A function of the model solution that is never called, around what it may have been forgotten for."""
    if called_name(node) == "cumsum" and setting.numpy and isinstance(node, ast.Call):
        yield expression(f"{setting.numpy}.concatenate(([0], it))", it=node), LIKELY
    if called_name(node) in (*MADE, *LIKE, "range", "len"):
        return
    if isinstance(node, ast.Name | ast.BinOp | ast.Call | ast.Subscript) and kind_of(node, setting.kinds) != "size":
        for name in setting.missing:
            if found := wrapped(node, name, setting):
                yield found, NEAR if name in ("sqrt", "T") else LIKELY


def wrapped(node: ast.expr, name: str, setting: Setting) -> ast.expr | None:
    """An expression that is given to a function of one argument; None for any other."""
    where = AROUND.get(name)
    if where is None or called_name(node) in (name, "range"):
        return None
    if where == "attribute":
        return ast.Attribute(node, name, ast.Load())
    if where == "method":
        return ast.Call(ast.Attribute(node, name, ast.Load()), [], [])
    if where == "numpy":
        if not setting.numpy:
            return None
        return ast.Call(ast.Attribute(ast.Name(setting.numpy, ast.Load()), name, ast.Load()), [node], [])
    return ast.Call(ast.Name(name, ast.Load()), [node], [])


def keywords(node: ast.AST, setting: Setting) -> Edited:
    """Without a keyword, with one that the same function has in the model solution, or with another axis."""
    if not isinstance(node, ast.Call):
        return
    name = called_name(node)
    own = {each.arg: each for each in node.keywords}
    for place, each in enumerate(node.keywords):
        rank = NEAR if each.arg == "dtype" else LIKELY
        yield altered(node, keywords=[*node.keywords[:place], *node.keywords[place + 1 :]]), rank
    for lent in setting.keywords.get(name, ()):
        for some in (lent, *((each,) for each in lent)):
            rest = [each for each in node.keywords if each.arg not in {other.arg for other in some}]
            yield altered(node, keywords=[*rest, *some]), NEAR
    if name in REDUCES:
        yield from _axes(node, own, setting)
    if name in MADE and "dtype" not in own and len(node.args) > (name == "full") + 1:
        yield altered(node, args=node.args[:-1]), NEAR
    if name in LIKE and "dtype" not in own:
        yield altered(node, keywords=[*node.keywords, ast.keyword("dtype", ast.Name("float", ast.Load()))]), NEAR


def _axes(node: ast.Call, own: dict[str | None, ast.keyword], setting: Setting) -> Iterator[tuple[ast.AST, int]]:
    if "axis" in own:
        rest = [each for each in node.keywords if each.arg != "axis"]
        for text in AXES:
            yield altered(node, keywords=[*rest, _axis(text)]), LIKELY
        if "keepdims" not in own:
            rank = NEAR if "keepdims" in setting.words else LIKELY
            yield altered(node, keywords=[*node.keywords, ast.keyword("keepdims", ast.Constant(True))]), rank
    elif "axis" in setting.words or not setting.words:
        yield from ((altered(node, keywords=[*node.keywords, _axis(text)]), LIKELY) for text in AXES[:4])


def _axis(text: str) -> ast.keyword:
    return ast.keyword("axis", ast.parse(text, mode="eval").body)


def products(node: ast.AST, setting: Setting) -> Edited:
    """A product of matrices of which one is transposed."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield altered(node, left=_transposed(node.left)), LIKELY
        yield altered(node, right=_transposed(node.right)), LIKELY
    elif isinstance(node, ast.Call) and called_name(node) in ("dot", "matmul") and len(node.args) == 2:
        yield altered(node, args=[node.args[0], _transposed(node.args[1])]), LIKELY
        yield altered(node, args=[_transposed(node.args[0]), node.args[1]]), LIKELY


def _transposed(node: ast.expr) -> ast.expr:
    return ast.Attribute(node, "T", ast.Load())


def whole(node: ast.expr, setting: Setting) -> Edited:
    """All of a value with what the model solution does and the text nowhere does: divided, added, transposed."""
    if kind_of(node, setting.kinds) not in ("size", "pair"):
        yield from ((ast.BinOp(node, operator, operand), NEAR) for operator, operand in setting.operands)
        yield _transposed(node), SELDOM


def arguments(node: ast.AST, setting: Setting) -> Edited:
    """Two arguments in each other's place."""
    if not isinstance(node, ast.Call):
        return
    if len(node.args) == 2:
        yield altered(node, args=node.args[::-1]), LIKELY
    if called_name(node) == "where" and len(node.args) == 3:
        yield altered(node, args=[node.args[0], node.args[2], node.args[1]]), NEAR
    if called_name(node) == "range" and len(node.args) == 2:
        start, stop = node.args
        if ast.unparse(start) not in ast.unparse(stop):
            yield altered(node, args=[start, ast.BinOp(start, ast.Add(), stop)]), NEAR
        yield altered(node, args=node.args[1:]), LIKELY
    if called_name(node) == "range" and len(node.args) == 1:
        yield altered(node, args=[ast.Constant(1), *node.args]), LIKELY


def wider(node: ast.AST, setting: Setting) -> Edited:
    """An argument of small whole numbers as one that does not overflow."""
    if isinstance(node, ast.Name) and node.id in setting.whole:
        for kind in ("int", "float"):
            yield ast.Call(ast.Attribute(node, "astype", ast.Load()), [ast.Name(kind, ast.Load())], []), LIKELY
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in setting.whole:
        yield ast.Call(ast.Name("int", ast.Load()), [node], []), LIKELY
