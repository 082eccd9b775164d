"""Small edits of numbers: one too many, another operator, another comparison."""

import ast
from collections.abc import Iterator

from checks.exercises.modelled.guesses.setting import Setting, called_name
from checks.language.nodes import altered, expression

NEAR, LIKELY, SELDOM, RARE = 1, 2, 3, 5
"""How likely an edit is what was meant, the likeliest first; 0 is what the model solution lends."""

Edited = Iterator[tuple[ast.AST, int]]
MADE = ("zeros", "ones", "empty", "full", "range", "arange", "eye")
OPERATORS: dict[type[ast.operator], tuple[tuple[type[ast.operator], int], ...]] = {
    ast.Add: ((ast.Sub, NEAR), (ast.Mult, SELDOM)),
    ast.Sub: ((ast.Add, NEAR),),
    ast.Mult: ((ast.MatMult, LIKELY), (ast.Div, LIKELY), (ast.Add, SELDOM)),
    ast.FloorDiv: ((ast.Div, NEAR), (ast.Mod, SELDOM)),
    ast.Div: ((ast.FloorDiv, NEAR), (ast.Mult, LIKELY)),
    ast.Mod: ((ast.FloorDiv, LIKELY),),
    ast.MatMult: ((ast.Mult, LIKELY),),
    ast.Pow: ((ast.Mult, SELDOM),),
    ast.BitAnd: ((ast.BitOr, LIKELY),),
    ast.BitOr: ((ast.BitAnd, LIKELY),),
}
COMPARISONS: dict[type[ast.cmpop], tuple[tuple[type[ast.cmpop], int], ...]] = {
    ast.Lt: ((ast.LtE, NEAR), (ast.Gt, LIKELY), (ast.GtE, SELDOM)),
    ast.LtE: ((ast.Lt, NEAR), (ast.GtE, LIKELY), (ast.Gt, SELDOM)),
    ast.Gt: ((ast.GtE, NEAR), (ast.Lt, LIKELY), (ast.LtE, SELDOM)),
    ast.GtE: ((ast.Gt, NEAR), (ast.LtE, LIKELY), (ast.Lt, SELDOM)),
    ast.Eq: ((ast.NotEq, LIKELY),),
    ast.NotEq: ((ast.Eq, LIKELY),),
}


WORDS = {"same": ("valid",), "full": ("valid", "same"), "valid": ("same",), "left": ("right",), "right": ("left",)}
"""Words of numpy's own that are taken for one another."""


def constants(node: ast.AST, setting: Setting) -> Edited:
    """A whole number by one, and a number or a text that the model solution has."""
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if type(value) is int:
        yield number(value + 1), LIKELY
        yield number(value - 1), LIKELY
    if type(value) in (int, float):
        yield from ((ast.Constant(each), LIKELY) for each in setting.numbers if each != value)
    if type(value) is str:
        words = dict.fromkeys((*setting.texts, *WORDS.get(value, ())))
        yield from ((ast.Constant(each), NEAR) for each in words if each != value)


def number(value: int) -> ast.expr:
    """A whole number as it is written."""
    return ast.Constant(value) if value >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-value))


def operators(node: ast.AST, setting: Setting) -> Edited:
    """Another operator, its operands the other way round, or one of them alone."""
    if not isinstance(node, ast.BinOp):
        return
    for other, rank in OPERATORS.get(type(node.op), ()):
        known = other.__name__ in setting.words or rank == NEAR
        yield altered(node, op=other()), rank if known else rank + 1
    if isinstance(node.op, ast.Sub | ast.Div | ast.FloorDiv | ast.MatMult):
        yield altered(node, left=node.right, right=node.left), LIKELY
    if isinstance(node.op, ast.Add | ast.Sub) and isinstance(node.right, ast.Constant):
        yield node.left, NEAR
    elif isinstance(node.op, ast.Pow) and isinstance(node.right, ast.Constant):
        yield node.left, LIKELY
        yield from ((altered(node, right=ast.Constant(each)), NEAR) for each in (2, 0.5) if each != node.right.value)
    elif isinstance(node.op, ast.Mult | ast.Div | ast.FloorDiv | ast.Add | ast.Sub):
        yield node.left, SELDOM
        if isinstance(node.op, ast.Mult | ast.Add):
            yield node.right, SELDOM
        if isinstance(node.op, ast.Add | ast.Sub):
            yield altered(node, right=ast.BinOp(ast.Constant(2), ast.Mult(), node.right)), SELDOM


def roundings(node: ast.AST, setting: Setting) -> Edited:
    """(n - k) // s + 1 for (n - k + 1) // s, and the other way round."""
    match node:
        case ast.BinOp(op=ast.FloorDiv(), left=ast.BinOp(op=ast.Add(), right=ast.Constant(value=1)) as above):
            yield ast.BinOp(altered(node, left=above.left), ast.Add(), ast.Constant(1)), NEAR
        case ast.BinOp(op=ast.FloorDiv()):
            yield ast.BinOp(node, ast.Add(), ast.Constant(1)), LIKELY
            yield expression("-(-a // b)", a=node.left, b=node.right), LIKELY


