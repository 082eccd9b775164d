"""The places of an `assignment.toml` at which somebody still has to say something."""

import re

from checks.printable import one_line

MARK = "# say here"
"""What every comment begins with that marks a place which the draft could not know."""

# A comment is what stands in no text: TOML has four kinds of these.
_PARTS = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|(?P<comment>#[^\n]*)', re.DOTALL
)
_MOST = 400  # characters of a comment


def mark(text: str) -> str:
    """The comment that says what to write."""
    return one_line(f"{MARK} {text}", _MOST)


def marked(toml_text: str) -> tuple[tuple[int, str], ...]:
    """The line of each place that is still marked, counted from 1, and what its comment says."""
    found = []
    for part in _PARTS.finditer(toml_text):
        comment = part["comment"]
        if comment and comment.startswith(MARK):
            found.append((toml_text.count("\n", 0, part.start()) + 1, comment.removeprefix("#").strip()))
    return tuple(found)
