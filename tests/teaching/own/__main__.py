"""Prints what each program is told, and how many are told truly: `python -m tests.teaching.own [NAME ...]`."""

import sys
from collections import Counter

from tests.teaching.own.measuring import graded, judging, outcome_of, said, telling
from tests.teaching.own.programs import programs


def main(names: list[str]) -> None:
    """Measure those programs whose names begin with one of these, or all."""
    counts: Counter[str] = Counter()
    with judging() as judge:
        for program in programs():
            if not names or program.name.startswith(tuple(names)):
                grade = graded(program, judge)
                outcome, finding = outcome_of(program, grade), telling(grade)
                counts[outcome] += 1
                print(f"{outcome:8} {program.name:32} {said(finding.parts) if finding else ''}", flush=True)
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.most_common()))


main(sys.argv[1:])
