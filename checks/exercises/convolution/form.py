"""Which convolution a task asks for."""

from typing import Literal, cast

from checks.model.assignment import Task

Form = Literal["valid", "same", "padding"]
"""No zeros, as many as keep the size of the images, or those that the function is given."""


def form_of(task: Task) -> Form:
    """Which zeros are put around the images."""
    return "padding" if takes_padding(task) else cast(Form, dict(task.fixed)["padding"])


def takes_padding(task: Task) -> bool:
    """Whether the task's function is given the zeros."""
    return any(argument.name == "padding" for argument in task.arguments)
