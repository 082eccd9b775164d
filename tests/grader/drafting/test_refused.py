"""What a function refuses becomes what its sizes have to meet."""

import pytest

from grader.drafting.refused import met
from tests.grader.drafting.solutions import tree

SIZES = {"k": "k", "n": "n"}
AXES = {"x": ("n",), "y": ("h", "w")}


def texts(*lines: str) -> list[str]:
    return [each.text for each in met(tree("x, y, k", *lines, "return x"), SIZES, AXES)]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("if k < 1:", "    raise ValueError"), ["k >= 1"]),
        (("if k < 1 or k > len(x):", "    raise ValueError('k')"), ["k >= 1", "k <= n"]),
        (("if not 1 <= k <= n:", "    raise ValueError",), ["1 <= k", "k <= n"]),
        (("if not (k < n and y.shape[1] == 2):", "    raise ValueError"), ["k < n", "w == 2"]),
        (("assert 2 * k + 1 <= x.shape[0]",), ["2 * k + 1 <= n"]),
        (("assert k <= n - (k - 1)",), ["k <= n - (k - 1)"]),
        (("if y.shape[0] != y.shape[1]:", "    raise ValueError"), ["h == w"]),
        (("if k < 1:", "    return x"), []),
        (("if k < 1 and n < 2:", "    raise ValueError"), []),
        (("if k < 1:", "    raise ValueError", "else:", "    k = 2"), []),
        (("if 1 < k < n:", "    raise ValueError"), []),
        (("if k < alpha or k / 2 > n or f(k) < 1:", "    raise ValueError"), []),
        (("for i in range(k):", "    assert k < i"), []),
    ],
)  # fmt: skip
def test_what_is_raised_for_says_what_holds(lines: tuple[str, ...], found: list[str]) -> None:
    assert texts(*lines) == found
