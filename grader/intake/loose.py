"""Files that lie loose at a class's own level: those that a platform renamed, those with the student's name in theirs,
those that are all that a student handed in, and the course's own.
"""

import itertools
from collections.abc import Iterator

from checks.printable import one_line
from grader.intake.archives.names import other_archive, stem
from grader.intake.courses_own import is_courses_file, is_courses_folder
from grader.intake.entries import Aside, Attempt, Entry, Item, Location, folded
from grader.intake.layouts.claims import Claim
from grader.intake.layouts.platforms import claimed, is_one
from grader.intake.levels import Level
from grader.intake.matching import flat, matched
from grader.intake.spots import Spot
from grader.intake.submission import README
from grader.intake.tree import ordinary_files

_Named = tuple[str, str, bool, Claim]  # key, the name itself, whether it is a folder's, and what it says
_AFTER = tuple(" _.-")


def entries(level: Level, files: tuple[str, ...], *, of_files: bool) -> Iterator[Entry | Aside]:
    """The submissions that are loose at a level, and what lies loose there and is nobody's. `of_files`: files are
    students there, as archives are.
    """
    yield from _of_platform(level) if is_one(level.layout) else ()
    names = list(_unclaimed(level))
    in_names, left = _in_names(level.spot, names, files)
    yield from in_names
    of_files = (of_files or bool(in_names)) and level.layout in ("folder", "flat")
    yield from (_other(level, name, files, of_files=of_files) for name in left if stem(name) is None)


def _of_platform(level: Level) -> Iterator[Entry]:
    """The submissions whose folders and files a platform named."""
    named: list[_Named] = []
    for name, folder in _names(level):
        if said := claimed(name, level.layout, folder=folder):
            named.append((said.key, name, folder, said))
    named.sort(key=lambda each: each[:3])
    for _, group in itertools.groupby(named, key=lambda each: each[0]):
        yield _of_one(level, list(group))


def _in_names(spot: Spot, names: list[str], files: tuple[str, ...]) -> tuple[list[Entry], list[str]]:
    """The submissions of students whose names stand in the names of their files, and the names that are left.

    What else begins with a student's name (`ada_helper.py`) is the student's, too.
    """
    whose: dict[str, tuple[str, list[Item]]] = {}
    left: list[str] = []
    for name in names:
        found = flat(name, files)
        if found and not is_courses_folder(found.who):
            whose.setdefault(folded(found.who), (found.who, []))[1].append(Item(name, found.file))
        else:
            left.append(name)
    rest: list[str] = []
    for name in left:
        readme = flat(name, (README,))
        key = folded(readme.who) if readme else _owner(name, whose)
        if key in whose:
            whose[key][1].append(Item(name, README if readme else name))
        else:
            rest.append(name)
    found_ones = [
        Entry(
            who,
            "flat",
            spot.origin_of(items[0].stored),
            Location(spot.location.path, spot.location.inside, tuple(items)),
        )
        for _, (who, items) in sorted(whose.items())
    ]
    return found_ones, rest


def _owner(name: str, whose: dict[str, tuple[str, list[Item]]]) -> str:
    """The longest name of a student that a file's name begins with, "" for none."""
    key = folded(name)
    ends = [at for at, letter in enumerate(key) if letter in _AFTER]
    return next((key[:at] for at in reversed(ends) if key[:at] in whose), "")


def _other(level: Level, name: str, files: tuple[str, ...], *, of_files: bool) -> Entry | Aside:
    """One of the other loose files. In a class of files, each that is not the course's own is what a student handed in,
    and an archive that is not read is one anywhere.
    """
    spot = level.spot
    if (found := matched(name, files)) and not found.who:
        return Aside(spot.origin_of(name), "a task's file that says nobody's name: it lies beside students' work")
    if other_archive(name) or (of_files and not found and not is_courses_file(name)):
        location = Location(spot.location.path, spot.location.inside, (Item(name, name),))
        return Entry(name.rpartition(".")[0] or name, "folder", spot.origin_of(name), location)
    return Aside(spot.origin_of(name), "a loose file beside students' work, taken for the course's own")


def _names(level: Level) -> Iterator[tuple[str, bool]]:
    yield from ((folder.name, True) for folder in level.folders())
    yield from ((file.name, False) for file in ordinary_files(level.spot.folder))


def _unclaimed(level: Level) -> Iterator[str]:
    """The loose files that no platform named; a link to a folder stands for it."""
    for file in ordinary_files(level.spot.folder):
        if not level.spot.links_to_folder(file) and not claimed(file.name, level.layout, folder=False):
            yield file.name


def _of_one(level: Level, named: list[_Named]) -> Entry:
    """The entry of the names that belong to one submission. What was handed in last says when, and whether late."""
    spot = level.spot
    handed_in = [each for each in named if each[3].name is not None]
    *_, last = max(handed_in or named, key=lambda each: each[3].order)
    attempts = tuple(_attempts(spot, handed_in))
    ids = {key: value for key, value in last.ids.items() if value}
    origin = spot.origin_of(named[0][1]) if len(named) == 1 else f"{spot.origin}/{one_line(last.student)}"
    notes = (f"handed in {len(attempts)} times: {', '.join(map(_when, attempts))}",) if attempts else ()
    return Entry(
        student=last.student,
        layout=level.layout,
        origin=origin,
        location=_location(spot, handed_in),
        ids=ids,
        submitted=last.submitted,
        late=last.late,
        notes=notes,
        attempts=attempts,
    )


def _location(spot: Spot, handed_in: list[_Named]) -> Location:
    if len(handed_in) == 1 and handed_in[0][2]:
        return spot.location_of(handed_in[0][1])
    items = tuple(Item(name, claim.name or name, claim.order) for _, name, _, claim in handed_in)
    return Location(spot.location.path, spot.location.inside, items)


def _attempts(spot: Spot, handed_in: list[_Named]) -> Iterator[Attempt]:
    """The times that something was handed in, where there are several and each has its date."""
    dates = {claim.submitted for *_, claim in handed_in}
    known = sorted(date for date in dates if date is not None)
    if 1 < len(known) == len(dates):
        for date in known:
            yield Attempt(_location(spot, [each for each in handed_in if (each[3].submitted or date) <= date]), date)


def _when(attempt: Attempt) -> str:
    return attempt.submitted.isoformat(" ", "minutes")
