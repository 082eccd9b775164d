"""The words of the project as frozen types, without behaviour.

Axes are named m (images), h, w (height and width of an image), kh, kw (of the kernel) and ph, pw
(zeros added on each side) everywhere.
"""

from checks.model.exercise import Data, Difference, Exercise, Proof, Run
from checks.model.findings import Evidence, Finding, Misconception
from checks.model.grades import CheckResult, Grade, Judged, Picture, Pixels, Ran, Read, Score, Status, TaskGrade
from checks.model.judging import Check, DynamicCheck, Inspection, StaticCheck, SubmissionCheck
from checks.model.running import Activity, Answer, Case, Fact, Job, Observation, TracebackLine
from checks.model.submission import Commit, Source, Submission, Syntax, Unreadable, Work
from checks.model.words import Array, Matrix, Outcome, Severity, Value, Verdict

__all__ = [
    "Activity",
    "Answer",
    "Array",
    "Case",
    "Check",
    "CheckResult",
    "Commit",
    "Data",
    "Difference",
    "DynamicCheck",
    "Evidence",
    "Exercise",
    "Fact",
    "Finding",
    "Grade",
    "Inspection",
    "Job",
    "Judged",
    "Matrix",
    "Misconception",
    "Observation",
    "Outcome",
    "Picture",
    "Pixels",
    "Proof",
    "Ran",
    "Read",
    "Run",
    "Score",
    "Severity",
    "Source",
    "StaticCheck",
    "Status",
    "Submission",
    "SubmissionCheck",
    "Syntax",
    "TaskGrade",
    "TracebackLine",
    "Unreadable",
    "Value",
    "Verdict",
    "Work",
]
