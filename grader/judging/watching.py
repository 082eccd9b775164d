"""Which calls are watched at their real sizes, beside the small ones that always are.

No call tells whether it is one of these: they follow from the files and the assignment's seed, and nothing of that is
said before the last call has been made. One of the smaller half and one of the larger are chosen, so that a loop that
runs in no small call is met as surely as one that runs in all.
"""

import hashlib
from collections.abc import Iterator

from checks.model import TaskFiles
from grader.judging.prepared import Asked, Prepared
from grader.judging.task_files import fingerprint

PARTS = 2  # by size; one call of each is watched


def watched(files: TaskFiles, prepared: Prepared, asked: Asked) -> frozenset[int]:
    """The indices of the calls of one trip to be watched; none where no loops are looked for."""
    if not prepared.watches:
        return frozenset()
    text = f"{prepared.seed}\0{prepared.task.id}\0{fingerprint(files)}"
    chance = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return frozenset(_one_of_each(asked.by_size, int.from_bytes(chance)))


def _one_of_each(by_size: tuple[int, ...], number: int) -> Iterator[int]:
    for part in range(PARTS):
        calls = by_size[part * len(by_size) // PARTS : (part + 1) * len(by_size) // PARTS]
        if calls:
            number, place = divmod(number, len(calls))
            yield calls[place]
