"""The calls that an assignment's `inputs.py` makes: for what no description has words for."""

from collections.abc import Mapping

import msgspec

from checks.dynamic.loop_trace import ENLARGED
from checks.exercises.families import INPUTS, PROOF, REPEATABLE, TRACED
from checks.exercises.modelled.cases import size, twice
from checks.model import Case, Job, Value
from checks.model.assignment import CasePolicy, Task

Given = tuple[Mapping[str, Value], ...]
GROWN = f"the arguments{ENLARGED}"


def cases(task: Task, policy: CasePolicy, given: Given) -> tuple[Case, ...]:
    """Every call as it is made, in its order."""
    return tuple(
        Case(f"{INPUTS}-{number}", INPUTS, f"call {number + 1} of {task.inputs}", call, hidden=INPUTS in policy.hidden)
        for number, call in enumerate(given)
    )


def jobs(made: tuple[Case, ...], policy: CasePolicy) -> tuple[Job, ...]:
    """What is asked of a function that nothing else is known of: these calls, the smallest first, are its proof.

    Of the smallest and the largest one the loops are watched; the largest one is made twice.
    """
    ordered = sorted(made, key=size)
    smallest, largest = ordered[0], ordered[-1]
    proof = tuple(_again(case, f"{PROOF}-{number}", PROOF, policy) for number, case in enumerate(ordered))
    base = msgspec.structs.replace(_again(smallest, f"{TRACED}-0", TRACED, policy), title="a small call", traced=True)
    grown = msgspec.structs.replace(_again(largest, f"{TRACED}-1", TRACED, policy), title=GROWN, traced=True)
    return (
        Job("traced", (base, grown) if len(ordered) > 1 else (base,)),
        Job(PROOF, proof, bounded=True),
        Job("repeated", twice(largest, hidden=REPEATABLE in policy.hidden or largest.hidden)),
    )


def _again(case: Case, id: str, family: str, policy: CasePolicy) -> Case:
    return msgspec.structs.replace(case, id=id, family=family, hidden=family in policy.hidden or case.hidden)
