import numpy as np
import pytest
from hypothesis import assume, given, settings

from checks.exercises.inputs.calls import Source
from checks.exercises.inputs.families import Family, families
from checks.exercises.inputs.fitting import fits
from checks.exercises.inputs.problems import problems
from checks.model.arguments import Argument, ArrayOf, Description, EitherOf, IntegerOf
from tests.checks.exercises.inputs.descriptions import EXAMPLES, described
from tests.checks.exercises.inputs.test_calls import in_bytes

SOURCE = Source(7, "3")


def of(name: str) -> dict[str, Family]:
    return {family.id: family for family in families(EXAMPLES[name], SOURCE)}


@pytest.mark.parametrize("description", EXAMPLES.values(), ids=EXAMPLES)
def test_every_call_is_one_that_the_description_allows(description: Description) -> None:
    found = families(description, SOURCE)
    assert len({family.id for family in found}) == len(found)
    for family in found:
        assert family.about
        assert family.calls
        for call in family.calls:
            assert fits(description, call.arguments), call.identity


@settings(max_examples=12)
@given(described())
def test_so_is_every_call_of_any_description(description: Description) -> None:
    assume(not list(problems(description)))
    for family in families(description, SOURCE):
        assert family.calls
        for call in family.calls:
            assert fits(description, call.arguments), call.identity


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "moving average",
            "one_element, float64, float32, integers, large_values, ties, edges, various_sizes, larger",
        ),
        ("histogram", "one_element, extreme_values, oblong, ties, edges, various_sizes, larger"),
        (
            "mask",
            "one_element, float64, float32, integers, large_values, oblong, masks, ties, various_sizes, larger",
        ),
        (
            "convolution",
            "one_element, float64, float32, integers, mixed, large_values, oblong, ties, without_stride, "
            "without_padding, padding_same, padding_valid, padding_pair, edges, various_sizes, larger",
        ),
        (
            "sorted search",
            "empty, one_element, float64, float32, integers, large_values, ties, without_side, side_left, side_right, "
            "edges, various_sizes, larger",
        ),
    ],
)
def test_only_families_that_make_sense_are_there(name: str, expected: str) -> None:
    assert ", ".join(of(name)) == expected.replace(", edges", "", name == "sorted search")


def test_a_family_is_told_in_words() -> None:
    told = {id: family.about for id, family in of("convolution").items()}
    assert told["one_element"] == "arrays with one element"
    assert told["without_padding"] == "padding and stride left out"
    assert told["padding_same"] == "padding = 'same'"
    assert told["padding_pair"] == "padding as a pair"
    assert told["large_values"] == "large and negative values"


def test_arrays_of_one_element_have_one() -> None:
    for call in of("convolution")["one_element"].calls:
        assert call.arguments["images"].size == call.arguments["kernel"].size == 1


def test_dtypes_are_those_that_they_are_called() -> None:
    found = of("distances")
    for id, dtype in (("float32", np.float32), ("float64", np.float64), ("integers", np.int64)):
        for call in found[id].calls:
            assert call.arguments["points"].dtype == call.arguments["centres"].dtype == dtype
    mixed = [(call.arguments["points"].dtype, call.arguments["centres"].dtype) for call in found["mixed"].calls]
    assert all(one != other for one, other in mixed)


def test_oblong_arrays_have_a_long_side_each() -> None:
    shapes = [call.arguments["points"].shape for call in of("distances")["oblong"].calls]
    assert shapes == [(9, 2), (2, 9), (2, 2)]


def test_edges_are_where_a_condition_is_only_just_met_or_a_number_is_as_large_as_it_may_be() -> None:
    assert [call.sizes["k"] - call.sizes["n"] for call in of("moving average")["edges"].calls] == [0]
    assert [call.arguments["bins"] for call in of("histogram")["edges"].calls] == [256]


def test_masks_are_all_none_and_some() -> None:
    shares = [call.arguments["mask"].mean() for call in of("mask")["masks"].calls]
    assert shares[:2] == [1, 0]
    assert all(0 < share < 1 for share in shares[2:])


def test_defaults_are_left_out_and_none_is_given() -> None:
    found = of("mean along an axis")
    assert all("axis" not in call.arguments for call in found["without_axis"].calls)
    assert all(call.arguments["axis"] is None for call in found["axis_none"].calls)


def test_larger_sizes_are_larger_than_those_of_small_calls() -> None:
    assert max(of("distances")["larger"].calls[0].sizes.values()) > 12


def test_ids_are_made_of_any_text() -> None:
    texts = ("", "É", "nearest neighbour", "../../etc/passwd", "x" * 150, "Nearest Neighbour")
    found = families(Description((Argument("a", EitherOf(texts)),)), SOURCE)
    assert len({family.id for family in found}) == len(found) == len(texts)
    assert all(len(family.id) < 60 and family.id.replace("_", "").isalnum() for family in found)
    assert all(len(family.about) < 100 for family in found)


def test_one_family_more_changes_no_other() -> None:
    """An argument that has another choice is another description; the calls that both have are alike."""
    one = Description((Argument("x", ArrayOf(("n",))), Argument("mode", EitherOf(("a", "b")))))
    more = Description((Argument("x", ArrayOf(("n",))), Argument("mode", EitherOf(("a", "b", "c")))))
    before = {family.id: family.calls for family in families(one, SOURCE)}
    after = {family.id: family.calls for family in families(more, SOURCE)}
    assert in_bytes(after["mode_b"]) == in_bytes(before["mode_b"])
    assert set(after) - set(before) == {"mode_c"}


def test_what_has_no_call_has_no_family() -> None:
    assert families(Description((Argument("k", IntegerOf("k")),), ("k < 0",)), SOURCE) == ()
