"""What the page of a class says; test_classroom_browser.py looks at it as people do."""

import base64
import hashlib
import re
from datetime import datetime

import pytest
from msgspec import structs

from checks.model import Finding, Severity, Verdict
from checks.model.assignment import Assignment
from checks.printable import one_line
from grader.final_score import Comment, Extension, FreeDays, InstructorWord, Override
from grader.report.html.environment import TIMES
from grader.results.student_files import stem
from tests.grader.report.fixed import task_grade
from tests.grader.report.html.test_student import HARMLESS, Reader, words
from tests.grader.results.classes import STORED, hostile, large, mixed, page
from tests.grader.results.records import record

ELEMENTS = HARMLESS | {"script", "thead", "tfoot", "th", "i", "b", "label", "input", "br"}


class ClassReader(Reader):
    """The script is no text."""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attributes)
        if tag == "input":
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if "script" not in self.open:
            super().handle_data(data)

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        self.text += " " if tag in ("td", "th", "li", "summary") else ""


def text(shown: str) -> str:
    return words(ClassReader(shown).text)


def row(shown: str, student: str) -> str:
    (found,) = re.findall(rf'<tr id="s-{re.escape(stem(student))}">.*?</tr>', shown)
    return found


@pytest.fixture(scope="module")
def shown(assignment: Assignment) -> str:
    return page(
        assignment,
        mixed(assignment),
        linked=("Ada", "Ben"),
        similar=True,
    )


def test_failures_come_first_then_the_students_then_what_is_counted(shown: str) -> None:
    said, at = text(shown), 0
    for place in (
        "For instructors only.",
        "The grader failed for 1 submission",
        "Chloé: the check broke: <KeyError>",
        "Students",
        "Ada",
        "Esra",
        "At a glance",
        "Mean 20.5 of 30 Median 20",
        "Verdicts",
        "mean of the points",
        "Mistakes",
        "the kernel is flipped 2 students",
        "Ben, Dmitri",
        "h and w are swapped 1 student",
        "Checks",
        "Slowest",
        "Similar submissions",
        "Task 0, 3 statements",
        "How this was made",
    ):
        assert place in said[at:], place
        at = said.index(place, at)


def test_where_the_grader_did_not_fail_nothing_is_said_of_that(assignment: Assignment) -> None:
    assert "failed for" not in text(page(assignment, [record(assignment)]))


def test_of_many_failures_the_first_are_seen_at_once(assignment: Assignment) -> None:
    (failed,) = (each for each in mixed(assignment) if each.internal)
    named = (structs.replace(failed, entry=structs.replace(failed.entry, student=f"s{n}")) for n in range(1234))
    first, _, more = page(assignment, named).partition("<summary>and 1,214 more</summary>")
    assert (first.count("the check broke"), more.count("the check broke")) == (20, 1214)


def test_a_row_has_the_points_that_count_and_what_changed_them(assignment: Assignment, shown: str) -> None:
    assert text(row(shown, "Dmitri")) == (
        "Dmitri 16.2 0 wrong answer 8 wrong answer 10 accepted the kernel is flipped 1 day late"
    )
    assert text(row(shown, "Esra")) == "Esra 20 10 accepted 10 accepted 0 missing"
    set_ = page(
        assignment, [record(assignment, points=(0, 10, 10))], word=InstructorWord((Override("0", 7, "oral <exam>"),))
    )
    assert text(row(set_, "ada")) == "ada 27 7 wrong answer 10 accepted 10 accepted the kernel is flipped points set"
    assert "Mean 27 of 30" in text(set_)
    assert "oral" not in set_
    said = InstructorWord((), Extension(datetime(2026, 3, 8), "ill"), FreeDays(2, "x"), (Comment("", "well <done>"),))
    own = page(assignment, [record(assignment)], word=said)
    assert text(row(own, "ada")).endswith("10 accepted own deadline own free days comment")
    assert not re.search("well|ill", text(own))


def test_where_nothing_else_was_found_the_worst_of_what_the_intake_said_is_shown(assignment: Assignment) -> None:
    said = [
        Finding(check="intake", message="found twice", severity=Severity.NOTE),
        Finding(check="intake", message="it is a <rar> archive"),
    ]
    nothing = structs.replace(record(assignment, "cy"), content="")
    records = [record(assignment, "ada", intake=said), record(assignment, "ben", (0, 10, 10), intake=said), nothing]
    shown = page(assignment, records)
    assert text(row(shown, "ada")) == "ada 30 10 accepted 10 accepted 10 accepted it is a <rar> archive"
    assert "rar" not in row(shown, "ben")
    assert text(row(shown, "cy")).endswith("accepted nothing was handed in")


def test_only_a_page_that_is_there_is_linked_and_else_the_row(shown: str) -> None:
    links = {link for link in ClassReader(shown).attributes("href") if link.startswith("html/")}
    assert links == {f"html/{stem(name)}.html" for name in ("Ada", "Ben")}
    assert f'<a href="html/{stem("Ben")}.html">Ben</a>, <a href="#s-{stem("Dmitri")}">Dmitri</a>' in shown
    assert "Not everybody has a page that is of this grade: grader report RESULTS --html all" in text(shown)


