"""Tables that people write, by hand or with a spreadsheet: CSV in whatever encoding and with whatever separator.

A line is UTF-8, or else Windows-1252, as spreadsheets of Western Europe save "CSV"; no text of the one is by accident
text of the other. A table that begins with the mark of UTF-16 ("Unicode text") is that.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from checks.printable import one_line

# The last four are the same ones in full width, which some spreadsheets take for the plain ones.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
DELIMITERS = (",", ";", "\t")
_WINDOWS_1252 = "cp1252"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class TableError(Exception):
    """The table cannot be used; the message is one line that names the file and the line."""


class Row(Struct, frozen=True):
    """The cells of a row that is not empty, and the number of the line that it begins on."""

    line: int
    cells: tuple[str, ...]


class Table(Struct, frozen=True):
    """A table: its heading, and the rows below. `old` are the lines that are Windows-1252."""

    path: Path
    head: Row
    rows: tuple[Row, ...]
    old: tuple[int, ...] = ()

    @property
    def notes(self) -> Iterator[str]:
        """What there is to say of how it was read."""
        if self.old:
            more = f" and {len(self.old) - 1} more" if len(self.old) > 1 else ""
            yield f"line {self.old[0]}{more}: not UTF-8, read as Windows-1252; to be sure, save it as CSV UTF-8"

    def error(self, line: int, message: str) -> TableError:
        """What is wrong in a line."""
        return TableError(f"{one_line(str(self.path))}, line {line}: {message}")


def read(path: Path) -> Table | None:
    """Read a table; None where there is no such file, or nothing in it. Spaces around a cell are left out, and empty
    cells at the end of a row.

    Raises:
        TableError: it cannot be read.
    """
    shown = one_line(str(path))
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or "unknown error").lower()
        raise TableError(f"{shown}: cannot be read: {why}") from error
    text, old = _text(data, shown)
    rows = tuple(_rows(text, shown))
    return Table(path, rows[0], rows[1:], old) if rows else None


def delimiter(head: str) -> str:
    """What separates the cells of a table with this first line."""
    return max(DELIMITERS, key=head.count)


def decoded(line: bytes) -> str:
    """One line, which is UTF-8, or else Windows-1252.

    Raises:
        UnicodeDecodeError: it is neither.
    """
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(_WINDOWS_1252)


def as_windows_1252(text: str) -> bytes:
    """The bytes that `decoded` was given for a text in the older encoding.

    Raises:
        UnicodeEncodeError: there are none.
    """
    return text.encode(_WINDOWS_1252)


def quoted(text: str) -> str:
    """A cell as it is shown in an error."""
    return f'"{one_line(text, 60)}"'


def said(cell: str) -> str:
    """A sentence that somebody wrote into a cell, in one printable line; a line break in it is a space."""
    return one_line(" ".join(cell.split()), 1000)


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def as_written(text: str) -> str:
    """What `harmless` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _text(data: bytes, shown: str) -> tuple[str, tuple[int, ...]]:
    """The whole text, and the lines that are Windows-1252."""
    if data.startswith(_UTF_16):
        try:
            return data.decode("utf-16"), ()
        except UnicodeDecodeError:
            raise TableError(f"{shown}: UTF-16 text that breaks off: save it as CSV UTF-8") from None
    old, lines = [], []
    for number, line in enumerate(data.removeprefix(codecs.BOM_UTF8).splitlines(keepends=True), 1):
        try:
            text = decoded(line)
        except UnicodeDecodeError:
            raise TableError(f"{shown}, line {number}: not UTF-8 text: save it as CSV UTF-8") from None
        lines.append(text)
        old += [number] if text.encode() != line else []
    return "".join(lines), tuple(old)


def _rows(text: str, shown: str) -> Iterator[Row]:
    head = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(head), skipinitialspace=True, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise TableError(f"{shown}, line {line}: not CSV: {error}") from None
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield Row(line, tuple(cells))
