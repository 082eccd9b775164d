"""Rosters as instructors write them and platforms export them."""

import re
from pathlib import Path

import pytest

from grader.roster.people import Person, Roster, named, of_folder
from grader.tables import TableError


def roster(path: Path, text: str | bytes) -> Roster:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return named(path)


CLASSROOM = '"identifier","github_username","github_id","name"\n"ada@example.org","ada-l","4711",""\n'
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,0x04\n    Points Possible,,,,,30\n"
    '"Lovelace, Ada",4711,s17,ada,Section A,\n"Student, Test",9,,x,Section A,\n'
)
MOODLE = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade"\n'
    '"Participant 657",Ada Lovelace,ada@example.org,"No submission",,30.00\n'
)
GRADESCOPE = "First Name,Last Name,SID,Email,Total Score,Status\nAda,Lovelace,s17,ada@example.org,,Missing\n"
KNOWN = {
    "names alone": ("name\nAda Lovelace\n", ("Ada Lovelace",), {}, {}),
    "GitHub Classroom": (
        CLASSROOM,
        (),
        {"identifier": "ada@example.org", "githubusername": "ada-l", "githubid": "4711"},
        {},
    ),
    "GitHub Classroom with names": (
        "identifier,github_username,github_id,name\nAda Lovelace,ada-l,4711,\n",
        ("Ada Lovelace",),
        {"identifier": "Ada Lovelace", "githubusername": "ada-l", "githubid": "4711"},
        {},
    ),
    "Brightspace": (
        "OrgDefinedId,Username,Last Name,First Name,End-of-Line Indicator\n#s17,#ada,Lovelace,Ada,#\n",
        ("Ada Lovelace",),
        {"orgdefinedid": "s17", "username": "ada"},
        {},
    ),
    "Canvas": (
        CANVAS,
        ("Lovelace, Ada",),
        {"id": "4711", "sisuserid": "s17", "sisloginid": "ada"},
        {"canvas_user_id": "4711"},
    ),
    "Moodle": (
        MOODLE,
        ("Ada Lovelace",),
        {"identifier": "Participant 657", "emailaddress": "ada@example.org"},
        {"moodle_id": "657"},
    ),
    "Gradescope": (GRADESCOPE, ("Ada Lovelace",), {"sid": "s17", "email": "ada@example.org"}, {}),
    "semicolons and capitals": ("STUDENT;E-Mail;Remark\nAda;a@b.c;x\n", ("Ada",), {"email": "a@b.c"}, {}),
    "one name": ("surname,username\nLovelace,ada\n", ("Lovelace",), {"username": "ada"}, {}),
}


@pytest.mark.parametrize(("text", "names", "ids", "platform"), KNOWN.values(), ids=KNOWN)
def test_a_roster_is_known_by_its_headings(
    text: str, names: tuple[str, ...], ids: dict[str, str], platform: dict[str, str], tmp_path: Path
) -> None:
    (person,) = roster(tmp_path / "roster.csv", text).people
    assert (person.names, person.ids) == (names, ids)
    assert person.platform == ({"full_name": names[0]} if names else {}) | platform
    assert not person.withdrawn


@pytest.mark.parametrize(
    ("head", "cell", "withdrawn"),
    [
        ("status", "Withdrawn", True),
        ("Enrolment status", "dropped", True),
        ("state", "inactive", True),
        ("status", "active", False),
        ("status", "Submitted for grading", False),
        ("status", "yes", False),
        ("status", "", False),
        ("withdrawn", "yes", True),
        ("withdrawn", "x", True),
        ("withdrawn", "no", False),
        ("withdrawn", "", False),
    ],
)
def test_who_is_withdrawn(head: str, cell: str, withdrawn: bool, tmp_path: Path) -> None:
    (person,) = roster(tmp_path / "r.csv", f"name,{head}\nAda,{cell}\n").people
    assert person.withdrawn is withdrawn


def test_a_roster_of_windows_is_read_and_told(tmp_path: Path) -> None:
    found = roster(tmp_path / "r.csv", "name\nAda\nJosé\nLéa\n".encode("cp1252"))
    assert [person.called for person in found.people] == ["Ada", "José", "Léa"]
    assert found.notes == ("line 3 and 1 more: not UTF-8, read as Windows-1252; to be sure, save it as CSV UTF-8",)


def test_a_person_who_is_there_twice_is_one_and_told(tmp_path: Path) -> None:
    found = roster(tmp_path / "r.csv", "name,email\nAda,a@b.c\nBen,b@b.c\nADA,A@B.C\n")
    assert [person.line for person in found.people] == [2, 3]
    assert found.notes == ("line 4: ADA is in line 2 already",)


def test_two_of_the_same_name_are_two_where_nothing_else_is_known(tmp_path: Path) -> None:
    assert len(roster(tmp_path / "r.csv", "name\nKim Lee\nKim Lee\n").people) == 2


def test_hostile_cells_are_printable_and_what_a_spreadsheet_was_told(tmp_path: Path) -> None:
    (person,) = roster(tmp_path / "r.csv", "name,id\n'=cmd()\x1b[31m\u202e,'@x\n").people
    assert (person.called, person.ids) == ("=cmd()\\x1b[31m\\u202e", {"id": "@x"})


def test_a_folder_has_a_roster_or_none_or_another_one(tmp_path: Path) -> None:
    assert of_folder(tmp_path) is None
    roster(tmp_path / "roster.csv", "name\nAda\n")
    roster(tmp_path / "other.csv", "name\nBen\n")
    for other, name in ((None, "Ada"), (tmp_path / "other.csv", "Ben")):
        found = of_folder(tmp_path, other)
        assert found
        assert found.people == (Person(2, (name,), {}, {"full_name": name}, withdrawn=False),)


REFUSED = {
    "no known column": (
        "who,what\nAda,1\n",
        1,
        'expected a column such as name, email, id or username, got "who", "what"',
    ),
    "nobody": ("name,email,note\nAda,,\n,,late\n", 3, "expected a student's name or id, got neither"),
    "a comma without quotes": (
        "name,id\nLovelace, Ada,1\n",
        2,
        "expected 2 cells, got 3: a name with a comma in it needs quotes around it",
    ),
    "a quote that is not closed": ('name\nAda\n"Ben\n', 3, "not CSV: unexpected end of data"),
    "a byte of no encoding": (b"name\nAda\nBe\x81\n", 3, "not UTF-8 text: save it as CSV UTF-8"),
}


@pytest.mark.parametrize(("text", "line", "message"), REFUSED.values(), ids=REFUSED)
def test_refuses_in_one_line_that_names_the_line(text: str | bytes, line: int, message: str, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    with pytest.raises(TableError, match=re.escape(f"{path}, line {line}: {message}") + r"\Z"):
        roster(path, text)


def test_a_roster_that_is_named_and_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"r.csv: there is no roster: name a CSV file with a row for each student\Z"):
        of_folder(tmp_path, tmp_path / "r.csv")
