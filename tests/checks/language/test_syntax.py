"""Text and tree are what Python would see."""

import ast
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.language.syntax import lines, main_bodies, parse, place, within
from checks.model import Source, Syntax


def parsed(data: bytes) -> Syntax:
    return parse(Source(name="a.py", data=data, sha256="", executable=True))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"", "", id="an empty file"),
        pytest.param(b"x = 1", "x = 1", id="no final newline"),
        pytest.param(b"x = 1\r\ny = 2\rz = 3\n", "x = 1\ny = 2\nz = 3\n", id="every kind of line end"),
        pytest.param(b"\xef\xbb\xbfx = 1\n", "x = 1\n", id="a byte order mark"),
        pytest.param("x = 'é'\n".encode(), "x = 'é'\n", id="UTF-8 without a cookie"),
        pytest.param(
            b"# -*- coding: latin-1 -*-\nx = '\xe9'\n", "# -*- coding: latin-1 -*-\nx = 'é'\n", id="a latin-1 cookie"
        ),
        pytest.param(b"#!/x\n# coding=cp1252\nx = '\x80'\n", "#!/x\n# coding=cp1252\nx = '€'\n", id="in line two"),
    ],
)
def test_text_is_decoded_as_python_does(data: bytes, text: str) -> None:
    found = parsed(data)
    assert found.text == text
    assert ast.dump(found.module) == ast.dump(ast.parse(data))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"x = = 1\n", SyntaxError, id="no Python"),
        pytest.param(b"x = 1\0\n", (SyntaxError, ValueError), id="a null byte"),
        pytest.param(b"x = '\xe9'\n", SyntaxError, id="latin-1 without a cookie"),
        pytest.param(b"x = 1\ny = 2\nz = '\xe9'\n", UnicodeDecodeError, id="latin-1 further down"),
        pytest.param(b"# coding: klingon\n", SyntaxError, id="an unknown encoding"),
        pytest.param(b"# coding: rot13\nk = 1\n", SyntaxError, id="an encoding that is none of text"),
        pytest.param(b"\xef\xbb\xbf# coding: latin-1\n", SyntaxError, id="a mark and a cookie that disagree"),
        pytest.param(b"-" * 100_000 + b"1", (RecursionError, MemoryError, SyntaxError), id="nested too deep"),
    ],
)
def test_what_python_refuses_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        parsed(data)


def test_a_line_end_that_utf_7_hides_is_refused_or_seen_by_every_reader() -> None:
    """Python 3.14 reads it in one way; those before read it in two, or trip over it."""
    data = b"# coding: utf-7\n#+AA0-'''\nwhile 1: pass\n#'''\n"
    if sys.version_info < (3, 14):
        with pytest.raises(SyntaxError):
            parsed(data)
    else:
        assert ast.dump(parsed(data).module) == ast.dump(ast.parse(data)) == ast.dump(ast.parse(parsed(data).text))


def test_an_escape_python_warns_about_is_taken_silently() -> None:
    assert parsed(b"x = '\\d'\n").text == "x = '\\d'\n"


def test_a_number_that_is_too_large_to_be_written_can_be_written() -> None:
    module = parsed(b"x = y[0x" + b"f" * 5000 + b":], 0xff\n").module
    assert ast.unparse(module) == f"x = (y[{1 << 4096}:], 255)"


def test_only_a_newline_ends_a_line() -> None:
    text = "x = '\u2028'\n\x0cy = 1\x0b\n"
    assert lines(text) == ["x = '\u2028'", "\x0cy = 1\x0b", ""]
    assert [node.lineno for node in parsed(b"\x0cx = 1\n\x0c\ny = 2\n").module.body] == [1, 3]


def test_a_column_counts_characters() -> None:
    found = parsed("'é😀'; x\n".encode())
    node = found.module.body[1]
    assert (node.col_offset, place(found, node.lineno, node.col_offset)) == (10, (1, 7))


def test_what_is_in_a_formatted_string_has_its_place() -> None:
    found = parsed(b"y = 1\nx = f'''\n{\na}'''\n")
    names = [node for node in ast.walk(found.module) if isinstance(node, ast.Name)]
    places = {(node.lineno, node.col_offset) for node in names if node.id == "a"}
    assert places == {(2, 4)}


@pytest.mark.parametrize("test", ['__name__ == "__main__"', "'__main__' == __name__", '(__name__ == "__main__")'])
def test_the_main_block_is_its_body_only(test: str) -> None:
    spans = main_bodies(ast.parse(f"x = 1\nif {test}:\n    @a\n    def f(): pass\n    y = 2\nelse:\n    z = 3\n"))
    assert [line for line in range(1, 8) if within(line, 5, spans)] == [3, 4, 5]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("if __name__ == '__main__' or x:\n    y\n", id="another condition beside it"),
        pytest.param("if __name__ != '__main__':\n    y\n", id="the opposite"),
        pytest.param("if __name__ == 'main':\n    y\n", id="another name"),
        pytest.param("if __name__ == '__main__' == x:\n    y\n", id="a chain"),
        pytest.param("def f():\n    if __name__ == '__main__':\n        y\n", id="in a function"),
        pytest.param("if x:\n    pass\nelif __name__ == '__main__':\n    y\n", id="an elif"),
    ],
)
def test_everything_else_is_no_main_block(text: str) -> None:
    assert main_bodies(ast.parse(text)) == ()


@given(st.text(alphabet="ab\n\r\x0c\u2028é'# =", max_size=30))
def test_lines_agree_with_the_parser(text: str) -> None:
    try:
        found = parsed(text.encode())
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(found.module):
        if isinstance(node, ast.Name):
            line, column = place(found, node.lineno, node.col_offset)
            assert lines(found.text)[line - 1][column - 1 :].startswith(node.id)
