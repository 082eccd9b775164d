"""Files that are not taken for a task's, and nearly are: by their name, or as a notebook."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from checks.model import Finding, Severity
from checks.printable import one_line, readable
from grader.intake.matching import matched
from grader.intake.tree import finding

CHECK_NAMES = "Check the names of the files: they are those of the assignment."
EXPORT = "In Jupyter: File, Save and Export Notebook As, Executable Script"
_NOTEBOOK = ".ipynb"
_LONGEST, _MOST = 100, 1000


def told(names: Iterable[str], missing: Sequence[str], optional: Sequence[str] = ()) -> Iterator[Finding]:
    """What there is to say of files with these names, where the tasks' files `missing` are not there. Of those that are
    `optional` nobody has to hand in any: what looks like one is only noted.
    """
    for name in sorted(names)[:_MOST] if missing or optional else ():
        shown = one_line(readable(name))
        if is_notebook(name) and missing:
            hint = f"{EXPORT}; call it `{missing[0]}`."
            yield finding(Severity.ERROR, f"`{shown}` is a notebook, and no program", hint)
        elif (near := nearest(name, (*missing, *optional))) is not None:
            hint = f"If it is that task's file, call it `{near}`."
            severity = Severity.NOTE if near in optional else Severity.WARNING
            yield finding(severity, f"`{shown}` was not taken for `{near}`, which is not there", hint)


def is_notebook(name: str) -> bool:
    """Whether a file is called as Jupyter's notebooks are."""
    return name.lower().endswith(_NOTEBOOK)


def nearest(name: str, missing: Sequence[str]) -> str | None:
    """The missing file that a name is a copy of, or looks like: with a slip, another ending, or in capitals."""
    if found := matched(name, missing):
        return found.file
    by_lower = {file.lower(): file for file in missing}
    near = get_close_matches(name[:_LONGEST].lower(), by_lower, n=1, cutoff=0.8)
    return by_lower[near[0]] if near else None
