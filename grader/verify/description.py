"""What a description asks: how many calls of which families, and what they cost a submission."""

from collections import Counter

import numpy as np
from msgspec import Struct

from checks.dynamic.compare import given_arrays
from checks.exercises import families_of
from checks.model.assignment import Limits, Task
from grader.judging.prepared import Prepared
from grader.judging.programs import patient_trip, trip_limits
from grader.sandbox.client import Sandbox

SLOW = 0.1  # of a limit: a right solution that is ten times as slow as the model solution is over it
ENOUGH = 2.0  # CPU seconds: a mutant that does not end needs no more to be told
TIMES = 4  # the model solution's time, which a mutant that ends needs at the most


class Described(Struct, frozen=True):
    """One task: its calls by family, the CPU seconds of the model solution for all of them, where there is one, and the
    largest share of a limit that it takes.

    `mutant` and `proof` are the CPU seconds that a mutant has, for a trip and for that of the proof. `same` says what
    every right answer consists of, where that is one value, though arrays are given: no call asks for another one.
    """

    task: str
    title: str
    families: dict[str, int]
    hidden: tuple[str, ...]
    cpu_seconds: float | None
    share: float
    mutant: float = ENOUGH
    proof: float = ENOUGH
    same: str = ""

    @property
    def calls(self) -> int:
        """All of them."""
        return sum(self.families.values())

    @property
    def slow(self) -> bool:
        """Whether the model solution takes more than it should."""
        return self.share > SLOW


def described(task: Task, prepared: Prepared, limits: Limits, box: Sandbox) -> Described:
    """Count the calls of a task, and let the model solution make them.

    Raises:
        SandboxError: the sandbox failed.
    """
    counted = Counter(case.family for case in prepared.cases)
    order = [*families_of(task), *counted]
    families = {family: counted[family] for family in dict.fromkeys(order) if counted[family]}
    hidden = tuple(family for family in families if any(c.hidden for c in prepared.cases if c.family == family))
    if prepared.model is None:
        return Described(task.id, task.title, families, hidden, None, 0.0)
    whole, proof = limits.cpu_seconds, limits.proof_cpu_seconds
    times = [
        (patient_trip(prepared.model, asked.layout, trip_limits(limits, whole), box).cpu_seconds, limit)
        for asked, limit in ((prepared.shown, whole), (prepared.hidden, whole), (prepared.bounded, proof))
        if asked.cases
    ]
    return Described(
        task=task.id,
        title=task.title,
        families=families,
        hidden=hidden,
        cpu_seconds=round(sum(seconds for seconds, _ in times), 3),
        share=round(max((seconds / limit for seconds, limit in times), default=0.0), 3),
        mutant=max(ENOUGH, TIMES * max((seconds for seconds, limit in times[:2] if limit == whole), default=0.0)),
        proof=max(ENOUGH, TIMES * times[-1][0] if times and prepared.bounded.cases else 0.0),
        same=_same(prepared),
    )


def _same(prepared: Prepared) -> str:
    """The one value of which all right answers to calls with arrays consist, or that there is none in any of them."""
    answers = (prepared.answers(case) for case in prepared.cases if given_arrays(case))
    arrays = [part.array for right in answers for answer in right[:1] for part in answer.parts]
    filled = [array for array in arrays if array.size]
    if not filled:
        return "every right answer is empty" if arrays else ""
    first = filled[0].flat[0]
    alike = all(np.all((array == first) | ((array != array) & (first != first))) for array in filled)
    return f"every value of every right answer is {first}" if alike else ""
