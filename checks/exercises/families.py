"""The families of cases that every exercise has, beside those of its own."""

from collections.abc import Collection, Mapping

from checks.model.assignment import Task

REPEATABLE = "repeatable"
FULL = "full"
PROOF = "proof"
SHRUNK = "counterexample"
TRACED = "traced"
CHANGED = "changed"
INPUTS = "inputs"
"""Calls that a file of the assignment's makes."""
REPEATED = "a shape that was asked before"
"""The title of a call of a proof that is made once more."""
APART = (REPEATABLE, PROOF, SHRUNK, CHANGED)
"""Each of these is judged by itself."""
COMMON: Mapping[str, str] = {
    FULL: "all the data that there is",
    REPEATABLE: "the same call twice",
    PROOF: "every small shape",
    SHRUNK: "the smallest call that fails",
    TRACED: "calls in which loops are counted",
    CHANGED: "the same call with another array",
}


def of_calls(task: Task) -> Mapping[str, str]:
    """What the families of the assignment's own calls are about."""
    full = next((call.full for call in task.calls if call.full), "")
    made = {INPUTS: f"calls that {task.inputs} makes"} if task.inputs else {}
    return {**{call.family: call.about for call in task.calls}, **made, **({FULL: full} if full else {})}


def described(families: Collection[str], about: Mapping[str, str]) -> tuple[str, ...]:
    """What these families are about, in the order in which they are asked; one of which nothing is said by its id."""
    told = tuple(text for family, text in about.items() if family in families)
    return (*told, *sorted(family for family in families if family not in about))
