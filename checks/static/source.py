'''The task's file is there, and it is Python text.

What: The file is in the folder under its exact name, it is UTF-8 text, and
Python can parse it. Of a file that cannot be parsed, the first place that
Python cannot read is shown. Where only a later Python than the grader's can
read it, that is said.

Why: Nothing else can be said about a file that cannot be read. When this check
does not hold, the others are skipped.

Bad::

    #!/usr/bin/env python3
    """Valid convolution."""
    import numpy as np


    def convolve_grayscale_valid(images, kernel)
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

import ast
import re
import sys
from collections.abc import Iterator

from checks.language.source_bytes import complaint, place
from checks.language.source_words import in_plain_words
from checks.language.syntax import decoded, parse
from checks.model import Finding, Inspection, Source, StaticCheck, Syntax, Unreadable, Verdict

# Every check may walk the tree with a function that calls itself; this keeps all of them far from
# Python's limit, which lies at 1000 calls, and makes the verdict independent of who calls.
DEEPEST_TREE = 200

_CONFLICT = re.compile(rb"^(?:<<<<<<< |=======[ \t]*$|>>>>>>> )", re.MULTILINE)


def syntax_of(source: Source) -> Syntax | None:
    """Parse a source; None exactly when the check finds an error in it."""
    examined = _examine(source)
    return examined if isinstance(examined, Syntax) else None


def inspect(inspection: Inspection) -> Iterator[Finding]:
    """Yield the first thing that keeps the file from being read."""
    source = inspection.source
    if source is None:
        yield Finding(
            check="source",
            message=f"not handed in yet: the file `{inspection.task.file}` is not in the folder",
            hint="Save your work under exactly this name, in the folder that you hand in.",
            verdict=Verdict.MISSING,
        )
    elif isinstance(source, Unreadable):
        verdict = Verdict.INTERNAL_ERROR if source.ours else None
        yield Finding(check="source", message=source.message, hint=source.hint, verdict=verdict)
    else:
        examined = _examine(source)
        if isinstance(examined, Finding):
            yield examined


def _examine(source: Source) -> Syntax | Finding:
    if found := complaint(source.data):
        return found
    try:
        syntax = parse(source)
    except SyntaxError as error:
        return _conflict(source.data) or _too_new(source) or _unparsed(error, source.data)
    except (MemoryError, RecursionError):
        return _too_deep(None)
    except ValueError as error:
        return _undecodable(error, source.data)
    deep = _deep_node(syntax.module)
    return syntax if deep is None else _too_deep(deep)


def _conflict(data: bytes) -> Finding | None:
    """Say that the markers of a merge are still there; a lone `=======` also underlines titles."""
    markers = list(_CONFLICT.finditer(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")))
    if not any(marker[0].endswith(b" ") for marker in markers):
        return None
    first = markers[0]
    shown = first[0].decode("ascii").strip()
    return Finding(
        check="source",
        message=f"a merge conflict is left in the file: a line starts with `{shown}`",
        hint="Keep the lines you want, delete the lines that start with `<<<<<<<`, `=======` and `>>>>>>>`.",
        line=first.string.count(b"\n", 0, first.start()) + 1,
    )


def _too_new(source: Source) -> Finding | None:
    """Say that only a later Python reads this; it is not wrong."""
    from checks.language.newer import newer  # only what Python refuses pays for it

    try:
        _, text = decoded(source)
    except (SyntaxError, ValueError):
        return None
    found = newer(text)
    if found is None:
        return None
    later, running = ("{}.{}".format(*version[:2]) for version in (found.version, sys.version_info))
    return Finding(
        check="source",
        message=f"this is syntax of Python {later} or later, and the grader runs Python {running}: {found.what}",
        hint=f"{found.hint} Or ask for a grader that runs Python {later}.",
        line=found.line,
    )


def _unparsed(error: SyntaxError, data: bytes) -> Finding:
    message, hint = in_plain_words(error.msg or str(error))
    last = place(data, len(data))[0]
    return Finding(
        check="source",
        message=f"Python cannot read the file: {message}",
        hint=hint,
        line=min(error.lineno, last) if error.lineno else None,
        column=error.offset if error.lineno and error.offset and error.offset > 0 else None,
    )


def _undecodable(error: ValueError, data: bytes) -> Finding:
    at = place(data, error.start) if isinstance(error, UnicodeDecodeError) else (1, None)
    return Finding(
        check="source",
        message="the text is not in the encoding that the first lines of the file name",
        hint="Take the line with `coding` away, and save the file as UTF-8.",
        line=at[0],
        column=at[1],
    )


def _deep_node(module: ast.Module) -> ast.AST | None:
    """Return a node that lies too deep in the tree, if there is one."""
    level: list[ast.AST] = [module]
    for _ in range(DEEPEST_TREE):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    return level[0] if level else None


def _too_deep(node: ast.AST | None) -> Finding:
    return Finding(
        check="source",
        message="the code is too deeply nested to be read",
        hint="Give names to the parts of a long expression, move inner parts into functions of their own.",
        line=getattr(node, "lineno", None),
    )


CHECK = StaticCheck(
    id="source",
    summary="The task's file is there, and it is Python text.",
    reason="Nothing else can be said about a file that cannot be read.",
    verdict=Verdict.NOT_LOADABLE,
    inspect=inspect,
)
