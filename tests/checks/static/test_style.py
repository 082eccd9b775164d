import subprocess
import sys
import time
from pathlib import Path

import pytest

from checks.static.style import CHECK, LONGEST_LINE, MOST
from tests.checks.inspections import inspection

HEAD = '#!/usr/bin/env python3\n"""Doc."""\n'


def codes(text: str | bytes) -> list[str]:
    return [finding.message[:4] for finding in CHECK.inspect(inspection(text))]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEAD, id="a docstring alone"),
        pytest.param(f"{HEAD}import numpy as np\n\n\ndef f(a, b):\n    return a + b\n", id="a tidy file"),
        pytest.param(f"{HEAD}x = 1".encode(), id="no new line at the end, which belongs to file_format"),
        pytest.param(HEAD.replace("\n", "\r\n").encode(), id="CRLF line ends, which belong to file_format"),
        pytest.param(b"\xef\xbb\xbf" + HEAD.encode(), id="a byte order mark, which belongs to file_format"),
        pytest.param(f"{HEAD}x = 1  # {'a' * 71}  # noqa\n", id="a line that says noqa"),
        pytest.param(f"{HEAD}# https://{'a' * 100}\n", id="a link that cannot be broken"),
        pytest.param(f"{HEAD}x = (1\n     + 2)\n", id="a break before an operator, ignored by default"),
        pytest.param(f'{HEAD}print(f"{{x = }}")\n', id="what stands in an f-string, to which Python 3.11 is blind"),
        pytest.param(f"{HEAD}print(type -1)\n", id="`type`, a keyword in some places from Python 3.12 on"),
        pytest.param(f"{HEAD}x = 1\n\\\n\ny = 2\n", id="below a backslash alone, where Pythons do not agree"),
        pytest.param(f"{HEAD}x = 'a \u2028b'\n\x0c\ny = 2\n", id="separators that end no line"),
    ],
)
def test_accepts(text: str | bytes) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(f"{HEAD}def f():\n    pass\n", "E302", id="one blank line too few"),
        pytest.param(f"{HEAD}x = 1 \n", "W291", id="a space at the end"),
        pytest.param(f"{HEAD}x = 1 \r\n".encode(), "W291", id="a space before CRLF"),
        pytest.param(f"{HEAD}x = 1\n\n", "W391", id="a blank line at the end"),
        pytest.param(f"{HEAD}if x:\n\tx = 1\n", "W191", id="a tab"),
        pytest.param(f"{HEAD}x = f(1,2)\n", "E231", id="no space after a comma"),
        pytest.param(f"{HEAD}x = '\\d'\n", "W605", id="an escape that is none"),
        pytest.param(f"{HEAD}x = '{'a' * 90}'\n", "E501", id="a long line"),
    ],
)
def test_tells_what_pycodestyle_finds(text: str | bytes, code: str) -> None:
    assert codes(text) == [code]


def test_gives_place_words_and_hint() -> None:
    (finding,) = CHECK.inspect(inspection(f"{HEAD}x = '{'a' * 88}'\n"))
    assert finding.message == "E501 line too long (94 > 79 characters)"
    assert (finding.line, finding.column) == (3, 80)
    assert finding.hint


def test_says_no_more_than_a_reader_can_use() -> None:
    found = list(CHECK.inspect(inspection(HEAD + "x=1\n" * (MOST + 7))))
    assert len(found) == MOST + 1
    assert found[MOST].message == "there are 7 more places like these"


def test_findings_come_in_the_order_of_lines() -> None:
    lines = [finding.line for finding in CHECK.inspect(inspection(f"{HEAD}x=1\ny = 1 \nz=2\n"))]
    assert lines == [3, 4, 5]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{HEAD}x = 1{' ' * 20_000}\n", id="spaces at the end of a line"),
        pytest.param(f"{HEAD}x = ({' ' * 20_000}1)\n", id="spaces in brackets"),
        pytest.param(f"{HEAD}{'x' * 2**20}\n", id="one line of a megabyte"),
    ],
)
def test_a_very_long_line_is_told_at_once(text: str) -> None:
    shown = inspection(text)
    start = time.process_time()
    (finding,) = CHECK.inspect(shown)
    assert time.process_time() - start < 1
    assert finding.message.startswith("E501 line too long (")
    assert finding.line == 3


@pytest.mark.parametrize("letter", ["u", "b", "r"])
def test_a_letter_that_stops_pycodestyle_is_a_finding(letter: str) -> None:
    found = list(CHECK.inspect(inspection(f"{HEAD}import  math\n{letter}\ny=1\n")))
    assert [(finding.line, finding.message[:30]) for finding in found] == [
        (3, "E271 multiple spaces after key"),
        (4, "pycodestyle cannot read the fi"),
    ]


def test_a_very_long_file_is_told_at_once() -> None:
    text = HEAD + ("x =" + " " * (LONGEST_LINE - 4) + "1\n") * 500
    (finding,) = CHECK.inspect(inspection(text))
    assert "too long for its style to be checked" in finding.message


HOSTILE = """
[pycodestyle]
{settings}
[pep8]
{settings}
"""
PROGRAM = """
import sys
sys.path.insert(0, {root!r})
from tests.checks.static.test_style import codes
print(codes("x=1\\n"), codes({long!r}), codes("x = 1\\n"))
"""


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param("ignore = E,W\nmax-line-length = 500", id="allows everything"),
        pytest.param("select = E,W\nmax-line-length = 3\nverbose = 3\nstatistics = 1", id="forbids everything"),
        pytest.param("nonsense = [", id="is broken"),
    ],
)
def test_no_configuration_is_read(tmp_path: Path, settings: str) -> None:
    hostile = HOSTILE.format(settings=settings)
    (tmp_path / ".config").mkdir()
    names = ("setup.cfg", "tox.ini", ".pycodestyle", ".pep8", ".config/pycodestyle", ".config/pep8")
    for name in names:
        (tmp_path / name).write_text(hostile)
    root = str(Path(__file__).parents[3])
    program = PROGRAM.format(root=root, long=f"x = '{'a' * 90}'\n")
    environment = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / ".config"), "PYCODESTYLE": "--ignore=E"}
    ended = subprocess.run(
        [sys.executable, "-c", program, "--ignore=E"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (ended.stdout, ended.stderr) == ("['E225'] ['E501'] []\n", "")
