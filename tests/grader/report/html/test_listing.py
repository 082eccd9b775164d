import pytest

from checks.model import Finding
from grader.report.html import listing as module
from grader.report.html.listing import Block, Line, Listing, Piece, Text, listing
from tests.grader.report.html.pages import TEXT, source


def text(content: str) -> Text:
    return Text(source("a.py", content.encode("utf-8", "surrogatepass")))


def at(line: int | None) -> Finding:
    return Finding(check="style", message=f"line {line}", line=line)


def spans(shown: Listing) -> list[tuple[int, int, bool]]:
    return [(block.first, block.last, block.folded) for block in shown.blocks]


def written(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces)


def test_every_line_is_as_it_was_written() -> None:
    shown = listing(text(TEXT), [])
    (block,) = shown.blocks
    assert "\n".join(map(written, block.lines)) + "\n" == TEXT
    assert [line.number for line in block.lines] == list(range(1, 16))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_lines_end_as_python_ends_them(end: str) -> None:
    assert len(text(f"a = 1{end}b = 2{end}")) == 2
    assert written(text(f"a = 1{end}b = 2").line(2)) == "b = 2"


def test_words_are_coloured_by_what_they_are() -> None:
    line = text("    for i in f('x'):  # 1\n").line(1)
    kinds = {piece.text.strip(): piece.kind for piece in line.pieces}
    assert (kinds["for"], kinds["in"], kinds["'x'"], kinds["# 1"]) == ("keyword", "keyword", "string", "comment")
    assert line.indent == 4


def test_a_short_file_with_findings_is_shown_whole_and_one_without_is_folded() -> None:
    assert spans(listing(text(TEXT), [at(10)])) == [(1, 15, False)]
    assert spans(listing(text(TEXT), [])) == [(1, 15, True)]


def test_of_a_long_file_what_lies_far_from_a_finding_is_folded() -> None:
    long = text("x = 1\n" * 100)
    shown = listing(long, [at(50), at(60)])
    assert spans(shown) == [(1, 46, True), (47, 53, False), (54, 56, False), (57, 63, False), (64, 100, True)]
    assert [line.number for block in shown.blocks for line in block.lines] == list(range(1, 101))
    assert [line.number for block in shown.blocks for line in block.lines if line.findings] == [50, 60]


def test_a_finding_that_lies_nowhere_in_the_file_is_counted() -> None:
    assert listing(text(TEXT), [at(0), at(16), at(None), at(3)]).more == 2


def test_of_very_many_findings_the_first_are_placed() -> None:
    shown = listing(text("x = 1\n" * 1000), [at(line) for line in range(1, 1001)])
    assert shown.more == 1000 - module.MOST_REMARKS


def test_a_line_is_cut_where_it_is_too_long() -> None:
    line = text("x" * 1000).line(1)
    assert (len(written(line)), line.left_out) == (module.LONGEST_LINE, 1000 - module.LONGEST_LINE)


def test_of_a_file_that_is_too_large_the_lines_around_the_findings_are_shown() -> None:
    shown = listing(text("x = 1111111\n" * 80_000), [at(40_000)])
    assert shown.blocks[0] == Block(1, 39_996, (), folded=True)
    assert [line.number for line in shown.blocks[1].lines] == list(range(39_997, 40_004))
    assert shown.blocks[1].lines[0].pieces == (Piece("x = 1111111", ""),)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(" \n" * 500_000, id="blank lines"),
        pytest.param(" " * 10**6, id="blanks"),
        pytest.param("(" * 10**6, id="brackets"),
        pytest.param("'''\n" * 250_000, id="strings"),
        pytest.param("\\\n" * 500_000, id="continued lines"),
        pytest.param("\x00\ud800\u202e", id="no text"),
        pytest.param("", id="nothing"),
    ],
)
def test_any_file_is_listed(content: str) -> None:
    shown = listing(text(content), [at(1)])
    assert shown.length == len(text(content))
    assert sum(len(written(line)) for block in shown.blocks for line in block.lines) <= module.MOST_SHOWN


def test_an_excerpt_has_the_neighbours_there_are() -> None:
    numbers = [[line.number for line in text("a\nb\nc\n").excerpt((line,))] for line in (1, 2, 3, 4, 0)]
    assert numbers == [[1, 2], [1, 2, 3], [2, 3], [], []]


def test_an_excerpt_of_several_lines_has_these_alone() -> None:
    assert [line.number for line in text("a\nb\nc\n").excerpt((3, 1, 9))] == [1, 3]
    assert text("a\n").excerpt(()) == ()
