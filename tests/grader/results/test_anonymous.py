"""Nothing that is written or told without a name has one."""

import re
import stat
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from checks.model import Finding, Severity, Verdict
from checks.model.assignment import Assignment
from grader.batch.journal import Record
from grader.batch.progress import Begun, Kept, Tally
from grader.results import ResultsError
from grader.results.anonymous import NOT_SHOWN, Pseudonyms, of_folder
from tests.grader.results.gradebooks.test_grades import table
from tests.grader.results.records import record
from tests.grader.results.test_making import made, names, override
from tests.tasks import grade_of

NAME = "Lovelace, Ada"
PSEUDONYM = re.compile(r"anon-[a-z2-7]{12}")
MINE = ("pseudonyms.key", "pseudonyms.csv", "overrides.csv")  # for the instructor alone, beside the journal


def submission(assignment: Assignment, **more: object) -> Record:
    """All that may hold a name holds it."""
    note = Finding(check="intake", message=f"{NAME}.zip: renamed", severity=Severity.NOTE)
    return record(
        assignment,
        NAME,
        (10, 6.29, 0),
        intake=[note],
        origin=f"class/{NAME}_101_assignsubmission_file_",
        layout="moodle",
        ids={"moodle_id": "101", "full_name": NAME},
        commit="c0ffee" * 6,
        notes=(f"{NAME} twice",),
        **more,
    )


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def shared(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names(folder) if name not in MINE}


def test_no_name_is_in_what_is_written(out: Path, assignment: Assignment) -> None:
    students = [submission(assignment), *(record(assignment, name) for name in ("Bob", "carl"))]
    result = made(out, assignment, *students, anonymous=True, similar=True)
    files = shared(out)
    assert len(files) == 3 * 3 + 2
    for name, data in files.items():
        assert not re.search(rb"lovelace|bob|carl|assignsubmission|c0ffee|101", name.encode() + data, re.IGNORECASE), (
            name
        )
    assert PSEUDONYM.fullmatch(result.figures.slowest[0].student)
    assert result.files == ("index.html", "grades.csv", "pseudonyms.csv", "feedback/")


def test_the_pseudonyms_stay_the_same_and_the_table_maps_them_back(out: Path, assignment: Assignment) -> None:
    made(out, assignment, submission(assignment), record(assignment, "bob"), anonymous=True)
    before = table(out / "pseudonyms.csv")
    assert made(out, assignment, record(assignment, "carl"), anonymous=True).written == 1
    after = {row["student"]: row["pseudonym"] for row in table(out / "pseudonyms.csv")}
    assert {row["student"]: row["pseudonym"] for row in before}.items() <= after.items()
    assert set(after) == {NAME, "bob", "carl"}
    assert {row["student"] for row in table(out / "grades.csv")} == set(after.values())


def test_the_order_of_the_rows_tells_nothing_of_the_names(out: Path, assignment: Assignment) -> None:
    made(out, assignment, *(record(assignment, f"student{n:02}") for n in range(20)), anonymous=True)
    rows = [row["student"] for row in table(out / "grades.csv")]
    assert rows == sorted(rows)
    by_name = [of_folder(out, make=False).of(f"student{n:02}") for n in range(20)]
    assert rows != by_name
    assert {row["graded_at"] for row in table(out / "grades.csv")} == {"2026-03-02T00:00:00+00:00"}


def test_without_the_secret_they_are_others(assignment: Assignment) -> None:
    one, other = Pseudonyms(b"1" * 32), Pseudonyms(b"2" * 32)
    assert one.of("ada") == one.of("ada")
    assert len({one.of("ada"), other.of("ada"), one.of("Ada"), one.of("bob")}) == 4
    assert PSEUDONYM.fullmatch(one.of("\ud800"))


def test_the_secret_and_the_table_are_for_the_owner_alone(out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment), anonymous=True)
    for name in ("pseudonyms.key", "pseudonyms.csv"):
        assert stat.S_IMODE((out / name).stat().st_mode) == 0o600


@pytest.mark.parametrize("secret", ["", "abc", "g" * 64, "\0" * 64])
def test_a_secret_that_is_none_is_refused(secret: str, tmp_path: Path) -> None:
    (tmp_path / "pseudonyms.key").write_text(secret)
    with pytest.raises(ResultsError, match="this is no secret of ours: put it back as it was, or remove it"):
        of_folder(tmp_path, make=True)


def test_a_secret_is_made_only_when_it_is_asked_for(tmp_path: Path) -> None:
    assert of_folder(tmp_path, make=False) is None
    made = of_folder(tmp_path, make=True)
    assert made is not None
    again = of_folder(tmp_path, make=False)
    assert again is not None
    assert again.of("ada") == made.of("ada")


