"""From a folder to an `Assignment`; what is wrong with it is said in one line that names the file and the key."""

import re
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

import msgspec

from checks.exercises import former_keys
from checks.model.assignment import Assignment
from checks.printable import one_line
from grader.assignment.data_problems import problems_of_data
from grader.assignment.files import files
from grader.assignment.problems import problems
from grader.assignment.recorded import check
from grader.assignment.rules import with_rules
from grader.assignment.tables import problems as problems_of_types
from grader.assignment.tasks import described
from grader.assignment.words import ProblemError, Problems

TOML = "assignment.toml"
LARGEST = 2**20  # bytes
MOST_TASKS, MOST_VARIANTS = 100, 50  # of an assignment, and of a task
# A key of that many parts, over which tomllib takes the square of the time.
_DEEP_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){64}""")
_NO_KEYS = ("files", "named")  # what is read from the folder, and what is named when a task is asked for


class AssignmentError(Exception):
    """The assignment cannot be used; the message is one line: file, key, and what was expected."""


def load(path: Path, check_ids: Collection[str]) -> Assignment:
    """Read an assignment from its folder, or from the `assignment.toml` in it. Its checks must be among `check_ids`.

    Raises:
        AssignmentError: something in it cannot be used.
    """
    file = toml(path)
    shown = one_line(str(file))
    raw = _toml(file, shown)
    try:
        _first(_former(raw))
        raw = _read(raw)
        _first(problems_of_types(raw, Assignment, without=_NO_KEYS))
        assignment = msgspec.convert(raw, Assignment)
        _first(problems(assignment, check_ids))
        assignment = with_rules(file.parent, assignment)
        found = files(file.parent, assignment)
        _first(problems_of_data(assignment, found.headers))
        assignment = msgspec.structs.replace(assignment, files=found.contents)
        if assignment.answers:
            check(assignment)
    except ProblemError as error:
        raise AssignmentError(f"{shown}: {error}") from None
    return assignment


def toml(path: Path) -> Path:
    """The `assignment.toml` of a folder; another path is one."""
    return path / TOML if path.is_dir() else path


def _first(found: Problems) -> None:
    for place, problem in found:
        raise ProblemError(place, problem)


def _former(raw: dict[str, Any]) -> Problems:
    """Keys of before, in whichever of the tables they are."""
    for path, instead in former_keys().items():
        name, former = path.split(".")
        tables = raw.get(name)
        for index, table in enumerate(tables if isinstance(tables, list) else [tables]):
            if isinstance(table, dict) and former in table:
                place = f"{name}[{index}]" if isinstance(tables, list) else name
                yield f"{place}.{former}", f"no key any more; {instead(table[former])}"


def _read(raw: dict[str, Any]) -> dict[str, Any]:
    """The tables as they were written, with what tasks ask read."""
    tasks = raw.get("tasks")
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        return raw
    if len(tasks) > MOST_TASKS:
        raise ProblemError("tasks", f"expected at most {MOST_TASKS}, got {len(tasks)}")
    read = []
    for number, task in enumerate(tasks):
        variants = task.get("misconceptions", ())
        if isinstance(variants, list) and len(variants) > MOST_VARIANTS:
            place = f"tasks[{number}].misconceptions"
            raise ProblemError(place, f"expected at most {MOST_VARIANTS}, got {len(variants)}")
        try:
            read.append(described(task))
        except ProblemError as error:
            raise ProblemError(f"tasks[{number}].{error.place}", error.problem) from None
    return {**raw, "tasks": read}


def _toml(path: Path, shown: str) -> dict[str, Any]:
    try:
        if path.exists() and not path.is_file():
            raise AssignmentError(f"{shown}: not a file")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise AssignmentError(f"{shown}: larger than {LARGEST // 2**20} MiB")
        return parsed(content.decode("utf-8"))
    except FileNotFoundError:
        problem = "there is no such file"
    except OSError as error:
        problem = f"cannot be read: {(error.strerror or 'unknown error').lower()}"
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problem = f"line {line}: not UTF-8 text"
    except RecursionError:
        problem = "not TOML: nested too deeply"
    except ValueError as error:
        said = re.fullmatch(r"(.*?) \(at (.*)\)", str(error), re.DOTALL)
        problem = f"{said[2]}: not TOML: {said[1]}" if said else f"not TOML: {error}"
    raise AssignmentError(f"{shown}: {one_line(problem)}")


def parsed(text: str) -> dict[str, Any]:
    """What a text in TOML says, in little time whatever stands in it.

    Raises:
        ValueError: it is none.
        RecursionError: it is nested too deeply.
    """
    if _DEEP_KEY.search(text):
        raise RecursionError("nested too deeply")
    return tomllib.loads(text)
