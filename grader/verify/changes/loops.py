"""Loops that go another way, or that are too many; statements that are not there."""

import ast

from checks.language.nodes import Change, altered, called


def _range(*bounds: ast.expr | None) -> Change:
    """Other bounds for a range; None stands for the one it has."""

    def change(node: ast.AST) -> ast.AST | None:
        if not called(node, "range"):
            return None
        return altered(node, args=[node.args[-1] if bound is None else bound for bound in bounds])

    return change


def _length(operator: ast.operator) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if not called(node, "range"):
            return None
        return altered(node, args=[*node.args[:-1], ast.BinOp(node.args[-1], operator, ast.Constant(1))])

    return change


def _left_early(node: ast.AST) -> ast.AST | None:
    return altered(node, body=[*node.body, ast.Break()]) if isinstance(node, ast.For) else None


def _too_many(node: ast.AST) -> ast.AST | None:
    """Two more loops, of one round each, which are forbidden however right the result is."""
    if not isinstance(node, ast.For) or _has_a_loop(node):
        return None
    once = ast.Tuple([ast.Constant(0)], ast.Load())
    inner = ast.For(ast.Name("_", ast.Store()), once, node.body, [])
    return altered(node, body=[ast.For(ast.Name("_", ast.Store()), once, [inner], [])])


def _has_a_loop(node: ast.For) -> bool:
    return any(isinstance(statement, ast.For) for statement in node.body)


def _while(node: ast.AST) -> ast.AST | None:
    """A `while` that leaves at once, around what a loop does."""
    if not isinstance(node, ast.For) or _has_a_loop(node):
        return None
    return altered(node, body=[ast.While(ast.Constant(value=True), [*node.body, ast.Break()], [])])


def _comprehension(node: ast.AST) -> ast.AST | None:
    """The sides read in a comprehension."""
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Attribute) or node.value.attr != "shape":
        return None
    each = ast.comprehension(ast.Name("n", ast.Store()), node.value, [], 0)
    return altered(node, value=ast.ListComp(ast.Name("n", ast.Load()), [each]))


def _assignment(node: ast.AST) -> ast.AST | None:
    return ast.Assign([node.target], node.value) if isinstance(node, ast.AugAssign) else None


def _no_statement(node: ast.AST) -> ast.AST | None:
    return ast.Pass() if isinstance(node, ast.Assign | ast.AugAssign | ast.Return) else None


LOOP = {
    "a loop one short": _length(ast.Sub()),
    "a loop one longer": _length(ast.Add()),
    "a loop from 1": _range(ast.Constant(1), None),
    "a loop by twos": _range(ast.Constant(0), None, ast.Constant(2)),
    "a loop left early": _left_early,
    "two loops too many": _too_many,
    "a while": _while,
    "a comprehension": _comprehension,
}
STATEMENT = {"= for +=": _assignment, "a statement left out": _no_statement}
