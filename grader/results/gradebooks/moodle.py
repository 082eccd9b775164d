"""`gradebook-moodle.csv`, as the offline grading worksheet of a Moodle assignment: Upload grading worksheet.

Moodle asks for the columns `Identifier` (its participant's number), `Grade` and `Last modified (grade)`, by their names
in the language that is set. A grade that somebody changed in Moodle after the date there is left as it is.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from grader.batch.journal import Record
from grader.final_score import FinalScore
from grader.results.csv_file import Cell

NAME = "gradebook-moodle.csv"
HEAD = ("Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)")


def head() -> list[Sequence[Cell]]:
    """The names of the columns."""
    return [HEAD]


def row(record: Record, final: FinalScore, now: datetime) -> Sequence[Cell] | None:
    """One student, of whom Moodle's number must be known: from its download, or from a roster that is its worksheet."""
    ids = record.entry.ids
    number = ids.get("moodle_id", "")
    if not re.fullmatch(r"\d+", number, re.ASCII):
        return None
    name = ids.get("full_name") or record.entry.student
    modified = now.isoformat(timespec="seconds")
    return (f"Participant {number}", name, final.score.earned, final.score.possible, modified)
