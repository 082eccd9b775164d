"""Pages for the platforms, taken apart as these do it: Moodle's `importziplib.php`, Canvas's `abstract_assignment`."""

import re
import zipfile
from pathlib import Path, PurePosixPath

import msgspec
import pytest

from checks.model.assignment import Assignment
from grader.batch.journal import Journal
from grader.cli import run
from grader.intake.entries import Entry, Location
from grader.results import feedback
from grader.results.anonymous import of_folder
from tests.classes import make_class, students
from tests.grader.intake.taking import scan
from tests.grader.report.test_audience import grade as with_secrets
from tests.grader.results.records import journal_of, record
from tests.grading import SUBMISSIONS

COUNT = 5


def as_moodle(path: str) -> tuple[int, str] | None:
    """The participant's number and the file's name, as Moodle finds them; None for what it passes over."""
    if PurePosixPath(path).name.startswith((".", "~")):
        return None
    parts = path.split("/")
    while parts:
        part = parts.pop(0).split("_", 4)
        if len(part) >= 4 and re.fullmatch(r"\d+", part[1]) and part[2:4] == ["assignsubmission", "file"]:
            return int(part[1]), "/".join([*part[4:], *parts])
    return None


def as_canvas(path: str) -> tuple[str, int] | None:
    """The student's and the attachment's number, as Canvas finds them."""
    name = path.rpartition("/")[2]
    parts = [part for part in name.split("_") if part != "LATE"]
    numbers = [part for part in parts if re.fullmatch(r"[0-9]+", part)]
    found = parts[1:3] if parts[0] == "anon" else numbers[:2]
    if len(found) < 2 or not found[1].isdigit() or parts[-1].startswith("link") or name.startswith("._"):
        return None
    return found[0], int(found[1])


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory, assignment: Assignment) -> Path:
    """The results of a class in which each platform has its part, as the intake reads their downloads."""
    folder = tmp_path_factory.mktemp("feedback")
    secret, records = with_secrets(assignment), []
    for number, layout in enumerate(("canvas", "moodle", "folder")):
        names = students(COUNT, first=COUNT * number)
        make_class(folder / "class" / layout, layout, names, [SUBMISSIONS / "correct_tensordot"])
        for each in scan([folder / "class" / layout], assignment):
            grade = msgspec.structs.replace(secret, submission=each.student)
            records.append(msgspec.structs.replace(record(assignment, each.student), entry=each, grade=grade))
    journal_of(folder / "out", records).close()
    return folder / "out"


def packed(out: Path, platform: str) -> dict[str, str]:
    with zipfile.ZipFile(out / f"feedback-{platform}.zip") as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_moodle_finds_whose_each_page_is(out: Path, capsys) -> None:
    assert run(["report", str(out), "--feedback", "moodle"]) == 0
    told = f"{COUNT} pages in {out / 'feedback-moodle.zip'}; {2 * COUNT} others did not come from Moodle\n"
    assert capsys.readouterr().out == told
    found = [as_moodle(name) for name in packed(out, "moodle")]
    assert sorted(found) == [(657000 + number, "feedback.html") for number in range(COUNT)]


def test_who_handed_in_nothing_came_from_nowhere_and_is_not_counted(
    tmp_path: Path, assignment: Assignment, capsys
) -> None:
    from_moodle = Entry("ada", "moodle", "", Location(""), ids={"moodle_id": "1"})
    from_elsewhere, nothing = record(assignment, "ben"), msgspec.structs.replace(record(assignment, "cy"), content="")
    records = [msgspec.structs.replace(record(assignment, "ada"), entry=from_moodle), from_elsewhere, nothing]
    journal_of(tmp_path, records).close()
    assert run(["report", str(tmp_path), "--feedback", "moodle"]) == 0
    told = f"1 page in {tmp_path / 'feedback-moodle.zip'}; 1 other did not come from Moodle\n"
    assert capsys.readouterr().out == told


