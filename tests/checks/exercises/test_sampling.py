from collections.abc import Iterator
from itertools import islice

import numpy as np
import pytest

from checks.dynamic import proof
from checks.exercises import exercise_of, sampling
from checks.exercises.convolution import sample as of_convolution
from checks.exercises.convolution.proof_cases import UNIT
from checks.exercises.families import PROOF
from checks.exercises.modelled import sample as of_any
from checks.exercises.pooling import sample as of_pooling
from checks.exercises.pooling.calls import kernel_shape_of, mode_of, stride_of
from checks.exercises.sampling import ENOUGH, FEW, Families
from checks.model import Case
from checks.model.assignment import Assignment, CasePolicy, Task

FAMILIES = [frozenset({f"row {row}", f"column {column}"}) for row in range(5) for column in range(6)]
PAIRS = sampling.marked(FAMILIES)
SUBMISSIONS = [f"submission {number}" for number in range(30)]
KINDS = ("0", "1", "2", "3", "4", "5", "6")


def calls(task: Task, of: str, policy: CasePolicy | None = None) -> Iterator[Case]:
    policy, about = policy or CasePolicy(), exercise_of(task).proof
    return about.sample(task, policy, about.cases(task, policy), of)


def task_of(whole: Assignment, id: str) -> Task:
    return next(task for task in whole.tasks if task.id == id)


def families_of(task: Task, case: Case) -> Families:
    """What the kind says of a call's shape."""
    if task.exercise == "pooling":
        shape = (*np.shape(case.arguments["images"])[1:3], *kernel_shape_of(case), *stride_of(case))
        return of_pooling.families_of(shape, str(case.arguments.get("mode", "")))
    every, _ = of_convolution.pool(task)
    return of_convolution.families_of(every[int(case.id.rpartition("-")[2])])


def all_families(task: Task) -> Families:
    every = calls(task, "all of them")
    return frozenset().union(*(families_of(task, case) for case in every))


def test_an_order_has_every_call_once() -> None:
    assert sorted(sampling.order(PAIRS, 4, "0", "this one")) == [*range(len(PAIRS))]
    assert sorted(sampling.order([0] * 5, 4, "0", "calls without a family")) == [*range(5)]
    assert [*sampling.order([], 4, "0", "none")] == []


def test_the_seed_the_task_and_the_submission_fix_the_order() -> None:
    first = [*sampling.order(PAIRS, 4, "0", "this one")]
    assert first == [*sampling.order(PAIRS, 4, "0", "this one")]
    for others in ((5, "0", "this one"), (4, "1", "this one"), (4, "0", "another one")):
        assert first != [*sampling.order(PAIRS, *others)]


@pytest.mark.parametrize("of", SUBMISSIONS)
def test_every_family_comes_before_any_call_that_adds_none(of: str) -> None:
    met: set[str] = set()
    for number in sampling.order(PAIRS, 4, "0", of):
        if FAMILIES[number] <= met:
            break
        met |= FAMILIES[number]
    assert met == frozenset().union(*FAMILIES)


def test_a_call_is_left_for_chance_to_choose_whatever_its_families() -> None:
    firsts = [[*sampling.order(PAIRS, 4, "0", of)][:10] for of in SUBMISSIONS]
    assert {number for first in firsts for number in first} == {*range(len(PAIRS))}


@pytest.mark.parametrize("id", KINDS)
@pytest.mark.parametrize("of", SUBMISSIONS[:5])
def test_everybody_is_asked_some_of_every_family_of_shapes(whole: Assignment, id: str, of: str) -> None:
    task = task_of(whole, id)
    asked = [families_of(task, case) for case in islice(calls(task, of), FEW)]
    assert frozenset().union(*asked) == all_families(task)


@pytest.mark.parametrize("id", KINDS)
def test_its_calls_have_few_images_none_of_which_has_a_single_pixel(whole: Assignment, id: str) -> None:
    task = task_of(whole, id)
    for case in islice(calls(task, "this one"), 200):
        images = case.arguments["images"]
        assert isinstance(images, np.ndarray)
        assert len(images) <= 3
        assert np.count_nonzero(images) > images.size / 2 or images.size < 20
        assert case.family == PROOF
        assert case.title != UNIT


@pytest.mark.parametrize("id", KINDS)
def test_a_call_is_the_same_whoever_is_asked_it(whole: Assignment, id: str) -> None:
    task = task_of(whole, id)
    known = {case.id: case for case in calls(task, "this one")}
    own = {case.id for case in exercise_of(task).proof.cases(task, CasePolicy())}
    assert not own & known.keys()
    for case in islice(calls(task, "another one"), ENOUGH):
        assert case.arguments.keys() == known[case.id].arguments.keys()
        assert all(np.array_equal(value, known[case.id].arguments[name]) for name, value in case.arguments.items())


def test_a_hidden_proof_hides_its_sample(whole: Assignment) -> None:
    for id in KINDS:
        assert next(calls(task_of(whole, id), "this one", CasePolicy(hidden=(PROOF,)))).hidden
        assert not next(calls(task_of(whole, id), "this one")).hidden


def test_a_pooling_is_asked_by_every_mode_and_without_one(whole: Assignment) -> None:
    asked = [*islice(calls(task_of(whole, "6"), "this one"), FEW)]
    assert {mode_of(case) for case in asked} == {"max", "avg"}
    assert any("mode" not in case.arguments for case in asked)


def test_the_page_of_the_proof_says_how_many_there_are() -> None:
    words = " ".join((proof.__doc__ or "").split())
    assert f"a sample is asked then, {ENOUGH} calls with" in words
    assert f"{FEW} such calls are asked of everybody" in words


def test_any_call_is_told_by_what_is_given() -> None:
    array = np.zeros((3, 1))
    found = of_any.families_of({"x": array, "n": 4, "way": "same", "pair": (2, 2), "much": 0.5})
    assert found == {
        *("given x, n, way, pair, much", "x f", "x 0 odd", "x 1 1", "x 0 >", "n even", "way 'same'"),
        *("pair of 2", "pair 0 even", "pair 1 even", "pair 0 ="),
    }
    assert of_any.families_of({"x": None, "n": True}) == {"given x, n", "x None", "n True"}
