"""Lines of a file where to look for the cause of a wrong answer, by kind; a misconception names its kind.

A kind has a line only where few lines are of it: a line too many sends the reader to the wrong place.
"""

import ast
from collections.abc import Callable, Iterable, Iterator

from checks.exercises.causes.parts import ALLOCATIONS, is_named
from checks.exercises.convolution import branches, signs
from checks.exercises.convolution.origins import Origins
from checks.model import Syntax

MOST_LINES = 3
FLIPS = {"flip", "flipud", "fliplr", "rot90"}
TRANSPOSES = {"T", "transpose", "swapaxes", "moveaxis", "einsum"}
LIMITS = {"clip", "maximum", "minimum", "abs", "absolute", "fabs", "where"}
SUMS = {"sum", "tensordot", "einsum", "add", "dot", "vdot", "max", "mean"}
CONVERSIONS = {"zeros_like", "empty_like", "full_like", "ones_like", "round", "rint", "around", "int_"}
MATRIX_PRODUCTS = {"matmul", "dot", "inner"}
EMPTY = {"empty", "empty_like"}
AROUND = {"roll", "take", "clip", "mod"}
TO_INTEGERS = {"int", "round", "ceil", "floor"}  # of math; numpy's ceil and floor give floats
IMAGE_SIDES = {28, 26, 30, 34}
Lines = Callable[[Origins], Iterable[int]]


def landmarks(syntax: Syntax, function: str = "") -> dict[str, int]:
    """The first line of each kind, of which there are few; `function` is the one that the task asks for."""
    file = Origins(syntax.module, function)
    found = {kind: sorted(set(lines(file))) for kind, lines in KINDS.items()}
    return {kind: lines[0] for kind, lines in found.items() if 0 < len(lines) <= MOST_LINES}


def _of(test: Callable[[ast.AST], bool]) -> Lines:
    return lambda file: (node.lineno for node in file.nodes if test(node) and isinstance(node, ast.expr | ast.stmt))


def _calls(names: set[str]) -> Lines:
    return _of(lambda node: isinstance(node, ast.Call) and is_named(node.func, names))


def _first_of(*kinds: Lines) -> Lines:
    """The lines of the first kind that has any."""
    return lambda file: next((lines for kind in kinds if (lines := list(kind(file)))), [])


def _divisions(file: Origins) -> Iterator[int]:
    """Where a float comes from, unless it is made an integer there and then."""
    whole = {
        id(inner)
        for node in file.nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TO_INTEGERS
        for inner in ast.walk(node)
    }
    for node in file.nodes:
        divides = isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
        rounds = (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_named(node.func, TO_INTEGERS)
        )
        if isinstance(node, ast.expr | ast.stmt) and (divides or rounds) and id(node) not in whole:
            yield node.lineno


def _is_reversed(node: ast.AST) -> bool:
    """Whether a slice runs backwards, or an index counts from the end."""
    if isinstance(node, ast.Slice):
        return isinstance(node.step, ast.UnaryOp) and isinstance(node.step.op, ast.USub)
    return False


def _flips(file: Origins) -> Iterator[int]:
    yield from _of(lambda node: is_named(node, FLIPS))(file)
    for node in file.nodes:
        if not isinstance(node, ast.Subscript):
            continue
        inside = [part for part in ast.walk(node.slice) if part is not node]
        if any(map(_is_reversed, inside)) or (
            file.is_argument(node.value, 1) and any(_counts_from_the_end(part, file) for part in inside)
        ):
            yield node.lineno


def _counts_from_the_end(node: ast.AST, file: Origins) -> bool:
    subtracted = node.right if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub) else None
    negative = node.operand if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) else None
    return isinstance(subtracted or negative, ast.Name) and node in file.in_loops


def _is_narrow(dtype: ast.expr) -> bool:
    """Whether a number loses its fraction or most of its figures in it."""
    text = ast.unparse(dtype)
    return "float" not in text or "float16" in text


