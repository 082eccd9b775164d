"""What became of the mutants and the rewrites of each program."""

import math
from collections.abc import Iterator

from msgspec import Struct

from checks.model import Verdict
from grader.verify.holes import Hole
from grader.verify.judge import Judgement
from grader.verify.mutants import Mutant
from grader.verify.rewrites import Rewritten

KILLED, HOLE, LISTED, ALIKE, FAILED = "killed", "hole", "listed", "alike", "failed"
"""What a mutant is: rejected; wrong, and accepted; listed as doing the same; accepted, and no wider search tells it
from its program; or one that the grader failed to judge."""


class Fate(Struct, frozen=True, eq=False):
    """A mutant and what became of it: `listed` as equivalent or not, and the hole that a wider search found, if it
    `searched`. `lines` are those that differ."""

    mutant: Mutant
    judged: Judgement
    lines: tuple[str, ...] = ()
    listed: bool = False
    searched: bool = False
    hole: Hole | None = None

    @property
    def became(self) -> str:
        """One of KILLED, HOLE, LISTED, ALIKE, FAILED."""
        if self.judged.verdict is Verdict.INTERNAL_ERROR:
            return FAILED
        if self.judged.killed:
            return KILLED
        if self.listed:
            return LISTED
        return ALIKE if self.searched and self.hole is None else HOLE

    @property
    def killers(self) -> tuple[str, ...]:
        """The checks that rejected it; its verdict, where none of them did."""
        return (self.judged.failed or (str(self.judged.verdict),)) if self.judged.killed else ()


class Rewriting(Struct, frozen=True, eq=False):
    """A rewrite and what became of it."""

    rewritten: Rewritten
    judged: Judgement

    @property
    def alarm(self) -> bool:
        """Whether it is right, and was rejected."""
        return self.judged.killed and (self.judged.agrees or self.judged.by_text)

    @property
    def otherwise(self) -> bool:
        """Whether it does something else than its program: so it says nothing."""
        return self.judged.killed and not self.alarm


class Row(Struct, frozen=True, eq=False):
    """One program: how many mutants and rewrites it has, and what became of those that were judged.

    `wrong` says why its mutants say nothing: the program itself is rejected. `wider` is how many more calls its
    survivors were asked.
    """

    name: str
    task: str
    mutants: int
    rewrites: int
    fates: tuple[Fate, ...] = ()
    rewritten: tuple[Rewriting, ...] = ()
    wrong: str = ""
    wider: int = 0

    def count(self, became: str) -> int:
        """How many mutants became this."""
        return sum(fate.became == became for fate in self.fates)

    @property
    def right(self) -> int:
        """How many rewrites do what the program does."""
        return sum(not each.otherwise for each in self.rewritten)

    @property
    def alarms(self) -> int:
        """How many of these were rejected."""
        return sum(each.alarm for each in self.rewritten)

    def told_up_to(self) -> float:
        """The widest tolerance with which all that were killed still are."""
        return min((fate.judged.told_at for fate in self.fates if fate.became == KILLED), default=math.inf)

    def troubles(self) -> Iterator[str]:
        """What must not be, beside holes: the grader failed, a listed one is rejected, a right one did not pass."""
        if self.wrong:
            yield f"{self.name} {self.wrong}: no mutant of it says anything"
        for fate in self.fates:
            mutant = fate.mutant
            what = f"{self.name}, {mutant.change}, line {mutant.line}: {mutant.text}"
            if fate.became == FAILED:
                yield f"the grader failed: {what}"
            elif fate.became == KILLED and fate.listed:
                yield f"listed as equivalent, but {fate.judged.verdict}: {what}"
        for each in self.rewritten:
            if each.judged.verdict is Verdict.INTERNAL_ERROR:
                yield f"the grader failed: {self.name}, {each.rewritten.change}"
            elif each.alarm:
                by = f" by {', '.join(each.judged.failed)}" if each.judged.failed else ""
                yield f"false alarm: {self.name}, {each.rewritten.change}: {each.judged.verdict}{by}"
