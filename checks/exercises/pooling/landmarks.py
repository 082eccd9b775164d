"""Lines of a file where to look for the cause of a wrong answer, by kind; a misconception names its kind.

A kind has a line only where few lines are of it: a line too many sends the reader to the wrong place.
"""

import ast
from collections.abc import Callable, Iterable, Iterator

from checks.exercises.causes.parts import is_named
from checks.exercises.pooling.form import MODES
from checks.exercises.pooling.origins import IMAGES, KERNEL_SHAPE, MODE, STRIDE, Origins
from checks.model import Syntax

MOST_LINES = 3
LIMITS = {"clip", "minimum", "abs", "absolute", "fabs", "where"}
TRANSPOSES = {"T", "transpose", "swapaxes", "moveaxis", "rollaxis"}
CONVERSIONS = {"zeros_like", "empty_like", "full_like", "ones_like", "int_"}
ROUNDING = {"round", "rint", "around", "trunc", "floor", "ceil", "int", "astype"}
TO_INTEGERS = {"int", "round", "ceil", "floor"}  # of math; numpy's ceil and floor give floats
NUMBERS = (2, 4)  # sides and sizes of the handout's own windows
Lines = Callable[[Origins], Iterable[int]]


def landmarks(syntax: Syntax, function: str = "") -> dict[str, int]:
    """The first line of each kind, of which there are few; `function` is the one that the task asks for."""
    file = Origins(syntax.module, function)
    found = {kind: sorted(set(lines(file))) for kind, lines in KINDS.items()}
    return {kind: lines[0] for kind, lines in found.items() if 0 < len(lines) <= MOST_LINES}


def _of(names: set[str]) -> Lines:
    return lambda file: (node.lineno for node in file.nodes if isinstance(node, ast.expr) and is_named(node, names))


def _first(lines: Lines) -> Lines:
    """The first line, however many there are: the others only repeat it."""
    return lambda file: sorted(set(lines(file)))[:1]


def _first_of(*kinds: Lines) -> Lines:
    """The lines of the first kind that has any."""
    return lambda file: next((lines for kind in kinds if (lines := list(kind(file)))), [])


def _texts(file: Origins) -> Iterator[tuple[int, str]]:
    """What the mode is compared with, or looked up by."""
    for node in file.own:
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(file.is_argument(side, MODE) for side in sides):
                yield from (found for side in sides for part in ast.walk(side) for found in _text(part))
        elif isinstance(node, ast.Dict):
            yield from (found for key in node.keys if key is not None for found in _text(key))
        elif isinstance(node, ast.MatchValue):
            yield from _text(node.value)


def _text(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value


def _mistaken_modes(file: Origins) -> Iterator[int]:
    return (line for line, text in _texts(file) if text not in MODES)


def _looked_at(file: Origins) -> Iterator[int]:
    yield from (line for line, _ in _texts(file))
    for node in file.own:
        if isinstance(node, ast.If | ast.IfExp) and any(file.is_argument(part, MODE) for part in ast.walk(node.test)):
            yield node.lineno


def _ifs(file: Origins) -> Iterator[int]:
    return (node.lineno for node in file.own if isinstance(node, ast.If))


def _divisions(file: Origins) -> Iterator[int]:
    """Where a float comes from, unless it is made an integer there and then."""
    whole = {
        id(inner)
        for node in file.nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TO_INTEGERS
        for inner in ast.walk(node)
    }
    for node in file.own:
        divides = isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
        rounds = (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_named(node.func, TO_INTEGERS)
        )
        if isinstance(node, ast.expr | ast.stmt) and (divides or rounds) and id(node) not in whole:
            yield node.lineno


def _whole(file: Origins) -> Iterator[int]:
    """Where a value is made whole; not where a size is."""
    for node in file.own:
        if isinstance(node, ast.Call) and is_named(node.func, ROUNDING):
            if node in file.in_loops or _is_returned(file, node):
                yield node.lineno
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.FloorDiv):
            of_a_call = any(isinstance(part, ast.Call) for part in ast.walk(node))
            if of_a_call or isinstance(node, ast.AugAssign) or _is_returned(file, node):
                yield node.lineno


def _is_returned(file: Origins, node: ast.AST) -> bool:
    return any(node in ast.walk(each) for each in file.returns)


def _narrow(file: Origins) -> Iterator[int]:
    yield from _of(CONVERSIONS)(file)
    for node in file.nodes:
        if isinstance(node, ast.Call):
            given = [keyword.value for keyword in node.keywords if keyword.arg == "dtype"]
            given += node.args[:1] if is_named(node.func, {"astype"}) else []
            given += node.args[1:2] if is_named(node.func, {"zeros", "empty", "ones"}) else []
            texts = [ast.unparse(dtype) for dtype in given]
            if any("float" not in text or "float16" in text for text in texts):
                yield node.lineno


