"""What slow is measured by: the CPU time of the model submission, run on the same cases by the same engine.

It is measured beside the class, once for a policy, a version and an isolation, and kept in the journal.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from checks.model import Read, Source, Work
from checks.model.assignment import Assignment, Task
from grader.batch import cache_keys
from grader.batch.journal import Journal, Record
from grader.batch.run import Engine
from grader.judging.items import WorkItem
from grader.version import code_version

NOT_READ = Read({})  # what the static checks say of it is not asked for


@contextmanager
def measured(assignment: Assignment, engine: Engine, journal: Journal) -> Iterator[None]:
    """Run the model submission while the class is graded, where the journal does not know what it needs.

    Raises:
        JournalError: the journal cannot be written.
    """
    version = code_version()
    known = cache_keys.assignment_hash(assignment)
    asked = {
        cache_keys.of_model_time(known, version, engine.isolation, task.id): task
        for task in assignment.tasks
        if task.file in assignment.files
    }
    orders = {
        key: engine.submit(WorkItem(task.id, Work(_model(task, assignment)), NOT_READ))
        for key, task in asked.items()
        if journal.ran(key) is None
    }
    yield
    runs = {key: order.result().ran for key, order in orders.items()}
    journal.keep({key: ran for key, ran in runs.items() if ran is not None and ran.right_shape})


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


def _model(task: Task, assignment: Assignment) -> Source:
    """The model solution, as it would be handed in."""
    data = assignment.files[task.file]
    return Source(task.file, data, hashlib.sha256(data).hexdigest(), executable=True)
