"""What a student's sides are called, so that what is right is said in these words."""

import ast

from checks.exercises.convolution.form import form_of, has_several_kernels, is_plain, takes_padding, takes_stride
from checks.exercises.repair.function import Function
from checks.exercises.repair.text import Assigned, targets_of
from checks.model.assignment import Task

SIDES = {"images": ("m", "h", "w"), "kernel": ("kh", "kw"), "padding": ("ph", "pw"), "stride": ("sh", "sw")}


class Names:
    """The student's names of m, h, w, kh, kw, ph, pw, sh and sw; where there is none, an expression."""

    def __init__(self, task: Task, function: Function) -> None:
        self._task = task
        self._known: dict[str, str] = {}
        self.arguments = dict(zip(SIDES, _by_kind(task, function), strict=True))
        for node in function.nodes:
            if isinstance(node, Assigned) and node.value is not None:
                for target in targets_of(node):
                    self._learn(target, node.value)

    def __getitem__(self, side: str) -> str:
        """What one of the sides is called."""
        if side in self._known:
            return self._known[side]
        kind, place = next((kind, sides.index(side)) for kind, sides in SIDES.items() if side in sides)
        if kind in ("padding", "stride") or not self.arguments[kind]:
            return side
        return f"{self.arguments[kind]}.shape[{place}]"

    def kind(self, node: ast.AST) -> str:
        """Whose sides an expression are: the images' or the kernel's shape, the padding, the stride; "" of none."""
        for kind, name in self.arguments.items():
            whole = node.value if isinstance(node, ast.Attribute) and node.attr == "shape" else None
            named = whole if kind in ("images", "kernel") else node
            if name and isinstance(named, ast.Name) and named.id == name:
                return kind
        return ""

    def count(self, axis: str) -> str:
        """How many rows or columns the result has."""
        n, k, p, s = ("h", "kh", "ph", "sh") if axis == "rows" else ("w", "kw", "pw", "sw")
        form = form_of(self._task)
        if is_plain(self._task):
            zeros = f" + 2 * {self[p]}" if form == "padding" else ""
            return self[n] if form == "same" else f"{self[n]}{zeros} - {self[k]} + 1"
        zeros = f" + 2 * {self[p]}" if takes_padding(self._task) else ""
        step = f" // {self[s]}" if takes_stride(self._task) else ""
        return f"({self[n]}{zeros} - {self[k]}){step} + 1"

    def zeros(self, axis: str) -> str:
        """How many rows or columns of zeros there are on each side."""
        p, k = ("ph", "kh") if axis == "rows" else ("pw", "kw")
        form = form_of(self._task)
        return "0" if form == "valid" else f"{self[k]} // 2" if form == "same" else self[p]

    @property
    def has_several_kernels(self) -> bool:
        """Whether the result has an axis for them."""
        return has_several_kernels(self._task)

    def _learn(self, target: ast.expr, value: ast.expr) -> None:
        whole, index = value, None
        if isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Constant):
            whole, index = value.value, value.slice.value
        first = 0
        if isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Slice):
            whole = value.value
            if isinstance(value.slice.lower, ast.Constant) and isinstance(value.slice.lower.value, int):
                first = value.slice.lower.value
        kind = self.kind(whole)
        if not kind:
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
                for one, other in zip(target.elts, value.elts, strict=True):
                    self._learn(one, other)
            return
        parts = target.elts if isinstance(target, ast.Tuple) else [target]
        sides = SIDES[kind][index:] if isinstance(index, int) and index >= 0 else SIDES[kind][first:]
        if isinstance(target, ast.Name) and index is None:
            return
        for part, side in zip(parts, sides, strict=False):
            if isinstance(part, ast.Name) and side not in self._known and part.id != "_":
                self._known[side] = part.id


def _by_kind(task: Task, function: Function) -> list[str]:
    given = function.parameters
    found = []
    for kind in SIDES:
        place = next(
            (n for n, name in enumerate(task.parameters) if name.removesuffix("s") == kind.removesuffix("s")), -1
        )
        found.append(given[place] if 0 <= place < len(given) else "")
    return found