def _windows(file: Origins) -> Iterator[int]:
    """Where windows are taken, or where their beginnings and ends are worked out in a loop."""
    for node in file.nodes:
        if not (isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load)):
            continue
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else []
        if sum(isinstance(part, ast.Slice) for part in parts) > 1 and node in file.in_loops:
            yield from file.in_loop_origins(node) or [node.lineno]


def _shapes_of_tuples(file: Origins) -> Iterator[int]:
    for node in file.own:
        if isinstance(node, ast.Attribute) and any(file.is_argument(node.value, n) for n in (KERNEL_SHAPE, STRIDE)):
            yield node.lineno


def _assigned(file: Origins) -> Iterator[int]:
    return (node.lineno for node in file.stores if node in file.in_loops)


def _numbers(file: Origins) -> Iterator[int]:
    """Numbers that stand for a side, not those that index an axis or are one of several."""
    axes = {
        inner
        for node in file.own
        if isinstance(node, ast.keyword | ast.Subscript)
        for inner in ast.walk(node.slice if isinstance(node, ast.Subscript) else node.value)
        if isinstance(node, ast.keyword) or not any(isinstance(part, ast.Slice) for part in ast.walk(node.slice))
    }
    for node in file.own:
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value in NUMBERS and node not in axes:
            yield node.lineno


def _multiplied(file: Origins) -> Iterator[int]:
    for node in file.own:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            parts = [node.left, node.right]
        elif isinstance(node, ast.Call) and is_named(node.func, {"multiply", "array", "asarray"}):
            parts = node.args
        else:
            continue
        if any(file.is_argument(part, KERNEL_SHAPE) for part in parts):
            yield node.lineno


def _kept(file: Origins) -> Iterator[int]:
    """What outlives a call: a global, a changing default argument, a name of the module."""
    yield from (node.lineno for node in file.nodes if isinstance(node, ast.Global))
    for node in file.nodes:
        if isinstance(node, ast.FunctionDef):
            defaults = node.args.defaults
            yield from (value.lineno for value in defaults if isinstance(value, ast.List | ast.Dict | ast.Call))
    yield from file.module_values


def _given_images(file: Origins) -> Iterator[int]:
    """Where the images that are given are written to."""
    for node in file.stores:
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if isinstance(target, ast.Subscript) and file.is_argument(target.value, IMAGES):
                yield node.lineno


def _nothing(file: Origins) -> Iterator[int]:
    """The return of a function that takes no window, or stores nothing in its loops."""
    stored = [node for node in file.own if node in file.stores or isinstance(node, ast.AugAssign)]
    if not list(_windows(file)) or (file.loops and not any(node in file.in_loops for node in stored)):
        yield from (node.lineno for node in file.returns[-1:])


def _loop(number: int) -> Lines:
    return lambda file: [node.lineno for node in file.loops[number : number + 1]]


KINDS: dict[str, Lines] = {
    "mode": _first_of(_mistaken_modes, _first(_looked_at), _first(_ifs)),
    "nothing_computed": _nothing,
    "other_mode": _first(_mistaken_modes),
    "default": lambda file: file.definition,
    "max": _of({"max", "amax", "maximum", "nanmax"}),
    "min": _of({"min", "amin", "minimum"}),
    "mean": _first_of(_of({"mean", "average", "nanmean"}), _of({"sum", "add", "einsum"}), _divisions),
    "sum": _of({"sum", "add", "einsum"}),
    "median": _of({"median", "percentile", "quantile"}),
    "clip": _of(LIMITS),
    "transpose": _of(TRANSPOSES),
    "division": _divisions,
    "dtype": _narrow,
    "whole": _whole,
    "empty": _of({"empty", "empty_like"}),
    "window": _first(_windows),
    "tuple_shape": _shapes_of_tuples,
    "unpack": lambda file: file.unpacked(),
    "stride": lambda file: file.taken(STRIDE),
    "kernel_shape": lambda file: file.taken(KERNEL_SHAPE),
    "image_shape": lambda file: file.taken(IMAGES),
    "size": lambda file: file.of_size(0),
    "size_columns": lambda file: file.of_size(1),
    "allocation": lambda file: file.allocations,
    "assignment": _first(_assigned),
    "number": _first(_numbers),
    "multiplied": _multiplied,
    "pad": _of({"pad"}),
    "range": _loop(0),
    "inner_range": _first_of(_loop(1), _loop(0)),
    "early_return": lambda file: [node.lineno for node in file.returns if node in file.in_loops],
    "global": _first(_first_of(_kept, _given_images)),
    "return": lambda file: [node.lineno for node in file.returns[-1:]],
    "end": lambda file: file.end(),
}
