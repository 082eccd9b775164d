"""`make verify`: the grader graded. Wrong changes of right programs must be rejected, right ones must pass."""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

import reference
from checks.assignment import Assignment, Task
from checks.ids import CHECK_IDS
from checks.model import Verdict
from grader import assignment as assignments
from grader.sandbox.levels import LEVELS
from reference import mnist
from tests.grading import SUBMISSIONS, sandbox
from tests.verify.judge import Judge
from tests.verify.mutants import Mutant, mutants
from tests.verify.rewrites import rewrites

PROGRAMS = (
    *(f"reference/{task}" for task in "012"),
    "correct_output_loops/0",
    "correct_tensordot/1",
    "correct_flat_loop_divmod/2",
    "correct_einsum_windows/0",
    "correct_manual_zeros/2",
    "correct_np_pad/1",
)
WIDTH = 150
AT_ONCE = 2  # programs judged side by side
EQUIVALENT = Path(__file__).with_name("equivalent.toml")
Key = tuple[str, str, str]  # program, change, the line as it reads then


class Row(NamedTuple):
    """One program's mutants and rewrites."""

    name: str
    mutants: int
    killed: int
    survived: list[Mutant]
    equivalent: int
    killers: Counter[str]
    missed_by_mnist: int
    rewrites: int
    alarms: list[str]


def main() -> int:
    """Print the table; 0 when nothing wrong passed and nothing right failed."""
    assignment = assignments.load(reference.ASSIGNMENT, CHECK_IDS)
    known = {(entry["program"], entry["change"], entry["line"]) for entry in _entries()}
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    with sandbox(tuple(LEVELS)) as box, ThreadPoolExecutor(AT_ONCE) as pool:
        judge = Judge(assignment, mnist.digits().images, box)
        rows = [_row(name, assignment, judge, pool, known) for name in PROGRAMS]
    console.print(_table(rows))
    for row in rows:
        for mutant in row.survived:
            console.print(f"survived: {row.name}, {mutant.change}, line {mutant.line}: {mutant.text}", style="red")
        for alarm in row.alarms:
            console.print(f"false alarm: {row.name}, {alarm}", markup=False)
    unused = known - {key for row in rows for key in _keys(row.name, assignment)}
    for key in sorted(unused):
        console.print(f"listed as equivalent, but no mutant: {key}", markup=False)
    return 1 if unused or any(row.survived or row.alarms for row in rows) else 0


def _entries() -> Iterable[dict[str, str]]:
    entries: list[dict[str, str]] = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("mutant", [])
    return entries


def _program(name: str, assignment: Assignment) -> tuple[Task, str]:
    folder, _, task_id = name.partition("/")
    task = next(task for task in assignment.tasks if task.id == task_id)
    root = reference.FOLDER if folder == "reference" else SUBMISSIONS / folder
    return task, (root / task.file).read_text(encoding="utf-8")


def _keys(name: str, assignment: Assignment) -> set[Key]:
    return {(name, mutant.change, mutant.text) for mutant in mutants(_program(name, assignment)[1])}


def _row(name: str, assignment: Assignment, judge: Judge, pool: ThreadPoolExecutor, known: set[Key]) -> Row:
    task, program = _program(name, assignment)
    wrong, right = list(mutants(program)), list(rewrites(program))
    judged = list(pool.map(lambda mutant: judge.judge(task, mutant.program), wrong))
    passed = [mutant for mutant, found in zip(wrong, judged, strict=True) if found.verdict is Verdict.ACCEPTED]
    equivalent = [mutant for mutant in passed if (name, mutant.change, mutant.text) in known]
    killed = [found for found in judged if found.verdict is not Verdict.ACCEPTED]
    alarms = [
        f"{rewrite.change}: {found.verdict} by {', '.join(found.failed)}"
        for rewrite, found in zip(right, pool.map(lambda r: judge.judge(task, r.program), right), strict=True)
        if found.verdict is not Verdict.ACCEPTED
    ]
    survived = [mutant for mutant in passed if mutant not in equivalent]
    killers = Counter(check for found in killed for check in found.failed or (str(found.verdict),))
    missed = sum(found.right_on_mnist for found in killed)
    print(f"{name}: {len(wrong)} mutants, {len(right)} rewrites", file=sys.stderr)
    return Row(name, len(wrong), len(killed), survived, len(equivalent), killers, missed, len(right), alarms)


def _table(rows: list[Row]) -> Table:
    table = Table(title="the grader graded", caption="a mutant may be killed by several checks")
    checks = [check for check in CHECK_IDS if any(row.killers[check] for row in rows)]
    for heading in ("program", "mutants", "killed", "survived", "equivalent", *checks):
        table.add_column(heading, justify="left" if heading == "program" else "right")
    table.add_column("MNIST alone\nmisses", justify="right")
    table.add_column("right\nrewrites", justify="right")
    table.add_column("false\nalarms", justify="right")
    total = Row(
        "total",
        sum(row.mutants for row in rows),
        sum(row.killed for row in rows),
        [mutant for row in rows for mutant in row.survived],
        sum(row.equivalent for row in rows),
        sum((row.killers for row in rows), Counter()),
        sum(row.missed_by_mnist for row in rows),
        sum(row.rewrites for row in rows),
        [alarm for row in rows for alarm in row.alarms],
    )
    for row in (*rows, total):
        counts = [row.mutants, row.killed, len(row.survived), row.equivalent]
        counts += [row.killers[check] for check in checks]
        counts += [row.missed_by_mnist, row.rewrites, len(row.alarms)]
        table.add_row(row.name, *(str(count or "-") for count in counts), style="bold" if row is total else "")
    return table


if __name__ == "__main__":
    sys.exit(main())
