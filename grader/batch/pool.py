"""The engine for one machine: a process per core, each with a warm Judge, that take work items from one queue."""

import contextlib
import gc
import os
import queue
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import msgspec
from msgspec import Struct

from checks.model.assignment import Assignment
from grader.batch.cores import cores
from grader.judging.answers import ModelError
from grader.judging.items import Judgement, WorkItem, broken
from grader.judging.judge import Judge
from grader.judging.own_process import Asked, EndedError, OwnProcess
from grader.sandbox.levels import LEVELS, Layer
from grader.sandbox.server import IsolationError, SandboxError

TRIES = 2  # on as many judges, before a WorkItem is told to have ended them


class Setup(Struct, frozen=True):
    """What a judge's process is given first: isolation levels, best first, of which it takes what there is."""

    assignment: Assignment
    levels: tuple[str, ...]
    folder: str


class Ready(Struct, frozen=True):
    """Its answer: the level it has taken, or why there is none: what the machine lacks, what is wrong with a model
    solution, or how it failed.
    """

    isolation: str = ""
    lacks: str = ""
    unanswered: str = ""
    failed: str = ""


class JudgeLostError(Exception):
    """The process of a judge has ended while it was at work."""


class JudgeProcess:
    """A judge in a process of its own, which loads what it needs until it is set up."""

    def __init__(self) -> None:
        self._process = OwnProcess(serve)

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    def set_up(self, setup: Setup) -> str:
        """Make it ready to judge; the isolation level it has taken.

        Raises:
            IsolationError: the machine has none of those asked for.
            ModelError: a model solution does not answer.
            SandboxError: it is not to be had.
        """
        try:
            self._process.ask(msgspec.msgpack.encode(setup))
            ready = msgspec.msgpack.decode(self._process.answer(), type=Ready)
        except (OSError, EndedError) as error:
            raise SandboxError("the process of a judge ended before it was ready") from error
        if ready.lacks:
            raise IsolationError(ready.lacks)
        if ready.unanswered:
            raise ModelError(ready.unanswered)
        if ready.failed:
            raise SandboxError(ready.failed)
        return ready.isolation

    def judge(self, item: WorkItem) -> Judgement:
        """Judge one task's work.

        Raises:
            JudgeLostError: the process has ended.
        """
        try:
            self._process.ask(msgspec.msgpack.encode(item))
            return msgspec.msgpack.decode(self._process.answer(), type=Judgement)
        except (OSError, EndedError) as error:
            raise JudgeLostError(f"the process of a judge ended while it judged task {item.task}") from error

    def close(self) -> None:
        """End the process; what it started ends with it."""
        self._process.close()


class Pool:
    """Judges side by side; whichever is free takes the next WorkItem. `with` ends them."""

    def __init__(self, assignment: Assignment, levels: Sequence[str], folder: Path, size: int | None = None) -> None:
        """`levels` are isolation levels, best first; all judges have the same.

        Raises:
            IsolationError: the machine has none of these levels.
            ModelError: a model solution does not answer.
            SandboxError: no judge could be started.
        """
        self.slots = size or cores()
        first, *self._spare = (JudgeProcess() for _ in range(self.slots))  # they load side by side
        try:
            self.isolation = first.set_up(Setup(assignment, tuple(levels), str(folder)))
        except BaseException:
            for judge in (first, *self._spare):
                judge.close()
            raise
        self._setup = Setup(assignment, (self.isolation,), str(folder))
        self._items: queue.SimpleQueue[tuple[WorkItem, Future[Judgement]] | None] = queue.SimpleQueue()
        self._judges: dict[int, JudgeProcess | None] = dict.fromkeys(range(self.slots))
        self._judges[0] = first
        self._closed, self._closing = threading.Event(), threading.Lock()
        self._threads = [threading.Thread(target=self._serve, args=(number,)) for number in self._judges]
        for thread in self._threads:
            thread.start()

    def submit(self, item: WorkItem) -> Future[Judgement]:
        """Have one task's work judged; the future is cancelled where the pool is closed before that is begun."""
        future: Future[Judgement] = Future()
        with self._closing:
            if self._closed.is_set():
                future.cancel()
            else:
                self._items.put((item, future))
        return future

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all judges, whatever they are at."""
        with self._closing:
            self._closed.set()
            for _ in self._threads:
                self._items.put(None)
        self._end_judges()
        for thread in self._threads:
            thread.join()
        self._end_judges()  # one may have been started meanwhile

    def _end_judges(self) -> None:
        for judge in (*self._judges.values(), *self._spare):
            if judge is not None:
                judge.close()

    def _serve(self, number: int) -> None:
        """What the thread of one judge does: take work items until there are no more."""
        while (taken := self._items.get()) is not None:
            item, future = taken
            if self._closed.is_set():
                future.cancel()
            elif future.set_running_or_notify_cancel():
                future.set_result(self._judge(number, item))

    def _judge(self, number: int, item: WorkItem) -> Judgement:
        """Judge a WorkItem; a judge that is lost is replaced, and the WorkItem judged by another once."""
        lost: Exception = JudgeLostError("stopped")
        for _ in range(TRIES):
            if self._closed.is_set():
                break
            try:
                judge = self._judges[number]
                if judge is None:
                    self._judges[number] = judge = self._start()
                    judge.set_up(self._setup)
                return judge.judge(item)
            except (JudgeLostError, ModelError, SandboxError, OSError) as error:
                lost = error
                if judge is not None:
                    judge.close()
                self._judges[number] = None
        return broken(lost)

    def _start(self) -> JudgeProcess:
        try:
            return self._spare.pop()
        except IndexError:
            return JudgeProcess()


# --- in the judge's process ------------------------------------------------------------------------


def serve(asked: Asked) -> None:
    """Judge the work items that come after the Setup, until there are no more. Does not return.

    They are taken by a thread of its own, so that the end of the batch is the end of this, whatever is under way.
    """
    items: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    try:
        setup = msgspec.msgpack.decode(asked.message(), type=Setup)
    except EndedError:  # who started this is gone
        os._exit(0)
    threading.Thread(target=_listen, args=(asked, items), daemon=True).start()
    layers: list[Layer] = [LEVELS[level] for level in setup.levels]
    with Judge.started(setup.assignment, layers, Path(setup.folder)) as judge:
        try:
            ready = Ready(isolation=judge.isolation)
            judge.prepare()
            gc.freeze()  # what is here by now stays
        except IsolationError as error:
            ready = Ready(lacks=str(error))
        except ModelError as error:
            ready = Ready(unanswered=str(error))
        except SandboxError as error:
            ready = Ready(failed=str(error))
        with contextlib.suppress(EndedError):  # who asked is gone
            asked.answer(msgspec.msgpack.encode(ready))
            while True:
                item = msgspec.msgpack.decode(items.get(), type=WorkItem)
                asked.answer(msgspec.msgpack.encode(judge.judge(item)))


def _listen(asked: Asked, items: "queue.SimpleQueue[bytes]") -> None:
    try:
        while True:
            items.put(asked.message())
    except EndedError:
        os._exit(0)  # whoever asked is gone; the fork server sees its own socket closed
