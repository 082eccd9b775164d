"""What is written for each student: the instructor's JSON, and under `feedback/` what the student may see."""

from pathlib import Path

from msgspec import Struct

from grader.batch.journal import Record
from grader.final_score import FinalScore
from grader.report import json
from grader.report.audience import for_student
from grader.results import files
from grader.results.texts import Texts

FEEDBACK = "feedback"


class Names(Struct, frozen=True):
    """One student's files, below the folder of the results."""

    report: str
    feedback: str
    feedback_json: str


def names(name: str) -> Names:
    """The files that are called so."""
    return Names(f"{name}.json", f"{FEEDBACK}/{name}.txt", f"{FEEDBACK}/{name}.json")


class Reports:
    """Writes students' files into one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._texts = folder, Texts()
        files.folder(folder / FEEDBACK)

    def write(self, name: str, record: Record, final: FinalScore) -> None:
        """Write one student's files."""
        here, shown = names(name), for_student(record.grade)
        for path, text in (
            (here.report, json.render(record.grade, final)),
            (here.feedback_json, json.render(shown, final)),
            (here.feedback, self._texts.render(shown, final)),
        ):
            files.write(self._folder / path, text)

    def are_there(self, name: str) -> bool:
        """Whether the files exist, and are not empty, as a power failure can leave them."""
        return all(_holds_something(self._folder / path) for path in _each(names(name)))

    def text(self, name: str) -> str:
        """The report that a student reads."""
        path = self._folder / names(name).feedback
        with files.told(path):
            return path.read_text(encoding="utf-8")

    def remove(self, name: str) -> None:
        """Take away the files of a name that is not used any more."""
        for path in _each(names(name)):
            files.remove(self._folder / path)


def _holds_something(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _each(names: Names) -> tuple[str, str, str]:
    return names.report, names.feedback, names.feedback_json
