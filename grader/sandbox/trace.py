"""Watches a call while it runs and tells what repeats, instruction by instruction.

The student's own code objects are known by identity, and spoken of by the offsets of their instructions, since a line
repeats when a statement spans several. What is told is a claim of the student's process, like all else from there.
"""

import ast
import dis
import os
import sys
import threading
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any

from grader.sandbox.frame import Event

MOST_EVENTS = 40  # of one call: the largest are told
MOST_NAME = 80
DEEPEST = 400  # frames looked through for one that is entered again
# What is not seen of a call is not told either: whoever takes the watch away is.
TAMPERING = frozenset({"sys.settrace", "sys.setprofile", "sys.monitoring.register_callback"})
# Until Python 3.12 the instruction that advances a `for` statement has the place of the whole statement, then that of
# what it goes over. A comprehension's has neither.
PLACED_AT_STATEMENT = sys.version_info < (3, 13)

Place = tuple[int, int, int, int]  # first line, last line, first column, last column


class _Code:
    """What is known of one of the student's code objects: which `for` statements stand around each instruction."""

    def __init__(self, code: CodeType, file: str, loops: list[tuple[Place, Place]]) -> None:
        self.code, self.file, self.name = code, file, code.co_name[:MOST_NAME]
        self.lines: dict[int, int] = {}
        self.around: dict[int, tuple[int, ...]] = {}
        self.advances: dict[int, int] = {}
        extended: list[int] = []
        for instruction in dis.get_instructions(code):
            place = _place(instruction)
            if place is not None:
                self.lines[instruction.offset] = place[0]
                self.around[instruction.offset] = tuple(n for n, (loop, _) in enumerate(loops) if _inside(place, loop))
            if instruction.opname == "EXTENDED_ARG":
                extended.append(instruction.offset)
                continue
            for number, (statement, iterated) in enumerate(loops):
                if instruction.opname == "FOR_ITER" and place == (statement if PLACED_AT_STATEMENT else iterated):
                    # Python 3.11 tells of the prefix instead of the instruction itself.
                    self.advances |= dict.fromkeys([*extended, instruction.offset], number)
            extended = []


class _Activation:
    """One activation of a student's function, and the tracer of its instructions."""

    __slots__ = ("advanced", "code", "entries", "offset", "runs", "seen", "watch")

    def __init__(self, watch: "Watcher", code: _Code) -> None:
        self.watch, self.code = watch, code
        self.offset = -1
        self.entries = 0  # into functions of the student's, by the instruction that runs now
        self.advanced: dict[int, int] = {}
        self.seen: dict[int, tuple[int, int]] = {}  # offset: how far the loops around it were, how often since then
        self.runs: dict[int, int] = {}

    def __call__(self, frame: FrameType, event: str, _: Any) -> "_Activation":
        if event == "opcode":
            self._step(frame.f_lasti)
        return self

    def _step(self, offset: int) -> None:
        self.offset, self.entries = offset, 0
        code = self.code
        if offset in code.advances:
            loop = code.advances[offset]
            self.advanced[loop] = self.advanced.get(loop, 0) + 1
            self.watch.loops.add((code.file, loop))
        around = code.around.get(offset)
        if around is None:
            return
        stamp = sum(self.advanced.get(loop, 0) for loop in around)
        before, count = self.seen.get(offset, (-1, 0))
        count = count + 1 if stamp == before else 1
        self.seen[offset] = stamp, count
        if count > 1:
            self.watch.note("repeats", code, offset, most=count)

    def enter(self, name: str) -> None:
        """The instruction that runs now has entered a function of the student's."""
        self.entries += 1
        self.runs[self.offset] = self.runs.get(self.offset, 0) + (self.entries == 1)
        self.watch.note("enters", self.code, self.offset, most=self.entries, runs=self.runs[self.offset], entered=name)


