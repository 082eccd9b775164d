"""What a judgement depends on, as a key: where the keys are the same, so is what would be said."""

import hashlib
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from checks.model import Source, Submission, Work
from checks.model.assignment import Assignment, Task
from grader.final_score import InstructorWord
from grader.intake.entries import Entry
from grader.version import code_version


class WorkKeys(Struct, frozen=True):
    """Of one task's work: `read` for what the static checks say, `ran` for what the dynamic ones say."""

    read: str
    ran: str


def of_work(task: Task, assignment: Assignment, work: Work, isolation: str) -> WorkKeys:
    """The keys of one task's work. Points are in neither: they are added up anew each time."""
    return WorkKeys(
        read=_hash(code_version(), task, assignment.policy, work),
        ran=_hash(
            code_version(),
            *(task, assignment.policy, assignment.cases, assignment.limits, isolation),
            [(file.name, file.sha256) for file in (work.file, *work.others) if isinstance(file, Source)],
        ),
    )


def of_submission(
    handed_in: Sequence[tuple[Entry, Submission]], word: InstructorWord | None, assignment: Assignment, isolation: str
) -> str:
    """The key of a whole submission: of all that was handed in and how, the assignment, and the grader's version.

    `word` is the instructor's on the student, where it decides which of several attempts counts.
    """
    each = [part for entry, submission in handed_in for part in (entry.anywhere(), submission)]
    return _hash(code_version(), assignment, isolation, word, *each)


def of_model_time(assignment: str, version: str, isolation: str, task: str) -> str:
    """The key of what the model submission did for a task, by the hashes of the policy and of the grader."""
    return _hash("model time", assignment, version, isolation, task)


def assignment_hash(assignment: Assignment) -> str:
    """The hash of the tasks and the policy, in hexadecimal."""
    return _hash(assignment)


def _hash(*parts: object) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(msgspec.msgpack.encode(part, order="deterministic")).digest())
    return digest.hexdigest()
