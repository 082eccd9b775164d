"""The manual tells of everything that there is, and the first page is short."""

import re

import pytest

from grader.commands import exits
from grader.report.formats import FORMATS
from tests.conftest import ROOT
from tests.manual.pages import DOCS, PAGES, links, table, text

MOST = 9000  # bytes of the first page


def test_the_first_page_is_short() -> None:
    assert len((ROOT / "README.md").read_bytes()) <= MOST


@pytest.mark.parametrize("target", re.findall(r"^(\w+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
def test_the_manual_has_the_make_target(target: str) -> None:
    assert any(f"`make {target}" in text(page) for page in PAGES if page != "README.md")


@pytest.mark.parametrize("name", FORMATS)
def test_the_manual_has_the_format(name: str) -> None:
    assert f"`{name}`" in [row[0] for row in table(text("docs/reference/reports.md"), "# Reports")]


@pytest.mark.parametrize("code", sorted(value for name, value in vars(exits).items() if name.isupper()))
def test_the_manual_has_the_exit_code(code: int) -> None:
    assert str(code) in [row[0] for row in table(text("docs/reference/exit-codes.md"), "# Exit codes")]


def test_every_picture_is_shown_somewhere() -> None:
    shown = {(PAGES[page].parent / target).resolve() for page in PAGES for target in links(text(page)) if "." in target}
    pictures = {path.resolve() for path in DOCS.rglob("*.png") if "_build" not in path.parts}
    assert pictures <= shown
