import hashlib
import time
import warnings

import pytest
from msgspec.structs import replace

from checks.language.source_bytes import DEEPEST, nesting
from checks.model import Finding, Severity, Source, Syntax, Unreadable, Verdict
from checks.static.source import CHECK, DEEPEST_TREE, syntax_of
from tests.checks.inspections import inspection

FILE = "0-convolve_grayscale_valid.py"
BLANK = inspection("x = 1\n")


def source(data: str | bytes) -> Source:
    data = data.encode() if isinstance(data, str) else data
    return Source(FILE, data, hashlib.sha256(data).hexdigest(), True)


def findings(found: Source | Unreadable | None) -> list[Finding]:
    syntax = syntax_of(found) if isinstance(found, Source) else None
    return list(CHECK.inspect(replace(BLANK, source=found, syntax=syntax)))


def error(data: str | bytes) -> Finding:
    """Return the one error, which is there exactly when there is no syntax."""
    (finding,) = findings(source(data))
    assert finding.severity is Severity.ERROR
    assert syntax_of(source(data)) is None
    assert finding.hint
    assert "\n" not in finding.message + finding.hint
    return finding


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("x = 1\n", id="an ordinary file"),
        pytest.param("x = 1", id="no new line at the end"),
        pytest.param(b"x = 1\r\ny = 2\r\n", id="CRLF"),
        pytest.param(b"x = 1\ry = 2\r", id="lone CR"),
        pytest.param(b"\xef\xbb\xbfx = 1\n", id="a byte order mark"),
        pytest.param("# é 漢\n", id="comments alone"),
        pytest.param("x = '\U0001f642 \u202e'\n", id="any character in a text"),
        pytest.param(b"# coding: latin-1\nx = '\xe9'\n", id="a declared encoding"),
        pytest.param(b"#!/usr/bin/env python3\n# vim: set fileencoding=cp1252 :\n'\x80'\n", id="one on line two"),
        pytest.param("x = 1\n\x0c\ny = 2\n", id="a form feed"),
        pytest.param("return 1\n", id="what only compiling refuses: loading tells it"),
        pytest.param("'\\d'\n1 is 1\n", id="what Python warns of"),
        pytest.param("'''\n<<<<<<< HEAD\n=======\n>>>>>>> x\n'''\n", id="conflict markers in a text"),
        pytest.param("PK = 1\nGIF8 = 2\n", id="a name like a magic number"),
        pytest.param("#a\r\n" + "x = 1\n" * 9, id="CRLF where a .pyc has it"),
        pytest.param("[" * DEEPEST + "]" * DEEPEST, id="brackets as deep as may be"),
        pytest.param("x = " + "1 + " * (DEEPEST_TREE - 50) + "1\n", id="a long sum"),
        pytest.param("if a: b\n" + "elif a: b\n" * 100, id="a long elif"),
        pytest.param("x = f'{\"(\"}'\n" * 300, id="brackets in texts"),
        pytest.param("# ((((((\n" * 300, id="brackets in comments"),
        pytest.param("x = '((('\ny = \"(((\"\nz = '''((('''\n" * 100, id="brackets in quotes of every kind"),
        pytest.param("x = '''\n'(\n''' \"\"\"\n\"(\n\"\"\"\n" * 200, id="brackets and quotes in long texts"),
    ],
)
def test_accepts(data: str | bytes) -> None:
    assert findings(source(data)) == []
    assert isinstance(syntax_of(source(data)), Syntax)


def test_a_file_that_is_not_there_is_missing() -> None:
    (finding,) = findings(None)
    assert finding.verdict is Verdict.MISSING
    assert finding.message == f"not handed in yet: the file `{FILE}` is not in the folder"


def test_a_file_that_cannot_be_taken_says_why() -> None:
    (finding,) = findings(Unreadable(FILE, "`x` is a folder, not a file", "Put the file itself there."))
    assert (finding.message, finding.hint) == ("`x` is a folder, not a file", "Put the file itself there.")
    assert finding.verdict is None
    assert CHECK.verdict is Verdict.NOT_LOADABLE


