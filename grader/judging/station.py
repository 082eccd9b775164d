"""A warm grader that judges one task's work after the other: what every engine is made of.

It has a fork server and a process for the static checks, and holds what is the same for every submission.
"""

import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from checks.model import Judged, Ran, Read, Source, Work
from checks.model.assignment import Assignment
from grader.assignment.data import arrays
from grader.failure import failure
from grader.judging.examination import NOT_RUN, Examination
from grader.judging.static import StaticWorker
from grader.judging.trips import Inputs
from grader.sandbox.client import Sandbox
from grader.sandbox.levels import Layer
from grader.sandbox.server import ZygoteProcess


class Order(Struct, frozen=True):
    """One task's work to be judged. `read` is what its text says, where that is known; `run` asks for the rest."""

    task: str
    work: Work
    read: Read | None = None
    run: bool = True


class Done(Struct, frozen=True):
    """What became of an Order; `seconds` is the wall time."""

    read: Read
    ran: Ran | None
    seconds: float


class Station:
    """Judges Orders, one at a time; `with` ends its processes."""

    def __init__(self, assignment: Assignment, layers: Sequence[Layer], folder: Path) -> None:
        """`folder` is where right answers are kept."""
        self._tasks = {task.id: task for task in assignment.tasks}
        self._assignment, self._layers = assignment, layers
        self._box = Sandbox(ZygoteProcess(layers))
        self._worker = StaticWorker()
        self._examination = Examination(assignment, Inputs(arrays(assignment)), assignment.limits, folder)

    @property
    def isolation(self) -> str:
        """The level at which code is run.

        Raises:
            SandboxError: the fork server is not to be had, at the level asked for or at all.
        """
        return self._box.isolation

    def prepare(self) -> None:
        """Make what every submission needs, so that the first does not wait for it."""
        for task in self._tasks.values():
            self._examination.questions(task)
            self._examination.answers(task)

    def judge(self, order: Order) -> Done:
        """Judge one task's work; a failure of the grader is told as what it is, in the answer."""
        start = time.monotonic()
        try:
            read, ran = self._judge(order)
        except Exception as error:
            self._worker.close()  # it may still be at work on this one
            self._worker = StaticWorker()
            return broken(error, time.monotonic() - start)
        return Done(read, ran, time.monotonic() - start)

    def interrupt(self) -> None:
        """End what is being run, from another thread: what is said of that Order is no grade.

        The next has a fork server of its own, which is started now.
        """
        ended, self._box = self._box, Sandbox(ZygoteProcess(self._layers))
        ended.close()

    def _judge(self, order: Order) -> tuple[Read, Ran | None]:
        task = self._tasks[order.task]
        if order.read is None:
            self._worker.ask(task, self._assignment, order.work)
        run = order.run and isinstance(order.work.file, Source)
        brought = self._examination.run(task, order.work, self._box) if run else None
        read = order.read or self._worker.result()
        return read, self._examination.judge(task, brought, read.landmarks) if brought else None

    def __enter__(self) -> "Station":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End its processes."""
        self._worker.close()
        self._box.close()


def broken(error: Exception, seconds: float = 0.0) -> Done:
    """What is said of an Order that the grader failed to judge."""
    trouble = Judged((failure("source", error),))
    return Done(Read({"source": trouble}), Ran({}, None, right_shape=False, isolation=NOT_RUN), seconds)
