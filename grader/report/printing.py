"""Prints to a console as it is: where nothing is coloured, lines are not filled up with spaces either."""

from rich.console import Console, RenderableType


def print_parts(console: Console, *parts: RenderableType) -> None:
    """Print each part on lines of its own."""
    with console.capture() as capture:
        console.print(*parts, sep="\n", highlight=False, markup=False, emoji=False)
    lines = capture.get().splitlines()
    if not console.is_terminal:
        lines = [line.rstrip() for line in lines]
    console.file.write("\n".join(lines) + "\n")
