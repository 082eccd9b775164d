"""The built manual: its links, that it needs no network, and how it looks in a real browser."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser

from tests.axe import unsure
from tests.manual.pages import DOCS, PAGES

pytestmark = pytest.mark.slow("builds the manual and looks at it in a browser")
LAID_OUT = (
    "index",
    "students/misconceptions",
    "instructors/walkthrough",
    "engineers/submission",
    "reference/assignment",
)
READ_ALOUD = (("instructors/late", "light"), ("instructors/late", "dark"), ("reference/exit-codes", "light"))


def pages(site: Path) -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def test_every_page_is_built(site: Path) -> None:
    wanted = {path.relative_to(DOCS).with_suffix(".html") for name, path in PAGES.items() if name != "README.md"}
    assert wanted <= {path.relative_to(site) for path in pages(site)}


def test_every_link_leads_somewhere(site: Path) -> None:
    built = pages(site)
    ids = {path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in built.items()}
    lost = []
    for path, text in built.items():
        for target in re.findall(r'\b(?:href|src)="([^"]*)"', text):
            if target.startswith(("https:", "mailto:", "data:")):
                continue
            file, _, anchor = unquote(target).partition("#")
            to = (path.parent / file.partition("?")[0]).resolve() if file else path
            if not to.is_file() or (anchor and anchor not in ids[to]):
                lost.append((str(path.relative_to(site)), target))
    assert lost == []


def test_nothing_is_taken_from_elsewhere(site: Path) -> None:
    """Links may lead out; what a page is made of may not."""
    tags = [tag for text in pages(site).values() for tag in re.findall(r"<(?:script|link|img|iframe)\b[^>]*>", text)]
    assert len(tags) > 100
    assert [tag for tag in tags if re.search(r'"(https?:)?//', tag)] == []
    styles = [path.read_text() for path in site.rglob("*.css")]
    assert not [found for style in styles for found in re.findall(r"@import|url\(['\"]?(?:https?:)?//", style)]


@pytest.mark.parametrize("name", LAID_OUT)
def test_a_page_is_as_wide_as_the_window_and_asks_for_nothing(name: str, site: Path, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((site / f"{name}.html").as_uri())
    grounds = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        for width in (360, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") == width
    assert len(set(grounds)) == 2
    assert (asked[0], complaints) == (page.url, [])
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.close()


@pytest.mark.parametrize(("name", "scheme"), READ_ALOUD)
def test_axe_finds_nothing_serious(name: str, scheme: str, site: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1440 if scheme == "dark" else 360, "height": 900}, color_scheme=scheme)
    page.goto((site / f"{name}.html").as_uri())
    unsure(page, 16)
    page.close()


def test_the_search_finds_how_to_give_more_time(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{(site / 'search.html').as_uri()}?q=two+more+days")
    first = page.locator("ul.search li a").first
    assert first.get_attribute("href").startswith("instructors/late.html")
    page.close()
