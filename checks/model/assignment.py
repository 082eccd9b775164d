"""The assignment as frozen types: what is asked, and the policy, as `assignment.toml` gives them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import Literal

from msgspec import Struct, field

from checks.model.arguments import Argument, Axis, Constant, OwnCall

LATE, DEADLINE, FREE_DAYS = "late", "deadline", "free_days"
"""What an instructor's overrides call the points that lateness takes, the deadline and the free days of one student;
no task has such an id."""
ALL = "all"
"""What names every task; no task has such an id either."""
MOST_FREE_DAYS = 365
POINTS = {
    "loops": 3.0,
    "shapes": 2.0,
    "proof": 1.0,
    "values": 3.0,
    "documentation": 0.5,
    "style": 0.25,
    "file_format": 0.25,
}
REQUIRED = (
    *("source", "signature", "imports", "capabilities", "loops", "loads", "runs"),
    *("loop_trace", "return_type", "shapes", "proof", "values", "repeatable"),
)
IMPORTS: Mapping[str, tuple[str, ...]] = {"numpy": (), "math": ("ceil", "floor"), "typing": (), "__future__": ()}


class TaskName(Struct, frozen=True):
    """What a task is called, and its kind, by which it is spoken of: all that a grade says of it."""

    id: str
    title: str
    file: str
    function: str
    exercise: str = ""


class Variant(Struct, frozen=True, forbid_unknown_fields=True):
    """A misconception as somebody who has it would write it: `file` is the model solution with that mistake.

    Whoever's function does in every call what this one does is told its name.
    """

    name: str
    file: str
    explanation: str
    hint: str = ""


class Task(TaskName, frozen=True, forbid_unknown_fields=True, dict=True, cache_hash=True):
    """One exercise: a function, and the file that it is handed in in, which may be that of other tasks, too.

    `arguments` are what the function is given, in their order; `where` are conditions on their sizes, and `axes` what
    lengths axes may have. `exercise` is the kind that the grader knows more about; `fixed` are values of the kind's
    arguments that the function is not given. `calls` are calls of the assignment's own, and `inputs` is a file that
    makes some. Where `loops` is None, no loop is counted. `misconceptions` are wrong variants of the model solution,
    each with a name. `imports`, `forbidden_calls` and `tolerance` stand in the place of the policy's, `points` and
    `required` in that of the scoring's, where they are given. Where `types` is set, a result is to have the types of
    the model solution's, too; where `order` is "any", it is a set of rows. An `optional` task counts where it is named.
    """

    arguments: tuple[Argument, ...] = ()
    fixed: tuple[tuple[str, Constant], ...] = ()
    where: tuple[str, ...] = ()
    axes: tuple[Axis, ...] = ()
    calls: tuple[OwnCall, ...] = ()
    inputs: str = ""
    loops: int | None = None
    imports: tuple[tuple[str, tuple[str, ...]], ...] | None = None
    forbidden_calls: tuple[str, ...] | None = None
    tolerance: float | None = None
    types: bool = False
    order: Literal["given", "any"] = "given"
    points: tuple[tuple[str, float], ...] = ()
    required: tuple[str, ...] | None = None
    optional: bool = False
    misconceptions: tuple[Variant, ...] = ()

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of the arguments, in order."""
        return tuple(argument.name for argument in self.arguments)

    @cached_property
    def with_default(self) -> frozenset[str]:
        """The names of the arguments that may be left out."""
        return frozenset(argument.name for argument in self.arguments if argument.optional)

    @property
    def called(self) -> TaskName:
        """Its names, without what it asks."""
        return TaskName(self.id, self.title, self.file, self.function, self.exercise)


def files_of(tasks: Iterable[Task]) -> tuple[str, ...]:
    """The names of the files of some tasks, each once: several tasks may have the same."""
    return tuple(dict.fromkeys(task.file for task in tasks))


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """What one trip into the sandbox may use; megabytes are 2**20 bytes, wall time is a multiple of CPU time.

    `proof_cpu_seconds` is what the proof on small shapes may take; of what it has not reached by then a sample is
    asked, in the time of the values.
    """

    cpu_seconds: float = 10
    cpu_factor: float = 20
    proof_cpu_seconds: float = 2
    wall_factor: float = 3
    memory_mb: int = 2048
    output_mb: int = 100


class Scoring(Struct, frozen=True, forbid_unknown_fields=True):
    """How findings become points (`points`: check id -> points per task)."""

    points: Mapping[str, float] = field(default_factory=lambda: dict(POINTS))
    required: tuple[str, ...] = REQUIRED
    require_right_shape: bool = True
    rule_violation_share: float = 0.5
    rule_violation_loops_share: float = 0


