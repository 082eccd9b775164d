"""Where the numbers and arrays in a file come from: the lines that give the names in an expression their values."""

import ast
from collections.abc import Iterator

from checks.exercises.causes.parts import Parts, in_order, names_in, shape_allocated

IMAGES, KERNEL_SHAPE, STRIDE, MODE = range(4)
USUAL_NAMES = ("images", "kernel_shape", "stride", "mode")


class Origins(Parts):
    """The parts of a file, and where its names get their values."""

    def __init__(self, module: ast.Module, function: str) -> None:
        super().__init__(module, function, USUAL_NAMES)
        self._assigns = [node for node in self.own if isinstance(node, ast.Assign)]
        self.module_values = self._module_values(module)

    @property
    def definition(self) -> list[int]:
        """The line of the function's `def`."""
        return [self.function.lineno] if self.function else []

    @property
    def allocations(self) -> list[int]:
        """Where arrays are made."""
        return [node.lineno for node in self.own if isinstance(node, ast.Call) and shape_allocated(node) is not None]

    def taken(self, position: int) -> list[int]:
        """Where the sides of an argument get their names, unless these are in the right order; where one of them is
        taken twice, the second time. Else where one alone is used."""
        found, indexed = [], []
        for statement in self._assigns:
            if not self._takes_apart(statement.value, position):
                continue
            if in_order(statement, 1 if position == IMAGES else 0, once=True):
                return []
            found.append(statement.lineno)
            if isinstance(statement.value, ast.Subscript):
                indexed.append((ast.unparse(statement.value.slice), statement.lineno))
        sides = [(index, line) for index, line in indexed if position != IMAGES or index in ("1", "2")]
        twice = [line for n, (index, line) in enumerate(sides) if index in [other for other, _ in sides[:n]]]
        return twice[:1] or [line for _, line in sides[:1]] or sorted(set(found))[:1] or self._one_used(position)

    def _takes_apart(self, value: ast.expr, position: int) -> bool:
        nodes = list(ast.walk(value))
        named = any(self.is_argument(node, position) for node in nodes)
        return named and not any(isinstance(node, ast.Call) for node in nodes)

    def _one_used(self, position: int) -> list[int]:
        """Where a member of a pair is used, if that is in one line."""
        lines = {
            node.lineno
            for node in self.own
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)
            if position != IMAGES and self.is_argument(node.value, position)
        }
        return sorted(lines) if len(lines) == 1 else []

    def unpacked(self) -> list[int]:
        """Where a shape or a pair is taken apart into other than as many names as it has members."""
        found = []
        for statement in self._assigns:
            target, value = statement.targets[-1], statement.value
            if isinstance(target, ast.Tuple | ast.List):
                of_images = isinstance(value, ast.Attribute) and self.is_argument(value.value, IMAGES)
                of_pair = any(self.is_argument(value, position) for position in (KERNEL_SHAPE, STRIDE))
                if (of_images and len(target.elts) != 4) or (of_pair and len(target.elts) != 2):
                    found.append(statement.lineno)
        return found

    def of_size(self, axis: int) -> list[int]:
        """Where the size of the result is worked out, along its rows or its columns."""
        returned = {name.id for node in self.returns if node.value for name in names_in(node.value)}
        for statement in self._assigns:
            shape = shape_allocated(statement.value)
            bound = {target.id for target in statement.targets if isinstance(target, ast.Name)}
            if shape is None or not bound & returned:
                continue
            if isinstance(shape, ast.Name):
                shape = next((value for value in self._values_of(shape.id) if isinstance(value, ast.Tuple)), shape)
            if not isinstance(shape, ast.Tuple | ast.List) or len(shape.elts) < axis + 2:
                return [shape.lineno]
            side = shape.elts[1 + axis]
            return self._lines_of(side)[:1] or [side.lineno]
        divided = (node for node in self._assigns if node not in self.in_loops and _divides(node))
        return [node.lineno for node in divided][:1]

    def in_loop_origins(self, expression: ast.expr) -> list[int]:
        """The lines within loops that work out the names in an expression."""
        return [
            statement.lineno
            for name in names_in(expression)
            for statement in self._assigns
            if statement in self.in_loops and name.id in _bound(statement)
        ]

    def _values_of(self, name: str) -> Iterator[ast.expr]:
        return (statement.value for statement in self._assigns if name in _bound(statement))

    def _lines_of(self, expression: ast.expr) -> list[int]:
        """The lines that work out the names in an expression; not those that only take them from an argument."""
        return [
            statement.lineno
            for name in names_in(expression)
            for statement in self._assigns
            if name.id in _bound(statement) and not _is_taken(statement.value)
        ]

    def _module_values(self, module: ast.Module) -> list[int]:
        """Lines of the module that make what a function may change."""
        return [
            node.lineno
            for node in module.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict | ast.List | ast.Set | ast.Call)
            if any(isinstance(used, ast.Name) and used.id in _bound(node) for used in self.own)
        ]


def _bound(statement: ast.Assign) -> set[str]:
    return {node.id for target in statement.targets for node in names_in(target) if isinstance(node.ctx, ast.Store)}


def _divides(statement: ast.Assign) -> bool:
    nodes = (node for node in ast.walk(statement.value) if isinstance(node, ast.BinOp))
    return any(isinstance(node.op, ast.Div | ast.FloorDiv) for node in nodes)


def _is_taken(value: ast.expr) -> bool:
    """Whether a value is an argument, a shape or a part of one, as it is."""
    inner = value.value if isinstance(value, ast.Subscript) else value
    return isinstance(inner, ast.Name) or (isinstance(inner, ast.Attribute) and inner.attr == "shape")
