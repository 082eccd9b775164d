"""The page of the conventions has each with its own words."""

from checks.exercises.convolution.conventions import EVEN, OF_SAME
from tests.manual.pages import table, text

PAGE = text("docs/reference/conventions.md")


def test_the_manual_has_every_convention_of_a_stride() -> None:
    assert table(PAGE, "## A stride") == [[f"`{name}`", convention.words] for name, convention in OF_SAME.items()]


def test_the_manual_has_every_convention_of_an_even_kernel() -> None:
    assert all(f"`{name}`" in PAGE for name in EVEN)
