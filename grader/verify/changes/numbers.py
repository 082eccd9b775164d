"""Another operator, another comparison, another number."""

import ast
from collections.abc import Mapping

from checks.language.nodes import Change, altered, called, expression

OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], type[ast.operator]]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.FloorDiv),
    ast.Mult: (ast.Add, ast.Div),
    ast.FloorDiv: (ast.Mult, ast.Div),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.Mod: (ast.FloorDiv, ast.Mult),
    ast.Pow: (ast.Mult, ast.Add),
}
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.Gt: ast.GtE,
    ast.LtE: ast.Lt,
    ast.GtE: ast.Gt,
}

WORDS = {"same": "valid", "valid": "same", "max": "avg", "avg": "max"}
MISSPELT = {"same": "SAME", "valid": "VALID", "max": "maximum", "avg": "average"}


def _operator(which: int) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in OPERATORS:
            return altered(node, op=OPERATORS[type(node.op)][which]())
        return None

    return change


def _one_operand(which: str, *operators: type[ast.operator]) -> Change:
    """The other one is left out: a factor, a divisor, a term."""

    def change(node: ast.AST) -> ast.AST | None:
        return getattr(node, which) if isinstance(node, ast.BinOp) and isinstance(node.op, operators) else None

    return change


def _one_too_early(node: ast.AST) -> ast.AST | None:
    """(n - k + 1) // s for (n - k) // s + 1."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add):
        return None
    if not isinstance(node.left, ast.BinOp) or not isinstance(node.left.op, ast.FloorDiv):
        return None
    return altered(node.left, left=altered(node, left=node.left.left))


def _up(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv):
        return expression("-(-a // b)", a=node.left, b=node.right)
    return None


def _operands(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub | ast.FloorDiv | ast.Div | ast.Mod):
        return altered(node, left=node.right, right=node.left)
    return None


def _sign(node: ast.AST) -> ast.AST | None:
    return node.operand if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) else None


def _comparison(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        return altered(node, ops=[COMPARISONS[type(node.ops[0])](), *node.ops[1:]])
    return None


def _tested(text: str) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        return altered(node, test=expression(text, it=node.test)) if isinstance(node, ast.If | ast.IfExp) else None

    return change


def _type_by_name(node: ast.AST) -> ast.AST | None:
    """The type compared with its name, which nothing is."""
    if called(node, "isinstance"):
        return expression("type(it) == name", it=node.args[0], name=ast.Constant(ast.unparse(node.args[1])))
    return None


def _plus(n: int) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return ast.Constant(node.value + n)
        return None

    return change


def _word(instead: Mapping[str, str]) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.Constant) and node.value in instead:
            return ast.Constant(instead[str(node.value)])
        return None

    return change


def _no_default(node: ast.AST) -> ast.AST | None:
    """The first parameter that has a default has none."""
    return altered(node, defaults=node.defaults[1:]) if isinstance(node, ast.arguments) and node.defaults else None


ARITHMETIC = {
    "another operator": _operator(0),
    "a third operator": _operator(1),
    "operands swapped": _operands,
    "a sign left out": _sign,
    "the first operand alone": _one_operand("left", *OPERATORS),
    "the second operand alone": _one_operand("right", ast.Mult),
    "one added before the division": _one_too_early,
    "rounded up": _up,
}
COMPARISON = {
    "another comparison": _comparison,
    "a condition turned": _tested("not it"),
    "a branch never taken": _tested("it and False"),
    "a branch always taken": _tested("it or True"),
    "a type compared with its name": _type_by_name,
}
CONSTANT = {
    "a constant plus 1": _plus(1),
    "a constant minus 1": _plus(-1),
    "another word": _word(WORDS),
    "a word misspelt": _word(MISSPELT),
    "no default": _no_default,
}
