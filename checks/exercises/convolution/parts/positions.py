"""The parts of a convolution that goes through the places of its result, one window at a time."""

import ast
from collections.abc import Iterator

from checks.exercises.convolution.form import form_of, has_channels, takes_stride
from checks.exercises.convolution.parts.around import PLACES, Around
from checks.exercises.convolution.parts.nest import Axis, is_one, is_whole, is_zero, names_given
from checks.exercises.convolution.parts.returned import returned
from checks.exercises.convolution.parts.size import Counts, size_and_loops
from checks.exercises.convolution.parts.zeros import zeros
from checks.exercises.repair.text import targets_of
from checks.model import Edit, Part


def positions(around: Around) -> Iterator[Part]:
    """All of them, in the order in which they are told."""
    right, sides = around.right, around.sides
    counts: Counts = {"rows": (right.rows, sides.count("rows")), "columns": (right.columns, sides.count("columns"))}
    yield from zeros(around)
    yield from size_and_loops(around, counts)
    for window in around.nest.windows:
        if {around.variable(axis) for axis in PLACES} <= around.nest.called(window).keys():
            yield from _window(around, window)
    yield from _unused(around)
    yield from _sums(around)
    yield from _stores(around)
    yield from returned(around)


# --- the window


def _window(around: Around, window: ast.Subscript) -> Iterator[Part]:
    text, called = around.text, around.nest.called(window)
    parts = window.slice.elts if isinstance(window.slice, ast.Tuple) else [window.slice]
    elements = around.nest.elements(window)
    whole = 4 if has_channels(around.task) else 3
    regular = len(parts) in (3, whole) and around.nest.first(parts) == 1 and {*PLACES} <= elements.keys()
    if isinstance(window.value, ast.Subscript) or not regular:
        right = ", ".join([_of_images(around), *(_stretch(around, axis, called) for axis in PLACES)])
        told = _whole_window(around, called)
        edit = text.instead(window.slice, right)
        cause = _cause_of_window(around, window, parts)
        yield around.part("window", "the window", window, f"{text.written(window.value)}[{told}]", (edit,), cause)
        return
    for axis in PLACES:
        node = elements[axis]
        cause = "" if isinstance(node, ast.Slice) or not isinstance(node, ast.BinOp) else "colon_missing"
        edit = text.instead(node, _stretch(around, axis, called))
        yield around.part(
            f"window {axis}", f"the {axis} of the window", node, _told(around, axis, called), (edit,), cause
        )
    more = [text.instead(part, ":") for part in parts[3:] if not is_whole(part)]
    if not is_whole(parts[0]) or more:
        edits = (text.instead(parts[0], _of_images(around)), *more)
        yield around.part("window", "the images that the window is taken of", parts[0], _of_images(around), edits)


def _whole_window(around: Around, called: dict[str, str]) -> str:
    return ", ".join([_of_images(around), *(_told(around, axis, called) for axis in PLACES)])


def _unused(around: Around) -> Iterator[Part]:
    """What is taken of the images under a name that nothing uses."""
    for node in around.nest.statements:
        unused = not names_given(node) & around.function.read
        if isinstance(node, ast.Assign) and node.value in around.nest.strays and unused:
            edit = around.text.instead(node, "pass")
            yield around.part("window", "a line that nothing uses", node, "leave it out", (edit,), "batch_indexed")


def _cause_of_window(around: Around, window: ast.Subscript, parts: list[ast.expr]) -> str:
    """A window without `:` for the images; one image that is taken by the number of a row."""
    if len(parts) == 1 and isinstance(window.value, ast.Name) and not isinstance(parts[0], ast.Slice):
        return "batch_indexed"
    return "images_axis_missing" if isinstance(parts[0], ast.Slice) and not is_whole(parts[0]) else ""


def _of_images(around: Around) -> str:
    return around.variable("images", ":")


def _place(around: Around, axis: Axis, called: dict[str, str]) -> str:
    """Which row or column of the result a loop is at."""
    variable, loop = called[around.variable(axis)], around.loop(axis)
    if loop is None or len(loop.variables) > 1 or around.plain:
        return variable
    place = variable
    if loop.start is not None and not is_zero(loop.start):
        place = f"({variable} - ({around.text.written(loop.start)}))"
    step = loop.step
    return place if step is None or is_one(step) else f"{place} // ({around.text.written(step)})"


def _stretch(around: Around, axis: Axis, called: dict[str, str]) -> str:
    _, side, stride = around.right.axis(axis)
    place = _place(around, axis, called)
    return f"({place}) * {stride}:({place}) * {stride} + {side}"


def _told(around: Around, axis: Axis, called: dict[str, str]) -> str:
    side, stride = ("kh", "sh") if axis == "rows" else ("kw", "sw")
    variable, loop = called[around.variable(axis)], around.loop(axis)
    steps = takes_stride(around.task) and loop is not None and (loop.step is None or around.plain)
    begin = f"{variable} * {around.sides[stride]}" if steps else variable
    return f"{begin}:{begin} + {around.sides[side]}"


