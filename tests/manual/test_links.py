"""Every link of the first page and of the manual leads somewhere, in the Markdown as it is."""

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.manual.pages import PAGES, anchors, links, text


def leads_nowhere(page: str, target: str) -> bool:
    file, _, anchor = target.partition("#")
    path = Path(PAGES[page].parent, file).resolve() if file else PAGES[page]
    if not path.is_relative_to(ROOT) or not path.is_file():
        return True
    return bool(anchor) and anchor not in anchors(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere_in(page: str) -> None:
    inner = [target for target in links(text(page)) if not target.startswith(("https://", "mailto:"))]
    assert [target for target in inner if leads_nowhere(page, target)] == []


@pytest.mark.parametrize("target", ["gone.md", "late.md#gone", "#gone", "../examples"])
def test_a_link_that_leads_nowhere_would_be_told(target: str) -> None:
    assert leads_nowhere("docs/instructors/index.md", target)


def test_links_that_lead_somewhere_are_not_told() -> None:
    wanted = "late.md#give-one-student-two-more-days"
    assert not leads_nowhere("docs/instructors/index.md", wanted)
    assert wanted in links(text("docs/instructors/index.md"))
    assert "docs/student.png" in links(text("README.md"))


def test_the_first_page_has_a_door_for_everybody() -> None:
    assert {f"docs/{who}/index.md" for who in ("students", "instructors", "engineers")} <= set(links(text("README.md")))


def test_every_page_is_listed_once() -> None:
    listed = [target for target in links(text("docs/index.md").partition("\n## ")[2]) if target.endswith(".md")]
    assert sorted(f"docs/{target}" for target in listed) == sorted(PAGES.keys() - {"README.md", "docs/index.md"})
