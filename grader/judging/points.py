"""The points that a task can bring."""

import msgspec

from checks.model.assignment import Assignment, Scoring, Task
from checks.pipeline import CAPABILITIES, CHECK_IDS, RULES, made


def scoring_of(task: Task, assignment: Assignment) -> Scoring:
    """How the findings of a task become points, where it says something of its own, too.

    Whoever requires a rule requires that nobody goes round it, whether or not the description knows of that check.
    """
    scoring = assignment.scoring
    required = scoring.required if task.required is None else task.required
    if set(RULES) & set(required) and CAPABILITIES not in required:
        required = (*required, CAPABILITIES)
    return msgspec.structs.replace(scoring, points={**scoring.points, **dict(task.points)}, required=required)


def possible_of(task: Task, assignment: Assignment) -> float:
    """The points of the checks that are made of a task."""
    checks = made(CHECK_IDS, assignment.policy.checks, task)
    points = scoring_of(task, assignment).points
    return round(sum(points.get(check, 0.0) for check in checks), 4)


def possible(assignment: Assignment) -> float:
    """The points of all tasks that count."""
    return round(sum(possible_of(task, assignment) for task in assignment.counting), 4)
