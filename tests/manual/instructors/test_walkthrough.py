"""The page that walks through an assignment of one's own, and the assignment that lies beside it, are one."""

from tests.manual.pages import DOCS, blocks, text

PAGE = text("docs/instructors/walkthrough.md")
EXAMPLE = DOCS / "examples" / "sequences"


def test_the_model_solution_of_the_page_is_that_of_the_example() -> None:
    (shown,) = blocks(PAGE, "python")
    assert shown == (EXAMPLE / "moving_average.py").read_text()


def test_what_the_page_adds_stands_in_the_example() -> None:
    shown, *_ = blocks(PAGE, "toml")  # the others are of what another assignment may add
    toml = (EXAMPLE / "assignment.toml").read_text()
    assert all(table.strip() in toml for table in shown.split("\n\n"))
