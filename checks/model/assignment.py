"""The assignment as frozen types: what is asked, and the policy, as `assignment.toml` gives them."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

Convolution = Literal["valid", "same", "padding"]
LATE, DEADLINE, FREE_DAYS = "late", "deadline", "free_days"
"""What an instructor's overrides call the points that lateness takes, the deadline and the free days of one student;
no task has such an id."""
MOST_FREE_DAYS = 365


class Task(Struct, frozen=True, forbid_unknown_fields=True):
    """One exercise: a file with one function."""

    id: str
    title: str
    file: str
    function: str
    parameters: tuple[str, ...]
    convolution: Convolution
    loops: int


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """What one trip into the sandbox may use; megabytes are 2**20 bytes, wall time is a multiple of CPU time.

    `proof_cpu_seconds` is what the proof on small shapes may take; what it has not reached by then is not asked.
    """

    cpu_seconds: float
    cpu_factor: float
    proof_cpu_seconds: float
    wall_factor: float
    memory_mb: int
    output_mb: int


class Scoring(Struct, frozen=True, forbid_unknown_fields=True):
    """How findings become points (`points`: check id -> points per task)."""

    points: dict[str, float]
    required: tuple[str, ...]
    require_right_shape: bool
    rule_violation_share: float
    rule_violation_loops_share: float


class Policy(Struct, frozen=True, forbid_unknown_fields=True):
    """What a file may use, and how the handout's open questions are decided.

    `checks` are those that are made beside the ones that all others stand on; an empty list means all.
    `imports` maps a module to the names that may be imported from it; an empty list means all of it.
    `same_even_kernel` says where `same` puts the extra zero row and column of an even kernel:
    "before" (top and left), "after" (bottom and right) or "either".
    """

    imports: dict[str, tuple[str, ...]]
    forbidden_calls: tuple[str, ...]
    same_even_kernel: Literal["either", "before", "after"]
    checks: tuple[str, ...] = ()


class OwnCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A case of the policy's own: random values of these shapes, and the padding where a task takes one."""

    images: tuple[int, int, int]
    kernel: tuple[int, int]
    padding: tuple[int, int] = (1, 1)


class CasePolicy(Struct, frozen=True, forbid_unknown_fields=True):
    """The seed of the random values, and the case families a student is not shown.

    `families` are those whose answers are asked for and compared; an empty list means all of them. `own` are asked
    beside the grader's.
    """

    seed: int
    hidden: tuple[str, ...]
    families: tuple[str, ...] = ()
    own: tuple[OwnCase, ...] = ()


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


class Assignment(Struct, frozen=True, forbid_unknown_fields=True):
    """The tasks and the policy, as `assignment.toml` gives them."""

    name: str
    tasks: tuple[Task, ...]
    scoring: Scoring
    policy: Policy
    cases: CasePolicy
    limits: Limits
    limits_full: Limits
    late: Late = Late()
    intake: Intake = Intake()
