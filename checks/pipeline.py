"""The whole pipeline on one screen: every check, in order.

A check's id is the name of its module, which is loaded where the check is made: a policy is read, and a text judged,
without numpy. A check names the checks it needs; one of them not holding skips it. Static checks read the text,
dynamic checks compare what the sandbox brought back, and the last ones look at the folder as a whole.
"""

from collections.abc import Collection
from functools import cache
from importlib import import_module
from typing import cast

from checks.model import Check, DynamicCheck, StaticCheck, SubmissionCheck
from checks.model.assignment import Task

STATIC_IDS = ("source", "file_format", "style", "documentation", "signature", "imports", "capabilities", "loops")
DYNAMIC_IDS = (
    *("loads", "runs", "loop_trace", "return_type", "shapes", "proof"),
    *("values", "repeatable", "purity", "quiet"),
)
SUBMISSION_IDS = ("intake", "readme")
CHECK_IDS = STATIC_IDS + DYNAMIC_IDS
OF_FORM = ("file_format", "style", "documentation")  # how a text is written, not what it does: told last
OF_LOOPS = ("loops", "loop_trace")
CAPABILITIES = "capabilities"
RULES = ("imports", *OF_LOOPS)  # which could be gone round unseen with what `capabilities` refuses
ALWAYS = ("source", "signature", CAPABILITIES, "loads", "runs")  # are made whatever is chosen: the others stand on them


def made(ids: tuple[str, ...], chosen: Collection[str], task: Task | None = None) -> tuple[str, ...]:
    """Those of the checks that are made where a policy has chosen these, all where it has chosen none.

    Of a task that counts no loop those that do are not made.
    """
    left_out = OF_LOOPS if task is not None and task.loops is None else ()
    return tuple(check for check in ids if check not in left_out and (not chosen or check in chosen or check in ALWAYS))


@cache
def static_checks() -> tuple[StaticCheck, ...]:
    """What is asked of a file's text."""
    return tuple(cast(StaticCheck, import_module(f"checks.static.{check}").CHECK) for check in STATIC_IDS)


@cache
def dynamic_checks() -> tuple[DynamicCheck, ...]:
    """What is asked of what the sandbox brought back."""
    return tuple(cast(DynamicCheck, import_module(f"checks.dynamic.{check}").CHECK) for check in DYNAMIC_IDS)


@cache
def submission_checks() -> tuple[SubmissionCheck, ...]:
    """What is asked of the folder as a whole."""
    return tuple(cast(SubmissionCheck, import_module(f"checks.submission.{check}").CHECK) for check in SUBMISSION_IDS)


def task_checks() -> tuple[Check, ...]:
    """What is asked of each task."""
    return (*static_checks(), *dynamic_checks())
