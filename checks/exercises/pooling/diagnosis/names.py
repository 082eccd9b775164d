"""The misconceptions that a diagnosis can name."""

from pathlib import Path

from checks.exercises.causes.naming import misconceptions_in
from checks.model import Misconception

FILE = Path(__file__).with_name("misconceptions.toml")


def misconceptions() -> dict[str, Misconception]:
    """Every misconception by its id."""
    return misconceptions_in(FILE)
