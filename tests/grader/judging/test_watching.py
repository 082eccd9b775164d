"""Which calls are watched beside the small ones: nobody can tell who writes the file."""

import hashlib

import msgspec
import pytest

from checks.exercises import exercise_of
from checks.model import Array, Job, Outcome, Source, TaskFiles
from checks.model.assignment import Assignment
from grader.folders import NOWHERE
from grader.judging import asking, trips
from grader.judging.answers import KnownAnswers
from grader.judging.prepared import Prepared
from grader.judging.watching import watched
from grader.sandbox.client import Sandbox
from tests.tasks import of


@pytest.fixture(name="prepared", scope="module")
def fixture_prepared(assignment: Assignment, digits: Array) -> Prepared:
    return prepared_of(assignment, digits, "values", "traced")


def prepared_of(assignment: Assignment, digits: Array, *jobs: str) -> Prepared:
    task = of(assignment, "valid")
    exercise, data = exercise_of(task), {"digits": digits[:40]}
    made = {
        "values": Job("values", exercise.values(task, assignment.cases, data)),
        "traced": Job("traced", exercise.traced(task, assignment.cases, data)),
    }
    cases = tuple(case for job in jobs for case in made[job].cases)
    answers = KnownAnswers(task, assignment, cases, NOWHERE)
    return Prepared(task, assignment, tuple(made[job] for job in jobs), answers)


def chosen(prepared: Prepared, text: str, **others: str) -> frozenset[int]:
    file, *beside = (
        Source(f"{name}.py", data.encode(), "", executable=True) for name, data in {"t": text, **others}.items()
    )
    return watched(TaskFiles(file, tuple(beside)), prepared, prepared.shown)


def test_the_same_files_are_watched_in_the_same_calls(prepared: Prepared) -> None:
    assert chosen(prepared, "1", a="2", b="3") == chosen(prepared, "1", b="3", a="2")


def test_a_small_call_and_a_large_one_are_watched_and_none_twice(prepared: Prepared) -> None:
    by_size = prepared.shown.by_size
    for number in range(50):
        small, large = sorted(chosen(prepared, str(number)), key=by_size.index)
        assert by_size.index(small) < len(by_size) // 2 <= by_size.index(large)
        assert not prepared.shown.cases[small].traced
        assert not prepared.shown.cases[large].traced


def test_every_call_may_be_one(prepared: Prepared) -> None:
    every = set[int]().union(*(chosen(prepared, str(number)) for number in range(500)))
    assert every == set(prepared.shown.by_size)


def test_one_call_of_a_half_is_chosen_as_often_as_another(prepared: Prepared) -> None:
    asked, times = prepared.shown, 2000
    count = dict.fromkeys(asked.by_size, 0)
    for number in range(times):
        for index in chosen(prepared, str(number)):
            count[index] += 1
    expected = 2 * times / len(asked.by_size)
    assert all(expected / 2 < each < expected * 2 for each in count.values())


@pytest.mark.parametrize(
    "others", [{"text": "2"}, {"text": "1", "a": "1"}, {"text": "1", "a": "3"}], ids=["the file", "one more", "another"]
)
def test_the_choice_follows_all_files_that_can_be_loaded(others: dict[str, str], prepared: Prepared) -> None:
    before = [chosen(prepared, "1" + " " * n, a="2") for n in range(20)]
    after = [chosen(prepared, **{**others, "text": others["text"] + " " * n}) for n in range(20)]
    assert before != after


def test_the_choice_follows_the_seed(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [chosen(prepared, str(n)) for n in range(20)]
    monkeypatch.setattr(prepared, "seed", prepared.seed + 1)
    assert before != [chosen(prepared, str(n)) for n in range(20)]


def test_nothing_is_watched_where_no_loops_are_looked_for(assignment: Assignment, digits: Array) -> None:
    assert chosen(prepared_of(assignment, digits, "values"), "1") == frozenset()


def test_the_arrays_are_laid_out_once_for_whoever_is_watched(prepared: Prepared) -> None:
    layout = prepared.shown.layout
    before = hashlib.sha256(layout.written).digest()
    chosen(prepared, "1")
    assert prepared.shown.layout is layout
    assert hashlib.sha256(layout.written).digest() == before


# Of its own it takes a tenth of the limit, watched more than all of it.
SLOW = b"""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    if len(images) == 20:
        for _ in range(200_000):
            images = images
    return np.zeros(1)
"""


@pytest.mark.slow
def test_who_is_too_slow_only_while_watched_has_no_time_limit(
    prepared: Prepared, assignment: Assignment, box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = TaskFiles(Source(prepared.task.file, SLOW, "", executable=False))
    monkeypatch.setattr(asking, "watched", lambda _files, _prepared, asked: frozenset(asked.by_size))
    limits = msgspec.structs.replace(assignment.limits, cpu_seconds=1, cpu_factor=1)
    outcomes = trips.run(prepared, files, limits, box)
    assert {found.outcome for found in outcomes.observations.values()} == {Outcome.RETURNED}
