"""What was found of an assignment, and the verdict."""

import math
from collections.abc import Iterator

from msgspec import Struct

from grader.verify.description import Described
from grader.verify.fates import FAILED, HOLE, KILLED, Fate, Row
from grader.verify.submitted import ModelGrade, Sample

_SAME = "task with the same answer to every call", "tasks with the same answer to every call"
_WRONG = "model solution that does not earn everything", "model solutions that do not earn everything"


class Result(Struct, frozen=True, eq=False):
    """All that was found. `judged` of `changes` mutants and rewrites were reached in `seconds`.

    `unlisted` are entries of the list of equivalent mutants that are no mutants. `variants` are named wrong variants of
    a model solution that no call tells apart, where an assignment has such. `marks` are the places of a draft that
    nobody has looked at yet.
    """

    assignment: str
    isolation: str
    seconds: float
    described: tuple[Described, ...]
    models: tuple[ModelGrade, ...]
    samples: tuple[Sample, ...]
    rows: tuple[Row, ...]
    judged: int
    changes: int
    unlisted: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def holes(self) -> list[tuple[Row, Fate]]:
        """The wrong programs that pass."""
        return [(row, fate) for row in self.rows for fate in row.fates if fate.became == HOLE]

    @property
    def alarms(self) -> int:
        """How many right rewrites are rejected."""
        return sum(row.alarms for row in self.rows)

    @property
    def mutants(self) -> int:
        """How many there are."""
        return sum(row.mutants for row in self.rows)

    @property
    def mutants_judged(self) -> int:
        """How many of them were reached."""
        return sum(len(row.fates) for row in self.rows)

    @property
    def complete(self) -> bool:
        """Whether everything was reached."""
        return self.judged == self.changes

    @property
    def broken(self) -> bool:
        """Whether the grader failed."""
        return any(row.count(FAILED) for row in self.rows) or any(m.verdict == "internal_error" for m in self.models)

    @property
    def strong(self) -> bool:
        """Whether nothing speaks against it."""
        return not list(self.against())

    def against(self) -> Iterator[str]:
        """What speaks against it, counted, in plain words."""
        wrong = sum(not each.right for each in self.models)
        others = [*self.unlisted]
        for row in self.rows:
            others += [trouble for trouble in row.troubles() if not trouble.startswith("false alarm")]
        for number, one, several in (
            (sum(bool(each.same) for each in self.described), *_SAME),
            (len(self.marks), "place of the draft to look at", "places of the draft to look at"),
            (wrong, *_WRONG),
            (
                sum(bool(each.differs) for each in self.samples),
                "sample that is not what it states",
                "samples that are not what they state",
            ),
            (len(self.holes), "wrong program that passes", "wrong programs that pass"),
            (self.alarms, "right program that is rejected", "right programs that are rejected"),
            (len(others), "other trouble", "other troubles"),
            (len(self.variants), "named variant that no call tells", "named variants that no call tells"),
        ):
            if number:
                yield counted(number, one, several)
        if not any(row.fates for row in self.rows) and not wrong:
            yield "no mutant was judged"

    def told_up_to(self) -> float:
        """The widest tolerance with which every mutant that was killed still is."""
        return min((row.told_up_to() for row in self.rows), default=math.inf)

    @property
    def killed(self) -> int:
        """How many mutants were rejected."""
        return sum(row.count(KILLED) for row in self.rows)


def counted(number: int, one: str, several: str) -> str:
    """How many of something."""
    return f"{number} {one if number == 1 else several}"


def two_figures_down(number: float) -> str:
    """A number, no larger than it is, in two figures."""
    if number == 0:
        return "0"
    unit = 10.0 ** (math.floor(math.log10(number)) - 1)
    return f"{math.floor(number / unit + 1e-9) * unit:.2g}"
