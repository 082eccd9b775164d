"""Changes to any function, whatever it works out: its branches, its constants, numpy's functions, its result."""

import ast

from checks.language.nodes import Change, Kinds, altered, called, expression, returned

INSTEAD = {
    **{"argmax": "argmin", "argmin": "argmax", "min": "max", "amin": "amax", "nanmax": "nanmin", "nanmin": "nanmax"},
    **{"maximum": "minimum", "minimum": "maximum", "ceil": "floor", "floor": "ceil", "any": "all", "all": "any"},
    **{"std": "var", "var": "std", "prod": "sum", "cumsum": "cumprod", "cumprod": "cumsum", "median": "mean"},
    **{"less": "less_equal", "less_equal": "less", "greater": "greater_equal", "greater_equal": "greater"},
    **{"floor_divide": "divide", "round": "trunc", "rint": "trunc", "around": "trunc", "log": "log1p", "exp": "expm1"},
    **{"logical_and": "logical_or", "logical_or": "logical_and", "bitwise_and": "bitwise_or", "outer": "inner"},
    **{"vstack": "hstack", "hstack": "vstack", "row_stack": "column_stack", "repeat": "tile", "tile": "repeat"},
    **{"searchsorted": "digitize", "add": "subtract", "subtract": "add", "multiply": "add"},
}
LEFT_OUT = (
    *("sort", "sorted", "unique", "abs", "absolute", "fabs", "sqrt", "square", "exp", "log", "log2", "round", "rint"),
    *("floor", "ceil", "trunc", "cumsum", "cumprod", "diff", "flip", "fliplr", "flipud", "transpose", "clip", "int"),
    *("float", "astype", "ravel", "flatten", "squeeze", "reversed", "roll", "nan_to_num", "asarray", "array", "copy"),
)
SIDES = {"left": "right", "right": "left", "C": "F", "F": "C"}


def _function(node: ast.AST) -> ast.AST | None:
    """Another of numpy's functions: the one that is taken for it."""
    if isinstance(node, ast.Attribute) and node.attr in INSTEAD:
        return altered(node, attr=INSTEAD[node.attr])
    return None


def _left_out(node: ast.AST) -> ast.AST | None:
    """What a function is given, without it."""
    if not called(node, *LEFT_OUT):
        return None
    if isinstance(node.func, ast.Attribute) and not _is_module(node.func.value):
        return node.func.value
    return node.args[0] if node.args else None


