"""What can be wrong with a file before Python reads it: it is empty, binary, or in another encoding.

Everything here takes time linear in the file's length.
"""

import re

from checks.model import Finding

DEEPEST = 100

_KINDS = (
    (b"\x7fELF", "a compiled program"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"%PDF-", "a PDF document"),
    (b"\x93NUMPY", "a numpy array"),
)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"
_CONTROLS = bytes(set(range(32)) - set(b"\0\t\n\v\f\r")) + b"\x7f"
_FEW_CONTROLS = 8

_HAND_IN_SOURCE = "Hand in the program itself, the text you typed, under this name."
_SAVE_AS_UTF8 = "Save it again as UTF-8 text: every editor has this in `Save as` or in its status bar."
_UTF8_NAMES = ("utf-8", "utf8", "utf-8-sig")
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_NO_CODE = re.compile(rb"^[ \t\f]*(?:#.*)?$")

# A string that is never closed is matched to the end, so that no part of the text is read twice.
_TOKEN = re.compile(
    rb"""(?P<skip>\#[^\n]*+
      |  '''[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*+(?:'''|\\?\Z)
      |  \"\"\"[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+(?:\"\"\"|\\?\Z)
      |  '[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'?
      |  "[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?)
      |  (?P<restart>^(?:def|class)\ )
      |  (?P<open>[(\[{])
      |  (?P<close>[)\]}])""",
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


def complaint(data: bytes) -> Finding | None:
    """Return what keeps these bytes from being the text of a program, if anything does."""
    return _binary(data) or _empty(data) or _null_bytes(data) or _controls(data) or _encoding(data) or _nested(data)


def place(data: bytes, position: int) -> tuple[int, int]:
    """Return line and column, both counted from 1, of the byte at `position`."""
    before = data[:position].removeprefix(_UTF8_MARK).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return before.count(b"\n") + 1, column


def nesting(data: bytes) -> int | None:
    """Return the position of the first bracket that is more than `DEEPEST` levels deep, if there is one.

    Strings and comments are skipped as well as they can be without a parser. A `def` or a `class` at
    the start of a line cannot stand in brackets, so the count starts again there: what was misread
    before it (an f-string with its own quotes inside) does not add up.
    """
    depth = 0
    for token in _TOKEN.finditer(data):
        match token.lastgroup:
            case "restart":
                depth = 0
            case "close":
                depth = max(depth - 1, 0)
            case "open":
                depth += 1
                if depth > DEEPEST:
                    return token.start()
    return None


def _binary(data: bytes) -> Finding | None:
    for magic, kind in _KINDS:
        if data.startswith(magic):
            return _finding(f"the file is {kind}, not Python text", _HAND_IN_SOURCE)
    if data[2:4] == b"\r\n" and b"\0" in data[4:16]:
        return _finding("the file is compiled Python (.pyc), not Python text", _HAND_IN_SOURCE)
    if data.startswith(_UTF16_MARKS):
        return _finding("the file is saved as UTF-16, which Python does not read", _SAVE_AS_UTF8, line=1)
    return None


def _empty(data: bytes) -> Finding | None:
    if data.removeprefix(_UTF8_MARK).strip():
        return None
    message = "the file holds nothing but blank lines" if data else "the file is empty"
    return _finding(message, "Write the function into it, save, and hand it in again.")


def _null_bytes(data: bytes) -> Finding | None:
    position = data.find(b"\0")
    if position < 0:
        return None
    line, column = place(data, position)
    return _finding(
        "the file holds null bytes, which no Python text has; it may be saved as UTF-16 or be damaged",
        _SAVE_AS_UTF8,
        line=line,
        column=column,
    )


def _controls(data: bytes) -> Finding | None:
    found = len(data) - len(data.translate(None, _CONTROLS))
    if found <= max(_FEW_CONTROLS, len(data) // 20):
        return None
    return _finding(f"the file is binary ({found} control characters), not Python text", _HAND_IN_SOURCE)


def _encoding(data: bytes) -> Finding | None:
    if _declared_encoding(data) not in _UTF8_NAMES:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = place(data, error.start)
        return _finding(
            f"the file is not UTF-8 text: byte 0x{data[error.start]:02x} is not part of any character",
            f"{_SAVE_AS_UTF8} Or type the letter in this place again, without its accent.",
            line=line,
            column=column,
        )
    return None


def _declared_encoding(data: bytes) -> str:
    """Return the encoding that one of the first two lines names (PEP 263), or UTF-8, which needs no name."""
    for line in data.removeprefix(_UTF8_MARK)[:10_000].splitlines()[:2]:
        if cookie := _COOKIE.match(line):
            return cookie[1].decode("ascii").lower().replace("_", "-")
        if not _NO_CODE.match(line):
            break
    return "utf-8"


def _nested(data: bytes) -> Finding | None:
    position = nesting(data)
    if position is None:
        return None
    line, column = place(data, position)
    return _finding(
        f"brackets are nested over {DEEPEST} deep",
        "Close each bracket you open, and give names to the parts of a long expression.",
        line=line,
        column=column,
    )


def _finding(message: str, hint: str, line: int | None = None, column: int | None = None) -> Finding:
    return Finding(check="source", message=message, hint=hint, line=line, column=column)
