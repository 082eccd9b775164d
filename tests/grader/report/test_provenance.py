import platform
from datetime import UTC, datetime, timedelta

import msgspec
import numpy as np
import scipy

from checks.model import Grade, Score
from checks.model.assignment import Assignment
from grader import __version__
from grader.batch import cache_keys
from grader.batch.journal import Record
from grader.intake.entries import Entry, Location
from grader.report.provenance import journalled, made_here
from grader.version import code_version

HERE = code_version()
LIBRARIES = {"Python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__}
DATE = datetime(2026, 1, 2, tzinfo=UTC)


def test_of_what_was_judged_here_all_is_known(assignment: Assignment) -> None:
    made = made_here(assignment, "grader grade .")
    assert (made.grader, made.grading, made.assignment) == (__version__, HERE, cache_keys.assignment_hash(assignment))
    assert made.libraries == LIBRARIES
    assert made.command == "grader grade ."
    assert timedelta() <= datetime.now(UTC) - made.graded < timedelta(hours=1)


def test_a_student_sees_no_hash_of_the_policy(assignment: Assignment) -> None:
    made = made_here(assignment, "grader grade .")
    assert made.for_student == msgspec.structs.replace(made, assignment="")


def record(assignment: Assignment, version: str, isolation: str = "full") -> Record:
    grade = Grade(assignment.name, "ada", isolation, (), (), Score(0, 0), passed=True)
    entry = Entry("ada", "folder", "ada", Location(""))
    return Record(entry, grade, "c", {}, {}, "abc", version, DATE, 0.0, {"Python": "3.99"})


def test_of_what_is_journalled_the_journal_tells(assignment: Assignment) -> None:
    made = journalled(record(assignment, HERE))
    assert (made.grader, made.grading, made.assignment) == (__version__, HERE, "abc")
    assert (made.libraries, made.graded) == ({"Python": "3.99"}, DATE)
    assert made.command == "grader grade FOLDER --isolation full"


def test_another_version_is_told_by_its_hash_alone(assignment: Assignment) -> None:
    made = journalled(record(assignment, "other"))
    assert (made.grader, made.grading) == ("", "other")


def test_where_no_code_was_run_no_level_is_asked_for(assignment: Assignment) -> None:
    assert journalled(record(assignment, HERE, "none")).command == "grader grade FOLDER"


def test_a_journal_from_before_still_says_what_it_knows(assignment: Assignment) -> None:
    packed = msgspec.to_builtins(record(assignment, HERE))
    del packed["libraries"]
    assert journalled(msgspec.convert(packed, Record)).libraries == {}