def _is_module(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("np", "numpy", "math")


def _keyword(name: str) -> Change:
    """Without an argument of this name."""

    def change(node: ast.AST) -> ast.AST | None:
        if not isinstance(node, ast.Call) or all(keyword.arg != name for keyword in node.keywords):
            return None
        return altered(node, keywords=[keyword for keyword in node.keywords if keyword.arg != name])

    return change


def _transposed(node: ast.AST) -> ast.AST | None:
    return node.value if isinstance(node, ast.Attribute) and node.attr == "T" else None


def _product(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        return altered(node, op=ast.Mult())
    return expression("a * b", a=node.args[0], b=node.args[1]) if called(node, "dot", "matmul") and _two(node) else None


def _two(node: ast.Call) -> bool:
    return len(node.args) == 2


def _turned_product(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        return altered(node, left=node.right, right=node.left)
    return None


def _where(node: ast.AST) -> ast.AST | None:
    """np.where(a, c, b) for np.where(a, b, c)."""
    if not called(node, "where") or len(node.args) != 3:
        return None
    return altered(node, args=[node.args[0], node.args[2], node.args[1]])


def _one_of_where(place: int) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        return node.args[place] if called(node, "where") and len(node.args) == 3 else None

    return change


def _both(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.BoolOp):
        return altered(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr):
        return altered(node, op=ast.BitOr() if isinstance(node.op, ast.BitAnd) else ast.BitAnd())
    return None


def _one_condition(place: int) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        return node.values[place] if isinstance(node, ast.BoolOp) else None

    return change


def _not_inverted(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
        return node.operand
    return None


TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE, ast.Eq: ast.LtE, ast.NotEq: ast.Lt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip


def _turned(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED:
        return altered(node, ops=[TURNED[type(node.ops[0])](), *node.ops[1:]])
    return None


def _alone(node: ast.AST) -> ast.AST | None:
    """Equal alone, of what may be less or more, too."""
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.LtE | ast.GtE):
        return altered(node, ops=[ast.Eq(), *node.ops[1:]])
    return None


def _bool(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return ast.Constant(not node.value)
    return None


def _float(text: str) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            return expression(text, it=node)
        return None

    return change


def _compared_word(node: ast.AST) -> ast.AST | None:
    """A word that nobody gives, where one is compared with."""
    if not isinstance(node, ast.Compare) or not isinstance(node.comparators[0], ast.Constant):
        return None
    word = node.comparators[0].value
    if not isinstance(word, str):
        return None
    return altered(node, comparators=[ast.Constant(f"{word}_"), *node.comparators[1:]])


def _side(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.keyword) and isinstance(node.value, ast.Constant) and node.value.value in SIDES:
        return altered(node, value=ast.Constant(SIDES[str(node.value.value)]))
    return None


def _index(text: str) -> Change:
    """Another index than the one that is there."""

    def change(node: ast.AST) -> ast.AST | None:
        if not isinstance(node, ast.Subscript) or isinstance(node.slice, ast.Slice | ast.Tuple | ast.Constant):
            return None
        return altered(node, slice=expression(text, it=node.slice))

    return change


def _axis(text: str) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.keyword) and node.arg == "axis":
            return altered(node, value=expression(text))
        return None

    return change


def _while(node: ast.AST) -> ast.AST | None:
    return altered(node, body=[*node.body, ast.Break()]) if isinstance(node, ast.While) else None


def _dtype(text: str) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.keyword) and node.arg == "dtype":
            return altered(node, value=expression(text))
        return None

    return change


def _part(text: str, place: int) -> Change:
    """One part of a tuple that is returned, made into something else."""

    def change(node: ast.AST) -> ast.AST | None:
        if not isinstance(node, ast.Return) or not isinstance(node.value, ast.Tuple) or len(node.value.elts) <= place:
            return None
        parts = list(node.value.elts)
        parts[place] = expression(text, it=parts[place])
        return altered(node, value=altered(node.value, elts=parts))

    return change


def _no_else(node: ast.AST) -> ast.AST | None:
    return altered(node, orelse=[]) if isinstance(node, ast.If) and node.orelse else None


GENERAL: Kinds = {
    "arithmetic": {
        "a product of each for the matrix product": _product,
        "the matrix product turned": _turned_product,
        "not transposed": _transposed,
        "a number with a fraction doubled": _float("2 * it"),
        "a number with a fraction with the other sign": _float("-it"),
    },
    "comparison": {
        "a comparison the other way": _turned,
        "equal alone": _alone,
        "and for or": _both,
        "not left out": _not_inverted,
    },
    "branch": {
        "the values of np.where swapped": _where,
        "the first value of np.where": _one_of_where(1),
        "the second value of np.where": _one_of_where(2),
        "the first condition alone": _one_condition(0),
        "the last condition alone": _one_condition(-1),
        "without its else": _no_else,
    },
    "constant": {
        "true for false": _bool,
        "a word that nobody gives": _compared_word,
        "the other side of equals": _side,
    },
    "index": {"the next one": _index("it + 1"), "the one before": _index("it - 1")},
    "axis": {
        "the last axis": _axis("-1"),
        "keepdims left out": _keyword("keepdims"),
        "ddof left out": _keyword("ddof"),
    },
    "dtype": {
        "dtype left out": _keyword("dtype"),
        "dtype=float": _dtype("float"),
        "dtype=int": _dtype("int"),
        "dtype=np.int8": _dtype("np.int8"),
    },
    "function": {"another function": _function, "a function left out": _left_out},
    "result": {
        "the result without its signs": returned("np.abs(it)"),
        "the result with the other sign": returned("-it"),
        "the result sorted": returned("np.sort(it)"),
        "the result from the end": returned("it[::-1]"),
        "the result without its first": returned("it[1:]"),
        "the result without its last": returned("it[:-1]"),
        "the first part as whole numbers": _part("np.asarray(it).astype(int)", 0),
        "the second part as whole numbers": _part("np.asarray(it).astype(int)", 1),
        "the first part plus 1": _part("it + 1", 0),
        "the second part plus 1": _part("it + 1", 1),
    },
    "loop": {"a while left early": _while},
}
"""Changes that need no more than the node that they are made at."""
