"""Grades many submissions: what is known is taken from the journal, what is not is judged by an engine, once.

This process reads the submissions, gives out work items, adds up the points and writes the journal; it runs no
student's code and judges nothing itself.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from datetime import UTC, datetime
from typing import Protocol

import msgspec
from msgspec import Struct

from checks.model import Ran, Read, Source, Submission, TaskFiles, Verdict
from checks.model.assignment import Assignment, Task
from grader.batch import attempts, cache_keys
from grader.batch.journal import Journal, Record
from grader.batch.progress import Begun, Event, Kept
from grader.final_score import NO_WORD, InstructorWord, final_score
from grader.intake.entries import Entry
from grader.judging import grading
from grader.judging.items import Judgement, WorkItem
from grader.judging.task_files import works
from grader.version import code_version, libraries

AHEAD = 2  # work items given out per judge, so that none waits for the next
MOST_WAITING = 64  # submissions per judge that wait for what others wait for too


class Engine(Protocol):
    """Judges work items, all at one isolation level."""

    isolation: str

    @property
    def slots(self) -> int:
        """How many it judges at a time: at least one, and not always the same."""

    def submit(self, item: WorkItem) -> Future[Judgement]:
        """Have one task's work judged."""


class _Attempt(Struct, eq=False):
    """What was handed in at one time; `done` fills up by task."""

    entry: Entry
    submission: Submission
    works: dict[Task, tuple[TaskFiles, cache_keys.WorkKeys]]
    done: dict[Task, Judgement] = {}


class _Pending(Struct, eq=False):
    """A student of whose attempts something is still to be judged; mostly there is one."""

    content: str
    attempts: tuple[_Attempt, ...]

    def works(self) -> Iterator[tuple[cache_keys.WorkKeys, Judgement]]:
        """What was said of each work, by its keys."""
        for attempt in self.attempts:
            for task, (_, key) in attempt.works.items():
                yield key, attempt.done[task]


_Waiting = tuple[_Pending, _Attempt, Task]


