"""What is made of the journal, when it is made again, and what is left alone."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from checks.model import Finding
from checks.model.assignment import Assignment, Late
from grader.report.json import JsonGrade
from grader.results import Made, ResultsError, TableError, make
from grader.results.anonymous import of_folder
from tests.conftest import ROOT
from tests.grader.results.gradebooks.test_grades import table
from tests.grader.results.records import WRONG, journal_of, record
from tests.grading import with_policy

HIDDEN = Finding(check="values", message="the secret case is wrong", hidden=True)


def made(folder: Path, assignment: Assignment, *records, anonymous: bool = False, similar: bool = False) -> Made:
    """Journal these, and make the results of all that is journalled by then."""
    with journal_of(folder, records) as journal:
        pseudonyms = of_folder(folder, make=True) if anonymous else None
        return make(journal, assignment, pseudonyms=pseudonyms, with_similar=similar)


def override(folder: Path, *lines: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "overrides.csv").write_text("student,task,points,reason\n" + "".join(f"{line}\n" for line in lines))


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and "sqlite" not in path.name}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_every_student_has_three_files(out: Path, assignment: Assignment) -> None:
    result = made(out, assignment, record(assignment, "ada"), record(assignment, "bob"))
    files = {f"{name}.json" for name in ("ada", "bob", "feedback/ada", "feedback/bob")}
    assert names(out) == {*files, "feedback/ada.txt", "feedback/bob.txt", "grades.csv", "index.html"}
    assert result.files == ("index.html", "grades.csv", "feedback/")
    assert result.written == 2


def test_a_student_does_not_see_what_is_hidden(out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment, points=(0, 10, 10), findings=(HIDDEN,)))
    assert "the secret case" in (out / "ada.json").read_text()
    for name in ("ada.json", "ada.txt"):
        text = (out / "feedback" / name).read_text()
        assert "the secret case" not in text
        assert "a call that is not shown did not pass" in " ".join(text.split())


def test_the_json_keeps_to_the_schema_and_says_what_counts(out: Path, assignment: Assignment) -> None:
    override(out, "ada,1,9,shown in class", "ada,late,1,ill")
    late = Late(deadline=datetime(2026, 3, 1, 12, tzinfo=UTC), percent_per_day=10)
    rules = msgspec.structs.replace(assignment, late=late)
    made(out, rules, record(rules, points=(10, 6.29, 0), submitted=datetime(2026, 3, 1, 13)))
    for path in (out / "ada.json", out / "feedback" / "ada.json"):
        document = msgspec.json.decode(path.read_bytes(), type=JsonGrade)
        assert (document.score.earned, document.final.earned, document.final.possible) == (16.29, 18, 30)
        assert {task.id: task.score.earned for task in document.tasks}["1"] == 6.29
        plain = json.loads(path.read_text())
        assert plain["overrides"] == [
            {"task": "1", "points": 9.0, "graded": 6.29, "reason": "shown in class"},
            {"task": "late", "points": 1.0, "graded": None, "reason": "ill"},
        ]
        assert plain["late"] == {
            "days": 1,
            "percent": 10.0,
            "points": 1.0,
            "free_days": 0,
            "free_days_used": 0,
            "submitted": "2026-03-01T13:00:00",
            "deadline": "2026-03-01T12:00:00Z",
            "seconds": 3600,
        }


def test_the_text_says_what_changed_the_points(out: Path, assignment: Assignment) -> None:
    override(out, "ada,1,9,shown in class \x1b[31m")
    rules = msgspec.structs.replace(assignment, late=Late(percent_per_day=10))
    made(out, rules, record(rules, points=(10, 6.29, 0), late=True), record(rules, "bob", late=True))
    ada, bob = ((out / "feedback" / f"{name}.txt").read_text() for name in ("ada", "bob"))
    assert "wrong_answer  9 / 10, graded 6.29\n" in ada
    assert "\ntask 1: 9 points instead of 6.29, set by the instructor: shown in class\n" in ada.replace(
        " \\x1b[31m", ""
    )
    assert ada.startswith("ada: 18 / 30 points, 1 of 3 tasks accepted\ntask 1: 9 points instead of")
    assert "\n1 day late: 10 % of the points earned, 1 point taken\n" in ada
    assert bob.startswith("bob: 27 / 30 points, 3 of 3 tasks accepted\n1 day late: 10 % of the points earned, 3 points")
    assert all("points, " in text.splitlines()[-3] + text.splitlines()[-2] for text in (ada, bob))


def test_a_student_reads_the_deadline_of_their_own_the_free_days_and_the_comments(
    out: Path, assignment: Assignment
) -> None:
    override(
        out,
        "ada,deadline,2026-03-08T23:59:59,ill",
        "ada,free_days,1,one is used",
        "ada,2,,look at =CMD() and <b>this</b> \u202e",
        "ada,,,come and see me",
        "bob,deadline,2026-03-08,",
    )
    rules = msgspec.structs.replace(
        assignment, late=Late(datetime(2026, 3, 1, 12), "Europe/Paris", percent_per_day=10, free_days=2)
    )
    students = [record(rules, name, submitted=datetime(2026, 3, 10, 12)) for name in ("ada", "bob", "carl")]
    made(out, rules, *students)
    ada, bob, carl = (
        " ".join((out / "feedback" / f"{name}.txt").read_text().split()) for name in ("ada", "bob", "carl")
    )
    assert "due 2026-03-08 23:59:59, set by the instructor: ill 2 days late" in ada
    assert "free days used: 1 of 1, 10 % of the points earned, 3 points taken" in ada
    assert "the instructor's comment on task 2: look at =CMD() and <b>this</b> \\u202e" in ada
    assert "the instructor's comment: come and see me" in ada
    assert "due 2026-03-08 23:59:59, set by the instructor 2 days late" in bob
    assert bob.startswith("bob: 30 / 30 points, ")
    assert "free days used: 2 of 2 Task 0" in bob
    assert "free days used: 2 of 2, 70 % of the points earned" in carl
    rows = {row["student"]: row for row in table(out / "grades.csv")}
    assert [rows[name]["free_days_used"] for name in ("ada", "bob", "carl")] == ["1", "2", "2"]
    assert "the instructor's comment: come and see me" in rows["ada"]["instructor"]
    plain = json.loads((out / "feedback" / "ada.json").read_text())
    assert plain["extension"] == {"deadline": "2026-03-08T23:59:59", "reason": "ill"}
    assert [comment["task"] for comment in plain["comments"]] == ["2", ""]


# --- again -----------------------------------------------------------------------------------------


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    stats = {name: (folder / name).stat() for name in names(folder)}
    return {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in stats.items()}


def test_files_are_written_again_only_where_something_changed(out: Path, assignment: Assignment) -> None:
    students = [record(assignment, name) for name in ("ada", "bob", "carl")]
    made(out, assignment, *students)
    before = stamps(out)
    assert made(out, assignment).written == 0
    result = made(out, assignment, record(assignment, "bob", (1, 2, 3)))
    after = stamps(out)
    assert result.written == 1
    assert {name for name in after if after[name] != before[name]} == {
        "index.html", "grades.csv", "bob.json", "feedback/bob.json", "feedback/bob.txt",
    }  # fmt: skip
    assert result.figures.totals.lowest == 6


def test_an_override_is_applied_changed_and_withdrawn(out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment, "ada", (10, 0, 0)), record(assignment, "bob"))
    for lines, total in (["ada,1,9,x"], "19"), (["ada,1,8,x"], "18"), (["ada,1,8,y"], "18"), ([], "10"):
        override(out, *lines)
        assert made(out, assignment).written == 1
        assert table(out / "grades.csv")[0]["total"] == total
        assert f"ada: {total} / 30 points" in (out / "feedback" / "ada.txt").read_text()
    assert made(out, assignment).written == 0


def test_an_override_outlasts_a_regrade_and_is_never_written(out: Path, assignment: Assignment) -> None:
    text = "\ufeffStudent;Task;Points;Reason\r\nADA;1;9,5;as told\r\n"
    out.mkdir()
    (out / "overrides.csv").write_text(text, newline="")
    for points in (10, 0, 0), (10, 5, 5):
        made(out, assignment, record(assignment, "ada", points))
        assert table(out / "grades.csv")[0]["task_1_points"] == "9.5"
    (out / "grades.sqlite").rename(out / "grades-earlier.sqlite")  # as --fresh does
    made(out, assignment, record(assignment, "ada", (0, 0, 0)))
    assert table(out / "grades.csv")[0]["total"] == "9.5"
    assert (out / "overrides.csv").read_bytes() == text.encode()


def test_another_late_penalty_changes_who_is_late(out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment, "ada", late=True), record(assignment, "bob"))
    rules = msgspec.structs.replace(assignment, late=Late(percent_per_day=50))
    assert made(out, rules).written == 1
    assert [row["total"] for row in table(out / "grades.csv")] == ["15", "30"]


@pytest.mark.parametrize("name", ["ada.json", "feedback/ada.json", "feedback/ada.txt"])
def test_a_file_that_was_removed_or_is_empty_is_written_again(name: str, out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment, "ada"), record(assignment, "bob"))
    for damage in (Path.unlink, lambda path: path.write_bytes(b"")):
        damage(out / name)
        assert made(out, assignment).written == 1
        assert (out / name).stat().st_size


def test_what_is_not_ours_stays(out: Path, assignment: Assignment) -> None:
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    made(out, assignment, record(assignment))
    assert (out / "notes.txt").read_text() == "mine"


def test_similar_submissions_are_there_as_long_as_they_are_asked_for(out: Path, assignment: Assignment) -> None:
    result = made(out, assignment, record(assignment, "ada"), record(assignment, "bob"), similar=True)
    assert result.groups == ()  # one statement says nothing
    program = {"0": b"def f(a):\n    b = a\n    return b\n"}
    other = {"0": b"def f(x):\n    y = x  # why\n    return y\n"}
    result = made(
        out, assignment, record(assignment, "ada", files=program), record(assignment, "bob", files=other), similar=True
    )
    assert [(group.task, [name for name, _ in group.students]) for group in result.groups or ()] == [
        ("0", ["ada", "bob"])
    ]
    assert [row["student"] for row in table(out / "similar.csv")] == ["ada", "bob"]
    assert made(out, assignment).groups is None
    assert not (out / "similar.csv").exists()


def test_nothing_journalled_is_nothing_to_write(out: Path, assignment: Assignment) -> None:
    result = made(out, assignment)
    assert names(out) == set()
    assert (result.figures.totals.mean, result.figures.totals.median) == (0, 0)


# --- the page of the class -------------------------------------------------------------------------


def index(folder: Path) -> str:
    return (folder / "index.html").read_text()


def put_page(folder: Path, name: str, at: datetime) -> None:
    """A page of a student, as `grader report` writes it."""
    (folder / "html").mkdir(parents=True, exist_ok=True)
    page = folder / "html" / f"{name}.html"
    page.write_text("a page")
    os.utime(page, (at.timestamp(), at.timestamp()))


def test_the_page_says_what_counts(out: Path, assignment: Assignment) -> None:
    override(out, "ada,1,9,x")
    made(out, assignment, record(assignment, "ada", (10, 0, 0)))
    assert '<tr id="s-ada"><th scope="row">ada</th><td>19</td>' in index(out)


def test_the_page_leads_to_pages_that_are_younger_than_the_grade(out: Path, assignment: Assignment) -> None:
    for name, day in (("ada", 3), ("bob", 1)):
        put_page(out, name, datetime(2026, 3, day, tzinfo=UTC))
    made(out, assignment, *(record(assignment, name) for name in ("ada", "bob", "carl")))
    assert [name for name in ("ada", "bob", "carl") if f'href="html/{name}.html"' in index(out)] == ["ada"]
    assert "Not everybody has a page" in index(out)


def test_the_page_leads_to_none_that_is_older_than_the_overrides(out: Path, assignment: Assignment) -> None:
    put_page(out, "ada", datetime(2026, 3, 3, tzinfo=UTC))
    override(out, "ada,1,9,x")
    made(out, assignment, record(assignment, "ada"))
    assert "html/ada.html" not in index(out)


def test_without_names_no_page_of_a_name_is_left(out: Path, assignment: Assignment) -> None:
    (out / "html" / "student").mkdir(parents=True)
    made(out, assignment, record(assignment, "ada"), anonymous=True)
    for name in ("ada", "student/ada", "notes"):
        put_page(out, name, datetime(2026, 3, 3, tzinfo=UTC))
    assert made(out, assignment, anonymous=True).written == 0
    assert {name for name in names(out) if name.startswith("html/")} == {"html/notes.html"}
    assert "ada" not in index(out)
    assert "The names are pseudonyms." in index(out)


# --- what goes wrong -------------------------------------------------------------------------------


def test_a_name_with_an_accent_is_found_however_it_is_written(out: Path, assignment: Assignment) -> None:
    override(out, "Jose\u0301,1,9,x", "LE\u0301A,1,8,x")
    result = made(out, assignment, *(record(assignment, name, (0, 0, 0)) for name in ("Jos\xe9", "L\xe9a")))
    assert result.unknown == ()
    assert [row["total"] for row in table(out / "grades.csv")] == ["9", "8"]


def test_an_override_of_nobody_is_told(out: Path, assignment: Assignment) -> None:
    override(out, "ada,1,9,x", "adda,1,9,x", "adda,2,9,x")
    assert made(out, assignment, record(assignment, "ada")).unknown == (("adda", 3),)


def test_a_wrong_override_changes_nothing(out: Path, assignment: Assignment) -> None:
    made(out, assignment, record(assignment))
    before = stamps(out)
    override(out, "ada,9,1,x")
    with pytest.raises(TableError):
        made(out, assignment, record(assignment, points=(0, 0, 0)))
    assert {**stamps(out), "overrides.csv": 0} == {**before, "overrides.csv": 0}


@pytest.mark.parametrize(
    "name", ["feedback", "ada.json", "index.html", "grades.csv", "gradebook-canvas.csv", "similar.csv"]
)
def test_what_stands_in_the_way_is_named_and_the_journal_unharmed(name: str, out: Path, assignment: Assignment) -> None:
    ids = {"canvas_user_id": "1"}
    program = {"0": b"x = 1\ny = 2\n"}
    students = [record(assignment, who, layout="canvas", ids=ids, files=program) for who in ("ada", "bob")]
    with journal_of(out, students):
        pass
    (out / name).write_text("") if name == "feedback" else (out / name / "x").mkdir(parents=True)
    with pytest.raises(
        ResultsError, match=rf"/out/{name}(/ada.json)?: \w.*: mend that, and give the same command again"
    ):
        made(out, assignment, similar=True)
    (out / name).unlink() if name == "feedback" else (out / name).rename(out / "away")
    assert made(out, assignment, similar=True).figures.totals.lowest == 30
    assert len(table(out / "grades.csv")) == 2


FULL = """
import sys
from pathlib import Path
from grader import assignment
from grader.results import ResultsError, make
from grader.batch.journal_file import JournalError
from grader.batch.journal import Journal
import reference
rules = assignment.load(reference.ASSIGNMENT, sys.argv[2].split(","))
with Journal(Path(sys.argv[1])) as journal:
    try:
        make(journal, rules, pseudonyms=None, with_similar=False)
    except (ResultsError, JournalError) as error:
        print(error)
    print(len(list(journal.records())))
