"""Real MNIST digits: 1000 that travel with the project, and the reader of the course's full `MNIST.npz`.

Images are float32 = uint8 / 256, the convention of the course's file. 256 is a power of two, so every pixel
is exact in float32. Provenance, licence and hashes: `README.md` beside this file.
"""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

DIGITS_PATH: Final = Path(__file__).with_name("digits.npz")
DIGITS_SHA256: Final = "c3510c5cc43e455570fea68c0fc16f55777c1af1642ef8c73c73175ddb132e30"
"""SHA-256 of the 1000 images as uint8 bytes."""

REMEDY: Final = "`grader mnist` (or `make mnist`) builds one"


class MnistError(Exception):
    """MNIST data that cannot be had or used; one line: what, where, what to do."""


@dataclass(frozen=True, slots=True, eq=False)
class Digits:
    """The first 100 training images of each digit, in the order of the MNIST training set.

    images: float32 (1000, 28, 28) in [0, 1); labels: uint8 (1000,);
    indices: int32 (1000,), where each digit stands among the 60000 training images.
    """

    images: npt.NDArray[np.float32]
    labels: npt.NDArray[np.uint8]
    indices: npt.NDArray[np.int32]


def scaled(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """uint8 pixels of any shape -> float32 of the same shape, divided by 256 (not 255)."""
    return pixels.astype(np.float32) / np.float32(256)


def digits() -> Digits:
    """The 1000 digits of `digits.npz`. Raises MnistError if the file is missing or not as it was shipped."""
    remedy = "install the project again, or: python -m reference.mnist.make_digits"
    images, labels, indices = _arrays(DIGITS_PATH, ("images", "labels", "indices"), remedy)
    # The hash costs 0.4 ms, reading 2 ms: worth it, the grader judges by these bytes.
    forms = [(array.dtype.str, array.shape) for array in (images, labels, indices)]
    if (
        forms != [("|u1", (1000, 28, 28)), ("|u1", (1000,)), ("<i4", (1000,))]
        or hashlib.sha256(images.tobytes()).hexdigest() != DIGITS_SHA256
    ):
        raise MnistError(f"{DIGITS_PATH}: not the 1000 digits that were shipped; {remedy}")
    return Digits(scaled(images), labels, indices)


def training_images(path: Path) -> npt.NDArray[np.float32]:
    """X_train of a course-format `MNIST.npz`: float32 (m, 28, 28), m >= 1; nothing is unpickled.

    Raises MnistError: no such file, not an npz, damaged, no X_train, wrong shape or dtype.
    """
    (images,) = _arrays(path, ("X_train",), REMEDY)
    if images.dtype != np.float32 or images.shape[1:] != (28, 28) or len(images) == 0:
        found = f"{images.dtype} {images.shape}"
        raise MnistError(f"{path}: X_train is {found}, not float32 (m, 28, 28) with m >= 1; {REMEDY}")
    return images


def _arrays(path: Path, keys: tuple[str, ...], remedy: str) -> list[npt.NDArray[Any]]:
    """The named arrays of one npz file. Raises MnistError, and nothing else, whatever the file holds."""
    try:
        with path.open("rb") as file:
            if not zipfile.is_zipfile(file):
                raise MnistError(f"{path}: not an npz file; {remedy}")
            file.seek(0)
            with np.load(file, allow_pickle=False) as npz:
                for key in keys:
                    if key not in npz.files:
                        raise MnistError(f"{path}: holds no {key}; {remedy}")
                arrays = [npz[key] for key in keys]
    except FileNotFoundError as error:
        raise MnistError(f"{path}: no such file; {remedy}") from error
    except OSError as error:
        raise MnistError(f"{path}: cannot be read ({error.strerror or error}); {remedy}") from error
    except MnistError:
        raise
    # Flipping bytes of a file at random brings a dozen kinds of error out of numpy and zipfile, TokenError
    # among them. All mean the same to whoever named the file.
    except Exception as error:
        raise MnistError(f"{path}: damaged, or holds other things than plain arrays; {remedy}") from error
    for key, array in zip(keys, arrays, strict=True):
        # numpy hands back a member that is no array as plain bytes; a lone number has no images to count.
        if not isinstance(array, np.ndarray) or array.ndim == 0:
            raise MnistError(f"{path}: {key} is not an array of images or labels; {remedy}")
    return arrays
