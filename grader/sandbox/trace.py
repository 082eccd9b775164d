"""Traces a call while it runs and tells what repeats, instruction by instruction.

The student's own code objects are known by identity, whatever name they go by. What is told is a claim of the
student's process, like all else from there.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any, NamedTuple

from grader.sandbox.bytecode import MOST_NAME, Instructions, Text, codes, read

MOST_EVENTS = 400  # of one call: the largest are told
DEEPEST = 1000  # frames looked through for one that is entered again
NEAR_THE_LIMIT = 100  # of Python's recursion, which more functions than one may share
# What is not seen of a call is not told either: whoever takes the trace away is.
TAMPERING = frozenset({"sys.settrace", "sys.setprofile", "sys.monitoring.register_callback"})
UNTRACED_THREADS = frozenset({"_thread.start_new_thread", "_thread.start_joinable_thread"})
BOOTSTRAP = threading.Thread._bootstrap  # type: ignore[attr-defined]
FIRST_STEPS = threading.Thread._bootstrap_inner.__code__  # type: ignore[attr-defined]
MAKERS = frozenset({"dataclasses", "collections"})  # modules that make methods from text of their own
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


class _Activation:
    """One activation of a student's function, which sees its instructions run."""

    __slots__ = ("advanced", "code", "delegated", "entries", "offset", "outer", "runs", "seen", "tracer")

    def __init__(self, tracer: "Tracer", code: Instructions) -> None:
        self.tracer, self.code = tracer, code
        self.outer = 0  # how many `for` statements are under way around it, in those that called it
        self.offset = OUTSIDE
        self.entries = 0  # into functions of the student's, by the instruction that runs now
        self.advanced: dict[int, int] = {}
        self.seen: dict[int, tuple[int, int]] = {}  # offset: how far the loops around it were, how often since then
        self.delegated: dict[int, int] = {}  # entries by a `yield from` so far
        self.runs: dict[int, int] = {}

    def __call__(self, frame: FrameType, event: str, _: Any) -> "_Activation":
        if event == "opcode":
            self._step(frame.f_lasti)
        return self

    @property
    def depth(self) -> int:
        """How many `for` statements are under way, one within another."""
        return self.outer + self.code.deep.get(self.offset, 0) + (self.offset in self.code.advances)

    def _step(self, offset: int) -> None:
        self.offset, self.entries = offset, 0
        code = self.code
        if offset in code.advances:
            loop = code.advances[offset]
            self.advanced[loop] = self.advanced.get(loop, 0) + 1
            self.tracer.advance(code, offset, loop, self.depth)
        around = code.around.get(offset)
        if around is None:
            return
        stamp = sum(self.advanced.get(loop, 0) for loop in around)
        before, count = self.seen.get(offset, (-1, 0))
        count = count + 1 if stamp == before else 1
        self.seen[offset] = stamp, count
        if count == 1:
            return
        if offset in code.delegations:
            self.entries = self.delegated.get(offset, 0)  # it runs again because it is resumed: one step still
        else:
            self.tracer.note("repeats", code, offset, most=count)

    def enter(self, name: str) -> None:
        """The instruction that runs now has entered a function of the student's."""
        self.entries += 1
        if self.offset in self.code.delegations:
            self.delegated[self.offset] = self.entries
        self.runs[self.offset] = self.runs.get(self.offset, 0) + (self.entries == 1)
        self.tracer.note("enters", self.code, self.offset, most=self.entries, runs=self.runs[self.offset], entered=name)


