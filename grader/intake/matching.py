"""From the name that a file has to the task's file that it is: platforms and browsers rename what they store."""

import os
import re
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

# What systems call a copy, in the languages that they speak.
_WORD = "(?i:copy|kopie|copie|copia|c[oó]pia|kopia|kopi|kopio|k[oó]pia|kopija|másolat|копия|копія|副本|コピー|복사본)"
# What is put between a name and its ending: Canvas "-1", browsers " (1)", Windows " - Copy", macOS " copy" or " 2".
_COPY = (
    r"(?:-(?P<canvas>\d{1,3})|[ _]?\((?P<browser>\d{1,3})\)|-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    rf"| [-\u2013] {_WORD}(?: \((?P<windows>\d{{1,3}})\))?| {_WORD}(?: (?P<macos>\d{{1,3}}))?| (?P<finder>\d{{1,2}}))?"
)
_LONGEST = 300  # longer names than any disk has are not looked at
_BETWEEN = r"[ _.\-]+"


class Match(Struct, frozen=True):
    """How a name belongs to the task's file `file`: as it is, as copy number `copy`, or with more before or after it.

    `who` is that more, "" for none.
    """

    file: str
    exact: bool
    copy: int = 0
    who: str = ""


def matched(name: str, files: Iterable[str]) -> Match | None:
    """The task's file that a name stands for, whatever is in front of it."""
    for file in files:
        if name == file:
            return Match(file, exact=True)
        if len(name) <= _LONGEST and (found := _before(file).fullmatch(name)):
            numbers = [int(value) for key, value in found.groupdict().items() if key != "who" and value]
            return Match(file, exact=False, copy=sum(numbers), who=found["who"] or "")
    return None


def flat(name: str, files: Iterable[str]) -> Match | None:
    """The same for files of many students in one folder, whose names stand before or after the task's."""
    for file in files if len(name) <= _LONGEST else ():
        found = _before(file).fullmatch(name) or _after(file).fullmatch(name)
        if found and found["who"]:
            return Match(file, exact=False, who=found["who"])
    return None


@cache
def _before(file: str) -> re.Pattern[str]:
    stem, ending = map(re.escape, os.path.splitext(file))
    return re.compile(rf"(?:(?P<who>.+?){_BETWEEN})?{stem}{_COPY}{ending}", re.DOTALL)


@cache
def _after(file: str) -> re.Pattern[str]:
    stem, ending = map(re.escape, os.path.splitext(file))
    return re.compile(rf"{stem}{_BETWEEN}(?P<who>[^ _.\-].*){ending}", re.DOTALL)
