"""A student's file, line by line, with the findings beneath the lines they are about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct
from pygments.lexers import PythonLexer
from pygments.token import Token

from checks.model import Finding, Source
from grader.report.source import lines_of

AROUND = 3  # lines shown on either side of one that a finding is about
SHORT = 40  # lines of a file that is shown whole
WORTH_FOLDING = 6  # lines
LONGEST_LINE = 300  # characters
MOST_COLOURED = 32 * 1024  # characters of a file that is coloured
MOST_SHOWN = 48 * 1024  # characters of a file that are shown
MOST_REMARKS = 40
DEEPEST = 24  # columns that a continued line is pushed in
KINDS = {  # what a piece of text is, by Pygments' word for it; the first that holds
    Token.Comment: "comment",
    Token.Literal.String: "string",
    Token.Literal.Number: "number",
    Token.Keyword: "keyword",
    Token.Operator.Word: "keyword",
    Token.Name.Function: "name",
    Token.Name.Class: "name",
    Token.Name.Decorator: "name",
}


class Piece(Struct, frozen=True):
    """Some text of a line and what it is, "" for nothing particular."""

    text: str
    kind: str


class Line(Struct, frozen=True):
    """One line, its number from 1 on, the columns it begins at, and the findings about it; `left_out` characters of
    its end are not shown."""

    number: int
    pieces: tuple[Piece, ...]
    indent: int
    findings: tuple[Finding, ...]
    left_out: int


class Block(Struct, frozen=True):
    """Lines that follow one another. Of a `folded` block only its numbers are seen at first.

    Of one that is too much for a page, `lines` are empty.
    """

    first: int
    last: int
    lines: tuple[Line, ...]
    folded: bool


class Listing(Struct, frozen=True):
    """A whole file. `more` findings have no place in it."""

    name: str
    length: int
    blocks: tuple[Block, ...]
    more: int


class Text:
    """A file's lines, coloured once."""

    def __init__(self, source: Source) -> None:
        self.name = source.name
        lines = lines_of(source)
        if len(lines) > 1 and not lines[-1]:
            lines.pop()  # what follows the last line end is no line
        self._left_out = [max(0, len(line) - LONGEST_LINE) for line in lines]
        # Pygments takes the square of the time over lines of blanks, and over long ones.
        self._lines = ["" if line.isspace() else line[:LONGEST_LINE] for line in lines]
        text = "\n".join(self._lines)
        self._pieces = list(_coloured(text)) if len(text) <= MOST_COLOURED else None

    def __len__(self) -> int:
        return len(self._lines)

    def line(self, number: int, findings: Iterable[Finding] = ()) -> Line:
        """One line by its number."""
        text = self._lines[number - 1]
        pieces = self._pieces[number - 1] if self._pieces else (Piece(text, ""),)
        indent = min(len(text) - len(text.lstrip(" ")), DEEPEST)
        return Line(number, pieces, indent, tuple(findings), self._left_out[number - 1])

    def size(self, first: int, last: int) -> int:
        """The characters of some lines."""
        return sum(len(line) + 1 for line in self._lines[first - 1 : last])

    def excerpt(self, numbers: Sequence[int], around: int = 1) -> tuple[Line, ...]:
        """A line with its neighbours, several lines alone; nothing if there is no such line."""
        near = around if len(numbers) == 1 else 0
        there = [number for number in numbers if 1 <= number <= len(self)]
        shown = {n for line in there for n in range(line - near, line + near + 1) if 1 <= n <= len(self)}
        return tuple(map(self.line, sorted(shown)))


def listing(text: Text, findings: Iterable[Finding]) -> Listing:
    """The file with these findings at their lines, what lies far from them folded."""
    placed: dict[int, list[Finding]] = {}
    more = 0
    for finding in findings:
        if finding.line is None or not 1 <= finding.line <= len(text) or len(placed) >= MOST_REMARKS:
            more += finding.line is not None
        else:
            placed.setdefault(finding.line, []).append(finding)
    blocks = tuple(_within_reason(text, list(_blocks(len(text), placed)), placed))
    return Listing(text.name, len(text), blocks, more)


def _blocks(length: int, placed: Mapping[int, object]) -> Iterator[tuple[int, int, bool]]:
    """First and last line of each block, and whether it is folded."""
    if not placed:
        yield 1, length, True
        return
    if length <= SHORT:
        yield 1, length, False
        return
    near = {n for line in placed for n in range(max(1, line - AROUND), min(length, line + AROUND) + 1)}
    start = 1
    while start <= length:
        end, open_ = start, start in near
        while end < length and (end + 1 in near) == open_:
            end += 1
        yield start, end, not open_ and end - start + 1 >= WORTH_FOLDING
        start = end + 1


def _within_reason(
    text: Text, spans: list[tuple[int, int, bool]], placed: Mapping[int, list[Finding]]
) -> Iterator[Block]:
    """The blocks with their lines. What is folded is left out first where all of it would be too much."""
    left = MOST_SHOWN - sum(text.size(first, last) for first, last, folded in spans if not folded)
    for first, last, folded in spans:
        size = text.size(first, last)
        if folded and size > left:
            yield Block(first, last, (), folded=True)
            continue
        left -= size if folded else 0
        lines = tuple(text.line(number, placed.get(number, ())) for number in range(first, last + 1))
        yield Block(first, last, lines, folded)


@cache
def _kind(token: object) -> str:
    return next((kind for known, kind in KINDS.items() if token in known), "")


def _coloured(text: str) -> Iterator[tuple[Piece, ...]]:
    """The pieces of each line."""
    pieces: list[Piece] = []
    for _, token, value in PythonLexer().get_tokens_unprocessed(text):
        kind = _kind(token)
        for number, part in enumerate(value.split("\n")):
            if number:
                yield tuple(pieces)
                pieces = []
            if part and pieces and pieces[-1].kind == kind:
                pieces[-1] = Piece(pieces[-1].text + part, kind)
            elif part:
                pieces.append(Piece(part, kind))
    yield tuple(pieces)