def test_every_link_leads_to_a_place_in_the_page_or_to_a_file_of_the_results(shown: str) -> None:
    reader = ClassReader(shown)
    ids = reader.attributes("id")
    assert len(ids) == len(set(ids))
    for link in reader.attributes("href"):
        inside = link.startswith("#") and link[1:] in ids
        assert inside or re.fullmatch(r"html/[a-z0-9-]+\.html|(grades|similar)\.csv|data:,", link), link
    for label in [*reader.attributes("aria-labelledby"), *reader.attributes("for")]:
        assert label in ids


def test_the_rates_are_of_what_was_judged(shown: str) -> None:
    (checks,) = re.findall(r"<code>values</code>.*?</tr>", shown, re.DOTALL)
    assert text(f"<table><tr><th>{checks}</table>").startswith("values 60 % 3 of 5 60 % 3 of 5 75 % 3 of 4")
    assert "readme of the folder 100 % 5 of 5" in text(shown)


def test_what_is_slow_is_told_as_a_multiple_where_the_reference_was_measured(assignment: Assignment) -> None:
    said = text(page(assignment, [record(assignment, "Ben", (6, 10, 3), cpu_seconds=2.5)]))
    assert f"Ben 0 50.0 {TIMES} 2.50 s wrong answer Ben 1 50.0 {TIMES} 2.50 s accepted" in said
    assert "Ben 2 not measured 2.50 s wrong answer" in said


def test_the_distribution_has_a_text(shown: str) -> None:
    said = text(shown)
    assert "1 with 100 percent of the points" in said
    assert re.search("none with 10.19 percent of the points", said)


@pytest.mark.parametrize(
    ("similar", "said"),
    [(False, "They were not looked for: grader batch --similar does."), (True, "There are none.")],
)
def test_similar_submissions_are_shown_where_they_were_asked_for(
    similar: bool, said: str, assignment: Assignment
) -> None:
    assert said in text(page(assignment, [record(assignment)], similar=similar))


def test_of_a_large_group_some_are_named(assignment: Assignment) -> None:
    program = {"0": b"x = 1\ny = 2\n"}
    said = text(page(assignment, [record(assignment, f"s{n:04}", files=program) for n in range(1234)], similar=True))
    assert "the same file, 1,234 students" in said
    assert "s0029 and 1,204 more in similar.csv" in said


def test_without_names_the_page_says_so(assignment: Assignment) -> None:
    shown = page(assignment, [record(assignment, "anon-2hj73iqram5m")], anonymous=True)
    assert "The names are pseudonyms." in text(shown)
    assert 'id="s-anon-2hj73iqram5m"' in shown
    assert "grader report RESULTS --html all --anonymous" in text(shown)


def test_what_students_wrote_is_text(assignment: Assignment) -> None:
    shown = page(assignment, hostile(assignment), similar=True)
    reader = ClassReader(shown)
    assert {tag for tag, _ in reader.tags} <= ELEMENTS
    assert [tag for tag, _ in reader.tags].count("script") == 1
    assert not [name for _, attributes in reader.tags for name in attributes if name.startswith("on")]
    assert reader.text.count(one_line(STORED)) > 20
    assert not re.search("[\u202e\x00\x1b\ud800]", shown)
    assert {tag for tag, attributes in reader.tags if "style" in attributes} <= {"span"}


def test_a_long_name_is_cut(assignment: Assignment) -> None:
    shown = page(assignment, [record(assignment, "x" * 5000)])
    assert "... (4800 more characters)" in shown
    assert "x" * 300 not in shown


def test_only_the_pages_own_script_may_run_and_nothing_be_asked_for(shown: str) -> None:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', shown)
    (script,) = re.findall(r"<script>(.*?)</script>", shown, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy == (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"script-src 'sha256-{digest}'"
    )
    assert not re.search(r"https?:|//[a-z]|url\(", shown)


def test_a_row_is_one_line(assignment: Assignment) -> None:
    rows = page(assignment, [*hostile(assignment), *hostile(assignment, "a\nb\r\u2028c")])
    assert len(re.findall(r"^<tr id=.*</tr>$", rows, re.MULTILINE)) == 6


def test_rows_are_lean(assignment: Assignment) -> None:
    sizes = [len(page(assignment, large(assignment, count))) for count in (100, 200)]
    assert sizes[1] - sizes[0] < 100 * 400


def test_columns_of_optional_tasks_are_seen_where_one_was_handed_in(assignment: Assignment) -> None:
    given = record(assignment, "Ada")
    more = structs.replace(assignment.tasks[0], id="9", optional=True)
    rules = structs.replace(assignment, tasks=(*assignment.tasks, more))
    bare = page(rules, [given])
    assert '<table id="roll" class=" bare"' in bare
    assert "#roll.bare .beside { display: none; }" in bare
    one = task_grade(more, Verdict.ACCEPTED, ())
    seen = page(rules, [structs.replace(given, grade=structs.replace(given.grade, optional=(one,)))])
    assert '<table id="roll" class=""' in seen
    assert "beside them the optional tasks" in seen
