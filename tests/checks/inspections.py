"""A short way from a text to what a static check looks at."""

import functools
import hashlib
from collections.abc import Mapping

import msgspec

from checks.language.syntax import parse
from checks.model import Inspection, Source, Syntax
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.judging.policy import policy_of
from reference import FOLDER


def inspection(
    text: str | bytes,
    *,
    task: str = "0",
    siblings: Mapping[str, str] = {},
    executable: bool = True,
    shared: tuple[str, ...] = (),
    keys: Mapping[str, object] = {},
    policy: Mapping[str, object] = {},
) -> Inspection:
    """The task's file with this text, beside siblings by module name. Without a syntax if it does not parse.

    `keys` of the task and `policy` are what the assignment says otherwise than the reference.
    """
    assignment = _assignment()
    assignment = msgspec.structs.replace(assignment, policy=msgspec.structs.replace(assignment.policy, **policy))
    asked = next(candidate for candidate in assignment.tasks if candidate.id == task)
    asked = msgspec.structs.replace(asked, **keys)
    source = _source(asked.file, text, executable)
    parsed = {module: _syntax(_source(f"{module}.py", other, True)) for module, other in siblings.items()}
    return Inspection(
        task=asked,
        policy=policy_of(asked, assignment),
        source=source,
        syntax=_syntax(source),
        siblings={module: syntax for module, syntax in parsed.items() if syntax},
        modules=tuple(each.file.removesuffix(".py") for each in assignment.tasks),
        shared=shared,
    )


@functools.cache
def _assignment() -> Assignment:
    """The real one, read once."""
    return load(FOLDER, CHECK_IDS)


def _source(name: str, text: str | bytes, executable: bool) -> Source:
    data = text.encode() if isinstance(text, str) else text
    return Source(name=name, data=data, sha256=hashlib.sha256(data).hexdigest(), executable=executable)


def _syntax(source: Source) -> Syntax | None:
    try:
        return parse(source)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
