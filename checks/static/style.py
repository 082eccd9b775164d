'''The file follows PEP 8, as pycodestyle checks it.

What: pycodestyle reads the file with its default settings; `is` with a text or
a number is a warning. What a setup.cfg,
a tox.ini or your own ~/.config/pycodestyle says does not count: the same file
gets the same grade everywhere. Line ends and the new line at the end of the
file belong to `file_format`.

Why: Code is read more often than it is written, and it reads faster when all
of it is laid out alike.

Bad::

    #!/usr/bin/env python3
    """Valid convolution."""
    import numpy as np

    def convolve_grayscale_valid(images,kernel):
        """Convolve grayscale images without padding."""
        return np.zeros((1, 1, 1))

Good::

    #!/usr/bin/env python3
    """Valid convolution."""
    import numpy as np


    def convolve_grayscale_valid(images, kernel):
        """Convolve grayscale images without padding."""
        return np.zeros((1, 1, 1))
'''

from collections.abc import Iterator

from checks.model import Finding, Inspection, StaticCheck
from checks.printable import one_line
from checks.static import rules

MOST = 20
# pycodestyle takes time quadratic in the length of a line (nine seconds for 20000 spaces) and of a string.
LONGEST_LINE = 2_000
MAX_LINE_LENGTH = 79  # pycodestyle's default
LONGEST_TEXT = 60_000

_BELONGS_TO_FILE_FORMAT = ("W292",)
HINTS = {
    "E101": "Indent with spaces only.",
    "E111": "Indent by four spaces a step.",
    "E117": "Indent by four spaces a step.",
    "E127": "Align this line with the bracket above, or indent it by four more spaces.",
    "E128": "Align this line with the bracket above, or indent it by four more spaces.",
    "E201": "Take the space after the bracket away.",
    "E202": "Take the space before the bracket away.",
    "E203": "Take the space away.",
    "E211": "Take the space before the bracket away.",
    "E221": "One space before the operator is enough.",
    "E222": "One space after the operator is enough.",
    "E225": "Put one space on each side of the operator.",
    "E231": "Put a space here.",
    "E251": "Write `name=value` in a call or a default, without spaces.",
    "E261": "Put two spaces before a comment that follows code.",
    "E262": "Start the comment with `# `.",
    "E265": "Start the comment with `# `.",
    "E302": "Leave two blank lines above a function or a class.",
    "E303": "Take blank lines away: two between functions, one inside.",
    "E305": "Leave two blank lines below a function or a class.",
    "E402": "Move the import up, right below the docstring of the module.",
    "E501": "Break the line inside brackets, or give a part of it a name.",
    "E701": "Put what follows the colon on a line of its own.",
    "E711": "Write `is None` or `is not None`.",
    "E712": "Write `if x:` or `if not x:`.",
    "E722": "Name the exception, such as `except ValueError:`.",
    "E731": "Write a `def` instead.",
    "E741": "Take a longer name: this letter is easily read as a digit.",
    "W191": "Indent with spaces, never with tabs.",
    "W291": "Delete the spaces at the end of the line.",
    "W293": "Delete the spaces in the blank line.",
    "W391": "Delete the blank lines at the end of the file.",
    "W605": "Write the backslash twice, or put an `r` before the opening quote.",
}
_OTHERWISE = "Write this line as PEP 8 shows it: https://peps.python.org/pep-0008/"


def inspect(inspection: Inspection) -> Iterator[Finding]:
    """Yield what pycodestyle says, the first `MOST` places."""
    if inspection.syntax is None:
        return
    from checks.static.pep8 import violations  # only the worker pays for pycodestyle

    text = inspection.syntax.text
    if too_much := _too_much(text):
        yield too_much
        return
    found = [found for found in violations(text) if found[2][:4] not in _BELONGS_TO_FILE_FORMAT]
    for line, column, said in found[:MOST]:
        hint = HINTS.get(said[:4], _OTHERWISE)
        yield Finding(check="style", message=one_line(said), hint=hint, line=line, column=column)
    yield from rules.findings("style", inspection.syntax)
    if len(found) > MOST:
        yield Finding(
            check="style",
            message=f"there are {len(found) - MOST} more places like these",
            hint="Run `pycodestyle` on the file to see all of them.",
        )


def _too_much(text: str) -> Finding | None:
    """Refuse what pycodestyle cannot read in reasonable time."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            return Finding(
                check="style",
                message=f"E501 line too long ({len(line)} > {MAX_LINE_LENGTH} characters)",
                hint="Break the line; the rest of the file is checked once no line is this long.",
                line=number,
                column=MAX_LINE_LENGTH + 1,
            )
    if len(text) > LONGEST_TEXT:
        return Finding(
            check="style",
            message=f"the file is too long for its style to be checked ({len(text)} characters)",
            hint=f"Shorten it to {LONGEST_TEXT} characters: the functions of this project need few lines.",
        )
    return None


CHECK = StaticCheck(
    id="style",
    summary="The file follows PEP 8, as pycodestyle checks it.",
    reason="Code is read more often than it is written, and reads faster when all of it is laid out alike.",
    needs=("source",),
    inspect=inspect,
)