class Watcher:
    """Watches calls, one at a time; made before the student's code is loaded."""

    def __init__(self) -> None:
        self._files: dict[int, tuple[CodeType, str, list[tuple[Place, Place]]]] = {}
        self._codes: dict[int, _Code] = {}
        self._libraries: dict[int, tuple[CodeType, bool]] = {}
        self._folders = tuple({os.path.dirname(module.__file__) for module in _libraries() if module.__file__})
        self._events: dict[tuple[str, int, int], Event] = {}
        self._watching, self._own = False, False
        self.loops: set[tuple[str, int]] = set()
        sys.addaudithook(self._audit)

    def learn(self, module: CodeType, file: str, data: bytes) -> None:
        """Know a file's code objects as the student's, whatever name they go by."""
        loops = [(_of(node), _of(node.iter)) for node in ast.walk(ast.parse(data)) if isinstance(node, ast.For)]
        for code in _codes(module):
            self._files[id(code)] = code, file, loops

    def watch(self, function: Callable[..., object], arguments: list[Any]) -> tuple[Any, list[Event]]:
        """Call the function; what it returns, and what was seen.

        Raises:
            BaseException: whatever the function raises.
        """
        self._events, self.loops = {}, set()
        if sys.version_info[:2] == (3, 12):
            sys._getframe().f_trace_opcodes = True  # else the first watch sees no instruction
        self._trace(self._enter)
        self._watching = True
        try:
            result = function(*arguments)
            if sys.gettrace() != self._enter:
                self._tampered("sys.settrace")
        finally:
            self._watching = False
            self._trace(None)
        return result, self._told()

    def _trace(self, tracer: Any) -> None:
        self._own = True
        threading.settrace(tracer)
        sys.settrace(tracer)
        self._own = False

    def _told(self) -> list[Event]:
        events = sorted(self._events.values(), key=lambda event: -event.most)[:MOST_EVENTS]
        if self.loops:
            file, number = min(self.loops)
            line = next(loops[number][0][0] for _, name, loops in self._files.values() if name == file)
            events.append(Event("loops", file, "", line, len(self.loops), len(self.loops)))
        return events

    def _enter(self, frame: FrameType, event: str, _: Any) -> "_Activation | None":
        if event != "call":
            return None
        code = frame.f_code
        if id(code) in self._files:
            return self._entered(frame, code)
        if not self._of_library(code, frame):
            name = code.co_name[:MOST_NAME]
            self._events["foreign", id(code), 0] = Event("foreign", code.co_filename[:MOST_NAME], name, 0, 1, 1)
        return None

    def _entered(self, frame: FrameType, code: CodeType) -> "_Activation":
        activation = frame.f_trace if isinstance(frame.f_trace, _Activation) else None
        resumed = activation is not None
        if activation is None:
            activation = _Activation(self, self._known(code))
            frame.f_trace = activation
            frame.f_trace_lines = False
            frame.f_trace_opcodes = True
        caller, depth = self._caller(frame, code)
        if caller is not None:
            caller.enter(activation.code.name)
        if depth and not resumed:
            self.note("recursion", activation.code, 0, most=depth + 1)
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

    def _known(self, code: CodeType) -> _Code:
        known = self._codes.get(id(code))
        if known is None:
            _, file, loops = self._files[id(code)]
            known = self._codes[id(code)] = _Code(code, file, loops)
        return known

    def _of_library(self, code: CodeType, frame: FrameType) -> bool:
        kept = self._libraries.get(id(code))
        if kept is None:
            name = code.co_filename
            # A NamedTuple's own methods are made from text, in a module of their own.
            made = str(frame.f_globals.get("__name__")).startswith("namedtuple_")
            ours = made or name.startswith(self._folders) or name.startswith(("<frozen ", "<__array_function__"))
            kept = self._libraries[id(code)] = code, ours
        return kept[1]

    def note(self, rule: str, code: _Code, offset: int, *, most: int, runs: int = 1, entered: str = "") -> None:
        """Something happened once more at this instruction, `most` times at once by now."""
        key = (rule, id(code), offset)
        before = self._events.get(key)
        line = code.lines.get(offset, code.code.co_firstlineno)
        total = before.total + 1 if before else (1 if rule == "enters" else most)
        self._events[key] = Event(
            rule, code.file, code.name, line, max(most, before.most if before else 0), total, runs, entered
        )

    def _tampered(self, how: str) -> None:
        self._events["tampered", 0, 0] = Event("tampered", "", how, 0, 1, 1)

    def _audit(self, event: str, _: tuple[object, ...]) -> None:
        if event in TAMPERING and self._watching and not self._own:
            self._tampered(event)


def _libraries() -> Iterator[Any]:
    """Modules whose folders hold the library's code: Python's, numpy's, and this package."""
    yield os
    yield sys.modules[__name__]
    if "numpy" in sys.modules:
        yield sys.modules["numpy"]


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _of(node: ast.stmt | ast.expr) -> Place:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return node.lineno, node.end_lineno, node.col_offset, node.end_col_offset


def _place(instruction: dis.Instruction) -> Place | None:
    """Where the instruction comes from; None for one that stands for nothing in the text."""
    positions = instruction.positions
    if positions is None or None in positions or instruction.opname == "RESUME":
        return None
    line, end_line, column, end_column = positions
    return line, end_line, column, end_column  # type: ignore[return-value]


def _inside(place: Place, loop: Place) -> bool:
    return (loop[0], loop[2]) <= (place[0], place[2]) and (place[1], place[3]) <= (loop[1], loop[3])