def test_canvas_finds_whose_each_page_is(out: Path) -> None:
    assert run(["report", str(out), "--feedback", "canvas"]) == 0
    with Journal(out) as journal:
        ids = [each.entry.ids for each in journal.records() if each.entry.layout == "canvas"]
    handed_in = [(each["canvas_user_id"], int(each["canvas_submission_id"])) for each in ids]
    assert sorted(map(as_canvas, packed(out, "canvas"))) == sorted(handed_in)
    assert len(handed_in) == COUNT


@pytest.mark.parametrize("platform", ["moodle", "canvas"])
def test_the_pages_are_what_a_student_may_see(platform: str, out: Path) -> None:
    assert run(["report", str(out), "--feedback", platform, "--audience", "instructor"]) == 0
    for page in packed(out, platform).values():
        assert page.startswith("<!doctype html>")
        assert "SECRET" not in page


def entry(layout: str, **ids: str) -> Entry:
    return Entry("ada", layout, "", Location(""), ids=ids)


HOSTILE = [
    "../../etc/passwd", "/root", "..\\..\\x", "a/b", "_99_assignsubmission_file_", "C:x", ".", "..", "~ada", ".ada", "",
    "a\x00b\x1b[31m\n", "٣_12", "Zoë", "x" * 5000, "link", "7", "anon", "LATE", "7_8", "anon_8",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name)[:30])
def test_no_name_speaks_for_another_or_leads_out(name: str) -> None:
    given = feedback.moodle(entry("moodle", moodle_id="4711", full_name=name))
    assert given is not None
    assert as_moodle(given) == (4711, "feedback.html")
    to_canvas = feedback.canvas(entry("canvas", canvas_user_id="4711", canvas_submission_id="90001", canvas_name=name))
    assert to_canvas is not None
    assert as_canvas(to_canvas) == ("4711", 90001)
    for each in (given, to_canvas):
        assert PurePosixPath(each).name == each
        assert each.isprintable()
        assert not set(each) & set("\\:~")
        assert len(each.encode()) < 600


def test_canvas_without_names_finds_them_too() -> None:
    ids = {"canvas_user_id": "anon_Ab1cD", "canvas_submission_id": "90001", "canvas_name": ""}
    name = feedback.canvas(entry("canvas", **ids))
    assert name is not None
    assert as_canvas(name) == ("Ab1cD", 90001)


@pytest.mark.parametrize(
    "ids",
    [
        {},
        {"moodle_id": ""},
        {"moodle_id": "٣"},
        {"canvas_user_id": "7"},
        {"canvas_user_id": "x/../y", "canvas_submission_id": "7"},
    ],
    ids=str,
)
def test_who_has_no_number_is_left_out(ids: dict[str, str]) -> None:
    assert feedback.moodle(entry("moodle", **ids)) is None
    assert feedback.canvas(entry("canvas", **ids)) is None
    assert feedback.moodle(entry("folder", moodle_id="7")) is None


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "say what to write: either --html all|STUDENT or --feedback moodle|canvas"),
        (["--html", "all", "--feedback", "moodle"], "say what to write"),
        (["--feedback", "moodle", "--anonymous"], "leave --anonymous out"),
        (["--feedback", "moodle"], "came from a download of Moodle"),
    ],
)
def test_what_cannot_be_done_is_told(
    options: list[str], said: str, tmp_path: Path, assignment: Assignment, capsys
) -> None:
    journal_of(tmp_path / "out", [record(assignment)]).close()
    assert run(["report", str(tmp_path / "out"), *options]) == 2
    assert said in capsys.readouterr().err
    assert not list((tmp_path / "out").glob("feedback-*"))


def test_names_are_there_where_the_folder_has_pseudonyms_too(out: Path) -> None:
    of_folder(out, make=True)
    assert run(["report", str(out), "--feedback", "moodle"]) == 0
    assert len(packed(out, "moodle")) == COUNT
