"""One student's folder, archive or repository as an Entry, and names that differ from one another."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator

import msgspec

from checks.printable import one_line, readable
from grader.intake.archives.names import stem
from grader.intake.entries import Entry, folded
from grader.intake.looking import Look
from grader.intake.spots import Spot

_LONGEST_NAME = 100
_TELLING = ("canvas_user_id", "moodle_id", "sid", "email", "org_defined_id", "brightspace_id")


def student(spot: Spot, seen: Look, name: str = "") -> Entry:
    """The entry of what has this name in a spot; without a name, of the spot itself."""
    way = seen.repository
    location = spot.location_of(name, *(way or ())) if name else spot.location
    origin = spot.origin_of(name) if name else spot.origin
    whose = stem(name or spot.folder.name) or name or spot.folder.name
    if way is None:
        return Entry(whose, "folder", origin, location)
    return Entry(whose.removesuffix(".git") or whose, "git", origin, location)


def called(entry: Entry) -> str:
    """What a student is called before names are told apart: printable, of a bounded length, and in one form (NFC)."""
    name = unicodedata.normalize("NFC", readable(entry.student))
    return one_line(name.strip(), _LONGEST_NAME) or "(no name)"


def told_apart(entries: Iterator[Entry], shared: Collection[int]) -> Iterator[Entry]:
    """The same entries, all that they tell printable, and each student called differently. `shared` are the hashes of
    the names, as `folded` gives them, that several of the entries have; each of these says so.
    """
    taken: set[str] = set()  # of those names that somebody else may come to be called by
    numbers: Counter[str] = Counter()
    for entry in entries:
        name = called(entry)
        student, notes = name, entry.notes
        if folded(name) in taken:
            student = next(other for other in _others(name, entry.ids, numbers) if folded(other) not in taken)
            notes = (*notes, f"another submission is of `{name}` too: this one is called `{student}`")
        elif hash(folded(name)) in shared:
            notes = (*notes, f"another submission is of `{name}` too: this one keeps the name")
        if _begins(folded(student), shared):
            taken.add(folded(student))
        ids = {one_line(key): one_line(readable(value)) for key, value in entry.ids.items()}
        yield msgspec.structs.replace(entry, student=student, ids=ids, notes=notes)


def _begins(name: str, shared: Collection[int]) -> bool:
    """Whether a name is one of several, or what one of these may be called to be told apart: by what follows it."""
    words = name.split(" (") if shared else []
    return any(hash(" (".join(words[:count])) in shared for count in range(1, len(words) + 1))


def _others(name: str, ids: dict[str, str], numbers: Counter[str]) -> Iterator[str]:
    for key in _TELLING:
        if ids.get(key):
            yield f"{name} ({one_line(ids[key], _LONGEST_NAME)})"
    while True:
        numbers[name] += 1
        yield f"{name} ({numbers[name] + 1})"
