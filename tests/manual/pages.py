"""The first page and the pages of the manual, as Markdown: their prose, links, anchors and blocks."""

import re

from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = {
    str(path.relative_to(ROOT)): path
    for path in (ROOT / "README.md", *sorted(DOCS.rglob("*.md")))
    if not {"examples", "_build"} & set(path.relative_to(ROOT).parts)
}
FENCED = re.compile(r"(?ms)^( *)(`{3,})([^\n`]*)\n(.*?)^\1\2 *$\n?")


def text(page: str) -> str:
    """A page, by its place in the project."""
    return PAGES[page].read_text(encoding="utf-8")


def prose(markdown: str) -> str:
    """A page without its blocks of code."""
    return FENCED.sub("", markdown)


def blocks(markdown: str, language: str) -> list[str]:
    """What stands in the blocks of a language, in their order."""
    return [found[4] for found in FENCED.finditer(markdown) if found[3] == language]


def anchors(markdown: str) -> set[str]:
    """What GitHub, and MyST like it, calls the headings."""
    titles = re.findall(r"(?m)^#+ (.*)", prose(markdown))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def links(markdown: str) -> list[str]:
    """Where the links and pictures of a page lead."""
    without_code = re.sub(r"`[^`\n]*`", "", prose(markdown))
    return re.findall(r"\]\(([^)\s]+)\)", without_code)


def table(markdown: str, heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, without its own head."""
    below = f"\n{markdown}".partition(f"\n{heading}\n")[2]
    rows = re.findall(r"(?:^\|[^\n]*\n)+", below, re.MULTILINE)[0]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows.splitlines()[2:]]
