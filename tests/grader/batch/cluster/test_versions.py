import pytest

from grader.batch.cluster.versions import difference


@pytest.mark.parametrize(
    ("there", "said"),
    [
        pytest.param({}, "", id="nothing"),
        pytest.param({"numpy": "1"}, "numpy 1 there, 2 here; install the same there", id="a library"),
        pytest.param({"numpy": "1", "grader": "c"}, "numpy 1 there, 2 here; install the same there", id="and its hash"),
        pytest.param({"grader": "c"}, "grader c there, d here; install the same there", id="the grader itself"),
    ],
)
def test_the_difference_of_two_versions_names_what_differs(there: dict[str, str], said: str) -> None:
    here = {"Python": "3", "numpy": "2", "grader": "d"}
    assert difference({**here, **there}, here) == said
