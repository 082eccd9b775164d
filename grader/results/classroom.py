"""The page of a class, for its instructor: the points of everybody, and what is said of the class as a whole."""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import starmap

from jinja2 import Template
from markupsafe import Markup
from msgspec import Struct

from checks.model import Verdict
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS
from grader import __version__
from grader.batch import cache_keys
from grader.batch.journal import Record
from grader.final_score import FinalScore, InstructorWord
from grader.report.html.environment import FOLDER, environment
from grader.results.figures import CheckFigures, Figures
from grader.results.gradebooks.grades import notes
from grader.results.mistakes import mistakes
from grader.results.roll import WORDS as LOOKS
from grader.results.roll import Roll, look
from grader.results.similar import Group
from grader.results.student_files import stem
from grader.roster.enrolment import WORDS, Enrolled

MOST_FAILURES = 20  # that are seen at once
MOST_GROUPS, MOST_ALIKE = 100, 30  # of a larger group, and of more of them, similar.csv tells the rest
MOST_MISTAKES = 200  # of a class that is too large for everybody to be in the page


class Cell(Struct, frozen=True):
    """One task of one student: the verdict and the points that count."""

    verdict: Verdict
    points: float


class Row(Struct, frozen=True):
    """One student: the anchor of the row, where the page is ("" for none), the points, also of the tasks that are
    `beside` those that count, and what is to be known.
    """

    student: str
    anchor: str
    page: str
    points: float
    tasks: tuple[Cell | None, ...]
    beside: tuple[Cell | None, ...]
    found: tuple[str, ...]
    late: int
    instructor: tuple[str, ...]
    enrolled: str


class Failure(Struct, frozen=True):
    """Whom the grader failed, and how."""

    student: str
    why: str


class Rate(Struct, frozen=True):
    """One check: what became of it in each task, None where it is not made."""

    check: str
    tasks: tuple[CheckFigures | None, ...]


class Classroom:
    """Takes in a class, then gives the page."""

    def __init__(self, assignment: Assignment, *, anonymous: bool) -> None:
        self._assignment, self._anonymous = assignment, anonymous
        self._columns = [task.id for task in assignment.counting]
        self._beside = [task.id for task in assignment.beside]
        self._row = getattr(_template("rows.html").module, "row")  # noqa: B009 (no type knows a template's macros)
        self._roll = Roll()
        self._shown: Mapping[str, str] = {}
        self._with_beside = False
        self._with_page = 0
        self._pages: set[str] = set()

    def add(self, record: Record, final: FinalScore, name: str, page: str, enrolled: Enrolled | None = None) -> None:
        """A student; the files are called `name`, `page` is "" or where the page is, `enrolled` is what a roster says,
        where there is one.
        """
        self._with_beside = self._with_beside or any(task.task.id in self._beside for task in record.grade.judged)
        why = look(record, final, enrolled)
        self._roll.add(name, why, final.score.earned, lambda: self._row_of(record, final, name, page, enrolled))
        if page:
            self._with_page += 1
            self._pages.add(name)
        if self._roll.is_large:
            self._pages.clear()

    def _row_of(self, record: Record, final: FinalScore, name: str, page: str, enrolled: Enrolled | None) -> str:
        """The row, one line."""
        graded = {task.task.id: Cell(task.verdict, final.tasks[task.task.id]) for task in record.grade.judged}
        row = Row(
            student=record.entry.student,
            anchor=_anchor(name),
            page=page,
            points=final.score.earned,
            tasks=tuple(map(graded.get, self._columns)),
            beside=tuple(map(graded.get, self._beside)),
            found=tuple(map(str, mistakes(record.grade))) or tuple(notes(record)[:1]),
            late=final.late.days if final.late else 0,
            instructor=tuple(_instructor(final.word)),
            enrolled=WORDS.get(enrolled, "") if enrolled else "",
        )
        return str(self._row(row))

    def parts(self, figures: Figures, groups: Sequence[Group] | None) -> Iterator[str]:
        """The page, piece by piece. `groups` is None where they were not asked for."""
        script, roll = _script(), self._roll
        failures = tuple(starmap(Failure, figures.internal))
        self._shown = roll.rows()
        return _template("class.html").generate(
            assignment=self._assignment,
            assignment_hash=cache_keys.assignment_hash(self._assignment),
            grader=__version__,
            made=datetime.now(UTC),
            anonymous=self._anonymous,
            contents=tuple(_contents(figures, failed=bool(failures))),
            failures=failures,
            most_failures=MOST_FAILURES,
            most_mistakes=MOST_MISTAKES,
            figures=figures,
            verdicts=tuple(verdict for verdict in reversed(Verdict) if _any_is(verdict, figures)),
            rates=tuple(_rates(figures)),
            most=max((each.count for each in figures.bins), default=0),
            groups=groups,
            most_groups=MOST_GROUPS,
            most_alike=MOST_ALIKE,
            rows=map(Markup, self._shown.values()),
            shown=len(self._shown),
            submissions=roll.count,
            large=roll.is_large,
            looks=[(said, roll.looks[why]) for why, said in LOOKS.items() if roll.looks[why]],
            needing=roll.looks.total(),
            with_page=self._with_page,
            with_beside=self._with_beside,
            link=self._link,
            script=script,
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        )

    def _link(self, student: str) -> str:
        """The page of a student where there is one, and else the row; "" where that is not here."""
        name = student if self._anonymous else stem(student)
        if name in self._pages:
            return f"html/{name}.html"
        return f"#{_anchor(name)}" if name in self._shown else ""


def _instructor(word: InstructorWord) -> Iterator[str]:
    """What the instructor did, in a word each; the reasons and comments are in the student's own page."""
    words = {
        "points set": word.overrides,
        "own deadline": word.extension,
        "own free days": word.free_days,
        "comment": word.comments,
    }
    yield from (done for done, there in words.items() if there)


def _contents(figures: Figures, *, failed: bool) -> Iterator[tuple[str, str]]:
    """The anchors and the titles of what is in the page."""
    if failed:
        yield "failures", "Failures of the grader"
    if figures.totals:
        yield from (("students", "Students"), ("glance", "At a glance"), ("mistakes", "Mistakes"), ("checks", "Checks"))
        if figures.slowest:
            yield "slowest", "Slowest"
        yield "similar", "Similar submissions"


def _any_is(verdict: Verdict, figures: Figures) -> bool:
    return any(task.verdicts.get(verdict) for task in figures.tasks.values())


def _rates(figures: Figures) -> Iterator[Rate]:
    for check in CHECK_IDS:
        found = tuple(task.checks.get(check) for task in figures.tasks.values())
        if any(found):
            yield Rate(check, found)


def _anchor(name: str) -> str:
    return f"s-{name}"


def _template(name: str) -> Template:
    return environment().get_template(name)


@cache
def _script() -> Markup:
    """The page's own script, which is the only one that the page lets run."""
    return Markup((FOLDER / "class.js").read_text(encoding="utf-8"))  # noqa: S704 (nothing of it is anybody's text)
