"""f-strings as Python 3.11 reads them, on every Python. The tokens are those that Python 3.12 and 3.14 made of the
text; only the numbers of their kinds are of this test.

When this was written, Python 3.11 to 3.14 found the same in 2154 files, 1500 of them changed at random.
"""

import io
import tokenize
from tokenize import NAME, NEWLINE, NUMBER, OP, STRING, TokenInfo

from checks.static.pep8 import whole_strings

START, MIDDLE, END, T_START, T_END = range(1001, 1006)
ENDING = (tokenize.NL, NEWLINE, tokenize.ENDMARKER)


def tokens(text: str, *parts: tuple[int, str, int, int, int, int]) -> list[TokenInfo]:
    lines = text.splitlines(keepends=True)
    return [TokenInfo(kind, said, (a, b), (c, d), lines[a - 1]) for kind, said, a, b, c, d in parts]


def told(text: str, made: list[TokenInfo]) -> list[tuple[object, ...]]:
    whole = whole_strings(made, text.splitlines(keepends=True), (START, T_START), (END, T_END))
    return [tuple(token) for token in whole if token.type not in ENDING]


def as_strings(text: str) -> list[tuple[object, ...]]:
    """What this Python makes of the same text without an f: plain strings are the same for all of them."""
    read = tokenize.generate_tokens(io.StringIO(text).readline)
    return [tuple(token) for token in read if token.type not in ENDING]


def test_an_f_string_is_one_string() -> None:
    text = 'x = f"{m = }"\n'
    made = tokens(
        text,
        (NAME, "x", 1, 0, 1, 1), (OP, "=", 1, 2, 1, 3), (START, 'f"', 1, 4, 1, 6), (OP, "{", 1, 6, 1, 7),
        (NAME, "m", 1, 7, 1, 8), (OP, "=", 1, 9, 1, 10), (OP, "}", 1, 11, 1, 12), (END, '"', 1, 12, 1, 13),
        (NEWLINE, "\n", 1, 13, 1, 14),
    )  # fmt: skip
    *before, string = told(text, made)
    assert [token[1] for token in before] == ["x", "="]
    assert string == (STRING, 'f"{m = }"', (1, 4), (1, 13), text)


def test_one_of_many_lines_has_them_all() -> None:
    text = 'x = f"""{a\n  :>{w}} {{}}\n"""[0]\n'
    made = tokens(
        text,
        (START, 'f"""', 1, 4, 1, 8), (OP, "{", 1, 8, 1, 9), (NAME, "a", 1, 9, 1, 10), (tokenize.NL, "\n", 1, 10, 1, 11),
        (OP, ":", 2, 2, 2, 3), (MIDDLE, ">", 2, 3, 2, 4), (OP, "{", 2, 4, 2, 5), (NAME, "w", 2, 5, 2, 6),
        (OP, "}", 2, 6, 2, 7), (MIDDLE, "", 2, 7, 2, 7), (OP, "}", 2, 7, 2, 8), (MIDDLE, " {", 2, 8, 2, 10),
        (MIDDLE, "}", 2, 11, 2, 12), (MIDDLE, "\n", 2, 13, 3, 0), (END, '"""', 3, 0, 3, 3),
        (OP, "[", 3, 3, 3, 4), (NUMBER, "0", 3, 4, 3, 5),
    )  # fmt: skip
    string, *others = told(text, made)
    assert string == (STRING, 'f"""{a\n  :>{w}} {{}}\n"""', (1, 4), (3, 3), text)
    assert [other[1] for other in others] == ["[", "0"]


def test_one_within_another_is_part_of_it() -> None:
    text = "f'{f\"{a}\"}' f''\n"
    made = tokens(
        text,
        (START, "f'", 1, 0, 1, 2), (OP, "{", 1, 2, 1, 3), (START, 'f"', 1, 3, 1, 5), (OP, "{", 1, 5, 1, 6),
        (NAME, "a", 1, 6, 1, 7), (OP, "}", 1, 7, 1, 8), (END, '"', 1, 8, 1, 9), (OP, "}", 1, 9, 1, 10),
        (END, "'", 1, 10, 1, 11), (START, "f'", 1, 12, 1, 14), (END, "'", 1, 14, 1, 15),
    )  # fmt: skip
    assert [token[1:4] for token in told(text, made)] == [
        ("f'{f\"{a}\"}'", (1, 0), (1, 11)),
        ("f''", (1, 12), (1, 15)),
    ]


def test_a_t_string_is_one_too() -> None:
    text = 't"{m = }"\n'
    made = tokens(
        text,
        (T_START, 't"', 1, 0, 1, 2), (OP, "{", 1, 2, 1, 3), (NAME, "m", 1, 3, 1, 4), (OP, "=", 1, 5, 1, 6),
        (OP, "}", 1, 7, 1, 8), (T_END, '"', 1, 8, 1, 9),
    )  # fmt: skip
    assert told(text, made) == [(STRING, 't"{m = }"', (1, 0), (1, 9), text)]


def test_what_has_none_stays_as_it_is() -> None:
    text = 'x = """a\nb"""  # f"{c}"\n'
    assert told(text, list(tokenize.generate_tokens(io.StringIO(text).readline))) == as_strings(text)
