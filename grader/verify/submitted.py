"""The model solutions as somebody hands them in, and the samples, each with what it is to get."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from checks.model import Severity, Source, Status, TaskFiles, TaskGrade, Verdict
from checks.model.assignment import Assignment, Task
from checks.pipeline import CHECK_IDS
from checks.printable import one_line
from grader.intake import submission
from grader.judging.task_files import task_files
from grader.sandbox.levels import LEVELS
from grader.verify.judge import Judge

STATED = "expected.json"
LARGEST = 2**20  # bytes
MOST_MESSAGE = 160  # characters


class Stated(Struct, frozen=True, forbid_unknown_fields=True):
    """What a sample is to get for a task; what is not stated may be anything."""

    verdict: Verdict | None = None
    points: float | None = None
    failed: tuple[str, ...] | None = None
    warned: tuple[str, ...] | None = None
    misconception: str | None = None


class Expected(Struct, frozen=True, forbid_unknown_fields=True):
    """A sample's `expected.json`: what it is about, the least isolation it holds at, and what each task is to get."""

    tasks: dict[str, Stated]
    about: str = ""
    isolation: str = "limits"


class SampleError(Exception):
    """A sample cannot be used; the message is one line."""


class ModelGrade(Struct, frozen=True):
    """What a model solution gets: everything, twice, or why not; `failed` are checks that fail or warn, with why."""

    task: str
    verdict: Verdict
    earned: float
    possible: float
    same: bool
    failed: tuple[tuple[str, str], ...] = ()

    @property
    def right(self) -> bool:
        """Whether it earns everything, twice."""
        return self.verdict is Verdict.ACCEPTED and self.earned == self.possible and self.same


class Sample(Struct, frozen=True):
    """A sample, and how it differs from what it states."""

    name: str
    differs: tuple[str, ...] = ()
    skipped: str = ""


def model_grade(task: Task, files: TaskFiles, judge: Judge) -> ModelGrade:
    """Grade a model solution twice."""
    first, second = judge.grade(task, files), judge.grade(task, files)
    score = first.score
    failed = tuple(
        (result.id, one_line(finding.message, MOST_MESSAGE))
        for result in first.checks
        if result.status is Status.FAILED
        for finding in result.findings[:1]
    )
    warned = tuple(
        (result.id, one_line(finding.message, MOST_MESSAGE))
        for result in first.checks
        if result.status is Status.WARNED or (result.status is not Status.FAILED and result.points < result.possible)
        for finding in result.findings[:1]
    )
    same = _result(first) == _result(second)
    return ModelGrade(task.id, first.verdict, score.earned, score.possible, same, (*failed, *warned))


def handed_in(folder: Path, assignment: Assignment) -> dict[str, TaskFiles]:
    """What a folder has for each task, by the task's id.

    Raises:
        SampleError: it cannot be read.
    """
    try:
        found = submission.read(folder, assignment)
    except submission.SubmissionError as error:
        raise SampleError(str(error)) from None
    return {task.id: task_files(task, found) for task in assignment.tasks}


def samples(folder: Path) -> list[Path]:
    """The folders of the samples, by name.

    Raises:
        SampleError: there are none, or one lies elsewhere.
    """
    shown = one_line(str(folder))
    try:
        found = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError as error:
        raise SampleError(f"{shown}: {(error.strerror or 'cannot be read').lower()}") from None
    linked = next((path.name for path in found if path.is_symlink()), "")
    if linked:
        raise SampleError(f"{shown}: {one_line(linked)} is a link; put the folder itself there")
    if not found:
        raise SampleError(f"{shown}: there is no folder in it; expected one for each sample")
    return found


def expected(folder: Path, assignment: Assignment) -> Expected:
    """What a sample states.

    Raises:
        SampleError: it states nothing that can be used.
    """
    path = folder / STATED
    shown = one_line(str(path))
    try:
        about = os.lstat(path)
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
            raise SampleError(f"{shown}: expected a file of at most {LARGEST // 2**20} MiB")
        found = msgspec.json.decode(path.read_bytes(), type=Expected)
    except FileNotFoundError:
        raise SampleError(f"{shown}: there is no such file; it says what the sample is to get") from None
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise SampleError(f"{shown}: {one_line(str(error))}") from None
    if found.isolation not in LEVELS:
        raise SampleError(f"{shown}: isolation: expected {', '.join(LEVELS)}, got {one_line(found.isolation)}")
    known = [task.id for task in assignment.tasks]
    for task_id, stated in found.tasks.items():
        if task_id not in known:
            raise SampleError(f"{shown}: tasks: there is no task {one_line(task_id)}; they are {', '.join(known)}")
        for check in (*(stated.failed or ()), *(stated.warned or ())):
            if check not in CHECK_IDS:
                raise SampleError(f"{shown}: tasks.{one_line(task_id)}: there is no check {one_line(check)}")
    return found


def sample(folder: Path, stated: Expected, assignment: Assignment, judge: Judge) -> Sample:
    """Grade a sample, and say how it differs from what it states."""
    name = one_line(folder.name)
    levels = list(LEVELS)
    have, need = judge.box.isolation, stated.isolation
    if have in levels and levels.index(have) > levels.index(need):
        return Sample(name, skipped=f"needs isolation {need}")
    files = handed_in(folder, assignment)
    asked = ((task, stated.tasks[task.id]) for task in assignment.tasks if task.id in stated.tasks)
    differs = [
        f"task {task.id}: {each}"
        for task, wanted in asked
        for each in _differences(wanted, judge.grade(task, files[task.id]))
    ]
    return Sample(name, tuple(differs))


def _differences(stated: Stated, found: TaskGrade) -> Iterator[str]:
    if stated.verdict is not None and stated.verdict is not found.verdict:
        yield f"{found.verdict}, not {stated.verdict}"
    if stated.points is not None and stated.points != found.score.earned:
        yield f"{found.score.earned:g} points, not {stated.points:g}"
    for word, wanted, status in (("fails", stated.failed, Status.FAILED), ("warns of", stated.warned, Status.WARNED)):
        came = sorted((each.id for each in found.checks if each.status is status), key=CHECK_IDS.index)
        if wanted is not None and {*wanted} != {*came}:
            yield f"{word} {', '.join(came) or 'nothing'}, not {', '.join(wanted) or 'nothing'}"
    named = next((m.id for r in found.checks for f in r.findings if (m := f.misconception) is not None), "")
    if stated.misconception is not None and stated.misconception != named:
        yield f"is told {named or 'no misconception'}, not {one_line(stated.misconception) or 'none'}"


def _result(grade: TaskGrade) -> object:
    """What is to be the same each time."""
    said = [
        (result.id, result.status, result.points, [f.message for f in result.findings if f.severity is Severity.ERROR])
        for result in grade.checks
    ]
    return grade.verdict, grade.score, said


def is_there(files: TaskFiles) -> bool:
    """Whether there is a file."""
    return isinstance(files.file, Source)
