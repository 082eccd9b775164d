"""How a call that did not return is told to the student: one sentence, what to do, and the verdict."""

from typing import NamedTuple

from checks.model import Exercise, Observation, Outcome, Verdict
from checks.model.assignment import Task
from checks.printable import printable

GOES_ON = (Outcome.RETURNED, Outcome.RAISED, Outcome.NOT_AN_ARRAY)  # after these the next call is made


class Telling(NamedTuple):
    """What happened, what to do about it, and the verdict it asks for."""

    message: str
    hint: str
    verdict: Verdict


_WORDS = {
    Outcome.TIME_LIMIT: Telling(
        "still computing when the CPU time was up",
        "Look for a loop that never ends, or one that visits single values: work on whole arrays at once.",
        Verdict.TIME_LIMIT,
    ),
    Outcome.MEMORY_LIMIT: Telling(
        "more memory than allowed ({detail})",
        "Look for an array with one axis too many, or for one that grows in a loop.",
        Verdict.MEMORY_LIMIT,
    ),
    Outcome.OUTPUT_LIMIT: Telling(
        "more text printed than allowed", "Remove the prints inside the function.", Verdict.OUTPUT_LIMIT
    ),
    Outcome.FORBIDDEN: Telling(
        "a call to the system that no solution needs, such as ptrace or mount: the process was ended there",
        "Leave it out: nothing here has to be asked of the operating system.",
        Verdict.FORBIDDEN,
    ),
    Outcome.CRASHED: Telling(
        "the Python process crashed ({detail})",
        "A wrong shape or stride given to as_strided, or ctypes, can do that.",
        Verdict.RUNTIME_ERROR,
    ),
    Outcome.EXITED: Telling(
        "the Python process ended by itself (exit code {detail}) without an answer",
        "Do not end the program: return the array.",
        Verdict.RUNTIME_ERROR,
    ),
    Outcome.GARBLED: Telling(
        "something else than the answer was written where the answer goes ({detail})",
        "Do not write to open file descriptors: return the array.",
        Verdict.RUNTIME_ERROR,
    ),
    Outcome.NOT_RUN: Telling("the function was not called", "See the other findings.", Verdict.RUNTIME_ERROR),
}
_KILLED = Telling(
    "the Python process was killed (SIGKILL)",
    "The file ended it, or the machine ran out of memory.",
    Verdict.RUNTIME_ERROR,
)
_WAITING = Telling(
    "still waiting when the time was up",
    "Nothing here needs to wait: look for input(), sleep() or a lock.",
    Verdict.TIME_LIMIT,
)

_PARTLY = Telling(
    "not done when the time was up, of which it computed only a part",
    "Nothing here needs to wait: look for input(), sleep() or a lock. On a machine that was busy, grade it again.",
    Verdict.TIME_LIMIT,
)


def tell(observation: Observation, exercise: Exercise) -> Telling:
    """The words for an observation whose outcome is neither a returned array nor another returned value."""
    detail = printable(observation.detail)
    if observation.outcome is Outcome.RAISED:
        return Telling(detail, exercise.exception_hint(observation.detail), Verdict.RUNTIME_ERROR)
    if (observation.outcome, observation.detail) == (Outcome.TIME_LIMIT, "wall"):
        return _WAITING
    if (observation.outcome, observation.detail) == (Outcome.TIME_LIMIT, "partly"):
        return _PARTLY
    if (observation.outcome, observation.detail) == (Outcome.CRASHED, "SIGKILL"):
        return _KILLED
    words = _WORDS[observation.outcome]
    return words._replace(message=words.message.format(detail=detail or "the process was ended"))


def place(observation: Observation, task: Task) -> tuple[str, int | None]:
    """Where the student's code stood: the file, "" for the task's own, and the line, if there is one."""
    if not observation.traceback:
        return "", None
    last = observation.traceback[-1]
    return ("" if last.file == task.file else last.file), last.line
