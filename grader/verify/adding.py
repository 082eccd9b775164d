"""What to write into an assignment so that its holes are closed."""

import json
from collections.abc import Iterator

from msgspec import Struct

from grader.verify.holes import Hole
from grader.verify.result import Result

LIST = "list these mutants in equivalent.toml, with the reason"
MOST_BLOCKS = 20  # calls of one's own that are shown


class Adding(Struct, frozen=True):
    """Lines for the `assignment.toml`, and the place where they belong in words."""

    place: str
    lines: tuple[str, ...]


def additions(result: Result) -> tuple[Adding, ...]:
    """All that is to be added or changed, each thing once: what closes several holes first."""
    return (*_bounds(result), *_families(result), *_blocks(result), *_others(result))


def _holes(result: Result) -> Iterator[tuple[str, Hole]]:
    for row, fate in result.holes:
        if fate.hole is not None:
            yield row.task, fate.hole


def _bounds(result: Result) -> Iterator[Adding]:
    found: dict[str, dict[str, None]] = {}
    for task, hole in _holes(result):
        found.setdefault(task, {}).update(dict.fromkeys(hole.bounds))
    for task, lines in found.items():
        if lines:
            yield Adding(
                f"To change in the arguments of task {task}, unless no such call makes sense (then {LIST}):",
                tuple(lines),
            )


def _families(result: Result) -> Iterator[Adding]:
    found = dict.fromkeys(family for _, hole in _holes(result) for family in hole.families)
    if found:
        yield Adding("To change, so that these calls are asked:", ("[cases]", f"families = {json.dumps(list(found))}"))


def _blocks(result: Result) -> Iterator[Adding]:
    found: dict[str, dict[tuple[str, ...], None]] = {}
    for task, hole in _holes(result):
        if hole.block:
            found.setdefault(task, {})[hole.block] = None
    for task, blocks in found.items():
        some = list(blocks)[:MOST_BLOCKS]
        more = f" (and {len(blocks) - len(some)} more)" if len(blocks) > len(some) else ""
        lines = [line for block in some for line in (*block, "")][:-1]
        yield Adding(f"To add below task {task}{more}:", tuple(lines))


def _others(result: Result) -> Iterator[Adding]:
    """The calls that cannot be written as a table."""
    found: dict[str, dict[str, None]] = {}
    for task, hole in _holes(result):
        if not (hole.bounds or hole.families or hole.block):
            found.setdefault(task, {})[hole.call] = None
    for task, calls in found.items():
        yield Adding(f"To ask in task {task}, by a file of its `inputs` for example:", tuple(calls)[:MOST_BLOCKS])
