"""Regrades a folder whenever something in it is saved: all stays warm, and only the work that changed is judged."""

import threading
from collections.abc import Callable
from pathlib import Path

from checks.model import Grade, Submission, TaskFiles, Verdict
from checks.model.assignment import Task
from grader.intake import submission
from grader.judging import grading
from grader.judging.items import Judgement, WorkItem
from grader.judging.judge import Judge
from grader.judging.task_files import works


class SupersededError(Exception):
    """What was being judged has been saved anew meanwhile."""


class Regrader:
    """Grades what lies in a folder, again and again."""

    def __init__(self, folder: Path, judge: Judge) -> None:
        self._folder, self._assignment, self._judge = folder, judge.assignment, judge
        self._known: dict[str, tuple[TaskFiles, Judgement]] = {}
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
        asked = works(handed_in, self._assignment)
        if any(self._known.get(task.id, (None,))[0] != files for task, files in asked.items()):
            begun()
        judged = [(task, files, self._judged(task, files)) for task, files in asked.items()]
        return self._folded(handed_in, judged)

    def changed(self, names: frozenset[str]) -> None:
        """Hear, in any thread, which files were saved; what is being judged of them is ended."""
        with self._lock:
            if names & self._under_way and not self._superseded:
                self._superseded = True
                self._judge.interrupt()

    def _judged(self, task: Task, files: TaskFiles) -> Judgement:
        known = self._known.get(task.id)
        if known is not None and known[0] == files:
            return known[1]
        with self._lock:
            self._under_way = frozenset((task.file, *(other.name for other in files.others)))
            self._superseded = False
        done = self._judge.judge(WorkItem(task.id, files))
        with self._lock:
            self._under_way = frozenset()
            if self._superseded:
                raise SupersededError
        self._known[task.id] = (files, done)
        return done

    def _folded(self, handed_in: Submission, judged: list[tuple[Task, TaskFiles, Judgement]]) -> Grade:
        grade = grading.graded(handed_in, self._assignment, judged)
        for task in grade.judged:
            if task.verdict is Verdict.INTERNAL_ERROR:
                self._known.pop(task.task.id)  # the next time it is tried again
        return grade
