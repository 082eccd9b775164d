"""Files that lie loose at a class's own level: those that a platform renamed, those with the student's name in theirs,
those that are all that a student handed in, and a teacher's.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator

from checks.printable import one_line
from grader.intake.archives.names import other_archive, stem
from grader.intake.entries import Aside, Entry, Item, Layout, Place
from grader.intake.layouts.claims import Claim
from grader.intake.layouts.platforms import claimed
from grader.intake.matching import flat, matched
from grader.intake.spots import Spot
from grader.intake.tree import ordinary_files, ordinary_folders
from grader.submission import README

# What lies beside students' work in a class of files and is nobody's: tables, settings, pages, data.
_TEACHERS_ENDING = re.compile(
    r".*\.(?:csv|tsv|xlsx?|ods|md|toml|ya?ml|json|sqlite|db|html?|css|js|npz|npy|log|ini|cfg|sh|bat|lnk|url)",
    re.IGNORECASE | re.DOTALL,
)
_TEACHERS_WORD = re.compile(
    r"(?:.*[ _.\-])?(?:read ?me|licen[cs]e|assignment|handout|instructions?|notes?|solutions?|rubric|roster|grades?"
    r"|students?|feedback|syllabus|main|makefile|test_.*)(?:[ _.\-]?\d*)?(?:\.[^.]*)?",
    re.IGNORECASE | re.DOTALL,
)


def entries(spot: Spot, files: tuple[str, ...], layout: Layout, *, of_files: bool) -> Iterator[Entry | Aside]:
    """The submissions that are loose at a level of this layout, and what lies loose there and is nobody's. `of_files`:
    files are students there, as archives are.
    """
    yield from _of_platform(spot, layout)
    yield from _in_names(spot, files, layout)
    yield from _others(spot, files, layout, of_files=of_files)


def _of_platform(spot: Spot, layout: Layout) -> Iterator[Entry]:
    """The submissions whose folders and files a platform named."""
    named: list[tuple[str, str, bool, Claim]] = []
    for name, folder in _names(spot):
        if said := claimed(name, layout, folder=folder):
            named.append((said.key, name, folder, said))
    named.sort(key=lambda each: each[:3])
    for _, group in itertools.groupby(named, key=lambda each: each[0]):
        yield _of_one(spot, layout, list(group))


def _in_names(spot: Spot, files: tuple[str, ...], layout: Layout) -> Iterator[Entry]:
    """The submissions of students whose names stand in the names of their files."""
    by_student: dict[str, list[Item]] = defaultdict(list)
    readmes: dict[str, str] = {}
    for name in _unclaimed(spot, files, layout):
        if found := flat(name, files):
            by_student[found.who].append(Item(name, found.file))
        elif found := flat(name, (README,)):
            readmes[found.who] = name
    for who, items in sorted(by_student.items()):
        own = [*items, *([Item(readmes[who], README)] if who in readmes else [])]
        place = Place(spot.place.path, spot.place.inside, tuple(own))
        yield Entry(who, "flat", spot.origin_of(items[0].stored), place)


def _others(spot: Spot, files: tuple[str, ...], layout: Layout, *, of_files: bool) -> Iterator[Entry | Aside]:
    """What is left of the loose files. In a class of files, each that is no teacher's is what a student handed in, and
    an archive that is not read is one anywhere.
    """
    for name in _unclaimed(spot, files, layout):
        if stem(name) is not None or flat(name, files):
            continue
        if (found := matched(name, files)) and not found.who:
            yield Aside(spot.origin_of(name), "a task's file beside the students' says nobody's name")
        elif other_archive(name) or (of_files and not is_teachers(name)):
            called = other_stem(name)
            place = Place(spot.place.path, spot.place.inside, (Item(name, name),))
            yield Entry(called, "folder", spot.origin_of(name), place)
        elif not (of_files and flat(name, (README,))):
            yield Aside(spot.origin_of(name), "a file beside the students' work, taken for the course's own")


def is_teachers(name: str) -> bool:
    """Whether a loose file is called as those are that lie beside students' work."""
    return bool(_TEACHERS_ENDING.fullmatch(name) or _TEACHERS_WORD.fullmatch(name))


def may_be_students(name: str) -> bool:
    """Whether a loose file may be all that one student handed in."""
    return stem(name) is not None or other_archive(name) is not None or not is_teachers(name)


def other_stem(name: str) -> str:
    """A file's name without its ending."""
    return name.rpartition(".")[0] or name


def _names(spot: Spot) -> Iterator[tuple[str, bool]]:
    yield from ((folder.name, True) for folder in ordinary_folders(spot.folder))
    yield from ((file.name, False) for file in ordinary_files(spot.folder))


def _unclaimed(spot: Spot, files: tuple[str, ...], layout: Layout) -> Iterator[str]:
    """The loose files that no platform named; a link to a folder stands for it."""
    for file in ordinary_files(spot.folder):
        if not spot.links_to_folder(file) and not claimed(file.name, layout, folder=False):
            yield file.name


def _of_one(spot: Spot, layout: Layout, named: list[tuple[str, str, bool, Claim]]) -> Entry:
    """The entry of the names that belong to one submission. What was handed in last says when, and whether late."""
    handed_in = [each for each in named if each[3].name is not None]
    *_, last = max(handed_in or named, key=lambda each: each[3].order)
    if len(handed_in) == 1 and handed_in[0][2]:
        place = spot.place_of(handed_in[0][1])
    else:
        items = tuple(Item(name, claim.name or name, claim.order) for _, name, _, claim in handed_in)
        place = Place(spot.place.path, spot.place.inside, items)
    ids = {key: value for key, value in last.ids.items() if value}
    origin = spot.origin_of(named[0][1]) if len(named) == 1 else f"{spot.origin}/{one_line(last.student)}"
    return Entry(last.student, layout, origin, place, ids, last.submitted, last.late)
