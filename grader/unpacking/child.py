"""The process that reads one archive: is told its bounds, shuts itself off, and answers what it is asked.

It has the archive open and a channel to the grader, and nothing else: no file can be opened, not even a module's.
"""

import encodings.cp437  # noqa: F401  what is first used when no file can be opened any more
import gc
import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO

from grader.sandbox.confine import Confinement
from grader.sandbox.zygote import CHANNEL_FD, REQUEST_FD, address_space
from grader.unpacking import streams, tars, zips
from grader.unpacking.data import ArchiveFile
from grader.unpacking.told import FRAME, Bounds, Fault, FaultError, Told

_ROW, _FRAME = 100, 2**16  # characters, six bytes at most each in JSON


class ChildCode:
    """What the fork server's children run; `path` is what sys.path was before it was started."""

    def __init__(self, path: list[str]) -> None:
        self._path = path
        self._address_space: int | None = None

    def load(self) -> None:
        """Nothing is imported from here on."""
        zips.prepare()
        sys.path[:] = []
        self._address_space = address_space()
        gc.freeze()

    def run(self, confinement: Confinement) -> None:
        """Answer on the channel, confined, until it is closed. Does not return."""
        if self._address_space is None:
            self.load()
        asked, channel = os.fdopen(CHANNEL_FD, "rb"), os.fdopen(CHANNEL_FD, "wb", closefd=False)
        bounds = Bounds(*json.loads(asked.readline()))
        confinement.enter(
            last_descriptor=REQUEST_FD,
            cpu_seconds=bounds.cpu_seconds,
            memory_bytes=self._address_space and self._address_space + bounds.memory_bytes,
        )
        self.serve(asked, channel)
        os._exit(0)

    def serve(self, asked: BinaryIO, channel: BinaryIO) -> None:
        """Answer what is asked, one after the other."""
        for line in asked:
            operation, *arguments = json.loads(line)
            fault = ""
            try:
                for part in OPERATIONS[operation](ArchiveFile(REQUEST_FD), *arguments):
                    _send(channel, part)
            except FaultError as error:
                fault = error.fault
            except MemoryError:
                fault = Fault.MEMORY
            _send(channel, fault.encode(), last=True)


def _send(channel: BinaryIO, body: bytes, *, last: bool = False) -> None:
    channel.write(FRAME.pack(last, len(body)))
    channel.write(body)
    if last:
        channel.flush()


def _any(file: ArchiveFile) -> Iterator[bytes]:
    return _rows(tars.members(file) if tars.is_tar(file) else zips.members(file))


def _tar(file: ArchiveFile) -> Iterator[bytes]:
    return _rows(tars.members(file))


def _rows(members: Iterator[Told]) -> Iterator[bytes]:
    """Members as JSON, many in one frame; those before a fault are sent. The longest name has a frame of its own."""
    rows: list[Told] = []
    characters = 0
    fault: FaultError | None = None
    try:
        for member in members:
            rows.append(member)
            characters += len(member.name) + _ROW
            if characters > _FRAME:
                yield json.dumps(rows).encode()
                rows, characters = [], 0
    except FaultError as error:
        fault = error
    yield json.dumps(rows).encode()
    if fault is not None:
        raise fault


OPERATIONS: dict[str, Callable[..., Iterator[bytes]]] = {
    "members": _any,
    "members of a tar": _tar,
    "content": zips.content,
    "expanded": streams.expanded,
}
