"""Which arguments a function has never looked at the values of."""

from collections.abc import Callable

import msgspec
import numpy as np
import pytest

from checks.dynamic.dependence import unmoved
from checks.exercises.exchanged import exchanged, pairs
from checks.model import Array, Observation, Outcome, Run
from checks.model.assignment import Assignment
from tests.checks.runs import made, observe, right


def found(function: Callable[..., object], assignment: Assignment, digits: Array) -> tuple[str, ...]:
    run = made(assignment, digits, function)
    more = exchanged(assignment.cases, (case for case in run.cases if case.family != "repeatable"))
    return unmoved(with_more(run, function, more), pairs([*run.cases, *more]))


def with_more(run: Run, function: Callable[..., object], more) -> Run:
    return msgspec.structs.replace(
        run, observations={**run.observations, **{case.id: observe(function, case) for case in more}}
    )


def zeros(images: Array, kernel: Array) -> Array:
    (m, h, w), (kh, kw) = images.shape, kernel.shape
    return np.zeros((m, h - kh + 1, w - kw + 1))


@pytest.mark.parametrize(
    "function",
    [
        pytest.param(right, id="a right one"),
        pytest.param(lambda images, kernel: right(images, kernel[::-1, ::-1]), id="a kernel that is turned"),
        pytest.param(lambda images, kernel: right(images, kernel).astype(np.int64), id="whole numbers"),
        pytest.param(lambda images, kernel: zeros(images, kernel) + images.sum() + kernel.sum(), id="sums of all"),
    ],
)
def test_what_works_with_both_arrays_has_looked_at_both(function, assignment: Assignment, digits: Array) -> None:
    assert found(function, assignment, digits) == ()


@pytest.mark.parametrize(
    "function", [lambda images, kernel: 1 / 0, lambda images, kernel: None], ids=["an exception", "None"]
)
def test_of_what_brings_nothing_nothing_is_known(function, assignment: Assignment, digits: Array) -> None:
    assert found(function, assignment, digits) == ()


@pytest.mark.parametrize(
    ("function", "names"),
    [
        pytest.param(zeros, ("images", "kernel"), id="zeros of the right shape"),
        pytest.param(lambda i, k: zeros(i, k) + i.sum() * k.sum() * 1e-20, ("images", "kernel"), id="a trace of both"),
        pytest.param(lambda i, k: zeros(i, k) * np.nan, ("images", "kernel"), id="no numbers"),
        pytest.param(lambda i, k: right(i, np.ones(k.shape)), ("kernel",), id="a kernel of ones"),
        pytest.param(lambda i, k: right(i * 0 + 1, k), ("images",), id="images of ones"),
        pytest.param(lambda i, k: i, ("kernel",), id="the images as they are"),
    ],
)
def test_what_is_the_same_whatever_an_array_holds_is_named(function, names, assignment: Assignment, digits) -> None:
    assert found(function, assignment, digits) == names


def test_where_the_right_answers_are_the_same_nothing_is_said(assignment: Assignment, digits: Array) -> None:
    """As of a function of the shape alone."""
    run = made(assignment, digits, zeros)
    answer = run.expected(run.cases[0])
    assert unmoved(msgspec.structs.replace(run, expected=lambda case: answer), pairs(run.cases)) == ()


def test_calls_that_were_not_made_say_nothing(assignment: Assignment, digits: Array) -> None:
    run = made(assignment, digits, zeros, instead=lambda case: Observation(Outcome.NOT_RUN))
    assert unmoved(run, pairs(run.cases)) == ()
