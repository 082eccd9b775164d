"""The right values that stand in for a student's are those of the conventions."""

from itertools import product

import pytest

from checks.exercises.convolution.conventions import EVEN, OF_SAME, count, ends
from checks.exercises.convolution.parts.right import OF_AXIS, conventions
from checks.model.assignment import Assignment
from tests.checks.exercises.convolution.parts.written import loaded
from tests.tasks import named, of

AXIS = loaded(
    "def axis(n, k, s, padding, convention):\n" + OF_AXIS.strip().replace("\n", "\n    ").join(["    ", "\n"])
)
SIDES = [(n, k, s) for n, k, s in product(range(1, 8), range(1, 5), range(1, 4)) if k <= n]


@pytest.mark.parametrize("name", OF_SAME)
def test_the_zeros_and_the_windows_are_those_of_a_convention(name: str) -> None:
    for n, k, s in SIDES:
        before, after = ends(n, k, s)[name]
        (ours, behind), windows = AXIS.axis(n, k, s, "same", name)
        assert (ours, windows) == (before, count(n, k, s, (before, after)))
        assert n + ours + behind >= (windows - 1) * s + k


@pytest.mark.parametrize("name", EVEN)
def test_without_a_stride_the_size_stays_whatever_the_kernel(name: str) -> None:
    for n, k, _ in SIDES:
        (before, after), windows = AXIS.axis(n, k, 1, "same", name)
        assert (before + after, windows) == (k - 1, n)


@pytest.mark.parametrize("padding", ["valid", 0, 2])
def test_zeros_that_are_given_stand_on_both_sides(padding: str | int) -> None:
    p = 0 if padding == "valid" else padding
    for n, k, s in SIDES:
        assert AXIS.axis(n, k, s, padding, "") == ((p, p), (n + 2 * int(p) - k) // s + 1)


def test_there_is_something_to_follow_only_where_a_task_leaves_it_open(whole: Assignment) -> None:
    assert conventions(of(whole, "valid")) == conventions(of(whole, "padding")) == ("",)
    assert conventions(of(whole, "same")) == tuple(EVEN)
    assert conventions(named(whole, "convolve")) == tuple(OF_SAME)
