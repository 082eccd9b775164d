"""The parts of a convolution that goes through the places of its result, one window at a time."""

import ast
from collections.abc import Iterator

from checks.exercises.causes.parts import ALLOCATIONS, is_named
from checks.exercises.convolution.form import form_of, has_channels, has_several_kernels, takes_stride
from checks.exercises.convolution.parts.names import Names
from checks.exercises.convolution.parts.nest import Axis, Loop, Nest, Order, is_one, is_whole, is_zero
from checks.exercises.convolution.parts.right import Right
from checks.exercises.repair.function import Function
from checks.exercises.repair.text import Text, targets_of
from checks.model import Edit, Part
from checks.model.assignment import Task

LIKE = {"zeros_like", "empty_like", "ones_like", "full_like"}
PLACES: tuple[Axis, ...] = ("rows", "columns")


class Positions:
    """The parts of one nest of loops, where its variables count these axes."""

    def __init__(
        self, task: Task, function: Function, text: Text, right: Right, sides: Names, nest: Nest, order: Order
    ) -> None:
        self._task, self._function, self._text = task, function, text
        self._right, self._sides, self._nest, self._order = right, sides, nest, order
        self._variable = {axis: name for name, axis in order.items()}
        self._loops = {name: loop for loop in nest.loops for name in loop.variables}

    def parts(self) -> list[Part]:
        """All of them, in the order in which they are told."""
        if not self._nest.windows or self._nest.result is None:
            return []
        return [*self._zeros(), *self._size_and_loops(), *self._window(), *self._sum(), *self._store(), *self._return()]

    # --- zeros

    def _zeros(self) -> Iterator[Part]:
        function, text = self._function, self._text
        bases = [_innermost(window.value) for window in self._nest.windows]
        named = {base.id for base in bases if isinstance(base, ast.Name)}
        given = [
            one
            for name in sorted(named)
            for one in function.given.get(name, [])
            if one.statement not in function.in_loops
        ]
        stores = [
            node
            for node in function.nodes
            if isinstance(node, ast.Assign | ast.AugAssign) and node not in function.in_loops
            for target in targets_of(node)
            if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name) and target.value.id in named
        ]
        if form_of(self._task) == "valid" and not given and not stores:
            return
        edits = [text.instead(base, self._right.images) for base in bases]
        edits += [text.instead(one.value, self._right.images) for one in given if one.value is not None]
        edits += [text.instead(node, "pass") for node in stores]
        first = min((one.statement for one in given), key=lambda node: node.lineno, default=None) or (
            stores[0] if stores else None
        )
        shown: ast.expr | ast.stmt = first if first is not None else self._nest.windows[0]
        written = text.written(shown)
        yield self._part("zeros", "the zeros around the images", shown, written, self._right_zeros(), tuple(edits))

    def _right_zeros(self) -> str:
        if form_of(self._task) == "valid":
            return "none: a valid convolution puts no zeros around the images"
        rows, columns = self._sides.zeros("rows"), self._sides.zeros("columns")
        return f"{rows} rows of zeros above and below, {columns} columns on the left and on the right"

    # --- size and loops

    def _size_and_loops(self) -> Iterator[Part]:
        sizes = self._sizes()
        stops = {axis: self._stop(self._variable[axis]) for axis in PLACES}
        for axis in PLACES:
            size, stop = sizes.get(axis), stops[axis]
            other = {
                id(self._function.origin(node))
                for key in PLACES
                if key != axis
                for node in (sizes.get(key), stops[key])
                if node is not None
            }
            name = f"the {axis} of the result"
            origin = self._function.origin(size) if size is not None else None
            made = self._made(size)
            if origin is not None and size is not None and origin is not size and id(origin) not in other:
                yield self._count(f"size {axis}", axis, name, origin)
            elif size is not None:
                yield self._count(f"size {axis}", axis, name, size)
            if stop is not None and (made is None or self._made(stop) is not made or id(made) in other):
                yield self._count(f"loops {axis}", axis, f"how far the loop over the {axis} goes", stop)
            elif stop is None:
                yield from self._whole_loop(axis)
        yield from self._whole_size()

    def _made(self, node: ast.expr | None) -> ast.expr | None:
        origin = None if node is None else self._function.origin(node)
        return origin if origin is not node else None

    def _count(self, id: str, axis: Axis, name: str, node: ast.expr) -> Part:
        right = self._count_of(axis)
        if id.startswith("loops"):
            loop = self._loops[self._variable[axis]]
            start, step = self._begin(loop)
            right = f"{start}{right}{step}" if start or step else right
        return self._part(
            id, name, node, self._text.written(node), self._sides.count(axis), (self._text.instead(node, right),)
        )

    def _count_of(self, axis: Axis) -> str:
        return self._right.rows if axis == "rows" else self._right.columns

    def _begin(self, loop: Loop) -> tuple[str, str]:
        start = "" if is_zero(loop.start) or loop.start is None else f"({self._text.written(loop.start)}) + "
        step = "" if is_one(loop.step) or loop.step is None else f" * ({self._text.written(loop.step)})"
        return start, step

    def _stop(self, variable: str) -> ast.expr | None:
        """What a range ends at, where it is one."""
        loop = self._loops.get(variable)
        call = loop.node.iter if loop else None
        if (
            loop is None
            or len(loop.variables) != 1
            or not isinstance(call, ast.Call)
            or not call.args
            or not is_named(call.func, {"range", "arange"})
        ):
            return None
        return call.args[0] if len(call.args) == 1 else call.args[1]

    def _whole_loop(self, axis: Axis) -> Iterator[Part]:
        """A loop that goes through something else than a range, or through the rows and columns in one."""
        text, right, loop = self._text, self._right, self._loops.get(self._variable[axis])
        name = f"how far the loop over the {axis} goes"
        if self._nest.flat is not None:
            if axis == "rows":
                loop = self._nest.loops[0]
                every = f"{self._sides.count('rows')} times {self._sides.count('columns')}"
                edit = text.instead(loop.node.iter, f"range({right.rows} * {right.columns})")
                yield self._part(
                    "loops", "how far the loop goes", loop.node.iter, text.written(loop.node.iter), every, (edit,)
                )
            else:
                value = self._nest.flat.value
                counter = self._nest.loops[0].variables[0]
                first = self._nest.variables[0]
                swapped = self._order[first] == "columns"
                pair = f"divmod({counter}, {right.columns})" + ("[::-1]" if swapped else "")
                yield self._part(
                    "loops columns",
                    "which row and column a number is",
                    value,
                    text.written(value),
                    f"divmod({counter}, {self._sides.count('columns')})",
                    (text.instead(value, pair),),
                )
        elif loop is not None and len(loop.variables) == 2:
            if axis == self._order[loop.variables[0]]:
                counts = ", ".join(self._count_of(self._order[name]) for name in loop.variables)
                told = ", ".join(self._sides.count(self._order[name]) for name in loop.variables)
                edit = text.instead(loop.node.iter, f"__import__('numpy').ndindex({counts})")
                yield self._part(
                    "loops", "how far the loop goes", loop.node.iter, text.written(loop.node.iter), told, (edit,)
                )
        elif loop is not None:
            edit = text.instead(loop.node.iter, f"range({self._count_of(axis)})")
            yield self._part(
                f"loops {axis}",
                name,
                loop.node.iter,
                text.written(loop.node.iter),
                f"range({self._sides.count(axis)})",
                (edit,),
            )

    def _sizes(self) -> dict[Axis, ast.expr]:
        """What the result's allocation has for its rows and columns."""
        for shape in self._shapes():
            found = self._function.origin(shape)
            if isinstance(found, ast.Tuple) and len(found.elts) == self._axes:
                return {"images": found.elts[0], "rows": found.elts[1], "columns": found.elts[2]}
        return {}

    @property
    def _axes(self) -> int:
        return 4 if has_several_kernels(self._task) else 3

    def _allocations(self) -> list[ast.Call]:
        given = self._function.given.get(self._nest.result or "", [])
        calls = [one.value for one in given if isinstance(one.value, ast.Call)]
        return [call for call in calls if is_named(call.func, ALLOCATIONS | LIKE)]

    def _shapes(self) -> list[ast.expr]:
        found = []
        for call in self._allocations():
            keyword = next((each.value for each in call.keywords if each.arg == "shape"), None)
            shape = keyword or (call.args[0] if call.args else None)
            if shape is not None and is_named(call.func, ALLOCATIONS):
                found.append(shape)
        return found

    def _whole_size(self) -> Iterator[Part]:
        right, text = self._right, self._text
        shape = (
            f"({right.m}, {right.rows}, {right.columns}{', ' + right.nc if has_several_kernels(self._task) else ''})"
        )
        counts = [self._sides["m"], *(self._sides.count(axis) for axis in PLACES)]
        told = f"({', '.join([*counts, 'nc'] if has_several_kernels(self._task) else counts)})"
        name = "the shape of the result"
        for call in self._allocations():
            if is_named(call.func, LIKE) and call.args:
                edit = text.instead(call, f"__import__('numpy').zeros({shape})")
                yield self._part("size", name, call, text.written(call), told, (edit,))
        for node in self._shapes():
            origin = self._function.origin(node)
            if not isinstance(origin, ast.Tuple) or len(origin.elts) != self._axes:
                yield self._part("size", name, node, text.written(node), told, (text.instead(node, shape),))
            else:
                where = origin.elts[0]
                yield self._part(
                    "size",
                    "the number of images in the result",
                    where,
                    text.written(where),
                    self._sides["m"],
                    (text.instead(where, right.m),),
                )

    # --- window

    def _window(self) -> Iterator[Part]:
        for window in self._nest.windows:
            yield from self._of_window(window)

    def _of_window(self, window: ast.Subscript) -> Iterator[Part]:
        text = self._text
        parts = window.slice.elts if isinstance(window.slice, ast.Tuple) else [window.slice]
        elements = self._nest.elements(window)
        whole = 4 if has_channels(self._task) else 3
        regular = len(parts) in (3, whole) and self._nest.first(parts) == 1 and {*PLACES} <= elements.keys()
        base = text.written(window.value)
        if isinstance(window.value, ast.Subscript) or not regular:
            right = ", ".join([self._of_images(), *(self._stretch(axis) for axis in PLACES)])
            told = ", ".join([":", *(self._told(axis) for axis in PLACES)])
            edit = text.instead(window.slice, right)
            yield self._part("window", "the window", window, text.written(window), f"{base}[{told}]", (edit,))
            return
        for axis in PLACES:
            node = elements[axis]
            edit = text.instead(node, self._stretch(axis))
            yield self._part(
                f"window {axis}", f"the {axis} of the window", node, text.written(node), self._told(axis), (edit,)
            )
        if not is_whole(parts[0]) or len(parts) > 3:
            edits = [
                text.instead(parts[0], self._of_images()),
                *(text.instead(part, ":") for part in parts[3:] if not is_whole(part)),
            ]
            if not is_whole(parts[0]) or len(edits) > 1:
                yield self._part(
                    "window",
                    "the images that the window is taken of",
                    parts[0],
                    text.written(parts[0]),
                    self._of_images(),
                    tuple(edits),
                )

    def _of_images(self) -> str:
        return self._variable.get("images", ":")

    def _place(self, axis: Axis) -> str:
        """Which row or column of the result a loop is at."""
        variable = self._variable[axis]
        loop = self._loops.get(variable)
        if loop is None or self._stop(variable) is None:
            return variable
        begin = "" if is_zero(loop.start) or loop.start is None else f" - ({self._text.written(loop.start)})"
        place = f"({variable}{begin})" if begin else variable
        return place if is_one(loop.step) or loop.step is None else f"{place} // ({self._text.written(loop.step)})"

    def _stretch(self, axis: Axis) -> str:
        _, side, stride = self._right.axis(axis)
        place = self._place(axis)
        return f"({place}) * {stride}:({place}) * {stride} + {side}"

    def _told(self, axis: Axis) -> str:
        side, stride = ("kh", "sh") if axis == "rows" else ("kw", "sw")
        variable = self._variable[axis]
        loop = self._loops.get(variable)
        steps = takes_stride(self._task) and loop is not None and loop.step is None
        begin = f"{variable} * {self._sides[stride]}" if steps else variable
        return f"{begin}:{begin} + {self._sides[side]}"

    # --- sum

    def _sum(self) -> Iterator[Part]:
        text, right = self._text, self._right
        kernel = f"{right.kernel}[..., {self._variable['kernels']}]" if "kernels" in self._variable else right.kernel
        axis = self._summed()
        for store in self._nest.stores:
            assert isinstance(store, ast.Assign | ast.AugAssign)
            edits = self._sum_edits(store, kernel, axis)
            if edits:
                told = f"(window * {self._sides.arguments['kernel'] or 'kernel'}).sum(axis={axis or 'None'})"
                yield self._part(
                    "sum",
                    "what is done with the window and the kernel",
                    store.value,
                    text.written(store.value),
                    told,
                    edits,
                )

    def _summed(self) -> str:
        if "images" in self._variable:
            return ""
        return "(1, 2, 3)" if has_channels(self._task) else "(1, 2)"

    def _sum_edits(self, store: ast.Assign | ast.AugAssign, kernel: str, axis: str) -> tuple[Edit, ...]:
        text = self._text
        inside = {id(node): node for node in ast.walk(store.value)}
        end = f" * {kernel}).sum({f'axis={axis}' if axis else ''})"
        own = [window for window in self._nest.windows if id(window) in inside]
        if own:
            return text.around(store.value, own[0], "(", end)
        for statement in self._nest.statements:
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                held = [
                    window for window in self._nest.windows if any(node is window for node in ast.walk(statement.value))
                ]
                if held:
                    return (
                        *text.around(statement.value, held[0], "", ""),
                        text.instead(store.value, f"({statement.targets[0].id}{end}"),
                    )
        return ()

    # --- store and return

    def _store(self) -> Iterator[Part]:
        text = self._text
        axes: tuple[Axis, ...] = (*PLACES, "kernels") if "kernels" in self._variable else PLACES
        for store in self._nest.stores:
            target = targets_of(store)[0]
            assert isinstance(target, ast.Subscript)
            index = ", ".join(
                [
                    self._of_images(),
                    *(self._place(axis) if axis != "kernels" else self._variable[axis] for axis in axes),
                ]
            )
            places = [self._of_images(), *map(self._told_place, axes)]
            told = f"{text.written(target.value)}[{', '.join(places)}]"
            yield self._part(
                "store",
                "where the sum is stored",
                target,
                text.written(target),
                told,
                (text.instead(target.slice, index),),
            )

    def _told_place(self, axis: Axis) -> str:
        return self._place(axis) if axis in PLACES else self._variable[axis]

    def _return(self) -> Iterator[Part]:
        result = self._nest.result
        for node in self._function.returns:
            value = node.value
            if value is not None and not (isinstance(value, ast.Name) and value.id == result):
                edit = self._text.instead(value, str(result))
                yield self._part(
                    "return", "what is returned", node, self._text.written(node), f"return {result}", (edit,)
                )

    def _part(
        self, id: str, name: str, node: ast.expr | ast.stmt, written: str, right: str, edits: tuple[Edit, ...]
    ) -> Part:
        return Part(id=id, name=name, line=node.lineno, written=written, right=right, edits=edits)


def _innermost(node: ast.expr) -> ast.expr:
    """What is cut: of images[i][r:r + kh] the images."""
    while isinstance(node, ast.Subscript):
        node = node.value
    return node
