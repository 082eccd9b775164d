"""What every part of a nest of loops is found with."""

import ast
from typing import NamedTuple

from checks.exercises.convolution.parts.names import Names
from checks.exercises.convolution.parts.nest import Axis, Loop, Nest, Order
from checks.exercises.convolution.parts.right import Right
from checks.exercises.repair.function import Function
from checks.exercises.repair.text import Text
from checks.model import Edit, Part
from checks.model.assignment import Task

PLACES: tuple[Axis, ...] = ("rows", "columns")


class Around(NamedTuple):
    """The task, the text with what it has, the right values, and which axis each variable of the nest counts.

    In a `plain` reading each loop is to begin with 0 and to go on by 1; else it may begin and go on as it does.
    """

    task: Task
    function: Function
    text: Text
    right: Right
    sides: Names
    nest: Nest
    order: Order
    plain: bool = False

    def variable(self, axis: Axis, default: str = "") -> str:
        """The variable that counts an axis."""
        return next((name for name, counted in self.order.items() if counted == axis), default)

    def loop(self, axis: Axis) -> Loop | None:
        """The loop that an axis' variable is that of."""
        return next((loop for loop in self.nest.loops if self.variable(axis) in loop.variables), None)

    def part(
        self, id: str, name: str, node: ast.expr | ast.stmt, right: str, edits: tuple[Edit, ...], cause: str = ""
    ) -> Part:
        """A part that stands where a node does."""
        written = self.text.written(node)
        return Part(id=id, name=name, line=node.lineno, written=written, right=right, edits=edits, cause=cause)
