"""What a reader tells of an archive's members, looked at before it is used."""

from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from grader.intake.archives.processes import LostError
from grader.intake.tree import File
from grader.unpacking.told import LATEST, MOST, Problem

_Number = Annotated[int, Meta(ge=0, le=MOST)]


class Row(Struct, array_like=True, frozen=True, gc=False):
    """One member, as `told.Told` has it."""

    name: str
    folder: bool
    size: _Number
    modified: Annotated[float, Meta(ge=0, le=LATEST)]
    executable: bool
    problem: Problem
    place: Annotated[tuple[_Number, ...], Meta(min_length=1, max_length=4)]


_DECODER = msgspec.json.Decoder(list[Row])


def rows(chunks: Iterator[bytes]) -> Iterator[Row]:
    """The members in what comes.

    Raises:
        LostError: no reader says that.
    """
    for chunk in chunks:
        try:
            yield from _DECODER.decode(chunk)
        except msgspec.MsgspecError as error:
            raise LostError from error


def full_name(row: Row) -> str:
    """A member's name, of whose characters each is a byte."""
    try:
        return row.name.encode("latin-1").decode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        raise LostError from error


def file_of(row: Row) -> File | None:
    """The member in a tree, None for a folder."""
    if row.folder:
        return None
    return File(
        name="",
        size=row.size,
        modified=row.modified,
        executable=row.executable,
        problem=row.problem.value,
        where=row.place,
    )
