"""`python -m tests.teaching`: grades the labelled programs and prints what they are told."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from tests.teaching import tables
from tests.teaching.corpus import MOST_WRITINGS, TASKS, Program, programs
from tests.teaching.measure import OUTCOMES, Told, task_of
from tests.teaching.running import judging, measure


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables of these programs, or write the programs."""
    parser = argparse.ArgumentParser(prog="python -m tests.teaching", description=__doc__)
    parser.add_argument("--task", action="append", choices=TASKS, help="programs for this task alone")
    parser.add_argument("--only", action="append", help="programs with this name alone, or with this mistake in them")
    parser.add_argument("--writings", type=int, default=MOST_WRITINGS, help="in how many writings each is graded")
    parser.add_argument("--every", type=int, default=1, help="each so many-th program alone")
    parser.add_argument("--list", action="append", choices=(*OUTCOMES, "all"), help="show what these are told")
    parser.add_argument("--write", type=Path, help="write the programs into folders of this one, and grade none")
    chosen = parser.parse_args(arguments)
    found = [
        program
        for program in programs(chosen.task or TASKS, chosen.writings)
        if not chosen.only or {program.name, *(each.name for each in program.mistakes)} & set(chosen.only)
    ][:: chosen.every]
    if chosen.write:
        write(found, chosen.write)
        return
    listed = set(chosen.list or ())

    def shown(told: Told) -> None:
        if {told.outcome, "all"} & listed:
            print(tables.line(told), flush=True)

    tables.show(*measure(found, shown))


def write(found: Sequence[Program], folder: Path) -> None:
    """A folder for each program, with its file under the name that it is handed in by."""
    with judging() as judge:
        for program in found:
            to = folder / program.called
            to.mkdir(parents=True, exist_ok=True)
            (to / task_of(program.task, judge).file).write_text(program.text, encoding="utf-8")


if __name__ == "__main__":
    main()
