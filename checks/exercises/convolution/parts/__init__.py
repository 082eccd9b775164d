"""The parts of a convolution in a student's text, each with the right one: zeros around the images, the size of the
result, how far the loops go, the window, what is done with it, where that is stored, what is returned.
"""

from collections.abc import Iterable, Iterator
from itertools import islice, product

from checks.exercises.convolution.parts.around import Around
from checks.exercises.convolution.parts.names import Names
from checks.exercises.convolution.parts.nest import Nest, is_one, is_zero
from checks.exercises.convolution.parts.positions import positions
from checks.exercises.convolution.parts.right import Right, conventions
from checks.exercises.convolution.parts.shapes import shape_parts
from checks.exercises.convolution.parts.taps import taps
from checks.exercises.repair.function import function_of
from checks.exercises.repair.leftovers import leftovers
from checks.exercises.repair.text import Text
from checks.model import Part, Reading, Syntax
from checks.model.assignment import Task

MOST_READINGS = 4


def readings(task: Task, syntax: Syntax) -> tuple[Reading, ...]:
    """The ways to read a file, the likeliest first; none where its parts are not found."""
    return tuple(islice(_readings(task, syntax), MOST_READINGS))


def _readings(task: Task, syntax: Syntax) -> Iterator[Reading]:
    function, text = function_of(syntax, task.function), Text(syntax)
    if function is None:
        return
    right, sides = Right(task, text), Names(task, function)
    common = right.common(function, text)
    nests = [Nest(function, loop, sides) for loop in function.loops]
    nests = [nest for nest in nests if nest.stores and nest.windows and nest.result is not None]
    orders = [nest.orders() for nest in nests]
    if not common or not nests or not all(orders):
        return
    odd = any(not (is_zero(loop.start) and is_one(loop.step)) for nest in nests for loop in nest.loops)
    for plain in (False, True) if odd else (False,):
        for chosen in product(*orders):
            found = [*shape_parts(function, text, right, sides)]
            for nest, order in zip(nests, chosen, strict=True):
                around = Around(task, function, text, right, sides, nest, order, plain)
                found += taps(around) if nest.is_of_taps else positions(around)
            parts = _each_once(found)
            yield Reading(common, parts, leftovers(function, text, parts), conventions(task))


def _each_once(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Those that differ: several nests have one result and one array of zeros."""
    seen: dict[tuple[object, ...], Part] = {}
    for part in parts:
        seen.setdefault((part.id, part.edits), part)
    return tuple(seen.values())
