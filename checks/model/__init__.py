"""The words of the project as frozen types, without behaviour.

Axes are named m (images), h, w (height and width of an image), kh, kw (of the kernel) and ph, pw
(zeros added on each side) everywhere.
"""

from checks.model.exercise import Data, Difference, Exercise, Proof, Run
from checks.model.findings import Evidence, Finding, Mark, Misconception, Panel, WrongPart, Zeros
from checks.model.grades import (
    Beside,
    CheckResult,
    Exhibit,
    Figure,
    Grade,
    Judged,
    Pixels,
    Ran,
    Read,
    Score,
    Status,
    TaskGrade,
    total,
)
from checks.model.judging import Check, DynamicCheck, Inspection, StaticCheck, SubmissionCheck
from checks.model.repair import Edit, Leftover, Part, Reading
from checks.model.running import Activity, Answer, Case, Fact, Job, Observation, TracebackLine
from checks.model.submission import Commit, Source, Submission, Syntax, TaskFiles, Unreadable
from checks.model.words import Array, Matrix, Outcome, Severity, Shown, Value, Verdict

__all__ = [
    "Activity",
    "Answer",
    "Array",
    "Beside",
    "Case",
    "Check",
    "CheckResult",
    "Commit",
    "Data",
    "Difference",
    "DynamicCheck",
    "Edit",
    "Evidence",
    "Exercise",
    "Exhibit",
    "Fact",
    "Figure",
    "Finding",
    "Grade",
    "Inspection",
    "Job",
    "Judged",
    "Leftover",
    "Mark",
    "Matrix",
    "Misconception",
    "Observation",
    "Outcome",
    "Panel",
    "Part",
    "Pixels",
    "Proof",
    "Ran",
    "Read",
    "Reading",
    "Run",
    "Score",
    "Severity",
    "Shown",
    "Source",
    "StaticCheck",
    "Status",
    "Submission",
    "SubmissionCheck",
    "Syntax",
    "TaskFiles",
    "TaskGrade",
    "TracebackLine",
    "Unreadable",
    "Value",
    "Verdict",
    "WrongPart",
    "Zeros",
    "total",
]