# --- what is done with it


def _sums(around: Around) -> Iterator[Part]:
    for store in around.nest.stores:
        assert isinstance(store, ast.Assign | ast.AugAssign)
        value, edits = store.value, _sum_edits(around, store.value)
        if not edits:
            value, edits = _in_helper(around, store.value)
        if edits:
            told = _told_sum(around, value)
            yield around.part("sum", "what is done with the window and the kernel", value, told, edits)


def _told_sum(around: Around, value: ast.expr) -> str:
    """The sum as the student writes it: by np.sum or by the method, of the name that the window has."""
    product = f"{_held(around, value)} * {around.sides.arguments['kernel'] or 'kernel'}"
    axis = f"axis={_summed(around)}" if _summed(around) else ""
    if around.text.written(value).startswith("np.sum("):
        return f"np.sum({', '.join(filter(None, (product, axis)))})"
    return f"({product}).sum({axis})"


def _held(around: Around, value: ast.expr) -> str:
    """The name that the window has where its sum is taken; else a right one as it is written there, or the word."""
    for name, given in around.function.given.items():
        windows = [window for one in given for window in around.nest.windows if one.value is window]
        if any(around.nest.are_together(window, value) for window in windows):
            return name
    called = around.nest.called(value)
    bases = [window.value for window in around.nest.windows if window in {*ast.walk(value)}]
    if bases and {around.variable(axis) for axis in PLACES} <= called.keys():
        return f"{around.text.written(bases[0])}[{_whole_window(around, called)}]"
    return "window"


def _in_helper(around: Around, value: ast.expr) -> tuple[ast.expr, tuple[Edit, ...]]:
    """The same where a function of the file's own does it: what that returns is the sum."""
    inside = {*ast.walk(value)}
    for helper in around.nest.helpers:
        own = [node for node in ast.walk(helper.node) if isinstance(node, ast.Return) and node.value is not None]
        if helper.call in inside and len(own) == 1 and own[0].value is not None:
            edits = _sum_edits(around, own[0].value)
            if edits:
                return own[0].value, (*edits, *around.text.around(value, helper.call, "", ""))
    return value, ()


def _summed(around: Around) -> str:
    if around.variable("images"):
        return ""
    return "(1, 2, 3)" if has_channels(around.task) else "(1, 2)"


def _sum_edits(around: Around, value: ast.expr) -> tuple[Edit, ...]:
    """The sum in the place of a value that has the window in it, or a name that was given the window."""
    text, axis, kernels = around.text, _summed(around), around.variable("kernels")
    kernel = f"{around.right.kernel}[..., {kernels}]" if kernels else around.right.kernel
    end = f" * {kernel}).sum({f'axis={axis}' if axis else ''})"
    inside = {*ast.walk(value)}
    own = [window for window in around.nest.windows if window in inside]
    if own:
        return text.around(value, own[0], "(", end)
    for name, given in around.function.given.items():
        for one in given:
            held = [] if one.value is None else [each for each in around.nest.windows if each in {*ast.walk(one.value)}]
            together = around.nest.are_together(one.statement, value)
            if held and together and one.value is not None and isinstance(one.statement, ast.Assign):
                return (*text.around(one.value, held[0], "", ""), text.instead(value, f"({name}{end}"))
    return ()


# --- where it is stored


def _stores(around: Around) -> Iterator[Part]:
    text = around.text
    plain = {name: name for name in around.order}
    kernels = around.variable("kernels")
    for store in around.nest.stores:
        target = targets_of(store)[0]
        if not isinstance(target, ast.Subscript):
            continue
        places = [
            _of_images(around),
            *(_place(around, axis, plain) for axis in PLACES),
            *([kernels] if kernels else []),
        ]
        index = ", ".join(places)
        edit = text.instead(target.slice, index)
        cause = _cause_of_store(around, target)
        yield around.part(
            "store", "where the sum is stored", target, f"{text.written(target.value)}[{index}]", (edit,), cause
        )


def _cause_of_store(around: Around, target: ast.Subscript) -> str:
    """What an index shows by itself: no `:` for the images, columns before rows, room for zeros."""
    parts = target.slice.elts if isinstance(target.slice, ast.Tuple) else [target.slice]
    names = [part.id if isinstance(part, ast.Name) else "" for part in parts]
    rows, columns = around.variable("rows"), around.variable("columns")
    if names == [rows, columns]:
        return "images_axis_missing"
    moved = [isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add) for part in parts[1:3]]
    if moved == [True, True] and form_of(around.task) != "valid":
        return "padded_result"
    return "output_transposed" if names[1:3] == [columns, rows] and is_whole(parts[0]) else ""
