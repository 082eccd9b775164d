"""Gradescope, "Export submissions": `submission_metadata.yml`, and a folder for each submission that it names.

Its keys are Ruby's symbols (`:submitters:`, `:created_at:`). It also holds the results of every autograder run, so it
is read as a stream: what is not asked for is passed over, and aliases are not followed.
"""

import io
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import yaml
from msgspec import Struct

from grader.intake.data import Data, Reader

METADATA = "submission_metadata.yml"

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FOLDER = re.compile(r"submission_\d+")
_TIME = re.compile(r"(?P<time>\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d)(?:\.\d+)? ?(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?", re.ASCII)


def is_submission(name: str) -> bool:
    """Whether a folder is called as Gradescope calls a submission's."""
    return _FOLDER.fullmatch(name) is not None


class MetadataError(Exception):
    """The file is not as Gradescope writes it; the message is one line."""


class Submitter(Struct, frozen=True):
    """One student of a submission; what is not told is ""."""

    name: str
    email: str
    sid: str


class Submitted(Struct, frozen=True):
    """One submission: the folder that it lies in, whose it is, and when it was handed in."""

    folder: str
    submitters: tuple[Submitter, ...]
    created: datetime | None


def submissions(data: Data) -> Iterator[Submitted]:
    """Yield what the metadata say, one submission after the other.

    Raises:
        MetadataError: it is not as Gradescope writes it.
    """
    events = iter(yaml.parse(io.BufferedReader(Reader(data)), Loader=_LOADER))
    try:
        for event in events:
            if isinstance(event, yaml.MappingStartEvent):
                for folder, value in _pairs(events):
                    yield _submitted(folder, value, events)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        raise MetadataError(f"{METADATA}{place}: not YAML as Gradescope writes it") from None


def _submitted(folder: str, value: yaml.Event, events: Iterator[yaml.Event]) -> Submitted:
    submitters: tuple[Submitter, ...] = ()
    created = None
    for key, said in _inner_pairs(value, events):
        if key == "submitters":
            submitters = tuple(_submitter(each, events) for each in _items(said, events))
        elif key == "created_at" and isinstance(said, yaml.ScalarEvent):
            created = _time(said.value)
        else:
            _pass_over(said, events)
    return Submitted(folder, submitters, created)


def _submitter(value: yaml.Event, events: Iterator[yaml.Event]) -> Submitter:
    said: dict[str, str] = {}
    for key, part in _inner_pairs(value, events):
        if isinstance(part, yaml.ScalarEvent):
            said[key] = "" if part.value in ("~", "null") and part.style is None else part.value
        else:
            _pass_over(part, events)
    return Submitter(said.get("name", ""), said.get("email", ""), said.get("sid", ""))


def _time(text: str) -> datetime | None:
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    zone = found["zone"] or ""
    offset = timedelta()
    if zone[:1] in ("+", "-"):
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:])) * (-1 if zone[0] == "-" else 1)
    try:
        time = datetime.fromisoformat(found["time"])
        return time.replace(tzinfo=timezone(offset) if zone else None)
    except ValueError:
        return None


# --- a stream of events ----------------------------------------------------------------------------


def _pairs(events: Iterator[yaml.Event]) -> Iterator[tuple[str, yaml.Event]]:
    """The keys of the mapping that has begun, without Ruby's colon, each with the event that begins its value.

    Who asks for the next must have taken the value to its end.
    """
    for key in events:
        if isinstance(key, yaml.MappingEndEvent):
            return
        name = key.value.removeprefix(":") if isinstance(key, yaml.ScalarEvent) else ""
        if not isinstance(key, yaml.ScalarEvent):
            _pass_over(key, events)
        yield name, next(events)


def _inner_pairs(value: yaml.Event, events: Iterator[yaml.Event]) -> Iterator[tuple[str, yaml.Event]]:
    if isinstance(value, yaml.MappingStartEvent):
        yield from _pairs(events)
    else:
        _pass_over(value, events)


def _items(value: yaml.Event, events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    if not isinstance(value, yaml.SequenceStartEvent):
        _pass_over(value, events)
        return
    for item in events:
        if isinstance(item, yaml.SequenceEndEvent):
            return
        yield item


def _pass_over(value: yaml.Event, events: Iterator[yaml.Event]) -> None:
    """Go on to the end of the value that has begun."""
    depth = int(isinstance(value, yaml.CollectionStartEvent))
    while depth > 0:
        event = next(events)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
