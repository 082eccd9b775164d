"""The checks, and what they look at."""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from checks.model.assignment import Policy, Task
from checks.model.exercise import Run
from checks.model.findings import Finding
from checks.model.submission import Source, Submission, Syntax, Unreadable
from checks.model.words import Verdict


class Inspection(Struct, frozen=True, eq=False):
    """What a static check looks at: one task's file.

    `source` is None when nothing was handed in; `syntax` is None when the file does not parse.
    `siblings` has the student's task files by module name (without `.py`); of one that does not parse it knows the
    name alone. `modules` are those of all tasks of the assignment, handed in or not. Of those
    that are `shared` by several tasks, what belongs to other tasks alone is not this one's.
    """

    task: Task
    policy: Policy
    source: Source | Unreadable | None
    syntax: Syntax | None
    siblings: Mapping[str, Syntax]
    modules: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def is_shared(self) -> bool:
        """Whether several tasks have the task's file."""
        return self.task.file.removesuffix(".py") in self.shared


Asks = Literal["values", "repeated", "traced", "proof"]


class StaticCheck(Struct, frozen=True, kw_only=True):
    """A rule about the text of a file; it runs in a process that can be killed."""

    id: str
    summary: str
    reason: str
    needs: tuple[str, ...] = ()
    verdict: Verdict = Verdict.ACCEPTED
    inspect: Callable[[Inspection], Iterator[Finding]]


class DynamicCheck(Struct, frozen=True, kw_only=True):
    """A rule about what the code does.

    `asks` names the Cases to be run, as the exercise makes them; `applies` says whether they left
    anything to judge; `credit` is the share of the points earned (0 to 1)
    despite errors found, none without it.
    """

    id: str
    summary: str
    reason: str
    needs: tuple[str, ...] = ()
    verdict: Verdict = Verdict.ACCEPTED
    asks: tuple[Asks, ...]
    applies: Callable[[Run], bool]
    judge: Callable[[Run], Iterator[Finding]]
    credit: Callable[[Run, tuple[Finding, ...]], float] | None = None


class SubmissionCheck(Struct, frozen=True, kw_only=True):
    """A rule about the folder as a whole."""

    id: str
    summary: str
    reason: str
    inspect: Callable[[Submission], Iterator[Finding]]


Check = StaticCheck | DynamicCheck
