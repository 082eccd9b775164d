"""The pages for engineers name what is there, all of it."""

import re

import pytest

from tests.conftest import ROOT

DOCS = ROOT / "docs" / "engineers"
PAGES = [DOCS / f"{name}.md" for name in ("index", "submission", "adding", "tests")] + [ROOT / "CONTRIBUTING.md"]
TOP = ("grader/", "checks/", "reference/", "submissions/", "tests/", "docs/")


def rooms(floor: str) -> set[str]:
    return {path.parent.name for path in (ROOT / floor).glob("*/__init__.py")}


@pytest.mark.parametrize("floor", ["checks", "grader"])
def test_the_rooms_named_are_those_that_there_are(floor: str) -> None:
    section = (DOCS / "index.md").read_text().partition(f"## The rooms of `{floor}/`\n")[2].partition("\n## ")[0]
    named = re.findall(r"(?m)^\| `(\w+)/` \|", section)
    assert sorted(named) == sorted(rooms(floor))


@pytest.mark.parametrize("floor", ["checks", "grader"])
def test_what_is_named_in_a_room_lies_there(floor: str) -> None:
    text = (DOCS / "index.md").read_text()
    rows = re.findall(r"(?m)^\| `(\w+)/` \| (.*) \|$", text.partition(f"## The rooms of `{floor}/`\n")[2])
    inner = [(room, name) for room, told in rows for name in re.findall(r"`(\w+(?:\.py|/))`", told)]
    assert inner
    assert [f"{floor}/{room}/{name}" for room, name in inner if room in rooms(floor)
            and not (ROOT / floor / room / name).exists()] == []  # fmt: skip


def test_every_target_of_make_is_told() -> None:
    targets = re.findall(r"^(\w+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    table = (DOCS / "index.md").read_text().partition("## Commands\n")[2]
    assert sorted(re.findall(r"(?m)^\| `make (\w+)", table)) == sorted(targets)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_file_that_a_page_names_is_there(page) -> None:
    named = [name for name in re.findall(r"`([\w./-]+)`", page.read_text()) if name.startswith(TOP)]
    new = {"checks/static/tabs.py", "tests/checks/static/test_tabs.py"}  # which a recipe has one write
    spots = [name for name in named if name not in new and "NAME" not in name]
    assert spots
    assert [name for name in spots if not (ROOT / name).exists()] == []


NAMES = re.compile(r"`(\w+)`(?: and `(\w+)`)? of (?:the type in )?`([\w/]+\.py)`")


def test_the_lists_that_recipes_name_are_in_their_files() -> None:
    found = NAMES.findall((DOCS / "adding.md").read_text().replace("\n   ", " "))
    assert len(found) > 8
    for first, second, file in found:
        text = (ROOT / file).read_text()
        assert [name for name in (first, second) if name and not re.search(rf"\b{name}\b", text)] == [], file


def test_the_drawing_is_told_in_words_too() -> None:
    page, drawing = (DOCS / "submission.md").read_text(), (DOCS / "submission.svg").read_text()
    (words,) = re.findall(r"!\[(.*?)\]\(submission\.svg\)", page)
    titles = re.findall(r'class="title"[^>]*>(\d)\. (\w[\w ]*)<', drawing)
    assert len(titles) == 7
    assert [title for number, title in titles if f"{number} {title}" not in words] == []
    assert re.findall(r"(?m)^## (\d)\. (.*)$", page) == titles
    for places in re.findall(r'class="code"[^>]*>([^<]+)<', drawing):
        assert all((ROOT / place).exists() for place in places.split(", "))
