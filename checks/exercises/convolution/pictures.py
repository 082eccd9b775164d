"""What the pictures are called that the function is given: digits in the course, images elsewhere."""

from typing import NamedTuple

from checks.model.assignment import Task


class Called(NamedTuple):
    """Several of them, one, and one whose number is told."""

    several: str
    one: str
    number: str
    subject: str


DIGITS = Called("MNIST digits", "MNIST digit", "digit", "digit {} of MNIST")
IMAGES = Called("images of yours", "image of yours", "image", "image {}")


def called(task: Task) -> Called:
    """By what the assignment says of its own calls."""
    return DIGITS if any("MNIST" in call.about for call in task.calls) else IMAGES