class Tracer:
    """Traces calls, one at a time; made before the student's code is loaded."""

    def __init__(self) -> None:
        self._files: dict[int, tuple[CodeType, Text]] = {}
        self._codes: dict[int, Instructions] = {}
        self._libraries: dict[int, tuple[CodeType, bool]] = {}
        self._folders = tuple({os.path.dirname(module.__file__) for module in _libraries() if module.__file__})
        self._numbers: dict[tuple[int, int], int] = {}  # of the instructions that are spoken of
        self._noted: dict[tuple[str, int, int], Noted] = {}
        self._loops: set[tuple[str, int]] = set()
        self._outside = 0  # entries into the student's functions by nothing of the student's
        self._tracing, self._own = False, False
        sys.addaudithook(self._audit)

    def learn(self, module: CodeType, file: str, data: bytes) -> None:
        """Know a file's code objects as the student's, whatever name they go by."""
        text = read(file, data)
        for code in codes(module):
            self._files[id(code)] = code, text

    def trace(
        self, function: Callable[..., object], arguments: list[Any], by_name: dict[str, Any]
    ) -> tuple[Any, list[Noted]]:
        """Call the function; what it returns, and what was seen.

        Raises:
            BaseException: whatever the function raises.
        """
        self._noted, self._loops, self._outside = {}, set(), 0
        if sys.version_info[:2] == (3, 12):
            sys._getframe().f_trace_opcodes = True  # else the first trace sees no instruction
        self._set(self._enter)
        self._tracing = True
        try:
            result = function(*arguments, **by_name)
            if sys.gettrace() != self._enter:
                self._tampered("sys.settrace")
        finally:
            self._tracing = False
            self._set(None)
        return result, self._told()

    def _set(self, hook: Any) -> None:
        self._own = True
        threading.settrace(hook)
        sys.settrace(hook)
        self._own = False

    def _told(self) -> list[Noted]:
        """What was seen: first what is never right, then what happened most often."""
        if any(event.rule == "recursion" and event.most > NEAR_THE_LIMIT for event in self._noted.values()):
            self._noted.pop(("tampered", 0, 0), None)  # Python ends the trace itself where it has no room left
        told = sorted(self._noted.values(), key=lambda event: (event.instruction > 0, -event.most))[:MOST_EVENTS]
        if self._loops:
            file, number = min(self._loops)
            line = next(text.loops[number].statement[0] for _, text in self._files.values() if text.file == file)
            told.insert(0, Noted("loops", file, "", line, len(self._loops), len(self._loops)))
        return told

    # --- what is entered ---

    def _enter(self, frame: FrameType, event: str, _: Any) -> "_Activation | None":
        if event != "call":
            return None
        code = frame.f_code
        if id(code) in self._files:
            return self._entered(frame, code)
        if not self._of_library(code, frame):
            name = code.co_name[:MOST_NAME]
            self._noted["foreign", id(code), 0] = Noted("foreign", code.co_filename[:MOST_NAME], name, 0, 1, 1)
        return None

    def _entered(self, frame: FrameType, code: CodeType) -> "_Activation":
        activation = frame.f_trace if isinstance(frame.f_trace, _Activation) else None
        resumed = activation is not None  # a generator, whose own instructions tell how often it does what
        if activation is None:
            activation = _Activation(self, self._known(code))
            frame.f_trace = activation
            frame.f_trace_lines = False
            frame.f_trace_opcodes = True
        caller, depth = self._caller(frame, code)
        activation.outer = caller.depth if caller else 0
        if resumed:
            return activation
        if caller is not None:
            caller.enter(activation.code.name)
        else:
            self._entered_from_outside(activation.code)
        if depth:
            self.note("recursion", activation.code, OUTSIDE, most=depth + 1)
        return activation

    def _caller(self, frame: FrameType, code: CodeType) -> "tuple[_Activation | None, int]":
        """The student's activation that this one was entered from, through any library; how often it is under way."""
        caller, depth, above, looked = None, 0, frame.f_back, 0
        while above is not None and looked < DEEPEST:
            if caller is None and isinstance(above.f_trace, _Activation):
                caller = above.f_trace
            depth += above.f_code is code
            above, looked = above.f_back, looked + 1
        return caller, depth

    def _entered_from_outside(self, code: Instructions) -> None:
        """By the call that is traced, and in threads."""
        self._outside += 1
        if self._outside > 1:
            event = Noted("enters", code.file, "", 0, self._outside, self._outside, 1, code.name)
            self._noted["enters", 0, OUTSIDE] = event._replace(instruction=self._number(0, OUTSIDE))

    def _known(self, code: CodeType) -> Instructions:
        known = self._codes.get(id(code))
        if known is None:
            known = self._codes[id(code)] = Instructions(code, self._files[id(code)][1])
        return known

    def _of_library(self, code: CodeType, frame: FrameType) -> bool:
        kept = self._libraries.get(id(code))
        if kept is None:
            ours = self._is_library(code.co_filename) or self._made_by_library(frame.f_globals)
            kept = self._libraries[id(code)] = code, ours
        return kept[1]

    def _is_library(self, file: str) -> bool:
        return file.startswith((*self._folders, "<frozen ", "<__array_function__"))

    def _made_by_library(self, names: dict[str, Any]) -> bool:
        """Whether a method was made from text before the student's code was loaded; `_made` sees what comes later."""
        name = str(names.get("__name__"))
        module = sys.modules.get(name)
        # A namedtuple's own methods have a module of their own, which is nowhere to be found.
        return name.startswith("namedtuple_") or (
            module is not None and vars(module) is names and self._is_library(str(getattr(module, "__file__", "")))
        )

    # --- what is noted ---

    def advance(self, code: Instructions, offset: int, loop: int, depth: int) -> None:
        """A `for` statement goes on, `depth` deep with those around it."""
        self._loops.add((code.file, loop))
        self.note("nested", code, offset, most=depth)

    def note(self, rule: str, code: Instructions, offset: int, *, most: int, runs: int = 1, entered: str = "") -> None:
        """Something happened once more at this instruction, `most` times at once by now."""
        key = (rule, id(code.code), offset)
        before = self._noted.get(key)
        total = before.total + 1 if before else (1 if rule == "enters" else most)
        most = max(most, before.most if before else 0)
        number = before.instruction if before else self._number(id(code.code), offset)
        self._noted[key] = Noted(rule, code.file, code.name, code.line(offset), most, total, runs, entered, number)

    def _number(self, code: int, offset: int) -> int:
        return self._numbers.setdefault((code, offset), len(self._numbers) + 1)

    # --- what takes the trace away, and what is made while running ---

    def _tampered(self, how: str) -> None:
        self._noted["tampered", 0, 0] = Noted("tampered", "", how, 0, 1, 1)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "exec":
            self._made(arguments[0], sys._getframe(1))
        elif not self._tracing or self._own:
            return
        elif event in UNTRACED_THREADS:
            if getattr(arguments[0], "__func__", None) is not BOOTSTRAP:
                self._tampered(event)
        elif event in TAMPERING:
            of_thread = sys._getframe(1).f_code is FIRST_STEPS and threading.gettrace() == self._enter
            if not of_thread:
                self._tampered(event)

    def _made(self, made: object, frame: FrameType) -> None:
        """Code is run that was made from text: by the student's file, or by a library for its own ends."""
        of_student = id(frame.f_code) in self._files
        of_library = frame.f_globals.get("__name__") in MAKERS and self._of_library(frame.f_code, frame)
        if isinstance(made, CodeType) and (of_student or of_library):
            for code in codes(made):
                self._libraries[id(code)] = code, of_library


def _libraries() -> Iterator[Any]:
    """Modules whose folders hold the library's code: Python's, numpy's, and this package."""
    yield os
    yield sys.modules[__name__]
    if "numpy" in sys.modules:
        yield sys.modules["numpy"]
