"""Archives, read within limits and never unpacked: a member is a name in a tree and some bytes when they are wanted."""

from grader.intake.archives import tars, zips
from grader.intake.archives.expanding import KINDS, expanded
from grader.intake.archives.limits import Limits
from grader.intake.archives.members import Branch
from grader.intake.data import Data
from grader.intake.tree import BrokenError

_BLOCK = 512
_AGAIN = "Make the archive anew, and look whether it opens."


def tree(data: Data, name: str, limits: Limits) -> Branch:
    """An archive as folders and files, whatever its kind.

    Raises:
        BrokenError: it is no archive, is damaged so that nothing can be read, or holds too much.
    """
    start = data.at(0, _BLOCK)
    if not start:
        raise BrokenError("is empty", _AGAIN)
    for magic in KINDS:
        if start.startswith(magic):
            return _compressed(data, magic, name, limits)
    if tars.is_tar(start):
        return tars.tree(data, name, limits)
    return zips.tree(data, name, limits)


def _compressed(data: Data, magic: bytes, name: str, limits: Limits) -> Branch:
    inner, fault = expanded(data, magic, limits.allowance(data.size))
    if not tars.is_tar(inner.at(0, _BLOCK)):
        raise BrokenError(fault or "is no archive: what is in it is no tar", _AGAIN)
    return tars.tree(inner, name, limits, fault)
