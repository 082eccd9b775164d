import hashlib
import subprocess
import sys
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from msgspec.structs import replace

from checks.exercises.inputs.calls import MOST_SHAPES, Call, Source, shapes, small_calls
from checks.exercises.inputs.fitting import fits
from checks.exercises.inputs.kinds import MOST_VALUES
from checks.exercises.inputs.problems import problems
from checks.model.arguments import Argument, ArrayOf, Axis, Description, EitherOf, IntegerOf, PairOf
from tests.checks.exercises.inputs.descriptions import EXAMPLES, described
from tests.conftest import ROOT

SOURCE = Source(7, "3")
BY_NAME = pytest.mark.parametrize("description", EXAMPLES.values(), ids=EXAMPLES)


def in_bytes(calls: tuple[Call, ...]) -> bytes:
    told = [
        (name, value.dtype.str, value.shape, value.tobytes()) if isinstance(value, np.ndarray) else (name, value)
        for call in calls
        for name, value in call.arguments.items()
    ]
    return repr([[call.identity for call in calls], told]).encode()


@BY_NAME
def test_every_small_call_is_one_that_the_description_allows(description: Description) -> None:
    calls = small_calls(description, SOURCE)
    assert calls
    for call in calls:
        assert fits(description, call.arguments), call.identity


@settings(max_examples=20)
@given(described())
def test_so_is_every_call_of_any_description(description: Description) -> None:
    assume(not list(problems(description)))
    calls = small_calls(description, SOURCE, most=60)
    assert calls
    assert len({call.identity for call in calls}) == len(calls)
    for call in calls:
        assert fits(description, call.arguments), call.identity


def test_sizes_come_by_the_largest_and_then_by_their_sum() -> None:
    asked = [tuple(sizes.values()) for _, sizes in shapes(EXAMPLES["moving average"])]
    assert asked[:6] == [(1, 1), (2, 1), (2, 2), (3, 1), (3, 2), (3, 3)]
    assert asked == sorted(asked, key=lambda sizes: (max(sizes), sum(sizes)))
    assert asked[-1] == (12, 12)
    assert len(set(asked)) == len(asked) == 12 * 13 // 2


@BY_NAME
def test_no_more_shapes_are_asked_than_are_wanted(description: Description) -> None:
    assert len(shapes(description)) <= MOST_SHAPES
    assert shapes(description, 5) == shapes(description)[:5]


def test_choices_are_combined_and_defaults_left_out() -> None:
    description = EXAMPLES["convolution"]
    first = [call.arguments for call in small_calls(description, SOURCE) if max(call.sizes.values()) == 1]
    asked = {(arguments.get("padding", "left out"), arguments.get("stride", "left out")) for arguments in first}
    paddings = ("same", "valid", (0, 0), (0, 1), (1, 0), (1, 1))
    assert asked == {("left out", "left out"), *product(paddings, ((1, 1), "left out"))}


def test_a_size_that_no_argument_has_counts_as_0() -> None:
    for call in small_calls(EXAMPLES["convolution"], SOURCE):
        padding = call.arguments.get("padding")
        (ph, pw) = padding if isinstance(padding, tuple) else (0, 0)
        (_, h, w), (kh, kw) = call.arguments["images"].shape, call.arguments["kernel"].shape
        assert kh <= h + 2 * ph
        assert kw <= w + 2 * pw


def test_what_is_left_out_has_the_sizes_of_its_default() -> None:
    shared = Description(
        (Argument("x", ArrayOf(("n", "k"))), Argument("k", IntegerOf("k", 1), optional=True, default=3)),
    )
    widths = {call.arguments["x"].shape[1] for call in small_calls(shared, SOURCE) if "k" not in call.arguments}
    assert widths == {3}


def test_none_is_given_where_it_may_be() -> None:
    calls = small_calls(EXAMPLES["mean along an axis"], SOURCE)
    assert {call.arguments.get("axis", "left out") for call in calls} == {None, "left out", -2, -1, 0, 1}


def test_an_axis_may_have_no_length_or_only_one() -> None:
    assert min(call.arguments["a"].size for call in small_calls(EXAMPLES["sorted search"], SOURCE)) == 0
    assert {call.arguments["a"].shape[1] for call in small_calls(EXAMPLES["mean along an axis"], SOURCE)} == {3}


