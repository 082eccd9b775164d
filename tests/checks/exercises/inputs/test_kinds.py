from checks.exercises.inputs.kinds import MOST_KINDS, Fixed, axes_of, choices, domain, kinds, left_out, names_of_sizes
from checks.exercises.inputs.sizes import meets
from checks.model.arguments import Argument, ArrayOf, Description, EitherOf, IntegerOf
from tests.checks.exercises.inputs.descriptions import EXAMPLES

CONVOLUTION = EXAMPLES["convolution"]


def test_choices_are_combined_and_only_the_last_arguments_left_out() -> None:
    found = kinds(CONVOLUTION)
    assert len(found) == 3 * 2 + 1
    assert sorted(map(left_out, found)) == [0, 0, 0, 1, 1, 1, 2]
    assert found[0][2:] == (Fixed("same"), CONVOLUTION.arguments[3].form)


def test_each_choice_is_there_once_where_they_are_not_combined() -> None:
    found = choices(CONVOLUTION)
    assert [left_out(kind) for kind in found] == [0, 0, 0, 2, 1]
    many = Description(tuple(Argument(f"a{number}", EitherOf(("x", "y"))) for number in range(5)))
    assert MOST_KINDS < 2**5
    assert kinds(many) == choices(many)
    assert len(choices(many)) == 6


def test_sizes_and_axes_are_named_in_order() -> None:
    assert names_of_sizes(CONVOLUTION) == ("m", "h", "w", "kh", "kw", "ph", "pw", "sh", "sw")
    assert axes_of(CONVOLUTION) == {"m", "h", "w", "kh", "kw"}


def test_a_kind_has_the_sizes_of_what_it_takes() -> None:
    same, _, pair, absent, _ = (domain(CONVOLUTION, kind) for kind in choices(CONVOLUTION))
    assert same.absent == ("ph", "pw")
    assert pair.absent == ()
    assert absent.ranges["sh"] == absent.ranges["sw"] == (1, 1)


def test_a_name_that_two_arguments_have_is_within_both_their_bounds() -> None:
    both = Description((Argument("a", IntegerOf("k", 2, 9)), Argument("b", IntegerOf("k", 1, 5))))
    (kind,) = kinds(both)
    assert domain(both, kind).ranges == {"k": (2, 5)}


def test_a_sorted_array_is_no_longer_than_it_has_values() -> None:
    rising = Description((Argument("a", ArrayOf(("n",), "int64", 0, "k", "strictly")), Argument("k", IntegerOf("k"))))
    (kind,) = kinds(rising)
    inside = domain(rising, kind)
    assert meets(inside, {"n": 4, "k": 3})
    assert not meets(inside, {"n": 5, "k": 3})
    assert not meets(inside, {"n": 1, "k": -1})
