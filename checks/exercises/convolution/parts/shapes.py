"""Where the sides of the images, the kernel, the padding and the stride get their names."""

import ast
from collections.abc import Iterator

from checks.exercises.convolution.parts.names import SIDES, Names, role, taken
from checks.exercises.convolution.parts.right import Right
from checks.exercises.repair.function import Function
from checks.exercises.repair.text import Assigned, Text, bound, targets_of
from checks.model import Part

WORDS = {"images": "the images", "kernel": "the kernel", "padding": "the padding", "stride": "the stride"}


def shape_parts(function: Function, text: Text, right: Right, sides: Names) -> Iterator[Part]:
    """Each statement that gives a name another side than it speaks of, or too many or too few names."""
    for node in function.nodes:
        if isinstance(node, Assigned) and node.value is not None and node not in function.in_loops:
            yield from _part(node, text, right, sides)


def _part(node: Assigned, text: Text, right: Right, sides: Names) -> Iterator[Part]:
    assert node.value is not None
    given = [name for target in targets_of(node) for name in bound(target)]
    got = dict(pair for target in targets_of(node) for pair in taken(sides, target, node.value))
    kind = _kind(node.value, sides) or _kind_by_name(given, node.value)
    if not kind or not given:
        return
    known = (*SIDES[kind], "c") if kind == "images" else SIDES[kind]
    told = {name: role(name, known) for name in given}
    wanted = {name: told[name] or got.get(name, "") for name in given}
    if not all(wanted.values()) or len({*wanted.values()}) < len(wanted) or "c" in wanted.values():
        return
    if all(got.get(name) == side for name, side in wanted.items()):
        return
    values = ", ".join(getattr(right, side) for side in wanted.values())
    edit = text.instead(node, f"{', '.join(given)} = {values}")
    yield Part(
        id="shape",
        name=f"the sides of {WORDS[kind]}",
        line=node.lineno,
        written=text.written(node),
        right=_right_words(wanted, kind, sides),
        edits=(edit,),
    )


def _right_words(wanted: dict[str, str], kind: str, sides: Names) -> str:
    whole = sides.arguments[kind] + (".shape" if kind in ("images", "kernel") else "")
    in_order = sorted(wanted, key=lambda name: SIDES[kind].index(wanted[name]))
    if len(wanted) == len(SIDES[kind]):
        return f"{', '.join(in_order)} = {whole}"
    return "; ".join(f"{name} = {whole}[{SIDES[kind].index(wanted[name])}]" for name in in_order)


def _kind(value: ast.expr, sides: Names) -> str:
    """Whose sides they are, where all are of one."""
    parts = value.elts if isinstance(value, ast.Tuple) else [value]
    parts = [part for part in parts if not isinstance(part, ast.Constant)] or parts
    whole = [part.value if isinstance(part, ast.Subscript) else part for part in parts]
    kinds = {sides.kind(part) or sides.kind_of_array(part) for part in whole}
    return kinds.pop() if len(kinds) == 1 else ""


def _kind_by_name(given: list[str], value: ast.expr) -> str:
    """The same of plain numbers: a kernel's or an image's sides, by what the names begin with."""
    parts = value.elts if isinstance(value, ast.Tuple) else [value]
    numbers = all(isinstance(part, ast.Constant) and isinstance(part.value, int) for part in parts)
    if not numbers or not all(role(name, SIDES["images"]) in ("h", "w") for name in given):
        return ""
    if all(name.startswith(("k", "f")) for name in given):
        return "kernel"
    return "images" if all(name[0] in "hwi" for name in given) else ""
