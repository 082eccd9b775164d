"""Where the numbers and arrays in a file come from: the lines that give the names in an expression their values."""

import ast
from collections.abc import Callable, Iterator
from typing import TypeGuard

from checks.exercises.causes.parts import Parts, in_order, is_named, is_wide, names_in, shape_allocated, targets_of

USUAL_NAMES = ("images", "kernel", "padding", "stride")


class Origins(Parts):
    """The parts of a file, and where its names get their values."""

    def __init__(self, module: ast.Module, function: str) -> None:
        super().__init__(module, function, USUAL_NAMES)
        self.pads = [node for node in self.nodes if isinstance(node, ast.Call) and _is_pad(node.func)]
        self._given = {name: [value for key, value in self._values() if key == name] for name, _ in self._values()}
        self.module_values = self._module_values(module)

    def _values(self) -> Iterator[tuple[str, ast.stmt]]:
        for node in self.nodes:
            if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    yield from ((name, node) for name in _bound(target))

    def _module_values(self, module: ast.Module) -> list[int]:
        """Lines of the module that make what a function may change."""
        items = (target for node in self.stores for target in targets_of(node) if isinstance(target, ast.Subscript))
        changed = {ast.unparse(target.value) for target in items}
        return [
            node.lineno
            for node in module.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict | ast.List | ast.Set | ast.Call)
            if any(isinstance(t, ast.Name) and (t.id in changed or self._is_used(t.id)) for t in node.targets)
        ]

    def _is_used(self, name: str) -> bool:
        return any(isinstance(node, ast.Name) and node.id == name for node in self.own)

    def of_padding(self) -> list[int]:
        """Where the number of zeros is worked out; else where the zeros are put."""
        widths: list[tuple[ast.stmt | ast.expr, ast.expr]] = []
        widths += [(call, width) for call in self.pads for width in _widths(call)]
        if not widths:
            outside = sorted(set(self.stores) - self.in_loops, key=lambda node: node.lineno)
            widths = [(node, part) for node in outside for part in _slices(node)]
        if not widths:
            return []
        plain = all(_is_plain(expression) for _, expression in widths)
        named = [part for _, width in widths for part in ([width] if plain else _alone(width))]
        origins = [line for expression in named for line in self._origins(expression)]
        return origins[:1] or sorted({node.lineno for node, _ in widths})

    def one_sided(self) -> list[int]:
        """Where zeros are put on one side of an axis only: np.pad with (n, 0), a slice with no beginning or no end."""
        pairs = [(call, pair) for call in self.pads for width in _widths(call) for pair in _pairs(width)]
        stores = [(node, part) for node in self.stores if node not in self.in_loops for part in _slices(node)]
        found = [node.lineno for node, pair in pairs if [ast.unparse(side) for side in pair.elts].count("0") == 1]
        open_ended = ((node, part) for node, part in stores if isinstance(part, ast.Slice))
        return found + [node.lineno for node, part in open_ended if not (part.lower and part.upper)]

    def is_array(self, name: str) -> bool:
        """Whether all that this name ever is are arrays made here."""
        given = self._given.get(name, [])
        return bool(given) and all(_shape_allocated(statement) is not None for statement in given)

    def of_size(self, axis: int) -> list[int]:
        """Where the size of the result is worked out, along this axis of (m, rows, columns)."""
        returned = {name.id for node in self.returns if node.value for name in names_in(node.value)}
        for name in returned:
            for statement in self._given.get(name, []):
                shape = _shape_allocated(statement)
                if shape is None:
                    continue
                if isinstance(shape, ast.Attribute):  # that of another array, as it is
                    return [shape.lineno]
                side = shape.elts[axis] if isinstance(shape, ast.Tuple | ast.List) and axis < len(shape.elts) else shape
                return self._origins(side)[:1] or [side.lineno]
        return []

    def of_shape(self, position: int, first: int) -> list[int]:
        """Where the sides of an argument get their names, unless these are in the right order; or where one is used
        for both. The height is at `first` of the shape."""
        if astray := self._astray(lambda node: self._is_shape(node, position), first):
            return astray
        taken: dict[str, list[int]] = {}
        for _, statement in self._values():
            for node in ast.walk(statement):
                if self._is_shape(node, position) and isinstance(statement, ast.Assign):
                    if in_order(statement, first):
                        return []
                    taken.setdefault(_side(statement, node), []).append(statement.lineno)
                elif _is_len(node) and self.is_argument(node.args[0], position):
                    taken.setdefault("0", []).append(statement.lineno)
        both = {str(first), str(first + 1)} <= taken.keys()
        return [] if both else sorted({line for lines in taken.values() for line in lines})

    def of_value(self, position: int) -> list[int]:
        """Where the parts of an argument, a tuple, get their names, unless these are in the right order."""
        if astray := self._astray(lambda node: self.is_argument(node, position), 0):
            return astray[:1]
        found = []
        for _, statement in self._values():
            if not isinstance(statement, ast.Assign):
                continue
            if any(self.is_argument(node, position) for node in ast.walk(statement.value)):
                if in_order(statement, 0):
                    return []
                found.append(statement.lineno)
        return sorted(set(found))[:1]

    def _astray(self, is_of: Callable[[ast.AST], bool], first: int) -> list[int]:
        """Where a name of a width is given the height, which is at `first`, or one of a height the width."""
        indices = {str(first): False, str(first + 1): True}
        return sorted(
            statement.lineno
            for name, statement in self._values()
            if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Subscript)
            if is_of(statement.value.value)
            if indices.get(ast.unparse(statement.value.slice), is_wide(name)) != is_wide(name)
        )

    def _origins(self, expression: ast.expr) -> list[int]:
        """The lines that work out the names in an expression, one line each; not those that only take them from an
        argument."""
        lines = []
        for name in names_in(expression):
            given = self._given.get(name.id, [])
            if len(given) == 1 and isinstance(given[0], ast.Assign) and not self._is_taken(given[0].value):
                lines.append(given[0].lineno)
            elif len(given) > 1:
                lines.extend(self._choice(given))
        return lines

    def _choice(self, statements: list[ast.stmt]) -> list[int]:
        """The condition that decides which of these statements is carried out, if one does."""
        conditions = [node for node in self.nodes if isinstance(node, ast.If)]
        return [node.lineno for node in conditions if set(statements) <= set(ast.walk(node))][-1:]

    def _is_taken(self, value: ast.expr) -> bool:
        """Whether a value is an argument, a shape or a part of one, as it is."""
        inner = value.value if isinstance(value, ast.Subscript) else value
        if isinstance(value, ast.Tuple):
            return all(self._is_taken(part) for part in value.elts)
        return isinstance(inner, ast.Name) or (isinstance(inner, ast.Attribute) and inner.attr == "shape")

    def _is_shape(self, node: ast.AST, position: int) -> bool:
        return isinstance(node, ast.Attribute) and node.attr == "shape" and self.is_argument(node.value, position)


