from collections import Counter

import numpy as np
import pytest

from checks.exercises.convolution import oracle
from checks.exercises.convolution.form import Form
from checks.exercises.families import CHANGED, FULL, PROOF, REPEATABLE
from checks.model import Array
from checks.model.assignment import Assignment
from grader.folders import NOWHERE
from grader.judging.answers import KnownAnswers
from grader.judging.prepared import Inputs, Prepared, jobs_of
from grader.sandbox.memory import USUAL
from tests.grading import with_policy
from tests.tasks import FORMS, of


def prepared(assignment: Assignment, digits: Array, form: Form = "valid") -> Prepared:
    task = of(assignment, form)
    jobs = jobs_of(task, assignment, Inputs({"digits": digits}))
    answers = KnownAnswers(task, assignment, tuple(case for job in jobs for case in job.cases), NOWHERE)
    return Prepared(task, assignment, jobs, answers)


@pytest.mark.parametrize("form", FORMS)
def test_every_case_is_asked_in_one_trip(assignment: Assignment, digits: Array, form: Form) -> None:
    asked = prepared(with_policy(assignment, cases={"hidden": ("mnist",)}), digits, form)
    cases = [case for trip in (asked.shown, asked.hidden, asked.bounded) for case in trip.cases]
    jobs = jobs_of(of(assignment, form), assignment, Inputs({"digits": digits}))
    assert Counter(case.id for case in cases) == Counter(case.id for job in jobs for case in job.cases)
    assert {case.family for case in asked.hidden.cases} == {"mnist"}
    assert {case.family for case in asked.bounded.cases} == {PROOF}


@pytest.mark.parametrize("form", FORMS)
def test_every_case_may_return_what_is_right_in_any_dtype(assignment: Assignment, digits: Array, form: Form) -> None:
    asked, task = prepared(assignment, digits, form), of(assignment, form)
    for trip in (asked.shown, asked.bounded):
        for case, call in zip(trip.cases, trip.layout.calls, strict=True):
            assert call.result_bytes >= np.prod(oracle.shapes(task, assignment.policy, case)[0][1]) * 8


def test_memory_holds_what_is_asked_for_from_the_start_but_for_the_second_of_two_calls(
    assignment: Assignment, digits: Array
) -> None:
    """Filling it once more takes longer than a small call."""
    asked = prepared(assignment, digits)
    cases = [*asked.shown.cases, *asked.bounded.cases]
    assert [case.family for case in cases if case.fill != USUAL] == [REPEATABLE]


def test_nothing_is_asked_for_checks_that_are_not_made(assignment: Assignment, digits: Array) -> None:
    few = with_policy(assignment, policy={"checks": ("values",)}, cases={"families": ("mnist", "one_image")})
    asked = prepared(few, digits)
    assert {case.family for case in asked.shown.cases} == {"mnist", "one_image", CHANGED}
    assert not asked.bounded.cases


@pytest.mark.parametrize("form", FORMS)
def test_of_each_array_there_are_calls_that_differ_in_it_alone_among_those_that_are_always_made(
    assignment: Assignment, digits: Array, form: Form
) -> None:
    asked = prepared(assignment, digits, form)
    always = {case.id for case in asked.shown.cases}
    for name in ("images", "kernel"):
        assert any({one.id, other.id} <= always for one, other in asked.pairs[name])


def test_the_right_answers_of_the_proof_are_worked_out_once(assignment: Assignment, digits: Array) -> None:
    asked = prepared(assignment, digits)
    case = asked.bounded.cases[0]
    assert asked.answers(case) is asked.answers(case)


def test_answers_that_are_foreseen_are_worked_out_once(
    assignment: Assignment, digits: Array, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = prepared(assignment, digits)
    asked.foresee()
    monkeypatch.setattr(KnownAnswers, "_work_out", None)
    assert all(asked.answers(case) for case in asked.cases)


def test_answers_to_all_data_are_not_foreseen(assignment: Assignment, digits: Array) -> None:
    """They are large, and a file that does not come so far needs none."""
    task = of(assignment, "valid")
    jobs = jobs_of(task, assignment, Inputs({"digits": digits}, {"digits": (digits[:5],)}))
    full = [case for job in jobs for case in job.cases if case.family == FULL]
    answers = KnownAnswers(task, assignment, tuple(case for job in jobs for case in job.cases), NOWHERE)
    Prepared(task, assignment, jobs, answers).foresee()
    assert full
    assert not {case.id for case in full} & answers._worked_out.keys()
