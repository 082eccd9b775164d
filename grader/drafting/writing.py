"""A folder that is there with all its files, or as it was."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from errno import ENOTDIR
from pathlib import Path


def is_free(folder: Path) -> bool:
    """Whether nothing lies there that could be written over: no such folder, or an empty one."""
    if os.path.lexists(folder):
        return folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir())
    return True


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into a folder of their own, which then takes its place at once.

    Into an empty folder that is there, in which somebody may stand, they are moved.

    Raises:
        FileExistsError: something lies there.
        OSError: it cannot be written there.
    """
    if not is_free(folder):
        raise FileExistsError(folder)
    place = Path(os.path.abspath(folder))
    there = place.is_dir()
    if os.path.lexists(place.parent) and not place.parent.is_dir():
        raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR), str(place.parent))
    place.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=".new.", dir=place if there else place.parent))
    try:
        _fill(part, files)
        if there:
            _move(part, place)
        else:
            part.chmod(0o777 & ~_umask())
            os.rename(part, place)  # refused where something has come to lie there meanwhile
    finally:
        with suppress(OSError):
            shutil.rmtree(part)


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if data.startswith(b"#!"):
            path.chmod(0o777 & ~_umask())


def _move(part: Path, place: Path) -> None:
    """Move everything into a folder, or nothing."""
    moved: list[Path] = []
    try:
        for path in sorted(part.iterdir()):
            target = place / path.name
            if os.path.lexists(target):
                raise FileExistsError(target)
            os.rename(path, target)
            moved.append(target)
    except BaseException:
        for target in moved:
            os.rename(target, part / target.name)
        raise


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
