"""Counts how often functions are entered in one go: in one step of a `for` statement, or outside of all of them.

What is entered there enters others in the same go, whichever lines do it and however many functions lie between.
"""

from collections import Counter
from typing import NamedTuple

from grader.sandbox.bytecode import Instructions, Place


class Entered(NamedTuple):
    """How often a function was entered, and by which lines of a file, from the first to the last."""

    total: int
    name: str
    file: str
    first: int
    last: int


class Scope:
    """One go, at a place. `visits` counts entries beyond the first by an instruction while it runs once, `again` those
    of a function beyond the first by an instruction however often it runs."""

    __slots__ = ("_entries", "again", "place", "visits")

    def __init__(self, place: Place) -> None:
        self.place = place
        self.visits = self.again = 0
        self._entries: dict[tuple[Instructions, int, Instructions], int] = {}

    def enter(self, by: Instructions, offset: int, entered: Instructions, *, more: bool) -> None:
        """A function is entered by an instruction; `more`: which has entered one before while it runs."""
        key = by, offset, entered
        count = self._entries.get(key, 0)
        self._entries[key] = count + 1
        if count:
            self.again += 1
        if more:
            self.visits += 1

    @property
    def most(self) -> Entered:
        """What was entered most often."""
        totals = Counter[Instructions]()
        for (_, _, entered), count in self._entries.items():
            totals[entered] += count
        ((most, total),) = totals.most_common(1)
        lines = sorted((by.file, by.line(offset)) for by, offset, entered in self._entries if entered is most)
        file, first = lines[0]
        return Entered(total, most.name, file, first, max(line for other, line in lines if other == file))
