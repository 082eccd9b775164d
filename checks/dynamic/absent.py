"""A module that is not to be had ends every call that uses it: what is wrong is the import, not what came of it."""

import re
from collections.abc import Mapping, Sequence

from checks.dynamic.plain import Plain
from checks.model import Finding

_ATTRIBUTE = re.compile(r"AttributeError: module '([^'.]{1,200})[^']*' has no attribute '")
_AS_ANOTHER = re.compile(r"\w+Error: .*\bmodule\b|NameError: ")  # 'module' object is not callable, and its like


def absent(finding: Finding, not_here: Mapping[str, Sequence[int]]) -> Plain | None:
    """That what the file uses there comes of a module that is not to be had, where that ended a call or the import."""
    module = _module(finding, not_here)
    if module is None:
        return None
    line = f"line {_place(finding)}"
    return Plain(
        message=f"{line} uses `{module}`, which may not be imported; {finding.message}",
        again=f"{line} uses `{module}`",
        reason=f"Your file is run without `{module}`.",
        hint=f"Take `{module}` out, and write what you use of it in this file.",
    )


def _module(finding: Finding, not_here: Mapping[str, Sequence[int]]) -> str | None:
    """The module that is not to be had: by its name in what Python says, or by the line that uses it."""
    if found := _ATTRIBUTE.search(finding.message):
        return found[1] if found[1] in not_here and _place(finding) else None
    if finding.file or not _AS_ANOTHER.search(finding.message):
        return None
    return next((module for module, lines in not_here.items() if _place(finding) in lines), None)


def _place(finding: Finding) -> int | None:
    """The line where the code stood, which a cause may have another one than."""
    return finding.evidence.traceback[-1].line if finding.evidence.traceback else finding.line
