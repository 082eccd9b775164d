"""Files of many students in one folder: those that a platform renamed, and those with the student's name in theirs."""

import itertools
from collections import defaultdict
from collections.abc import Iterator

from checks.printable import one_line
from grader.intake.entries import Entry, Item, Layout, Place
from grader.intake.layouts.platforms import claimed
from grader.intake.matching import flat, matched
from grader.intake.spots import Spot
from grader.intake.tree import ordinary_files, ordinary_folders
from grader.submission import README

_Named = tuple[Layout, str, str, bool]  # layout, key, the name itself, whether it is a folder's


def entries(spot: Spot, files: tuple[str, ...]) -> Iterator[Entry]:
    """The submissions that are loose files in a folder, or folders that a platform named."""
    yield from _of_platforms(spot)
    names = [file.name for file in ordinary_files(spot.folder) if not claimed(file.name, folder=False)]
    own = [name for name in names if (found := matched(name, files)) and not found.who]
    if own:
        place = Place(spot.place.path, spot.place.inside, tuple(Item(name, name) for name in (*own, README)))
        yield Entry(spot.folder.name, "folder", spot.origin, place)
    yield from _flat(spot, [name for name in names if name not in own], files)


def _of_platforms(spot: Spot) -> Iterator[Entry]:
    every = [(folder.name, True) for folder in ordinary_folders(spot.folder)]
    every += [(file.name, False) for file in ordinary_files(spot.folder)]
    named: list[_Named] = []
    for name, folder in every:
        if said := claimed(name, folder=folder):
            named.append((said[0], said[1].key, name, folder))
    named.sort()
    for _, group in itertools.groupby(named, key=lambda each: each[:2]):
        yield _of_one(spot, list(group))


def _of_one(spot: Spot, named: list[_Named]) -> Entry:
    """The entry of the names that belong to one submission. What was handed in last says when, and whether late."""
    said = [(name, folder, claim[1]) for _, _, name, folder in named if (claim := claimed(name, folder=folder))]
    handed_in = [each for each in said if each[2].name is not None]
    _, _, last = max(handed_in or said, key=lambda each: each[2].order)
    if len(handed_in) == 1 and handed_in[0][1]:
        place = spot.place_of(handed_in[0][0])
    else:
        items = tuple(Item(name, claim.name or name, claim.order) for name, _, claim in handed_in)
        place = Place(spot.place.path, spot.place.inside, items)
    ids = {key: value for key, value in last.ids.items() if value}
    origin = spot.origin_of(said[0][0]) if len(said) == 1 else f"{spot.origin}/{one_line(last.student)}"
    return Entry(last.student, named[0][0], origin, place, ids, last.submitted, last.late)


def _flat(spot: Spot, names: list[str], files: tuple[str, ...]) -> Iterator[Entry]:
    by_student: dict[str, list[Item]] = defaultdict(list)
    readmes: dict[str, str] = {}
    for name in names:
        if found := flat(name, files):
            by_student[found.who].append(Item(name, found.file))
        elif found := flat(name, (README,)):
            readmes[found.who] = name
    for who, items in sorted(by_student.items()):
        own = [*items, *([Item(readmes[who], README)] if who in readmes else [])]
        place = Place(spot.place.path, spot.place.inside, tuple(own))
        yield Entry(who, "flat", spot.origin_of(items[0].stored), place)