class Batch:
    """One run over a class."""

    def __init__(
        self,
        assignment: Assignment,
        engine: Engine,
        journal: Journal,
        tell: Callable[[Event], None],
        word: Callable[[str], InstructorWord] = lambda student: NO_WORD,
    ) -> None:
        """Begin a run, which is to `tell` what happens; `word` is an instructor's word on a student, which may decide
        what attempt is the best.
        """
        self._assignment, self._engine, self._journal = assignment, engine, journal
        self._tell, self._word = tell, word
        self._keys = cache_keys.CacheKeys(assignment, engine.isolation)
        self._waiting: dict[cache_keys.WorkKeys, list[_Waiting]] = {}
        self._items: dict[Future[Judgement], cache_keys.WorkKeys] = {}
        self._said: dict[cache_keys.WorkKeys, Judgement] = {}  # of submissions that are not yet journalled
        self._pending = 0

    def run(self, entries: Iterable[Entry], read: Callable[[Entry], Submission], stop: threading.Event) -> None:
        """Grade every submission; when `stop` is set, what is under way is finished and nothing more begun.

        Raises:
            JournalError: the journal cannot be written.
            IntakeError: there is nothing that could be graded.
        """
        for entry in entries:
            if stop.is_set():
                break
            best = self._assignment.intake.attempts == "best"
            handed_in = [(each, read(each)) for each in (entry.each() if best else (entry,))]
            self._begin([(each.settled(submission), submission) for each, submission in handed_in])
            while len(self._items) >= AHEAD * self._engine.slots or self._pending >= MOST_WAITING * self._engine.slots:
                self._take()
        while self._items:
            self._take()

    def _begin(self, handed_in: Sequence[tuple[Entry, Submission]]) -> None:
        student = handed_in[0][0].student
        word = self._word(student) if len(handed_in) > 1 else None
        content = self._keys.of_submission(handed_in, word)
        if self._journal.holds(student, content):
            self._tell(Kept(student))
            return
        pending = _Pending(content, tuple(_Attempt(*each, self._works(each[1])) for each in handed_in))
        self._pending += 1
        self._tell(Begun(student))
        for attempt in pending.attempts:
            for task in attempt.works:
                self._find(pending, attempt, task)
        self._finish(pending)

    def _works(self, submission: Submission) -> dict[Task, tuple[TaskFiles, cache_keys.WorkKeys]]:
        return {
            task: (files, self._keys.of_work(task, files))
            for task, files in works(submission, self._assignment).items()
        }

    def _find(self, pending: _Pending, attempt: _Attempt, task: Task) -> None:
        """Take what is known of one task's work, wait for it, or give a WorkItem."""
        files, key = attempt.works[task]
        if key in self._waiting:
            self._waiting[key].append((pending, attempt, task))
            return
        if key in self._said:
            attempt.done[task] = msgspec.structs.replace(self._said[key], seconds=0.0)
            return
        read, ran = self._journal.read(key.read), self._journal.ran(key.ran)
        run = ran is None and isinstance(files.file, Source)
        if read is not None and not run:
            attempt.done[task] = Judgement(read, ran, 0.0)
            return
        self._waiting[key] = [(pending, attempt, task)]
        self._items[self._engine.submit(WorkItem(task.id, files, read, run))] = key

    def _take(self) -> None:
        """Wait for a WorkItem, or more, and finish the submissions that waited for it."""
        done, _ = wait(self._items, return_when=FIRST_COMPLETED)
        for future in done:
            key, said = self._items.pop(future), future.result()
            for first, (pending, attempt, task) in enumerate(self._waiting.pop(key)):
                ran = said.ran or self._journal.ran(key.ran)
                self._said[key] = attempt.done[task] = Judgement(said.read, ran, 0.0 if first else said.seconds)
                self._finish(pending)

    def _finish(self, pending: _Pending) -> None:
        """Add up and journal a submission whose tasks are all judged."""
        if any(len(attempt.done) < len(attempt.works) for attempt in pending.attempts):
            return
        record = self._counting(pending)
        self._journal.put(record, _known(pending))
        for key, _ in pending.works():
            self._said.pop(key, None)
        self._pending -= 1
        self._tell(record)

    def _counting(self, pending: _Pending) -> Record:
        """The record of the attempt that counts."""
        records = [self._record(attempt, pending.content) for attempt in pending.attempts]
        if len(records) == 1:
            return records[0]
        earned = [attempts.Earned(self._points(record), record.entry.submitted) for record in records]
        counts = attempts.best(earned)
        chosen = pending.attempts[counts]
        intake = (*chosen.submission.intake, attempts.told(earned, counts))
        chosen.submission = msgspec.structs.replace(chosen.submission, intake=intake)
        return self._record(chosen, pending.content)

    def _points(self, record: Record) -> float:
        """What a record earns after what lateness takes."""
        entry = record.entry
        word = self._word(entry.student)
        return final_score(record.grade, self._assignment.late, entry.submitted, entry.late, word).score.earned

    def _record(self, attempt: _Attempt, content: str) -> Record:
        judged = [(task, files, attempt.done[task]) for task, (files, _) in attempt.works.items()]
        files = (file for file in attempt.submission.files.values() if isinstance(file, Source))
        return Record(
            entry=attempt.entry.anywhere(),
            grade=grading.graded(attempt.submission, self._assignment, judged),
            content=content,
            sources={file.name: file.sha256 for file in files},
            runs={task.id: key.ran for task, (_, key) in attempt.works.items()},
            assignment=self._keys.whole,
            version=code_version(),
            graded=datetime.now(UTC),
            seconds=round(sum(done.seconds for done in attempt.done.values()), 3),
            libraries=libraries(),
        )


def _known(pending: _Pending) -> dict[str, Read | Ran]:
    """What was said of the works, by key; where the grader failed, nothing is known."""
    known: dict[str, Read | Ran] = {}
    for key, done in pending.works():
        for name, said in ((key.read, done.read), (key.ran, done.ran)):
            if said is not None and not _internal(said):
                known[name] = said
    return known


def _internal(said: Read | Ran) -> bool:
    findings = (finding for judged in said.judged.values() for finding in judged.findings or ())
    return any(finding.verdict is Verdict.INTERNAL_ERROR for finding in findings)
