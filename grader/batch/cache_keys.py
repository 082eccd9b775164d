"""What a judgement depends on, as a key: where the keys are the same, so is what would be said.

What an assignment asks and how it is judged is in them. What only counts is not: points, required checks, lateness, the
titles, which tasks count, and which others there are are folded anew each time, and nothing is judged again for them.
"""

import hashlib
import re
from collections.abc import Sequence
from functools import cache

import msgspec
from msgspec import Struct

from checks.model import Source, Submission, TaskFiles
from checks.model.arguments import DataOf, flat
from checks.model.assignment import Assignment, Task, files_of
from grader.final_score import InstructorWord
from grader.intake.entries import Entry
from grader.judging.policy import policy_of
from grader.judging.task_files import REACHING, model_files
from grader.version import code_version

COUNTING = ("title", "points", "required", "optional")
"""What of a task says only how it is told and what it is worth."""


class WorkKeys(Struct, frozen=True):
    """Of one task's work: `read` for what the static checks say, `ran` for what the dynamic ones say."""

    read: str
    ran: str


class CacheKeys:
    """Makes the keys of all that is handed in for one assignment, which is hashed once.

    `whole` is the hash of all of it, and of what only counts, too.
    """

    def __init__(self, assignment: Assignment, isolation: str) -> None:
        self.whole = assignment_hash(assignment)
        self._assignment, self._isolation = assignment, isolation
        self._asked = cache(self._of_task)

    def of_work(self, task: Task, files: TaskFiles) -> WorkKeys:
        """The keys of one task's work."""
        asked, modules = self._asked(task), self._imported(files)
        hashes = [(file.name, file.sha256) for file in (files.file, *files.others) if isinstance(file, Source)]
        return WorkKeys(read=_hash(asked.read, modules, files), ran=_hash(asked.ran, modules, hashes))

    def of_submission(self, handed_in: Sequence[tuple[Entry, Submission]], word: InstructorWord | None) -> str:
        """The key of a whole submission: of all that was handed in and how, the assignment, and the grader's version.

        `word` is the instructor's on the student, where it decides which of several attempts counts.
        """
        each = [part for entry, submission in handed_in for part in (entry.anywhere(), submission)]
        return _hash(code_version(), self.whole, self._isolation, word, *each)

    def of_model(self, task: Task) -> str:
        """The key of what the model solution did for a task."""
        return _hash("model", self._asked(task).ran)

    def _imported(self, files: TaskFiles) -> list[str]:
        """The tasks' modules that the file may import: what is said of that depends on which tasks there are."""
        modules = sorted(file.removesuffix(".py") for file in files_of(self._assignment.tasks))
        if not isinstance(files.file, Source):
            return []
        text = files.file.data
        if not text.isascii() or any(word in text for word in REACHING):
            return modules  # by a name that need not stand in the text as it is
        return [module for module in modules if re.sub(r"^\d+-", "", module).encode() in text]

    def _of_task(self, task: Task) -> WorkKeys:
        assignment = self._assignment
        asked = {name: value for name, value in msgspec.structs.asdict(task).items() if name not in COUNTING}
        policy = policy_of(task, assignment)
        model = model_files(task, assignment)
        return WorkKeys(
            read=_hash(
                code_version(),
                *(asked, policy, assignment.shared, assignment.rules),
                model.file.sha256 if not task.exercise and isinstance(model.file, Source) else "",  # it lends parts
            ),
            ran=_hash(
                code_version(),
                *(asked, policy, assignment.cases, assignment.limits, self._isolation),
                *(assignment.shared, assignment.rules),  # of what breaks a rule no parts are told
                [(file.name, file.sha256) for file in (model.file, *model.others) if isinstance(file, Source)],
                _data(task, assignment),
                [_hash(assignment.files[variant.file]) for variant in task.misconceptions],
                _hash(assignment.files[task.inputs]) if task.inputs else "",
                _hash(assignment.files[assignment.answers]) if assignment.recorded(task) else "",
            ),
        )


def of_model_time(assignment: str, version: str, isolation: str, task: str) -> str:
    """The key of what the model solution needed for a task, by the hashes of the assignment and of the grader."""
    return _hash("model time", assignment, version, isolation, task)


def assignment_hash(assignment: Assignment) -> str:
    """The hash of all that an assignment says and has, in hexadecimal."""
    return _hash(assignment)


def _data(task: Task, assignment: Assignment) -> list[tuple[str, str, str, float]]:
    """The arrays that the task's own calls are given: their names, and where each comes from."""
    values = (given for call in task.calls for _, value in call.arguments for given in flat(value))
    names = {given.name for given in values if isinstance(given, DataOf)}
    described = ((name, assignment.data[name]) for name in sorted(names))
    return [(name, _hash(assignment.files[data.file]), data.key, data.divide) for name, data in described]


def _hash(*parts: object) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(msgspec.msgpack.encode(part, order="deterministic")).digest())
    return digest.hexdigest()
