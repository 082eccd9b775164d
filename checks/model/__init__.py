"""The words of the project as frozen types, without behaviour.

Axes are named m (images), h, w (height and width of an image), kh, kw (of the kernel) and ph, pw
(zeros added on each side) everywhere.
"""

from checks.model.findings import Evidence, Finding, Misconception
from checks.model.grades import CheckResult, Grade, Judged, Picture, Pixels, Ran, Read, Score, Status, TaskGrade
from checks.model.judging import Check, DynamicCheck, Inspection, Run, StaticCheck, SubmissionCheck
from checks.model.running import Activity, Candidate, Case, Fact, Job, Observation, TracebackLine
from checks.model.submission import Commit, Source, Submission, Syntax, Unreadable, Work
from checks.model.words import Array, Matrix, Outcome, Severity, Verdict

__all__ = [
    "Activity",
    "Array",
    "Candidate",
    "Case",
    "Check",
    "CheckResult",
    "Commit",
    "DynamicCheck",
    "Evidence",
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
    "Verdict",
    "Work",
]
