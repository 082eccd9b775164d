"""Regrades a folder whenever something in it is saved: all stays warm, and only the work that changed is judged."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from watchfiles import Change, watch

from checks.model import Grade, Submission, Verdict, Work
from checks.model.assignment import Assignment, Task
from grader.intake import submission
from grader.judging import grading
from grader.judging.items import Judgement, WorkItem
from grader.judging.judge import Judge
from grader.judging.work import work_of

QUIET_MS = 30  # without a further change: then whoever saves is through with it
LONGEST_MS = 400  # of changes that follow one another
LOOK_MS = 1000  # how often the folder is looked for, which may have been put in the place of another
AWAY_SECONDS = 0.2


class SupersededError(Exception):
    """What was being judged has been saved anew meanwhile."""


class Desk:
    """Grades what lies in a folder, again and again."""

    def __init__(self, folder: Path, assignment: Assignment, tasks: tuple[Task, ...], judge: Judge) -> None:
        self._folder, self._assignment, self._tasks, self._judge = folder, assignment, tasks, judge
        self._known: dict[str, tuple[Work, Judgement]] = {}
        self._lock = threading.Lock()
        self._under_way: frozenset[str] = frozenset()  # the files that what is being judged is made of
        self._superseded = False

    def grade(self, begun: Callable[[], None] = lambda: None) -> Grade:
        """Grade what is there now; `begun` is called if there is anything to be judged.

        Raises:
            SubmissionError: the folder has none of the files, or is not there.
            SupersededError: what was being judged changed, and there is no use in it any more.
        """
        handed_in = submission.read(self._folder, self._assignment)
        works = {task: work_of(task, handed_in) for task in self._tasks}
        if any(self._known.get(task.id, (None,))[0] != work for task, work in works.items()):
            begun()
        judged = [(task, work, self._judged(task, work)) for task, work in works.items()]
        return self._folded(handed_in, judged)

    def changed(self, names: frozenset[str]) -> None:
        """Hear, in any thread, which files were saved; what is being judged of them is ended."""
        with self._lock:
            if names & self._under_way and not self._superseded:
                self._superseded = True
                self._judge.interrupt()

    def _judged(self, task: Task, work: Work) -> Judgement:
        known = self._known.get(task.id)
        if known is not None and known[0] == work:
            return known[1]
        with self._lock:
            self._under_way = frozenset((task.file, *(other.name for other in work.others)))
            self._superseded = False
        done = self._judge.judge(WorkItem(task.id, work))
        with self._lock:
            self._under_way = frozenset()
            if self._superseded:
                raise SupersededError
        self._known[task.id] = (work, done)
        return done

    def _folded(self, handed_in: Submission, judged: list[tuple[Task, Work, Judgement]]) -> Grade:
        grade = grading.graded(handed_in, self._assignment, judged)
        for task in grade.tasks:
            if task.verdict is Verdict.INTERNAL_ERROR:
                self._known.pop(task.task.id)  # the next time it is tried again
        return grade


class Changes:
    """What is saved in a folder, heard by a thread of its own; `with` starts and ends it."""

    def __init__(self, folder: Path, told: Callable[[frozenset[str]], None]) -> None:
        """`told` is called, in that thread, with the names of the files."""
        self._folder, self._told = folder, told
        self._something, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def begin(self) -> None:
        """What has been saved so far is about to be looked at."""
        self._something.clear()

    def wait(self) -> None:
        """Wait for something that was saved since then."""
        self._something.wait()

    def __enter__(self) -> "Changes":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _listen(self) -> None:
        for names in self._heard():
            self._told(names)
            self._something.set()

    def _heard(self) -> Iterator[frozenset[str]]:
        """The names, change by change; none at all when a folder came into the place and all may be different."""
        while not self._stop.is_set():
            there = _identity(self._folder)
            if there is None:
                self._stop.wait(AWAY_SECONDS)
                continue
            yield frozenset()
            fresh = True  # until the first look: what was saved before the system began to tell is found then
            for changes in self._changes():
                if changes or fresh:
                    yield frozenset(os.path.basename(path) for _, path in changes)
                fresh = False
                if _identity(self._folder) != there:
                    yield frozenset()
                    break

    def _changes(self) -> Iterator[set[tuple[Change, str]]]:
        """Sets of changes, and an empty one from time to time."""
        try:
            yield from watch(
                self._folder,
                watch_filter=None,
                recursive=False,
                step=QUIET_MS,
                debounce=LONGEST_MS,
                rust_timeout=LOOK_MS,
                yield_on_timeout=True,
                raise_interrupt=False,
                stop_event=self._stop,
            )
        except OSError:
            return  # it has gone since it was looked for


def _identity(folder: Path) -> tuple[int, int] | None:
    """What tells one folder from another in the same place; None where there is none."""
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return status.st_dev, status.st_ino
