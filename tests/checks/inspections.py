"""A short way from a text to what a static check looks at."""

import hashlib
from collections.abc import Mapping

from checks.language.syntax import parse
from checks.model import Inspection, Source, Syntax
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from reference import FOLDER


def inspection(
    text: str | bytes,
    *,
    task: str = "0",
    siblings: Mapping[str, str] = {},
    executable: bool = True,
    several: bool = False,
) -> Inspection:
    """The task's file with this text, beside siblings by module name. Without a syntax if it does not parse."""
    assignment = load(FOLDER, CHECK_IDS)
    asked = next(candidate for candidate in assignment.tasks if candidate.id == task)
    source = _source(asked.file, text, executable)
    parsed = {module: _syntax(_source(f"{module}.py", other, True)) for module, other in siblings.items()}
    return Inspection(
        task=asked,
        policy=assignment.policy,
        source=source,
        syntax=_syntax(source),
        siblings={module: syntax for module, syntax in parsed.items() if syntax},
        modules=tuple(each.file.removesuffix(".py") for each in assignment.tasks),
        several=several,
    )


def _source(name: str, text: str | bytes, executable: bool) -> Source:
    data = text.encode() if isinstance(text, str) else text
    return Source(name=name, data=data, sha256=hashlib.sha256(data).hexdigest(), executable=executable)


def _syntax(source: Source) -> Syntax | None:
    try:
        return parse(source)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