def _narrow_numbers(file: Origins) -> Iterator[int]:
    yield from _of(lambda node: is_named(node, CONVERSIONS))(file)
    for node in file.nodes:
        if isinstance(node, ast.Call):
            of_dtype = [keyword.value for keyword in node.keywords if keyword.arg == "dtype"]
            of_astype = node.args[:1] if is_named(node.func, {"astype"}) else []
            of_shape = node.args[1:2] if is_named(node.func, ALLOCATIONS - {"full"}) else []
            if any(map(_is_narrow, (*of_dtype, *of_astype, *of_shape))):
                yield node.lineno


def _limits(file: Origins) -> Iterator[int]:
    yield from _of(lambda node: is_named(node, LIMITS))(file)
    for node in file.nodes:
        if isinstance(node, ast.Assign) and any(_is_masked(target) for target in node.targets):
            yield node.lineno


def _is_masked(target: ast.expr) -> bool:
    return isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Compare)


def _has_minus_end(node: ast.AST) -> bool:
    return isinstance(node, ast.Slice) and isinstance(node.upper, ast.UnaryOp) and isinstance(node.upper.op, ast.USub)


def _minus_ends(file: Origins) -> Iterator[int]:
    for node in file.nodes:
        if isinstance(node, ast.Subscript) and any(_has_minus_end(part) for part in ast.walk(node.slice)):
            yield node.lineno


def _returns_one(file: Origins) -> Iterator[int]:
    """A return of one image alone."""
    for node in file.returns:
        if isinstance(node.value, ast.Subscript) and isinstance(node.value.slice, ast.Constant):
            yield node.lineno


def _sums_of_everything(file: Origins) -> Iterator[int]:
    for node in file.nodes:
        if isinstance(node, ast.Call) and is_named(node.func, {"sum", "mean", "max", "vdot"}):
            method = isinstance(node.func, ast.Attribute) and not is_named(node.func.value, {"np", "numpy"})
            if not node.keywords and len(node.args) <= (0 if method else 1) and not _is_of_one_image(node):
                yield node.lineno


def _sums_of_images(file: Origins) -> Iterator[int]:
    """Sums over the first axis."""
    for node in file.nodes:
        if isinstance(node, ast.keyword) and node.arg == "axis":
            axes = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            if any(ast.unparse(axis) == "0" for axis in axes):
                yield node.value.lineno


def _is_of_one_image(node: ast.AST) -> bool:
    """Whether a window of one image is taken in it, by an index in the first place."""
    windows = (part.slice for part in ast.walk(node) if isinstance(part, ast.Subscript))
    return any(isinstance(w, ast.Tuple) and not isinstance(w.elts[0], ast.Slice) for w in windows)


def _takes_one(file: Origins) -> Iterator[int]:
    """Where a window of one image is taken, or one image of all."""
    for node in file.nodes:
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            rest = parts[1:]
            is_image = all(map(_is_slice, rest)) if rest else file.is_argument(node.value, 0)
            if isinstance(parts[0], ast.Constant) and is_image:
                yield node.lineno


def _is_slice(node: ast.AST) -> bool:
    return isinstance(node, ast.Slice)


def _kept(file: Origins) -> Iterator[int]:
    """What outlives a call: a global, a changing default argument, a name of the module."""
    yield from (node.lineno for node in file.nodes if isinstance(node, ast.Global))
    for node in file.nodes:
        if isinstance(node, ast.FunctionDef):
            yield from (
                value.lineno for value in node.args.defaults if isinstance(value, ast.List | ast.Dict | ast.Call)
            )
    yield from file.module_values


def _loop(number: int) -> Lines:
    return lambda file: [node.lineno for node in file.loops[number : number + 1]]


def _returns_in_loops(file: Origins) -> Iterator[int]:
    return (node.lineno for node in file.returns if node in file.in_loops)


def _steps(file: Origins) -> Iterator[int]:
    """Slices and ranges with a step."""
    for node in file.nodes:
        if isinstance(node, ast.Slice) and node.step is not None:
            yield node.step.lineno
        elif isinstance(node, ast.Call) and is_named(node.func, {"range", "arange"}) and len(node.args) > 2:
            yield node.lineno


