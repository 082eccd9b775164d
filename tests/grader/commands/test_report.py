"""The pages that the command line writes: of one submission, and of a class."""

import gc
import re
import shlex
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from markupsafe import escape

import reference
from checks.model import Grade, Ran
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS
from checks.printable import printable
from grader import assignment as assignments
from grader.batch import cache_keys
from grader.batch.journal import Journal, Record
from grader.cli import run
from grader.intake.entries import Entry, Location
from grader.results.anonymous import of_folder
from tests.assignments import edited, folder_with
from tests.grader.report.html.pages import DATE, HOSTILE, hostile, mixed
from tests.grader.report.test_audience import grade as with_secrets
from tests.grading import SUBMISSIONS

ODD = "Zoë </title><b>../../x"


HASH = cache_keys.assignment_hash(assignments.load(reference.FOLDER, CHECK_IDS))


def put(journal: Journal, student: str, grade: Grade) -> None:
    """Journal a grade, its pictures with what was said of its runs."""
    keys = {task.task.id: f"{student} {task.task.id}" for task in grade.tasks}
    named = msgspec.structs.replace(grade, submission=student)
    record = Record(Entry(student, "folder", student, Location("")), named, "c", {}, keys, HASH, "v", DATE, 0.0)
    said = {
        keys[task.task.id]: Ran({}, None, right_shape=True, isolation="full", exhibit=task.exhibit)
        for task in grade.tasks
    }
    journal.put(record, said)


@pytest.fixture
def journal(tmp_path: Path, assignment: Assignment) -> Path:
    with Journal(tmp_path / "out") as journal:
        put(journal, "ada", mixed(assignment))
        put(journal, ODD, hostile(assignment, printable(HOSTILE)))
        put(journal, "secret", with_secrets(assignment))
    return tmp_path / "out"


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.html"))


def test_grade_writes_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "report.html"
    folder = SUBMISSIONS / "wrong_flipped_kernel"
    arguments = ["grade", str(folder), "--task", "0", "--format", "html", "--output", str(file)]
    assert run(arguments) == 1
    assert capsys.readouterr() == ("", "")
    page = file.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "The kernel is flipped" in page
    assert f"<code>grader grade {escape(shlex.quote(str(folder)))} --task 0 --isolation " in page
    assert page.count("data:image/png;base64,") == 4


