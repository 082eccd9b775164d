"""Tells what is wrong from what is new: syntax that a later Python reads, and the one that runs the grader does not.

Each construct is written as every Python reads it; when the complaint is gone then, it was about nothing else.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ast_grep_py import SgNode, SgRoot

from checks.language.syntax import error_line

Version = tuple[int, int]

_LONGEST = 2**14  # characters; of a longer text, whose parts would be read again and again, nothing is said

TYPE_STATEMENT = ("`type X = ...`", "Write `X = ...`, without `type`.")
TYPE_PARAMETERS = ("type parameters in brackets behind a name", "Take the brackets behind the name away.")
DEFAULTS = ("a type parameter that has a default", "Take the brackets behind the name away.")
F_STRING = (
    "an f-string with a backslash, a comment, a line end or its own quotes within the braces",
    "Give the value a name on a line of its own, and put that name into the braces.",
)
T_STRING = ('a template string, `t"..."`', 'Write `f"..."`.')
EXCEPT = ("several exceptions without parentheses", "Put them in parentheses: `except (KeyError, ValueError):`.")
LAZY = ("`lazy import`", "Write `import`, without `lazy`.")


class Construct(NamedTuple):
    """One piece of a text that this Python cannot read: since when Python reads it, what it is, what to write instead.

    `start` and `end` count characters; `old` is what every Python reads in its place, with as many lines.
    """

    version: Version
    words: tuple[str, str]
    start: int
    end: int
    old: str


class Newer(NamedTuple):
    """What is said of the first one."""

    version: Version
    what: str
    hint: str
    line: int


def newer(text: str, running: Version = sys.version_info[:2]) -> Newer | None:
    """What a text, which this Python refuses, has of a later Python's syntax, if that is what is refused first."""
    constructs = _constructs(text, running) if len(text) <= _LONGEST else []
    if not constructs:
        return None
    first = constructs[0]
    refused = error_line(_older(text, constructs))
    if refused is not None and refused <= text.count("\n", 0, first.end) + 1:
        return None
    what, hint = first.words
    return Newer(first.version, what, hint, text.count("\n", 0, first.start) + 1)


def _older(text: str, constructs: Sequence[Construct]) -> str:
    for each in reversed(constructs):
        text = text[: each.start] + each.old + text[each.end :]
    return text


def _constructs(text: str, running: Version) -> list[Construct]:
    """Those that are newer than the running Python, in their order; of those within one another the outermost."""
    outermost: list[Construct] = []
    for each in sorted(_all(text, running), key=lambda each: (each.start, -each.end)):
        if each.version > running and not (outermost and each.start < outermost[-1].end):
            outermost.append(each)
    return outermost


def _all(text: str, running: Version) -> Iterator[Construct]:
    root = SgRoot(text, "python").root()
    for node in root.find_all(kind="type_alias_statement"):
        yield _construct((3, 12), TYPE_STATEMENT, node, "pass")
    for node in root.find_all(kind="type_parameter"):
        parent = node.parent()
        if parent is not None and parent.kind() in ("function_definition", "class_definition") and _all_names(node):
            with_default = "=" in node.text()
            yield _construct(
                (3, 13) if with_default else (3, 12), DEFAULTS if with_default else TYPE_PARAMETERS, node, ""
            )
    for node in root.find_all(kind="string"):
        yield from _string(node, running)
    for node in root.find_all(kind="except_clause"):
        yield from _except(node)
    for node in root.find_all(kind="ERROR"):
        start = node.range().start.index
        if found := re.match(r"lazy[ \t]+(?=(import|from)[ \t])", text[start:][:100]):
            yield Construct((3, 15), LAZY, start, start + found.end(), "")


def _all_names(parameters: SgNode) -> bool:
    return all(re.match(r"\*{0,2}\s*[^\W\d]", part.text()) for part in parameters.children() if part.kind() == "type")


def _construct(version: Version, words: tuple[str, str], node: SgNode, old: str) -> Construct:
    span = node.range()
    return Construct(version, words, span.start.index, span.end.index, old + "\\\n" * node.text().count("\n"))


def _string(node: SgNode, running: Version) -> Iterator[Construct]:
    text = node.text()
    prefix = re.split("['\"]", text, maxsplit=1)[0].lower()
    if "t" in prefix and _reads(node, running):
        yield _construct((3, 14), T_STRING, node, "''")
    elif "f" in prefix and error_line(f"({text})") is not None and _is_new(node) and _reads(node, running):
        yield _construct((3, 12), F_STRING, node, "''")


def _is_new(node: SgNode) -> bool:
    """Whether something stands within an f-string's braces that Python 3.11 does not allow there."""
    quotes = node.children()[-1].text()
    refused = ("\\", "#", quotes) if len(quotes) > 1 else ("\\", "#", quotes, "\n")
    return any(sign in part.text() for part in _braces(node) for sign in refused)


def _reads(node: SgNode, running: Version) -> bool:
    """Whether a later Python can read all that stands within the braces."""
    if node.find(kind="ERROR") is not None:
        return False
    values = [part.children()[1].text() for part in _braces(node)]
    return all(error_line(f"(\n{_older(value, _constructs(value, running))}\n)") is None for value in values)


def _braces(node: SgNode) -> list[SgNode]:
    return [part for part in node.children() if part.kind() == "interpolation"]


def _except(node: SgNode) -> Iterator[Construct]:
    """Several exceptions, each with a capital letter: `except ValueError, error:` is Python 2."""
    parts = node.children()
    kinds = [part.kind() for part in parts]
    if "," not in kinds or ":" not in kinds:
        return
    listed = parts[1 : kinds.index(":")]
    names = [part.text() for part in listed if part.kind() not in ("*", ",")]
    if len(names) > 1 and all(re.fullmatch(r"[\w.]*\b[A-Z]\w*", name) for name in names):
        first = next(part for part in listed if part.kind() != "*").range().start.index
        last = listed[-1].range().end.index
        lines = node.text()[: last - node.range().start.index].count("\n")
        yield Construct((3, 14), EXCEPT, first, last, "Exception" + "\\\n" * lines)
