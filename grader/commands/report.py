"""`grader report`: pages of a class that was graded."""

import functools
from collections.abc import Iterator
from contextlib import ExitStack
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checks.printable import one_line
from checks.written import counted
from grader.commands.exits import PASSED, Usage
from grader.commands.options import assignment_option, load_assignment, roster_option

if TYPE_CHECKING:
    from checks.model.assignment import Assignment
    from grader.batch.journal import Journal, Record
    from grader.final_score import FinalScore
    from grader.results.anonymous import Pseudonyms
    from grader.results.overrides import InstructorWords
    from grader.results.survey import Survey
    from grader.roster.enrolment import Enrolment

ALL = "all"
LONGEST = 4096  # characters of a path
OTHER = "{} graded with another assignment: only the grader's points are shown there; name it with --assignment"


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--html", "wanted", metavar="all|STUDENT", help="A page for each student, or for one.")
@click.option(
    "--feedback",
    type=click.Choice(("moodle", "canvas")),
    help="Students' pages in an archive that the platform takes back: OUT/feedback-PLATFORM.zip.",
)
@click.option("--anonymous", is_flag=True, help="Pseudonyms instead of names.")
@roster_option
@assignment_option
@click.option(
    "--audience",
    type=click.Choice(("student", "instructor")),
    default="instructor",
    show_default=True,
    help="A student is not shown hidden cases.",
)
def report(
    out: Path,
    wanted: str | None,
    feedback: str | None,
    anonymous: bool,
    roster: Path | None,
    assignment: Path,
    audience: str,
) -> int:
    """Write pages of what `grader batch` put into OUT: into OUT/html, for students into OUT/html/student.

    With `all` and for instructors the page of the class, OUT/index.html, is written anew, and leads to them.
    """
    if (wanted is None) == (feedback is None):
        raise Usage("say what to write: either --html all|STUDENT or --feedback moodle|canvas")
    if feedback and anonymous:
        raise Usage("--feedback is for the platform, which has to know whose a page is: leave --anonymous out")
    from grader.batch.journal import Journal
    from grader.batch.journal_file import JournalError
    from grader.folders import JOURNAL_FILE
    from grader.results import ResultsError, TableError, overrides, similar
    from grader.results.anonymous import of_folder
    from grader.results.overrides import InstructorWords
    from grader.results.survey import Survey
    from grader.roster import people
    from grader.roster.enrolment import enrolment

    if not (out / JOURNAL_FILE).is_file():
        raise Usage(
            f"{one_line(str(out))} has no journal {JOURNAL_FILE}: name the folder that `grader batch --out` filled"
        )
    rules = load_assignment(assignment)
    try:
        said, everybody = overrides.read(out / overrides.NAME, rules), people.of_folder(out, roster)
        pseudonyms = of_folder(out, make=anonymous)
        alike = similar.Written(out / similar.NAME) if wanted and (out / similar.NAME).exists() else None
        with ExitStack() as stack:
            journal = stack.enter_context(Journal(out))
            rules = _as_chosen(rules, journal)
            whole = Survey(journal, rules, similar=alike, anonymous=anonymous)
            enrolled = enrolment(everybody, journal.entries()) if everybody else None
            for_students = feedback is not None or audience == "student"
            words = InstructorWords(said, pseudonyms, enrolled)
            writer = _Writer(out, rules, words, pseudonyms, enrolled, anonymous=anonymous, for_students=for_students)
            if feedback:
                told = writer.pack(feedback, _records(journal, ALL, None, anonymous=False))
            for record in _records(journal, wanted, pseudonyms, anonymous=anonymous) if wanted else ():
                writer.write(record, whole)
            if wanted == ALL and audience != "student":
                whole.write()
    except (ResultsError, JournalError, TableError) as error:
        raise Usage(str(error)) from error
    if writer.others:
        click.echo(f"grader: {OTHER.format('1 was' if writer.others == 1 else f'{writer.others} were')}", err=True)
    if wanted:
        told = f"{counted(writer.written, 'page')} in {writer.folder}" if wanted == ALL else str(writer.file)
    click.echo(one_line(told, LONGEST))
    return PASSED


def _as_chosen(rules: "Assignment", journal: "Journal") -> "Assignment":
    """The assignment with the tasks named that were when the class was graded."""
    from grader.assignment.naming import UnknownTaskError, naming

    choice = journal.choice()
    try:
        return naming(rules, choice.named) if choice else rules
    except UnknownTaskError:
        return rules  # it is another assignment, and what was graded is told to be of another


