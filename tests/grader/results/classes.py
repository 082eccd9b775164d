"""Pages of classes: one with a bit of everything, one in which every text is hostile, and large ones."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from checks.model import Finding, Misconception, Verdict
from checks.model.assignment import Assignment, Late
from grader.batch import cache_keys
from grader.batch.journal import Record
from grader.final_score import NO_WORD, InstructorWord, final_score
from grader.results.classroom import Classroom
from grader.results.figures import Collector
from grader.results.roll import MOST_ROWS
from grader.results.similar import Similar
from grader.results.student_files import paths, stem
from grader.version import code_version
from tests.grader.report.html.pages import HOSTILE
from tests.grader.results.records import WRONG, record

LATE = Late(percent_per_day=10)
SWAPPED = Misconception("swapped", "h and w are swapped", "axes", "", "")
BROKEN = Finding(check="values", message="the check broke: <KeyError>", verdict=Verdict.INTERNAL_ERROR)
STORED = HOSTILE.replace("\ud800", "")  # which a journal cannot hold
PROGRAM = b"def f(a):\n    b = a\n    return b\n"


def page(
    assignment: Assignment,
    records: Iterable[Record],
    *,
    linked: Sequence[str] = (),
    similar: bool = False,
    word: InstructorWord = NO_WORD,
    anonymous: bool = False,
) -> str:
    """The page of a class, of whom some have pages of their own; the instructor's `word` is on everybody."""
    now = (cache_keys.assignment_hash(assignment), code_version())
    whole, collector, alike = Classroom(assignment, anonymous=anonymous), Collector(now, _reference), Similar()
    for each in records:
        final = final_score(each.grade, LATE, each.entry.submitted, each.entry.late, word)
        student = each.entry.student
        name = student if anonymous else stem(student)
        collector.add(each, final)
        whole.add(each, final, name, paths(name).page if student in linked else "")
        alike.add(each)
    return "".join(whole.parts(collector.figures(), alike.groups() if similar else None))


def _reference(each: Record, task: str) -> float | None:
    return None if task == "2" else 0.05


def mixed(assignment: Assignment) -> list[Record]:
    """Ada is right, Ben has two misconceptions, the grader failed for Chloé, Dmitri is late, Esra lacks a task."""
    both = [WRONG, Finding(check="values", message="x", misconception=SWAPPED)]
    return [
        record(assignment, "Ada", files={"0": PROGRAM}),
        record(assignment, "Ben", (6.29, 10, 0), findings=both, cpu_seconds=2.5, files={"0": PROGRAM}),
        record(assignment, "Chloé", (10, 0, 10), findings=[BROKEN], verdict=Verdict.INTERNAL_ERROR),
        record(assignment, "Dmitri", (0, 8, 10), findings=[WRONG], late=True, cpu_seconds=0.2),
        record(assignment, "Esra", (10, 10, 0), verdict=Verdict.MISSING, findings=[]),
    ]


def hostile(assignment: Assignment, text: str = STORED) -> list[Record]:
    """Whatever a student can write says the same."""
    bad = Misconception(text, text, text, text, text)
    wrong = Finding(check="values", message=text, misconception=bad)
    broken = Finding(check="values", message=text, verdict=Verdict.INTERNAL_ERROR, misconception=bad)
    return [
        record(assignment, text, (0, 0, 0), findings=[wrong], files={"0": PROGRAM}),
        record(assignment, f"{text}?", (0, 0, 0), findings=[wrong], files={"0": PROGRAM}),
        record(assignment, f"{text}!", (0, 0, 0), findings=[broken], verdict=Verdict.INTERNAL_ERROR),
    ]


def large(assignment: Assignment, count: int) -> Iterator[Record]:
    """So many students; every third has a misconception."""
    right, wrong = record(assignment), record(assignment, points=(6.29, 10, 3.5))
    for number in range(count):
        one = wrong if number % 3 == 0 else right
        student = f"student {number:05}"
        grade = msgspec.structs.replace(one.grade, submission=student)
        yield msgspec.structs.replace(one, entry=msgspec.structs.replace(one.entry, student=student), grade=grade)


def vast(assignment: Assignment) -> Iterator[Record]:
    """One more than everybody is shown of, with a bit of everything among them."""
    yield from mixed(assignment)
    yield from large(assignment, MOST_ROWS + 1 - len(mixed(assignment)))
