"""Where a command's output goes: the terminal, or the file that was named."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

from grader.commands.exits import Usage


def console(stream: Any = None) -> Any:
    """A console that prints texts as they are."""
    from rich.console import Console

    return Console(file=stream, highlight=False, markup=False, emoji=False)


@contextlib.contextmanager
def place(output: Path | None) -> Iterator[None]:
    """What the system refuses is told with the place that it is about: a file, or standard output for None."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Usage(f"{output or 'standard output'}: {error.strerror}") from error


def write(output: Path | None, show: Callable[[TextIO], None]) -> None:
    """Let `show` write to a file, or to standard output where none is named."""
    with place(output), open(output or os.devnull, "w", encoding="utf-8") as file:
        show(file if output else sys.stdout)
