"""Lines by which a slip is known in the text: what is taken, stored or changed with an axis too few, or never used."""

import ast
from collections.abc import Callable, Iterable, Iterator

from checks.exercises.causes.parts import is_named, is_wide, names_in, targets_of
from checks.exercises.convolution.origins import Origins

PRODUCTS = {"sum", "dot", "vdot", "tensordot", "einsum", "matmul", "inner", "multiply", "convolve2d", "correlate2d"}
ROWS_AND_COLUMNS = ("(1, 2)", "(2, 1)", "(-2, -1)", "(-1, -2)", "[1, 2]")
IMAGES, KERNEL = 0, 1  # positions of the arguments


def _helpers(file: Origins) -> list[ast.FunctionDef]:
    return [node for node in file.nodes if isinstance(node, ast.FunctionDef) and node is not file.function]


def _loop_names(file: Origins) -> set[str]:
    """The variables of the loops, and what functions beside the one asked for are given."""
    given = {argument.arg for helper in _helpers(file) for argument in helper.args.args}
    return given | {name.id for loop in file.loops for name in names_in(loop.target)}


def _inner(file: Origins) -> list[ast.AST]:
    """What is done at each place: in the loops, or in functions beside the one asked for."""
    of_helpers = {inner for helper in _helpers(file) for inner in ast.walk(helper)}
    return [node for node in file.nodes if node in file.in_loops or node in of_helpers]


def _parts(node: ast.Subscript) -> list[ast.expr]:
    return node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]


def _taken(file: Origins) -> Iterator[ast.Subscript]:
    """What is taken of an array in a loop."""
    for node in _inner(file):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            yield node


def _stored(file: Origins) -> Iterator[ast.Subscript]:
    """Where something is stored in a loop."""
    for node in file.stores:
        if node in file.in_loops:
            yield from (target for target in targets_of(node) if isinstance(target, ast.Subscript))


def _uses(node: ast.AST, names: set[str]) -> bool:
    return any(name.id in names for name in names_in(node))


def _no_colon(file: Origins) -> Iterator[int]:
    """A window with the sum of a loop's variable and something else where a slice should be."""
    loops = _loop_names(file)
    for node in _taken(file):
        parts = _parts(node)
        single = [part for part in parts if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add)]
        if any(isinstance(part, ast.Slice) for part in parts) and any(_uses(part, loops) for part in single):
            yield node.lineno


def _without_images(nodes: Callable[[Origins], Iterator[ast.Subscript]]) -> Callable[[Origins], Iterator[int]]:
    """Two places, each of which goes by a loop's variable, and no axis before them."""

    def lines(file: Origins) -> Iterator[int]:
        loops = _loop_names(file)
        for node in nodes(file):
            parts = _parts(node)
            if (
                len(parts) == 2
                and all(_uses(part, loops) for part in parts)
                and not file.is_argument(node.value, KERNEL)
            ):
                yield node.lineno

    return lines


def _image_by_place(file: Origins) -> Iterator[int]:
    """One image, taken by the number of a row or a column."""
    loops = _loop_names(file)
    for node in _taken(file):
        first, *rest = _parts(node)
        by_loop = isinstance(first, ast.Name) and first.id in loops
        if by_loop and file.is_argument(node.value, IMAGES) and all(isinstance(part, ast.Slice) for part in rest):
            yield node.lineno


def _cut_windows(file: Origins) -> Iterator[int]:
    """Where a window begins at the larger of 0 and something."""
    for node in _inner(file):
        if not (isinstance(node, ast.Call) and is_named(node.func, {"max", "maximum"})):
            continue
        if any(isinstance(part, ast.Constant) and part.value == 0 for part in node.args):
            yield node.lineno


def _changed(file: Origins) -> Iterator[int]:
    """Where images, or a window of them, are written into."""
    for store in file.stores:
        for target in targets_of(store):
            if isinstance(target, ast.Subscript) and file.is_argument(target.value, IMAGES):
                yield store.lineno
    for node in _inner(file):
        if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Mult):
            yield node.lineno


