"""What was meant in a wrong program for an exercise that has no parts of its own, found by running."""

from collections.abc import Iterator

import msgspec
import pytest

from checks.exercises.repair.telling import HELPS
from checks.model import Verdict
from grader.judging.judge import Judge
from tests.teaching.own.measuring import graded, judging, outcome_of, telling
from tests.teaching.own.programs import Program, programs, written

PROGRAMS = {program.name: program for program in programs()}
TOLD = (
    *("averages_last_lost", "averages_returned_in_loop", "averages_two", "distances_loops_turned"),
    *("distances_single_total_kept", "softmax_both_axes", "histogram_overflows", "standardise_columns_not_centred"),
    *("one_hot_turned", "power_of_ones", "largest_nothing_returned", "equalise_not_from_zero", "threshold_word"),
    *("avg_append", "dist_swapped_loops", "eq_low"),
)
NOTHING = ("avg_stub", "large_sort", "pow_power")
RIGHT = ("moving_average", "moving_average.sums", "distances.single", "largest_so_far.parts", "threshold.loops")


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with judging() as made:
        yield made


@pytest.mark.parametrize("of", RIGHT)
def test_of_a_right_program_nothing_is_said(of: str, judge: Judge) -> None:
    grade = graded(Program(of, of.partition(".")[0], written(of), frozenset()), judge)
    assert grade.verdict is Verdict.ACCEPTED
    assert telling(grade) is None


@pytest.mark.parametrize("name", TOLD)
def test_what_is_wrong_is_told(name: str, judge: Judge) -> None:
    program = PROGRAMS[name]
    grade = graded(program, judge)
    assert outcome_of(program, grade) == "told"


@pytest.mark.parametrize("name", NOTHING)
def test_of_a_program_that_does_something_else_nothing_is_told(name: str, judge: Judge) -> None:
    assert telling(graded(PROGRAMS[name], judge)) is None


def test_two_lines_are_told_in_their_order(judge: Judge) -> None:
    finding = telling(graded(PROGRAMS["averages_two"], judge))
    assert finding is not None
    assert [(part.line, part.written, part.right) for part in finding.parts] == [
        (9, "n - k", "n - k + 1"),
        (13, "window.sum() / n", "window.sum() / k"),
    ]


def test_where_more_is_wrong_the_line_that_helps_most_is_told_as_that(judge: Judge) -> None:
    program = PROGRAMS["thr_half"]
    grade = graded(program, judge)
    finding = telling(grade)
    assert outcome_of(program, grade) == "helps"
    assert finding is not None
    assert [(part.line, part.right) for part in finding.parts] == [(9, "np.where(image > level, 255, 0)")]
    assert finding.reason == HELPS


def test_what_is_right_is_told_only_where_the_policy_lets_it() -> None:
    with judging(hints="part") as judge:
        finding = telling(graded(PROGRAMS["averages_last_lost"], judge))
    assert finding is not None
    assert [(part.written, part.right) for part in finding.parts] == [("n - k", "")]
    assert "n - k + 1" not in msgspec.json.encode((finding.message, finding.reason, finding.hint)).decode()


def test_it_is_told_the_same_again(judge: Judge) -> None:
    program = PROGRAMS["threshold_loops_value"]
    assert telling(graded(program, judge)) == telling(graded(program, judge))
