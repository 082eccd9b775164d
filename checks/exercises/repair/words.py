"""A wrong part in words, the same in a finding and in every report."""

import ast
import contextlib

from checks.model import WrongPart
from checks.printable import one_line, shortened

LONGEST = 100  # characters of code in a sentence


def told_of(part: WrongPart) -> str:
    """What it is, what is written, what belongs there: code beside code, or code and a clause that says what to do."""
    if not part.right:
        return f"{part.name}: {quoted(part.written)} is not right" if part.written else f"{part.name}: not right"
    if not part.written:
        return f"{part.name}: {quoted(part.right)}{' is missing' if is_code(part.right) else ''}"
    if is_code(part.right):
        return f"{part.name}: {quoted(part.written)} should be {quoted(part.right)}"
    return f"{part.name}: {quoted(part.written)} is not right: {quoted(part.right)}"


def quoted(text: str) -> str:
    """A piece of code in backticks, none of which is its own; words as they are."""
    if not is_code(text):
        return one_line(text)
    code = text.replace("`", "'")
    for bracket in "([{":
        code = code.replace(f"{bracket} ", bracket)  # where a line ended
    return f"`{shortened(code, LONGEST)}`"


def is_code(text: str) -> bool:
    """Whether it is Python, a slice such as `r:r + kh` included."""
    for written in (text, f"_[{text}]"):
        with contextlib.suppress(SyntaxError, ValueError, MemoryError, RecursionError):
            ast.parse(written)
            return True
    return False
