import re

import pytest

from grader.results.anonymous import Pseudonyms
from grader.results.student_files import stem

HARMLESS = re.compile(r"[a-z0-9][a-z0-9._-]*")
HOSTILE = [
    "", ".", "..", "../bob", "/etc/passwd", "a/b", "a\\b", "C:\\x", "a\0b", "a\nb", ".hidden", "-rf", "a b", "A",
    "ada.",
    "ada ", " ada", "con", "CON", "nul.txt", "com1", "lpt9.json", "aux", "feedback", "grades", "index", "overrides",
    "similar", "roster",
    "gradebook-canvas", "pseudonyms", "anon-2hj73iqram5m", "é", "李明", "\ud800", "\u202egnp",
    "x" * 61, "x" * 4000, "💥",
    "ada-0123456789abcdef", "=cmd()", "a*?", "$HOME", "`id`", "'", '"',
]  # fmt: skip


@pytest.mark.parametrize("student", ["ada", "ada_lovelace", "ada.lovelace", "0", "s12345", "a-b", "console", "x" * 60])
def test_a_harmless_name_stays(student: str) -> None:
    assert stem(student) == student


@pytest.mark.parametrize("student", HOSTILE, ids=ascii)
def test_any_other_becomes_harmless(student: str) -> None:
    name = stem(student)
    assert HARMLESS.fullmatch(name)
    assert re.search(r"-[0-9a-f]{16}$", name)
    assert len(name) <= 60
    assert stem(student) == name


def test_what_can_be_read_of_a_name_stays() -> None:
    assert re.fullmatch(r"grazyna-o-neil-fernandez-[0-9a-f]{16}", stem("Grażyna O'Neil Fernández"))
    assert stem("李明").startswith("student-")


def test_no_two_names_become_the_same_in_any_case() -> None:
    names = [*HOSTILE, *(stem(name) for name in HOSTILE), "Ada", "ADA", "ada", "a-da", "a da", "a_da", "A da"]
    stems = [stem(name).casefold() for name in dict.fromkeys(names)]
    assert len(set(stems)) == len(stems)


def test_a_name_never_becomes_a_pseudonym() -> None:
    pseudonym = Pseudonyms(b"k" * 32).of("ada")
    assert stem(pseudonym) != pseudonym
