import pytest
from hypothesis import assume, given, settings

from checks.exercises.inputs.calls import Source
from checks.exercises.inputs.fitting import fits
from checks.exercises.inputs.problems import problems
from checks.exercises.inputs.trace import trace_calls
from checks.model.arguments import Argument, ArrayOf, Axis, Description, IntegerOf
from tests.checks.exercises.inputs.descriptions import EXAMPLES, described

SOURCE = Source(7, "3")


def traced(description: Description):
    (found, *_) = trace_calls(description, SOURCE)
    return found.base.sizes, {name: call.sizes for name, call in found.enlarged.items()}


@pytest.mark.parametrize("description", EXAMPLES.values(), ids=EXAMPLES)
def test_each_size_that_may_is_enlarged_alone_and_keeps_its_parity(description: Description) -> None:
    for trace in trace_calls(description, SOURCE):
        assert fits(description, trace.base.arguments)
        for name, call in trace.enlarged.items():
            assert fits(description, call.arguments)
            assert {**call.sizes, name: trace.base.sizes[name]} == trace.base.sizes
            assert (call.sizes[name] - trace.base.sizes[name]) in (2, 4)


@settings(max_examples=12)
@given(described())
def test_so_is_every_size_that_nothing_ties_to_others(description: Description) -> None:
    assume(not list(problems(description)))
    traces = trace_calls(description, SOURCE)
    assert traces
    for trace in traces:
        assert fits(description, trace.base.arguments)
        for name, call in trace.enlarged.items():
            assert fits(description, call.arguments)
            assert (call.sizes[name] - trace.base.sizes[name]) in (2, 4)


def test_all_sizes_are_enlarged_and_there_is_room_for_each() -> None:
    base, enlarged = traced(EXAMPLES["moving average"])
    assert set(enlarged) == {"n", "k"}
    assert enlarged["k"]["k"] <= base["n"]
    base, enlarged = traced(EXAMPLES["convolution"])
    assert set(enlarged) == {"m", "h", "w", "kh", "kw", "sh", "sw"}


def test_each_choice_has_a_trace() -> None:
    found = trace_calls(EXAMPLES["convolution"], SOURCE)
    assert [str(trace.base.arguments["padding"]) for trace in found] == ["same", "valid", "(3, 2)"]
    assert {"ph", "pw"} <= set(found[2].enlarged)


def test_sizes_that_a_condition_ties_grow_together() -> None:
    tied = Description((Argument("a", ArrayOf(("n",))), Argument("b", ArrayOf(("m",)))), ("m == 2*n",))
    base, enlarged = traced(tied)
    assert base["m"] == 2 * base["n"]
    assert enlarged["n"] == {"n": base["n"] + 4, "m": base["m"] + 8}
    assert enlarged["m"] == {"n": base["n"] + 2, "m": base["m"] + 4}


def test_a_size_that_has_one_value_does_not_grow() -> None:
    fixed = Description((Argument("a", ArrayOf(("n", "c"))),), axes=(Axis("n", 2, 2), Axis("c", 3, 3)))
    assert traced(fixed) == ({"n": 2, "c": 3}, {})


def test_a_number_grows_as_far_as_it_may() -> None:
    few = Description((Argument("a", ArrayOf(("n",))), Argument("k", IntegerOf("k", 0, 3))))
    base, enlarged = traced(few)
    assert enlarged["k"] == {**base, "k": base["k"] + 2}
