"""The page of assignment.toml has every key."""

import re
from collections.abc import Iterator
from typing import get_args

import msgspec

from checks.model.assignment import Assignment
from tests.manual.pages import text

PAGE = text("docs/reference/assignment.md")
WORDS = {
    "array", "integer", "float", "pair", "either", "tuple", "any", "least", "most", "dtype", "sorted", "none",
    "default",
}  # fmt: skip
NO_KEYS = {"files", "named", "form", "size", "sizes", "choices", "shape", "values", "members"}  # what is worked out


def keys_of(wanted: object) -> Iterator[str]:
    """The keys of the tables that become this type, and of those in them."""
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        for field in msgspec.structs.fields(wanted):
            yield field.name
            yield from keys_of(field.type)
    for inner in get_args(wanted):
        yield from keys_of(inner)


def test_the_manual_has_every_key() -> None:
    keys = {*keys_of(Assignment), "random"} - NO_KEYS | WORDS
    assert {"remedy", "conventions", "where", "sha256", "optional", "axes"} < keys
    told = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`\n]+)`", PAGE))))
    assert sorted(keys - told) == []
