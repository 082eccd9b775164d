"""Prints to a console as it is: where nothing is coloured, lines are not filled up with spaces either."""

from rich.console import Console, RenderableType
from rich.text import Text

from checks.model import Severity

FINDING_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}


def print_parts(console: Console, *parts: RenderableType) -> None:
    """Print each part on lines of its own; a text whose overflow is ignored stays on one, such as a path."""
    with console.capture() as capture:
        for part in parts:
            whole = isinstance(part, Text) and part.overflow == "ignore"
            console.print(part, soft_wrap=whole, highlight=False, markup=False, emoji=False)
    lines = capture.get().splitlines()
    if not console.is_terminal:
        lines = [line.rstrip() for line in lines]
    console.file.write("\n".join(lines) + "\n")