"""


def test_a_full_disk_is_told_and_the_journal_unharmed(tmp_path: Path, assignment: Assignment, miss) -> None:
    """A disk of its own (a tmpfs in a mount namespace of its own), which the results do not fit on."""
    with journal_of(
        tmp_path / "journal", [record(assignment, f"student{n:03}", findings=[WRONG] * 40) for n in range(60)]
    ):
        pass
    out = tmp_path / "disk"
    out.mkdir()
    checks = ",".join({*assignment.scoring.required, *assignment.scoring.points})
    command = f'mount -t tmpfs -o size=400k none {out} && cp {tmp_path}/journal/* {out} && exec "$@"'
    done = subprocess.run(
        [
            "unshare",
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            command,
            "-",
            sys.executable,
            "-c",
            FULL,
            out,
            checks,
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    if "unshare" in done.stderr or "mount:" in done.stderr:
        miss(f"this machine gives no mount namespace: {done.stderr.strip()}")
    assert not done.stderr
    told, records = done.stdout.splitlines()
    assert told.startswith(f"{out}/")
    assert "no space left on device: mend that, and give the same command again" in told or "full" in told
    assert records == "60"


def test_what_another_policy_judged_is_counted(out: Path, assignment: Assignment) -> None:
    rules = with_policy(assignment, cases={"seed": 5})
    assert made(out, rules, record(assignment), record(rules, "bob")).figures.stale == 1
