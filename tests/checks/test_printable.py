import pytest

from checks.printable import one_line, printable, readable, shortened


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("x = images[:, i]", id="code"),
        pytest.param("first\n\tsecond\n", id="newlines and tabs"),
        pytest.param("é ß 漢字 мир العربية", id="letters of any alphabet"),
        pytest.param("e\u0301 \U0001f642 ≤ ½", id="accents, pictures and signs"),
        pytest.param(r"\x1b \u202e", id="backslashes"),
    ],
)
def test_what_can_be_seen_stays(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("char", "shown"),
    [
        pytest.param("\x00", r"\x00", id="null"),
        pytest.param("\x07", r"\x07", id="bell"),
        pytest.param("\x1b", r"\x1b", id="escape"),
        pytest.param("\r", r"\r", id="carriage return"),
        pytest.param("\x0b", r"\x0b", id="vertical tab"),
        pytest.param("\x7f", r"\x7f", id="delete"),
        pytest.param("\x9b", r"\x9b", id="C1 control sequence introducer"),
        pytest.param("\xad", r"\xad", id="soft hyphen"),
        pytest.param("\u200b", r"\u200b", id="zero-width space"),
        pytest.param("\u200f", r"\u200f", id="right-to-left mark"),
        pytest.param("\u2028", r"\u2028", id="line separator"),
        pytest.param("\u202e", r"\u202e", id="right-to-left override"),
        pytest.param("\u2066", r"\u2066", id="isolate"),
        pytest.param("\ufeff", r"\ufeff", id="byte order mark"),
        pytest.param("\ue000", r"\ue000", id="private use"),
        pytest.param("\ufffe", r"\ufffe", id="no character"),
        pytest.param("\ud800", r"\ud800", id="lone surrogate"),
        pytest.param("\udcff", r"\udcff", id="byte of a file name that is not UTF-8"),
        pytest.param("\U000e0041", r"\U000e0041", id="tag letter"),
    ],
)
def test_what_cannot_be_seen_becomes_an_escape(char: str, shown: str) -> None:
    assert printable(f"a{char}b") == f"a{shown}b"
    assert one_line(f"a{char}b") == f"a{shown}b"


def test_a_long_text_is_cut_and_says_how_much_is_left_out() -> None:
    assert printable("x" * 2000) == "x" * 2000
    assert printable("x" * 2001) == "x" * 2000 + "... (1 more characters)"
    assert printable("abcdef", limit=2) == "ab... (4 more characters)"


def test_a_name_stays_on_one_line() -> None:
    assert one_line("a\nb\tc\r") == r"a\nb\tc\r"
    assert one_line("x" * 201) == "x" * 200 + "... (1 more characters)"


def test_every_character_can_be_encoded_afterwards() -> None:
    every = "".join(map(chr, range(0x11000)))
    assert printable(every, limit=len(every)).encode("utf-8")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"Chlo\xc3\xa9", "Chloé"),
        (b"J\xe9r\xf4me", "Jérôme"),
        (b"na\xefve \x80", "naïve €"),
        (b"\x81\xe9", "\x81é"),
        (b"plain", "plain"),
    ],
)
def test_bytes_that_are_no_utf_8_are_read_as_windows_writes_them(raw: bytes, shown: str) -> None:
    assert readable(raw.decode(errors="surrogateescape")) == shown


def test_a_surrogate_that_no_byte_stands_for_stays() -> None:
    assert readable("a\ud800b") == "a\ud800b"


def test_a_text_is_shortened_after_a_word() -> None:
    assert shortened("no more than that", 17) == "no more than that"
    assert shortened("no more than that\u202e", 17) == "no more than ..."
    assert shortened("x" * 30, 10) == "xxxxxx ..."
