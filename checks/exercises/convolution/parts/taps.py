"""The parts of a convolution that goes through the values of the kernel, and adds up what each of them makes of a part
of the images as large as the result.
"""

import ast
from collections.abc import Iterator

from checks.exercises.convolution.form import takes_stride
from checks.exercises.convolution.parts.around import PLACES, Around
from checks.exercises.convolution.parts.nest import Axis, is_one, is_whole, is_zero
from checks.exercises.convolution.parts.returned import returned
from checks.exercises.convolution.parts.size import Counts, size_and_loops
from checks.exercises.convolution.parts.zeros import zeros
from checks.exercises.repair.text import targets_of
from checks.model import Edit, Part

NAMES: dict[Axis, str] = {
    "rows": "the rows of the images that are taken",
    "columns": "the columns of the images that are taken",
}


def taps(around: Around) -> Iterator[Part]:
    """All of them, in the order in which they are told."""
    right, sides = around.right, around.sides
    counts: Counts = {"rows": (right.kh, sides["kh"]), "columns": (right.kw, sides["kw"])}
    yield from zeros(around)
    yield from size_and_loops(around, counts)
    plain = all(_is_plain(around, axis) for axis in PLACES)
    for window in around.nest.windows if plain else []:
        yield from _window(around, window)
    yield from _sums(around)
    yield from _stores(around)
    yield from returned(around)


def _is_plain(around: Around, axis: Axis) -> bool:
    loop = around.loop(axis)
    return loop is not None and (around.plain or (is_zero(loop.start) and is_one(loop.step)))


def _window(around: Around, window: ast.Subscript) -> Iterator[Part]:
    text = around.text
    parts = window.slice.elts if isinstance(window.slice, ast.Tuple) else [window.slice]
    elements = around.nest.elements(window)
    if around.nest.first(parts) != 1 or not {*PLACES} <= elements.keys():
        edit = text.instead(window.slice, ", ".join([":", *(_stretch(around, axis) for axis in PLACES)]))
        told = ", ".join([":", *(_told(around, axis) for axis in PLACES)])
        cause = "images_axis_missing" if isinstance(parts[0], ast.Slice) and not is_whole(parts[0]) else ""
        name = "the part of the images that is taken"
        yield around.part("window", name, window, f"{text.written(window.value)}[{told}]", (edit,), cause)
        return
    for axis in PLACES:
        edit = text.instead(elements[axis], _stretch(around, axis))
        yield around.part(f"window {axis}", NAMES[axis], elements[axis], _told(around, axis), (edit,))


def _stretch(around: Around, axis: Axis) -> str:
    count, _, stride = around.right.axis(axis)
    variable = around.variable(axis)
    return f"{variable}:{variable} + ({count} - 1) * {stride} + 1:{stride}"


def _told(around: Around, axis: Axis) -> str:
    variable, count = around.variable(axis), around.sides.count(axis)
    steps = f":{around.sides['sh' if axis == 'rows' else 'sw']}" if takes_stride(around.task) else ""
    return f"{variable}:{variable} + {count}{steps}"


def _sums(around: Around) -> Iterator[Part]:
    place = f"[{around.variable('rows')}, {around.variable('columns')}]"
    kernel = f"{around.right.kernel}{place}"
    told = f"multiply the part with `{around.sides.arguments['kernel'] or 'kernel'}{place}`"
    for store in around.nest.stores:
        assert isinstance(store, ast.Assign | ast.AugAssign)
        inside = {*ast.walk(store.value)}
        own = [window for window in around.nest.windows if window in inside]
        if own:
            edits = around.text.around(store.value, own[0], "", f" * {kernel}")
            yield around.part("sum", "what is done with the part and the kernel", store.value, told, edits)


def _stores(around: Around) -> Iterator[Part]:
    for store in around.nest.stores:
        assert isinstance(store, ast.Assign | ast.AugAssign)
        target, text = targets_of(store)[0], around.text
        begin = f"{around.nest.result} += "
        edit = Edit(text.start(store), text.start(store.value), begin)
        yield around.part("store", "what the products are added to", target, begin.strip(), (edit,))
