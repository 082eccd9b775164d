"""What slow is measured by: the CPU time of the model submission, run on the same cases by the same engine.

It is measured beside the class, once for what is asked, a version and an isolation, and kept in the journal: under the
key of what is asked, and under the assignment's hash, by which a record is known to have been judged like it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from checks.model import Read
from checks.model.assignment import Assignment
from grader.batch import cache_keys
from grader.batch.journal import Journal, Record
from grader.batch.run import Engine
from grader.judging.items import WorkItem
from grader.judging.task_files import model_files
from grader.version import code_version

NOT_READ = Read({})  # what the static checks say of it is not asked for


@contextmanager
def measured(assignment: Assignment, engine: Engine, journal: Journal) -> Iterator[None]:
    """Run the model submission while the class is graded, where the journal does not know what it needs.

    Raises:
        JournalError: the journal cannot be written.
    """
    keys = cache_keys.CacheKeys(assignment, engine.isolation)
    asked = {task: keys.of_model(task) for task in assignment.counting if task.file in assignment.files}
    items = {
        task: engine.submit(WorkItem(task.id, model_files(task, assignment), NOT_READ))
        for task, key in asked.items()
        if journal.ran(key) is None
    }
    yield
    runs = {task: items[task].result().ran if task in items else journal.ran(key) for task, key in asked.items()}
    for task, ran in runs.items():
        if ran is not None and ran.right_shape:
            known = cache_keys.of_model_time(keys.whole, code_version(), engine.isolation, task.id)
            journal.keep({asked[task]: ran, known: ran})


class ModelTimes:
    """What the journal knows of the model submission."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._known: dict[str, float | None] = {}

    def seconds(self, record: Record, task: str) -> float | None:
        """What it needed for a task where this was judged; None if that was not measured."""
        key = cache_keys.of_model_time(record.assignment, record.version, record.grade.isolation, task)
        if key not in self._known:
            ran = self._journal.ran(key)
            self._known[key] = ran.cpu_seconds if ran else None
        return self._known[key]
