"""The words that say how something ended, and the arrays."""

import enum
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]
else:
    Array = Any  # the static checks run in a process of their own, which need not pay for numpy


class Verdict(enum.StrEnum):
    """What a task's grade says in one word; the first member that applies is the verdict."""

    INTERNAL_ERROR = "internal_error"
    MISSING = "missing"
    NOT_LOADABLE = "not_loadable"
    FORBIDDEN = "forbidden"
    RULE_VIOLATION = "rule_violation"
    TIME_LIMIT = "time_limit"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"
    RUNTIME_ERROR = "runtime_error"
    WRONG_ANSWER = "wrong_answer"
    ACCEPTED = "accepted"


VERDICTS = tuple(Verdict)
"""In the order in which they apply."""


class Severity(enum.StrEnum):
    """An error fails its check, a warning marks it, a note only says something."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Outcome(enum.StrEnum):
    """How one call of the student's function (or the loading of the file) ended."""

    RETURNED = "returned"
    RAISED = "raised"
    NOT_AN_ARRAY = "not_an_array"
    TIME_LIMIT = "time_limit"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"
    FORBIDDEN = "forbidden"
    CRASHED = "crashed"
    EXITED = "exited"
    GARBLED = "garbled"
    NOT_RUN = "not_run"


Value: TypeAlias = "Array | int | float | complex | str | bool | tuple[Value, ...] | None"
"""What a function is given or gives back: an array of any rank, a number, a text, or a tuple of these."""

Shown: TypeAlias = bool | int | float | str | None
"""One value as it is shown: a complex one as Python writes it, None for a number that JSON does not have."""

Matrix = tuple[tuple[Shown, ...], ...]

LACKING = ("eval", "exec", "compile", "open", "breakpoint")
"""Builtins that a student's file does not have while it runs (the sandbox knows them, too); `capabilities` says why."""
