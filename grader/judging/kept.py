"""Keeps right answers on disk: they do not depend on the student, and take longer to work out than to read.

An entry's name is a hash of everything its content depends on: the cases, by what they are answered, and the versions
of the grader and of its libraries. It is one file, which is mapped: a head, what is said of each part, and the values
of all. A damaged entry is made again.
"""

import hashlib
import mmap
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from checks.model import Answer, Array, Case, Value
from checks.model.running import AnswerForm
from grader.replacing import replacing
from grader.version import kept_version

KEPT_ENTRIES, KEPT_BYTES = 200, 2**29  # the newest, no more than these; a task may have an entry for each variant
Right = tuple[Answer, ...]
HEAD = struct.Struct("<8sI")  # what it is, and the check sum of all that follows
LENGTH = struct.Struct("<Q")  # of what is said of the parts
SAID = HEAD.size + LENGTH.size  # where that begins
MAGIC = b"ANSWERS1"
ALIGNMENT = 64


class _Part(Struct, frozen=True):
    """Where one part of one answer lies among an entry's bytes."""

    case: str
    answer: int
    convention: tuple[str, ...]
    scale: float
    terms: int
    form: AnswerForm
    nan: bool
    types: tuple[str, ...]
    off: float | None
    any_order: bool
    dtype: str
    shape: tuple[int, ...]
    start: int
    end: int


def kept(
    by: bytes,
    cases: tuple[Case, ...],
    folder: Path,
    work_out: Callable[[], Mapping[str, Right]],
    *,
    whole: bool = True,
) -> Mapping[str, Right]:
    """The right answers to `cases` by case id, from the entry in `folder`, or worked out and put there.

    `by` stands for what they are worked out by. `whole`: there is one to each that is not extreme.
    """
    path = folder / f"expected-{_key(kept_version(folder), by, cases)}"
    answers: Mapping[str, Right] | None = _load(path, cases, whole=whole)
    if answers is None:
        answers = work_out()
        _store(path, answers)
    return answers


def _key(version: str, by: bytes, cases: tuple[Case, ...]) -> str:
    digest = hashlib.sha256(f"{version} {len(by)} ".encode() + by)
    for case in cases:
        digest.update(case.id.encode())
        for name, given in case.arguments.items():
            digest.update(name.encode())
            for part in _bytes_of(given):
                digest.update(part)
    return digest.hexdigest()[:32]


def _bytes_of(given: Value) -> Iterator[bytes | memoryview]:
    """All of a value: what Python writes of an array in a tuple leaves most of a large one out."""
    if isinstance(given, np.ndarray):
        yield f" {given.dtype.str} {given.shape}".encode()
        yield np.ascontiguousarray(given).data
    elif isinstance(given, tuple):
        yield f" {len(given)} of".encode()
        for member in given:
            yield from _bytes_of(member)
    else:
        yield f" {given!r}".encode()


def _load(path: Path, cases: tuple[Case, ...], *, whole: bool) -> dict[str, Right] | None:
    found: dict[str, list[list[Answer]]] = {case.id: [] for case in cases}
    try:
        with open(path, "rb") as file:
            parts, data = _taken_apart(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
        for part in parts:
            array = data[part.start : part.end].view(part.dtype).reshape(part.shape)
            told = (part.scale, part.terms, part.form, (), part.nan, part.types, part.off, part.any_order)
            answer = Answer(part.convention, array, *told)
            answers = found[part.case]
            if part.answer == len(answers):
                answers.append([])
            answers[part.answer].append(answer)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, LookupError, struct.error, msgspec.DecodeError):
        return None  # damaged: it is made again
    if whole and not all(found[case.id] or case.extreme for case in cases):
        return None
    return {case: tuple(_together(parts) for parts in answers) for case, answers in found.items() if answers}


def _taken_apart(entry: memoryview) -> tuple[list[_Part], Array]:
    """What is said of the parts, and the values of all, which stay where they are.

    Raises:
        ValueError: it is none, or damaged.
    """
    magic, checksum = HEAD.unpack_from(entry)
    if magic != MAGIC or zlib.crc32(entry[HEAD.size :]) != checksum:
        raise ValueError("damaged")
    (length,) = LENGTH.unpack_from(entry, HEAD.size)
    parts = msgspec.msgpack.decode(entry[SAID : SAID + length], type=list[_Part])
    return parts, np.frombuffer(entry, np.uint8)[_aligned(SAID + length) :]


def _aligned(place: int) -> int:
    return -(-place // ALIGNMENT) * ALIGNMENT


def _together(parts: list[Answer]) -> Answer:
    first, *rest = parts
    return msgspec.structs.replace(first, rest=tuple(rest))


def _store(path: Path, answers: Mapping[str, Right]) -> None:
    parts: list[_Part] = []
    pieces: list[bytes | memoryview] = []
    end = 0
    for case, number, part in _parts(answers):
        array = np.ascontiguousarray(part.array)
        start = _aligned(end)
        pieces += [bytes(start - end), array.reshape(-1).view(np.uint8).data]
        end = start + array.nbytes
        told = (part.scale, part.terms, part.form, part.nan, part.types, part.off, part.any_order)
        parts.append(_Part(case, number, part.convention, *told, array.dtype.str, part.array.shape, start, end))
    said = msgspec.msgpack.encode(parts)
    pieces = [LENGTH.pack(len(said)), said, bytes(_aligned(SAID + len(said)) - SAID - len(said)), *pieces]
    checksum = 0
    for piece in pieces:
        checksum = zlib.crc32(piece, checksum)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path, shared=True) as file:
            file.write(HEAD.pack(MAGIC, checksum))
            file.writelines(pieces)
        _forget_old(path.parent)
    except OSError:  # a cache that cannot be written costs time, not a grade
        return


def _parts(answers: Mapping[str, Right]) -> Iterator[tuple[str, int, Answer]]:
    for case, rights in answers.items():
        for number, right in enumerate(rights):
            for part in right.parts:
                yield case, number, part


def _forget_old(folder: Path) -> None:
    entries = sorted(folder.glob("expected-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    sizes = accumulate(path.stat().st_size for path in entries)
    for number, (path, size) in enumerate(zip(entries, sizes, strict=True)):
        if number >= KEPT_ENTRIES or (number and size > KEPT_BYTES):
            path.unlink(missing_ok=True)
