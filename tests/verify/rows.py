"""What became of the mutants and the rewrites of a program."""

import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import NamedTuple

import reference
from checks.model import Verdict
from checks.model.assignment import Assignment, Task
from tests.grading import SUBMISSIONS
from tests.verify.changes import KINDS
from tests.verify.changes.nodes import Change
from tests.verify.judge import Judgement
from tests.verify.mutants import Mutant, mutants
from tests.verify.rewrites import Rewritten, rewrites
from tests.verify.rewritings import REWRITES
from tests.verify.rewritings.trees import Rewrite

STYLES = (
    SUBMISSIONS.parent / "tests" / "programs" / "styles"
)  # right programs, each folder in a way of writing of its own
Key = tuple[str, str, str]  # program, change, the line as it reads then
Judging = Callable[[Task, str], Judgement]


class Program(NamedTuple):
    """A right program, by its name, with the task that it is for."""

    name: str
    task: Task
    text: str


class Changes(NamedTuple):
    """What is done to programs: mutations by kind and name, and rewrites by name."""

    kinds: Mapping[str, Mapping[str, Change]] = KINDS
    rewrites: Mapping[str, Rewrite] = REWRITES


class Fate(NamedTuple):
    """A mutant, what became of it, and whether it is listed as equivalent."""

    mutant: Mutant
    judged: Judgement
    listed: bool

    @property
    def killed(self) -> bool:
        return self.judged.verdict not in (Verdict.ACCEPTED, Verdict.INTERNAL_ERROR)

    @property
    def killers(self) -> tuple[str, ...]:
        """The checks that rejected it; its verdict, where none of them did."""
        return (self.judged.failed or (str(self.judged.verdict),)) if self.killed else ()

    @property
    def survived(self) -> bool:
        return not self.killed and not self.listed


class Row(NamedTuple):
    """One program's mutants and rewrites."""

    name: str
    fates: tuple[Fate, ...]
    rewritten: tuple[tuple[Rewritten, Judgement], ...]

    def troubles(self) -> Iterator[str]:
        """What must not be: wrong programs that passed, and right ones that did not."""
        for mutant, judged, listed in self.fates:
            what = f"{self.name}, {mutant.change}, line {mutant.line}: {mutant.text}"
            if judged.verdict is Verdict.INTERNAL_ERROR:
                yield f"the grader failed: {what}"
            elif judged.verdict is Verdict.ACCEPTED and not listed:
                yield f"survived: {what}"
            elif judged.verdict is not Verdict.ACCEPTED and listed:
                yield f"listed as equivalent, but {judged.verdict}: {what}"
        for rewrite, judged in self.rewritten:
            if judged.verdict is not Verdict.ACCEPTED:
                by = f" by {', '.join(judged.failed)}" if judged.failed else ""
                yield f"false alarm: {self.name}, {rewrite.change}: {judged.verdict}{by}"


def program(name: str, assignment: Assignment) -> Program:
    """The program of one task in a folder of samples or of styles, or of the reference: `correct_np_pad/1`."""
    folder, _, task_id = name.partition("/")
    task = next(task for task in assignment.tasks if task.id == task_id)
    root = next(root for root in (reference.FOLDER.parent, SUBMISSIONS, STYLES) if (root / folder).is_dir()) / folder
    return Program(name, task, (root / task.file).read_text(encoding="utf-8"))


def listed(path: Path) -> set[Key]:
    """The mutants that a file lists as equivalent."""
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("mutant", [])
    keys = [(entry["program"], entry["change"], entry["line"]) for entry in entries]
    assert len(keys) == len(set(keys)), "a mutant is listed twice"
    assert all(entry["reason"] for entry in entries)
    return set(keys)


def rows(
    programs: Collection[Program], equivalent: Collection[Key], judge: Judging, pool: Executor, changes: Changes
) -> Iterator[Row]:
    """A row for each program, as soon as all its changes are judged."""
    asked = [_Asked(given, pool, judge, changes) for given in programs]
    return (each.row(equivalent) for each in asked)


class _Asked:
    """A program whose changes are being judged."""

    def __init__(self, given: Program, pool: Executor, judge: Judging, changes: Changes) -> None:
        def judged(text: str) -> Future[Judgement]:
            return pool.submit(judge, given.task, text)

        self._name = given.name
        self._mutants = [(mutant, judged(mutant.program)) for mutant in mutants(given.text, changes.kinds)]
        self._rewrites = [(rewrite, judged(rewrite.program)) for rewrite in rewrites(given.text, changes.rewrites)]

    def row(self, equivalent: Collection[Key]) -> Row:
        fates = (
            Fate(mutant, judged.result(), (self._name, mutant.change, mutant.text) in equivalent)
            for mutant, judged in self._mutants
        )
        rewritten = ((rewrite, judged.result()) for rewrite, judged in self._rewrites)
        return Row(self._name, tuple(fates), tuple(rewritten))


def unknown(found: Collection[Row], equivalent: Collection[Key]) -> list[Key]:
    """What is listed as equivalent of these programs and is no mutant of theirs."""
    names = {row.name for row in found}
    there = {(row.name, fate.mutant.change, fate.mutant.text) for row in found for fate in row.fates}
    return sorted(key for key in equivalent if key[0] in names and key not in there)