def _overwritten(file: Origins) -> Iterator[int]:
    """A name that is given a product with one value of the kernel in a loop, and does not keep what it was."""
    for node in file.own:
        if not (isinstance(node, ast.Assign) and node in file.in_loops and isinstance(node.targets[0], ast.Name)):
            continue
        inside = list(ast.walk(node.value))
        of_kernel = any(isinstance(part, ast.Subscript) and file.is_argument(part.value, KERNEL) for part in inside)
        added = node.targets[0].id in {name.id for name in names_in(node.value)}
        if of_kernel and not added and not _is_read_in_loops(node.targets[0].id, file):
            yield node.lineno


def _is_read_in_loops(name: str, file: Origins) -> bool:
    loads = (node for node in file.own if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
    return any(node.id == name and node in file.in_loops for node in loads)


def _kernel_parts(file: Origins) -> Iterator[int]:
    """Where rows or columns of the kernel are taken by a slice."""
    for node in file.own:
        parts = _parts(node) if isinstance(node, ast.Subscript) and file.is_argument(node.value, KERNEL) else []
        if any(isinstance(part, ast.Slice) and (part.lower or part.upper) for part in parts):
            yield parts[0].lineno


def _offset_windows(file: Origins) -> Iterator[int]:
    """Windows that do not begin at a place that the loops visit: something is added to it, or taken from it."""
    loops = _loop_names(file)
    for node in _taken(file):
        starts = (part.lower for part in _parts(node) if isinstance(part, ast.Slice))
        if any(
            isinstance(start, ast.BinOp) and isinstance(start.op, ast.Add | ast.Sub) and _uses(start, loops)
            for start in starts
        ):
            yield node.lineno


def _tap_loop(axis: int) -> Callable[[Origins], Iterator[int]]:
    """The loop over the rows of the kernel, or that over its columns, whichever is outside."""

    def lines(file: Origins) -> Iterator[int]:
        for node in file.own:
            if isinstance(node, ast.Subscript) and file.is_argument(node.value, KERNEL) and len(_parts(node)) > axis:
                names = {name.id for name in names_in(_parts(node)[axis])}
                yield from (loop.lineno for loop in file.loops if _uses(loop.target, names))

    return lines


def _place_loop(axis: int) -> Callable[[Origins], Iterable[int]]:
    """The loop over the rows of the result, or that over its columns, whichever is outside."""

    def lines(file: Origins) -> Iterable[int]:
        variables = {name.id for loop in file.loops for name in names_in(loop.target)}
        for node in _stored(file):
            places = [part for part in _parts(node) if _uses(part, variables)]
            if len(places) > 1:
                names = {name.id for name in names_in(places[axis])}
                return [loop.lineno for loop in file.loops if _uses(loop.target, names)][:1]
        return []

    return lines


def _pad_sides(file: Origins) -> Iterator[int]:
    """Zeros whose number is called by the width on the rows, and by the height on the columns."""
    for call in file.pads:
        widths = call.args[1] if len(call.args) > 1 else None
        axes = widths.elts[1:3] if isinstance(widths, ast.Tuple | ast.List) else []
        named = [[name.id for name in names_in(axis)] for axis in axes]
        if len(named) > 1 and all(named) and all(map(is_wide, named[0])) and not any(map(is_wide, named[1])):
            yield call.lineno


def _less_halved(file: Origins) -> Iterator[int]:
    """Where one is taken off before or after something is halved."""
    for node in file.nodes:
        if not isinstance(node, ast.BinOp):
            continue
        inside = [*ast.walk(node.left)]
        halved = isinstance(node.op, ast.Div | ast.FloorDiv) and ast.unparse(node.right) == "2"
        less = isinstance(node.op, ast.Sub) and ast.unparse(node.right) == "1"
        before = halved and any(isinstance(part, ast.Sub) for part in inside)
        after = less and any(isinstance(part, ast.Div | ast.FloorDiv) for part in inside)
        if before or after:
            yield node.lineno


def _odd_windows(file: Origins) -> Iterator[int]:
    """A window whose end has a one added."""
    for node in _taken(file):
        ends = [part.upper for part in _parts(node) if isinstance(part, ast.Slice) and part.upper]
        if any(isinstance(part, ast.Constant) and part.value == 1 for end in ends for part in ast.walk(end)):
            yield node.lineno


def _padded_names(file: Origins) -> dict[str, int]:
    """What np.pad gave, or an array of zeros with the images put into it, each with its line."""
    found: dict[str, int] = {}
    for node in file.own:
        if isinstance(node, ast.Assign) and any(inner in file.pads for inner in ast.walk(node.value)):
            found |= {name.id: node.lineno for target in node.targets for name in names_in(target)}
    for store in file.stores:
        if isinstance(store, ast.Assign) and store not in file.in_loops and file.is_argument(store.value, IMAGES):
            found |= {
                target.value.id: store.lineno
                for target in store.targets
                if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name)
            }
    return found