class Policy(Struct, frozen=True, forbid_unknown_fields=True):
    """What a file may use, and how the handout's open questions are decided.

    `checks` are those that are made beside the ones that all others stand on; an empty list means all.
    `rules` are files of rules of the assignment's own, or folders of such.
    `imports` maps a module to the names that may be imported from it; an empty list means all of it.
    `conventions` are those that are right where a task leaves something open; an empty list means all of them.
    `tolerance` is how far a value may lie from the right one, as a share of the largest right value of its array;
    without it that is what rounding makes. `hints` says whether of a part that is wrong a report tells what is
    right, too, or only which it is.
    """

    imports: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(IMPORTS))
    forbidden_calls: tuple[str, ...] = ()
    conventions: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    tolerance: float | None = None
    hints: Literal["right", "part"] = "right"


MOST_RULES, LARGEST_RULE = 20, 2**14  # that an assignment adds; bytes of one


class RuleFile(Struct, frozen=True):
    """A rule of the assignment's own, as it was written."""

    name: str
    text: str


class CasePolicy(Struct, frozen=True, forbid_unknown_fields=True):
    """The seed of the random values, and the case families a student is not shown.

    `families` are those whose answers are asked for and compared; an empty list means all of them.
    """

    seed: int = 4
    hidden: tuple[str, ...] = ()
    families: tuple[str, ...] = ()


class Late(Struct, frozen=True, forbid_unknown_fields=True):
    """What being late costs: percents of the points earned, for every day begun after the deadline; 0 is nothing.

    `zone` (an IANA name) is that of every date that says none. Without a deadline, late is what a platform marks so.
    The first `free_days` that a student is late cost nothing.
    """

    deadline: datetime | None = None
    zone: str = "UTC"
    grace_minutes: float = 0
    percent_per_day: float = 0
    most_percent: float = 100
    free_days: int = 0


class Intake(Struct, frozen=True, forbid_unknown_fields=True):
    """What counts of what was handed in.

    `git`: of a folder with a git repository in it, the files as they lie there ("working") or those of the commit.
    `as_of`: of a repository whose commit counts, the newest or the last one before the deadline.
    `attempts`: of what was handed in several times, each file as it was last, or the attempt that earns most.
    """

    git: Literal["working", "commit"] = "working"
    as_of: Literal["newest", "deadline"] = "newest"
    attempts: Literal["last", "best"] = "last"


class FullData(Struct, frozen=True, forbid_unknown_fields=True):
    """All that there is of an array, which does not travel with the assignment: the file's name, and what is in it."""

    file: str
    key: str
    remedy: str = ""


class DataFile(Struct, frozen=True, forbid_unknown_fields=True):
    """An array that calls may name: `key` in an `.npz` file of the assignment's folder, each value divided by `divide`.

    What is divided becomes float32. `sha256` is that of the array's bytes before, in hexadecimal; "" where it is not
    given. `full` is what `--full` takes in its place.
    """

    file: str
    key: str
    divide: float = 1
    sha256: str = ""
    full: FullData | None = None


class Assignment(Struct, frozen=True, forbid_unknown_fields=True):
    """The tasks and the policy, as `assignment.toml` gives them, and what lies beside it.

    `data` are the arrays that calls may name; `answers` is the file with the calls and the right answers of the tasks
    without a kind, where these come as data. `files` are the bytes of the files that it names, by name: the model
    solutions, where they are there, their variants, files that make calls, the data, and the answers. `named` are the
    ids of the tasks that somebody named: these alone are judged, and count. Where none was, those count that are not
    optional.
    """

    name: str
    tasks: tuple[Task, ...]
    scoring: Scoring = Scoring()
    policy: Policy = Policy()
    cases: CasePolicy = CasePolicy()
    limits: Limits = Limits()
    limits_full: Limits = Limits(cpu_seconds=120, memory_mb=6144)
    late: Late = Late()
    intake: Intake = Intake()
    data: Mapping[str, DataFile] = {}
    answers: str = ""
    files: Mapping[str, bytes] = {}
    named: tuple[str, ...] = ()

    def counts(self, task: Task) -> bool:
        """Whether a task counts."""
        return task.id in self.named if self.named else not task.optional

    @property
    def shared(self) -> tuple[str, ...]:
        """The modules that several tasks have."""
        files = sorted(task.file for task in self.tasks)
        twice = (one for one, other in pairwise(files) if one == other)
        return tuple(dict.fromkeys(file.removesuffix(".py") for file in twice))

    def recorded(self, task: Task) -> bool:
        """Whether the right answers to a task come as data: no model solution is asked."""
        return bool(self.answers) and not task.exercise

    @property
    def rules(self) -> tuple[RuleFile, ...]:
        """The rules of its own."""
        return tuple(RuleFile(name, self.files[name].decode()) for name in self.policy.rules)

    @property
    def counting(self) -> tuple[Task, ...]:
        """The tasks that count."""
        return tuple(task for task in self.tasks if self.counts(task))

    @property
    def beside(self) -> tuple[Task, ...]:
        """The tasks that are judged where they are handed in, and do not count."""
        return () if self.named else tuple(task for task in self.tasks if task.optional)
