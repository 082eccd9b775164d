"""Which of several attempts counts."""

from datetime import datetime

import pytest

from grader.batch.attempts import Earned, best, told

DATES = [datetime(2024, 3, day, 12, 5) for day in (4, 9, 30)]


@pytest.mark.parametrize(
    ("points", "counts"),
    [
        ((10,), 0),
        ((10, 20, 30), 2),
        ((10, 30, 20), 1),
        ((30, 30, 20), 1),
        ((0, 0, 0), 2),
    ],
)
def test_the_attempt_that_earns_most_counts_and_of_equal_ones_the_last(points: tuple[float, ...], counts: int) -> None:
    assert best([Earned(each, date) for each, date in zip(points, DATES, strict=False)]) == counts


def test_every_attempt_is_told_with_what_it_earned() -> None:
    said = told([Earned(10, DATES[0]), Earned(23.5, DATES[1]), Earned(20, None)], 1)
    assert said.message == (
        "the best of 3 attempts counts: 2024-03-04 12:05 earned 10, 2024-03-09 12:05 earned 23.5 (counts), "
        "one without a date earned 20"
    )
