import sys
import types

import msgspec
import numpy as np
import pytest

from checks.dynamic.types_told import types_of
from checks.exercises.modelled.answers import answer
from checks.exercises.modelled.program import TAKEN, program
from checks.model import Case, Observation, Outcome, Value
from checks.model.arguments import Argument, FloatOf
from checks.model.assignment import Assignment
from tests.tasks import of

CASE = Case("x", "small", "a small call", {"x": np.arange(3.0)})
ARRAY = np.array([0.5, np.nan])


def ran(assignment: Assignment, model: Value, came: object, monkeypatch) -> None:
    """Run the program in a folder whose function returns this."""
    task = of(assignment, "valid")
    name = task.file.removesuffix(".py")
    module = types.ModuleType(name)
    setattr(module, task.function, lambda *_, **__: came)
    monkeypatch.setitem(sys.modules, name, module)
    exec(program(task, CASE, answer(CASE, model)), {})


@pytest.mark.parametrize(
    ("model", "came"),
    [
        pytest.param(ARRAY, ARRAY.copy(), id="an array"),
        pytest.param(2.0, np.float32(2), id="a number"),
        pytest.param((ARRAY, 2), (ARRAY.copy(), 2.0), id="a tuple"),
        pytest.param((ARRAY,), (ARRAY.copy(),), id="a tuple of one part"),
        pytest.param((ARRAY, 2), [ARRAY.copy(), 2.0], id="a list for a tuple"),
    ],
)
def test_it_passes_for_what_is_right(model: Value, came: object, assignment: Assignment, monkeypatch) -> None:
    ran(assignment, model, came, monkeypatch)


def test_an_argument_may_be_called_as_the_program_calls_something(assignment: Assignment, monkeypatch) -> None:
    named = tuple(Argument(name, FloatOf(name), optional=True, default=1) for name in sorted(TAKEN))
    task = msgspec.structs.replace(of(assignment, "valid"), arguments=named)
    case = Case("x", "small", "a small call", dict.fromkeys(sorted(TAKEN), 1))
    module = types.ModuleType(task.file.removesuffix(".py"))
    setattr(module, task.function, lambda *_, **by_name: (2, 3) if by_name.keys() == TAKEN else None)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(program(task, case, answer(case, (2, 3))), {})


@pytest.mark.parametrize(
    ("model", "came"),
    [
        pytest.param(ARRAY, ARRAY + 1, id="other values"),
        pytest.param(ARRAY, ARRAY.tolist(), id="a list for an array"),
        pytest.param(ARRAY, None, id="nothing"),
        pytest.param((ARRAY, 2), np.array([1, 2]), id="an array for a tuple"),
        pytest.param((ARRAY, 2), (ARRAY,), id="a part too few"),
        pytest.param((ARRAY, 2), (ARRAY, 3), id="another part"),
    ],
)
def test_it_fails_for_what_is_wrong(model: Value, came: object, assignment: Assignment, monkeypatch) -> None:
    with pytest.raises(AssertionError):
        ran(assignment, model, came, monkeypatch)


A_LIST, A_TUPLE = (
    Observation(Outcome.NOT_AN_ARRAY, value=(np.array([1.0]), 2, 10**30), is_list=is_list) for is_list in (True, False)
)


def ran_with_types(assignment: Assignment, model: Observation, came: object, monkeypatch) -> None:
    right = msgspec.structs.replace(answer(CASE, model.value), types=types_of(model))
    monkeypatch.setattr(f"{__name__}.answer", lambda *_: right)
    ran(assignment, model.value, came, monkeypatch)


@pytest.mark.parametrize(
    ("model", "came"),
    [
        pytest.param(A_TUPLE, (np.array([1.0]), np.int8(2), 10**30), id="a tuple"),
        pytest.param(A_LIST, [np.array([1.0]), 2, 10**30], id="a list"),
        pytest.param(Observation(Outcome.RETURNED, value=np.array([True])), np.array([True]), id="truth values"),
        pytest.param(Observation(Outcome.NOT_AN_ARRAY, value=1j), np.complex64(1j), id="a complex number"),
        pytest.param(Observation(Outcome.RETURNED, value=np.array(2)), np.array(2, "u1"), id="an array without axes"),
    ],
)
def test_where_types_are_asked_for_it_passes_for_the_same(model, came, assignment, monkeypatch) -> None:
    ran_with_types(assignment, model, came, monkeypatch)


@pytest.mark.parametrize(
    ("model", "came"),
    [
        pytest.param(A_TUPLE, [np.array([1.0]), 2, 10**30], id="a list for a tuple"),
        pytest.param(A_LIST, (np.array([1.0]), 2, 10**30), id="a tuple for a list"),
        pytest.param(A_LIST, [np.array([1]), 2, 10**30], id="integers for floats in a part"),
        pytest.param(A_LIST, [np.array([1.0]), 2.0, 10**30], id="a float for an integer"),
        pytest.param(Observation(Outcome.RETURNED, value=np.array([True])), np.array([1]), id="1 for True"),
        pytest.param(Observation(Outcome.RETURNED, value=np.array(2)), 2, id="a number for an array without axes"),
        pytest.param(Observation(Outcome.NOT_AN_ARRAY, value=2), np.array(2), id="an array without axes for a number"),
    ],
)
def test_where_types_are_asked_for_it_fails_for_others(model, came, assignment, monkeypatch) -> None:
    with pytest.raises(AssertionError):
        ran_with_types(assignment, model, came, monkeypatch)
