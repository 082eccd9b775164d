"""From `assignment.toml` to an `Assignment`; what is wrong with the file is said in one line that names the key."""

import json
import math
import re
import tomllib
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from keyword import iskeyword
from pathlib import Path
from typing import Any

import msgspec

from checks.exercises import chosen_families, families_of
from checks.model.assignment import (
    DEADLINE,
    FREE_DAYS,
    LATE,
    MOST_FREE_DAYS,
    Assignment,
    Late,
    Limits,
    Policy,
    Scoring,
    Task,
)
from checks.pipeline import made
from checks.printable import one_line
from grader.assignment.errors import key, translated
from grader.assignment.tasks import TaskError, described
from grader.dates import TimeZoneError, time_zone

TOML = "assignment.toml"
_LARGEST_LIMIT = 2**30
_TAKEN = {  # ids that no task has, since they say something else in overrides.csv
    LATE: "the points that lateness takes",
    DEADLINE: "a student's own deadline",
    FREE_DAYS: "the late days that cost a student nothing",
}

Problems = Iterator[tuple[str, str]]


class AssignmentError(Exception):
    """The assignment cannot be used; the message is one line: file, key, and what was expected."""


def load(path: Path, check_ids: Collection[str]) -> Assignment:
    """Read an assignment from its folder, or from the `assignment.toml` in it. Its checks must be among `check_ids`."""
    file = path / TOML if path.is_dir() else path
    shown = one_line(str(file))
    raw = _toml(file, shown)
    try:
        assignment = msgspec.convert(_described(raw, shown), Assignment)
    except msgspec.ValidationError as error:
        raise AssignmentError(f"{shown}: {translated(str(error), raw, Assignment)}") from None
    for place, problem in _problems(assignment, check_ids):
        raise AssignmentError(f"{shown}: {place}: {problem}")
    return msgspec.structs.replace(assignment, files=_files(file.parent, assignment))


def _described(raw: dict[str, Any], shown: str) -> dict[str, Any]:
    """The tables as they were written, with what tasks ask read."""
    tasks = raw.get("tasks")
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        return raw
    read = []
    for number, task in enumerate(tasks):
        try:
            read.append(described(task))
        except TaskError as error:
            raise AssignmentError(f"{shown}: tasks[{number}].{error.place}: {error.problem}") from None
    return {**raw, "tasks": read}


def _files(folder: Path, assignment: Assignment) -> dict[str, bytes]:
    """The model solutions that are there, and the data."""
    names = [*(task.file for task in assignment.tasks), *(data.file for data in assignment.data.values())]
    return {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}


def _toml(path: Path, shown: str) -> dict[str, Any]:
    try:
        if path.exists() and not path.is_file():
            raise AssignmentError(f"{shown}: not a file")
        return tomllib.loads(path.read_bytes().decode("utf-8"))
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


# --- what types cannot say -------------------------------------------------------------------------


def _problems(assignment: Assignment, check_ids: Collection[str]) -> Problems:
    """Yield key and problem of every value that has the right type and cannot be used."""
    if not assignment.tasks:
        yield "tasks", "expected at least one task"
    for index, task in enumerate(assignment.tasks):
        for name, problem in _task(task, assignment.tasks[:index]):
            yield f"tasks[{index}].{name}", problem
    yield from _scoring(assignment.scoring, check_ids)
    yield from _policy(assignment.policy)
    yield from _checks(assignment, check_ids)
    yield from _cases(assignment)
    yield from _families(assignment)
    yield from _limits("limits", assignment.limits)
    yield from _limits("limits_full", assignment.limits_full)
    yield from _late(assignment.late)
    yield from _intake(assignment)


def _task(task: Task, earlier: tuple[Task, ...]) -> Problems:
    if not task.id.strip():
        yield "id", "expected a name, got an empty string"
    if task.id in _TAKEN:
        yield "id", f"expected another id: {_quoted(task.id)} is what overrides call {_TAKEN[task.id]}"
    if task.id in {other.id for other in earlier}:
        yield "id", f"expected an id of its own, {_quoted(task.id)} is taken by an earlier task"
    if not re.fullmatch(r"[^/\\\0]+\.py", task.file) or one_line(task.file) != task.file:
        yield "file", f"expected a plain file name that ends with .py, got {_quoted(task.file)}"
    if task.file in {other.file for other in earlier}:
        yield "file", f"expected a file of its own, {_quoted(task.file)} is taken by an earlier task"
    if not _is_name(task.function):
        yield "function", f"expected a Python name, got {_quoted(task.function)}"
    yield from _parameters(task)
    if task.loops is not None and task.loops < 0:
        yield "loops", f"expected 0 or more, got {task.loops}"


def _parameters(task: Task) -> Problems:
    for index, parameter in enumerate(task.parameters):
        if not _is_name(parameter) or parameter in task.parameters[:index]:
            yield f"arguments.{parameter}", f"expected a Python name of its own, got {_quoted(parameter)}"


