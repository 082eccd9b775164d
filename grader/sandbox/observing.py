"""Turns what a frame says into what the rest of the project knows it as, once it is found to be in bounds."""

from typing import Annotated

import msgspec

from checks.model import Activity, Observation, Outcome, TracebackLine
from grader.sandbox.frame import DTYPES, Frame, FrameError, Kind

MOST_AXES = 64  # numpy's own limit
NAMES = {dtype: str(dtype) for dtype in DTYPES}
OUTCOMES = {
    Kind.LOADED: Outcome.RETURNED,
    Kind.TOO_LARGE: Outcome.RETURNED,
    Kind.NOT_AN_ARRAY: Outcome.NOT_AN_ARRAY,
    Kind.RAISED: Outcome.RAISED,
    Kind.OUT_OF_MEMORY: Outcome.MEMORY_LIMIT,
    Kind.NO_FUNCTION: Outcome.RETURNED,
}

Count = Annotated[int, msgspec.Meta(ge=0, le=(1 << 63) - 1)]
_Activity = tuple[str, str, str, Count, Count, Count, Count, str, Count]


class Telling(msgspec.Struct, frozen=True):
    """The JSON body of a frame; the child's word for it, and bounded in size."""

    detail: str = ""
    traceback: tuple[tuple[str, Count, str], ...] = ()
    shape: Annotated[tuple[Count, ...], msgspec.Meta(max_length=MOST_AXES)] = ()
    dtype: str = ""
    cpu_seconds: float = 0.0
    traces: tuple[tuple[Count, tuple[_Activity, ...]], ...] = ()

    @property
    def activities(self) -> dict[int, tuple[Activity, ...]]:
        """What was seen of the calls that were traced, by their index."""
        return {index: tuple(Activity(*each) for each in activity) for index, activity in self.traces}


NOTHING_TOLD = Telling()


def telling(frame: Frame) -> Telling:
    """What the text of a frame says.

    Raises:
        FrameError: it is none that the child writes.
    """
    if frame.array is not None:
        return NOTHING_TOLD
    try:
        return msgspec.json.decode(frame.text, type=Telling)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FrameError("a text that is not what the child writes") from error


def observation(frame: Frame, told: Telling) -> Observation:
    """What one call did, or the loading of the file."""
    if frame.array is not None:
        return Observation(Outcome.RETURNED, frame.array, frame.array.shape, NAMES[frame.array.dtype])
    return Observation(
        outcome=OUTCOMES[frame.kind],
        shape=told.shape if frame.kind is Kind.TOO_LARGE else None,
        dtype=told.dtype,
        detail=told.detail,
        traceback=tuple(TracebackLine(*line) for line in told.traceback),
    )
