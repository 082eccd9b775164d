"""What a trace has seen of one call, counted, and the part of it that is told."""

from collections.abc import Iterator
from types import CodeType
from typing import NamedTuple

from grader.sandbox.bytecode import MOST_NAME, Instructions, Place
from grader.sandbox.scopes import Scope

MOST_EVENTS = 400  # of one call: the largest are told
NEAR_THE_LIMIT = 100  # of Python's recursion, which more functions than one may share
OUTSIDE = -1  # where an instruction would be that is in none of the student's functions


class Noted(NamedTuple):
    """What was seen, sent as it stands; `checks.model.Activity` says what each is.

    What is of no one instruction has the number 0.
    """

    rule: str
    file: str
    function: str
    line: int
    most: int
    total: int
    runs: int = 1
    entered: str = ""
    instruction: int = 0
    last: int = 0
    step: int = 0


class Notes:
    """Of one call after the other; an instruction is spoken of by the same number in all of them."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, int], int] = {}
        self.begin()

    def begin(self) -> None:
        """Another call: forget what was seen of the one before."""
        self.of_call = Scope(Place())
        self._noted: dict[tuple[str, Instructions, int], tuple[int, int, int, str]] = {}  # as `note` counts
        self._foreign: dict[int, CodeType] = {}
        self._loops: dict[tuple[str, int], int] = {}  # the lines of the `for` statements that ran
        self._scopes: dict[tuple[str, Place], Scope] = {}  # those in which most was entered
        self._outside: list[Instructions] = []

    def advance(self, code: Instructions, offset: int, loop: int, depth: int) -> None:
        """A `for` statement goes on, `depth` deep with those around it."""
        self._loops[code.file, loop] = code.places[loop].line
        self.note("nested", code, offset, depth)

    def counted(self, scope: Scope) -> None:
        """Something was entered once more in one go."""
        for rule, most in (("visits", scope.visits), ("again", scope.again)):
            before = self._scopes.get((rule, scope.place))
            if most and (before is None or most >= getattr(before, rule)):
                self._scopes[rule, scope.place] = scope

    def note(self, rule: str, code: Instructions, offset: int, now: int, entered: str = "") -> None:
        """Something happened once more at this instruction, `now` times at once by now."""
        key = rule, code, offset
        before = self._noted.get(key)
        if before is None:
            self._noted[key] = now, now if rule != "enters" else 1, 1, entered
        else:
            most, total, runs, _ = before
            self._noted[key] = max(most, now), total + 1, runs + (now == 1), entered

    def foreign(self, code: CodeType) -> None:
        """Code was entered that is neither the student's nor the library's."""
        self._foreign[id(code)] = code

    def outside(self, code: Instructions) -> None:
        """Something was entered that nothing of the student's has entered."""
        self._outside.append(code)

    # --- what is told ---

    def told(self, taken: str) -> list[Noted]:
        """What was seen: first what is never right, such as that the trace was `taken` away, then what happened most
        often."""
        noted = [*self._in_instructions(), *self._from_outside(), *self._in_scopes()]
        deep = any(event.rule == "recursion" and event.most > NEAR_THE_LIMIT for event in noted)
        never_right = [
            Noted("foreign", code.co_filename[:MOST_NAME], code.co_name[:MOST_NAME], 0, 1, 1)
            for code in self._foreign.values()
        ]
        if taken and not deep:  # where Python has no room left it ends the trace itself
            never_right.append(Noted("tampered", "", taken, 0, 1, 1))
        if self._loops:
            (file, _), line = min(self._loops.items())
            never_right.append(Noted("loops", file, "", line, len(self._loops), len(self._loops)))
        return [*never_right, *sorted(noted, key=lambda event: -event.most)[:MOST_EVENTS]]

    def _in_instructions(self) -> Iterator[Noted]:
        for (rule, code, offset), (most, total, runs, entered) in self._noted.items():
            number = self._number(id(code.code), offset)
            yield Noted(rule, code.file, code.name, code.line(offset), most, total, runs, entered, number)

    def _from_outside(self) -> Iterator[Noted]:
        """By the call that is traced, which enters one, and in threads."""
        if (count := len(self._outside)) > 1:
            last = self._outside[-1]
            yield Noted("enters", last.file, "", 0, count, count, 1, last.name, self._number(0, OUTSIDE))

    def _in_scopes(self) -> Iterator[Noted]:
        for (rule, place), scope in self._scopes.items():
            entered, most, number = scope.most, getattr(scope, rule), self._number(place.code, OUTSIDE - 1 - place.loop)
            seen = Noted(rule, entered.file, "", entered.first, most, entered.total, 1, entered.name, number)
            yield seen._replace(last=entered.last, step=place.line)

    def _number(self, code: int, offset: int) -> int:
        return self._numbers.setdefault((code, offset), len(self._numbers) + 1)
