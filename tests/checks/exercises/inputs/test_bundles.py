"""Members of a tuple are described and made like arguments of their own, and given together."""

import numpy as np

from checks.exercises.inputs.bundles import apart, taken_apart, together
from checks.exercises.inputs.calls import Source, small_calls
from checks.model.arguments import Argument, ArrayOf, Description, EitherOf, IntegerOf, TupleOf

PAIR = Description(
    (
        Argument("both", TupleOf((ArrayOf(("n",)), EitherOf(("up", "down")), IntegerOf("k")))),
        Argument("y", ArrayOf(("n",))),
    ),
    where=("k <= n",),
)


def test_a_description_without_tuples_is_the_same() -> None:
    plain = Description((Argument("x", ArrayOf(("n",))),))
    assert apart(plain) == plain


def test_members_are_arguments_in_their_order() -> None:
    names = [argument.name for argument in apart(PAIR).arguments]
    assert names == ["both.tuple[0]", "both.tuple[1]", "both.tuple[2]", "y"]


def test_the_calls_that_are_made_have_tuples_whose_sizes_meet_the_conditions() -> None:
    calls = [together(call.arguments) for call in small_calls(apart(PAIR), Source(4, "1"))]
    assert len(calls) > 20
    for call in calls:
        (x, way, k), y = call["both"], call["y"]
        assert x.shape == y.shape
        assert 0 <= k <= len(x)
        assert way in ("up", "down")
    assert {call["both"][1] for call in calls} == {"up", "down"}


def test_a_call_that_is_taken_apart_can_be_put_together_again() -> None:
    arguments = {"both": (np.ones(2), "up", 1), "y": np.zeros(2)}
    parts = taken_apart(PAIR, arguments)
    assert [*parts] == ["both.tuple[0]", "both.tuple[1]", "both.tuple[2]", "y"]
    assert together(parts) == arguments


def test_a_pair_of_numbers_that_is_no_described_tuple_stays_one() -> None:
    plain = Description((Argument("x", ArrayOf(("n",))),))
    assert taken_apart(plain, {"x": (1, 2)}) == {"x": (1, 2)} == together({"x": (1, 2)})
