"""Python's commonest complaints about a text, in plain words."""

import re

from checks.printable import one_line

_FOUR_SPACES = "Indent with four spaces a step, and never with tabs: most editors can convert a file."
_PYTHON_2 = "The project is in Python 3."

# What Python says, what it means here, and what to do; a group of the first is shown in the others.
_WORDS = (
    (r"inconsistent use of tabs and spaces", "tabs and spaces are mixed in the indentation", _FOUR_SPACES),
    (r"unexpected indent", "this line is indented more than the line before it allows", _FOUR_SPACES),
    (
        r"unindent does not match",
        "this line is indented less than the line before, and level with none above it",
        _FOUR_SPACES,
    ),
    (
        r"expected an indented block",
        "an indented line is missing",
        "Put the body below the line that ends with a colon, indented by four more spaces.",
    ),
    (
        r"too many levels of indentation",
        "the indentation is over 100 levels deep",
        "Move the inner part into a function of its own.",
    ),
    (
        r"too many nested parentheses",
        "brackets are nested too deeply",
        "Close each bracket you open, and give names to the parts of a long expression.",
    ),
    (
        r"expected ':'",
        "a colon is missing",
        "Lines with `def`, `for`, `while`, `if`, `else` and the like end with a colon.",
    ),
    (r"'([(\[{])' was never closed", r"the bracket `\1` is never closed", "Add the closing bracket."),
    (
        r"unmatched '([)\]}])'",
        r"the bracket `\1` closes nothing",
        "Take it away, or add the bracket that opens.",
    ),
    (
        r"closing parenthesis '(.)' does not match opening parenthesis '(.)'",
        r"the bracket `\2` is closed by `\1`",
        "Close every bracket by its own kind, the last one opened first.",
    ),
    (
        r"Missing parentheses in call to '(\w+)'",
        r"`\1` is used as in Python 2",
        rf"{_PYTHON_2} Write `\1(...)`, with parentheses.",
    ),
    (
        r"multiple exception types must be parenthesized",
        "`except` is used as in Python 2",
        f"{_PYTHON_2} Write `except Error as name:`.",
    ),
    (
        r"unterminated triple-quoted",
        "a text in triple quotes is never closed",
        "End it with the same three quotes that it starts with.",
    ),
    (
        r"unterminated (?:\w-)?string literal",
        "a text in quotes is not closed on its line",
        "End it with the same quote that it starts with.",
    ),
    (
        r"invalid non-printable character (U\+\w+)",
        r"there is an invisible character here (\1)",
        "Delete it and type the space again: it often comes with text copied from a web page.",
    ),
    (
        r"invalid character '(.)' \((U\+\w+)\)",
        r"the character `\1` (\2) has no meaning in Python",
        "Type it again: text copied from a web page often has curly quotes and long dashes.",
    ),
    (
        r"(?:invalid syntax\. Maybe you meant|cannot assign to .*Maybe you meant) '=='",
        "there is a single `=` where a value is expected",
        "Compare with `==`; `=` gives a name to a value.",
    ),
    (
        r"invalid syntax\. Perhaps you forgot a comma",
        "a comma or an operator may be missing",
        "Look at what stands side by side here.",
    ),
    (
        r"invalid syntax$",
        "something here is not Python",
        "Look at this place and at the end of the line before it.",
    ),
    (r"unknown encoding", "its first lines name an encoding Python does not know", "Take the name away."),
)
_OTHERWISE = "Look at this place and at the line before it."


def in_plain_words(said: str) -> tuple[str, str]:
    """Return message and hint for what Python says of a text that it cannot parse."""
    for pattern, message, hint in _WORDS:
        if match := re.match(pattern, said.removeprefix("f-string: ")):
            return one_line(match.expand(message)), one_line(match.expand(hint))
    return one_line(said), _OTHERWISE