def _bound(target: ast.expr) -> Iterator[str]:
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, ast.Tuple | ast.List):
        for part in target.elts:
            yield from _bound(part)


def _is_pad(function: ast.expr) -> bool:
    """Whether it is np.pad, and no function of the student's own."""
    return isinstance(function, ast.Attribute) and function.attr == "pad"


def _is_plain(widths: ast.expr) -> bool:
    """Whether nothing is worked out where the zeros are put, so that the names there say how many there are."""
    if isinstance(widths, ast.Slice):
        return widths.lower is None or isinstance(widths.lower, ast.Name)
    return not any(isinstance(node, ast.BinOp) for node in ast.walk(widths))


def _alone(width: ast.expr) -> list[ast.expr]:
    """The names that stand alone in a pair, beside what is left of a number without them."""
    found: list[ast.expr] = []
    for pair in _pairs(width):
        names = [part for part in pair.elts if isinstance(part, ast.Name)]
        rests = [part.right for part in pair.elts if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Sub)]
        if {ast.unparse(rest) for rest in rests} & {name.id for name in names}:
            found += names
    return found


def _pairs(width: ast.expr) -> Iterator[ast.Tuple | ast.List]:
    """The pairs of widths that have no pairs in them."""
    for node in ast.walk(width):
        if isinstance(node, ast.Tuple | ast.List) and not any(isinstance(n, ast.Tuple | ast.List) for n in node.elts):
            yield node


def _slices(node: ast.Assign | ast.AugAssign) -> Iterator[ast.expr]:
    """The places in an array, several rows and columns of it, that are assigned to."""
    for target in targets_of(node):
        parts = target.slice.elts if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Tuple) else []
        if sum(isinstance(part, ast.Slice) for part in parts) > 1:
            yield from parts[-2:]


def _widths(call: ast.Call) -> list[ast.expr]:
    return [keyword.value for keyword in call.keywords if keyword.arg == "pad_width"] or call.args[1:2]


def _shape_allocated(statement: ast.stmt) -> ast.expr | None:
    return shape_allocated(statement.value if isinstance(statement, ast.Assign) else None)


def _is_len(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and is_named(node.func, {"len"}) and bool(node.args)


def _side(statement: ast.stmt, shape: ast.AST) -> str:
    """The index that is taken of a shape, "" where all of it is."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Subscript) and node.value is shape:
            return ast.unparse(node.slice)
    return ""