def test_names_and_pseudonyms_take_each_others_place(out: Path, assignment: Assignment) -> None:
    made(out, assignment, submission(assignment), record(assignment, "bob"))
    named = names(out)
    assert "gradebook-moodle.csv" in named
    made(out, assignment, anonymous=True)
    assert not [name for name in shared(out) if "bob" in name or "lovelace" in name or "gradebook" in name]
    assert made(out, assignment).written == 2
    assert names(out) - set(MINE) == named


def test_an_override_may_name_a_pseudonym(out: Path, assignment: Assignment) -> None:
    out.mkdir()
    pseudonyms = of_folder(out, make=True)
    assert pseudonyms is not None
    override(out, f"{pseudonyms.of(NAME)},1,9,x", "bob,1,9,x")
    for anonymous in (True, False):
        result = made(out, assignment, submission(assignment), record(assignment, "bob"), anonymous=anonymous)
        assert result.unknown == ()
        assert [row["task_1_points"] for row in table(out / "grades.csv")] == ["9", "9"]


def test_an_override_of_nobody_is_told_by_its_line_alone(out: Path, assignment: Assignment) -> None:
    override(out, "bobby,1,9,x")
    assert made(out, assignment, record(assignment, "bob"), anonymous=True).unknown == (("this name", 2),)


def test_what_the_intake_said_is_kept_as_a_sign_only(assignment: Assignment) -> None:
    shown = Pseudonyms(b"1" * 32).record(submission(assignment))
    (finding,) = shown.grade.checks[0].findings
    assert (finding.severity, finding.message) == (
        Severity.NOTE,
        "not shown, since it may hold a name; the same command without --anonymous shows it",
    )


def test_why_a_file_is_missing_is_not_told_where_the_intake_said_it(assignment: Assignment) -> None:
    said = Finding(check="intake", message=f"`{NAME}.rar` is a rar archive", hint=f"Ask {NAME}.")
    gone = Finding(check="source", message=said.message, hint=said.hint, verdict=Verdict.MISSING)
    missing = record(assignment, NAME, (10, 10, 0), findings=[gone], verdict=Verdict.MISSING, intake=[said])
    told = Pseudonyms(b"secret").record(missing).grade
    (finding,) = (found for result in grade_of(told, "padding").checks for found in result.findings)
    assert (finding.message, finding.hint) == (NOT_SHOWN, "")
    plain = record(
        assignment, "a", (10, 10, 0), findings=[Finding(check="source", message="a")], verdict=Verdict.MISSING
    )
    assert Pseudonyms(b"secret").record(plain).grade.tasks == plain.grade.tasks


def test_a_failure_of_the_grader_is_told_without_the_name(assignment: Assignment) -> None:
    failure = Finding(check="values", message=f"OSError: class/{NAME}/0.py", verdict=Verdict.INTERNAL_ERROR)
    failed = record(assignment, NAME, (0, 10, 10), findings=[failure], verdict=Verdict.INTERNAL_ERROR)
    pseudonyms = Pseudonyms(b"1" * 32)
    tally = Tally()
    tally.count(pseudonyms.event(Begun(NAME)))
    assert list(tally.under_way) == [pseudonyms.of(NAME)]
    tally.count(pseudonyms.event(failed))
    tally.count(pseudonyms.event(Kept("carl")))
    assert (tally.done, tally.under_way) == (2, {})
    assert tally.internal == [(pseudonyms.of(NAME), f"OSError: class/{pseudonyms.of(NAME)}/0.py")]


def test_the_date_of_the_submission_stays(assignment: Assignment) -> None:
    date = datetime(2026, 3, 1, tzinfo=UTC)
    shown = Pseudonyms(b"1" * 32).record(submission(assignment, submitted=date, late=True))
    assert (shown.entry.submitted, shown.entry.late) == (date, True)


def test_nothing_outside_the_folder_holds_the_secret(out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment), anonymous=True)
    secret = (out / "pseudonyms.key").read_text().strip()
    found = subprocess.run(["grep", "-rl", secret, out], capture_output=True, text=True).stdout.split()
    assert found == [str(out / "pseudonyms.key")]


def test_the_name_is_taken_out_of_what_is_said_of_an_optional_task(assignment: Assignment) -> None:
    broke = Finding(check="values", message="the file of ada is gone", verdict=Verdict.INTERNAL_ERROR)
    made = record(assignment, points=(10, 10, 0), findings=[broke], verdict=Verdict.INTERNAL_ERROR)
    *tasks, last = made.grade.tasks
    grade = msgspec.structs.replace(made.grade, tasks=tuple(tasks), optional=(last,))
    shown = Pseudonyms(b"key").record(msgspec.structs.replace(made, grade=grade))
    (finding,) = shown.grade.optional[0].checks[-1].findings
    assert finding.message == f"the file of {shown.entry.student} is gone"
