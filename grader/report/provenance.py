"""How a grade was made, so that it can be made again."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from checks.model.assignment import Assignment
from grader import __version__
from grader.batch import cache_keys
from grader.sandbox.levels import LEVELS
from grader.version import code_version, libraries

if TYPE_CHECKING:
    from grader.batch.journal import Record


class Provenance(Struct, frozen=True):
    """What a grade depends on beside the files, and the command that makes it again.

    `grading` and `assignment` are hashes of the grader and of the policy, `libraries` versions by name; `grader` is
    "" where only its hash is known. Students see no hash of the policy, "": whoever knows the rest of it finds the seed
    by trying.
    """

    grader: str
    grading: str
    assignment: str
    libraries: Mapping[str, str]
    graded: datetime
    command: str

    @property
    def for_student(self) -> "Provenance":
        """What a student may see of it."""
        return msgspec.structs.replace(self, assignment="")


def made_here(assignment: Assignment, command: str) -> Provenance:
    """Of what was judged just now, by this command."""
    return Provenance(
        grader=__version__,
        grading=code_version(),
        assignment=cache_keys.assignment_hash(assignment),
        libraries=libraries(),
        graded=datetime.now(UTC),
        command=command,
    )


def _asked(isolation: str) -> str:
    return f" --isolation {isolation}" if isolation in LEVELS else ""


def journalled(record: "Record") -> Provenance:
    """Of what a journal holds; the command is for a folder that holds the same files."""
    same = record.version == code_version()
    return Provenance(
        grader=__version__ if same else "",
        grading=record.version,
        assignment=record.assignment,
        libraries=record.libraries,
        graded=record.graded,
        command=f"grader grade FOLDER{_asked(record.grade.isolation)}",
    )
