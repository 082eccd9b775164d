"""What of an assignment students may see: no seed, no hidden family, no call of one, no data of such calls alone."""

from collections.abc import Iterable

import msgspec

from checks.exercises import chosen_families
from checks.exercises.families import FULL, PROOF, REPEATABLE, TRACED
from checks.model.arguments import DataOf, flat
from checks.model.assignment import Assignment, CasePolicy, DataFile, Policy, Scoring, Task
from checks.pipeline import CHECK_IDS
from grader.assignment.calls import usual_title
from grader.export.wheel import ExportError

ASKED_BY = {PROOF: "proof", REPEATABLE: "repeatable", TRACED: "loop_trace"}
"""The families that a check has to itself: where one is hidden, the check is not made."""


def public(assignment: Assignment, answers: str) -> Assignment:
    """The assignment as students get it, without its files; `answers` is the file that has those of tasks without a
    kind.

    Raises:
        ExportError: nothing would be left to ask.
    """
    hidden = assignment.cases.hidden
    tasks = tuple(_task(task, hidden) for task in assignment.tasks)
    data = {name: _data(each, hidden) for name, each in assignment.data.items() if name in named(tasks)}
    made = Assignment(
        name=assignment.name,
        tasks=tasks,
        scoring=_scoring(assignment.scoring, hidden),
        policy=_policy(assignment.policy, hidden),
        cases=CasePolicy(families=_families(assignment, tasks)),
        limits=assignment.limits,
        data=data,
        answers=answers if any(not task.exercise for task in tasks) else "",
    )
    if any(each.full for each in data.values()):
        return msgspec.structs.replace(made, limits_full=assignment.limits_full)
    return made


def named(tasks: Iterable[Task]) -> set[str]:
    """The data that the tasks' own calls are given."""
    calls = [call for task in tasks for call in task.calls]
    given = (value for call in calls for _, each in call.arguments for value in flat(each))
    return {value.name for value in given if isinstance(value, DataOf)}


def _task(task: Task, hidden: tuple[str, ...]) -> Task:
    shown = [(number, call) for number, call in enumerate(task.calls) if call.family not in hidden]
    calls = (
        msgspec.structs.replace(call, title=usual_title(place)) if call.title == usual_title(number) else call
        for place, (number, call) in enumerate(shown)
    )
    return msgspec.structs.replace(
        task,
        calls=tuple(msgspec.structs.replace(call, full="") if FULL in hidden else call for call in calls),
        inputs="",
        misconceptions=(),
        points=tuple((check, points) for check, points in task.points if _is_made(check, hidden)),
        required=None if task.required is None else _made(task.required, hidden),
    )


def _data(data: DataFile, hidden: tuple[str, ...]) -> DataFile:
    return msgspec.structs.replace(data, full=None) if FULL in hidden else data


def _scoring(scoring: Scoring, hidden: tuple[str, ...]) -> Scoring:
    points = {check: points for check, points in scoring.points.items() if _is_made(check, hidden)}
    return msgspec.structs.replace(scoring, points=points, required=_made(scoring.required, hidden))


def _policy(policy: Policy, hidden: tuple[str, ...]) -> Policy:
    if not set(hidden) & set(ASKED_BY):
        return policy
    return msgspec.structs.replace(policy, checks=_made(policy.checks or CHECK_IDS, hidden))


def _made(checks: Iterable[str], hidden: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(check for check in checks if _is_made(check, hidden))


def _is_made(check: str, hidden: tuple[str, ...]) -> bool:
    return not any(ASKED_BY.get(family) == check for family in hidden)


def _families(assignment: Assignment, tasks: tuple[Task, ...]) -> tuple[str, ...]:
    """Those that are asked of tasks of a kind, whose calls are made anew; none where that are all of them."""
    hidden, wanted = assignment.cases.hidden, assignment.cases.families
    known = {task.id: chosen_families(task) for task in tasks if task.exercise}
    shown = {
        id: [family for family in families if family not in hidden and (not wanted or family in wanted)]
        for id, families in known.items()
    }
    for id, families in shown.items():
        if not families:
            raise ExportError(nothing_left(id))
    every = dict.fromkeys(family for families in shown.values() for family in families)
    return () if every.keys() == {family for families in known.values() for family in families} else tuple(every)


def nothing_left(task: str) -> str:
    """What is said where all calls of a task are hidden."""
    return f"cases.hidden: every call of task {task} is hidden: students would be asked nothing"
