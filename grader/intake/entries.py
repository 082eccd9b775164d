"""One submission found in a class: who, where, and what a gradebook asks of it. Its files are read later."""

import unicodedata
from datetime import datetime
from typing import Literal

from msgspec import Struct, field, structs

from checks.model import Submission

Layout = Literal[
    "folder", "flat", "canvas", "moodle", "brightspace", "gradescope", "nbgrader", "table", "git", "roster"
]

RENAMED = "renamed on the way"  # what a platform made of the name of a file; begins a note
_OUR_OWN = ("folder", "flat", "table", "git")  # layouts of no platform


class IntakeError(Exception):
    """The whole intake is impossible; the message is one line that says what to do."""


class Item(Struct, frozen=True):
    """A file or a folder among others' in one place: the name it lies under, and the one that was handed in.

    Of two for one task, the one whose `order` is greater is the later.
    """

    stored: str
    name: str
    order: str = ""


class Location(Struct, frozen=True):
    """Where a submission lies: a path on the disk, and from there on the names of folders and archives inside.

    With `items`, only these of what is there belong to it; None is all.
    """

    path: str
    inside: tuple[str, ...] = ()
    items: tuple[Item, ...] | None = None


class Attempt(Struct, frozen=True):
    """One time that something was handed in: where all that there was by then lies, and when that was."""

    location: Location = field(name="place")
    submitted: datetime


class Entry(Struct, frozen=True):
    """One submission of a class.

    `student` is printable and differs from every other's in one intake, once `folded`.
    `origin` is where it was found, for people. `ids` is what the platform calls it: canvas `canvas_user_id`,
    `canvas_submission_id`, `canvas_name`; moodle `moodle_id`, `full_name`; brightspace `org_defined_id`,
    `brightspace_id`, `full_name`; gradescope `gradescope_submission_id`, `email`, `full_name`, `sid`; nbgrader
    `student_id`; a table its other columns. `submitted` is when, where the layout says so (without a zone where it
    says none), `commit` the full hash of that in a git repository: what only reading tells is there once it is
    `settled`. `notes` go with what `read` finds, and so does a `doubt` whether it is one student's. `attempts` are
    several, the earliest first, or none; the last of them is what this is.
    """

    student: str
    layout: Layout
    origin: str
    location: Location = field(name="place")  # as journals call it
    ids: dict[str, str] = {}
    submitted: datetime | None = None
    late: bool = False
    commit: str = ""
    notes: tuple[str, ...] = ()
    doubt: str = ""
    attempts: tuple[Attempt, ...] = ()

    def each(self) -> tuple["Entry", ...]:
        """Each attempt as an entry of its own; this one where there is no other."""
        one = [
            structs.replace(self, location=each.location, submitted=each.submitted, attempts=())
            for each in self.attempts
        ]
        return tuple(one) or (self,)

    def anywhere(self) -> "Entry":
        """The same wherever it lies now: of the location nothing is kept, whose names may be of any bytes."""
        return structs.replace(self, location=Location(""), attempts=())

    def settled(self, submission: Submission) -> "Entry":
        """The same with the commit that the files are of. Its date, which a student can set, counts where they did not
        come from a platform, which knows when they did: of several attempts the last counts that has a file that does.
        """
        dates = (each.submitted for each in self.attempts if each.submitted.isoformat() == submission.order)
        submitted = next(dates, self.submitted)
        if submission.commit is None:
            return structs.replace(self, submitted=submitted)
        date = submission.commit.date if self.layout in _OUR_OWN else None
        return structs.replace(self, commit=submission.commit.hash, submitted=submitted or date)


class Aside(Struct, frozen=True):
    """An entry of a class that is graded as nobody: where it is, and why. A `section` holds the work of many."""

    origin: str
    why: str
    section: bool = False


def folded(name: str) -> str:
    """What of a name tells students apart: neither upper and lower case, nor how an accent is written (NFC, NFD)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
