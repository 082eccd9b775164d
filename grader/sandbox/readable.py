"""What a confined process may still read: the standard library, numpy, and the system's libraries they use.

Neither the rest of site-packages nor the project, so that no student's code finds scipy, or the grader.
"""

import os
from collections.abc import Iterator
from typing import NamedTuple

PACKAGES = ("site-packages", "dist-packages")
SINGLE_FILES = ("/etc/ld.so.cache",)  # without it the loader does not find what a module of Python is linked to
NULL = "/dev/null"  # read and written


class Readable(NamedTuple):
    """Folders that are readable, holes in them that are not, and single files. A folder may lie in a hole."""

    folders: tuple[str, ...]
    holes: tuple[str, ...]
    files: tuple[str, ...]


def readable(numpy: str, maps: str) -> Readable:
    """What a process needs that has loaded the numpy package in the folder `numpy`.

    `maps` is the text of its /proc/self/maps, which tells where this system keeps the shared objects in use.
    """
    mapped = [line.split(maxsplit=5)[5:] for line in maps.splitlines()]
    objects = [path for (path,) in filter(None, mapped) if ".so" in os.path.basename(path)]
    wanted = {os.path.dirname(os.__file__), numpy, f"{numpy}.libs", *map(os.path.dirname, objects)}
    folders = [folder for folder in wanted if os.path.isdir(folder)]
    holes = {hole for folder in folders for hole in _holes(folder)}

    def is_shown_by(folder: str, other: str) -> bool:
        hidden = any(is_inside(hole, other) and is_inside(folder, hole) for hole in holes)
        return is_inside(folder, other) and not hidden

    needed = [folder for folder in folders if not any(is_shown_by(folder, other) for other in folders)]
    files = [file for file in SINGLE_FILES if os.path.exists(file)]
    return Readable(tuple(sorted(needed)), tuple(sorted(holes)), tuple(files))


def is_inside(path: str, folder: str) -> bool:
    """Whether `path` lies somewhere below `folder`."""
    return path.startswith(f"{folder}/")


def _holes(folder: str) -> Iterator[str]:
    """The package folders of any Python below a folder of libraries."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name in PACKAGES:
                yield entry.path
            elif entry.name.startswith("python") and entry.is_dir(follow_symlinks=False):
                yield from _holes(entry.path)
