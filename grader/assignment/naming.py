"""Which tasks somebody names: these count, whether they are optional or not, and no other is judged."""

from collections.abc import Collection

import msgspec

from checks.model.assignment import ALL, Assignment
from checks.printable import one_line


class UnknownTaskError(Exception):
    """There is no such task; the message is one line."""


def naming(assignment: Assignment, words: Collection[str]) -> Assignment:
    """The assignment with the tasks that are named by their ids, or by ALL; as it is where none is.

    Raises:
        UnknownTaskError: one of the words is no task's id.
    """
    known = [task.id for task in assignment.tasks]
    for word in words:
        if word not in (*known, ALL):
            raise UnknownTaskError(f"there is no task `{one_line(word)}`; the tasks are {', '.join(known)}, or {ALL}")
    named = tuple(known if ALL in words else (task for task in known if task in words))
    if len(named) == len(known) and not any(task.optional for task in assignment.tasks):
        named = ()  # it is the same as naming none
    return msgspec.structs.replace(assignment, named=named)
