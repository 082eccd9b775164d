"""What a student's sides are called, so that what is right is said in these words."""

import ast
from collections.abc import Iterator

from checks.exercises.repair.function import Function
from checks.exercises.repair.text import Assigned, targets_of

SIDES = {"images": ("m", "h", "w", "c"), "kernel_shape": ("kh", "kw"), "stride": ("sh", "sw")}
OF_AXIS = {"rows": ("h", "kh", "sh"), "columns": ("w", "kw", "sw")}


class Sides:
    """The student's names of m, h, w, c, kh, kw, sh and sw; where there is none, an expression."""

    def __init__(self, function: Function) -> None:
        self._arguments = dict(zip(SIDES, function.parameters, strict=False))
        self._known: dict[str, str] = {}
        for node in function.nodes:
            if isinstance(node, Assigned) and node.value is not None:
                for target in targets_of(node):
                    for name, side in self.given(target, node.value):
                        self._known.setdefault(side, name)

    @property
    def images(self) -> str:
        """What the images are called."""
        return self._arguments["images"]

    def __getitem__(self, side: str) -> str:
        """What one of the sides is called."""
        return self._known.get(side) or self.plain(side)

    def plain(self, side: str) -> str:
        """One of the sides without any name but those of the arguments."""
        kind, place = next((kind, sides.index(side)) for kind, sides in SIDES.items() if side in sides)
        of_shape = ".shape" if kind == "images" else ""
        return f"{self._arguments[kind]}{of_shape}[{place}]"

    def count(self, axis: str) -> str:
        """How many rows or columns the result has."""
        n, k, s = OF_AXIS[axis]
        return f"({self[n]} - {self[k]}) // {self[s]} + 1"

    def kind_of(self, value: ast.expr) -> str:
        """Whose sides a value is made of, where all are of one; "" elsewhere."""
        parts = value.elts if isinstance(value, ast.Tuple) else [value]
        kinds = {
            self._kind(part) or self._kind(part.value if isinstance(part, ast.Subscript) else part) for part in parts
        }
        return kinds.pop() if len(kinds) == 1 else ""

    def given(self, target: ast.expr, value: ast.expr) -> Iterator[tuple[str, str]]:
        """The names that an assignment gives sides to, each with its side."""
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            for one, other in zip(target.elts, value.elts, strict=True):
                yield from self.given(one, other)
        elif isinstance(target, ast.Tuple) and (kind := self._kind(value)):
            for part, side in zip(target.elts, SIDES[kind], strict=False):
                if isinstance(part, ast.Name) and part.id != "_":
                    yield part.id, side
        elif (
            isinstance(target, ast.Name) and isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Constant)
        ):
            kind, place = self._kind(value.value), value.slice.value
            if kind and isinstance(place, int) and 0 <= place < len(SIDES[kind]):
                yield target.id, SIDES[kind][place]

    def _kind(self, node: ast.expr) -> str:
        """Whose sides an expression is: those of the images' shape, of the window, of the stride; "" of none."""
        for kind, name in self._arguments.items():
            whole = (
                node.value if kind == "images" and isinstance(node, ast.Attribute) and node.attr == "shape" else node
            )
            if isinstance(whole, ast.Name) and whole.id == name and (kind != "images" or whole is not node):
                return kind
        return ""
