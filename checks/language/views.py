"""A text made out of a student's, and where in the student's every part of it comes from."""

from bisect import bisect_right

from ast_grep_py import Range, SgNode, SgRoot
from msgspec import Struct

from checks.language.syntax import Place

Stretch = tuple[int, int, int]
"""A line of a view, and the columns where something begins and ends in it."""


class Segment(Struct, frozen=True):
    """From column `start` on, a line of a view shows this part of the original, all 0-based.

    A part is `copied` character by character, or it is replaced as a whole.
    """

    start: int
    first: Place
    last: Place
    copied: bool


class View(Struct, frozen=True, eq=False):
    """A text for ast-grep, and where each part of it comes from (one tuple of segments per line)."""

    root: SgNode
    segments: tuple[tuple[Segment, ...], ...]

    def place(self, found: Range) -> Place:
        """The 1-based line and column where a match begins in the student's text."""
        line, column = self._original(found.start.line, found.start.column, last=False)
        return line + 1, column + 1

    def span(self, found: Range) -> tuple[Place, Place]:
        """Where a match begins and ends in the student's text, 0-based."""
        start = self._original(found.start.line, found.start.column, last=False)
        return start, self._original(found.end.line, found.end.column, last=True)

    def _original(self, line: int, column: int, *, last: bool) -> Place:
        row = self.segments[line]
        number = bisect_right(row, column - last, key=lambda segment: segment.start) - 1
        segment = row[max(number, 0)]
        if segment.copied:
            return segment.first[0], segment.first[1] + column - segment.start
        return segment.last if last else segment.first


class Page:
    """Copies lines and replaces spans from top to bottom, noting where everything comes from."""

    def __init__(self, original: list[str]) -> None:
        self.original = original
        self.here: Place = (0, 0)
        self.rows: list[str] = [""]
        self.segments: list[list[Segment]] = [[]]
        self.names: list[Stretch] = []

    def put(self, text: str, first: Place, last: Place, *, copied: bool = False) -> None:
        """Write on, for what stands between two places of the original."""
        self.segments[-1].append(Segment(start=len(self.rows[-1]), first=first, last=last, copied=copied))
        self.rows[-1] += text

    def name(self, text: str, first: Place, last: Place) -> None:
        """Write a replacement, remembering where the canonical names are."""
        start = len(self.rows[-1])
        self.put(text, first, last)
        if text[:1].isidentifier():
            self.names.append((len(self.rows) - 1, start, len(self.rows[-1])))

    def feed(self) -> None:
        """Begin a line."""
        self.rows.append("")
        self.segments.append([])

    def copy(self, end: Place) -> None:
        """Copy the original up to a place."""
        while self.here < end:
            line, column = self.here
            stop = end[1] if line == end[0] else len(self.original[line])
            self.put(self.original[line][column:stop], self.here, (line, stop), copied=True)
            self.here = (line, stop)
            if line < end[0]:
                self.feed()
                self.here = (line + 1, 0)

    def replace(self, span: tuple[Place, Place], text: str) -> None:
        """Put a text in the place of a span; parentheses take up the lines it had."""
        first, last = span
        self.copy(first)
        if _is_word(self.rows[-1][-1:]) and _is_word(text[:1]):
            self.put(" ", first, first)
        if first[0] < last[0]:
            self.put("(", first, first)
            self.name(text, first, last)
            for line in range(first[0] + 1, last[0] + 1):
                self.feed()
                self.put("", (line, 0), (line, 0))
            self.put(")", last, last)
        else:
            self.name(text, first, last)
        self.here = last
        if _is_word(text[-1:]) and _is_word(self.original[last[0]][last[1] : last[1] + 1]):
            self.put(" ", last, last)

    def view(self) -> View:
        """Copy the rest, and hand everything over."""
        self.copy((len(self.original) - 1, len(self.original[-1])))
        rows = (row or [Segment(0, (line, 0), (line, 0), True)] for line, row in enumerate(self.segments))
        return View(root=SgRoot("\n".join(self.rows), "python").root(), segments=tuple(map(tuple, rows)))


def _is_word(character: str) -> bool:
    """Whether a character would run together with a name next to it."""
    return f"a{character}".isidentifier() and bool(character)
