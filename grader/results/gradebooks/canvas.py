"""`gradebook-canvas.csv`, as Canvas exports and imports a gradebook: Grades, Import.

Canvas finds a student by `ID`, its own number, and an assignment by its name, or by the number in brackets behind it.
The row whose first cell holds "Points Possible" describes the assignment.
"""

import re
from collections.abc import Sequence

from checks.model.assignment import Assignment
from grader.batch.journal import Record
from grader.final_score import FinalScore
from grader.results.csv_file import Cell

NAME = "gradebook-canvas.csv"
STUDENT = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS_POSSIBLE = "Points Possible"


def head(assignment: Assignment, possible: float) -> list[Sequence[Cell]]:
    """The names of the columns, and the points possible."""
    nothing = [None] * (len(STUDENT) - 1)
    return [(*STUDENT, assignment.name), (f"    {POINTS_POSSIBLE}", *nothing, possible)]


def row(record: Record, final: FinalScore) -> Sequence[Cell] | None:
    """One student, of whom Canvas's number must be known: from its download, or from a roster that is its gradebook."""
    ids = record.entry.ids
    number = ids.get("canvas_user_id", "")
    if not re.fullmatch(r"\d+", number, re.ASCII):
        return None
    name = ids.get("canvas_name") or ids.get("full_name") or record.entry.student
    if POINTS_POSSIBLE in name:
        name = ""  # it is for people only, and no student is to describe the assignment
    return (name, number, None, None, None, final.score.earned)
