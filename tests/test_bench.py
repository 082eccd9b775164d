"""What measures where the time of a grade goes takes hold of functions by their names: it ends where one is gone."""

import pytest

from tests.bench.where import COMMAND, DIAGNOSIS, FUNCTIONS, REPORT, shares


@pytest.mark.slow("grades once")
def test_where_the_time_of_a_grade_goes_is_found() -> None:
    """Of a right file there is no diagnosis; what makes a short report takes next to nothing."""
    found = shares(("grade", "reference", "--task", "0", "--quiet"))
    assert {*COMMAND, *FUNCTIONS.values()} <= found.keys()
    assert [name for name, seconds in found.items() if not seconds and name not in (DIAGNOSIS, REPORT)] == []
