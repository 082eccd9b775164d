import numpy as np
import pytest

from checks.exercises.inputs.calls import Source, small_calls
from checks.exercises.inputs.fitting import fits
from checks.exercises.inputs.simpler import MOST, simpler
from checks.model.arguments import Argument, ArrayOf, Description
from tests.checks.exercises.inputs.descriptions import EXAMPLES


def test_the_simplest_call_comes_first() -> None:
    call = {"x": np.array([0.31, -7.25, 12.5]), "k": 2}
    arrays = [found["x"].tolist() for found in simpler(EXAMPLES["moving average"], call)]
    assert arrays == [
        [1, 0, 0],
        [0, 0, 1],
        [1, 1, 1],
        [1, 2, 3],
        [1, -1, 1],
        [0, -7, 9],
        [0.31, 7.25, 12.5],
        [0, -7, 12],
        [0.3, -7.2, 12.5],
    ]


@pytest.mark.parametrize("description", EXAMPLES.values(), ids=EXAMPLES)
def test_sizes_and_dtypes_stay_and_the_description_is_met(description: Description) -> None:
    for call in small_calls(description, Source(7, "3"))[::40]:
        found = list(simpler(description, call.arguments))
        assert len(found) <= MOST
        for arguments in found:
            assert fits(description, arguments)
            assert list(arguments) == list(call.arguments)
            for name, value in call.arguments.items():
                if isinstance(value, np.ndarray):
                    assert (arguments[name].shape, arguments[name].dtype) == (value.shape, value.dtype)
                elif not isinstance(value, float):
                    assert arguments[name] == value


def test_all_arrays_are_changed_together_and_each_alone() -> None:
    call = {"points": np.array([[3.5]]), "centres": np.array([[-2.0], [0.5]])}
    found = [(a["points"].tolist(), a["centres"].tolist()) for a in simpler(EXAMPLES["distances"], call)]
    assert found[0] == ([[1]], [[1], [0]])
    assert ([[1]], [[-2], [0.5]]) in found
    assert ([[3.5]], [[1], [0]]) in found
    assert len({str(one) for one in found}) == len(found)


def test_floats_become_simple_too() -> None:
    call = {"a": np.array([1.0]), "v": 2.718}
    values = [found["v"] for found in simpler(EXAMPLES["sorted search"], call)]
    assert {1.0, 3.0, 2.7} <= set(values)
    assert all(type(value) is float for value in values)


def test_never_more_than_a_few() -> None:
    many = Description(tuple(Argument(f"a{number}", ArrayOf(("n",))) for number in range(12)))
    random = np.random.default_rng(1)
    call = {f"a{number}": random.standard_normal(5) for number in range(12)}
    assert len(list(simpler(many, call))) == MOST


def test_what_is_simple_already_has_nothing_simpler_of_its_kind() -> None:
    mask = Description((Argument("mask", ArrayOf(("n",), "bool")),))
    assert [found["mask"].tolist() for found in simpler(mask, {"mask": np.array([True])})] == []
