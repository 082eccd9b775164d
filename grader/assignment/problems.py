"""What is wrong with an assignment that its types cannot say."""

import math
from collections.abc import Collection

import msgspec

from checks.exercises import chosen_families, conventions_of, families_of
from checks.model.assignment import (
    MOST_FREE_DAYS,
    Assignment,
    DataFile,
    Late,
    Limits,
    Policy,
    Scoring,
)
from checks.pipeline import made
from checks.printable import one_line
from grader.assignment.files import is_inside
from grader.assignment.task_problems import problems_of_points, problems_of_task
from grader.assignment.use_problems import problems_of_use
from grader.assignment.words import Problems, joined, quoted, unknown
from grader.dates import TimeZoneError, time_zone

_LONGEST_GRACE = 2**30  # minutes
# What nobody needs more of, so that a stranger's assignment does not hold a machine for days.
_MOST = {"cpu_seconds": 3600, "proof_cpu_seconds": 3600, "wall_factor": 100, "memory_mb": 2**20, "output_mb": 2**12}
_MOST_CPU_FACTOR = 1000
_MOST_DATA = 100  # arrays, each of which is read through


def problems(assignment: Assignment, check_ids: Collection[str]) -> Problems:
    """Yield key and problem of every value that has the right type and cannot be used."""
    if one_line(assignment.name) != assignment.name:
        yield "name", f"expected one line of at most 200 characters, got {quoted(assignment.name)}"
    if not assignment.tasks:
        yield "tasks", "expected at least one task"
    elif not assignment.counting:
        yield "tasks", "expected at least one task that counts, every one is optional: leave `optional` out of one"
    for index, task in enumerate(assignment.tasks):
        for name, problem in problems_of_task(task, assignment, index, check_ids):
            yield f"tasks[{index}].{name}", problem
    if assignment.answers:
        yield from _answers(assignment)
    if len(assignment.data) > _MOST_DATA:
        yield "data", f"expected at most {_MOST_DATA} arrays, got {len(assignment.data)}"
    for name, data in assignment.data.items():
        for inner, problem in _data(data):
            yield f"{joined('data', name)}.{inner}", problem
    yield from _scoring(assignment.scoring, check_ids)
    yield from _policy(assignment.policy)
    yield from _conventions(assignment)
    yield from _checks(assignment, check_ids)
    yield from _cases(assignment)
    yield from _families(assignment)
    yield from _limits("limits", assignment.limits)
    yield from _limits("limits_full", assignment.limits_full)
    yield from _late(assignment.late)
    yield from _intake(assignment)


def _answers(assignment: Assignment) -> Problems:
    """What cannot be where right answers come as data."""
    name = assignment.answers
    if not _is_npz(name):
        yield "answers", f"expected the name of an .npz file in the folder, got {quoted(name)}"
    for array, data in assignment.data.items():
        if data.file == name:
            yield f"{joined('data', array)}.file", f"expected another file: {quoted(name)} has the answers"
    for index, task in enumerate(assignment.tasks):
        for program in ("misconceptions", "inputs"):
            if getattr(task, program):
                yield (
                    f"tasks[{index}].{program}",
                    "expected none beside `answers`: that is for who has the model solutions",
                )


def _scoring(scoring: Scoring, check_ids: Collection[str]) -> Problems:
    for name, problem in problems_of_points(scoring.points.items(), scoring.required, check_ids):
        yield f"scoring.{name}", problem
    for name in ("rule_violation_share", "rule_violation_loops_share"):
        share: float = getattr(scoring, name)
        if not 0 <= share <= 1:
            yield f"scoring.{name}", f"expected a share between 0 and 1, got {share}"


def _policy(policy: Policy) -> Problems:
    for name, problem in problems_of_use(policy.imports, policy.forbidden_calls, policy.tolerance):
        yield f"policy.{name}", problem
    for index, name in enumerate(policy.rules):
        if not is_inside(name.removesuffix("/")):
            yield f"policy.rules[{index}]", f"expected a .yml file in the folder, or a folder, got {quoted(name)}"


