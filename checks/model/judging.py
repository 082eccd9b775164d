"""The checks, and what they look at."""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from checks.model.assignment import CasePolicy, Policy, Task
from checks.model.findings import Finding
from checks.model.running import Candidate, Case, Fact, Job, Observation
from checks.model.submission import Source, Submission, Syntax, Unreadable
from checks.model.words import Array, Verdict


class Inspection(Struct, frozen=True, eq=False):
    """What a static check looks at: one task's file.

    `source` is None when nothing was handed in; `syntax` is None when the file does not parse.
    `siblings` has the student's task files by module name (without `.py`); of one that does not parse it knows the
    name alone.
    """

    task: Task
    policy: Policy
    source: Source | Unreadable | None
    syntax: Syntax | None
    siblings: Mapping[str, Syntax]


class Run(Struct, frozen=True, eq=False):
    """What a dynamic check looks at: what the student's code did with every Case of the task.

    `facts` are the calls of the proof that were made, in order; `landmarks` are lines of the source by kind.
    """

    task: Task
    policy: Policy
    cases: tuple[Case, ...]
    loaded: Observation
    observations: Mapping[str, Observation]
    expected: Callable[[Case], tuple[Candidate, ...]]
    facts: tuple[Fact, ...]
    landmarks: Mapping[str, int]
    printed: str
    printed_bytes: int


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

    `jobs` make the Cases to be run, given MNIST digits (m, 28, 28); `applies` says whether they left
    anything to judge; `credit` is the share of the points earned (0 to 1)
    despite errors found, none without it.
    """

    id: str
    summary: str
    reason: str
    needs: tuple[str, ...] = ()
    verdict: Verdict = Verdict.ACCEPTED
    jobs: tuple[Callable[[Task, CasePolicy, Array], Job], ...]
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
