"""From a Place to the folder that it names, through archives in archives."""

import os
from functools import lru_cache

from checks.printable import one_line
from grader.intake import archives
from grader.intake.archives.limits import INNER, LARGEST_NESTED, OUTER, Limits
from grader.intake.archives.names import stem
from grader.intake.data import Data, opened
from grader.intake.disk import DiskFolder
from grader.intake.tree import BrokenError, File, Folder

_KEPT = 4  # archives of whole classes that stay open; a class's submissions lie in one after the other

Stamp = tuple[int, int, int]


def at(path: str, inside: tuple[str, ...] = ()) -> Folder:
    """The folder or archive at a path, and from there on inside.

    Raises:
        BrokenError: an archive on the way cannot be read, or there is nothing of this name.
        OSError: this machine cannot read it.
    """
    if stem(os.path.basename(path)) is None or os.path.isdir(path):
        return _stepped(DiskFolder(os.path.realpath(path)), inside)
    if not inside:
        return _on_disk(path, INNER)
    return _stepped(_class_archive(path, (), _stamp(path)), inside, path)


def of_class(path: str, inside: tuple[str, ...] = ()) -> Folder:
    """The same for an archive that holds a class, which may be of any size and stays open."""
    return DiskFolder(os.path.realpath(path)) if os.path.isdir(path) else _class_archive(path, inside, _stamp(path))


def nested(folder: Folder, file: File, limits: Limits = INNER) -> Folder:
    """The archive that is a file in a folder.

    Raises:
        BrokenError: it cannot be read.
    """
    return _tree(folder.data(file, LARGEST_NESTED), file.name, limits)


def _stepped(folder: Folder, inside: tuple[str, ...], path: str = "", before: tuple[str, ...] = ()) -> Folder:
    """Go on from a folder by names. An archive that is not the last one on the way is a class's, and stays open."""
    for index, name in enumerate(inside):
        inner = folder.folder(name)
        if inner is None:
            file = folder.file(name)
            if file is None:
                raise _nothing(name, folder)
            if path and inside[index + 1 :]:
                way = (*before, *inside[: index + 1])
                return _stepped(_class_archive(path, way, _stamp(path)), inside[index + 1 :], path, way)
            inner = nested(folder, file)
        folder = inner
    return folder


@lru_cache(_KEPT)
def _class_archive(path: str, inside: tuple[str, ...], stamp: Stamp) -> Folder:
    """The archive at a path, or in it; `stamp` tells whether it is still the same."""
    if not inside:
        return _on_disk(path, OUTER)
    outer = _stepped(_class_archive(path, (), stamp), inside[:-1], path)
    file = outer.file(inside[-1])
    if file is None:
        raise _nothing(inside[-1], outer)
    return nested(outer, file)


def _on_disk(path: str, limits: Limits) -> Folder:
    return _tree(opened(path), os.path.basename(path), limits)


def _tree(data: Data, name: str, limits: Limits) -> Folder:
    try:
        return archives.tree(data, name, limits)
    except BrokenError as error:
        raise BrokenError(f"the archive `{one_line(name)}` {error.message}", error.hint) from None


def _nothing(name: str, folder: Folder) -> BrokenError:
    return BrokenError(f"there is no `{one_line(name)}` in `{one_line(folder.name)}`", "Hand it in once more.")


def _stamp(path: str) -> Stamp:
    stat = os.stat(path)
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
