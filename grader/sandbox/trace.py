"""Traces a call while it runs and tells what repeats: instruction by instruction, or line by line at a tenth of the
price.

The student's own code objects are known by identity, whatever name they go by. What is told is a claim of the
student's process, like all else from there.
"""

import gc
import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

from grader.sandbox.bytecode import Instructions, Text, codes, read
from grader.sandbox.library import Library
from grader.sandbox.notes import OUTSIDE, Noted, Notes
from grader.sandbox.scopes import Scope
from grader.sandbox.threads import Threads

DEEPEST = 1000  # frames looked through for one that is entered again
# What is not seen of a call is not told either: whoever takes the trace away is.
TAMPERING = frozenset({"sys.settrace", "sys.setprofile", "sys.monitoring.register_callback"})


class _Activation:
    """One activation of a student's function, which sees its instructions run, or its lines."""

    __slots__ = (
        "_scopes",
        "advanced",
        "code",
        "delegated",
        "entries",
        "notes",
        "offset",
        "outer",
        "scope",
        "seen",
    )

    def __init__(self, notes: Notes, code: Instructions) -> None:
        self.notes, self.code = notes, code
        self.outer = 0  # how many `for` statements are under way around it, in those that called it
        self.scope = notes.of_call  # what it was entered in
        self.offset = OUTSIDE
        self.entries = 0  # into functions of the student's, by the instruction that runs now
        self.advanced: dict[int, int] = {}
        self.seen: dict[int, tuple[int, int]] = {}  # offset: how far the loops around it were, how often since then
        self.delegated: dict[int, int] = {}  # entries by a `yield from` so far
        self._scopes: dict[int, tuple[int, Scope]] = {}  # the last step of each loop: how far it was, what was entered

    def __call__(self, frame: FrameType, event: str, _: Any) -> "_Activation":
        if event == "opcode":
            self._step(frame.f_lasti, self.code.advances.get(frame.f_lasti))
        elif event == "line":
            offset = frame.f_lasti
            self._step(offset, self.code.advances.get(offset, self.code.returns.get(offset)))
        return self

    @property
    def depth(self) -> int:
        """How many `for` statements are under way, one within another."""
        return self.outer + len(self.code.steps.get(self.offset, ()))

    def _step(self, offset: int, loop: int | None) -> None:
        self.offset, self.entries = offset, 0
        code = self.code
        if loop is not None:
            self.advanced[loop] = self.advanced.get(loop, 0) + 1
            self.notes.advance(code, offset, loop, self.depth)
        around = code.around.get(offset)
        if around is None:
            return
        stamp = self._stamp(around)
        before, count = self.seen.get(offset, (-1, 0))
        count = count + 1 if stamp == before else 1
        self.seen[offset] = stamp, count
        if count == 1:
            return
        if offset in code.delegations:
            self.entries = self.delegated.get(offset, 0)  # it runs again because it is resumed: one step still
        else:
            self.notes.note("repeats", code, offset, count)

    def enter(self, offset: int, entered: Instructions) -> Scope:
        """The instruction that runs now has entered a function of the student's; what that belongs to."""
        offset = self.code.begins.get(offset, offset)
        if offset != self.offset:  # of a line, another instruction than the one that was told of
            self.offset, self.entries = offset, 0
        self.entries += 1
        if offset in self.code.delegations:
            self.delegated[offset] = self.entries
        self.notes.note("enters", self.code, offset, self.entries, entered.name)
        scope = self.scope_now
        scope.enter(self.code, offset, entered, more=self.entries > 1)
        if scope.again or scope.visits:
            self.notes.counted(scope)
        return scope

    @property
    def scope_now(self) -> Scope:
        """The step of a `for` statement that is under way, or what the activation itself belongs to."""
        steps = self.code.steps.get(self.offset)
        if not steps:
            return self.scope
        loop, stamp = steps[-1], self._stamp(steps)
        before = self._scopes.get(loop)
        if before is None or before[0] != stamp:
            before = self._scopes[loop] = stamp, Scope(self.code.places[loop])
        return before[1]

    def _stamp(self, loops: tuple[int, ...]) -> int:
        stamp = 0
        for loop in loops:  # a generator expression takes twice the time
            stamp += self.advanced.get(loop, 0)
        return stamp


