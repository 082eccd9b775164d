from itertools import product
from types import SimpleNamespace

import pytest

from checks.exercises.convolution.diagnosis.formula import formula

CALLS = [
    SimpleNamespace(h=h, w=w, kh=kh, kw=kw, ph=ph, pw=pw)
    for h, w, kh, kw, ph, pw in product((3, 4, 6), (2, 5), (1, 2, 3), (1, 2, 3), (0, 1), (0, 2))
]


@pytest.mark.parametrize(
    ("side", "written"),
    [
        (lambda c: c.h - c.kh + 1, "h - kh + 1"),
        (lambda c: c.h + 2 * c.ph - c.kh + 1, "h - kh + 2 * ph + 1"),
        (lambda c: c.w - c.kh, "w - kh"),
        (lambda c: c.h - 2, "h - 2"),
        (lambda c: 3, "3"),
        (lambda c: 0, "0"),
        (lambda c: c.kw - c.h, "kw - h"),
        (lambda c: c.h - 2 * (c.kh // 2), "h - 2 * (kh // 2)"),
    ],
    ids=[
        "valid",
        "padding",
        "a side of the other axis",
        "a constant",
        "nothing but a constant",
        "nothing",
        "a minus first",
        "halves",
    ],
)
def test_a_formula_is_written_as_a_student_would(side, written: str) -> None:
    found = formula([side(call) for call in CALLS], CALLS)
    assert sorted(found.replace("- ", "-").split()) == sorted(written.replace("- ", "-").split())
    assert not found.startswith("-")


@pytest.mark.parametrize(
    "side",
    [lambda c: c.h * c.w, lambda c: min(c.h, 4), lambda c: 7 * c.h],
    ids=["a product", "a minimum", "a large factor"],
)
def test_what_is_no_sum_of_small_multiples_has_no_formula(side) -> None:
    assert formula([side(call) for call in CALLS], CALLS) == ""


def test_few_calls_fit_anything_and_have_no_formula() -> None:
    assert formula([1, 2, 3], CALLS[:3]) == ""
