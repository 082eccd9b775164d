"""A warm grader that judges one task's work after the other: what every engine is made of.

It has a fork server and a process for the static checks, and holds what is the same for every submission.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import msgspec

from checks.exercises.repair.telling import with_parts
from checks.model import Ran, Read, Source, TaskFiles
from checks.model.assignment import Assignment, Limits, Task
from grader.assignment.data import arrays
from grader.judging import dynamic, repairing, trips
from grader.judging.dynamic import Brought
from grader.judging.failing import breaks_a_rule
from grader.judging.items import Judgement, WorkItem, broken
from grader.judging.on_demand import AnyRead, OnDemand
from grader.judging.prepared import Inputs, Prepared, prepare
from grader.judging.static import StaticWorker
from grader.sandbox.client import Sandbox
from grader.sandbox.levels import Layer
from grader.sandbox.patience import PATIENCE_SECONDS
from grader.sandbox.server import IsolationError, SandboxError, ZygoteProcess


class Judge:
    """Judges WorkItems; `with` ends its processes."""

    def __init__(
        self,
        assignment: Assignment,
        box: Sandbox,
        worker: StaticWorker,
        folder: Path,
        *,
        inputs: Inputs | None = None,
        limits: Limits | None = None,
    ) -> None:
        """`folder` is where right answers are kept; without `inputs` and `limits` they are the assignment's."""
        self.assignment, self.worker, self._folder = assignment, worker, folder
        self._tasks = {task.id: task for task in assignment.tasks}
        self._box, self._limits = box, limits or assignment.limits
        self.inputs = inputs or Inputs(arrays(assignment))
        self._prepared: dict[str, Prepared] = {}
        self._preparing = threading.Lock()

    @classmethod
    def started(cls, assignment: Assignment, layers: Sequence[Layer], folder: Path) -> "Judge":
        """One with processes of its own, behind the first of these layers that the machine has."""
        return cls(assignment, Sandbox(ZygoteProcess(layers)), StaticWorker(), folder)

    @property
    def isolation(self) -> str:
        """The level at which code is run.

        Raises:
            SandboxError: the fork server is not to be had, at the level asked for or at all.
        """
        return self._box.isolation

    def prepare(self) -> None:
        """Make what every submission needs, so that the first does not wait for it: what counts is asked of each.

        Raises:
            ModelError: a model solution does not answer.
        """
        for task in self.assignment.counting:
            self.prepared(task)

    def prepared(self, task: Task) -> Prepared:
        """What everybody is asked for a task, made once.

        Raises:
            ModelError: the model solution does not answer.
            SandboxError: the sandbox failed.
        """
        with self._preparing:
            if task.id not in self._prepared:
                made = prepare(task, self.assignment, self.inputs, self._limits, self._folder, self._box)
                self._prepared[task.id] = made
            return self._prepared[task.id]

    def foresee(self, task: Task) -> None:
        """Find the right answers to what everybody is asked, while the trips are still made.

        Raises:
            ModelError: the model solution does not answer.
        """
        with contextlib.suppress(SandboxError):  # whoever makes the trips says so
            self.prepared(task).foresee()

    def judge(self, item: WorkItem) -> Judgement:
        """Judge one task's work; a failure of the grader is told as what it is, in the answer."""
        start = time.monotonic()
        try:
            read, ran = self._judge(item)
        except Exception as error:
            self.worker.close()  # it may still be at work on this one
            self.worker = StaticWorker()
            return broken(error, time.monotonic() - start)
        return Judgement(read, ran, time.monotonic() - start)

    def run(self, task: Task, files: TaskFiles, read: Callable[[], Read]) -> Brought:
        """Make the trips for one task; `read` waits for what its text says, where that decides how far they go.

        Raises:
            IsolationError: the machine has less isolation than was asked for; nothing was run.
            ModelError: the model solution does not answer.
        """
        try:
            prepared, breaks = self.prepared(task), lambda: breaks_a_rule(read())
            patience = PATIENCE_SECONDS / max(1, len(self.assignment.counting))
            outcomes = trips.run(prepared, files, self._limits, self._box, breaks, patience)
        except IsolationError:
            raise  # less than was asked for is no grade
        except SandboxError as error:
            return error
        return outcomes, self._box.isolation

    def judged(self, task: Task, files: TaskFiles, brought: Brought, read: AnyRead) -> Ran:
        """What the checks say of what the trips brought, and which parts are wrong where no name explains all of it."""
        prepared = self.prepared(task)
        ran = dynamic.judged(prepared, brought, read)
        if isinstance(brought, SandboxError) or not repairing.is_wanted(read, ran):
            return ran
        try:
            found = repairing.repaired(prepared, brought[0], files, read, self._limits, self._box)
        except SandboxError:
            return ran  # what is wrong is known; which parts of it, this machine did not find out
        parts, share = found.parts, (found.helped, found.failing)
        return msgspec.structs.replace(ran, judged=with_parts(ran.judged, parts, prepared.policy.hints, task, share))

    def interrupt(self) -> None:
        """End what is being run, from another thread: what is said of that item is no grade.

        The next has a fork server of its own, which is started now.
        """
        ended, self._box = self._box, self._box.again()
        ended.close()

    def _judge(self, item: WorkItem) -> tuple[Read, Ran | None]:
        task = self._tasks[item.task]
        if item.read is None:
            self.worker.ask(task, self.assignment, item.files, beside=False)
        read = cache(lambda: item.read or self.worker.result())
        brought = self.run(task, item.files, read) if item.run and isinstance(item.files.file, Source) else None
        said = OnDemand(read(), lambda read: self._whole(task, item.files, read))
        ran = self.judged(task, item.files, brought, said) if brought else None
        return said.read, ran

    def _whole(self, task: Task, files: TaskFiles, read: Read) -> Read:
        """What the checks said, with what else the text says."""
        self.worker.ask(task, self.assignment, files, checks=False)
        return msgspec.structs.replace(self.worker.result(), judged=read.judged)

    def __enter__(self) -> "Judge":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End its processes."""
        self.worker.close()
        self._box.close()
