"""The arrays that an assignment names: `.npz` files in which nothing is unpickled."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np

from checks.model import Array
from checks.model.assignment import Assignment, DataFile, FullData


class DataError(Exception):
    """An array that cannot be had or used; one line: which file, what is wrong, what to do."""


def arrays(assignment: Assignment) -> dict[str, Array]:
    """The arrays that travel with an assignment, by the names that calls use.

    Raises:
        DataError: a file is not as it should be.
    """
    return {name: _scaled(described, assignment.files) for name, described in assignment.data.items()}


def full_arrays(assignment: Assignment, place: Path) -> dict[str, Array]:
    """The arrays of which there is more than travels: all of it, from a file, or from a folder where it lies.

    Raises:
        DataError: a file is not there, or not as it should be.
    """
    return {
        name: _from_file(place if place.is_file() or place.suffix else place / data.full.file, data.full, have)
        for name, data in assignment.data.items()
        if data.full
        for have in (_scaled(data, assignment.files),)
    }


def _scaled(data: DataFile, files: Mapping[str, bytes]) -> Array:
    array = _array(io.BytesIO(files[data.file]), data.file, data.key, "")
    if data.sha256 and hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest() != data.sha256:
        raise DataError(f"{data.file}: {data.key} is not the array that was shipped; install the project again")
    if data.divide == 1:
        return array
    scaled: Array = array.astype(np.float32) / np.float32(data.divide)
    return scaled


def _from_file(path: Path, full: FullData, like: Array) -> Array:
    remedy = f"; {full.remedy}" if full.remedy else ""
    try:
        with path.open("rb") as file:
            array = _array(file, str(path), full.key, remedy)
    except FileNotFoundError as error:
        raise DataError(f"{path}: no such file{remedy}") from error
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror or error}){remedy}") from error
    if array.dtype != like.dtype or array.shape[1:] != like.shape[1:] or len(array) == 0:
        wanted = f"{like.dtype} (m, {', '.join(map(str, like.shape[1:]))}) with m >= 1"
        raise DataError(f"{path}: {full.key} is {array.dtype} {array.shape}, not {wanted}{remedy}")
    return array


def _array(file: IO[bytes], name: str, key: str, remedy: str) -> Array:
    """One array of an npz file. Raises DataError or OSError, and nothing else, whatever the file holds."""
    try:
        if not zipfile.is_zipfile(file):
            raise DataError(f"{name}: not an npz file{remedy}")
        file.seek(0)
        with np.load(file, allow_pickle=False) as npz:
            if key not in npz.files:
                raise DataError(f"{name}: holds no {key}{remedy}")
            array: Any = npz[key]
    except (DataError, OSError):
        raise
    # Flipping bytes of a file at random brings a dozen kinds of error out of numpy and zipfile, TokenError
    # among them. All mean the same to whoever named the file.
    except Exception as error:
        raise DataError(f"{name}: damaged, or holds other things than plain arrays{remedy}") from error
    # numpy hands back a member that is no array as plain bytes; a lone number has no axes.
    if not isinstance(array, np.ndarray) or array.ndim == 0:
        raise DataError(f"{name}: {key} is not an array with axes{remedy}")
    return array
