"""What a task's file may use, and how near is right."""

import msgspec

from checks.model.assignment import Assignment, Policy, Task


def policy_of(task: Task, assignment: Assignment) -> Policy:
    """The policy for a task: the assignment's, but for what the task says itself."""
    own: dict[str, object] = {}
    if task.imports is not None:
        own["imports"] = dict(task.imports)
    if task.forbidden_calls is not None:
        own["forbidden_calls"] = task.forbidden_calls
    if task.tolerance is not None:
        own["tolerance"] = task.tolerance
    return msgspec.structs.replace(assignment.policy, **own) if own else assignment.policy