def _data(data: DataFile) -> Problems:
    if not _is_npz(data.file):
        yield "file", f"expected the name of an .npz file in the folder, got {quoted(data.file)}"
    if not 0 < data.divide < math.inf:
        yield "divide", f"expected a number above 0, got {data.divide}"
    if data.full and not (is_inside(data.full.file) and "/" not in data.full.file):
        yield "full.file", f"expected a plain file name, got {quoted(data.full.file)}"
    if data.full and one_line(data.full.remedy) != data.full.remedy:
        yield "full.remedy", f"expected one line of at most 200 characters, got {quoted(data.full.remedy)}"


def _is_npz(name: str) -> bool:
    return is_inside(name) and name.endswith(".npz")


def _conventions(assignment: Assignment) -> Problems:
    known = dict.fromkeys(name for task in assignment.tasks for name in conventions_of(task))
    for index, convention in enumerate(assignment.policy.conventions):
        if convention not in known:
            yield f"policy.conventions[{index}]", unknown("convention", convention, known)


def _checks(assignment: Assignment, check_ids: Collection[str]) -> Problems:
    """What is chosen to be made, and whether that is all that counts."""
    chosen, scoring = assignment.policy.checks, assignment.scoring
    for index, check in enumerate(chosen):
        if check not in check_ids:
            yield f"policy.checks[{index}]", unknown("check", check, check_ids)
    of_all = (*scoring.required, *(check for check, points in scoring.points.items() if points))
    of_tasks = [
        check
        for task in assignment.tasks
        for check in (*(task.required or ()), *(check for check, points in task.points if points))
    ]
    for check in (*of_all, *of_tasks):
        if check not in made((check,), chosen):
            yield "policy.checks", f"expected {quoted(check)} among them, which scoring counts on"
    for index, task in enumerate(assignment.tasks):
        required = scoring.required if task.required is None else task.required
        if not made(required, chosen, task):
            yield f"tasks[{index}].loops", f"missing; expected a number: {', '.join(required)} alone makes the verdict"


def _families(assignment: Assignment) -> Problems:
    """The families that are chosen, and whether every task is asked something."""
    cases = assignment.cases
    known = {family: None for task in assignment.tasks for family in chosen_families(task)}
    for index, family in enumerate(cases.families):
        if family not in known:
            yield f"cases.families[{index}]", unknown("family", family, known)
    for index, task in enumerate(assignment.tasks):
        if cases.families and not assignment.recorded(task) and not set(cases.families) & set(chosen_families(task)):
            yield "cases.families", f"expected one of which there are cases for tasks[{index}]"


def _cases(assignment: Assignment) -> Problems:
    cases = assignment.cases
    if cases.seed < 0:
        yield "cases.seed", f"expected 0 or more, got {cases.seed}"
    known = {family: None for task in assignment.tasks for family in families_of(task)}
    for index, family in enumerate(cases.hidden):
        if family not in known:
            yield f"cases.hidden[{index}]", unknown("family", family, known)


def _limits(place: str, limits: Limits) -> Problems:
    for name, value in msgspec.structs.asdict(limits).items():
        if name == "cpu_factor" and value == 0:
            continue
        most = _MOST.get(name, _MOST_CPU_FACTOR)
        if not 0 < value <= most:
            least = "0 or more" if name == "cpu_factor" else "more than 0"
            yield f"{place}.{name}", f"expected {least} and at most {most}, got {value}"


def _late(late: Late) -> Problems:
    try:
        time_zone(late.zone)
    except TimeZoneError:
        yield "late.zone", f'expected the name of a time zone such as "Europe/Paris", got {quoted(late.zone)}'
    if not 0 <= late.grace_minutes <= _LONGEST_GRACE:
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
