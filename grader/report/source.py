"""The lines of a student's file, as Python counts them."""

import re

from checks.model import Source


def lines_of(source: Source) -> list[str]:
    """The lines without their ends; what is no UTF-8 is shown as replaced."""
    return re.split(r"\r\n|\r|\n", source.data.decode("utf-8", "replace"))
