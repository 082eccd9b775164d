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
# Until Python 3.12 the instruction that advances a `for` statement has the place of the whole statement, then that of
# what it goes over. A comprehension's has neither.
PLACED_AT_STATEMENT = sys.version_info < (3, 13)

Span = tuple[int, int, int, int]  # first line, last line, first column, last column


class Loop(NamedTuple):
    """Where a `for` statement stands, what it goes over, and its body."""

    statement: Span
    iterated: Span
    body: Span


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


class Instructions:
    """One code object's instructions, by offset.

    `around` has the numbers of the `for` statements that an instruction stands in, `deep` in how many of their bodies
    it is, `advances` which one it takes to its next round. `delegations` are the steps of a `yield from`, which go on
    whenever the generator is resumed.
    """

    def __init__(self, code: CodeType, text: Text) -> None:
        self.code, self.file, self.name = code, text.file, code.co_name[:MOST_NAME]
        self.lines: dict[int, int] = {}
        self.around: dict[int, tuple[int, ...]] = {}
        self.deep: dict[int, int] = {}
        self.advances: dict[int, int] = {}
        self.delegations: set[int] = set()
        extended: list[int] = []
        for instruction in dis.get_instructions(code):
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
                        self.advances |= dict.fromkeys([*extended, instruction.offset], number)
            extended = []

    def _placed(self, offset: int, span: Span, text: Text) -> None:
        self.lines[offset] = span[0]
        self.around[offset] = tuple(n for n, loop in enumerate(text.loops) if _inside(span, loop.statement))
        self.deep[offset] = sum(_inside(span, loop.body) for loop in text.loops)
        if span in text.delegations:
            self.delegations.add(offset)

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