def _records(
    journal: "Journal", wanted: str, pseudonyms: "Pseudonyms | None", *, anonymous: bool
) -> "Iterator[Record]":
    """What was journalled of everybody, or of the one who is wanted, one at a time, with the pictures."""
    shown = pseudonyms.of if anonymous and pseudonyms else str
    marks = journal.marks(shown if anonymous else None)
    everybody: Iterator[str] = (student for student, _, _ in marks)
    if wanted != ALL:
        everybody = iter((next((student for student in everybody if shown(student) == wanted), wanted),))
    for student in everybody:
        record = journal.record(student)
        if record is None:
            near = get_close_matches(wanted, (shown(each) for each, _, _ in journal.marks()), n=1)
            meant = f"; did you mean {near[0]}?" if near else ""
            raise Usage(f"there is no student {one_line(wanted)} in the journal{meant}")
        yield record


class _Writer:
    """Writes the pages of students; `file` is the last one, `others` counts what another assignment judged."""

    def __init__(
        self,
        out: Path,
        rules: "Assignment",
        words: "InstructorWords",
        pseudonyms: "Pseudonyms | None",
        enrolled: "Enrolment | None",
        *,
        anonymous: bool,
        for_students: bool,
    ) -> None:
        from grader.batch import cache_keys
        from grader.results.student_files import FOR_STUDENTS, HTML, Pages

        self._current = cache_keys.assignment_hash(rules)
        self.folder = out / HTML / FOR_STUDENTS if for_students else out / HTML
        self.file, self.written, self.others = self.folder, 0, 0
        self._there = Pages(out)
        self._out, self._rules, self._words, self._enrolled = out, rules, words, enrolled
        self._pseudonyms, self._anonymous, self._for_students = pseudonyms, anonymous, for_students

    def write(self, record: "Record", whole: "Survey") -> None:
        """Write one student's page, and tell of it."""
        from grader.results import files
        from grader.results.student_files import HTML, paths, stem

        final = self._final(record)
        student, name, other = record.entry.student, stem(record.entry.student), ""
        on_roster = self._enrolled.of(student) if self._enrolled else None
        if self._pseudonyms:
            other = self._pseudonyms.of(student)
        if self._pseudonyms and self._anonymous:
            record, name, other = self._pseudonyms.record(record), other, name
        files.folder(self._out / HTML)
        files.folder(self.folder)
        self.file = self.folder / f"{name}.html"
        files.write(self.file, self._page(record, final))
        self._there.remove(other)
        whole.add(record, final or _graded(record), name, paths(name).page, on_roster)
        self.written, self.others = self.written + 1, self.others + (final is None)

    def pack(self, platform: str, records: "Iterator[Record]") -> str:
        """Put the pages of all who came from a platform into an archive for it; return what to say of it."""
        from grader.results import feedback, files

        with feedback.PageArchive(self._out, platform) as archive:
            for record in records:
                if record.absent:
                    continue
                final = self._final(record)
                page = functools.partial(self._page, record, final)
                if archive.add(record.entry, page):
                    self.others += final is None
        if not archive.written:
            files.remove(archive.path)
            raise Usage(f"nobody in {one_line(str(self._out))} came from a download of {platform.title()}")
        pages, others = counted(archive.written, "page"), counted(archive.others, "other")
        left_out = f"; {others} did not come from {platform.title()}" if archive.others else ""
        return f"{pages} in {archive.path}{left_out}"

    def _final(self, record: "Record") -> "FinalScore | None":
        """The points that count; None where it was graded with another assignment."""
        from grader.final_score import final_score

        if record.assignment != self._current:
            return None
        entry, word = record.entry, self._words.on(record.entry.student)
        return final_score(record.grade, self._rules.late, entry.submitted, entry.late, word)

    def _page(self, record: "Record", final: "FinalScore | None") -> str:
        from grader.report import html
        from grader.report.audience import for_student
        from grader.report.provenance import journalled

        made = journalled(record)
        if self._for_students:
            return html.render(for_student(record.grade), made.for_student, final)
        return html.render(record.grade, made, final)


def _graded(record: "Record") -> "FinalScore":
    """The grader's own points."""
    from checks.model.assignment import Late
    from grader.final_score import final_score

    return final_score(record.grade, Late(), None, marked_late=False)
