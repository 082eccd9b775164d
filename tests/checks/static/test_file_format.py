import pytest

from checks.model import Finding, Severity
from checks.static.file_format import CHECK
from tests.checks.inspections import inspection

SHEBANG = b"#!/usr/bin/env python3\n"


def findings(data: bytes, *, executable: bool = True) -> list[Finding]:
    return list(CHECK.inspect(inspection(data, executable=executable)))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SHEBANG, id="the first line alone"),
        pytest.param(SHEBANG + b'"""Doc."""\n', id="an ordinary file"),
        pytest.param(SHEBANG + "# é 漢\n".encode(), id="letters beyond ASCII"),
        pytest.param(SHEBANG + b"x = 1\n\n\n", id="blank lines at the end, which belong to style"),
        pytest.param(SHEBANG + b"x = '\\r\\n'\n", id="escapes of line ends"),
        pytest.param(SHEBANG + b"x = 1\x0c\n", id="a form feed"),
    ],
)
def test_accepts(data: bytes) -> None:
    assert findings(data) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"x = 1\n", "there is none", id="no first line of this kind"),
        pytest.param(b"\n" + SHEBANG, "a blank line stands before it", id="a blank line before it"),
        pytest.param(b"\n\n \n" + SHEBANG, "a blank line stands before it", id="blank lines before it"),
        pytest.param(b"\nx = 1\n", "it is blank", id="a blank line instead"),
        pytest.param(b"\xef\xbb\xbf" + SHEBANG, "byte order mark", id="a byte order mark before it"),
        pytest.param(b"#!/usr/bin/env python3 \n", "spaces after it", id="a space after it"),
        pytest.param(b"#!/usr/bin/env python3\t\n", "spaces after it", id="a tab after it"),
        pytest.param(b" #!/usr/bin/env python3\n", "spaces before it", id="a space before it"),
        pytest.param(b"#!/usr/bin/env python\n", "it is `#!/usr/bin/env python`", id="another Python"),
        pytest.param(b"#!/usr/bin/python3\n", "it is `#!/usr/bin/python3`", id="a fixed path"),
        pytest.param(b"#! /usr/bin/env python3\n", "it is `#! /usr/bin/env python3`", id="a space inside"),
        pytest.param(b"#!/usr/bin/env python3.11\n", "it is `#!/usr/bin/env python3.11`", id="a version"),
        pytest.param(b"#!\x1b[31m\n", r"it is `#!\x1b[31m`", id="escape sequences are shown, not sent"),
        pytest.param(b"#!" + b"x" * 5000 + b"\n", "more characters", id="a long line is cut"),
    ],
)
def test_says_what_the_first_line_is(data: bytes, said: str) -> None:
    (finding,) = findings(data)
    assert finding.message.startswith("the first line is not exactly `#!/usr/bin/env python3`: ")
    assert said in finding.message
    assert finding.line == 1
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("data", "said", "line"),
    [
        pytest.param(b"#!/usr/bin/env python3\r\nx = 1\r\n", "2 CRLF", 1, id="everywhere, told once"),
        pytest.param(SHEBANG + b"x = 1\r\ny = 2\n", "1 CRLF", 2, id="in one place"),
        pytest.param(SHEBANG + b"x = 1\ry = 2\n", "1 CR", 2, id="a lone carriage return"),
        pytest.param(SHEBANG + b"x = 1\r\ny = 2\rz = 3\n", "1 CRLF and 1 CR", 2, id="both kinds"),
    ],
)
def test_counts_line_ends_that_are_not_lf(data: bytes, said: str, line: int) -> None:
    (finding,) = findings(data)
    assert finding.message == f"lines do not end with LF alone: the file has {said} line ends"
    assert finding.line == line


def test_the_last_line_needs_its_end() -> None:
    (finding,) = findings(SHEBANG + b"x = 1\ny = 2")
    assert finding.message == "the last line does not end with a new line"
    assert finding.line == 3


def test_another_encoding_is_refused_even_when_it_is_declared() -> None:
    (finding,) = findings(SHEBANG + b"# coding: latin-1\nx = '\xe9'\n")
    assert (finding.message, finding.line, finding.column) == ("the file is not UTF-8 text", 3, 6)


def test_a_file_that_is_not_executable_is_a_note() -> None:
    (finding,) = findings(SHEBANG, executable=False)
    assert finding.severity is Severity.NOTE
    assert finding.hint == "Run `chmod +x 0-convolve_grayscale_valid.py`."
