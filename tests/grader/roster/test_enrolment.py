"""Whose of a roster a submission is, and whose it cannot be said to be."""

import unicodedata
from pathlib import Path

import pytest

from grader.intake.entries import Entry, Layout, Location
from grader.roster.enrolment import Enrolled, Enrolment, enrolment
from grader.roster.people import named


def entry(student: str, layout: Layout = "folder", **ids: str) -> Entry:
    return Entry(student, layout, "", Location(""), ids)


def held(tmp_path: Path, rows: str, *entries: Entry) -> Enrolment:
    (tmp_path / "r.csv").write_text(rows)
    return enrolment(named(tmp_path / "r.csv"), entries)


PERSON = "name,email,sid,github_username,status\n"
ADA = "Ada Lovelace,ada.l@example.org,s17,ada-hub,\n"
BEN = "Ben Brown,ben.b@example.org,s18,ben-hub,\n"


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(entry("Ada Lovelace"), id="the name"),
        pytest.param(entry("ADA LOVELACE"), id="the name in capitals"),
        pytest.param(entry("ada-lovelace"), id="a folder"),
        pytest.param(entry("Lovelace, Ada"), id="the last name first"),
        pytest.param(entry("lovelaceada", "canvas", canvas_user_id="4711"), id="as Canvas writes it"),
        pytest.param(entry("anonymous", "moodle", full_name="Ada Lovelace"), id="the platform's name"),
        pytest.param(entry("x", "gradescope", email="ADA.L@example.org"), id="the mail"),
        pytest.param(entry("x", "gradescope", sid="S17"), id="the number"),
        pytest.param(entry("s17"), id="a folder of the number"),
        pytest.param(entry("ada.l@example.org"), id="a folder of the mail"),
        pytest.param(entry("ada.l"), id="the mail without its place"),
        pytest.param(entry("ada-hub", "git"), id="the user of GitHub"),
        pytest.param(entry("0x04-convolutions-ada-hub", "git"), id="a repository of GitHub Classroom"),
        pytest.param(entry("x", "table", **{"e-mail": "ada.l@example.org"}), id="a column of a table"),
        pytest.param(entry("Ada Lovelace (2)"), id="a name that was taken"),
    ],
)
def test_a_submission_is_found_by_any_of_its_names_and_ids(found: Entry, tmp_path: Path) -> None:
    result = held(tmp_path, PERSON + ADA + BEN, found)
    assert result.of(found.student) is Enrolled.YES
    assert result.people[found.student].called == "Ada Lovelace"
    assert [each.student for each in result.absent] == ["Ben Brown"]
    assert result.doubts == ()


def test_of_two_users_that_end_a_repositorys_name_it_is_the_longer_ones(tmp_path: Path) -> None:
    rows = "identifier,github_username\nAda,cat\nBen,octo-cat\n"
    result = held(tmp_path, rows, entry("hw-cat", "git"), entry("hw-octo-cat", "git"))
    assert {name: person.called for name, person in result.people.items()} == {"hw-cat": "Ada", "hw-octo-cat": "Ben"}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_an_accent_is_the_same_however_it_is_written(form: str, tmp_path: Path) -> None:
    names = [unicodedata.normalize(each, "Jérôme Noël") for each in (form, "NFC", "NFD")]
    for name in names[1:]:
        assert held(tmp_path, f"name\n{names[0]}\n", entry(name)).absent == ()


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(entry("ada"), id="a part of the name"),
        pytest.param(entry("Ada Lovelace Byron"), id="more than the name"),
        pytest.param(entry("ada-hubert", "git"), id="another user"),
        pytest.param(entry("zed", "canvas", canvas_submission_id="s17"), id="the number of a submission"),
        pytest.param(entry("zed", "table", section="s17"), id="a column that is nobody's id"),
        pytest.param(entry("zed", "moodle", moodle_id="s17"), id="the number of a participant"),
    ],
)
def test_whoever_is_not_on_it_is_told(found: Entry, tmp_path: Path) -> None:
    result = held(tmp_path, PERSON + ADA, found)
    assert (result.of(found.student), result.others()) == (Enrolled.NO, (found.student,))
    assert [each.student for each in result.absent] == ["Ada Lovelace"]


def test_who_is_withdrawn_is_marked_with_a_submission_and_without(tmp_path: Path) -> None:
    result = held(tmp_path, "name,status\nAda,withdrawn\nBen,withdrawn\n", entry("ada"))
    assert (result.of("ada"), result.of("Ben")) == (Enrolled.WITHDRAWN, Enrolled.WITHDRAWN)
    assert [(each.student, each.enrolled) for each in result.absent] == [("Ben", Enrolled.WITHDRAWN)]


def test_of_two_of_the_same_name_an_id_says_who_it_is(tmp_path: Path) -> None:
    rows = "name,sid\nKim Lee,1\nKim Lee,2\n"
    result = held(tmp_path, rows, entry("Kim Lee", "gradescope", sid="2"))
    assert result.of("Kim Lee") is Enrolled.YES
    assert [(each.student, each.person.line) for each in result.absent] == [("Kim Lee (1)", 2)]


def test_who_may_be_either_is_taken_for_neither_and_told(tmp_path: Path) -> None:
    result = held(tmp_path, "name\nKim Lee\nKim Lee\nAda\n", entry("Kim Lee"), entry("ada"))
    assert result.of("Kim Lee") is Enrolled.UNCLEAR
    assert [each.student for each in result.absent] == ["Kim Lee (line 2)", "Kim Lee (line 3)"]
    assert {each.enrolled for each in result.absent} == {Enrolled.UNCLEAR}
    assert result.doubts == ("Kim Lee may be the one of any of the lines 2, 3: it is taken for none",)


def test_nobody_takes_a_name_that_somebody_has_already(tmp_path: Path) -> None:
    students = ("Ada (line 3)", "Ada (line 3, 2)")
    result = held(tmp_path, "name\nAda\nAda\n", *map(entry, students))
    assert [each.student for each in result.absent] == ["Ada", "Ada (line 3, 3)"]
    assert set(result.enrolled) == {*students, "Ada", "Ada (line 3, 3)"}


def test_two_submissions_of_one_person_are_told(tmp_path: Path) -> None:
    result = held(tmp_path, PERSON + ADA, entry("ada-lovelace"), entry("s17"))
    assert result.doubts == ("ada-lovelace, s17 are all Ada Lovelace of line 2",)
    assert (result.absent, result.others()) == ((), ())
    assert result.people == {}  # a gradebook would have two rows of one student


def test_what_the_roster_calls_somebody_is_theirs_alone(tmp_path: Path) -> None:
    rows = "name,username\nKim Lee,kim\nKim Park,lee\nAda,ada\n"
    result = held(tmp_path, rows, entry("kim-lee"), entry("lee"), entry("kim"))
    assert result.called["lee"] == ("Kim Park",)  # lee is what the submission is called anyway
    assert "kim" not in result.called.get("kim-lee", ())


def test_a_large_class_is_held_against_its_roster_quickly(tmp_path: Path) -> None:
    rows = "name,sid\n" + "".join(f"Given{n} Name{n},{n}\n" for n in range(5000))
    result = held(tmp_path, rows, *(entry(f"name{n}given{n}") for n in range(0, 5000, 2)))
    assert len(result.absent) == 2500
