"""Rewrites of `for` statements: what they go over, and in which order."""

import ast
from typing import NamedTuple

from checks.language.nodes import altered, called, expression
from grader.verify.rewritings.trees import ANY, Change, Rewrite, Wanted, everywhere


def _over(text: str) -> Change:
    """Something else to go over than range(n)."""

    def change(node: ast.AST) -> ast.AST | None:
        if not isinstance(node, ast.For) or not called(node.iter, "range") or len(node.iter.args) != 1:
            return None
        return altered(node, iter=expression(text, n=node.iter.args[0]))

    return change


def _paired(text: str, target: str) -> Change:
    """Pairs to go over, of which one is the place."""

    def change(node: ast.AST) -> ast.AST | None:
        if not isinstance(node, ast.For) or not called(node.iter, "range") or len(node.iter.args) != 1:
            return None
        names = [node.target if name == "i" else ast.Name("_", ast.Store()) for name in target.split(", ")]
        return altered(node, target=ast.Tuple(names, ast.Store()), iter=expression(text, n=node.iter.args[0]))

    return change


class _Nest(NamedTuple):
    """Two loops over ranges, one within the other and nothing between them."""

    outer: ast.For
    inner: ast.For
    rows: ast.expr
    columns: ast.expr


def _nest(node: ast.AST) -> _Nest | None:
    inner = node.body[0] if isinstance(node, ast.For) and len(node.body) == 1 else None
    if not isinstance(node, ast.For) or not isinstance(inner, ast.For):
        return None
    if not (called(node.iter, "range") and called(inner.iter, "range")):
        return None
    return _Nest(node, inner, node.iter.args[0], inner.iter.args[0])


def _swapped(node: ast.AST) -> ast.AST | None:
    found = _nest(node)
    if found is None:
        return None
    within = altered(found.outer, body=found.inner.body, orelse=[])
    return altered(found.inner, body=[within], orelse=found.outer.orelse)


def _one_loop(text: str) -> Change:
    """One loop over all places."""

    def change(node: ast.AST) -> ast.AST | None:
        found = _nest(node)
        if found is None:
            return None
        target = ast.Tuple([found.outer.target, found.inner.target], ast.Store())
        places = expression(text, rows=found.rows, columns=found.columns)
        return altered(found.outer, target=target, iter=places, body=found.inner.body)

    return change


def _flat(node: ast.AST) -> ast.AST | None:
    found = _nest(node)
    if found is None:
        return None
    place = ast.Tuple([found.outer.target, found.inner.target], ast.Store())
    step = ast.Assign([place], expression("divmod(place, columns)", columns=found.columns))
    count = expression("range(rows * columns)", rows=found.rows, columns=found.columns)
    return altered(found.outer, target=ast.Name("place", ast.Store()), iter=count, body=[step, *found.inner.body])


GENERATOR = '''

def places(rows, columns):
    """Every place, row by row."""
    for place in range(rows * columns):
        yield divmod(place, columns)
'''


def _by_generator(program: str, _wanted: Wanted = ANY, /) -> str:
    """The places from a generator with a loop of its own."""
    changed = everywhere(_one_loop("places(rows, columns)"))(program)
    return f"{changed}\n{GENERATOR}" if "places(" in changed else program


def _in_a_closure(node: ast.AST) -> ast.AST | list[ast.stmt] | None:
    """What the inner loop does, in a function of its own."""
    found = _nest(node)
    if found is None or any(isinstance(part, ast.AugAssign | ast.Continue) for part in ast.walk(found.outer)):
        return None
    visit = ast.parse('def visit(i, j):\n    """Work on one place."""\n').body[0]
    assert isinstance(visit, ast.FunctionDef)
    assert isinstance(found.outer.target, ast.Name)
    assert isinstance(found.inner.target, ast.Name)
    visit.args.args[0].arg, visit.args.args[1].arg = found.outer.target.id, found.inner.target.id
    visit.body += found.inner.body
    call = ast.Expr(expression(f"visit({found.outer.target.id}, {found.inner.target.id})"))
    return [visit, altered(found.outer, body=[altered(found.inner, body=[call])])]


LOOPS: dict[str, Rewrite] = {
    "ranges from 0": everywhere(_over("range(0, n)")),
    "np.arange for range": everywhere(_over("np.arange(n)")),
    "a list of the places": everywhere(_over("list(range(n))")),
    "loops from the end": everywhere(_over("range(n - 1, -1, -1)")),
    "reversed": everywhere(_over("reversed(range(n))")),
    "enumerate": everywhere(_paired("enumerate(range(n))", "i, _")),
    "zip": everywhere(_paired("zip(np.zeros(n), range(n))", "_, i")),
    "loops swapped": everywhere(_swapped),
    "np.ndindex": everywhere(_one_loop("np.ndindex(rows, columns)")),
    "np.argwhere": everywhere(_one_loop("np.argwhere(np.ones((rows, columns)))")),
    "one flat loop": everywhere(_flat),
    "a generator": _by_generator,
    "a function for one place": everywhere(_in_a_closure),
}
