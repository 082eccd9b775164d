"""One guess at what was meant: a part with what may belong there, and how likely it is."""

import ast
from collections.abc import Callable, Sequence
from typing import NamedTuple

from checks.exercises.repair.text import Text
from checks.language.nodes import altered
from checks.model import Edit, Part
from checks.model.repair import LINE

LONGEST = 60  # characters of an expression that is shown whole; of a longer one the part around what is changed

Step = tuple[ast.AST, str, int | None]
"""A node, and the field of it, with the place in a list, where the next one hangs."""


class Guess(NamedTuple):
    """What may be meant, as far as that is worked out before it is known whether it is among the likeliest.

    The lower the `rank`, the likelier it is; `start` is where it begins in the text. `part` makes the part of it, None
    where nothing would change.
    """

    rank: int
    start: int
    part: Callable[[], Part | None]


def guess(start: int, end: int, text: str, *, line: int, name: str, written: str, right: str, rank: int) -> Guess:
    """Another text in one stretch of a file."""
    edits = (Edit(start, end, text),)
    return Guess(rank, start, lambda: Part(id=LINE, name=name, line=line, written=written, right=right, edits=edits))


def margin(statement: ast.stmt, text: Text) -> tuple[int, int] | None:
    """Where the line of a statement begins and where the statement does; None where it shares its lines with others."""
    indent, end = text.indent(statement), text.end(statement)
    after = text.data[end:].partition(b"\n")[0].strip()
    if indent is None or (after and not after.startswith(b"#")):
        return None
    start = text.start(statement)
    return start - len(indent.encode()), start


def put(path: Sequence[Step], new: ast.AST) -> list[ast.AST]:
    """What the nodes of a path become with a new one at its end: the outermost first, the new one last."""
    made = [new]
    for parent, field, place in reversed(path):
        value: object = made[-1]
        if place is not None:
            every = getattr(parent, field)
            value = [*every[:place], value, *every[place + 1 :]]
        made.append(altered(parent, **{field: value}))
    return made[::-1]
