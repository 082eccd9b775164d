"""The page for students says what to hand in, and nothing that stands in it is taken for Markdown."""

import re

import pytest

from grader.drafting import Draft, draft
from grader.drafting.handout import code, plain, signature
from tests.grader.drafting.solutions import function, solution, tree


def page(*texts: str) -> str:
    made: Draft = draft("Name", tuple(solution(text, f"{n}.py") for n, text in enumerate(texts)), 1)
    return made.files["README.md"].decode()


def test_it_says_what_to_hand_in_what_is_allowed_and_how_to_check() -> None:
    text = page(function("x, k=1", "for i in range(k):", "    x = x + i", "return x", docstring="Adds up."))
    for said in ("`0.py`", "    def f(x, k=1):", "Adds up.", "at most one `for` statement", "`numpy`, `math`"):
        assert said in text
    assert "    grader grade . --assignment ASSIGNMENT\n" in text
    for said in ("`README.md`", "`starter`"):  # which a check warns of, and which `grader export student` makes
        assert said in text


def test_it_does_not_show_the_solution() -> None:
    assert "secret" not in page(function("x", "secret = x", "return secret", docstring="Sum.\n\n    secret way"))


@pytest.mark.parametrize(
    ("loops", "said"),
    [(0, "without any loop"), (1, "at most one `for` statement,"), (2, "at most 2 `for` statements,")],
)
def test_the_number_of_loops_is_said(loops: int, said: str) -> None:
    assert said in page(function("x", *["for i in x: pass"] * loops, "return x"))


def test_no_number_is_said_where_no_loop_is_counted() -> None:
    assert "Use at most" not in page(function("x", "while x: pass", "return x"))


@pytest.mark.parametrize(
    ("name", "shown"), [("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("a``b`", "``` a``b` ```")]
)
def test_a_name_with_backticks_stays_one(name: str, shown: str) -> None:
    assert code(name) == shown


@pytest.mark.parametrize(
    "text", ["<script>", "[a](b)", "*a*", "# a", "![a](b)", "a\n# b", "\x1b[31m", "a | b", "~~a~~"]
)
def test_a_text_is_shown_as_it_stands(text: str) -> None:
    assert re.sub(r"\\\\", "", plain(text)).isprintable()
    assert not re.search(r"(?<!\\)[<>*#\[\]!|~]", plain(text))


def test_a_signature_is_one_line() -> None:
    assert signature(tree("x, m='a\\n\\x1b', *, k=(1, 2)", "return x")) == r"f(x, m='a\n\x1b', k=(1, 2))"


def test_an_assignment_of_two_files_names_both() -> None:
    assert "these files: `0.py`, `1.py`" in page(function("x", "return x"), function("x", "return x"))
