"""What a reader of archives is once an archive has taken it over: it runs the archive as a program.

All that its attacks import is imported here, while files can still be opened.
"""

import ctypes  # noqa: F401
import encodings.idna  # noqa: F401
import platform  # noqa: F401
import socket  # noqa: F401
import subprocess  # noqa: F401
from typing import BinaryIO

from grader.sandbox.zygote import REQUEST_FD
from grader.unpacking import child
from grader.unpacking.data import ArchiveFile
from grader.unpacking.told import FRAME


class ChildCode(child.ChildCode):
    """Answers whatever it is asked with what came of the program."""

    def serve(self, asked: BinaryIO, channel: BinaryIO) -> None:
        asked.readline()
        names: dict[str, object] = {}
        try:
            exec(ArchiveFile(REQUEST_FD).read(), names)
            said = f"REACHED {names['goal']}" if names["goal"] else "nothing"
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        channel.write(FRAME.pack(False, len(said.encode())) + said.encode() + FRAME.pack(True, 0))
        channel.flush()
