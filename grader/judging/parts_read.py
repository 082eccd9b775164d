"""The parts that a text has as a solution, and what may have been meant in it: read where nothing is run."""

import ast

from checks.exercises import guesses_of, readings_of
from checks.exercises.repair.variants import plain
from checks.model import Part, Reading, Source, Syntax
from checks.model.assignment import Task
from checks.static.source import syntax_of

# Of a file: no solution has more. One of a hundred nests of loops takes minutes to read, and of what is read a hundred
# variants are held at once.
MOST_NODES, MOST_BYTES = 3000, 1 << 16


def readings(source: object, task: Task, syntax: Syntax) -> tuple[Reading, ...]:
    """The parts of a text that is written in UTF-8, in which they are counted; none where it is too long to read."""
    if not _is_counted(source, syntax):
        return ()
    try:
        return readings_of(task, syntax)
    except Exception:  # of a text that nobody foresaw: then what is wrong is told without its parts
        return ()


def guesses(source: object, task: Task, syntax: Syntax, model: Source | None) -> tuple[Part, ...]:
    """The same of what may have been meant, where the exercise has no parts of its own."""
    if not _is_counted(source, syntax):
        return ()
    try:
        return guesses_of(task, syntax, syntax_of(model) if model else None)
    except Exception:
        return ()


def _is_counted(source: object, syntax: Syntax) -> bool:
    if not isinstance(source, Source) or len(source.data) > MOST_BYTES:
        return False
    if sum(1 for _ in ast.walk(syntax.module)) > MOST_NODES:
        return False
    return plain(source.data) == syntax.text.encode("utf-8", "surrogatepass")
