"""The one mistake with which a right solution does in every call what the student's program does."""

from itertools import chain

from checks.exercises.causes.naming import Named
from checks.exercises.convolution.diagnosis import extents, sides, zeros
from checks.exercises.convolution.diagnosis.calls import Calls
from checks.exercises.convolution.diagnosis.chosen import attempts as chosen

ROOMS = (zeros.mistakes, sides.mistakes, extents.mistakes, sides.fixed_images)


def attempted(calls: Calls) -> Named | None:
    """The first mistake that explains every call, crashes and right answers included."""
    if calls.form == "chosen":
        return chosen.attempted(calls)
    every = chain(*(mistakes(calls.form) for mistakes in ROOMS))
    possible = (mistake for mistake in every if not mistake.seen or mistake.seen in calls.landmarks)
    named = next((mistake.named for mistake in possible if mistake.program.explains(calls)), None)
    if named and all(call.crashed for call in calls.all):
        return named._replace(detail="")  # how far it is wrong, a crash does not tell
    return named
