"""Takes a task of the real assignment by what it asks for: tests do not know where it stands, or how many there are."""

import msgspec

from checks.exercises.convolution.form import Form
from checks.model import Grade, TaskGrade
from checks.model.assignment import Assignment, Task

FORMS: tuple[Form, ...] = ("valid", "same", "padding")
"""What the convolutions of grayscale images do with their edges: what tests make by hand, they make of these."""


def of(assignment: Assignment, form: Form) -> Task:
    """The convolution of grayscale images of this form."""
    (found,) = (task for task in assignment.tasks if task.function == f"convolve_grayscale_{form}")
    return found


STRIDED = ("convolve_grayscale", "convolve_channels", "convolve")
"""The convolutions whose window moves by a stride, with the padding that the caller chooses."""


def named(assignment: Assignment, function: str) -> Task:
    """The task that asks for a function of this name."""
    (found,) = (task for task in assignment.tasks if task.function == function)
    return found


def only(assignment: Assignment, *forms: Form) -> Assignment:
    """The assignment with the tasks of these forms alone, in this order."""
    return msgspec.structs.replace(assignment, tasks=tuple(of(assignment, form) for form in forms))


def grade_of(grade: Grade, form: Form) -> TaskGrade:
    """What a submission got for the convolution of grayscale images of this form."""
    (found,) = (task for task in grade.judged if task.task.function == f"convolve_grayscale_{form}")
    return found
