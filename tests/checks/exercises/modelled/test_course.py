"""Exercises of a course, asked without the sandbox: what is right is right in every call, what is wrong in not all."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from checks.exercises.modelled import proving
from checks.exercises.modelled.answers import answer, tells
from checks.exercises.modelled.exercise import EXERCISE
from checks.model import Answer, Case, Observation, Outcome, Value
from tests.checks.exercises.modelled.course import COURSE
from tests.checks.exercises.modelled.programs import HEAD, written
from tests.conftest import ROOT

Called = Callable[..., object]
Asking = list[tuple[Case, Answer]]

pytestmark = [
    pytest.mark.filterwarnings("ignore::RuntimeWarning"),
    pytest.mark.filterwarnings("ignore::SyntaxWarning"),
]


def made(text: str) -> Called:
    names: dict[str, Called] = {}
    exec(compile(HEAD + text, "one.py", "exec"), names)
    return names["f"]


def observed(function: Called, case: Case) -> Observation:
    """What the sandbox tells of a call: arrays, numbers and tuples of these."""
    try:
        value = function(*map(given, case.arguments.values()))
    except Exception as error:
        return Observation(Outcome.RAISED, detail=f"{type(error).__name__}: {error}")
    if isinstance(value, np.ndarray):
        return Observation(Outcome.RETURNED, shape=value.shape, value=value)
    parts: Value = tuple(map(number, value)) if isinstance(value, tuple) else number(value)
    known = isinstance(parts, bool | int | float | complex | tuple)
    return Observation(Outcome.NOT_AN_ARRAY, detail=type(value).__name__, value=parts if known else None)


def given(value: Value) -> Value:
    if isinstance(value, np.ndarray):
        return value.copy()
    return sys.intern(value) if isinstance(value, str) else value


def number(value):
    return value.item() if isinstance(value, np.generic) else value


def asked(folder: Path, name: str) -> Asking:
    exercise = COURSE[name]
    assignment = written(folder, exercise.task, exercise.model)
    (task,), policy, model = assignment.tasks, assignment.cases, made(exercise.model)
    return list(answered(model, (*EXERCISE.values(task, policy, {}), *EXERCISE.proof.cases(task, policy))))


def answered(model: Called, cases: tuple[Case, ...]) -> Iterator[tuple[Case, Answer]]:
    for case in cases:
        value = observed(model, case).value
        if not case.extreme or (value is not None and tells(case, value)):
            yield case, answer(case, value)


def wrong(text: str, asking: Asking) -> Iterator[Case]:
    function = made(text)
    return (case for case, right in asking if not proving.fact(case, observed(function, case), (right,)).right)


@pytest.mark.parametrize("name", COURSE)
def test_what_is_right_is_right_in_every_call_and_what_is_wrong_in_a_small_one(name: str, tmp_path: Path) -> None:
    asking = asked(tmp_path, name)
    right = {text: next(wrong(text, asking), None) for text in (COURSE[name].model, *COURSE[name].right)}
    assert {text: (case.title, case.arguments) for text, case in right.items() if case} == {}
    small = [(case, answer) for case, answer in asking if case.family == "proof"]
    assert [text for text in COURSE[name].wrong if next(wrong(text, small), None) is None] == []


def test_two_processes_ask_the_same(tmp_path: Path) -> None:
    exercise = COURSE["padding by its mode"]
    written(tmp_path, exercise.task, exercise.model)
    script = f"""
from hashlib import sha256
from pathlib import Path
from checks.exercises.modelled.exercise import EXERCISE
from checks.pipeline import CHECK_IDS
from grader.assignment import load
assignment = load(Path({str(tmp_path)!r}), CHECK_IDS)
(task,), policy = assignment.tasks, assignment.cases
cases = (*EXERCISE.values(task, policy, {{}}), *EXERCISE.proof.cases(task, policy))
print(len(cases), sha256(repr([(case.id, case.arguments) for case in cases]).encode()).hexdigest())
"""
    said = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1] != ""