def test_every_student_of_a_journal_gets_a_page(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", str(journal), "--html", "all"]) == 0
    assert capsys.readouterr().out == f"3 pages in {journal / 'html'}\n"
    odd, *others = sorted(files(journal / "html"), key=lambda name: not name.startswith("zoe-"))
    assert others == ["ada.html", "secret.html"]
    assert "Zoë &lt;/title&gt;&lt;b&gt;../../x" in (journal / "html" / odd).read_text(encoding="utf-8")


def test_one_student_gets_one(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", str(journal), "--html", "ada"]) == 0
    assert capsys.readouterr().out == f"{journal / 'html' / 'ada.html'}\n"
    assert files(journal / "html") == ["ada.html"]
    assert (journal / "html" / "ada.html").read_text(encoding="utf-8").count("data:image/png") == 7


def test_pages_for_students_lie_apart_and_hide_what_is_hidden(journal: Path) -> None:
    assert run(["report", str(journal), "--html", "all"]) == 0
    assert run(["report", str(journal), "--html", "all", "--audience", "student"]) == 0
    assert files(journal / "html" / "student") == files(journal / "html")
    assert "SECRET" in (journal / "html" / "secret.html").read_text(encoding="utf-8")
    assert "SECRET" not in (journal / "html" / "student" / "secret.html").read_text(encoding="utf-8")


def index(folder: Path) -> str:
    return (folder / "index.html").read_text(encoding="utf-8")


def test_the_page_of_the_class_leads_to_the_pages_of_all(journal: Path) -> None:
    (journal / "overrides.csv").write_text("student,task,points,reason\nada,0,9,x\n")
    assert run(["report", str(journal), "--html", "all"]) == 0
    for name in files(journal / "html"):
        assert f'<a href="html/{name}">' in index(journal)
    assert '<a href="html/ada.html">ada</a></th><td>19</td>' in index(journal)
    assert "each name leads to a page" in index(journal)


@pytest.mark.parametrize("place", ["among the results", "elsewhere"])
def test_the_page_of_the_class_says_who_is_on_the_roster(place: str, journal: Path, tmp_path: Path) -> None:
    roster = (journal if place == "among the results" else tmp_path) / "roster.csv"
    roster.write_text("name,email,status\nada,a@b.c,\nsecret,,withdrawn\n")
    (journal / "overrides.csv").write_text("student,task,points,reason\na@b.c,0,9,x\n")
    options = [] if place == "among the results" else ["--roster", str(roster)]
    assert run(["report", str(journal), "--html", "all", *options]) == 0
    assert 'href="html/ada.html">ada</a></th><td>19</td>' in index(journal)
    assert index(journal).count("<b>withdrawn</b>") == 1
    assert index(journal).count("<b>not on the roster</b>") == 1


@pytest.mark.parametrize("options", [["ada"], ["all", "--audience", "student"]], ids=lambda options: options[0])
def test_the_page_of_the_class_is_not_for_students(options: list[str], journal: Path) -> None:
    assert run(["report", str(journal), "--html", *options]) == 0
    assert not (journal / "index.html").exists()
    pages = [path.read_text(encoding="utf-8") for path in (journal / "html").rglob("*.html")]
    assert pages
    assert not [page for page in pages if "index.html" in page]


def test_without_names_no_page_has_one(journal: Path, capsys) -> None:
    for options in ([], ["--audience", "student"], ["--anonymous"]):
        assert run(["report", str(journal), "--html", "all", *options]) == 0
    pseudonyms = of_folder(journal, make=False)
    assert pseudonyms is not None
    wanted = {f"{pseudonyms.of(student)}.html" for student in ("ada", "secret", ODD)}
    assert {path.name for path in (journal / "html").rglob("*.html")} == wanted
    for page in (journal / "index.html", *(journal / "html").rglob("*.html")):
        assert not re.search(r"\b(ada|zoë)\b", page.read_text(encoding="utf-8"), re.IGNORECASE)
    assert set(re.findall(r'<th scope="row"><a href="html/([^"]*)">', index(journal))) == wanted
    one = pseudonyms.of("ada")
    capsys.readouterr()
    assert run(["report", str(journal), "--html", one, "--anonymous"]) == 0
    assert capsys.readouterr().out == f"{journal / 'html' / one}.html\n"
    assert run(["report", str(journal), "--html", "all"]) == 0
    assert "ada.html" in files(journal / "html")
    assert not wanted & set(files(journal / "html"))


def test_the_page_shows_similar_submissions_where_the_batch_did(journal: Path) -> None:
    assert run(["report", str(journal), "--html", "all"]) == 0
    assert "They were not looked for" in index(journal)
    (journal / "similar.csv").write_text("as a batch leaves it")
    assert run(["report", str(journal), "--html", "all"]) == 0
    assert "They were not looked for" not in index(journal)


@pytest.mark.parametrize(
    ("student", "said"),
    [("adda", "there is no student adda in the journal; did you mean ada?"), ("q\x1b", "no student q\\x1b in the")],
)
def test_a_student_who_is_not_there_is_told(student: str, said: str, journal: Path, capsys) -> None:
    assert run(["report", str(journal), "--html", student]) == 2
    assert said in capsys.readouterr().err


def test_a_folder_without_a_journal_is_told_and_stays_empty(tmp_path: Path, capsys) -> None:
    assert run(["report", str(tmp_path), "--html", "all"]) == 2
    assert "has no journal grades.sqlite: name the folder that `grader batch --out` filled" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_told(journal: Path, capsys) -> None:
    (journal / "html").write_text("in the way")
    assert run(["report", str(journal), "--html", "all"]) == 2
    assert ": file exists: " in capsys.readouterr().err


def test_the_points_that_count_are_shown_and_what_changed_them(journal: Path, capsys) -> None:
    (journal / "overrides.csv").write_text("student,task,points,reason\nada,0,9,a <good> talk\n")
    assert run(["report", str(journal), "--html", "ada"]) == 0
    page = (journal / "html" / "ada.html").read_text(encoding="utf-8")
    assert "ada: 19 of 30 points" in page
    assert "Task 0: 9 points instead of 6.29, set by the instructor: a &lt;good&gt; talk" in page
    (journal / "overrides.csv").write_text("nonsense\n")
    assert run(["report", str(journal), "--html", "ada"]) == 2
    assert "overrides.csv, line 1: expected the columns" in capsys.readouterr().err


def test_what_another_assignment_was_graded_with_is_told(journal: Path, tmp_path: Path, capsys) -> None:
    other = folder_with(tmp_path / "other", edited(("seed = ", "seed = 1")))
    assert run(["report", str(journal), "--html", "all", "--assignment", str(other)]) == 0
    assert "3 were graded with another assignment: only the grader's points" in capsys.readouterr().err


def test_a_link_in_the_place_of_a_page_is_not_followed(journal: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    (journal / "html").mkdir()
    (journal / "html" / "ada.html").symlink_to(tmp_path / "mine")
    assert run(["report", str(journal), "--html", "ada"]) == 0
    assert (tmp_path / "mine").read_text() == "mine"
    assert not (journal / "html" / "ada.html").is_symlink()


# In a process of its own: what other tests began in this one, and what is loaded once, would be counted with it.
PEAKS = """
import gc, sys, tracemalloc
from grader.cli import run
from grader.report import html
from tests.grader.commands import test_report

test_report.collecting(html)
run(["report", sys.argv[1], "--html", "all"])
for out in sys.argv[1:]:
    tracemalloc.start()
    assert run(["report", out, "--html", "all"]) == 0
    print(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
"""


def collecting(html) -> None:
    """Have what was left over collected before each page, so that a peak is what is needed at once."""
    render = html.render
    html.render = lambda *grade: (gc.collect(), render(*grade))[1]


def test_memory_does_not_grow_with_the_class(tmp_path: Path, assignment: Assignment) -> None:
    classes = {"few": 2, "many": 8}
    for name, size in classes.items():
        with Journal(tmp_path / name) as journal:
            for number in range(size):
                put(journal, f"student-{number}", hostile(assignment, f"{number} " * 4000))
    command = [sys.executable, "-c", PEAKS, *(str(tmp_path / name) for name in classes)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    few, many = (int(line) for line in said.splitlines() if line.isdigit())
    assert many < 1.5 * few