def _scoring(scoring: Scoring, check_ids: Collection[str]) -> Problems:
    for check, points in scoring.points.items():
        place = f"scoring.points.{key(check)}"
        if check not in check_ids:
            yield place, _unknown("check", check, check_ids)
        if not (math.isfinite(points) and points >= 0):
            yield place, f"expected 0 or more points, got {points}"
    if not scoring.required:
        yield "scoring.required", "expected at least one check"
    for index, check in enumerate(scoring.required):
        if check not in check_ids:
            yield f"scoring.required[{index}]", _unknown("check", check, check_ids)
    for name in ("rule_violation_share", "rule_violation_loops_share"):
        share: float = getattr(scoring, name)
        if not 0 <= share <= 1:
            yield f"scoring.{name}", f"expected a share between 0 and 1, got {share}"


def _policy(policy: Policy) -> Problems:
    for module, names in policy.imports.items():
        place = f"policy.imports.{key(module)}"
        if not _is_dotted(module):
            yield place, f"expected a module's name, got {_quoted(module)}"
        for index, name in enumerate(names):
            if not _is_name(name):
                yield f"{place}[{index}]", f"expected a Python name, got {_quoted(name)}"
    for index, call in enumerate(policy.forbidden_calls):
        if not _is_dotted(call):
            yield (
                f"policy.forbidden_calls[{index}]",
                f"expected a dotted name such as numpy.linalg.solve, got {_quoted(call)}",
            )


def _checks(assignment: Assignment, check_ids: Collection[str]) -> Problems:
    """What is chosen to be made, and whether that is all that counts."""
    chosen, scoring = assignment.policy.checks, assignment.scoring
    for index, check in enumerate(chosen):
        if check not in check_ids:
            yield f"policy.checks[{index}]", _unknown("check", check, check_ids)
    for check in (*scoring.required, *(check for check, points in scoring.points.items() if points)):
        if check not in made((check,), chosen):
            yield "policy.checks", f"expected {_quoted(check)} among them, which scoring counts on"


def _families(assignment: Assignment) -> Problems:
    """The families that are chosen, and whether every task is asked something."""
    cases = assignment.cases
    known = {family: None for task in assignment.tasks for family in chosen_families(task)}
    for index, family in enumerate(cases.families):
        if family not in known:
            yield f"cases.families[{index}]", _unknown("family", family, known)
    for index, task in enumerate(assignment.tasks):
        if cases.families and not set(cases.families) & set(chosen_families(task)):
            yield "cases.families", f"expected one of which there are cases for tasks[{index}]"


def _cases(assignment: Assignment) -> Problems:
    cases = assignment.cases
    if cases.seed < 0:
        yield "cases.seed", f"expected 0 or more, got {cases.seed}"
    known = {family: None for task in assignment.tasks for family in families_of(task)}
    for index, family in enumerate(cases.hidden):
        if family not in known:
            yield f"cases.hidden[{index}]", _unknown("family", family, known)


def _limits(place: str, limits: Limits) -> Problems:
    for name, value in msgspec.structs.asdict(limits).items():
        if name == "cpu_factor" and value == 0:
            continue
        if not 0 < value <= _LARGEST_LIMIT:
            least = "0 or more" if name == "cpu_factor" else "more than 0"
            yield f"{place}.{name}", f"expected {least} and at most {_LARGEST_LIMIT}, got {value}"


def _late(late: Late) -> Problems:
    try:
        time_zone(late.zone)
    except TimeZoneError:
        yield "late.zone", f'expected the name of a time zone such as "Europe/Paris", got {_quoted(late.zone)}'
    if not 0 <= late.grace_minutes <= _LARGEST_LIMIT:
        yield "late.grace_minutes", f"expected 0 or more minutes, got {late.grace_minutes}"
    for name in ("percent_per_day", "most_percent"):
        percent: float = getattr(late, name)
        if not 0 <= percent <= 100:
            yield f"late.{name}", f"expected a number between 0 and 100, got {percent}"
    if not 0 <= late.free_days <= MOST_FREE_DAYS:
        yield "late.free_days", f"expected 0 to {MOST_FREE_DAYS} days, got {late.free_days}"


def _intake(assignment: Assignment) -> Problems:
    intake = assignment.intake
    if intake.as_of == "deadline" and intake.git != "commit":
        yield "intake.as_of", 'expected git = "commit" beside "deadline": of working files there are no earlier ones'
    if intake.as_of == "deadline" and assignment.late.deadline is None:
        yield "intake.as_of", 'expected a deadline in [late] beside "deadline"'


def _unknown(kind: str, name: str, known: Collection[str]) -> str:
    near = get_close_matches(name[:100], known, n=1)
    meant = f"did you mean {_quoted(near[0])}? " if near else ""
    plural = {"family": "families"}.get(kind, f"{kind}s")
    return f"there is no {kind} {_quoted(name)}; {meant}the {plural} are {', '.join(known)}"


def _is_name(text: str) -> bool:
    return text.isidentifier() and not iskeyword(text)


def _is_dotted(text: str) -> bool:
    return all(_is_name(part) for part in text.split("."))


def _quoted(text: str) -> str:
    return one_line(json.dumps(text, ensure_ascii=False))
