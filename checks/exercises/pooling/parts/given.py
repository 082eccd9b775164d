"""Where the sides of the images, the window and the stride get their names, and where the mode is asked for."""

import ast
from collections.abc import Iterator

from checks.exercises.pooling.form import MODES
from checks.exercises.pooling.parts.nest import AXES, Axis, Nest, elements
from checks.exercises.pooling.parts.right import Right
from checks.exercises.pooling.parts.sides import Sides
from checks.exercises.repair.function import Function
from checks.exercises.repair.text import Assigned, Text, bound, names, targets_of
from checks.model import Part

OF = {"images": ("h", "w"), "kernel_shape": ("kh", "kw"), "stride": ("sh", "sw")}
"""The side of each kind for the rows, and the one for the columns."""
WORDS = {"images": "the images", "kernel_shape": "the window", "stride": "the stride"}


def shape_parts(
    function: Function, text: Text, right: Right, sides: Sides, nest: Nest, sizes: dict[Axis, ast.expr]
) -> Iterator[Part]:
    """Each statement that takes a side for the axis that its name is used for another one than is right there."""
    for node in function.nodes:
        if isinstance(node, Assigned) and node.value is not None and node not in function.in_loops:
            names_given = [name for target in targets_of(node) for name in bound(target)]
            axes = {name: _axis_of(name, function, nest, sizes) for name in names_given}
            kind = sides.kind_of(node.value)
            if kind and None not in axes.values() and len({*axes.values()}) == len(axes):
                wanted = {name: OF[kind][AXES.index(axis)] for name, axis in axes.items() if axis}
                got = dict(pair for target in targets_of(node) for pair in sides.given(target, node.value))
                if got != wanted:
                    yield _shape_part(node, kind, wanted, text, right, sides)


def _shape_part(node: Assigned, kind: str, wanted: dict[str, str], text: Text, right: Right, sides: Sides) -> Part:
    values = ", ".join(right[side] for side in wanted.values())
    return Part(
        id="shape",
        name=f"the sides of {WORDS[kind]}",
        line=node.lineno,
        written=text.written(node),
        right=", ".join(f"{name} = {sides.plain(side)}" for name, side in wanted.items()),
        edits=(text.instead(node, f"{', '.join(wanted)} = {values}"),),
    )


def _axis_of(name: str, function: Function, nest: Nest, sizes: dict[Axis, ast.expr]) -> Axis | None:
    """The axis that a name is used for, where it is used for one alone."""
    reached = function.reaching({name})
    found: set[Axis] = set()
    for place, axis in enumerate(AXES, 1):
        used = [elements(window)[place] for window in nest.windows if len(elements(window)) > place]
        used += [sizes[axis]] if axis in sizes else []
        if any(names(node) & reached for node in used):
            found.add(axis)
    return found.pop() if len(found) == 1 else None


def mode_parts(function: Function, text: Text) -> Iterator[Part]:
    """A mode that is called otherwise than the task calls it."""
    mode = function.parameters[-1]
    compared = [
        each
        for node in function.nodes
        if isinstance(node, ast.Compare) and mode in names(node)
        for each in (node.left, *node.comparators)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]
    missing = [word for word in MODES if word not in {each.value for each in compared}]
    for each in compared:
        if each.value not in MODES and missing:
            likely = "max" if "max" in str(each.value).lower() else "avg"
            word = likely if likely in missing else missing[0]
            yield Part(
                id="mode",
                name="the name of the mode",
                line=each.lineno,
                written=text.written(each),
                right=repr(word),
                edits=(text.instead(each, repr(word)),),
                cause="mode_name",
            )
