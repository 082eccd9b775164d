"""What a function is given arrives as it was sent, whatever it is."""

from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.model import Outcome
from grader.sandbox.asking import Layout
from grader.sandbox.client import Sandbox
from grader.sandbox.listening import Trip
from grader.sandbox.request import Call, Program
from tests.grader.sandbox.test_client import LIMITS
from tests.grader.sandbox.values import ARGUMENTS, NAMES, SPELL

SPELLED = f"import numpy as np\n{SPELL}\ndef f(*a, **k):\n    print(spell(a), [(n, spell(v)) for n, v in k.items()])\n"


def made(box: Sandbox, source: str, *calls: Call) -> Trip:
    return box.run(Program({"t": ("t.py", source.encode())}, "t", "f"), calls, LIMITS)


def called(*arguments: Any, traced: bool = False, **keywords: Any) -> Call:
    return Call(arguments, 0x7F, 1 << 16, traced, keywords)


def spelled(call: Call) -> str:
    names: dict[str, Any] = {"np": np}
    exec(SPELL, names)
    spell = names["spell"]
    return f"{spell(call.arguments)} {[(name, spell(value)) for name, value in call.keywords.items()]}"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    calls=st.lists(
        st.builds(
            lambda arguments, keywords, traced: Call(tuple(arguments), 0x7F, 0, traced, keywords),
            st.lists(ARGUMENTS, max_size=3),
            st.dictionaries(NAMES, ARGUMENTS, max_size=2),
            st.booleans(),
        ),
        max_size=8,
    ),
    before=st.integers(0, 8),
)
def test_every_tree_of_values_arrives_as_it_was_sent(box: Sandbox, calls: list[Call], before: int) -> None:
    """Whether all are laid out together, or some before the others."""
    layout = Layout(tuple(calls[before:]), Layout(tuple(calls[:before])))
    trip = box.run(Program({"t": ("t.py", SPELLED.encode())}, "t", "f"), layout, LIMITS)
    assert trip.output.decode().splitlines() == list(map(spelled, calls))
    assert not any(found.inputs_changed for found in trip.observations)


def test_a_string_is_the_one_that_a_program_means_by_it(box: Sandbox) -> None:
    source = "def f(padding, *, mode, pair):\n    assert padding is 'same' and mode is 'max' and pair[1][0] is 'x_y'\n"
    words = ["".join(letters) for letters in ("same", "max", "x_y")]  # made while running: not yet the same
    (found,) = made(box, source, called(words[0], mode=words[1], pair=(0, (words[2],)))).observations
    assert (found.outcome, found.detail) == (Outcome.NOT_AN_ARRAY, "NoneType")


def test_an_array_in_a_tuple_is_the_calls_own_and_what_becomes_of_it_is_seen(box: Sandbox) -> None:
    source = "def f(pair, *, more):\n    more += pair[0] == 0\n    pair[1][0][:] += 1\n    return pair[1][0]\n"
    array, more = np.zeros((2, 2)), np.zeros(2, bool)
    same = [called((n, (array,)), more=more) for n in (1, 0)]
    observations = made(box, source, *same, called((1, (array,)), more=~more)).observations
    for found in observations:
        assert found.inputs_changed
        assert np.array_equal(found.array, np.ones((2, 2)))
    assert not array.any()
    assert not more.any()


def test_only_the_argument_by_name_is_changed_and_that_is_seen(box: Sandbox) -> None:
    source = "def f(a, *, b):\n    b[...] = 1j\n"
    changed, kept = made(
        box, source, called(np.ones(3), b=np.zeros((), "c8")), called(1, b=np.full(2, 1j))
    ).observations
    assert changed.inputs_changed
    assert not kept.inputs_changed


def test_what_becomes_of_an_array_is_seen_in_its_own_call_wherever_that_was_laid_out(box: Sandbox) -> None:
    source = "def f(a):\n    a += a.size == 3\n    return a\n"
    calls = [called(np.arange(float(n))) for n in (1, 3, 2, 5, 3)]
    layout = Layout(tuple(calls[2:]), Layout(tuple(calls[:2])))
    trip = box.run(Program({"t": ("t.py", source.encode())}, "t", "f"), layout, LIMITS)
    assert [found.inputs_changed for found in trip.observations] == [False, True, False, False, True]
    assert [found.shape for found in trip.observations] == [(1,), (3,), (2,), (5,), (3,)]


def test_a_traced_call_is_given_its_arguments_by_name(box: Sandbox) -> None:
    (found,) = made(box, "def f(a, *, b):\n    return a + b\n", called(np.ones(2), traced=True, b=2)).observations
    assert np.array_equal(found.array, [3, 3])
    assert found.activity is not None


class Pair(NamedTuple):
    first: int
    second: int


@pytest.mark.parametrize(
    "argument",
    [
        [1, 2], {"a": 1}, b"bytes", Pair(1, 2), np.float64(1), np.int64(1), np.str_("same"), Outcome.RETURNED, len,
        np.array([None]), np.array(["a"]), np.zeros(2, "datetime64[s]"), np.zeros(2, [("a", "f8")]),
    ],
    ids=repr,
)  # fmt: skip
@pytest.mark.parametrize("inside", [lambda one: one, lambda one: (0, (one,))], ids=["alone", "in a tuple"])
def test_what_would_arrive_as_something_else_is_refused(argument: Any, inside: Any) -> None:
    for call in (called(inside(argument)), called(name=inside(argument))):
        with pytest.raises(TypeError, match="nothing that the sandbox passes"):
            Layout((call,))
