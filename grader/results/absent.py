"""Those of the roster of whom nothing came: each has a record in the journal, with every task missing.

They are there as long as the roster names them and nothing of theirs comes, so that tables, pages and reports have them
as they have everybody.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

import msgspec

from checks.model import Finding, Grade, Judged, Read, TaskFiles, TaskGrade, Verdict, total
from checks.model.assignment import Assignment, Task
from grader.batch import cache_keys
from grader.batch.journal import Journal, Record
from grader.judging import grading
from grader.judging.items import NOT_RUN
from grader.roster.enrolment import NOTHING, Absent, Enrolment
from grader.version import code_version


def settle(
    journal: Journal, enrolment: Enrolment | None, assignment: Assignment, forget: Callable[[str], None]
) -> None:
    """Let the journal have exactly those who are absent.

    Before it forgets who is not any more, `forget` takes away what was made of them: should all end between the two,
    both are done next time.

    Raises:
        ResultsError: a file cannot be taken away.
        JournalError: the journal cannot be read or written.
    """
    wanted = {each.student: each for each in enrolment.absent} if enrolment else {}
    gone = [student for student in journal.absent() if student not in wanted]
    for student in gone:
        forget(student)
    if gone or wanted:
        journal.exchange(gone, _come(journal, wanted.values(), assignment))


def _come(journal: Journal, wanted: Iterable[Absent], assignment: Assignment) -> Iterator[Record]:
    """The records that are new, or other than those in the journal."""
    for record in records(wanted, assignment):
        before = journal.record(record.entry.student)
        if before is None or not _same(before, record):
            yield record


def records(absent: Iterable[Absent], assignment: Assignment) -> Iterator[Record]:
    """What is journalled of each."""
    tasks = tuple(_missing(task, assignment) for task in assignment.counting)
    score = total(task.score for task in tasks)
    now, known = datetime.now(UTC), cache_keys.assignment_hash(assignment)
    for each in absent:
        yield Record(
            entry=each.entry,
            grade=Grade(assignment.name, each.student, NOT_RUN, tasks, (), score, passed=False),
            content="",
            sources={},
            runs={task.id: "" for task in assignment.counting},
            assignment=known,
            version=code_version(),
            graded=now,
            seconds=0.0,
        )


def _missing(task: Task, assignment: Assignment) -> TaskGrade:
    found = Finding(check="source", message=NOTHING, verdict=Verdict.MISSING)
    return grading.grade_task(task, assignment, TaskFiles(None), Read({"source": Judged((found,))}), None)


def _same(one: Record, other: Record) -> bool:
    return msgspec.structs.replace(one, graded=other.graded) == other