class Tracer:
    """Traces calls, one at a time; made before the student's code is loaded."""

    def __init__(self, library: Library) -> None:
        self._notes = Notes()
        self._library, self._ours = library, library.known
        self._files: dict[int, tuple[CodeType, Text]] = {}
        self._codes: dict[int, Instructions] = {}
        self._by_line, self._own, self._taken = False, False, ""
        self._threads = Threads(self._enter)
        sys.addaudithook(self._audit)

    def learn(self, module: CodeType, file: str, data: bytes) -> None:
        """Know a file's code objects as the student's, whatever name they go by."""
        text = read(file, data)
        for code in codes(module):
            self._files[id(code)] = code, text

    def trace(
        self, function: Callable[..., object], arguments: list[Any], by_name: dict[str, Any], *, by_line: bool
    ) -> tuple[Any, list[Noted]]:
        """Call the function; what it returns, and what was seen of its instructions, or of its lines.

        Raises:
            BaseException: whatever the function raises.
        """
        self._notes.begin()
        self._by_line = by_line
        if sys.version_info[:2] == (3, 12):
            sys._getframe().f_trace_opcodes = True  # else the first trace sees no instruction
        gc.disable()  # it would mostly begin within the trace, which sees nothing of what a `__del__` does there
        self._set(self._enter)
        try:
            result = function(*arguments, **by_name)
            gc.collect()
            taken = sys.gettrace() != self._enter
        finally:
            self._set(None)
            gc.enable()
        return result, self._notes.told("sys.settrace" if taken else self._taken or self._threads.unwatched())

    def _set(self, hook: Any) -> None:
        self._own = True
        sys.settrace(hook)
        self._own = False

    # --- what is entered ---

    def _enter(self, frame: FrameType, _event: str, _: Any) -> "_Activation | None":
        code = frame.f_code
        if id(code) in self._ours:  # numpy's own functions, mostly
            return None
        if id(code) in self._files:
            return self._entered(frame, code)
        if not self._library.has(code):
            self._notes.foreign(code)
        return None

    def _entered(self, frame: FrameType, code: CodeType) -> "_Activation":
        activation = frame.f_trace if isinstance(frame.f_trace, _Activation) else None
        resumed = activation is not None  # a generator, whose own instructions tell how often it does what
        if activation is None:
            activation = frame.f_trace = _Activation(self._notes, self._known(code))
            frame.f_trace_lines = self._by_line
            frame.f_trace_opcodes = not self._by_line
        caller, offset, depth = self._caller(frame, code)
        activation.outer = caller.depth if caller else 0
        if resumed:
            activation.scope = caller.scope_now if caller else self._notes.of_call
            return activation
        if caller is not None:
            activation.scope = caller.enter(offset, activation.code)
        else:
            self._notes.outside(activation.code)
        if depth:
            self._notes.note("recursion", activation.code, OUTSIDE, depth + 1)
        return activation

    def _caller(self, frame: FrameType, code: CodeType) -> "tuple[_Activation | None, int, int]":
        """The student's activation that this one was entered from, through any library, and by which instruction; how
        often the code is under way."""
        caller, offset, depth, above, looked = None, OUTSIDE, 0, frame.f_back, 0
        while above is not None and looked < DEEPEST:
            if caller is None and isinstance(above.f_trace, _Activation):
                caller, offset = above.f_trace, above.f_lasti
            depth += above.f_code is code
            above, looked = above.f_back, looked + 1
        return caller, offset, depth

    def _known(self, code: CodeType) -> Instructions:
        known = self._codes.get(id(code))
        if known is None:
            known = self._codes[id(code)] = Instructions(code, self._files[id(code)][1])
        return known

    # --- what takes the trace away, and what is made while running ---

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "exec":
            if isinstance(arguments[0], CodeType):
                self._library.made(arguments[0], sys._getframe(1).f_code)
        elif event in TAMPERING:
            if not self._own and not self._threads.starts(sys._getframe(1).f_code):
                self._taken = event
        elif self._threads.evaded(event, arguments):
            self._taken = event
