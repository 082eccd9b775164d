"""The handout's own call on pictures: what they are called, which one is shown, what of a result can be drawn."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from checks.dynamic.compare import match
from checks.dynamic.shapes import right_shape
from checks.exercises import own
from checks.exercises.panels import pixels
from checks.model import Answer, Array, Case, Difference, Pixels, Run
from checks.model.assignment import Task

MOST_SIDE = 64  # rows and columns of a result that is drawn
MOST_OUTLINED = 200  # rows and columns of a result whose outline is drawn
COLOURS = 3
MINUS = "\N{MINUS SIGN}"


class Called(NamedTuple):
    """Several of them, one, one whose number is told; whose the call is, and how a title speaks of one."""

    several: str
    one: str
    number: str
    subject: str
    whose: str
    title: str


PHOTOGRAPHS = Called("photographs", "photograph", "photograph", "photograph {}", "handout's", "On a photograph")
IMAGES = Called("images of yours", "image of yours", "image", "image {}", "assignment's", "On an image")


def called(task: Task, known: Mapping[str, Called] = MappingProxyType({})) -> Called:
    """By what the assignment says of its own calls; `known` are others that a kind knows, by a word of it."""
    about = " ".join(call.about for call in task.calls)
    every = {**known, "photographs": PHOTOGRAPHS}
    return next((what for word, what in every.items() if word in about), IMAGES)


def own_case(run: Run) -> Case | None:
    """The first call of the assignment's own with data, where it was made and is not hidden."""
    family = own.of_data(run.task)
    case = next((case for case in run.cases if case.family == family and not case.hidden), None)
    return case if case is not None and case.id in run.observations else None


def nearest(run: Run, case: Case) -> tuple[Answer, int]:
    """The right answer that comes nearest to what came back, and the picture that shows the difference."""
    answers, array = run.expected(case), run.observations[case.id].array
    if array is None or not right_shape(run, case):
        return answers[0], 0
    found = match(array, case, answers)
    return found.answer, found.first[0] if isinstance(found, Difference) else 0


def returned(array: Array | None, index: int, axes: int) -> Array | None:
    """What came back for one picture, if it has as many axes as it should and can be drawn."""
    if array is None or array.ndim != axes + 1 or len(array) <= index or not array.size:
        return None
    one: Array = array[index]
    return one if max(one.shape[:2]) <= MOST_SIDE else None


def outline(shape: tuple[int, ...] | None, expected: tuple[int, ...]) -> tuple[int, int] | None:
    """The sides of the pictures that came back, where they are not those that were expected."""
    if shape is None or len(shape) != len(expected) or shape[1:3] == expected[1:3] or min(shape) == 0:
        return None
    return (shape[1], shape[2]) if max(shape[1:3]) <= MOST_OUTLINED else None


def picture(image: Array) -> Pixels:
    """An image in colour where it has as many channels, else the first one of them."""
    return pixels(image if image.ndim == 2 or image.shape[2] == COLOURS else image[..., 0])
