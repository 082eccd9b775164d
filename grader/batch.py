"""Grades many submissions: what is known is taken from the journal, what is not is judged by an engine, once.

This process reads the submissions, gives out Orders, adds up the points and writes the journal; it runs no student's
code and judges nothing itself.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from datetime import UTC, datetime
from typing import Protocol

import msgspec
from msgspec import Struct

from checks.assignment import Assignment, Task
from checks.model import Ran, Read, Source, Submission, TaskGrade, Verdict, Work
from grader import fingerprint, grading, keys
from grader.examination import NOT_RUN
from grader.intake import Entry
from grader.provenance import libraries
from grader.station import Done, Order
from grader.store import Record, Store
from grader.work import work_of

AHEAD = 2  # Orders given out per station, so that none waits for the next
MOST_WAITING = 64  # submissions per station that wait for what others wait for too


class Engine(Protocol):
    """Judges Orders, all at one isolation level."""

    isolation: str

    @property
    def slots(self) -> int:
        """How many it judges at a time: at least one, and not always the same."""

    def submit(self, order: Order) -> Future[Done]:
        """Have one task's work judged."""


class Watcher(Protocol):
    """Is told what happens."""

    def begun(self, student: str) -> None:
        """A submission was read, and something of it is to be judged."""

    def finished(self, record: Record) -> None:
        """A submission is journalled."""

    def kept(self, student: str) -> None:
        """A submission was journalled before, and is the same."""


class _Pending(Struct, eq=False):
    """A submission of which something is still to be judged; `done` fills up by task."""

    entry: Entry
    submission: Submission
    content: str
    works: dict[Task, tuple[Work, keys.Keys]]
    done: dict[Task, Done]


class Batch:
    """One run over a class."""

    def __init__(self, assignment: Assignment, engine: Engine, store: Store, watchers: Sequence[Watcher]) -> None:
        self._assignment, self._engine, self._store, self._watchers = assignment, engine, store, watchers
        self._waiting: dict[keys.Keys, list[tuple[_Pending, Task]]] = {}
        self._orders: dict[Future[Done], keys.Keys] = {}
        self._said: dict[keys.Keys, Done] = {}  # of submissions that are not yet journalled
        self._pending = 0

    def run(self, entries: Iterable[Entry], read: Callable[[Entry], Submission], stop: threading.Event) -> None:
        """Grade every submission; when `stop` is set, what is under way is finished and nothing more begun.

        Raises:
            StoreError: the journal cannot be written.
            IntakeError: there is nothing that could be graded.
        """
        for entry in entries:
            if stop.is_set():
                break
            submission = read(entry)
            self._begin(entry.settled(submission), submission)
            while len(self._orders) >= AHEAD * self._engine.slots or self._pending >= MOST_WAITING * self._engine.slots:
                self._take()
        while self._orders:
            self._take()

    def _begin(self, entry: Entry, submission: Submission) -> None:
        isolation = self._engine.isolation
        content = keys.content(entry, submission, self._assignment, isolation)
        if self._store.holds(entry.student, content):
            for watcher in self._watchers:
                watcher.kept(entry.student)
            return
        works = {
            task: (work, keys.keys(task, self._assignment, work, isolation))
            for task in self._assignment.tasks
            for work in (work_of(task, submission),)
        }
        pending = _Pending(entry, submission, content, works, {})
        self._pending += 1
        for watcher in self._watchers:
            watcher.begun(entry.student)
        for task, (work, key) in works.items():
            self._find(pending, task, work, key)
        self._finish(pending)

    def _find(self, pending: _Pending, task: Task, work: Work, key: keys.Keys) -> None:
        """Take what is known of one task's work, wait for it, or give an Order."""
        if key in self._waiting:
            self._waiting[key].append((pending, task))
            return
        if key in self._said:
            pending.done[task] = msgspec.structs.replace(self._said[key], seconds=0.0)
            return
        read, ran = self._store.read(key.read), self._store.ran(key.ran)
        run = ran is None and isinstance(work.file, Source)
        if read is not None and not run:
            pending.done[task] = Done(read, ran, 0.0)
            return
        self._waiting[key] = [(pending, task)]
        self._orders[self._engine.submit(Order(task.id, work, read, run))] = key

    def _take(self) -> None:
        """Wait for an Order, or more, and finish the submissions that waited for it."""
        done, _ = wait(self._orders, return_when=FIRST_COMPLETED)
        for future in done:
            key, said = self._orders.pop(future), future.result()
            for first, (pending, task) in enumerate(self._waiting.pop(key)):
                ran = said.ran or self._store.ran(key.ran)
                self._said[key] = pending.done[task] = Done(said.read, ran, 0.0 if first else said.seconds)
                self._finish(pending)

    def _finish(self, pending: _Pending) -> None:
        """Add up and journal a submission whose tasks are all judged."""
        if len(pending.done) < len(pending.works):
            return
        record = self._record(pending)
        self._store.put(record, _known(pending))
        for _, key in pending.works.values():
            self._said.pop(key, None)
        self._pending -= 1
        for watcher in self._watchers:
            watcher.finished(record)

    def _record(self, pending: _Pending) -> Record:
        tasks: list[TaskGrade] = []
        levels: list[str] = []
        for task, (work, _) in pending.works.items():
            done = pending.done[task]
            tasks.append(grading.grade_task(task, self._assignment, work, done.read, done.ran))
            levels += [done.ran.isolation] if done.ran else []
        isolation = next((level for level in levels if level != NOT_RUN), NOT_RUN)
        files = (file for file in pending.submission.files.values() if isinstance(file, Source))
        return Record(
            entry=pending.entry.anywhere(),
            grade=grading.grade_submission(pending.submission, self._assignment, tuple(tasks), isolation),
            content=pending.content,
            sources={file.name: file.sha256 for file in files},
            runs={task.id: key.ran for task, (_, key) in pending.works.items()},
            assignment=keys.assignment_hash(self._assignment),
            version=fingerprint.fingerprint(fingerprint.GRADING),
            graded=datetime.now(UTC),
            seconds=round(sum(done.seconds for done in pending.done.values()), 3),
            libraries=libraries(),
        )


def _known(pending: _Pending) -> dict[str, Read | Ran]:
    """What was said of the works, by key; where the grader failed, nothing is known."""
    known: dict[str, Read | Ran] = {}
    for task, (_, key) in pending.works.items():
        for name, said in ((key.read, pending.done[task].read), (key.ran, pending.done[task].ran)):
            if said is not None and not _internal(said):
                known[name] = said
    return known


def _internal(said: Read | Ran) -> bool:
    findings = (finding for judged in said.judged.values() for finding in judged.findings or ())
    return any(finding.verdict is Verdict.INTERNAL_ERROR for finding in findings)
