"""Right programs written in another way: what an autograder must not take offence at."""

import ast
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from grader.verify.rewritings import REWRITES
from grader.verify.rewritings.trees import ANY, Rewrite, Wanted


class Rewritten(NamedTuple):
    """A program that was changed and does the same: what was done, and the program."""

    change: str
    program: str


def rewrites(program: str, wanted: Wanted = ANY, changes: Mapping[str, Rewrite] = REWRITES) -> Iterator[Rewritten]:
    """Every rewrite that applies to a program alone, and every sixth one with one from far off on top."""
    found = [(name, text) for name, change in changes.items() if (text := _applied(program, wanted, change))]
    for name, text in found:
        yield Rewritten(name, text)
    half = len(found) // 2
    for (name, text), (other, _) in list(zip(found, found[half:], strict=False))[::6]:
        both = _applied(text, wanted, changes[other]) if name != other else ""
        if both:
            yield Rewritten(f"{name}, {other}", both)


def _applied(program: str, wanted: Wanted, change: Rewrite) -> str:
    """The program rewritten; nothing where that changes nothing."""
    text = change(program, wanted)
    return text if ast.dump(ast.parse(text)) != ast.dump(ast.parse(program)) else ""
