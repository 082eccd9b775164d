"""A table of students: a CSV file with a column for the name and one for the path of what was handed in.

Like every table that people write it is UTF-8 or, line by line, Windows-1252.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct

from grader.intake.data import Data, Reader
from grader.tables import decoded, delimiter

ENDINGS = (".csv", ".tsv")
Error = csv.Error

_NAMES = ("student", "name", "full name", "full_name", "student name")
_PATHS = ("path", "folder", "file", "submission", "repository", "repo", "archive")
_MOST_COLUMNS = 50


class Row(Struct, frozen=True):
    """One student's row: its number in the file, the headings being 1, the other columns by their heading, and what is
    wrong with it.
    """

    number: int
    name: str
    path: str
    others: dict[str, str]
    damage: str = ""


def parts(path: str) -> tuple[str, ...]:
    """The names on the way that a row names."""
    return PurePosixPath(path.replace("\\", "/")).parts


def rows(data: Data) -> Iterator[Row] | None:
    """The rows of a table with both columns; None for any other file. Rows with neither name nor path are left out."""
    first = data.at(0, 4096).decode("utf-8-sig", "replace").splitlines()[:1]
    reader = csv.reader(_lines(data), delimiter=delimiter(first[0] if first else ""))
    try:
        headings = [heading.strip().lower() for heading in next(reader, [])]
    except csv.Error:
        return None
    name = next((headings.index(each) for each in _NAMES if each in headings), None)
    path = next((headings.index(each) for each in _PATHS if each in headings), None)
    return None if name is None or path is None else _rows(_told(reader), headings, name, path)


def _told(reader: Any) -> Iterator[list[str]]:
    """The rows of a reader, whose errors tell the line."""
    try:
        yield from reader
    except csv.Error as error:
        raise csv.Error(f"line {reader.line_num}: {error}") from None


def _rows(lines: Iterator[list[str]], headings: list[str], name: int, path: int) -> Iterator[Row]:
    for number, cells in enumerate(lines, 2):
        said = {at: cell.strip() for at, cell in enumerate(cells) if cell.strip()}
        if name in said or path in said:
            others = {
                headings[at]: said[at]
                for at in list(said)[:_MOST_COLUMNS]
                if at < len(headings) and at not in (name, path)
            }
            yield Row(number, said.get(name, ""), said.get(path, ""), others, _damage(said, len(headings), name, path))


def _damage(said: dict[int, str], columns: int, name: int, path: int) -> str:
    if max(said) >= columns:
        return "has more cells than there are columns: what has a comma in it needs quotes around it"
    if path not in said:
        return "has no path: nothing was handed in"
    return "" if name in said else "has no name"


def _lines(data: Data) -> Iterator[str]:
    """The lines of a table; one in neither encoding keeps its bytes, which may be a path's."""
    for number, line in enumerate(io.BufferedReader(Reader(data))):
        shown = line if number else line.removeprefix(codecs.BOM_UTF8)
        try:
            text = decoded(shown)
        except UnicodeDecodeError:
            text = shown.decode("utf-8", "surrogateescape")
        yield from io.StringIO(text, newline="")
