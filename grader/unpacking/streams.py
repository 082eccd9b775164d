"""What comes out of a compressed file, as far as it can be trusted."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Iterator
from typing import IO, cast

from grader.unpacking.data import ArchiveFile
from grader.unpacking.told import Fault, FaultError

_STEP = 2**18


def expanded(file: ArchiveFile, kind: str) -> Iterator[bytes]:
    """The bytes of all compressed parts, one after the other; what came before damage is given out."""
    try:
        with _opened(file, kind) as stream:
            while part := stream.read1(_STEP):
                yield part
    except EOFError as error:
        raise FaultError(Fault.BREAKS_OFF) from error
    except (OSError, zlib.error, lzma.LZMAError) as error:
        raise FaultError(Fault.PACKED) from error


def _opened(file: ArchiveFile, kind: str) -> gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile:
    if kind == "gzip":
        return gzip.GzipFile(fileobj=file)
    return bz2.BZ2File(file) if kind == "bzip2" else lzma.LZMAFile(cast(IO[bytes], file))
