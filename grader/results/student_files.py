"""The files of each student in the folder of the results: what they are called, what is in them, and which still apply.

They are the instructor's JSON, under `feedback/` what the student may see, and the pages that `grader report` writes.
"""

import hashlib
import io
import re
import unicodedata
from contextlib import nullcontext, suppress
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct
from rich.console import Console
from rich.text import Text

from checks.model import Grade, Source, TaskGrade
from grader.batch.journal import Journal, Record
from grader.batch.journal_file import JournalError
from grader.final_score import FinalScore
from grader.report import json
from grader.report.audience import for_student
from grader.report.changes import changes
from grader.report.merging import merged
from grader.report.text import View
from grader.results import files, overrides
from grader.results.anonymous import Pseudonyms
from grader.version import code_version

FEEDBACK, HTML, FOR_STUDENTS = "feedback", "html", "student"
MARKED_TOGETHER = 200  # students whose files are noted as written in one transaction
WIDTH = 80  # columns of a report as text
MOST_KEPT = 1024  # tasks' parts of such reports
_HARMLESS = re.compile(r"[a-z0-9]([a-z0-9._-]{0,58}[a-z0-9_-])?")
_HASHED = re.compile(r".*-[0-9a-f]{16}")
_OWN = re.compile(r"anon-.*|feedback|grades|index|gradebook-.*|overrides|pseudonyms|roster|similar")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")  # no file of Windows can be called so
_LONGEST_START = 40


def stem(student: str) -> str:
    """The name of a student's files without its ending: no two become the same.

    A name that is lower-case, short and harmless on every system stays. Of any other the letters are kept as far as
    they can be, with 16 digits of the SHA-256 of all of it behind.
    """
    if _HARMLESS.fullmatch(student) and not any(taken.fullmatch(student) for taken in (_HASHED, _OWN, _DEVICES)):
        return student
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    plain = unicodedata.normalize("NFKD", student).encode("ascii", "ignore").decode().lower()
    start = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_START].strip("-")
    return f"{start or 'student'}-{digest}"


class Paths(Struct, frozen=True):
    """Where the files that have a name are, below the folder of the results; `page` is the instructor's."""

    report: str
    feedback: str
    feedback_json: str
    page: str

    @property
    def written(self) -> tuple[str, str, str]:
        """Those that a batch writes."""
        return self.report, self.feedback, self.feedback_json


def paths(name: str) -> Paths:
    """The files that are called so."""
    return Paths(f"{name}.json", f"{FEEDBACK}/{name}.txt", f"{FEEDBACK}/{name}.json", f"{HTML}/{name}.html")


class StudentFiles:
    """Writes students' files where what they show has changed or they are not there, and notes for what in the journal.

    Where the folder has pseudonyms, a student has files of the name or of the pseudonym, never both. `with` ends it.
    """

    def __init__(self, journal: Journal, pseudonyms: Pseudonyms | None, *, anonymous: bool) -> None:
        """Raises ResultsError where the folder cannot be read or written to."""
        self.written = 0
        self._journal, self._folder = journal, journal.folder
        self._pseudonyms, self._anonymous = pseudonyms, anonymous
        self._pages, self._texts, self._version = Pages(journal.folder), Texts(), code_version()
        self._marks: dict[str, str] = {}
        files.folder(self._folder / FEEDBACK)

    def __enter__(self) -> "StudentFiles":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with suppress(JournalError) if kind else nullcontext():  # are written again then; the first failure is told
            self._journal.mark(self._marks)

    def write(self, student: str, mark: str, shown: Record, final: FinalScore) -> str:
        """Write the files of one student; return what they are called.

        Raises:
            ResultsError: the disk is full, or they cannot be written.
        """
        name, other = stem(student), self._pseudonyms.of(student) if self._pseudonyms else ""
        if self._anonymous:
            name, other = other, name
        now = _mark(self._version, shown.content, name, final)
        if now != mark or not self._are_there(name):
            self._put(name, shown, final)
            if other:
                self._remove(other)
            self.written += 1
            self._marks[student] = now
        if len(self._marks) >= MARKED_TOGETHER:
            self._journal.mark(self._marks)
            self._marks.clear()
        self._pages.remove(other)
        return name

    def forget(self, student: str) -> None:
        """Take away the files and the pages of a student who is not there any more."""
        for name in (stem(student), *((self._pseudonyms.of(student),) if self._pseudonyms else ())):
            self._remove(name)
            self._pages.remove(name)

    def feedback(self, name: str) -> str:
        """The report that a student reads."""
        path = self._folder / paths(name).feedback
        with files.told(path):
            return path.read_text(encoding="utf-8")

    def page(self, name: str, graded: datetime) -> str:
        """Where the page of what was graded then is; "" where there is none."""
        return paths(name).page if self._pages.are_of(name, graded) else ""

    def _put(self, name: str, record: Record, final: FinalScore) -> None:
        here, shown = paths(name), for_student(record.grade)
        for path, text in (
            (here.report, json.render(record.grade, final)),
            (here.feedback_json, json.render(shown, final)),
            (here.feedback, self._texts.render(shown, final)),
        ):
            files.write(self._folder / path, text)

    def _are_there(self, name: str) -> bool:
        """Whether the files exist, and are not empty, as a power failure can leave them."""
        return all(_holds_something(self._folder / path) for path in paths(name).written)

    def _remove(self, name: str) -> None:
        for path in paths(name).written:
            files.remove(self._folder / path)


