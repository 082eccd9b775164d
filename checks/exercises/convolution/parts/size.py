"""The size of the result, and how far the loops go."""

import ast
from collections.abc import Iterator

from checks.exercises.causes.parts import ALLOCATIONS, is_named
from checks.exercises.convolution.form import has_several_kernels
from checks.exercises.convolution.parts.around import PLACES, Around
from checks.exercises.convolution.parts.nest import Axis, Loop, is_one, is_zero
from checks.exercises.repair.text import names
from checks.model import Part

LIKE = {"zeros_like", "empty_like", "ones_like", "full_like"}
NUMPY = "__import__('numpy')"
Counts = dict[Axis, tuple[str, str]]
"""How far a loop over each axis goes, as the name of a right value, and in a student's words."""


def size_and_loops(around: Around, counts: Counts) -> Iterator[Part]:
    """Where one line says how many rows there are, for the result and for the loop, that is one part."""
    sizes = dict(_sizes(around))
    stops = {axis: _stop(around.loop(axis)) for axis in PLACES}
    for axis in PLACES:
        size, stop = sizes.get(axis), stops[axis]
        made = _origin(around, size)
        others = {id(_origin(around, node)) for key in PLACES if key != axis for node in (sizes.get(key), stops[key])}
        alone = made is not None and id(made) not in others
        if size is not None:
            yield _count(around, f"size {axis}", axis, f"the {axis} of the result", made if alone and made else size)
        if stop is None:
            yield from _whole_loop(around, axis, counts)
        elif not alone or _origin(around, stop) is not made:
            yield _loop(around, axis, stop, counts)
    yield from _whole(around)


def _origin(around: Around, node: ast.expr | None) -> ast.expr | None:
    """What a name stands for, None where the node is none, or a side that something else is worked out of."""
    origin = None if node is None else around.function.origin(node)
    if origin is node or not isinstance(node, ast.Name) or origin is None:
        return None
    whole = origin.value if isinstance(origin, ast.Subscript) else origin
    sums = (each for each in around.function.nodes if isinstance(each, ast.BinOp))
    return None if around.sides.kind(whole) and any(node.id in names(each) for each in sums) else origin


def _count(around: Around, id: str, axis: Axis, name: str, node: ast.expr) -> Part:
    right = around.right.rows if axis == "rows" else around.right.columns
    return around.part(id, name, node, around.sides.count(axis), (around.text.instead(node, right),))


def _loop(around: Around, axis: Axis, stop: ast.expr, counts: Counts) -> Part:
    loop = around.loop(axis)
    right, told = counts[axis]
    if loop is not None and around.plain and not (is_zero(loop.start) and is_one(loop.step)):
        edit = around.text.instead(loop.node.iter, f"range({right})")
        return around.part(f"loops {axis}", _loop_name(axis), loop.node.iter, f"range({told})", (edit,))
    if loop is not None and loop.step is not None and not is_one(loop.step):
        right = f"{right} * ({around.text.written(loop.step)})"
    if loop is not None and loop.start is not None and not is_zero(loop.start):
        right = f"({around.text.written(loop.start)}) + {right}"
        told = f"{around.text.written(loop.start)} + {told}"
    return around.part(f"loops {axis}", _loop_name(axis), stop, told, (around.text.instead(stop, right),))


def _loop_name(axis: Axis) -> str:
    return f"how far the loop over the {axis} goes"


def _stop(loop: Loop | None) -> ast.expr | None:
    """What a range ends at, where it is one."""
    call = loop.node.iter if loop else None
    if loop is None or len(loop.variables) != 1 or not isinstance(call, ast.Call) or not call.args:
        return None
    if not is_named(call.func, {"range", "arange"}):
        return None
    return call.args[0] if len(call.args) == 1 else call.args[1]


def _whole_loop(around: Around, axis: Axis, counts: Counts) -> Iterator[Part]:
    """A loop that goes through something else than a range, or through the rows and columns in one."""
    text, loop, flat = around.text, around.loop(axis), around.nest.flat
    if flat is not None:
        yield from _flat(around, axis, counts)
    elif loop is not None and len(loop.variables) > 1:
        if axis == around.order.get(loop.variables[0]):
            inner = [around.order[name] for name in loop.variables if around.order.get(name) in PLACES]
            right, told = (", ".join(counts[each][number] for each in inner) for number in (0, 1))
            edit = text.instead(loop.node.iter, f"{NUMPY}.ndindex({right})")
            yield around.part("loops", "how far the loop goes", loop.node.iter, told, (edit,))
    elif loop is not None:
        right, told = counts[axis]
        edit = text.instead(loop.node.iter, f"range({right})")
        yield around.part(f"loops {axis}", _loop_name(axis), loop.node.iter, f"range({told})", (edit,))