@pytest.mark.parametrize(
    ("data", "message", "place"),
    [
        pytest.param(b"", "the file is empty", (None, None), id="empty"),
        pytest.param(b" \n\t\r\n\x0c", "the file holds nothing but blank lines", (None, None), id="blank"),
        pytest.param(b"\xef\xbb\xbf\n", "the file holds nothing but blank lines", (None, None), id="a lone mark"),
        pytest.param(b"x = 1\ny\0z\n", "the file holds null bytes", (2, 2), id="null bytes"),
        pytest.param(b"\x7fELF\2\1\1", "the file is a compiled program", (None, None), id="a program"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "the file is a PNG picture", (None, None), id="a picture"),
        pytest.param(b"PK\x03\x04\x14\0", "the file is a ZIP archive", (None, None), id="an archive"),
        pytest.param(b"\xa7\r\r\n\0\0\0\0abcd", "the file is compiled Python (.pyc)", (None, None), id="a .pyc file"),
        pytest.param("x = 1\n".encode("utf-16"), "the file is saved as UTF-16", (1, None), id="UTF-16"),
        pytest.param(
            b"\xfe\xff" + "x = 1\n".encode("utf-16-be"), "the file is saved as UTF-16", (1, None), id="UTF-16 BE"
        ),
        pytest.param("x = 1\n".encode("utf-16-le"), "the file holds null bytes", (1, 2), id="UTF-16 unmarked"),
        pytest.param(b"\x01\x02\x03" * 9, "the file is binary (27 control", (None, None), id="control characters"),
        pytest.param(b"x = 1\n# caf\xe9\n", "the file is not UTF-8 text: byte 0xe9", (2, 6), id="latin-1"),
        pytest.param(b"# \xc3\xa9\r\n'\xc3\xa9' \x80", "the file is not UTF-8 text: byte 0x80", (2, 5), id="a byte"),
        pytest.param(b"x = 1\r# \xe9", "the file is not UTF-8 text: byte 0xe9", (2, 3), id="a byte after a lone CR"),
        pytest.param(b"# coding: utf8\n# \xe9", "the file is not UTF-8 text: byte 0xe9", (2, 3), id="declared utf8"),
        pytest.param(b"# coding: ascii\n# \xe9", "the text is not in the encoding that", (2, 3), id="not ASCII"),
        pytest.param(b"# coding: hex\n00", "Python cannot read the file: hex is not", (None, None), id="no encoding"),
    ],
)
def test_refuses_what_is_no_text(data: bytes, message: str, place: tuple[int | None, int | None]) -> None:
    finding = error(data)
    assert finding.message.startswith(message)
    assert (finding.line, finding.column) == place


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        pytest.param("if x:\n\ty\n        z\n", "tabs and spaces are mixed in the indentation", 3, id="tabs"),
        pytest.param("def f()\n    pass\n", "a colon is missing", 1, id="no colon"),
        pytest.param("x = 1\ny = (1,\n\nz = 2\n", "the bracket `(` is never closed", 2, id="an open bracket"),
        pytest.param("x = 1)\n", "the bracket `)` closes nothing", 1, id="a bracket too many"),
        pytest.param("x = (1]\n", "the bracket `(` is closed by `]`", 1, id="brackets of two kinds"),
        pytest.param("x = 1\nprint 'x'\n", "`print` is used as in Python 2", 2, id="Python 2"),
        pytest.param("x = 'a\n", "a text in quotes is not closed on its line", 1, id="an open quote"),
        pytest.param("x = '''a\n", "a text in triple quotes is never closed", 1, id="open triple quotes"),
        pytest.param("x = 1\n  y = 2\n", "this line is indented more", 2, id="indented too far"),
        pytest.param("if x:\n    a\n  b\n", "this line is indented less", 3, id="indented between two levels"),
        pytest.param("for x in y:\nz = 1\n", "an indented line is missing", 2, id="no body"),
        pytest.param("x =\xa01\n", "there is an invisible character here (U+00A0)", 1, id="a hard space"),
        pytest.param("x = “a”\n", "the character `“` (U+201C) has no meaning", 1, id="curly quotes"),
        pytest.param("if x = 1:\n    pass\n", "there is a single `=`", 1, id="= for =="),
        pytest.param("x = [1 2]\n", "a comma or an operator may be missing", 1, id="no comma"),
        pytest.param("\nclass:\n", "something here is not Python", 2, id="anything else"),
        pytest.param("x = 0x\n", "invalid hexadecimal literal", 1, id="what has no plain words is Python's own"),
        pytest.param("x = 1\n=======\n", "something here is not Python", 2, id="a line of equal signs alone"),
        pytest.param(
            "".join(" " * n + "if x:\n" for n in range(150)), "the indentation is over 100 levels deep", 101, id="steps"
        ),
        pytest.param("# coding: nonsense\n", "its first lines name an encoding Python does not", None, id="encoding"),
    ],
)
def test_says_in_plain_words_what_does_not_parse(text: str, words: str, line: int | None) -> None:
    finding = error(text)
    assert finding.message.startswith(f"Python cannot read the file: {words}")
    assert finding.line == line


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_merge_conflict_is_told_as_one(end: str) -> None:
    text = end.join(("x = 1", "<<<<<<< HEAD", "x = 2", "=======", "x = 3", ">>>>>>> theirs", ""))
    finding = error(text)
    assert finding.message == "a merge conflict is left in the file: a line starts with `<<<<<<<`"
    assert finding.line == 2


