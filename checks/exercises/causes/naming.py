"""The misconceptions of a kind, as its `misconceptions.toml` has them, and how a rule names one."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from checks.model import Misconception


class Named(NamedTuple):
    """A misconception's id, what is to be said of this program beside its explanation, the kinds of lines where to
    look, and what to do, where they are others than usual."""

    id: str
    detail: str = ""
    landmark: str = ""
    hint: str = ""


def begun(told: str) -> str:
    """A sentence with a large letter at its beginning; names keep theirs."""
    return f"{told[:1].upper()}{told[1:]}"


@cache
def misconceptions_in(file: Path) -> dict[str, Misconception]:
    """Every misconception by its id."""
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: msgspec.convert({"id": name, **table}, Misconception) for name, table in tables.items()}
