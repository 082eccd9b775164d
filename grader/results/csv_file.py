"""Tables as CSV that a spreadsheet can open without running anything."""

import csv
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

from grader.results import files
from grader.tables import harmless

Cell = str | float | None
BOM = "\ufeff"


class CsvFile:
    """A CSV file (RFC 4180, UTF-8) that takes its place at the end of `with`, and is taken away where it has no rows.

    With `bom` it begins with the mark by which Excel knows UTF-8; platforms that import do not ask for it. A `private`
    one can be read by its owner alone.
    """

    def __init__(self, path: Path, head: Iterable[Sequence[Cell]], *, bom: bool = False, private: bool = False) -> None:
        self.path, self._head, self._bom, self._private = path, head, bom, private
        self._stack = ExitStack()
        self._writer: Any = None

    def __enter__(self) -> "CsvFile":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.__exit__(kind, error, at)
        if self._writer is None and error is None:
            files.remove(self.path)

    @property
    def has_rows(self) -> bool:
        """Whether there is, or will be, a file."""
        return self._writer is not None

    def add(self, row: Sequence[Cell] | None) -> None:
        """Write one row, if it is one."""
        if row is None:
            return
        with files.told(self.path):
            if self._writer is None:
                self._begin()
            self._writer.writerow(map(_cell, row))

    def _begin(self) -> None:
        stream = self._stack.enter_context(files.replacing(self.path, private=self._private))
        stream.write(BOM if self._bom else "")
        self._writer = csv.writer(stream)
        for line in self._head:
            self._writer.writerow(map(_cell, line))


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else f"{value:.10g}"
