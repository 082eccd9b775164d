"""`make verify`: the grader graded. Wrong changes of right programs must be rejected, right ones must pass."""

import argparse
import sys
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rich.console import Console

import reference
from checks.model import Data
from checks.pipeline import CHECK_IDS
from grader import assignment as assignments
from grader.assignment.data import arrays
from grader.batch.cores import cores
from grader.folders import cache_folder
from grader.sandbox.levels import LEVELS
from tests.grading import sandbox
from tests.verify import tables
from tests.verify.judge import Judge
from tests.verify.rows import Changes, Judging, Key, Program, Row, listed, program, rows, unknown

PROGRAMS = (
    *(f"reference/{task}" for task in "0123456"),
    "correct_output_loops/0",
    "correct_tensordot/1",
    "correct_flat_loop_divmod/2",
    "correct_einsum_windows/0",
    "correct_manual_zeros/2",
    "correct_np_pad/1",
    "correct_branches/1",
    "correct_branches/2",
    *(f"{style}/{task}" for style in ("zeros_by_formula", "tuple_first") for task in "3456"),
)
EVERY = 10  # of the assignment's images: what a program does is not told by their number
AT_ONCE = max(2, cores())  # programs judged side by side
EQUIVALENT = Path(__file__).with_name("equivalent.toml")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; 0 when nothing wrong passed, nothing right failed, and every equivalent mutant is listed."""
    parser = argparse.ArgumentParser(prog="make verify", description=__doc__)
    parser.add_argument("--program", action="append", choices=PROGRAMS, help="this program alone; may be repeated")
    parser.add_argument("--each", action="store_true", help="a line for every mutant, too")
    asked = parser.parse_args(arguments)
    assignment = assignments.load(reference.ASSIGNMENT, CHECK_IDS)
    programs = [program(name, assignment) for name in asked.program or PROGRAMS]
    console = Console(width=None if sys.stdout.isatty() and Console().width > tables.WIDTH else tables.WIDTH)
    with (
        sandbox(tuple(LEVELS)) as box,
        Judge(assignment, few(arrays(assignment)), box, cache_folder(), AT_ONCE) as judge,
    ):
        return verify(programs, listed(EQUIVALENT), judge.judge, console, Changes(), each=asked.each)


def few(data: Data) -> Data:
    """The same arrays with one in EVERY images."""
    return {name: array[::EVERY] for name, array in data.items()}


def verify(
    programs: Collection[Program],
    equivalent: Collection[Key],
    judge: Judging,
    console: Console,
    changes: Changes,
    *,
    each: bool = False,
) -> int:
    """Judge every change of the programs and print the tables; the exit code."""
    found: list[Row] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            for row in rows(programs, equivalent, judge, pool, changes):
                print(f"{row.name}: {len(row.fates)} mutants, {len(row.rewritten)} rewrites", file=sys.stderr)
                found.append(row)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    lines = [line for row in found for line in tables.each(row)] if each else []
    troubles = [trouble for row in found for trouble in row.troubles()]
    troubles += [f"listed as equivalent, but no mutant: {', '.join(key)}" for key in unknown(found, equivalent)]
    for line in lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    for table in (tables.summary(found), tables.by_kind(found), tables.killers(found)):
        console.print(table)
    for trouble in troubles:
        console.print(trouble, markup=False, highlight=False, soft_wrap=True)
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
