"""Finds which parts of a file are wrong: with right ones in their place every call is right.

Variants are counted, never timed: the same file is always told the same. What is hidden has no part in it, as students
read what is found.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from checks.exercises.repair.telling import is_open
from checks.exercises.repair.variants import variant
from checks.model import Judged, Part, Ran, Reading, Source, TaskFiles
from checks.model.assignment import Limits
from grader.judging.failing import RULES, failed
from grader.judging.guessing import guessed
from grader.judging.on_demand import AnyRead
from grader.judging.prepared import Prepared
from grader.judging.trials import Trials
from grader.judging.trips import Outcomes
from grader.sandbox.client import Sandbox

MOST_BESIDE = 2  # parts that are tried together beside those that are wrong in any case
MOST_CONVENTIONS = 2  # that a reading is tried by
MOST_FOLLOWED = 8  # that may be what the zeros of a file follow, each run on many calls
KEPT_BACK = 24  # variants that are kept for another reading
Set = frozenset[int]


class Repaired(Struct, frozen=True):
    """The parts that are wrong, as few as were found; `variants` is how many were run for it.

    With right ones in their place every call is right, or, where something else is wrong, too, `helped` of the
    `failing` ones are.
    """

    parts: tuple[Part, ...]
    variants: int
    helped: int = 0
    failing: int = 0


def is_wanted(read: AnyRead, ran: Ran) -> bool:
    """Whether something is wrong that no name explains, in a text whose parts are known and that keeps to the rules.

    Loops too many are no reason to say no more.
    """
    broken = [check for check in RULES if check != "loops" and failed(read.judged.get(check, Judged(None)))]
    return not broken and is_open(ran.judged) and bool(read.readings or read.guesses)


def repaired(
    prepared: Prepared, outcomes: Outcomes, files: TaskFiles, read: AnyRead, limits: Limits, box: Sandbox
) -> Repaired:
    """The smallest set of parts with which everything is right; where no parts are known, what may have been meant.

    Raises:
        SandboxError: the sandbox failed.
    """
    assert isinstance(files.file, Source)
    trials = Trials(prepared, outcomes, files, limits, box)
    if not trials.handful:
        return Repaired((), 0)
    if not read.readings:
        ended = {seen.traceback[-1] for _, seen in trials.seen if seen.traceback}
        lines = frozenset(place.line for place in ended if place.file == prepared.task.file)
        found = guessed(read.guesses, files.file.data, trials, lines)
        return Repaired(found.parts, trials.made, found.helped, found.failing)
    held = prepared.exercise.kept_to(prepared.task, prepared.policy, trials.seen, prepared.answers)
    best: tuple[Part, ...] = ()
    for reading in read.readings:
        wrong = _of_reading(reading, files.file.data, trials, held)
        if wrong and (not best or len(wrong) < len(best)):
            best = tuple(reading.parts[number] for number in sorted(wrong))
        if len(best) == 1 or not trials.left:
            break
    return Repaired(best, trials.made)


def _of_reading(reading: Reading, data: bytes, trials: Trials, held: str) -> Set:
    """The fewest parts of a reading that are wrong, by the convention that the file is held to, else by others."""
    for convention in _likeliest(reading, data, trials, held)[:MOST_CONVENTIONS]:

        def text(parts: Set, convention: str = convention) -> bytes:
            return variant(data, reading, parts, convention)

        search = _Search(len(reading.parts), text, trials)
        found = search.found()
        if found or search.understood:
            return found
    return frozenset()


def _likeliest(reading: Reading, data: bytes, trials: Trials, held: str) -> list[str]:
    """The conventions, first the one that the zeros of the file follow as they stand, else `held`."""
    found = sorted(reading.conventions, key=lambda name: name != held)
    others = frozenset(number for number, part in enumerate(reading.parts) if part.id.partition(" ")[0] != "zeros")
    if len(found) <= MOST_CONVENTIONS or len(others) in (0, len(reading.parts)):
        return found
    texts = [variant(data, reading, others, name) for name in found]
    promising = [name for name, says in zip(found, trials.promising(texts), strict=True) if says]
    followed = next(
        (name for name in promising[:MOST_FOLLOWED] if trials.is_right(variant(data, reading, others, name))), held
    )
    return sorted(found, key=lambda name: name != followed)


class _Search:
    """The search in one reading. `understood` says that the text is right with all of its parts right ones."""

    def __init__(self, count: int, text: Callable[[Set], bytes], trials: Trials) -> None:
        self._every, self._text, self._trials = frozenset(range(count)), text, trials
        self.understood = False

    def found(self) -> Set:
        """The smallest set that was found; an empty one where none was."""
        every = self._every
        singles = [frozenset({one}) for one in sorted(every)]
        without = [every - one for one in singles] if len(every) > 1 else []
        says = self._promising([every, *singles, *without])
        found = self._first(one for one in singles if says[one])
        if found:
            return found
        self.understood = says[every] and self._is_right(every)
        if not self.understood:
            return self._first_of(frozenset(pair) for pair in combinations(sorted(every), 2))
        needed = frozenset().union(*(one for one in singles if not says.get(every - one, False)))
        found = self._first_of(self._with(needed)) or every
        return self._narrowed(found)

    def _with(self, needed: Set) -> Iterator[Set]:
        """The parts that all the others cannot do without, and a few more."""
        others = sorted(self._every - needed)
        for more in range(MOST_BESIDE + 1):
            for some in combinations(others, more):
                if len(needed) + more > 1:
                    yield needed | {*some}

    def _first_of(self, sets: Iterator[Set]) -> Set:
        room = max(0, self._trials.left - KEPT_BACK)
        chosen = [each for each, _ in zip(sets, range(room), strict=False)]
        says = self._promising(chosen)
        return self._first(each for each in chosen if says[each])

    def _narrowed(self, parts: Set) -> Set:
        """Without those that can be left as they are."""
        for one in sorted(parts, reverse=True):
            if len(parts) > 1 and self._is_right(parts - {one}):
                parts -= {one}
        return parts

    def _first(self, sets: Iterator[Set]) -> Set:
        return next(filter(self._is_right, sets), frozenset())

    def _promising(self, sets: Sequence[Set]) -> dict[Set, bool]:
        return dict(zip(sets, self._trials.promising([self._text(each) for each in sets]), strict=True))

    def _is_right(self, parts: Set) -> bool:
        return self._trials.is_right(self._text(parts))
