"""A real browser, which the pages are opened in."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from playwright.sync_api import Browser, Page, sync_playwright

from tests.quick import starting

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--no-sandbox",  # which root cannot have
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Opened(Struct):
    """A page that is open: what it asked for and what it complained of."""

    page: Page
    requests: list[str]
    complaints: list[str]


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The system's Chromium, with a profile of its own."""
    path = next((path for name in NAMES if (path := shutil.which(name))), None)
    if path is None:
        required = request.config.getoption("--require-browser")
        (pytest.fail if required else pytest.skip)("there is no Chromium here: what pages look like is not tested")
    starting()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Opens pages: `opened(html, width=..., color_scheme=...)`."""
    contexts = []

    def open_(html: str, width: int = 1440, **more: Any) -> Opened:
        context = browser.new_context(viewport={"width": width, "height": 900}, **more)
        contexts.append(context)
        shown = Opened(context.new_page(), [], [])
        shown.page.on("request", lambda request: shown.requests.append(request.url))
        shown.page.on("console", lambda message: shown.complaints.append(message.text))
        shown.page.on("pageerror", lambda error: shown.complaints.append(str(error)))
        file = tmp_path / f"{len(contexts)}.html"
        file.write_text(html, encoding="utf-8")
        shown.page.goto(file.as_uri())
        shown.requests.remove(file.as_uri())
        return shown

    yield open_
    for context in contexts:
        context.close()
