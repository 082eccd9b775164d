"""Judges every mutant and rewrite of every program: an even spread of them first, as far as the time allows."""

import ast
import hashlib
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from typing import Any, NamedTuple

from checks.model import TaskFiles, Verdict
from checks.model.assignment import Task
from grader.verify.changes import KINDS, Kinds, kinds_for
from grader.verify.equivalents import Key
from grader.verify.fates import Fate, Rewriting, Row
from grader.verify.holes import Hole
from grader.verify.judge import Judgement
from grader.verify.mutants import Mutant, difference, mutants, sensible
from grader.verify.programs import Program
from grader.verify.rewrites import Rewritten, rewrites
from grader.verify.rewritings import REWRITES
from grader.verify.rewritings.trees import Rewrite
from grader.verify.search import TimeUpError

Judging = Callable[[Task, TaskFiles], Judgement]
Searching = Callable[[Task, TaskFiles], Hole | None]
Told = Callable[[int, int], None]
"""Is told how many of how many are judged."""
REWRITE = "a rewrite"


class Changes(NamedTuple):
    """What is done to programs: mutations by kind and name, or those that the program's task asks for; rewrites."""

    kinds: Kinds | None = None
    rewrites: dict[str, Rewrite] = REWRITES


class _Item(NamedTuple):
    program: Program
    kind: str
    made: Mutant | Rewritten


class Judged(NamedTuple):
    """The rows, and how many mutants and rewrites there are and were judged."""

    rows: tuple[Row, ...]
    done: int
    total: int


def changed(
    program: Program, changes: Changes, forbidden: Collection[str] = (), beside: Collection[str] = ()
) -> list[tuple[str, Mutant | Rewritten]]:
    """The mutants and rewrites of a program with their kinds; of functions that are other tasks' there are none."""
    kinds = changes.kinds
    if kinds is None:
        kinds = KINDS if program.task.exercise else kinds_for(program.text, program.task.function, program.numeric)
    every = mutants(program.text, kinds, beside)
    if not program.task.exercise:
        every = sensible(program.text, every)
    found: list[tuple[str, Mutant | Rewritten]] = [(mutant.kind, mutant) for mutant in every]
    found += [
        (REWRITE, rewrite)
        for rewrite in rewrites(program.text, program.wanted, changes.rewrites)
        if not _calls(rewrite.program, forbidden) - _calls(program.text, forbidden)
    ]
    return found


def _calls(text: str, forbidden: Collection[str]) -> set[str]:
    """The forbidden calls that a text has, by their last names."""
    names = {node.attr for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute)}
    return names & {call.rpartition(".")[2] for call in forbidden}


def in_turn(items: Iterable[_Item]) -> list[_Item]:
    """All of them, so that of each kind of each program the same share is done at any time."""
    groups: dict[tuple[str, str], list[_Item]] = {}
    for item in items:
        groups.setdefault((item.program.name, item.kind), []).append(item)
    placed = [
        ((number + 0.5) / len(group), item)
        for group in groups.values()
        for number, item in enumerate(sorted(group, key=_chance))
    ]
    return [item for _, item in sorted(placed, key=lambda each: each[0])]


def _chance(item: _Item) -> bytes:
    return hashlib.blake2b(item.made.program.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def judged(
    programs: Collection[Program],
    asked: Callable[[Program], Iterable[tuple[str, Mutant | Rewritten]]],
    judge: Judging,
    search: Searching | None,
    *,
    listed: Collection[Key],
    at_once: int,
    until: float,
    told: Told,
) -> Judged:
    """Judge the changes of the programs on `at_once` threads until the clock says `until`.

    `search` looks for a call that tells a mutant that survived; one of which it does not know in time is not judged.
    """
    items = in_turn(_Item(program, kind, made) for program in programs for kind, made in asked(program))
    total, done = len(items), 0
    found: list[tuple[_Item, Fate | Rewriting]] = []

    def one(item: _Item) -> Fate | Rewriting | None:
        if time.monotonic() > until:
            return None
        try:
            return _one(item, judge, search, listed)
        except TimeUpError:
            return None

    told(0, total)
    with ThreadPoolExecutor(at_once) as pool:
        futures: dict[Future[Any], _Item] = {pool.submit(one, item): item for item in items}
        try:
            for future in as_completed(futures):
                result = future.result()
                if result is not None:
                    done += 1
                    found.append((futures[future], result))
                    told(done, total)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return Judged(tuple(_rows(programs, items, found)), done, total)


def _one(item: _Item, judge: Judging, search: Searching | None, listed: Collection[Key]) -> Fate | Rewriting:
    program, made = item.program, item.made
    files = program.files(made.program)
    result = judge(program.task, files)
    if isinstance(made, Rewritten):
        return Rewriting(made, result)
    is_listed = (program.name, made.change, made.text) in listed
    survived = result.verdict is Verdict.ACCEPTED and not is_listed
    searched = survived and search is not None and not program.task.exercise
    hole = search(program.task, files) if searched and search is not None else None
    return Fate(made, result, difference(program.text, made), is_listed, searched, hole)


def _rows(
    programs: Collection[Program], items: list[_Item], found: list[tuple[_Item, Fate | Rewriting]]
) -> Iterator[Row]:
    place = {id(item): number for number, item in enumerate(items)}
    ordered = sorted(found, key=lambda each: place[id(each[0])])
    for program in programs:
        own = [item for item in items if item.program is program]
        results = [result for item, result in ordered if item.program is program]
        mutated = sum(isinstance(item.made, Mutant) for item in own)
        fates = tuple(result for result in results if isinstance(result, Fate))
        rewritten = tuple(result for result in results if isinstance(result, Rewriting))
        counted = tuple(sorted(fates, key=lambda fate: (fate.mutant.line, fate.mutant.kind, fate.mutant.change)))
        loadable = tuple(fate for fate in counted if fate.judged.verdict is not Verdict.NOT_LOADABLE)
        yield Row(
            program.name,
            program.task.id,
            mutated - (len(counted) - len(loadable)),
            len(own) - mutated,
            loadable,
            rewritten,
        )


def unknown(rows: Collection[Row], there: Collection[Key], listed: Collection[Key]) -> list[Key]:
    """What is listed as equivalent of these programs and is no mutant of theirs."""
    names = {row.name for row in rows}
    return sorted(key for key in listed if key[0] in names and key not in there)
