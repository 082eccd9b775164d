"""Which tasks count among the results in a folder, as it is remembered there."""

from collections.abc import Sequence

from msgspec import Struct

from checks.model.assignment import Assignment
from checks.printable import one_line


class Choice(Struct, frozen=True):
    """The ids of the tasks: those that were `named`, if any were; those that count; those that are optional, and are
    judged beside them where they are handed in.
    """

    named: tuple[str, ...]
    counting: tuple[str, ...]
    optional: tuple[str, ...]

    @classmethod
    def of(cls, assignment: Assignment) -> "Choice":
        """What counts in an assignment."""
        counting, optional = ([task.id for task in tasks] for tasks in (assignment.counting, assignment.beside))
        return cls(assignment.named, tuple(counting), tuple(optional))


def told(now: Choice, before: Choice) -> str:
    """What is said where others count now than before; "" where it is the same."""
    if (set(now.counting), set(now.optional)) == (set(before.counting), set(before.optional)):
        return ""
    what = "task" if len(now.counting) == 1 else "tasks"
    return f"counted now: {what} {_listed(now)}; before: {_listed(before)}; what was judged is kept"


def _listed(choice: Choice) -> str:
    def ids(tasks: Sequence[str]) -> str:
        return ", ".join(map(one_line, tasks))

    return ids(choice.counting) + (f" (optional: {ids(choice.optional)})" if choice.optional else "")
