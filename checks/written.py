"""Numbers as they are written: with as many figures as it takes to tell those apart that are said to differ."""

from collections.abc import Iterable

from checks.model import Shown
from checks.model.assignment import Task

FIGURES = 6  # significant ones, of a number in a message
MOST = 17  # by which any two float64 can be told apart


def written(value: Shown, figures: int) -> str:
    """The number with so many significant figures; what is no number stands as it is."""
    if value is None:
        return "nan"
    return str(value) if isinstance(value, bool | str) else f"{value:.{figures}g}"


def figures(pairs: Iterable[tuple[Shown, Shown]], least: int) -> int:
    """The fewest significant figures, from `least` on, with which the two of no pair look equal that are not."""
    unequal = [pair for pair in pairs if pair[0] != pair[1]]
    enough = least
    for one, other in unequal:
        while enough < MOST and written(one, enough) == written(other, enough):
            enough += 1
    return enough


def apart(one: float, other: float, least: int = FIGURES) -> tuple[str, str]:
    """Two numbers, which look different if they are."""
    enough = figures([(one, other)], least)
    return written(one, enough), written(other, enough)


def counted(number: int | str, what: str) -> str:
    """So many of a thing, whose name takes an s where there is not one; a number may be written already."""
    return f"{number} {what}" if str(number) == "1" else f"{number} {what}s"


def parameters_of(task: Task, between: str = ", ") -> str:
    """The parameters of the task's function as its `def` has them, with the defaults of those that may be left out."""
    return between.join(f"{each.name}={each.default!r}" if each.optional else each.name for each in task.arguments)
