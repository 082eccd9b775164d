"""What stands where in a student's code: the `for` statements around each instruction.

Instructions are spoken of by their offsets in a code object, since a line repeats when a statement spans several.
"""

import ast
import dis
import sys
from collections.abc import Iterator
from types import CodeType
from typing import NamedTuple

MOST_NAME = 80
UNIT = 2  # bytes of an instruction, and of each place in the cache that follows it
# Until Python 3.12 the instruction that advances a `for` statement has the place of the whole statement, then that of
# what it goes over. A comprehension's has neither.
PLACED_AT_STATEMENT = sys.version_info < (3, 13)

Span = tuple[int, int, int, int]  # first line, last line, first column, last column


class Loop(NamedTuple):
    """Where a `for` statement stands, what it goes over, and its body."""

    statement: Span
    iterated: Span
    body: Span


class Place(NamedTuple):
    """Where something happens in one go: in a step of a `for` statement, at a line, or in no step of any."""

    code: int = 0
    loop: int = -1
    line: int = 0


class Text(NamedTuple):
    """What is known of a file from its text: its `for` statements, and the places of `yield from`."""

    file: str
    loops: tuple[Loop, ...]
    delegations: frozenset[Span]


def read(file: str, data: bytes) -> Text:
    """Look through a file that compiles."""
    nodes = list(ast.walk(ast.parse(data)))
    loops = (_loop(node) for node in nodes if isinstance(node, ast.For))
    return Text(file, tuple(loops), frozenset(_of(node) for node in nodes if isinstance(node, ast.YieldFrom)))


def codes(code: CodeType) -> Iterator[CodeType]:
    """A code object, and those within it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


def goes_back(code: CodeType) -> bool:
    """Whether a jump in it leads back, as in every loop."""
    return any("BACKWARD" in instruction.opname for instruction in dis.get_instructions(code))


class Instructions:
    """One code object's instructions, by offset.

    `around` has the numbers of the `for` statements that an instruction stands in, `steps` those of which it is part of
    a step, the innermost last, `advances` which one it takes to its next round, and `returns` to which one it jumps
    back. `begins` is where the instruction began that Python is in while it calls. `delegations` are the steps of a
    `yield from`, which go on whenever the generator is resumed.
    """

    def __init__(self, code: CodeType, text: Text) -> None:
        self.code, self.file, self.name = code, text.file, code.co_name[:MOST_NAME]
        self.places = [Place(id(code), number, loop.statement[0]) for number, loop in enumerate(text.loops)]
        self.lines: dict[int, int] = {}
        self.around: dict[int, tuple[int, ...]] = {}
        self.steps: dict[int, tuple[int, ...]] = {}
        self.advances: dict[int, int] = {}
        self.returns: dict[int, int] = {}
        self.begins: dict[int, int] = {}
        self.delegations: set[int] = set()
        extended: list[int] = []
        before = 0
        for instruction in dis.get_instructions(code):
            self.begins |= dict.fromkeys(range(before, instruction.offset, UNIT), before)
            before = instruction.offset
            span = _span(instruction)
            if span is not None:
                self._placed(instruction.offset, span, text)
            if instruction.opname == "EXTENDED_ARG":
                extended.append(instruction.offset)
                continue
            if instruction.opname == "FOR_ITER":
                for number, loop in enumerate(text.loops):
                    if span == (loop.statement if PLACED_AT_STATEMENT else loop.iterated):
                        # Python 3.11 tells of the prefix instead of the instruction itself.
                        self._advances([*extended, instruction.offset], number)
            elif "BACKWARD" in instruction.opname and instruction.argval in self.advances:
                self.returns[instruction.offset] = self.advances[instruction.argval]
            extended = []

    def _placed(self, offset: int, span: Span, text: Text) -> None:
        self.lines[offset] = span[0]
        self.around[offset] = tuple(n for n, loop in enumerate(text.loops) if _inside(span, loop.statement))
        self.steps[offset] = tuple(n for n, loop in enumerate(text.loops) if _inside(span, loop.body))
        if span in text.delegations:
            self.delegations.add(offset)

    def _advances(self, offsets: list[int], number: int) -> None:
        for offset in offsets:
            self.advances[offset] = number
            self.steps[offset] = (*self.steps.get(offset, ()), number)

    def line(self, offset: int) -> int:
        """The line of an instruction; of one that stands for nothing in the text, the function's first."""
        return self.lines.get(offset, self.code.co_firstlineno)


def _loop(node: ast.For) -> Loop:
    first, last = _of(node.body[0]), _of(node.body[-1])
    return Loop(_of(node), _of(node.iter), (first[0], last[1], first[2], last[3]))


def _of(node: ast.stmt | ast.expr) -> Span:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return node.lineno, node.end_lineno, node.col_offset, node.end_col_offset


def _span(instruction: dis.Instruction) -> Span | None:
    """Where the instruction comes from; None for one that stands for nothing in the text."""
    positions = instruction.positions
    if positions is None or None in positions or instruction.opname == "RESUME":
        return None
    line, end_line, column, end_column = positions
    return line, end_line, column, end_column  # type: ignore[return-value]


def _inside(span: Span, other: Span) -> bool:
    return (other[0], other[2]) <= (span[0], span[2]) and (span[1], span[3]) <= (other[1], other[3])
