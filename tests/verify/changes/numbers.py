"""Another operator, another comparison, another number."""

import ast

from tests.verify.changes.nodes import Change, altered

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


def _operator(which: int) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in OPERATORS:
            return altered(node, op=OPERATORS[type(node.op)][which]())
        return None

    return change


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


def _condition(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.If | ast.IfExp):
        return altered(node, test=ast.UnaryOp(ast.Not(), node.test))
    return None


def _plus(n: int) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return ast.Constant(node.value + n)
        return None

    return change


ARITHMETIC = {
    "another operator": _operator(0),
    "a third operator": _operator(1),
    "operands swapped": _operands,
    "a sign left out": _sign,
}
COMPARISON = {"another comparison": _comparison, "a condition turned": _condition}
CONSTANT = {"a constant plus 1": _plus(1), "a constant minus 1": _plus(-1)}
