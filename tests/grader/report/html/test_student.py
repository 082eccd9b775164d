"""What the page says; test_browser.py looks at it as people do."""

import hashlib
import itertools
import re
from html.parser import HTMLParser

import msgspec
import pytest

from checks.model import Finding, Grade, Severity, Status
from checks.model.assignment import Assignment, Late
from checks.printable import printable
from grader.final_score import InstructorWord, Override, final_score
from grader.report import html
from grader.report.audience import for_student
from tests.grader.report.html.pages import HOSTILE, MADE, TEXT, hostile, mixed, result
from tests.grader.report.html.pngs import comparable
from tests.grader.report.test_audience import grade as with_secrets
from tests.grading import SUBMISSIONS, graded
from tests.tasks import grade_of

VOID = {"meta", "link", "img", "br", "rect", "image"}
HARMLESS = {
    "html", "head", "meta", "link", "title", "style", "body", "a", "header", "main", "footer", "section", "article",
    "nav", "h1", "h2", "h3", "h4", "h5", "p", "div", "span", "strong", "code", "pre", "sup", "ul", "ol", "li", "dl",
    "dt", "dd", "table", "tbody", "tr", "td", "figure", "figcaption", "img", "svg", "defs", "pattern", "rect", "image",
    "details",
    "summary", "time",
}  # fmt: skip


