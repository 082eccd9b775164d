"""What is worked out by hand of a convolution with a stride, channels and kernels."""

import re

import msgspec
import numpy as np
import pytest

from checks.exercises.convolution import facts
from checks.exercises.convolution.calls import arguments
from checks.exercises.convolution.snippet import MOST_TERMS, snippet, worked_sum
from checks.model import Case, Difference, Fact, Observation, Outcome, Run
from checks.model.assignment import Task
from tests.checks.runs import ASSIGNMENT, made
from tests.tasks import STRIDED, named

SUM = re.compile(r"(\[[\d, ]+\]): (.*) = (-?\d+)(; the other values of the kernel are 0)?(; \(0\) lies outside.*)?")


def run_of(task: Task) -> Run:
    return msgspec.structs.replace(made(ASSIGNMENT, np.ones((1, 9, 9))), task=task)


def asked(task: Task, padding: object, kernel: tuple[int, int], *, few: bool) -> Case:
    random = np.random.default_rng(5)
    c, nc = (() if task.function == "convolve_grayscale" else (2,)), ((3,) if task.function == "convolve" else ())
    taps = random.integers(1, 9, (*kernel, *c, *nc)) * (random.random((*kernel, *c, *nc)) < (0.4 if few else 1))
    return Case("c", "f", "t", arguments(task, random.integers(1, 10, (2, 5, 4, *c)), taps, padding, (2, 3)))


@pytest.mark.parametrize("few", [False, True], ids=["", "most of the taps are 0"])
@pytest.mark.parametrize("kernel", [(2, 2), (1, 3), (3, 3)], ids=str)
@pytest.mark.parametrize("padding", ["valid", "same", (2, 1)], ids=str)
@pytest.mark.parametrize("function", STRIDED)
def test_the_sum_of_each_value_is_what_it_is_said_to_be(
    function: str, padding: object, kernel: tuple[int, int], few: bool
) -> None:
    task = named(ASSIGNMENT, function)
    case, run = asked(task, padding, kernel, few=few), run_of(task)
    for answer in facts.right(task, run.policy, case):
        failing = Fact(case, Observation(Outcome.RETURNED), (answer,), False)
        for place in np.ndindex(*answer.array.shape):
            text = worked_sum(run, failing, Difference(answer, place, 0, 0))
            found = SUM.fullmatch(text)
            if found is None:  # where no tap is left there is nothing to add
                assert few
                assert text.split(":")[1].startswith("  = 0")
                continue
            where, terms, value, left_out, outside = found.groups()
            assert where == str(list(place[1:]))
            assert sum(tap * pixel for tap, pixel in pairs(terms)) == int(value) == answer.array[place]
            assert ("(0)" in terms) == bool(outside)
            size = int(np.prod(kernel)) * (1 if function == "convolve_grayscale" else 2)
            assert left_out or len(pairs(terms)) == size
            assert not left_out or size > MOST_TERMS


def pairs(terms: str) -> list[tuple[int, int]]:
    every = (term.split("*") for term in terms.split(" + "))
    return [(int(tap), int(pixel.strip("()"))) for tap, pixel in every]


@pytest.mark.parametrize("function", STRIDED)
def test_a_program_gives_by_name_what_the_call_gives(function: str) -> None:
    task = named(ASSIGNMENT, function)
    case = asked(task, "same", (2, 2), few=False)
    (answer, *_) = facts.right(task, ASSIGNMENT.policy, case)
    text = snippet(run_of(task), Fact(case, Observation(Outcome.RETURNED), (answer,), False), memory_shows=False)
    kernel = "kernels" if function == "convolve" else "kernel"
    called = f"returned = module.{function}(images, {kernel}, padding='same', stride=(2, 3))"
    assert called in re.sub(r"\(\n +(.*)\n\)", r"(\1)", text)
