"""The text with right parts in the place of some of its own."""

from collections.abc import Collection, Iterable

from checks.model import Edit, Reading
from checks.model.repair import CONVENTION

MARK = b"\xef\xbb\xbf"


def plain(data: bytes) -> bytes:
    """A file's bytes as edits count them: without a mark of UTF-8, with newlines alone at the ends of lines."""
    return data.removeprefix(MARK).replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def variant(data: bytes, reading: Reading, chosen: Collection[int], convention: str) -> bytes:
    """The text in which the chosen parts are right ones, and nothing is worked out that these made needless."""
    edits = [*reading.common]
    for number in chosen:
        edits += reading.parts[number].edits
    for number in _needless(reading, chosen):
        edits += reading.leftovers[number].edits
    return edited(data, edits).replace(CONVENTION.encode(), convention.encode())


def _needless(reading: Reading, chosen: Collection[int]) -> set[int]:
    """The leftovers of these parts."""
    found: set[int] = set()
    before = -1
    while before < len(found):
        before = len(found)
        known = {*chosen, *(-1 - number for number in found)}
        for number, leftover in enumerate(reading.leftovers):
            if leftover.needs and all(known & {*need} for need in leftover.needs):
                found.add(number)
    return found


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """A file's text with these edits; one that lies in another is a part of it."""
    data = plain(data)
    made, last = [], 0
    for edit in sorted({*edits}, key=lambda edit: (edit.start, edit.end > edit.start, -edit.end)):
        if edit.start < last:
            continue
        made += [data[last : edit.start], edit.text.encode()]
        last = edit.end
    return b"".join([*made, data[last:]])
