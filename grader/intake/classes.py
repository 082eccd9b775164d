"""From the level of a class to the submissions in it, one after the other, and to what is nobody's."""

import heapq
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from grader.intake import exports, loose, opening
from grader.intake.archives.limits import LOOKED_AT
from grader.intake.archives.members import Branch
from grader.intake.archives.names import other_archive, stem
from grader.intake.courses_own import is_courses_folder
from grader.intake.entries import Aside, Entry
from grader.intake.layouts.platforms import claimed
from grader.intake.levels import Level
from grader.intake.looking import SAMPLE, Kind, Look, look
from grader.intake.repositories import repository
from grader.intake.spots import Spot
from grader.intake.students import student
from grader.intake.tree import SYSTEMS, BrokenError, File, Folder, is_hidden_file, is_hidden_folder, ordinary_files

_NOBODY_IN_IT = "it holds none of the tasks' files"
_SURELY_MANY = 3
_SECTION = (
    "it looks like a section: {} in it have the same task's file; if they are students, name it as a class, "
    "and if it is one student's, leave one of them in it"
)
_LIKE_A_SECTION = "{} in it have the same task's file: if they are students, name `{}` as a class"


class _Kid(Struct, frozen=True):
    """A folder or an archive at the level, and what it is."""

    name: str
    archive: bool
    look: Look


class _Census(Struct, frozen=True):
    """What the first entries of a level say of all: how many are students for certain, how many may be sections, and
    whether any is an archive. `copies` are names that recur in more entries than an entry has of them (`starter`,
    `work`): these are no students'.
    """

    students: int
    sections: int
    copies: frozenset[str]
    archives: bool


class Looks:
    """What the folders and archives of a level are. Each is opened once: the next time that all are gone through, what
    was not remembered is one student's, as nearly all are.
    """

    def __init__(self, files: tuple[str, ...]) -> None:
        self._files, self._plain = files, Look(frozenset(files))
        self._others: dict[str, Look] = {}
        self.known = False

    def of(self, spot: Spot, kid: Folder | File) -> Look:
        """What one of them is."""
        if self.known:
            return self._others.get(kid.name, self._plain)
        seen = self._seen(spot, kid)
        if seen.kind is not Kind.STUDENT or seen.repository is not None:
            self._others[kid.name] = seen
        return seen

    def _seen(self, spot: Spot, kid: Folder | File) -> Look:
        try:
            return look(opening.nested(spot.folder, kid, LOOKED_AT) if isinstance(kid, File) else kid, self._files)
        except (BrokenError, OSError):  # it is somebody's, and said when it is read
            return self._plain


def submissions(level: Level, files: tuple[str, ...], looks: Looks) -> Iterator[Entry | Aside]:
    """Yield the submissions at the level of a class, and what is nobody's."""
    spot = level.spot
    if level.single:
        repo = () if repository(spot.folder) is not None else None
        yield student(spot, Look(frozenset(files), repository=repo))
    elif level.layout in exports.LAYOUTS:
        yield from exports.entries(level, files)
    else:
        yield from _each(level, files, looks)
    yield from level.beside
    yield from _passed_over(level)


def _each(level: Level, files: tuple[str, ...], looks: Looks) -> Iterator[Entry | Aside]:
    """The submissions at a level where every entry is somebody's."""
    kids = _kids(level, looks)
    sample = _sample(kids)
    census = _census(sample)
    anybody = census.students > 0
    for one in loose.entries(level, files, of_files=census.archives or _has_other_archives(level)):
        anybody = anybody or isinstance(one, Entry)
        yield one
    for kid in itertools.chain(sample, kids):
        origin = level.spot.origin_of(kid.name)
        if kid.look.kind is Kind.EMPTY and (is_courses_folder(kid.name) or not anybody):
            yield Aside(origin, _NOBODY_IN_IT)
        elif is_courses_folder(kid.name):
            yield Aside(origin, "it is called as a course's own are, not as a student")
        elif _is_section(kid, census):
            yield Aside(origin, _SECTION.format(_many(kid)), section=True)
        else:
            yield _member(level, kid)


def _member(level: Level, kid: _Kid) -> Entry:
    entry = student(level.spot, kid.look, kid.name)
    if len(kid.look.sharing) < 2:
        return entry
    return structs.replace(entry, doubt=_LIKE_A_SECTION.format(_many(kid), entry.origin))


def _is_section(kid: _Kid, census: _Census) -> bool:
    """Whether an entry is the work of many: more than one student has versions, or few are plainly students."""
    if len(kid.look.sharing) < 2 or kid.look.sharing <= census.copies:
        return False
    least = census.students + (len(kid.look.sharing) < _SURELY_MANY)
    return kid.look.kind is Kind.SECTION or census.sections >= least


def _many(kid: _Kid) -> str:
    count = len(kid.look.sharing)
    return f"{count} or more" if count == SAMPLE else str(count)


def _census(sample: list[_Kid]) -> _Census:
    own = [kid for kid in sample if not is_courses_folder(kid.name)]
    groups = [kid for kid in own if len(kid.look.sharing) > 1]
    most = max((len(kid.look.sharing) for kid in groups), default=0)
    names = Counter(name for kid in groups for name in kid.look.sharing)
    copies = frozenset(name for name, count in names.items() if count > most)
    sections = [kid for kid in groups if not kid.look.sharing <= copies]
    students = sum(kid.look.kind is Kind.STUDENT for kid in own) + len(groups) - len(sections)
    return _Census(students, len(sections), copies, any(kid.archive for kid in own if kid not in sections))


def _sample(kids: Iterator[_Kid]) -> list[_Kid]:
    """The first of them, up to so many that hold anything."""
    sample: list[_Kid] = []
    holding = 0
    while holding < SAMPLE and (kid := next(kids, None)) is not None:
        sample.append(kid)
        holding += kid.look.kind is not Kind.EMPTY
    return sample


def _kids(level: Level, looks: Looks) -> Iterator[_Kid]:
    spot = level.spot
    files = ordinary_files(spot.folder)
    archives = [file for file in files if stem(file.name) is not None or spot.links_to_folder(file)]
    each: tuple[Iterable[Folder | File], ...] = (level.folders(), archives)  # both are in the order of their names
    for kid in heapq.merge(*each, key=lambda kid: kid.name):
        archive = isinstance(kid, File)
        if not claimed(kid.name, level.layout, folder=not archive):
            yield _Kid(kid.name, archive, looks.of(spot, kid))


def _has_other_archives(level: Level) -> bool:
    return any(other_archive(file.name) for file in ordinary_files(level.spot.folder))


def _passed_over(level: Level) -> Iterator[Aside]:
    """What at the level nobody looks into: results, what is hidden, and what is wrong with the archive itself."""
    spot = level.spot
    for name in sorted(level.results):
        if spot.folder.folder(name) is not None:
            yield Aside(spot.origin_of(name), "it holds a grader's results")
    if level.single:
        return
    for name in _hidden(spot.folder):
        yield Aside(spot.origin_of(name), "it is hidden, or a tool's")
    if isinstance(spot.folder, Branch):
        for found in spot.folder.problems():
            yield Aside(spot.origin, found.message)


def _hidden(folder: Folder) -> Iterator[str]:
    """Names that are no person's, those left out that every system leaves."""
    folders = (each.name for each in folder.folders() if is_hidden_folder(each.name))
    files = (each.name for each in folder.files() if is_hidden_file(each.name))
    names = itertools.chain(folders, files)
    yield from (name for name in names if name not in SYSTEMS and not name.startswith("._"))
