"""What a student's sides are called, so that what is right is said in these words."""

import ast
import re
from collections.abc import Iterator

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

    def kind_of_array(self, node: ast.AST) -> str:
        """Whether an expression is the images or the kernel, or the shape of what is no array."""
        whole = node.value if isinstance(node, ast.Attribute) and node.attr == "shape" else node
        named = whole.id if isinstance(whole, ast.Name) else ""
        return next((kind for kind, name in self.arguments.items() if name and name == named), "")

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
        for name, side in taken(self, target, value):
            said = role(name, SIDES[kind_of(side)])
            self._known.setdefault(said or side, name)


def taken(sides: "Names", target: ast.expr, value: ast.expr) -> Iterator[tuple[str, str]]:
    """The names that are given sides by an assignment, each with the side that it gets."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        for one, other in zip(target.elts, value.elts, strict=True):
            yield from taken(sides, one, other)
        return
    whole = value.value if isinstance(value, ast.Subscript) else value
    kind = sides.kind(whole)
    if not kind:
        return
    every: tuple[str, ...] = (*SIDES[kind], "c") if kind == "images" else SIDES[kind]
    if isinstance(value, ast.Subscript) and isinstance(target, ast.Name):
        index = _integer(value.slice)
        if index is not None and -len(every) <= index < len(every):
            yield target.id, every[index]
    elif isinstance(target, ast.Tuple) and (isinstance(value, ast.Attribute | ast.Name) or _is_slice(value)):
        first = (
            _integer(value.slice.lower) or 0
            if isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Slice)
            else 0
        )
        for part, side in zip(target.elts, every[first:], strict=False):
            if isinstance(part, ast.Name):
                yield part.id, side


def role(name: str, sides: tuple[str, ...]) -> str:
    """The side that a name speaks of, "" where it tells none: h and w, rows and columns, height and width."""
    for word in reversed(re.split(r"[_\d]+", name.lower())):
        found = next((letter for letter, test in _TELLING.items() if test.fullmatch(word)), "")
        if found:
            return next((side for side in sides if side.endswith(found)), "")
    return ""


_TELLING = {
    "h": re.compile(r"[a-z]?[a-z]?h|h(ei|ie)?(ght|gth)?s?|h[a-z]|rows?|nrows?|[a-z]*height"),
    "w": re.compile(r"[a-z]?[a-z]?w|wid(th|ht)s?|w[a-z]?|cols?|columns?|ncols?|[a-z]*width"),
    "m": re.compile(r"m|n|num|nb|number|batch|samples?|examples?|count"),
}


def kind_of(side: str) -> str:
    """Whose side it is."""
    return next((kind for kind, sides in SIDES.items() if side in sides), "images")


def _integer(node: ast.expr | None) -> int | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _integer(node.operand)
        return None if inner is None else -inner
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, int) else None


def _is_slice(node: ast.expr) -> bool:
    return isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice)


def _by_kind(task: Task, function: Function) -> list[str]:
    given = function.parameters
    found = []
    for kind in SIDES:
        alike = (n for n, name in enumerate(task.parameters) if name.removesuffix("s") == kind.removesuffix("s"))
        place = next(alike, -1)
        found.append(given[place] if 0 <= place < len(given) else "")
    return found
