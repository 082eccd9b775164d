import numpy as np
import pytest

from checks.exercises.wording import in_words


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"x": np.zeros(5), "k": 2}, "for x (5,) and k = 2"),
        ({"points": np.zeros((4, 2)), "centres": np.zeros((3, 2))}, "for points (4, 2) and centres (3, 2)"),
        ({"image": np.zeros((4, 5)), "mode": "linear"}, "for image (4, 5) and mode = 'linear'"),
        ({"a": np.zeros(2), "b": 0.25, "c": (1, 2)}, "for a (2,), b = 0.25 and c = (1, 2)"),
        ({"axis": None}, "for axis = None"),
        ({"flag": True, "one": (3,)}, "for flag = True and one = (3,)"),
        ({"pair": (np.zeros(3), 1.5)}, "for pair = (an array (3,), 1.5)"),
        ({}, "without arguments"),
    ],
)
def test_a_call_in_words(arguments: dict, expected: str) -> None:
    assert in_words(arguments) == expected


def test_a_long_or_hostile_text_is_shown_in_part_and_escaped() -> None:
    assert in_words({"mode": "a" * 1000}) == f"for mode = '{'a' * 39}... (962 more characters)"
    assert in_words({"mode": "\x1b[31m\u202e\n"}) == r"for mode = '\x1b[31m\u202e\n'"