class Reader(HTMLParser):
    """The tags with their attributes, the headings and the text; complains of what is not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attributes}) == len(attributes), tag
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.text += " " if tag in ("dt", "p", "span") else ""

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data

    def attributes(self, name: str) -> list[str]:
        return [value or "" for _, attributes in self.tags for key, value in attributes.items() if key == name]


def page(shown: Grade) -> str:
    return html.render(shown, MADE)


def words(text: str) -> str:
    return " ".join(text.split())


def test_what_to_change_is_told_before_everything_else(assignment: Assignment) -> None:
    text = words(Reader(page(mixed(assignment))).text)
    places = [
        "16.29 of 30 points 1 of 3 tasks accepted",
        "Line 10: the kernel is flipped",  # at the top already
        "Fix first: line 10: the kernel is flipped.",
        "What is wrong",
        "The kernel is flipped convolution",
        "Leave the kernel as it is: no np.flip.",
        "The kernel is rotated by 180 degrees.",
        "[0, 0]: 1*1 + 0*0 = 1",
        "6 of 6 values differ",
        "On a digit",
        "5 of 6 values differ, the most at",
        "Your file",
        "What could be better",
        "What is right",
        "Notes",
        "How this was judged",
    ]
    at = 0
    for place in places:
        assert place in text[at:], place
        at = text.index(place, at)


def test_the_points_that_count_are_shown_with_the_graders_beside_them(assignment: Assignment) -> None:
    grade = mixed(assignment)
    said = InstructorWord(overrides=(Override("0", 8, "on paper"), Override("1", 10, "as it is")))
    final = final_score(grade, Late(), None, marked_late=False, word=said)
    text = words(Reader(html.render(grade, MADE, final)).text)
    assert "wrong answer 8 / 10 graded 6.29 Line 10: the kernel is flipped" in text
    assert "wrong answer 8 of 10 points graded 6.29 Fix first:" in text
    assert text.count("graded ") == 2


def test_findings_stand_beneath_their_lines(assignment: Assignment) -> None:
    shown = page(mixed(assignment))
    line = shown.index('id="task-0-line-10"')
    assert "np" in shown[line : line + 300]
    assert line < shown.index("The kernel is flipped", line) < shown.index('data-number="11"', line)
    assert 'href="#task-0-line-10"' in shown


def test_a_task_that_is_missing_is_said_to_be_so_calmly(assignment: Assignment) -> None:
    text = words(Reader(page(mixed(assignment))).text)
    (part,) = re.findall(r"Task 2 Convolution with Padding \u2013 missing 0 of 10 points(.*?)The folder", text)
    assert part.strip() == "The file is not handed in yet"


def test_what_is_wrong_with_the_folder_is_told_as_such(assignment: Assignment) -> None:
    said = (Finding(check="intake", message="it is a rar archive", hint="Hand in a zip archive."),)
    said += (Finding(check="intake", message="found twice", severity=Severity.NOTE),)
    grade = mixed(assignment)
    folder = (result("intake", Status.FAILED, 0, 0, *said), *grade.checks)
    text = words(Reader(page(msgspec.structs.replace(grade, checks=folder))).text)
    _, _, text = text.partition("The folder ")
    assert text.startswith(
        "What is wrong It is a rar archive Try Hand in a zip archive. check intake "
        "What could be better There is no README.md check readme Notes intake found twice "
    )


def test_every_link_leads_to_a_place_in_the_page_and_every_id_is_there_once(assignment: Assignment) -> None:
    reader = Reader(page(mixed(assignment)))
    ids = reader.attributes("id")
    assert len(ids) == len(set(ids))
    for link in (link for link in reader.attributes("href") if not link.startswith("data:")):
        assert link.removeprefix("#") in ids
    for label in reader.attributes("aria-labelledby"):
        assert label in ids


def test_headings_follow_one_another(assignment: Assignment) -> None:
    levels = [int(tag[1]) for tag, _ in Reader(page(mixed(assignment))).tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("make", [mixed, hostile], ids=["a usual page", "a hostile one"])
def test_nothing_is_fetched_and_nothing_is_run(make, assignment: Assignment) -> None:
    shown = page(make(assignment))
    reader = Reader(shown)
    assert {tag for tag, _ in reader.tags} <= HARMLESS
    assert not [name for _, attributes in reader.tags for name in attributes if name.startswith("on")]
    for address in reader.attributes("href") + reader.attributes("src"):
        assert address.startswith(("#", "data:image/png;base64,")) or address == "data:,"
    assert "url(" not in re.sub(r"url\(#task-\d-zeros(-\d)?\)", "", shown)
    assert "default-src 'none'" in next(
        attributes["content"] for tag, attributes in reader.tags if tag == "meta" and "http-equiv" in attributes
    )


def test_what_a_student_wrote_is_text(assignment: Assignment) -> None:
    shown = page(hostile(assignment))
    assert not set("\u202e\x1b\x00\ud800") & set(shown)
    reader = Reader(shown)
    usual = {tag for tag, _ in Reader(page(mixed(assignment))).tags}
    assert {tag for tag, _ in reader.tags} - usual <= {"sup", "svg"}
    escaped = printable(HOSTILE)
    assert reader.text.count(escaped) >= 10
    assert "49" not in reader.text.replace(MADE.grading, "").replace(MADE.assignment, "")
    shown.encode("utf-8")


def test_a_page_stays_small_whatever_is_handed_in(assignment: Assignment) -> None:
    for text in (HOSTILE * 8000, "\U0010ffff" * 250_000, "<" * 10**6, "x\n" * 500_000):
        assert len(page(hostile(assignment, text))) < 2 * 2**20


def test_of_very_many_findings_the_first_are_shown_and_the_others_counted(assignment: Assignment) -> None:
    shown = mixed(assignment)
    task = grade_of(shown, "valid")
    many = tuple(
        Finding(check="style", message=f"number {n}.", severity=Severity.WARNING, line=n) for n in range(1, 200)
    )
    task = msgspec.structs.replace(task, checks=(result("style", task.checks[1].status, 0, 1, *many),))
    text = words(Reader(page(msgspec.structs.replace(shown, tasks=(task,)))).text)
    assert "… and 189 more of style" in text
    assert "Number 10." in text
    assert "Number 11." not in text


def test_a_student_sees_nothing_of_a_hidden_case(assignment: Assignment) -> None:
    secret = with_secrets(assignment)
    for_instructors, for_students = page(secret), page(for_student(secret))
    assert "SECRET" in for_instructors
    assert "For instructors only." in for_instructors
    for word in ("SECRET", "12345", "For instructors only."):
        assert word not in for_students
    assert "A call that is not shown did not pass" in for_students


def test_how_it_was_judged_is_told(assignment: Assignment) -> None:
    text = words(Reader(page(mixed(assignment))).text)
    for told in (
        "Grader 0.2.0, 0a1b2c3d5e6f7a8b",
        "Assignment f0e0d0c0b0a06050",
        "With Python 3.11.7, numpy 2.4.6, scipy 1.17.1",
        "Isolation full: the code reaches no network",
        "2026-01-02 03:04 UTC",
        "The same again grader grade . --isolation full",
        hashlib.sha256(TEXT.encode()).hexdigest(),
    ):
        assert told in text, told


def test_the_same_grade_makes_the_same_page(assignment: Assignment) -> None:
    assert page(hostile(assignment)) == page(hostile(assignment))
    assert comparable(page(hostile(assignment))) != page(hostile(assignment))


@pytest.mark.parametrize(
    "name", ["broken_syntax_error", "broken_partly_missing", "broken_not_utf8", "forbidden_map", "wrong_returns_list"]
)
def test_real_grades_of_every_kind_make_a_page(name: str, assignment: Assignment) -> None:
    shown = graded(SUBMISSIONS / name, assignment)
    text = words(Reader(page(shown)).text)
    for task in shown.tasks:
        assert f"{task.score.earned:g} / {task.score.possible:g}" in text
        assert task.verdict.replace("_", " ") in text
