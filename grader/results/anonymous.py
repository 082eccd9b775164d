"""Pseudonyms instead of names: the same ones each time, which only who has the secret can tell apart from chance.

The secret and the table of names lie in the folder of the results, for the instructor alone.
"""

import base64
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

import msgspec

from checks.model import CheckResult, Finding, TaskGrade, Verdict
from grader.batch.journal import Record
from grader.batch.progress import Event
from grader.intake.entries import Location
from grader.results import files
from grader.results.csv_file import CsvFile

KEY, TABLE = "pseudonyms.key", "pseudonyms.csv"
NOT_SHOWN = "not shown, since it may hold a name; the same command without --anonymous shows it"
INTAKE = "intake"
_LETTERS = 12  # of base 32: 60 bits


class Pseudonyms:
    """The pseudonyms of one folder."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, student: str) -> str:
        """The pseudonym of a student, which no file of a name is called by."""
        digest = hmac.digest(self._key, student.encode("utf-8", "surrogatepass"), hashlib.sha256)
        return f"anon-{base64.b32encode(digest).decode().lower()[:_LETTERS]}"

    def record(self, record: Record) -> Record:
        """What was journalled, without what tells who it was: of the entry the dates alone stay."""
        name, pseudonym = record.entry.student, self.of(record.entry.student)
        entry = msgspec.structs.replace(
            record.entry, student=pseudonym, origin="", location=Location(""), ids={}, commit="", notes=()
        )
        intake = {found.message for result in record.grade.checks if result.id == INTAKE for found in result.findings}
        unnamed = record.grade.changed(lambda task: _task(task, name, pseudonym, intake))
        checks = tuple(_intake(result) for result in record.grade.checks)
        grade = msgspec.structs.replace(unnamed, submission=pseudonym, checks=checks)
        day = record.graded.replace(hour=0, minute=0, second=0, microsecond=0)  # they are graded in the order of names
        return msgspec.structs.replace(record, entry=entry, grade=grade, graded=day)

    def event(self, event: Event) -> Event:
        """What happened to whom, without the name."""
        if isinstance(event, Record):
            return self.record(event)
        return msgspec.structs.replace(event, student=self.of(event.student))

    def write_table(self, path: Path, students: Iterable[str]) -> None:
        """Write who is who, for the eyes of the instructor; the students come in the order of their pseudonyms."""
        with CsvFile(path, [("pseudonym", "student")], bom=True, private=True) as table:
            for student in students:
                table.add((self.of(student), student))


def of_folder(folder: Path, *, make: bool) -> Pseudonyms | None:
    """The pseudonyms of a folder; with `make` its secret is made where there is none.

    Raises:
        ResultsError: the secret cannot be read or written, or is none.
    """
    path = folder / KEY
    with files.told(path):
        try:
            text = path.read_text(encoding="ascii", errors="replace").strip()
        except FileNotFoundError:
            if not make:
                return None
            text = secrets.token_hex(32)
            with files.replacing(path, private=True) as file:
                file.write(f"{text}\n")
                file.flush()
                os.fsync(file.fileno())
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise files.ResultsError(
            f"{path}: this is no secret of ours: put it back as it was, or remove it for a new one"
        )
    return Pseudonyms(bytes.fromhex(text))


def _task(task: TaskGrade, name: str, pseudonym: str, intake: set[str]) -> TaskGrade:
    """The task, with the name taken out of what the grader says of its own failures, and without what the intake said
    of a file that is missing.
    """
    if task.verdict not in (Verdict.INTERNAL_ERROR, Verdict.MISSING):
        return task

    def unnamed(finding: Finding) -> Finding:
        if finding.message in intake:
            return msgspec.structs.replace(finding, message=NOT_SHOWN, hint="")
        if task.verdict is Verdict.MISSING:
            return finding
        return msgspec.structs.replace(finding, message=finding.message.replace(name, pseudonym))

    def cleared(result: CheckResult) -> CheckResult:
        return msgspec.structs.replace(result, findings=tuple(map(unnamed, result.findings)))

    return msgspec.structs.replace(task, checks=tuple(cleared(result) for result in task.checks))


def _intake(result: CheckResult) -> CheckResult:
    """What is said of the folder as a whole names archives and folders, which are called after students."""
    if result.id != INTAKE:
        return result
    found = (Finding(check=INTAKE, message=NOT_SHOWN, severity=finding.severity) for finding in result.findings)
    return msgspec.structs.replace(result, findings=tuple(found))
