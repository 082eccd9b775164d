"""What a reader of archives and the grader say to each other.

The grader first sends Bounds and then, a line of JSON each, what it asks: an operation of `child` and its arguments.
The answer is frames of at most LARGEST bytes, and a last one that says what is wrong with the rest, "" for nothing.
"""

import enum
import struct
from typing import NamedTuple

FRAME = struct.Struct("=?I")  # whether it is the last, and how many bytes follow
LARGEST = 2**23
MOST, LATEST = 2**62, 2**40  # numbers that are told; a size that is greater is as good as this


class Bounds(NamedTuple):
    """What a reader may use, on top of what the interpreter has."""

    cpu_seconds: int
    memory_bytes: int


class Fault(enum.StrEnum):
    """What is wrong with an archive or a member, in the middle of a sentence."""

    NO_ZIP = "is no zip archive, or breaks off before its end"
    NO_TAR = "is no archive: what is in it is no tar"
    TABLE = "is damaged: its table of contents cannot be read"
    TABLE_ELSEWHERE = "is damaged: its table of contents is not where it says"
    COUNT = "says that it has another number of members than it has"
    HEADER = "is damaged: a header cannot be read"
    CHECKSUM = "is damaged: a header's checksum is wrong"
    NEGATIVE = "is damaged: a member has a size below zero"
    BREAKS_OFF = "breaks off before its end"
    PACKED = "is damaged: it cannot be unpacked"
    CONTENT = "is damaged: its checksum is wrong"
    ELSEWHERE = "is not where the archive says"
    MEMORY = "needs more memory than an archive may"


class Problem(enum.StrEnum):
    """Why a member is no file that can be read, "" for one that can."""

    NONE = ""
    LINK = "is a link"
    DEVICE = "is a device"
    PIPE = "is a named pipe"
    SPECIAL = "is a device, a pipe or a socket"
    SPARSE = "is a sparse file"
    ENCRYPTED = "is encrypted"
    METHOD = "is compressed in a way that is not read"
    OVERLAPS = "lies over another member, as in a zip bomb"


class Told(NamedTuple):
    """One member. Each character of `name` is one byte; `place` is where its bytes are, for who asks for them."""

    name: str
    folder: bool
    size: int
    modified: float
    executable: bool
    problem: Problem
    place: tuple[int, ...]


class FaultError(Exception):
    """What is wrong from some place on; what came before is as it should be."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault
