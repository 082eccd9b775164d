"""Keeps the oracle's answers on disk: they do not depend on the student, and scipy is slow to import.

An entry's name is a hash of everything its content depends on: the cases, the convention, the oracle's
source, and the versions of numpy and scipy. A damaged entry is made again.
"""

import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from checks.exercises import exercise_of
from checks.model import Answer, Case
from checks.model.assignment import Policy, Task
from grader.version import code_version

KEPT_ENTRIES = 24
SCALE = np.dtype(np.float64)
Answers = tuple[Answer, ...]


class _Place(Struct, frozen=True):
    """Where one answer lies among an entry's bytes; its scale follows it."""

    case: str
    convention: tuple[str, ...]
    terms: int
    dtype: str
    shape: tuple[int, ...]
    start: int
    end: int


def expected_answers(task: Task, policy: Policy, cases: tuple[Case, ...], folder: Path) -> dict[str, Answers]:
    """The right answers to `cases` by case id, from the cache in `folder`, or worked out and put there."""
    path = folder / f"expected-{_key(task, policy, cases)}.npz"
    answers = _load(path, cases)
    if answers is None:
        answers = {case.id: exercise_of(task).answers(task, policy, case) for case in cases}
        _store(path, answers)
    return answers


def _key(task: Task, policy: Policy, cases: tuple[Case, ...]) -> str:
    digest = hashlib.sha256(_versions())
    digest.update(f"{task.exercise} {task.fixed} {policy.conventions}".encode())
    for case in cases:
        digest.update(case.id.encode())
        for name, given in case.arguments.items():
            if isinstance(given, np.ndarray):
                digest.update(f"{name} {given.dtype.str} {given.shape}".encode())
                digest.update(np.ascontiguousarray(given).data)
            else:
                digest.update(f"{name} {given!r}".encode())
    return digest.hexdigest()[:32]


def _versions() -> bytes:
    """numpy, scipy and the grader, without importing scipy."""
    spec = find_spec("scipy")
    assert spec is not None
    assert spec.origin is not None
    scipy = Path(spec.origin).parent / "version.py"
    return np.__version__.encode() + scipy.read_bytes() + code_version().encode()


def _load(path: Path, cases: Iterable[Case]) -> dict[str, Answers] | None:
    found: dict[str, list[Answer]] = {case.id: [] for case in cases}
    try:
        with open(path, "rb") as file, np.load(file, allow_pickle=False) as entry:
            data, places = entry["data"], msgspec.json.decode(entry["places"].tobytes(), type=list[_Place])
        for place in places:
            array = data[place.start : place.end].view(place.dtype).reshape(place.shape)
            scale = data[place.end : place.end + place.shape[0] * SCALE.itemsize].view(SCALE)
            found[place.case].append(Answer(place.convention, array, scale, place.terms))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, EOFError, zipfile.BadZipFile, zlib.error, msgspec.DecodeError):
        return None  # damaged: it is made again
    if not all(found.values()):
        return None
    return {case_id: tuple(rights) for case_id, rights in found.items()}


def _store(path: Path, answers: dict[str, Answers]) -> None:
    places, parts, end = [], [], 0
    for case_id, rights in answers.items():
        for right in rights:
            array, scale = np.ascontiguousarray(right.array), right.scale.astype(SCALE)
            start, end = end, end + array.nbytes
            places.append(_Place(case_id, right.convention, right.terms, array.dtype.str, array.shape, start, end))
            parts += [array.reshape(-1).view(np.uint8), scale.view(np.uint8)]
            end += scale.nbytes
    encoded = np.frombuffer(msgspec.json.encode(places), np.uint8)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".expected-") as folder:
            np.savez(made := Path(folder) / path.name, allow_pickle=False, data=np.concatenate(parts), places=encoded)
            os.replace(made, path)
        _forget_old(path.parent)
    except OSError:  # a cache that cannot be written costs time, not a grade
        return


def _forget_old(folder: Path) -> None:
    entries = sorted(folder.glob("expected-*.npz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in entries[KEPT_ENTRIES:]:
        path.unlink(missing_ok=True)
