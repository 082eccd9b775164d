"""From a Location to the folder that it names, through archives in archives."""

import os
from functools import lru_cache

from msgspec import Struct

from checks.printable import one_line
from grader.intake import archives
from grader.intake.archives.limits import INNER, LARGEST_NESTED, OUTER, ArchiveLimits
from grader.intake.archives.names import stem
from grader.intake.data import Data, opened
from grader.intake.disk import DiskFolder
from grader.intake.tree import BrokenError, File, Folder

_KEPT = 4  # archives of whole classes that stay open; a class's submissions lie in one after the other

Stamp = tuple[int, int, int]


def at(path: str, inside: tuple[str, ...] = (), *, shared: bool = False) -> Folder:
    """The folder or archive at a path, and from there on inside. A `shared` one is a class's: it may be of any size,
    and stays open.

    Raises:
        BrokenError: an archive on the way cannot be read, or there is nothing of this name.
        OSError: this machine cannot read it.
    """
    if os.path.islink(path):
        raise BrokenError(
            f"`{one_line(os.path.basename(path))}` is a link, which is not followed", "Hand in the files."
        )
    if os.path.exists(path) and not (os.path.isdir(path) or os.path.isfile(path)):
        raise BrokenError(f"`{one_line(os.path.basename(path))}` is a device, a pipe or a socket", "Hand in the files.")
    if stem(os.path.basename(path)) is None or os.path.isdir(path):
        return _stepped(DiskFolder(os.path.realpath(path)), inside)
    if not (inside or shared):
        return _tree(opened(path), os.path.basename(path), INNER)
    stamp = _stamp(path)
    return _stepped(_class_archive(path, (), stamp), inside, _Way(path, stamp, shared=shared))


def nested(folder: Folder, file: File, limits: ArchiveLimits = INNER) -> Folder:
    """The archive that is a file in a folder.

    Raises:
        BrokenError: it cannot be read.
    """
    return _tree(folder.data(file, LARGEST_NESTED), file.name, limits)


class _Way(Struct, frozen=True):
    """The archive on the disk that is gone through."""

    path: str
    stamp: Stamp
    shared: bool


def _stepped(folder: Folder, inside: tuple[str, ...], way: _Way | None = None) -> Folder:
    """Go on from a folder by names. An archive that is gone through is a class's."""
    for index, name in enumerate(inside, 1):
        inner = folder.folder(name)
        if inner is None:
            file = folder.file(name)
            if file is None:
                raise BrokenError(
                    f"there is no `{one_line(name)}` in `{one_line(folder.name)}`", "Hand it in once more."
                )
            if way is not None and (way.shared or index < len(inside)):
                inner = _class_archive(way.path, inside[:index], way.stamp)
            else:
                inner = nested(folder, file)
        folder = inner
    return folder


@lru_cache(_KEPT)
def _class_archive(path: str, inside: tuple[str, ...], stamp: Stamp) -> Folder:
    """The archive at a path, or in it; `stamp` tells whether it is still the same."""
    if not inside:
        return _tree(opened(path), os.path.basename(path), OUTER)
    outer = _stepped(_class_archive(path, (), stamp), inside[:-1], _Way(path, stamp, shared=True))
    return _stepped(outer, inside[-1:])


def _tree(data: Data, name: str, limits: ArchiveLimits) -> Folder:
    try:
        return archives.tree(data, name, limits)
    except BrokenError as error:
        raise BrokenError(f"the archive `{one_line(name)}` {error.message}", error.hint) from None


def _stamp(path: str) -> Stamp:
    stat = os.stat(path)
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