def _flat(around: Around, axis: Axis, counts: Counts) -> Iterator[Part]:
    """One loop over all places, whose number is taken apart."""
    text, flat, loop = around.text, around.nest.flat, around.nest.loops[0]
    assert flat is not None
    (rows, rows_told), (columns, columns_told) = counts["rows"], counts["columns"]
    if axis == "rows":
        told = f"range(({rows_told}) * ({columns_told}))"
        edit = text.instead(loop.node.iter, f"range({rows} * {columns})")
        yield around.part("loops", "how far the loop goes", loop.node.iter, told, (edit,))
        return
    counter = loop.variables[0]
    swapped = around.order[around.nest.variables[0]] == "columns"
    told, right = (f"divmod({counter}, {count})" for count in (columns_told, columns))
    edit = text.instead(flat.value, right + ("[::-1]" if swapped else ""))
    yield around.part("loops columns", "which row and column a number is", flat.value, told, (edit,))


def _allocations(around: Around) -> list[ast.Call]:
    given = around.function.given.get(around.nest.result or "", [])
    calls = [one.value for one in given if isinstance(one.value, ast.Call)]
    return [call for call in calls if is_named(call.func, ALLOCATIONS | LIKE)]


def _shapes(around: Around) -> Iterator[ast.expr]:
    for call in _allocations(around):
        keyword = next((each.value for each in call.keywords if each.arg == "shape"), None)
        shape = keyword or (call.args[0] if call.args else None)
        if shape is not None and is_named(call.func, ALLOCATIONS):
            yield shape


def _sizes(around: Around) -> Iterator[tuple[Axis, ast.expr]]:
    """What the result's allocation has for its rows and columns."""
    for shape in _shapes(around):
        found = around.function.origin(shape)
        if isinstance(found, ast.Tuple) and len(found.elts) == _axes(around):
            yield from zip(PLACES, found.elts[1:3], strict=True)
            return


def _axes(around: Around) -> int:
    return 4 if has_several_kernels(around.task) else 3


def _whole(around: Around) -> Iterator[Part]:
    """The shape in one, the number of images in it, and the numbers that the result holds."""
    right, sides, text = around.right, around.sides, around.text
    several = has_several_kernels(around.task)
    shape = f"({', '.join([right.m, right.rows, right.columns, *([right.nc] if several else [])])})"
    told = f"({', '.join([sides['m'], *map(sides.count, PLACES), *(['nc'] if several else [])])})"
    for call in _allocations(around):
        yield from _beginning(around, call)
        if is_named(call.func, LIKE) and call.args:
            edit = text.instead(call, f"{NUMPY}.zeros({shape})")
            yield from _numbers(around, call)
            yield around.part("size", "the shape of the result", call, told, (edit,))
        else:
            yield from _numbers(around, call)
            if _is_called_flat(call):
                edit = text.instead(call, f"{NUMPY}.zeros({shape})")
                yield around.part("size", "the shape of the result", call, f"np.zeros({told})", (edit,))
    for node in _shapes(around):
        origin = around.function.origin(node)
        if not isinstance(origin, ast.Tuple) or len(origin.elts) != _axes(around):
            yield around.part("size", "the shape of the result", node, told, (text.instead(node, shape),))
            continue
        first = text.instead(origin.elts[0], right.m)
        yield around.part("size", "the number of images in the result", origin.elts[0], sides["m"], (first,))
        if several:
            last = text.instead(origin.elts[3], right.nc)
            yield around.part("size", "the number of kernels in the result", origin.elts[3], "nc", (last,))


def _beginning(around: Around, call: ast.Call) -> Iterator[Part]:
    """What is in the result before sums are added to it."""
    filled = is_named(call.func, {"ones", "full", "empty", "ones_like", "full_like", "empty_like"})
    if filled and call.args and any(isinstance(store, ast.AugAssign) for store in around.nest.stores):
        like = "_like" if is_named(call.func, LIKE) else ""
        shape = around.text.written(call.args[0])
        edit = around.text.instead(call, f"{NUMPY}.zeros{like}({shape}, dtype=float)")
        told = f"np.zeros{like}({shape}), as the loops add to it"
        yield around.part("size", "what the result begins with", call, told, (edit,))


def _is_called_flat(call: ast.Call) -> bool:
    """Whether a shape is given without its brackets, as in np.zeros(m, h, w)."""
    return is_named(call.func, {"zeros", "empty", "ones"}) and len(call.args) > 2


def _numbers(around: Around, call: ast.Call) -> Iterator[Part]:
    """What numbers the result can hold, where that is said or taken from an array."""
    text = around.text
    said = [each.value for each in call.keywords if each.arg == "dtype"]
    said += call.args[1:2] if is_named(call.func, {"zeros", "empty", "ones"}) and len(call.args) == 2 else []
    name = "the kind of numbers that the result holds"
    if said:
        of_images = any(isinstance(node, ast.Attribute) and node.attr == "dtype" for node in ast.walk(said[0]))
        cause = "image_dtype" if of_images else "integer_output"
        yield around.part("size", name, said[0], "float", (text.instead(said[0], "float"),), cause)
    elif is_named(call.func, LIKE) and call.args:
        like = call.args[0]
        end = text.end(like)
        edit = text.instead(like, f"{text.written(like)}, dtype=float")
        assert edit.end == end
        yield around.part("size", name, call, "make it with `np.zeros`, which holds floats", (edit,), "image_dtype")
