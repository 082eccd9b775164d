"""The program that a student can run says of any result what the check says, however near to the edge it lies."""

import sys
import types
from functools import lru_cache

import msgspec
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checks.dynamic.compare import given_arrays
from checks.dynamic.tolerance import allowed, spacing
from checks.exercises.convolution import facts
from checks.exercises.convolution.calls import images_of
from checks.exercises.convolution.conventions import OF_SAME
from checks.exercises.convolution.exercise import EXERCISE
from checks.exercises.convolution.snippet import snippet
from checks.exercises.modelled import proving
from checks.exercises.modelled.answers import answer
from checks.exercises.modelled.program import program
from checks.model import Answer, Array, Case, Fact, Observation, Outcome, Run, Value
from checks.model.assignment import Task
from tests.checks.runs import ASSIGNMENT, made
from tests.tasks import FORMS, STRIDED, named, of

# Shares of what is allowed, the last of them far beyond it.
SHARES = (0.0, 0.5, 1 - 1e-12, 1.0, 1 + 1e-12, 1 + 1e-6, 1.01, 2.0, 1e9)
DTYPES = ("float64", "float32", "float16", "int64", "bool")
CHANCES = (0.5, 0.2, 0.1, 0.15, 0.05)
SMALL = 400  # pixels
FAR = 1e12
seeds = st.integers(0, 2**32 - 1)
near = settings(deadline=None, max_examples=300)


def passes(text: str, task: Task, came: object) -> bool:
    """Whether the program ends well in a folder whose function returns this."""
    module = types.ModuleType(task.file.removesuffix(".py"))
    setattr(module, task.function, lambda *_, **__: came)
    with pytest.MonkeyPatch.context() as patch, np.errstate(all="ignore"):
        patch.setitem(sys.modules, module.__name__, module)
        try:
            exec(text, {})
        except AssertionError:
            return False
    return True


def beside(case: Case, right: Answer, random: np.random.Generator) -> Array:
    """An array near the edge of what is allowed: in one place, or in all; of some dtype."""
    edge = allowed(right) if random.random() < 0.7 else allowed(right, spacing(given_arrays(case)))
    share, size = random.choice(SHARES), right.array.shape
    where = random.random(size) < random.choice([0.3, 1.0])
    came = np.asarray(right.array + where * random.choice([-1, 1], size) * share * edge)
    dtype = random.choice(DTYPES, p=CHANCES) if came.dtype.kind != "c" else random.choice(["complex128", "complex64"])
    with np.errstate(all="ignore"):
        changed: Array = (np.rint(came) if random.random() < 0.3 else came).astype(dtype)
    return changed


MODELS = st.sampled_from(["array", "whole numbers", "nearly whole", "nan", "zeros", "complex", "number", "tuple"])


def value(model: str, random: np.random.Generator, size: float) -> Value:
    array = random.standard_normal(random.integers(1, 4, 2)) * size
    made: dict[str, Value] = {
        "array": array,
        "whole numbers": np.rint(array).astype(int),
        "nearly whole": np.rint(array) + random.choice([0, 1e-7, 1e-14]),
        "nan": np.where(array > 0, array, random.choice([np.nan, np.inf])),
        "zeros": np.zeros(3),
        "complex": array + 1j * array[::-1],
        "number": float(array[0, 0]),
        "tuple": (array, np.arange(3), float(array[0, 0])),
    }
    return made[model]


@near
@given(
    model=MODELS, seed=seeds, size=st.sampled_from([1e-3, 1.0, 9.0, 1e6]), dtype=st.sampled_from(["float64", "float32"])
)
def test_of_any_function(model: str, seed: int, size: float, dtype: str) -> None:
    random = np.random.default_rng(seed)
    task = of(ASSIGNMENT, "valid")
    case = Case("x", "small", "a small call", {"x": (random.standard_normal(5) * size).astype(dtype)})
    right = answer(case, value(model, random, size))
    parts = [beside(case, part, random) for part in right.parts]
    first = parts[0].item() if right.form == "number" else parts[0]
    came: Value = tuple(parts) if right.form == "tuple" else first
    checked = proving.fact(case, observation(came), (right,)).right
    assert passes(program(task, case, right), task, came) == checked


@lru_cache
def asked(function: str) -> tuple[Run, list[Case]]:
    task = named(ASSIGNMENT, function)
    run = msgspec.structs.replace(made(ASSIGNMENT, np.ones((1, 9, 9))), task=task)
    cases = EXERCISE.proof.cases(task, ASSIGNMENT.cases)
    return run, [case for case in cases if images_of(case).size < SMALL]


FUNCTIONS = (*(of(ASSIGNMENT, form).function for form in FORMS), *STRIDED)


@near
@given(function=st.sampled_from(FUNCTIONS), convention=st.sampled_from([*OF_SAME]), seed=seeds)
def test_of_a_convolution(function: str, convention: str, seed: int) -> None:
    random = np.random.default_rng(seed)
    run, cases = asked(function)
    case = cases[int(random.integers(len(cases)))]
    held = msgspec.structs.replace(run.policy, conventions=(convention,)) if function in STRIDED else run.policy
    rights = facts.right(run.task, held, case)
    came = beside(case, rights[int(random.integers(len(rights)))], random)
    assume(came.dtype != bool)  # which is of another type, whatever the values
    text = snippet(run, Fact(case, observation(rights[0].array + FAR), rights, False), memory_shows=False)
    assert passes(text, run.task, came) == facts.fact(case, observation(came), rights).right


def observation(value: Value) -> Observation:
    array = value if isinstance(value, np.ndarray) and value.dtype.kind in "iuf" else None
    return Observation(Outcome.RETURNED, array=array, shape=np.shape(array), value=value)