def test_the_rest_of_a_merge_conflict_is_told_too() -> None:
    finding = error("x = 1\n=======\nx = 3\n>>>>>>> theirs\n")
    assert finding.message == "a merge conflict is left in the file: a line starts with `=======`"
    assert finding.line == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("[" * (DEEPEST + 1), "brackets are nested over 100 deep", id="brackets"),
        pytest.param("(" * 2**20, "brackets are nested over 100 deep", id="a megabyte of brackets"),
        pytest.param("x = 'a' + (\n" * 101, "brackets are nested over 100 deep", id="brackets beside texts"),
        pytest.param("a" + "()" * 2**19, "the code is too deeply nested", id="a megabyte of calls"),
        pytest.param("-" * 2**20 + "1", "the code is too deeply nested", id="a megabyte of signs"),
        pytest.param("1" + "+1" * 300, "the code is too deeply nested", id="a very long sum"),
        pytest.param("if a: b\n" + "elif a: b\n" * 300, "the code is too deeply nested", id="a very long elif"),
    ],
)
def test_refuses_what_is_nested_too_deep(text: str, message: str) -> None:
    assert error(text).message.startswith(message)


def test_a_tree_as_deep_as_may_be_can_be_walked_by_any_check() -> None:
    import ast

    syntax = syntax_of(source("x = " + "1 + " * (DEEPEST_TREE - 10) + "1\n"))
    assert syntax is not None
    ast.NodeVisitor().visit(syntax.module)


@pytest.mark.parametrize(
    "unit",
    [
        "'''", '"""', "'", '"', "\\'''", "\\", "'\\\n", "#", "\r", "()", "x", " ", "\n",
        "=======\n", "<<<<<<< \n", "\f", "\\\n", "'''\\'", "#coding:",
    ],
)  # fmt: skip
def test_takes_time_in_proportion_to_the_file(unit: str) -> None:
    start = time.process_time()
    syntax_of(source((unit * 2**20)[: 2**20]))
    assert time.process_time() - start < 8


def test_a_misread_quote_does_not_add_up() -> None:
    """Since Python 3.12 an f-string may hold its own quotes, which the scan takes for the end of it."""
    line = b'    x = f"{d["("]}"\n'
    assert nesting(b"def f(d):\n" + line * 99) is None
    assert nesting((b"def f(d):\n" + line * 60) * 9) is None


def test_no_warning_of_python_is_shown() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert syntax_of(source("x = '\\d'\nx is 1\n")) is not None


def test_a_quoted_character_cannot_reach_a_terminal() -> None:
    assert "\x1b" not in error("x = \x1b[31m\n").message
