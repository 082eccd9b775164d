"""For Gradescope: `gradebook-gradescope.csv` and `gradebook-gradescope.zip`.

Gradescope imports no table of scores. The table has the columns of its own, for what reads those; the scores go in as
what an autograder says. The archive is such an autograder: it knows every submission by its number, runs nothing of it,
and gives back the score and the report that were made here.
"""

import re
import zipfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

import msgspec

from checks.model import Verdict
from checks.model.assignment import Assignment
from grader.batch.journal import Record
from grader.final_score import FinalScore
from grader.judging.points import possible_of
from grader.results import files
from grader.results.csv_file import Cell

NAME, ARCHIVE = "gradebook-gradescope.csv", "gradebook-gradescope.zip"
HEAD = (
    "Name", "SID", "Email", "Total Score", "Max Points", "Status", "Submission ID", "Submission Time",
    "Lateness (H:M:S)", "View Count", "Submission Count",
)  # fmt: skip
SETUP = "#!/usr/bin/env bash\ncommand -v python3 || { apt-get update && apt-get install -y python3; }\n"
RUN = '''#!/usr/bin/env python3
"""Gives back what was said of this submission when the class was graded; nothing of it is run."""
import json
import os
import shutil
import sys

root = os.environ.get("AUTOGRADER_ROOT", "/autograder")
with open(os.path.join(root, "submission_metadata.json"), encoding="utf-8") as file:
    number = int(json.load(file)["id"])
said = os.path.join(root, "source", "results", f"{number}.json")
if not os.path.exists(said):
    sys.exit(f"submission {number} was not in the class that was graded: export it, and grade it again")
os.makedirs(os.path.join(root, "results"), exist_ok=True)
shutil.copyfile(said, os.path.join(root, "results", "results.json"))
'''


def head(assignment: Assignment) -> list[Sequence[Cell]]:
    """The names of the columns; the tasks are Gradescope's questions."""
    counting = enumerate(assignment.counting, 1)
    questions = (f"{at}: {task.title} ({possible_of(task, assignment):.1f} pts)" for at, task in counting)
    return [(*HEAD, *questions)]


def row(record: Record, final: FinalScore, assignment: Assignment) -> Sequence[Cell] | None:
    """One submission, which Gradescope must have given a number."""
    number, ids, entry = submission_id(record), record.entry.ids, record.entry
    if number is None:
        return None
    submitted = entry.submitted.strftime("%Y-%m-%d %H:%M:%S %z").strip() if entry.submitted else None
    return (
        *(ids.get("full_name") or entry.student, ids.get("sid"), ids.get("email")),
        *(final.score.earned, final.score.possible, "Graded", number, submitted),
        *(_lateness(final), None, None),
        *(final.tasks.get(task.id) for task in assignment.counting),
    )


def submission_id(record: Record) -> str | None:
    """The number of a submission from Gradescope."""
    given = record.entry.ids.get("gradescope_submission_id", "")
    found = re.fullmatch(r"(?:submission_)?(\d+)", given, re.ASCII)
    return found[1] if found and record.entry.layout == "gradescope" else None


def _lateness(final: FinalScore) -> str:
    seconds = (final.late.seconds or 0) if final.late else 0
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


class Archive:
    """The autograder; without a submission there is none, and an earlier one is taken away.

    What a group handed in is one submission with one score: that of the first of its students.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stack = ExitStack()
        self._archive: zipfile.ZipFile | None = None
        self._numbers: set[str] = set()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with files.told(self.path):
            self._stack.__exit__(kind, error, at)
        if self._archive is None and error is None:
            files.remove(self.path)

    @property
    def has_rows(self) -> bool:
        """Whether there is, or will be, a file."""
        return self._archive is not None

    def add(self, number: str, record: Record, final: FinalScore, report: str) -> None:
        """What Gradescope is told of one submission."""
        if self._archive is None:
            stream = self._stack.enter_context(files.replacing_bytes(self.path))
            self._archive = self._stack.enter_context(zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED))
            self._put("setup.sh", SETUP)
            self._put("run_autograder", RUN)
        if number not in self._numbers:
            self._numbers.add(number)
            self._put(f"results/{number}.json", results(record, final, report))

    def _put(self, name: str, text: str | bytes) -> None:
        assert self._archive
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = (0o755 if name == "run_autograder" else 0o644) << 16
        with files.told(self.path):
            self._archive.writestr(info, text)


def results(record: Record, final: FinalScore, report: str) -> bytes:
    """A `results.json` as Gradescope specifies it: the score that counts, and a test for each task."""
    tests = [
        {
            "number": task.task.id,
            "name": task.task.title,
            "score": final.tasks[task.task.id],
            "max_score": task.score.possible,
            "status": "passed" if task.verdict is Verdict.ACCEPTED else "failed",
            "output": str(task.verdict),
            "output_format": "text",
            "visibility": "visible",
        }
        for task in record.grade.tasks
    ]
    said = {
        "score": final.score.earned,
        "output": report,
        "output_format": "text",
        "visibility": "visible",
        "tests": tests,
    }
    return msgspec.json.encode(said)
