"""Builds 10000 images from the tiles: `python -m reference.photographs.full FILE`, or `make photographs`.

They take the place of the course's own file of colour images, and need nothing but the tiles that travel along.
Source and licences of the photographs: `README.md` beside this file.
"""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from reference.making import MakingError, write
from reference.photographs import SIDE, TILES_PATH, TILES_SHA256

KEY: Final = "data"
"""What the images are called in the course's own file, too."""
SHIFTS: Final = ((0, 0), (0, 7), (7, 0), (7, 7), (0, 11), (11, 0), (11, 11))
"""By how many rows and columns a tile is moved."""
EACH: Final = 50
"""How many images are made of a tile: 8 positions for each of the shifts, of the last one 2."""

Pixels = npt.NDArray[np.uint8]


def images(tiles: Pixels) -> Pixels:
    """Of tiles (m, h, w, 3) with h = w the images (50 * m, h, w, 3): first the tiles themselves, then all of them anew.

    Each time they are turned, mirrored or moved in another way.
    """
    return np.concatenate([_moved(_turned(tiles, number % 8), *SHIFTS[number // 8]) for number in range(EACH)])


def _turned(tiles: Pixels, position: int) -> Pixels:
    """The tiles in one of the 8 positions that a square has: turned by 0 to 3 quarters, from 4 on mirrored before."""
    mirrored = tiles[:, :, ::-1] if position >= 4 else tiles
    return np.rot90(mirrored, position % 4, axes=(1, 2))


def _moved(tiles: Pixels, rows: int, columns: int) -> Pixels:
    """The tiles moved down and to the right; what becomes free shows the mirror image of what lies beside it."""
    wider = np.pad(tiles, ((0, 0), (rows, 0), (columns, 0), (0, 0)), mode="symmetric")
    return wider[:, : tiles.shape[1], : tiles.shape[2]]


def build(destination: Path) -> None:
    """Write `data`, uint8 (10000, 32, 32, 3). Raises MakingError and leaves no file."""
    try:
        with np.load(TILES_PATH, allow_pickle=False) as npz:
            tiles = npz["images"]
    except (OSError, KeyError, ValueError) as error:
        raise MakingError(f"{TILES_PATH}: cannot be read; copy the project's own file there") from error
    if tiles.shape[1:] != (SIDE, SIDE, 3) or hashlib.sha256(tiles.tobytes()).hexdigest() != TILES_SHA256:
        raise MakingError(f"{TILES_PATH}: other tiles (wrong SHA-256); copy the project's own file there")
    write(destination, {KEY: images(tiles)})


def main(arguments: Sequence[str]) -> int:
    """Build the file that is named: 0 built, 2 not."""
    if len(arguments) != 1:
        print("say where to put it: python -m reference.photographs.full FILE", file=sys.stderr)
        return 2
    destination = Path(arguments[0])
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        build(destination)
    except MakingError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{destination}: {error.strerror}; name another place", file=sys.stderr)
        return 2
    print(f"{destination}: 10000 images of 32 x 32 pixels in colour")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
