"""The misconceptions that a diagnosis can name, as `misconceptions.toml` has them."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from checks.model import Misconception

FILE = Path(__file__).with_name("misconceptions.toml")


@cache
def misconceptions() -> dict[str, Misconception]:
    """Every misconception by its id."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: msgspec.convert({"id": name, **table}, Misconception) for name, table in tables.items()}
