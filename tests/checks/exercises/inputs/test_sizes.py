import numpy as np
import pytest
from msgspec.structs import replace

from checks.exercises.inputs.kinds import axes_of, choices, domain
from checks.exercises.inputs.sizes import (
    LARGER,
    LONG,
    MOST_MORE,
    PUBLIC,
    USUAL,
    below,
    drawn,
    edges,
    first,
    held,
    meets,
    near,
    raised,
    secret,
    usual,
)
from checks.model.arguments import Description
from tests.checks.exercises.inputs.descriptions import EXAMPLES


def inside(name: str, place: int = 0):
    return domain(EXAMPLES[name], choices(EXAMPLES[name])[place])


@pytest.mark.parametrize("description", EXAMPLES.values(), ids=EXAMPLES)
def test_usual_larger_and_drawn_sizes_meet_the_conditions(description: Description) -> None:
    axes = axes_of(description)
    for kind in choices(description):
        one = domain(description, kind)
        for sizes in (
            usual(one, axes),
            usual(one, axes, LARGER),
            drawn(one, axes, np.random.default_rng(1)),
            first(one),
        ):
            assert sizes is not None
            assert meets(one, sizes)


def test_what_has_to_be_below_others_is_smaller() -> None:
    sizes = usual(inside("convolution"), axes_of(EXAMPLES["convolution"]))
    assert sizes is not None
    assert sizes["kh"] < sizes["h"]
    assert sizes["kw"] < sizes["w"]
    assert sizes["h"] != sizes["w"]


def test_sizes_can_be_held_or_kept_below() -> None:
    one = inside("distances")
    assert near(held(one, {"d": 7}), {"n": 2, "d": 2, "k": 2}) == {"n": 2, "d": 7, "k": 2}
    assert near(below(one, "d", 3), {"n": 2, "d": 9, "k": 2}) == {"n": 2, "d": 3, "k": 2}


def test_edges_are_conditions_and_the_largest_numbers() -> None:
    axes = axes_of(EXAMPLES["moving average"])
    (edge,) = edges(inside("moving average"), axes)
    assert near(edge, {"n": 5, "k": 1}) in ({"n": 5, "k": 5}, {"n": 1, "k": 1}, {"n": 4, "k": 4}, {"n": 3, "k": 3})
    (most,) = edges(inside("histogram"), axes_of(EXAMPLES["histogram"]))
    assert most.ranges["bins"] == (256, 256)


def test_impossible_sizes_are_not_found() -> None:
    description = replace(EXAMPLES["distances"], where=("n < k", "k < n"))
    one = domain(description, choices(description)[0])
    axes = axes_of(description)
    assert first(one) is None
    assert usual(one, axes) is None
    assert drawn(one, axes, np.random.default_rng(1)) is None


def test_secret_targets_are_larger_ones_by_chance() -> None:
    several = [secret(np.random.default_rng(seed)) for seed in range(20)]
    assert len({str(targets) for targets in several}) > 15
    for targets in several:
        assert LONG < targets.long <= LONG + MOST_MORE
        for role, lengths in USUAL.items():
            added = np.subtract(targets.usual[role], lengths)
            assert set(added.tolist()) <= set(range(1, MOST_MORE + 1))
    assert PUBLIC.usual is USUAL


@pytest.mark.parametrize("of", [USUAL, LARGER], ids=["usual", "larger"])
def test_raised_lengths_keep_their_parity_where_asked_and_differ_from_the_next(of) -> None:
    for seed in range(20):
        for role, lengths in raised(of, np.random.default_rng(seed), 2).items():
            assert all(new % 2 == old % 2 for new, old in zip(lengths, of[role], strict=True))
            assert all(one != other for one, other in zip(lengths, (*lengths[1:], lengths[0]), strict=True))