def _multiplied_starts(file: Origins) -> Iterator[int]:
    """Windows that begin at a multiple of a loop's variable."""
    for node in file.nodes:
        if isinstance(node, ast.Slice) and isinstance(node.lower, ast.BinOp) and isinstance(node.lower.op, ast.Mult):
            yield node.lower.lineno


def _windows(file: Origins) -> Iterator[int]:
    read = (node for node in file.nodes if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load))
    for node in read:
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else []
        if node in file.in_loops and sum(isinstance(part, ast.Slice) for part in parts) > 1:
            yield node.lineno


def _assigns_in_loops(file: Origins) -> Iterator[int]:
    return (node.lineno for node in file.stores if node in file.in_loops)


def _comparisons(file: Origins) -> Iterator[int]:
    """A condition that two sides are equal."""
    for node in file.nodes:
        if (
            isinstance(node, ast.If)
            and isinstance(node.test, ast.Compare)
            and isinstance(node.test.ops[0], ast.Eq | ast.NotEq)
        ):
            sides = (node.test.left, node.test.comparators[0])
            if all(isinstance(side, ast.Name | ast.Subscript) for side in sides):
                yield node.lineno


def _numbers(file: Origins) -> Iterator[int]:
    for node in file.nodes:
        if (isinstance(node, ast.Constant) and node.value == 3 and not isinstance(node.value, float)) or (
            isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub) and ast.unparse(node.right) == "2"
        ):
            yield node.lineno


def _image_numbers(file: Origins) -> Iterator[int]:
    return (node.lineno for node in file.nodes if isinstance(node, ast.Constant) and node.value in IMAGE_SIDES)


def _first(lines: Lines) -> Lines:
    """The first line, however many there are: the others only repeat it."""
    return lambda file: sorted(set(lines(file)))[:1]


KINDS: dict[str, Lines] = {
    **branches.KINDS,
    **signs.KINDS,
    "division": _divisions,
    "sum": _of(lambda node: is_named(node, SUMS)),
    "mean": _first_of(_of(lambda node: is_named(node, {"mean", "average"})), _divisions),
    "flip": _flips,
    "transpose": _of(lambda node: is_named(node, TRANSPOSES)),
    "matrix": _first_of(
        _calls(MATRIX_PRODUCTS), _of(lambda node: isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult))
    ),
    "clip": _limits,
    "dtype": _narrow_numbers,
    "empty": _calls(EMPTY),
    "batch": _first_of(_returns_one, _first(_takes_one), _sums_of_images, _sums_of_everything),
    "range": _first_of(signs.KINDS["rows_loop"], _loop(0)),
    "third_range": _loop(2),
    "inner_range": _first_of(signs.KINDS["columns_loop"], _loop(1), _loop(0)),
    "early_return": _returns_in_loops,
    "window": _first(_windows),
    "slice": _minus_ends,
    "pad": lambda file: file.of_padding(),
    "pad_again": lambda file: sorted(node.lineno for node in file.pads)[1:2],
    "one_sided": lambda file: file.one_sided(),
    "pad_call": _calls({"pad"}),
    "pad_mode": _first_of(
        _calls({"pad"}),
        _of(lambda node: is_named(node, AROUND) or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod))),
        _calls({"ones", "full"}),
    ),
    "assignment": _first(_assigns_in_loops),
    "kernel_shape": _first_of(_comparisons, lambda file: file.of_shape(1, 0)),
    "comparison": _comparisons,
    "condition": _of(lambda node: isinstance(node, ast.If) and not node.orelse),
    "stride": _first_of(_steps, _first(_multiplied_starts), _loop(0)),
    "image_shape": lambda file: file.of_shape(0, 1),
    "padding": lambda file: file.of_value(2),
    "size": lambda file: file.of_size(1),
    "size_kernels": lambda file: file.of_size(3),
    "size_columns": lambda file: file.of_size(2),
    "number": _first(_numbers),
    "image_number": _first(_image_numbers),
    "global": _first(_kept),
    "return": lambda file: [node.lineno for node in file.returns[-1:]],
    "end": lambda file: file.end(),
}
