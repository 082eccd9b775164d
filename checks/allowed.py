"""What a task allows, as it is said wherever something is not allowed."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from checks.model.assignment import Policy, Task

BESIDE = ("math", "typing", "__future__")  # say nothing of what the work is done with, where numpy is allowed
SILENT = ("typing", "__future__")
EINSUM = "numpy.einsum"


class Allowed(NamedTuple):
    """Words for the variables in what rules say, by name; `loops` is False where no loop is allowed."""

    words: Mapping[str, str] = {}
    loops: bool = True


def allowed(task: Task, policy: Policy) -> Allowed:
    """What is allowed, for rules to say."""
    words = {
        "ALLOWER": allower(task.imports is not None),
        "BUDGET": budget(task),
        "IMPORTS": listed([f"`{name}`" for name in _names(policy)]) or "no module",
        "MODULES": modules(policy),
    }
    return Allowed(words, task.loops != 0)


def of_check(check: str, task: Task, policy: Policy) -> str:
    """What a task asks where a check asks of each task something else; "" for what goes without saying."""
    if check in ("loops", "loop_trace"):
        return budget(task)
    if check == "imports":
        return _uses(policy)
    if check == "return_type" and task.types:
        return "the types of the model solution's result"
    if check in ("proof", "values", "repeatable"):
        near = f"off by at most {policy.tolerance:g} of the largest right value" if policy.tolerance else ""
        return ", ".join(filter(None, ("rows in any order" if task.order == "any" else "", near)))
    return ""


def _uses(policy: Policy) -> str:
    names = [f"`{name}`" for name in _names(policy, silent=())]
    calls = [f"`{call}`" for call in policy.forbidden_calls]
    return f"{listed(names) or 'no module'}{f', but not {listed(calls)}' if calls else ''}"


def allower(of_task: bool) -> str:
    """Who says so: the task itself, or the course for all of them."""
    return "task" if of_task else "course"


def budget(task: Task) -> str:
    """How many loops there may be."""
    if not task.loops:
        return "no loop"
    return f"at most {task.loops} `for` statement{'' if task.loops == 1 else 's'}"


def modules(policy: Policy) -> str:
    """What the work is to be done with."""
    return listed(_roots(policy)) or "Python"


def only(policy: Policy) -> str:
    """What to use and nothing else, in a clause."""
    roots = _roots(policy)
    if not roots:
        return "write it without any module"
    return f"use {listed(roots)} alone"


def has_numpy(policy: Policy) -> bool:
    """Whether numpy, and not only a part of it, may be imported."""
    return "numpy" in policy.imports


def enough(policy: Policy) -> str:
    """What of numpy does the work, in a clause; "" where there is no numpy."""
    if not has_numpy(policy):
        return ""
    return "numpy's slices and sums" if EINSUM in policy.forbidden_calls else "numpy's slices, sums and `np.einsum`"


def _roots(policy: Policy) -> list[str]:
    beside = BESIDE if has_numpy(policy) else SILENT
    return list(dict.fromkeys(module.partition(".")[0] for module in policy.imports if module not in beside))


def _names(policy: Policy, silent: tuple[str, ...] = SILENT) -> list[str]:
    return [
        name
        for module, names in policy.imports.items()
        if module not in silent
        for name in ([f"{module}.{name}" for name in names] or [module])
    ]


def listed(names: Sequence[str]) -> str:
    """Names with commas and an `and`; "" for none."""
    *first, last = names or [""]
    return f"{', '.join(first)} and {last}" if first else last
