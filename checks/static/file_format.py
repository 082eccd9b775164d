'''The file starts with the shebang, is UTF-8 text, and every line ends with LF.

What: The first line is exactly `#!/usr/bin/env python3`. The file is UTF-8
text, its lines end with LF, the last one too. Whether the file is executable
is told and costs nothing.

Why: The first line names the program that runs the file. With other bytes
around it, or another end of line, the system looks for a program that does not
exist.

Bad::

    #!/usr/bin/python3
    """Valid convolution."""


    def convolve_grayscale_valid(images, kernel):
        """Convolve grayscale images without padding."""

Good::

    #!/usr/bin/env python3
    """Valid convolution."""


    def convolve_grayscale_valid(images, kernel):
        """Convolve grayscale images without padding."""
'''

import re
from collections.abc import Iterator

from checks.language.source_bytes import place
from checks.model import Finding, Inspection, Severity, Source, StaticCheck
from checks.printable import one_line

SHEBANG = b"#!/usr/bin/env python3"
_BOM = b"\xef\xbb\xbf"
_LINE_ENDS = re.compile(rb"\r\n|\r")
_QUOTED = 60


def inspect(inspection: Inspection) -> Iterator[Finding]:
    """Yield what is wrong with the first line, the encoding, the line ends, the last line, the mode."""
    source = inspection.source
    if isinstance(source, Source):
        yield from _first_line(source.data)
        yield from _encoding(source.data)
        yield from _line_ends(source.data)
        yield from _last_line(source.data)
        yield from _mode(source)


def _first_line(data: bytes) -> Iterator[Finding]:
    # A carriage return after it is told with the other line ends, once.
    first = _LINE_ENDS.split(data, maxsplit=1)[0].split(b"\n", 1)[0]
    if first == SHEBANG:
        return
    shebang = SHEBANG.decode()
    yield _finding(
        f"the first line is not exactly `{shebang}`: {_difference(data, first)}",
        f"Make `{shebang}` the whole first line, with nothing before and nothing after it.",
        line=1,
    )


def _difference(data: bytes, first: bytes) -> str:
    if first.startswith(_BOM):
        return "the file starts with an invisible byte order mark (save it as UTF-8 without BOM)"
    if first.rstrip() == SHEBANG:
        return "there are spaces after it"
    if first.lstrip() == SHEBANG:
        return "there are spaces before it"
    if not first.strip():
        rest = data.lstrip()
        return "a blank line stands before it" if rest.startswith(SHEBANG) else "it is blank"
    if not first.startswith(b"#!"):
        return "there is none"
    return f"it is `{one_line(first.decode('utf-8', 'replace'), _QUOTED)}`"


def _encoding(data: bytes) -> Iterator[Finding]:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = place(data, error.start)
        yield _finding(
            "the file is not UTF-8 text",
            "Save it as UTF-8, and take the line that names another encoding away.",
            line=line,
            column=column,
        )


def _line_ends(data: bytes) -> Iterator[Finding]:
    both = data.count(b"\r\n")
    alone = data.count(b"\r") - both
    parts = [f"{count} {kind}" for count, kind in ((both, "CRLF"), (alone, "CR")) if count]
    if parts:
        yield _finding(
            f"lines do not end with LF alone: the file has {' and '.join(parts)} line ends",
            "Set the line ends to LF in your editor's status bar, or run `dos2unix` on the file.",
            line=place(data, data.find(b"\r"))[0],
        )


def _last_line(data: bytes) -> Iterator[Finding]:
    if not data.endswith((b"\n", b"\r")):
        yield _finding(
            "the last line does not end with a new line",
            "Press Enter at the end of the last line, and save.",
            line=place(data, len(data))[0],
        )


def _mode(source: Source) -> Iterator[Finding]:
    if not source.executable:
        name = one_line(source.name)
        yield _finding(
            "the file is not executable, which costs nothing", f"Run `chmod +x {name}`.", severity=Severity.NOTE
        )


def _finding(
    message: str,
    hint: str,
    line: int | None = None,
    column: int | None = None,
    severity: Severity = Severity.ERROR,
) -> Finding:
    return Finding(check="file_format", message=message, hint=hint, line=line, column=column, severity=severity)


CHECK = StaticCheck(
    id="file_format",
    summary="The file starts with the shebang, is UTF-8 text, and every line ends with LF.",
    reason="The first line names the program that runs the file, and it works only when every byte is right.",
    needs=("source",),
    inspect=inspect,
)
