"""Finds what was meant where no parts of a solution are known: the edit with which every call is right, two of them,
or the one that helps most.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

from checks.exercises.repair.variants import edited
from checks.model import Case, Part
from grader.judging.trials import RIGHT, Steps, Trials

MOST_ALONE = 72  # variants with one edit, where some may be kept for two
AT_ONCE = 12  # variants that are run in one trip
FIRST = 2  # edits that others are tried with
BESIDE = 4  # calls that are right, in which no edit may be wrong
Some = TypeVar("Some")
ENOUGH = 0.5  # of the calls that fail, that are right with an edit which helps


class Guessed(Struct, frozen=True):
    """The edits that were meant. With all of them every call is right, or `helped` of the `failing` ones are."""

    parts: tuple[Part, ...]
    helped: int = 0
    failing: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing else is wrong."""
        return self.helped == self.failing


def guessed(guesses: Sequence[Part], data: bytes, trials: Trials, lines: frozenset[int]) -> Guessed:
    """What was meant in a text, as far as that is found; `lines` are those in which calls ended."""
    search = _Search(_ordered(guesses, lines), data, trials)
    return search.alone() or search.two() or search.best() or Guessed(())


def _ordered(guesses: Sequence[Part], lines: frozenset[int]) -> list[Part]:
    """The likeliest first: those of lines in which calls ended are likelier than they are elsewhere."""
    places = {part: (place // 3 if part.line in lines else place) for place, part in enumerate(guesses)}
    return sorted(guesses, key=places.__getitem__)


class _Search:
    def __init__(self, guesses: Sequence[Part], data: bytes, trials: Trials) -> None:
        self._guesses, self._data, self._trials = guesses, data, trials
        right = [case for case in trials.rest if case.id in trials.right]
        self._cases = (*trials.handful, *right[:: max(1, len(right) // BESIDE)][:BESIDE])
        self._before: Steps = trials.steps([edited(data, ())], self._cases)[0]
        self._alone: dict[Part, Steps] = {}

    def alone(self) -> Guessed | None:
        """One edit with which every call is right."""
        for some in _batches(self._guesses):
            if len(self._alone) >= MOST_ALONE and self._helpful:
                break
            for part, steps in zip(some, self._steps([(part,) for part in some]), strict=True):
                self._alone[part] = steps
            if found := self._first([(part,) for part in some], [self._alone[part] for part in some]):
                return found
        return None

    def two(self) -> Guessed | None:
        """Two edits with which every call is right, of which the first one helps by itself."""
        for first in self._helpful[:FIRST]:
            others = sorted(self._alone, key=lambda part: -sum(self._alone[part]))
            pairs = [(first, other) for other in others if _are_apart(first, other)]
            for some in _batches(pairs[: self._trials.left * 3 // 4]):
                if found := self._first(some, self._steps(some)):
                    return found
        return None

    def best(self) -> Guessed | None:
        """The edit with which most of the calls that fail are right, and none is wrong that was right before."""
        trials, found = self._trials, Guessed(())
        every = [case for case, _ in trials.seen]
        wrong = [case.id not in trials.right for case in every]
        for part in self._helpful[:FIRST]:
            now = trials.right_in(self._text((part,)), every)
            helped = sum(is_right and was for is_right, was in zip(now, wrong, strict=True))
            spoilt = any(not is_right and not was for is_right, was in zip(now, wrong, strict=True))
            if not spoilt and helped > found.helped and helped >= ENOUGH * sum(wrong):
                found = Guessed((part,), helped, sum(wrong))
        return found if found.parts else None

    @property
    def _helpful(self) -> list[Part]:
        """Edits with which some calls get further and none gets less far, those with which they get furthest first."""
        better = [part for part, steps in self._alone.items() if _is_better(steps, self._before)]
        return sorted(better, key=lambda part: -sum(self._alone[part]))

    def _first(self, some: Sequence[tuple[Part, ...]], steps: Sequence[Steps]) -> Guessed | None:
        """The first of several with which every call is right."""
        for parts, reached in zip(some, steps, strict=True):
            if set(reached) == {RIGHT} and all(self._trials.right_in(self._text(parts), self._every)):
                return Guessed(tuple(sorted(parts, key=lambda part: part.line)))
        return None

    @property
    def _every(self) -> list[Case]:
        return [case for case, _ in self._trials.seen]

    def _steps(self, some: Sequence[tuple[Part, ...]]) -> list[Steps]:
        return self._trials.steps([self._text(parts) for parts in some], self._cases)

    def _text(self, parts: Sequence[Part]) -> bytes:
        return edited(self._data, [edit for part in parts for edit in part.edits])


def _batches(every: Sequence[Some]) -> Iterator[Sequence[Some]]:
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]


def _is_better(now: Steps, before: Steps) -> bool:
    return now != before and all(one >= other for one, other in zip(now, before, strict=True))


def _are_apart(one: Part, other: Part) -> bool:
    """Whether two parts share no place in the text."""
    return all(a.end <= b.start or b.end <= a.start for a in one.edits for b in other.edits)