def _unused_padding(file: Origins) -> Iterator[int]:
    """The windows of a function that makes padded images and never reads them."""
    padded = _padded_names(file)
    targets = [target for node in file.stores for target in targets_of(node)]
    into = {id(target.value) for target in targets if isinstance(target, ast.Subscript)}
    loads = (node for node in file.own if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
    read = {node.id for node in loads if id(node) not in into}
    if padded and not padded.keys() & read:
        windows = [node.lineno for node in _taken(file) if file.is_argument(node.value, IMAGES)]
        yield from sorted(windows)[:1] or sorted(padded.values())[:1]


def _padded_result(file: Origins) -> Iterator[int]:
    """np.pad of something else than the images, behind the loops."""
    for node in file.pads:
        if node not in file.in_loops and node.args and not file.is_argument(node.args[0], IMAGES):
            yield node.lineno


def _nothing(file: Origins) -> Iterator[int]:
    """The return of a function that stores nothing in its loops, or never reads the kernel's values."""
    shapes = {id(node.value) for node in file.own if isinstance(node, ast.Attribute) and node.attr == "shape"}
    kernel = [node for node in file.own if file.is_argument(node, KERNEL) and id(node) not in shapes]
    stores = [node for node in file.own if node in file.stores or isinstance(node, ast.AugAssign)]
    works = any(is_named(node, PRODUCTS) for node in file.own if isinstance(node, ast.Attribute | ast.Name))
    stored = any(node in file.in_loops for node in stores) if file.loops else bool(stores or works)
    if not kernel or not stored:
        yield from (node.lineno for node in file.returns[-1:])


def _other_sums(file: Origins) -> Iterator[int]:
    """Sums over other axes than rows and columns of a window."""
    for node in file.nodes:
        if isinstance(node, ast.Call) and is_named(node.func, {"einsum"}):
            yield node.lineno
        elif isinstance(node, ast.Call) and is_named(node.func, {"sum", "mean", "reduce"}):
            axes = [keyword.value for keyword in node.keywords if keyword.arg == "axis"] or node.args[-1:]
            if not axes or ast.unparse(axes[0]) not in ROWS_AND_COLUMNS:
                yield node.lineno


def _ranges_of_arrays(file: Origins) -> Iterator[int]:
    """A range that goes by an array, or by a part of one, and not by its length."""
    for node in file.own:
        if isinstance(node, ast.Call) and is_named(node.func, {"range"}):
            for part in node.args:
                array = part.value if isinstance(part, ast.Subscript) else part
                if isinstance(array, ast.Name) and (file.is_array(array.id) or file.is_argument(array, IMAGES)):
                    yield node.lineno


KINDS: dict[str, Callable[[Origins], Iterable[int]]] = {
    "colon_missing": _no_colon,
    "window_without_images": _without_images(_taken),
    "store_without_images": _without_images(_stored),
    "batch_indexed": _image_by_place,
    "window_cut": lambda file: sorted(set(_cut_windows(file)))[:1],
    "images_changed": _changed,
    "padding_unused": _unused_padding,
    "padded_result": _padded_result,
    "nothing_computed": _nothing,
    "other_sum": _other_sums,
    "overwritten": lambda file: sorted(_overwritten(file))[:1],
    "kernel_part": _kernel_parts,
    "offset_window": lambda file: sorted(_offset_windows(file))[:1],
    "tap_rows": _tap_loop(0),
    "tap_columns": _tap_loop(1),
    "rows_loop": _place_loop(0),
    "columns_loop": _place_loop(1),
    "pad_sides": _pad_sides,
    "less_halved": lambda file: sorted(set(_less_halved(file)))[:1],
    "odd_window": lambda file: sorted(set(_odd_windows(file)))[:1],
    "range_of_array": lambda file: sorted(_ranges_of_arrays(file))[:1],
}
