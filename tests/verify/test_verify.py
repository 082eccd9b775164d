"""`make verify` itself, on one program and a few changes: what it counts, what it prints, and its exit code."""

import io
from collections.abc import Iterator

import numpy as np
import pytest
from rich.console import Console

from checks.model import Array, Verdict
from checks.model.assignment import Assignment
from grader.assignment.data import arrays
from grader.folders import cache_folder
from grader.sandbox.levels import LEVELS
from tests.grading import sandbox
from tests.verify import __main__ as verifying
from tests.verify import tables
from tests.verify.changes import KINDS
from tests.verify.judge import Judge, Judgement
from tests.verify.mutants import mutants
from tests.verify.rewritings import REWRITES
from tests.verify.rows import Changes, Key, Program, listed, program

NAME = "correct_output_loops/0"
RIGHT, WRONG = Judgement(Verdict.ACCEPTED, (), True), Judgement(Verdict.WRONG_ANSWER, ("proof", "values"), False)
BLIND = Judgement(Verdict.WRONG_ANSWER, ("proof",), True)  # which the handout's own call would have missed
FILLED: Key = (NAME, "memory not filled", "output = np.empty((m, oh, ow))")
FEW = Changes({"filling": {"memory not filled": KINDS["filling"]["memory not filled"]}}, {"zip": REWRITES["zip"]})
WITH_A_FLIP = Changes({**FEW.kinds, "kernel": {"kernel flipped": KINDS["kernel"]["kernel flipped"]}}, FEW.rewrites)


@pytest.fixture(scope="module")
def judge(assignment: Assignment, digits: Array) -> Iterator[Judge]:
    with (
        sandbox(tuple(LEVELS)) as box,
        Judge(assignment, {"digits": digits[::50]}, box, cache_folder(), verifying.AT_ONCE) as made,
    ):
        yield made


@pytest.fixture
def given(assignment: Assignment) -> Program:
    return program(NAME, assignment)


def verified(given: Program, judge, equivalent: set[Key], changes: Changes, **options) -> tuple[int, str]:
    console = Console(file=io.StringIO(), width=tables.WIDTH)
    code = verifying.verify([given], equivalent, judge, console, changes, **options)
    return code, console.file.getvalue()


def by_text(**judgements: Judgement):
    """A judge that looks for a word in the program."""
    return lambda task, text: next((found for word, found in judgements.items() if word in text), RIGHT)


def test_all_is_well_when_the_wrong_is_rejected_the_right_passes_and_the_equivalent_is_listed(given, judge) -> None:
    code, printed = verified(given, judge.judge, {FILLED}, WITH_A_FLIP)
    assert code == 0
    assert [line.split() for line in printed.splitlines() if line.startswith(NAME)] == [
        [NAME, "2", "1", "-", "1", "-", "1", "-"],
        [NAME, "1", "1"],
    ]


def test_a_survivor_fails(given, judge) -> None:
    code, printed = verified(given, judge.judge, set(), FEW)
    assert code == 1
    assert f"survived: {NAME}, memory not filled, line 11: output = np.empty((m, oh, ow))" in printed


def test_a_false_alarm_fails(given, judge) -> None:
    alarm = Changes({}, {"a while": lambda text: text.replace("for i in range(oh):", "while oh > 0:\n        i = 0")})
    code, printed = verified(given, judge.judge, set(), alarm)
    assert code == 1
    assert f"false alarm: {NAME}, a while: rule_violation by loops" in printed


def test_an_equivalent_mutant_that_is_rejected_fails(given) -> None:
    code, printed = verified(given, by_text(empty=WRONG), {FILLED}, FEW)
    assert code == 1
    assert "listed as equivalent, but wrong_answer" in printed


def test_a_failure_of_the_grader_kills_no_mutant(given) -> None:
    failed = Judgement(Verdict.INTERNAL_ERROR, (), False)
    code, printed = verified(given, by_text(empty=failed), set(), FEW)
    assert code == 1
    assert f"the grader failed: {NAME}, memory not filled" in printed
    assert [NAME, "1", "-", "1", "-", "-", "1", "-"] in [line.split() for line in printed.splitlines()]


@pytest.mark.parametrize("key", [(NAME, "memory not filled", "another line"), (NAME, "another change", FILLED[2])])
def test_an_entry_that_is_no_mutant_fails(key: Key, given) -> None:
    code, printed = verified(given, by_text(), {FILLED, key}, FEW)
    assert code == 1
    assert "listed as equivalent, but no mutant" in printed


def test_an_entry_of_another_program_is_none_of_this_one_s(given) -> None:
    assert verified(given, by_text(), {FILLED, ("reference/0", "a change", "a line")}, FEW)[0] == 0


def test_what_the_handout_s_own_call_misses_is_counted_of_the_killed(given) -> None:
    _, printed = verified(given, by_text(empty=BLIND), set(), FEW)
    assert [NAME, "1", "1", "-", "-", "1", "1", "-"] in [line.split() for line in printed.splitlines()]


def test_every_mutant_is_told_where_that_is_asked(given) -> None:
    _, printed = verified(given, by_text(ipped=WRONG, empty=BLIND), set(), FEW, each=True)
    assert f"{NAME}, memory not filled, line 11: output = np.empty((m, oh, ow)): killed by proof" in printed


def test_no_table_is_wider_than_it_may_be_and_no_name_is_cut_off(given) -> None:
    longest = given._replace(name=max(verifying.PROGRAMS, key=len))
    every = ("loops", "runs", "loop_trace", "return_type", "shapes", "proof", "values", "repeatable")
    _, printed = verified(longest, by_text(empty=WRONG._replace(failed=every)), set(), FEW)
    assert [longest.name, *["1"] * len(every)] in [line.split() for line in printed.splitlines()]
    assert "…" not in printed
    assert max(len(line) for line in printed.splitlines()) <= tables.WIDTH == 100


def test_the_handout_s_own_call_does_not_see_a_fixed_size(given, judge: Judge) -> None:
    fixed = judge.judge(given.task, given.text.replace("kh, kw = kernel.shape", "kh, kw = 3, 3"))
    assert fixed == Judgement(Verdict.RUNTIME_ERROR, ("runs", "shapes", "proof", "values"), True)
    turned = judge.judge(given.task, given.text.replace("* kernel)", "* kernel.T)"))
    assert turned.verdict is not Verdict.ACCEPTED
    assert not turned.right_by_handout


def test_what_is_listed_as_equivalent_is_a_mutant_of_a_program(whole: Assignment) -> None:
    found = {
        (name, mutant.change, mutant.text)
        for name in verifying.PROGRAMS
        for mutant in mutants(program(name, whole).text)
    }
    assert listed(verifying.EQUIVALENT) <= found


def test_a_few_of_the_images_are_enough_for_a_comparison(whole: Assignment) -> None:
    found = verifying.few(arrays(whole))
    assert {*found} == {"digits", "photographs"}
    for array in found.values():
        assert np.count_nonzero(array.std(axis=0)) > 500
