import os
from pathlib import Path

import pytest

from grader.report.files import stem, write


@pytest.mark.parametrize("name", ["ada", "0", "team-7", "a.b_c", "x" * 60])
def test_a_harmless_name_stays(name: str) -> None:
    assert stem(name) == name


@pytest.mark.parametrize(
    "name",
    [
        *("Ada", "Zoë", "../../etc/passwd", "/etc/passwd", "a/b", "..", ".", "", "con", "nul.txt", "a\x00b", "\ud800"),
        *("<b>", "x" * 300, "-rf", "a ", "a.", "ada-0123456789abcdef"),
    ],
)
def test_any_other_name_becomes_a_harmless_one_of_its_own(name: str) -> None:
    safe = stem(name)
    assert safe != name
    assert Path(safe).name == safe
    assert safe.isascii()
    assert safe == safe.lower()
    assert len(safe) <= 60
    assert safe[0].isalnum()
    assert stem(f"{name}x") != safe


def test_a_text_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    for text in ("one", "two"):
        write(tmp_path / "a.html", text)
        assert (tmp_path / "a.html").read_text() == text
    assert os.listdir(tmp_path) == ["a.html"]


def test_if_anything_fails_the_earlier_text_stays(tmp_path: Path) -> None:
    write(tmp_path / "a.html", "one")
    with pytest.raises(UnicodeEncodeError):
        write(tmp_path / "a.html", "\ud800")
    assert (tmp_path / "a.html").read_text() == "one"
    assert os.listdir(tmp_path) == ["a.html"]
