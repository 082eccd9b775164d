"""How problems of a description name what is there and what was expected."""

import json
import math
from collections.abc import Collection
from difflib import get_close_matches
from keyword import iskeyword

from checks.exercises.inputs.bundles import SEPARATOR
from checks.exercises.inputs.expressions import LARGEST_NUMBER
from checks.printable import one_line

MOST_TEXT = 200  # characters of a text that may be given, and of a name
NUMBER = f"expected a number from -{LARGEST_NUMBER} to {LARGEST_NUMBER}, got {{}}"


def is_number(number: object) -> bool:
    """Whether a number is finite and not too large to compute with."""
    return isinstance(number, int | float) and -LARGEST_NUMBER <= number <= LARGEST_NUMBER and math.isfinite(number)


def unknown(what: str, name: str, known: Collection[str]) -> str:
    """Say that a name is none of those that are known."""
    near = get_close_matches(name[:100], known, n=1)
    meant = f"did you mean {quoted(near[0])}? " if near else ""
    plural = "axes" if what == "axis" else f"{what}s"
    return f"there is no {what} {quoted(name)}; {meant}the {plural} are {one_line(', '.join(known), 400) or 'none'}"


def is_name(text: str) -> bool:
    """Whether a text can be a name in Python."""
    return len(text) <= MOST_TEXT and text.isidentifier() and not iskeyword(text)


def key(name: str) -> str:
    """A key as TOML writes it; of a member of a tuple, where it stands in its argument."""
    whole, separator, member = name.partition(SEPARATOR)
    return f"{whole if whole.isascii() and is_name(whole) else quoted(whole)}{separator}{member}"


def shown(value: object) -> str:
    """A value as TOML has it, of which only the start is shown where it is long."""
    if value is None:
        return "None"
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 64:
        return "a number of more than 64 bits"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, tuple):
        return one_line(f"[{', '.join(map(shown, value[:5]))}]")
    return one_line(json.dumps(value, ensure_ascii=False))


def quoted(text: str) -> str:
    """A text in quotes, of which only the start is shown where it is long."""
    return one_line(json.dumps(text[:1000], ensure_ascii=False), 100)
