"""What a judge is given, one task's work, and what it says of it."""

from msgspec import Struct

from checks.model import Judged, Ran, Read, TaskFiles
from grader.failure import failure

NOT_RUN = "none"  # the isolation of what was not run


class WorkItem(Struct, frozen=True):
    """One task's work to be judged. `read` is what its text says, where that is known; `run` asks for the rest."""

    task: str
    files: TaskFiles
    read: Read | None = None
    run: bool = True


class Judgement(Struct, frozen=True):
    """What became of a WorkItem; `seconds` is the wall time."""

    read: Read
    ran: Ran | None
    seconds: float


def broken(error: Exception, seconds: float = 0.0) -> Judgement:
    """What is said of a WorkItem that the grader failed to judge."""
    trouble = Judged((failure("source", error),))
    return Judgement(Read({"source": trouble}), Ran({}, None, right_shape=False, isolation=NOT_RUN), seconds)
