"""What students get of an assignment: description, files to begin with, and right answers as data; nothing that judges.

No model solution is in it, and nothing of what is hidden. Answers are those to the calls that are not hidden, of tasks
whose right answers nothing but the model solution knows.
"""

import io
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec

from checks.exercises import own
from checks.model import Data, Job
from checks.model.assignment import Assignment, Task
from checks.pipeline import CHECK_IDS, DYNAMIC_IDS, dynamic_checks, made
from grader.assignment import files, loading
from grader.assignment.words import ProblemError
from grader.export.archive import packed
from grader.export.public import nothing_left, public
from grader.export.starter import STARTERS, page, starter
from grader.export.toml import toml
from grader.export.wheel import ExportError
from grader.judging import recorded
from grader.judging.answers import Answers

ANSWERS, README = "answers.npz", "README.md"
_PLAIN, _PROGRAM = 0o644, 0o755

Asked = Callable[[Task], tuple[tuple[Job, ...], Answers]]
"""The jobs of a task, with the answers to all of their cases."""


def student_files(assignment: Assignment, folder: Path, data: Data, asked: Asked) -> dict[str, bytes]:
    """The files that students get, by name; `folder` is where the assignment lies, `data` are its arrays.

    Raises:
        ExportError: there is nothing to be given, or one of the instructor's own files cannot be.
        ModelError: a model solution does not answer.
        SandboxError: the sandbox failed.
    """
    if assignment.answers:
        raise ExportError("answers: this is what students get already; export the folder with the model solutions")
    shown = public(assignment, ANSWERS)
    return {
        loading.TOML: toml(shown).encode(),
        README: _own(folder, README) or page(shown).encode(),
        **dict(_starters(assignment, folder)),
        **dict(_data(shown, assignment.files)),
        **{name: assignment.files[name] for name in assignment.policy.rules},
        **({ANSWERS: _answers(assignment, shown.tasks, data, asked)} if shown.answers else {}),
    }


def _answers(assignment: Assignment, shown_tasks: tuple[Task, ...], data: Data, asked: Asked) -> bytes:
    tasks = {}
    for task, given in zip(assignment.tasks, shown_tasks, strict=True):
        if not task.exercise:
            jobs, answers = asked(task)
            shown = tuple(_shown(job) for job in jobs)
            if _lacks_values(task, assignment, shown):
                raise ExportError(nothing_left(task.id))
            named = [_numbered(job, given) for job in shown]
            pairs = [
                pair
                for job, other in zip(shown, named, strict=True)
                for pair in zip(job.cases, other.cases, strict=True)
            ]
            right = {other.id: answers(case) for case, other in pairs}
            tasks[task.id] = [(job, right) for job in named if job.cases]
    return recorded.written(tasks, data)


def _shown(job: Job) -> Job:
    return msgspec.structs.replace(job, cases=tuple(case for case in job.cases if not case.hidden))


def _numbered(job: Job, given: Task) -> Job:
    """The same with the task's own calls named as in what students get: a gap would tell of those that are hidden."""
    titles = iter([(own.identity(number), call.title) for number, call in enumerate(given.calls)])
    cases = []
    for case in job.cases:
        id, title = next(titles) if own.is_own(case) else (case.id, case.title)
        cases.append(msgspec.structs.replace(case, id=id, title=title))
    return msgspec.structs.replace(job, cases=tuple(cases))


def _lacks_values(task: Task, assignment: Assignment, jobs: tuple[Job, ...]) -> bool:
    chosen = made(DYNAMIC_IDS, assignment.policy.checks, task)
    asks = any("values" in check.asks for check in dynamic_checks() if check.id in chosen)
    return not any(job.cases for job in jobs if job.id == "values" or not asks)


def _data(shown: Assignment, contents: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files of the data that are left, each with the arrays alone that are named."""
    keys: dict[str, set[str]] = {}
    for data in shown.data.values():
        keys.setdefault(data.file, set()).add(data.key)
    for name, several in keys.items():
        with zipfile.ZipFile(io.BytesIO(contents[name])) as archive:
            yield name, packed({f"{key}.npy": archive.read(f"{key}.npy") for key in sorted(several)})


def _starters(assignment: Assignment, folder: Path) -> Iterator[tuple[str, bytes]]:
    tasks: dict[str, list[Task]] = {}
    for task in assignment.tasks:
        tasks.setdefault(task.file, []).append(task)
    for file, several in tasks.items():
        name = f"{STARTERS}/{file}"
        own = _own(folder, name)
        if own is not None and own.strip() == assignment.files.get(file, b"").strip():
            raise ExportError(f"{name}: this is the model solution; put there what students begin with")
        yield name, own or starter(several, assignment).encode()


def _own(folder: Path, name: str) -> bytes | None:
    """The instructor's own file, if there is one."""
    try:
        return files.read(folder, "", name, files.LARGEST_SOLUTION)
    except FileNotFoundError:
        return None
    except ProblemError as error:
        raise ExportError(error.problem) from None


def refuse(output: Path) -> None:
    """See to it that nothing is written over.

    Raises:
        ExportError: something is there already.
    """
    if os.path.lexists(output):
        raise ExportError(f"{output}: there is something already, and nothing is written over; name another --output")


def put(contents: Mapping[str, bytes], output: Path) -> None:
    """Write the files into a new folder, which is there with all of them or not at all.

    Raises:
        ExportError: something is there already, it cannot be written there, or could not be read again.
    """
    refuse(output)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{output.name}.", dir=output.parent) as beside:
            made = Path(beside) / "made"
            for name, content in contents.items():
                (made / name).parent.mkdir(parents=True, exist_ok=True)
                (made / name).write_bytes(content)
                (made / name).chmod(_PROGRAM if name.startswith(f"{STARTERS}/") else _PLAIN)
            loading.load(made, CHECK_IDS)
            os.rename(made, output)  # which refuses where something has come to lie there, but for an empty folder
    except loading.AssignmentError as error:
        raise ExportError(f"what students would get cannot be used: {error}") from error
    except OSError as error:
        raise ExportError(f"{output}: {error.strerror}; name another place with --output") from error