def test_arrays_of_many_axes_stay_small() -> None:
    many = Description((Argument("x", ArrayOf(tuple("abcdefgh"))),))
    assert max(call.arguments["x"].size for call in small_calls(many, SOURCE)) <= MOST_VALUES


def test_choices_that_are_too_many_to_combine_come_one_at_a_time() -> None:
    choices = tuple(f"choice {number}" for number in range(8))
    description = Description(tuple(Argument(f"a{number}", EitherOf(choices)) for number in range(8)))
    asked = [tuple(call.arguments.values()) for call in small_calls(description, SOURCE)]
    assert len(asked) == 1 + 8 * 7
    assert all({call[place] for call in asked} == set(choices) for place in range(8))


def test_larger_sizes_are_asked_where_smaller_ones_leave_a_size_with_one_value() -> None:
    description = Description(
        (Argument("x", ArrayOf(("n",))), Argument("k", IntegerOf("k", 1))), where=("n == 10*k",)
    )  # fmt: skip
    assert [sizes["k"] for _, sizes in shapes(description)] == [1, 2]


def test_no_value_repeats_and_none_is_0_where_there_is_room() -> None:
    for call in small_calls(EXAMPLES["distances"], SOURCE):
        if call.identity.endswith("distinct"):
            points = call.arguments["points"]
            assert len(np.unique(np.abs(points))) == points.size
            assert np.all(points == np.round(points))
            assert np.all(points)


def test_shapes_of_the_beginning_are_asked_with_several_values() -> None:
    identities = [call.identity for call in small_calls(EXAMPLES["moving average"], SOURCE)[:3]]
    assert identities == [f"small, n=1, k=1, {pattern}" for pattern in ("distinct", "random", "negative")]


@BY_NAME
def test_the_same_description_and_seed_give_the_same_bytes(description: Description) -> None:
    assert in_bytes(small_calls(description, SOURCE)) == in_bytes(small_calls(description, SOURCE))


def test_so_they_do_in_another_process() -> None:
    program = (
        "import hashlib\n"
        "from tests.checks.exercises.inputs.test_calls import EXAMPLES, SOURCE, in_bytes, small_calls\n"
        "print([hashlib.sha256(in_bytes(small_calls(one, SOURCE))).hexdigest() for one in EXAMPLES.values()])"
    )
    environment = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "17"}
    there = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    here = [hashlib.sha256(in_bytes(small_calls(one, SOURCE))).hexdigest() for one in EXAMPLES.values()]
    assert there.stdout.strip() == str(here)


@pytest.mark.parametrize("other", [Source(8, "3"), Source(7, "4")], ids=["another seed", "another task"])
def test_other_values_come_of(other: Source) -> None:
    description = EXAMPLES["moving average"]
    one, another = small_calls(description, SOURCE), small_calls(description, other)
    assert [call.identity for call in one] == [call.identity for call in another]
    assert in_bytes(one) != in_bytes(another)


def test_a_further_condition_changes_no_other_call() -> None:
    description = EXAMPLES["moving average"]
    before = {call.identity: call for call in small_calls(description, SOURCE)}
    after = small_calls(replace(description, where=("n != 3",)), SOURCE)
    kept = [call for call in after if call.identity in before]
    assert len(kept) > 50
    assert all(in_bytes((call,)) == in_bytes((before[call.identity],)) for call in kept)


def test_nothing_can_be_written_into_a_call() -> None:
    (call, *_) = small_calls(EXAMPLES["mask"], SOURCE)
    with pytest.raises(ValueError, match="read-only"):
        call.arguments["image"][0, 0] = 1


def test_conditions_that_nothing_meets_give_no_call() -> None:
    assert small_calls(replace(EXAMPLES["distances"], where=("n < k < d < n",)), SOURCE) == ()


def test_a_search_that_would_take_for_ever_ends() -> None:
    """Nothing shows at first sight that there are no such sizes."""
    names = "abcdefghijklmnopqrst"
    hard = Description(
        (Argument("x", PairOf(("y", "z"))), *(Argument(name, IntegerOf(name)) for name in names)),
        (f"{'*'.join(names[:8])} == y*y*y + 1", "y*y == 2*z*z + 3"),
        (Axis("n", 1, 10**12),),
    )
    assert len(small_calls(hard, SOURCE)) <= 2 * MOST_SHAPES
