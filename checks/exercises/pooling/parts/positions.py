"""The parts of a pooling that goes through the places of its result, one window at a time."""

import ast
from collections.abc import Iterator

from checks.exercises.causes.parts import ALLOCATIONS, is_named
from checks.exercises.pooling.parts.given import mode_parts, shape_parts
from checks.exercises.pooling.parts.nest import AXES, Axis, Nest, elements
from checks.exercises.pooling.parts.right import Right
from checks.exercises.pooling.parts.sides import OF_AXIS, Sides
from checks.exercises.repair.function import Function
from checks.exercises.repair.text import Text
from checks.model import Edit, Part

LIKE = {"zeros_like", "empty_like", "ones_like", "full_like"}
FIRST = {"rows": 1, "columns": 2}
"""Where the rows and the columns are among the axes."""
TAKEN = "take its largest value or its mean, by the mode, over `axis=(1, 2)`"


class Positions:
    """The parts of two loops, where each counts one axis."""

    def __init__(self, function: Function, text: Text, right: Right, sides: Sides, nest: Nest) -> None:
        self._function, self._text, self._right, self._sides, self._nest = function, text, right, sides, nest
        target = nest.stores[-1].targets[0]
        assert isinstance(target, ast.Subscript)
        assert isinstance(target.value, ast.Name)
        self._result = target.value.id

    def parts(self) -> Iterator[Part]:
        """All of them, in the order in which they are told."""
        yield from shape_parts(
            self._function, self._text, self._right, self._sides, self._nest, self._sizes(self._allocation())
        )
        yield from mode_parts(self._function, self._text)
        yield from self._size_and_loops()
        for window in self._nest.windows:
            yield from self._window(window)
        yield from self._taken()
        yield from self._stores()
        yield from self._return()

    # --- the size and the loops

    def _size_and_loops(self) -> Iterator[Part]:
        whole = self._allocation()
        sizes = self._sizes(whole)
        for axis in AXES:
            size = sizes.get(axis)
            if size is not None:
                yield self._count(f"size {axis}", axis, f"the {axis} of the result", size)
            stop = self._stop(axis)
            if stop is not None and self._function.origin(stop) is not size:
                yield self._count(f"loops {axis}", axis, f"how far the loop over the {axis} goes", stop)
        if whole is not None:
            right, sides = self._right, self._sides
            made = f"__import__('numpy').zeros(({right['m']}, {right['rows']}, {right['columns']}, {right['c']}))"
            counts = [self._sides.count(axis) for axis in AXES]
            told = f"np.zeros(({sides['m']}, {counts[0]}, {counts[1]}, {sides['c']}))"
            yield self._part("size", "the result", whole, told, self._text.instead(whole, made))

    def _sizes(self, whole: ast.Call | None) -> dict[Axis, ast.expr]:
        """What the result is given for its rows and columns."""
        shape = self._function.origin(whole.args[0]) if whole and whole.args else None
        sizes = shape.elts if isinstance(shape, ast.Tuple) else []
        return {axis: self._function.origin(sizes[FIRST[axis]]) for axis in AXES if len(sizes) > FIRST[axis]}

    def _allocation(self) -> ast.Call | None:
        given = self._function.given.get(self._result, [])
        calls = (one.value for one in given if isinstance(one.value, ast.Call))
        return next((call for call in calls if is_named(call.func, ALLOCATIONS | LIKE)), None)

    def _stop(self, axis: Axis) -> ast.expr | None:
        call = self._nest.loops[axis].iter
        if not isinstance(call, ast.Call) or not call.args or not is_named(call.func, {"range", "arange"}):
            return call
        return call.args[0] if len(call.args) == 1 else call

    def _count(self, part: str, axis: Axis, name: str, node: ast.expr) -> Part:
        count, told = self._right[axis], self._sides.count(axis)
        if node is self._nest.loops[axis].iter:
            count, told = f"range({count})", f"range({told})"
        return self._part(part, name, node, told, self._text.instead(node, count))

    # --- the window, and what is taken of it

    def _window(self, window: ast.Subscript) -> Iterator[Part]:
        text, parts = self._text, elements(window)
        base = text.written(window.value)
        if base != self._sides.images:
            edit = text.instead(window.value, self._right["images"])
            yield self._part("zeros", "what the window is taken of", window.value, self._sides.images, edit)
        if len(parts) <= max(FIRST.values()) or not all(isinstance(parts[n], ast.Slice) for n in FIRST.values()):
            stretches = ", ".join([":", *map(self._stretch, AXES)])
            told = f"{base}[{', '.join([':', *map(self._told, AXES)])}]"
            yield self._part("window", "the window", window, told, text.instead(window.slice, stretches))
            return
        for axis in AXES:
            node = parts[FIRST[axis]]
            edit = text.instead(node, self._stretch(axis))
            yield self._part(f"window {axis}", f"the {axis} of the window", node, self._told(axis), edit)

    def _stretch(self, axis: Axis) -> str:
        _, side, stride = OF_AXIS[axis]
        begin = f"{self._nest.variable(axis)} * {self._right[stride]}"
        return f"{begin}:{begin} + {self._right[side]}"

    def _told(self, axis: Axis) -> str:
        _, side, stride = OF_AXIS[axis]
        begin = f"{self._nest.variable(axis)} * {self._sides[stride]}"
        return f"{begin}:{begin} + {self._sides[side]}"

    def _taken(self) -> Iterator[Part]:
        for store in self._nest.stores:  # each by itself: of two modes the one may be right, and is not to be blamed
            edits = self._taken_in(store)
            if edits:
                yield self._part("sum", "what is taken of the window", store.value, TAKEN, *edits)

    def _taken_in(self, store: ast.Assign) -> tuple[Edit, ...]:
        text, take = self._text, self._right["take"]
        inside = {*ast.walk(store.value)}
        own = next((window for window in self._nest.windows if window in inside), None)
        if own is not None:
            return text.around(store.value, own, f"{take}(", ")")
        held = self._held()
        return (text.instead(store.value, f"{take}({held})"),) if held else ()

    def _held(self) -> str:
        """The name that a window has."""
        for name, given in self._function.given.items():
            if any(one.value is window for one in given for window in self._nest.windows):
                return name
        return ""

    # --- where it goes

    def _stores(self) -> Iterator[Part]:
        index = ", ".join([":", *map(self._nest.variable, AXES)])
        for store in self._nest.stores:
            target = store.targets[0]
            assert isinstance(target, ast.Subscript)
            told = f"{self._text.written(target.value)}[{index}]"
            yield self._part("store", "where it is stored", target, told, self._text.instead(target.slice, index))

    def _return(self) -> Iterator[Part]:
        for node in self._function.returns:
            if node.value is not None and not (isinstance(node.value, ast.Name) and node.value.id == self._result):
                edit = self._text.instead(node.value, self._result)
                yield self._part("return", "what is returned", node, f"return {self._result}", edit)

    def _part(self, part: str, name: str, node: ast.expr | ast.stmt, right: str, *edits: Edit) -> Part:
        written = self._text.written(node)
        return Part(id=part, name=name, line=node.lineno, written=written, right=right, edits=edits)