def _mark(version: str, content: str, name: str, final: FinalScore) -> str:
    """What a student's files depend on."""
    return hashlib.sha256(msgspec.msgpack.encode((version, content, name, final), order="deterministic")).hexdigest()


def _holds_something(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


class Pages:
    """The pages that `grader report` wrote into a folder of results, as they are found now."""

    def __init__(self, folder: Path) -> None:
        self._ours = folder / HTML
        with files.told(self._ours):
            self._folders = [pages for pages in (self._ours, self._ours / FOR_STUDENTS) if pages.is_dir()]
        with files.told(folder / overrides.NAME):
            self._least = _time(folder / overrides.NAME)

    def are_of(self, name: str, graded: datetime) -> bool:
        """Whether a student has a page that is younger than the grade, and than what the instructor set last."""
        page = self._ours / f"{name}.html"
        with files.told(page):
            time = _time(page) if self._folders else 0.0
        return time > max(self._least, graded.timestamp())

    def remove(self, name: str) -> None:
        """Take away the pages of a name that is not used any more, if there are any."""
        pages = (folder / f"{name}.html" for folder in self._folders) if name else ()
        for page in pages:
            if page.is_file():
                files.remove(page)


def _time(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return 0.0


class Texts:
    """Grades as plain text. A task's part is made once for all who handed in the same: rich takes its time. The last
    ones are kept by what they show, as a hash: the grades themselves, and the files, are large.
    """

    def __init__(self) -> None:
        self._known: dict[bytes, str] = {}

    def _task(self, task: TaskGrade, sources: tuple[Source, ...], earned: float | None, optional: bool) -> str:
        shown = hashlib.sha256(msgspec.msgpack.encode((task, sources, earned, optional))).digest()
        text = self._known.pop(shown, None) or _task(task, sources, earned, optional)
        self._known[shown] = text  # as the last one
        if len(self._known) > MOST_KEPT:
            del self._known[next(iter(self._known))]
        return text

    def render(self, grade: Grade, final: FinalScore | None = None) -> str:
        """The whole report, 80 columns wide: what an instructor set stands where the points are, on top."""
        grade = merged(grade)
        sources = tuple(task.source for task in grade.judged if task.source)
        earned = final.tasks if final else {}

        def told(task: TaskGrade, *, optional: bool) -> str:
            bare = msgspec.structs.replace(task, exhibit=None)  # text has no place for pictures
            return self._task(bare, _named(task, sources), earned.get(task.task.id), optional)

        stream = io.StringIO()
        view = View(_console(stream), sources, verbose=False)
        if final and (said := list(changes(grade, final))):
            view.total(grade, final)
            view.print(*(Text(each, "yellow") for each in said), "")
        stream.writelines(told(task, optional=False) for task in grade.tasks)
        view.folder(grade)
        stream.writelines(told(task, optional=True) for task in grade.optional)
        view.end(grade, final)
        return stream.getvalue()


def _task(task: TaskGrade, sources: tuple[Source, ...], earned: float | None, optional: bool) -> str:
    stream = io.StringIO()
    view = View(_console(stream), sources, verbose=False)
    view.print(view.heading(task, earned, optional=optional))
    view.print(*view.task(task), "")
    return stream.getvalue()


def _named(task: TaskGrade, sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """The files of which the task's findings show a line."""
    names = {task.task.file, *(finding.file for result in task.checks for finding in result.findings)}
    return tuple(source for source in sources if source.name in names)


def _console(stream: io.StringIO) -> Console:
    return Console(file=stream, width=WIDTH, force_terminal=False, highlight=False, markup=False, emoji=False)