def signs(node: ast.AST, setting: Setting) -> Edited:
    """Without a minus or a `not`; or with one."""
    match node:
        case ast.UnaryOp(op=ast.USub() | ast.Not() | ast.Invert(), operand=operand):
            yield operand, NEAR
        case ast.IfExp(body=body, orelse=orelse):
            yield altered(node, body=orelse, orelse=body), NEAR


def squares(node: ast.AST, setting: Setting) -> Edited:
    """A difference that was to be squared."""
    rank = NEAR if setting.words & {"Pow", "square", "power"} else RARE
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub | ast.Add | ast.Div):
        yield ast.BinOp(node, ast.Pow(), ast.Constant(2)), rank
    elif isinstance(node, ast.Name) and setting.kinds.get(node.id) in ("array", "other"):
        yield ast.BinOp(node, ast.Pow(), ast.Constant(2)), rank + 1


def comparisons(node: ast.AST, setting: Setting) -> Edited:
    """Another comparison, `and` for `or`."""
    match node:
        case ast.Compare(ops=[op, *rest]):
            for other, rank in COMPARISONS.get(type(op), ()):
                of_texts = any(
                    isinstance(each, ast.Constant) and isinstance(each.value, str) for each in node.comparators
                )
                yield altered(node, ops=[other(), *rest]), SELDOM if of_texts else rank
        case ast.BoolOp(op=op, values=values):
            yield altered(node, op=ast.Or() if isinstance(op, ast.And) else ast.And()), LIKELY
            yield from ((each, SELDOM) for each in values)


def ends(node: ast.AST, setting: Setting) -> Edited:
    """One more or one less where something is counted: what a range, an array or a slice is made of."""
    if called_name(node) in MADE:
        assert isinstance(node, ast.Call)
        for place, given in enumerate(node.args):
            for other, rank in one_beside(given):
                yield altered(node, args=[*node.args[:place], other, *node.args[place + 1 :]]), rank
    elif isinstance(node, ast.Slice):
        for field in ("lower", "upper"):
            bound = getattr(node, field)
            if bound is not None:
                yield from ((altered(node, **{field: other}), rank) for other, rank in one_beside(bound))
                yield altered(node, **{field: None}), SELDOM
        yield from _other_end(node)
        if node.lower is not None and node.upper is not None and ast.unparse(node.lower) not in ast.unparse(node.upper):
            yield altered(node, upper=ast.BinOp(node.lower, ast.Add(), node.upper)), NEAR


def _other_end(node: ast.Slice) -> Edited:
    """What lies before for what lies behind."""
    if node.lower is not None and node.upper is None:
        yield ast.Slice(None, node.lower, node.step), LIKELY
        yield ast.Slice(None, _further(node.lower, 1), node.step), LIKELY
    elif node.upper is not None and node.lower is None:
        yield ast.Slice(node.upper, None, node.step), LIKELY


def one_beside(node: ast.expr) -> Iterator[tuple[ast.expr, int]]:
    """One more and one less, of each part of a tuple."""
    if isinstance(node, ast.Tuple):
        for place, each in enumerate(node.elts):
            for other, rank in one_beside(each):
                yield altered(node, elts=[*node.elts[:place], other, *node.elts[place + 1 :]]), rank
    elif not isinstance(node, ast.Constant | ast.Attribute | ast.UnaryOp) and not _is_asked(node):
        yield _further(node, 1), NEAR
        yield _further(node, -1), NEAR


def _is_asked(node: ast.expr) -> bool:
    """Whether a side is taken as it is: what is counted from it may be wrong, the side is not."""
    match node:
        case ast.Subscript(value=ast.Attribute(attr="shape")) | ast.Call(func=ast.Name(id="len")):
            return True
    return False


def _further(node: ast.expr, by: int) -> ast.expr:
    """So much more, in as few words as that takes."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub) and _is_whole(node.right):
        assert isinstance(node.right, ast.Constant)
        assert isinstance(node.right.value, int)
        total = (node.right.value if isinstance(node.op, ast.Add) else -node.right.value) + by
        node = node.left
    else:
        total = by
    if total == 0:
        return node
    return ast.BinOp(node, ast.Add() if total > 0 else ast.Sub(), ast.Constant(abs(total)))


def _is_whole(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int


def grouped(node: ast.AST, setting: Setting) -> Edited:
    """(a - b) / c for a - b / c, and the other way round."""
    match node:
        case ast.BinOp(op=ast.Add() | ast.Sub(), right=ast.BinOp(op=ast.Mult() | ast.Div() | ast.FloorDiv()) as inner):
            yield altered(inner, left=altered(node, right=inner.left)), NEAR
        case ast.BinOp(op=ast.Mult() | ast.Div() | ast.FloorDiv(), left=ast.BinOp(op=ast.Add() | ast.Sub()) as inner):
            yield altered(inner, right=altered(node, left=inner.right)), LIKELY
