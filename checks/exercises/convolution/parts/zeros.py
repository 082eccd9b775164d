"""What lies around the images: where zeros are put around them, and the array that the windows are taken of."""

import ast
from collections.abc import Iterator

from checks.exercises.causes.parts import is_named
from checks.exercises.convolution.form import form_of
from checks.exercises.convolution.parts.around import Around
from checks.exercises.repair.text import bound, names, targets_of
from checks.model import Part

LEAST_PAIRS = 3


def zeros(around: Around) -> Iterator[Part]:
    """The zeros as a whole, and those of the rows and of the columns where np.pad is given them as pairs."""
    function, text, right = around.function, around.text, around.right
    bases = [_innermost(window.value) for window in around.nest.windows]
    named = {base.id for base in bases if isinstance(base, ast.Name)}
    given = [
        one
        for name in sorted(named)
        for one in function.given.get(name, [])
        if one.statement not in function.in_loops and one.value is not None
    ]
    stores = [
        node
        for node in function.nodes
        if isinstance(node, ast.Assign | ast.AugAssign) and node not in function.in_loops
        for target in targets_of(node)
        if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name) and target.value.id in named
    ]
    if form_of(around.task) == "valid" and not given and not stores:
        return
    for one in given:
        if isinstance(one.value, ast.Call) and is_named(one.value.func, {"pad"}):
            yield from _pairs(around, one.value)
    edits = [text.instead(base, right.images) for base in bases]
    edits += [text.instead(one.value, right.images) for one in given if one.value is not None]
    edits += [text.instead(node, "pass") for node in stores]
    made = sorted((one.statement for one in given), key=lambda node: node.lineno) or [*stores]
    shown: ast.expr | ast.stmt = made[0] if made else around.nest.windows[0]
    widths = _widths(given[-1].value if given else None)
    worked_out = next(_worked_out(around, widths), None) if widths is not None else None
    shown = worked_out or shown
    yield Part(
        id="zeros",
        name="the zeros around the images",
        line=shown.lineno,
        written=text.written(shown),
        right=_right(around),
        edits=tuple(edits),
    )


def _right(around: Around) -> str:
    if form_of(around.task) == "valid":
        return "there should be none in a valid convolution"
    rows, columns = around.sides.zeros("rows"), around.sides.zeros("columns")
    return f"there should be `{rows}` rows above and below, `{columns}` columns on the left and on the right"


def _pairs(around: Around, call: ast.Call) -> Iterator[Part]:
    """The pairs of np.pad for the rows and for the columns."""
    widths = _widths(call)
    if not isinstance(widths, ast.Tuple | ast.List) or len(widths.elts) < LEAST_PAIRS:
        return
    text = around.text
    places = (("rows", "above and below"), ("columns", "on the left and on the right of"))
    for number, (axis, where) in enumerate(places, 1):
        pair = widths.elts[number]
        shown = next(_worked_out(around, pair), None) or pair
        yield Part(
            id=f"zeros {axis}",
            name=f"the zeros {where} the images",
            line=shown.lineno,
            written=text.written(shown),
            right=f"there should be `{around.sides.zeros(axis)}` {axis} on each side",
            edits=(text.instead(pair, f"{around.right.zeros}[{number}]"),),
        )


def _worked_out(around: Around, node: ast.expr) -> Iterator[ast.stmt]:
    """The statement that works out the names in an expression that works out nothing itself."""
    if any(isinstance(part, ast.BinOp) for part in ast.walk(node)):
        return
    for name in sorted(names(node), key=lambda name: name):
        given = around.function.given.get(name, [])
        statements = {one.statement for one in given} - around.function.in_loops
        plain = [one for one in statements if isinstance(one, ast.Assign) and not _is_taken(around, one)]
        if (
            len(statements) == 1
            and plain
            and all(isinstance(target, ast.Name | ast.Tuple) for target in plain[0].targets)
        ):
            yield plain[0]


def _is_taken(around: Around, node: ast.Assign) -> bool:
    """Whether a statement only takes names for the sides of an argument."""
    values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
    whole = [value.value if isinstance(value, ast.Subscript) else value for value in values]
    return all(around.sides.kind(value) for value in whole) or not [*bound(node.targets[0])]


def _widths(call: ast.expr | None) -> ast.expr | None:
    if not isinstance(call, ast.Call) or not is_named(call.func, {"pad"}):
        return None
    keyword = next((each.value for each in call.keywords if each.arg == "pad_width"), None)
    return keyword or (call.args[1] if len(call.args) > 1 else None)


def _innermost(node: ast.expr) -> ast.expr:
    """What is cut: of images[i][r:r + kh] the images."""
    while isinstance(node, ast.Subscript):
        node = node.value
    return node
