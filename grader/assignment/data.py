"""The arrays that an assignment names."""

import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from checks.model import Array
from checks.model.assignment import Assignment, DataFile, FullData
from grader.assignment.npz import DataError, Member, member


def arrays(assignment: Assignment) -> dict[str, Array]:
    """The arrays that travel with an assignment, by the names that calls use; they cannot be written to.

    Raises:
        DataError: a file is not as it was when the assignment was loaded.
    """
    return {name: _scaled(described, assignment.files) for name, described in assignment.data.items()}


def full_arrays(assignment: Assignment, files: Mapping[str, Path]) -> dict[str, Array]:
    """All that there is of the data, from these files; of the dtype and shape of what travels but for the first axis.

    Raises:
        DataError: a file is not there, or not as it should be.
    """
    found = {}
    for name, path in files.items():
        data = assignment.data[name]
        assert data.full is not None
        found[name] = _from_file(path, data.full, _scaled(data, assignment.files))
    return found


def _scaled(data: DataFile, files: Mapping[str, bytes]) -> Array:
    array = _array(member(io.BytesIO(files[data.file]), data.key))
    if data.divide == 1:
        return array
    scaled: Array = array.astype(np.float32) / np.float32(data.divide)
    scaled.setflags(write=False)
    return scaled


def _from_file(path: Path, full: FullData, like: Array) -> Array:
    remedy = f"; {full.remedy}" if full.remedy else ""
    try:
        with path.open("rb") as file:
            array = _array(member(file, full.key))
    except DataError as error:
        raise DataError(f"{path}: {error}{remedy}") from error
    except FileNotFoundError as error:
        raise DataError(f"{path}: no such file{remedy}") from error
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror or error}){remedy}") from error
    if array.dtype != like.dtype or array.shape[1:] != like.shape[1:] or len(array) == 0:
        wanted = f"{like.dtype} (m, {', '.join(map(str, like.shape[1:]))}) with m >= 1"
        raise DataError(f"{path}: {full.key} is {array.dtype} {array.shape}, not {wanted}{remedy}")
    return array


def _array(found: Member) -> Array:
    header = found.header
    dtype = np.dtype(header.dtype)
    array: Array = np.ndarray(header.shape, dtype, found.data, order="F" if header.fortran else "C")
    array = array.astype(dtype.newbyteorder("="), copy=False)
    array.setflags(write=False)
    return array
