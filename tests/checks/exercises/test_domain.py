import pytest

from checks.exercises.causes.domain import Condition, counted, domain

EVERY = "every call ({})"
EVEN = Condition[int]("it is even", "it is odd", lambda n: n % 2 == 0)
LARGE = Condition[int]("it is large", "it is small", lambda n: n > 4)
THIRD = Condition[int]("it is a multiple of 3", "it is no multiple of 3", lambda n: n % 3 == 0)


@pytest.mark.parametrize(
    ("fails", "said"),
    [
        (lambda n: True, "fails for every call (10)"),
        (lambda n: n % 2 == 0, "fails exactly when it is even"),
        (lambda n: n % 2, "fails exactly when it is odd"),
        (lambda n: n % 2 == 0 and n > 4, "fails exactly when it is even and it is large"),
        (lambda n: n % 2 == 0 or n > 4, "fails exactly when it is even or it is large"),
        (lambda n: n == 6, "fails for one of the calls"),
    ],
)
def test_the_calls_that_fail_are_told_by_the_simplest_condition(fails, said: str) -> None:
    calls = list(range(10))
    assert said in domain((EVEN, LARGE), calls, [not fails(n) for n in calls], 10, EVERY)


def test_exactly_is_not_said_where_not_all_were_asked() -> None:
    calls = list(range(10))
    assert (
        domain((EVEN,), calls, [bool(n % 2) for n in calls], 11, EVERY)
        == "right whenever it is odd, fails for most of the calls"
    )


def test_where_nothing_fits_the_widest_condition_is_told_that_none_fails_under() -> None:
    calls = list(range(12))
    right = [n not in (2, 8) for n in calls]
    assert domain((EVEN, THIRD), calls, right, 12, EVERY) == "right whenever it is odd, fails for some of the calls"
    assert counted(right) == "fails for some of the calls"


@pytest.mark.parametrize(("fails", "said"), [(1, "one"), (2, "a few"), (20, "some"), (50, "most"), (95, "nearly all")])
def test_how_many_calls_fail_is_said_in_words(fails: int, said: str) -> None:
    assert counted([False] * fails + [True] * (100 - fails)) == f"fails for {said} of the calls"
