"""The parts of a pooling in a student's text, each with the right one: the size of the result, how far the loops go,
the window, what is taken of it by the mode, where that is stored, what is returned.
"""

from collections.abc import Iterator
from itertools import islice

from checks.exercises.pooling.parts.nest import nests
from checks.exercises.pooling.parts.positions import Positions
from checks.exercises.pooling.parts.right import Right
from checks.exercises.pooling.parts.sides import Sides
from checks.exercises.repair.function import function_of
from checks.exercises.repair.leftovers import leftovers
from checks.exercises.repair.text import Text
from checks.model import Reading, Syntax
from checks.model.assignment import Task

MOST_READINGS = 3


def readings(task: Task, syntax: Syntax) -> tuple[Reading, ...]:
    """The ways to read a file, the likeliest first; none where its parts are not found."""
    return tuple(islice(_readings(task, syntax), MOST_READINGS))


def _readings(task: Task, syntax: Syntax) -> Iterator[Reading]:
    function, text = function_of(syntax, task.function), Text(syntax)
    if function is None or len(function.parameters) != len(task.parameters):
        return
    right, sides = Right(text), Sides(function)
    common = right.common(function, text)
    if not common:
        return
    for nest in nests(function):
        parts = tuple(Positions(function, text, right, sides, nest).parts())
        if parts:
            yield Reading(common, parts, leftovers(function, text, parts))
