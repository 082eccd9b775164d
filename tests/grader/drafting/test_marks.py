"""The places that are marked are found, wherever they stand, and nothing else is."""

import pytest

from grader.drafting import MARK, marked
from grader.drafting.marks import mark


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("# a comment\nx = 1 # another\n", ()),
        (f"x = 1\n{mark('what x is')}\ny = 2", ((2, "say here what x is"),)),
        (f"x = 1 {MARK} more", ((1, "say here more"),)),
        (f'x = "{MARK} no"\n', ()),
        (f"x = '{MARK} no'\n", ()),
        (f'x = "\\" {MARK} no"\n', ()),
        (f'x = """\n{MARK} no\n"""\n{MARK} yes\n', ((4, "say here yes"),)),
        (f"x = '''\n{MARK} no\n'''\n", ()),
    ],
)
def test_marked_lists_comments_alone(text: str, found: tuple[tuple[int, str], ...]) -> None:
    assert marked(text) == found


def test_a_mark_is_one_line_whatever_it_says() -> None:
    shown = mark("what \x1b[31m\nx\r = 1 \u2028 is")
    assert shown.isprintable()
    assert marked(shown) == ((1, shown.removeprefix("# ")),)
