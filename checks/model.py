"""The words of the project as frozen types, without behaviour.

Axes are named m (images), h, w (height and width of an image), kh, kw (of the kernel) and ph, pw
(zeros added on each side) everywhere.
"""

import ast
import enum
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from checks.assignment import CasePolicy, Policy, Task

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


Matrix = tuple[tuple[float | None, ...], ...]


# --- the submission: what was handed in ------------------------------------------------------------


class Source(Struct, frozen=True):
    """One file's bytes, read once. `sha256` is the hexadecimal digest of `data`."""

    name: str
    data: bytes
    sha256: str
    executable: bool


class Unreadable(Struct, frozen=True):
    """A task's file that is there and cannot be taken: a folder, a FIFO, a link out of the folder, too large."""

    name: str
    message: str
    hint: str


class Submission(Struct, frozen=True):
    """One student's folder. `files` has the task files that are there, by file name."""

    name: str
    files: Mapping[str, Source | Unreadable]
    has_readme: bool


class Syntax(Struct, frozen=True, eq=False):
    """A source that parses: its text (line ends are newlines) and the tree of Python's own parser."""

    name: str
    text: str
    module: ast.Module


# --- what is run, and what came back ---------------------------------------------------------------


class Case(Struct, frozen=True, eq=False):
    """One deterministic call: images (m, h, w), kernel (kh, kw), and padding (ph, pw) where the task takes one.

    `fill` is the byte that freed memory holds before the call, so that memory the student never
    writes cannot look right by luck. A `traced` call is watched while it runs.
    """

    id: str
    family: str
    title: str
    images: Array
    kernel: Array
    padding: tuple[int, int] | None = None
    fill: int = 0x7F
    hidden: bool = False
    traced: bool = False


class Job(Struct, frozen=True, eq=False):
    """The Cases that are run for a check.

    A `bounded` job has a trip into the sandbox of its own, within less CPU time: the Cases that are not reached by
    then are nobody's fault.
    """

    id: str
    cases: tuple[Case, ...]
    bounded: bool = False


class TracebackLine(Struct, frozen=True):
    """One line of a traceback that lies in a file of the student."""

    file: str
    line: int
    function: str


class Activity(Struct, frozen=True):
    """What was seen once or more in a watched call; `rule` is the kind.

    It happened in `function` at `line`, `most` times at once and `total` times in `runs` executions of that line;
    `entered` is the function that was entered there.
    """

    rule: str
    file: str
    function: str
    line: int
    most: int
    total: int
    runs: int
    entered: str


class Observation(Struct, frozen=True, eq=False):
    """What a Case did. `array` is there when a real array of an acceptable size came back.

    `shape` and `dtype` are known of every array that came back, `detail` tells what else happened:
    the exception's type and message, the type that was returned, the signal. `activity` is None unless the call was
    watched to its end.
    """

    outcome: Outcome
    array: Array | None = None
    shape: tuple[int, ...] | None = None
    dtype: str = ""
    detail: str = ""
    traceback: tuple[TracebackLine, ...] = ()
    inputs_changed: bool = False
    activity: tuple[Activity, ...] | None = None


class Candidate(Struct, frozen=True, eq=False):
    """One right answer: `array` (m, oh, ow), and per image the `scale` (m,) its rounding errors are measured by.

    `convention` tells for each axis where `same` put the extra zeros of an even kernel: "before",
    "after", or "" where the question does not arise.
    """

    convention: tuple[str, str]
    array: Array
    scale: Array


class Fact(Struct, frozen=True, eq=False):
    """One call of the proof beside the right answers: `right` says whether it is one, `convention` which one."""

    case: Case
    observation: Observation
    candidates: tuple[Candidate, ...]
    right: bool
    convention: tuple[str, str] = ("", "")


# --- what is found ---------------------------------------------------------------------------------


class Misconception(Struct, frozen=True):
    """A cause with its name: what was done, the word of the handout it is about, and what to do instead.

    `landmark` is the kind of place in the source where to look, "" where there is none.
    """

    id: str
    name: str
    concept: str
    explanation: str
    hint: str
    landmark: str = ""


class Evidence(Struct, frozen=True, omit_defaults=True):
    """What shows a finding: one small call with the answer expected and the one returned, or a traceback.

    `expected` and `returned` are windows a person can read, whose first cell is the output's `corner`
    (row, column); `index` is the first differing position in the output, `image_index` the image it
    belongs to. `image` and `kernel` are there when they are small. A number that is not finite is null
    in JSON. `sum` is how the expected value there is worked out, `snippet` the call as a program of its own.
    `right` and `wrong` name the families of cases.
    """

    case: str = ""
    image: Matrix | None = None
    kernel: Matrix | None = None
    padding: tuple[int, int] | None = None
    expected: Matrix | None = None
    returned: Matrix | None = None
    image_index: int | None = None
    index: tuple[int, int] | None = None
    corner: tuple[int, int] | None = None
    expected_shape: tuple[int, ...] | None = None
    returned_shape: tuple[int, ...] | None = None
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    sum: str = ""
    snippet: str = ""
    traceback: tuple[TracebackLine, ...] = ()
    printed: str = ""


class Finding(Struct, frozen=True, kw_only=True):
    """What a check has to say: what happened, why it matters, what to do, and where.

    `file` is set when the place is in another file than the task's own. `verdict` is set when this
    finding asks for another verdict than the check's own. A `hidden` finding comes from a hidden case.
    `misconception` is the cause, where it has a name.
    """

    check: str
    message: str
    severity: Severity = Severity.ERROR
    reason: str = ""
    hint: str = ""
    file: str = ""
    line: int | None = None
    column: int | None = None
    verdict: Verdict | None = None
    hidden: bool = False
    evidence: Evidence = Evidence()
    misconception: Misconception | None = None


# --- the checks ------------------------------------------------------------------------------------


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


# --- the result ------------------------------------------------------------------------------------


class Score(Struct, frozen=True):
    """Points earned of points possible."""

    earned: float
    possible: float


class Status(enum.StrEnum):
    """What became of a check; skipped means that a check it needs did not hold."""

    PASSED = "passed"
    FAILED = "failed"
    WARNED = "warned"
    SKIPPED = "skipped"


class CheckResult(Struct, frozen=True):
    """One check of one task, with its findings."""

    id: str
    status: Status
    points: float
    possible: float
    findings: tuple[Finding, ...]


class TaskGrade(Struct, frozen=True):
    """One task judged. `note` says what the policy took from the points of checks that hold, if it did."""

    task: Task
    verdict: Verdict
    score: Score
    source: Source | None
    cpu_seconds: float | None
    checks: tuple[CheckResult, ...]
    note: str = ""


class Grade(Struct, frozen=True):
    """One submission judged; every report is a view of it."""

    assignment: str
    submission: str
    isolation: str
    tasks: tuple[TaskGrade, ...]
    checks: tuple[CheckResult, ...]
    score: Score
    passed: bool
