"""What the pictures are called that the function is given: digits and photographs in the course, images elsewhere."""

from typing import NamedTuple

from checks.model.assignment import Task


class Called(NamedTuple):
    """Several of them, one, one whose number is told; whose the call is, and how a title speaks of one."""

    several: str
    one: str
    number: str
    subject: str
    whose: str
    title: str


DIGITS = Called("MNIST digits", "MNIST digit", "digit", "digit {} of MNIST", "handout's", "On a digit")
PHOTOGRAPHS = Called("photographs", "photograph", "photograph", "photograph {}", "handout's", "On a photograph")
IMAGES = Called("images of yours", "image of yours", "image", "image {}", "assignment's", "On an image")


def called(task: Task) -> Called:
    """By what the assignment says of its own calls."""
    about = " ".join(call.about for call in task.calls)
    return DIGITS if "MNIST" in about else PHOTOGRAPHS if "photographs" in about else IMAGES
