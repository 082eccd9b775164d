"""The pages for students are complete, and show what is really there."""

import re
from collections.abc import Callable

import pytest

from checks.model.assignment import Assignment, Task
from checks.model.words import VERDICTS
from grader.cli import run
from grader.report.isolation import ISOLATION
from grader.sandbox.client import Sandbox
from tests.conftest import ROOT
from tests.manual import messages, misconceptions, sentences

RENEW = "`python -m tests.manual.{}` writes it anew"


def test_the_page_has_every_misconception_in_its_order_and_no_other() -> None:
    text = misconceptions.PAGE.read_text()
    shown = re.findall(r"\(pictures/(\w+)-(\w+)\.svg\)", text)
    assert shown == list(misconceptions.every()), RENEW.format("misconceptions")
    assert text.startswith(misconceptions.FRAME.format(count=len(shown)))


def test_every_misconception_is_about_something_that_the_page_explains() -> None:
    for kind, named in misconceptions.KINDS.items():
        assert {each.concept for each in named().values()} == misconceptions.CONCEPTS[kind].keys()
    text = misconceptions.PAGE.read_text()
    wanted = [
        misconceptions.headings(kind, concept)
        for kind, concepts in misconceptions.CONCEPTS.items()
        for concept in concepts
    ]
    assert [heading for heading in wanted if f"\n{heading}\n" not in text] == []


def test_there_is_no_picture_that_the_page_does_not_show() -> None:
    shown = {f"{kind}-{name}.svg" for kind, name in misconceptions.every()}
    assert {path.name for path in misconceptions.PICTURES.iterdir()} == shown


def test_what_the_page_shows_of_a_meaning_of_same_that_is_not_asked_for_is_what_is_told(
    whole: Assignment, box: Sandbox
) -> None:
    shown = misconceptions.example("convolution", "other_reading", whole, box)
    assert shown.found.misconception is not None
    assert misconceptions.same(shown), RENEW.format("misconceptions")


def test_every_part_of_the_messages_that_stands_elsewhere_is_current(whole: Assignment) -> None:
    text = messages.PAGE.read_text()
    assert messages.renewed(text, whole) == text, RENEW.format("messages")
    shown = [name for name, _ in messages.BLOCK.findall(text)]
    assert [name.removeprefix(messages.EXPLAINED) for name in shown if name.startswith(messages.EXPLAINED)] == (
        sorted(messages.EVERY_CHECK, key=lambda check: text.index(f"### `{check}`"))
    )
    assert {messages.CODES, messages.LIMITS} < set(shown)


@pytest.mark.parametrize("check", messages.EVERY_CHECK)
def test_the_messages_of_every_check_have_a_table(check: str) -> None:
    section = messages.PAGE.read_text().partition(f"\n### `{check}`\n")[2].partition("\n### ")[0]
    assert re.search(r"(?m)^\| the report says \|.*\n\|---\|---\|\n\| \S", section)


def test_every_verdict_is_told_in_the_order_in_which_they_apply() -> None:
    table = messages.PAGE.read_text().partition("## The verdict\n")[2].partition("\n## ")[0]
    assert re.findall(r"(?m)^\| `(\w+)` \|", table) == list(VERDICTS)


def test_every_isolation_line_is_told() -> None:
    text = messages.PAGE.read_text()
    assert [level for level, words in ISOLATION.items() if f"\n| isolation {level}: {words} |" not in text] == []


TOLD = list(sentences.messages())
TEXT = sentences.plain(messages.PAGE.read_text())


@pytest.mark.parametrize(("file", "message"), TOLD, ids=[f"{file} {text}"[:90] for file, text in TOLD])
def test_a_message_of_the_code_is_on_the_page(file: str, message: str) -> None:
    longest = max(sentences.pieces(message), key=len)
    assert longest in TEXT, f"say in docs/students/messages.md what this message of {file} means"


def test_a_message_that_is_not_on_the_page_is_seen() -> None:
    assert ("checks/dynamic/quiet.py", "the code prints (…)") in TOLD
    assert len(TOLD) > 150
    assert sentences.pieces("the `window` of … is\nlost")[0] not in TEXT


GRADED = re.compile(r"(?ms)(?<=^```console\n)\$ make grade STUDENT=(\S+)(?: ARGS=\"([^\"\n]*)\")?\n.*?(?=^```)")
INDEX = messages.PAGE.with_name("index.md")


def test_the_first_page_for_students_shows_what_is_really_printed(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    need: Callable[..., None],
    request: pytest.FixtureRequest,
) -> None:
    need("full")
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")

    def printed(call: re.Match[str]) -> str:
        run(["grade", call[1], *(call[2] or "").split()])
        return f"{call[0].partition(chr(10))[0]}\n{capsys.readouterr().out}"

    text = INDEX.read_text()
    renewed = GRADED.sub(printed, text)
    if request.config.getoption("--renew"):
        INDEX.write_text(renewed)
    assert GRADED.findall(text)
    assert INDEX.read_text() == renewed


def test_the_first_page_for_students_names_every_file_and_how_its_function_is_called(whole: Assignment) -> None:
    line = re.compile(r"(?m)^- \*\*(\w+) (.+?)\*\*(, optional)?: `(.+?\.py)`, with the function `(.+)`$")
    rows = line.findall(INDEX.read_text())
    assert rows == [
        (task.id, task.title, ", optional" if task.optional else "", task.file, f"{task.function}({_called(task)})")
        for task in whole.tasks
    ]


def _called(task: Task) -> str:
    return ", ".join(f"{each.name}={each.default!r}" if each.optional else each.name for each in task.arguments)


def test_the_first_page_for_students_says_what_the_points_are_made_of(whole: Assignment) -> None:
    text = INDEX.read_text()
    rows = dict(re.findall(r"(?m)^\| `(\w+)` \| ([\d.]+) \|", text))
    assert {check: float(points) for check, points in rows.items()} == dict(whole.scoring.points)
    assert f"Each task brings {sum(whole.scoring.points.values()):g} points" in text
    decides = text.partition("decide whether the task is accepted:")[2].partition(". ")[0]
    assert re.findall(r"`(\w+)`", decides) == [check for check in whole.scoring.required if check not in rows]


def test_the_page_of_watch_says_what_it_prints() -> None:
    page, code = INDEX.with_name("watch.md").read_text(), (ROOT / "grader/commands/watch.py").read_text()
    words = (
        "the first time takes longest ...",
        "saved; grading ...",
        "saved; all is as before",
        "since the last save: ",
    )
    assert [said for said in (*words, ", Ctrl-C ends it") if said not in page or said not in code] == []
