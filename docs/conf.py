"""How `make docs` makes the manual: a static site without network, from Markdown that reads well on its own."""

import re
from typing import Any

from sphinx.application import Sphinx

from grader import __version__

project = "convolution-grader"
version = release = __version__
extensions = ["myst_parser"]
exclude_patterns = ["examples", "_build"]
myst_heading_anchors = 4
highlight_language = "none"
html_theme = "furo"
html_title = "convolution-grader"
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False

PART = re.compile(r"(?m)^## (.+)\n\n((?:- .+\n)+)")
PAGE = re.compile(r"\]\((\S+)\.md\)")


def tree_of_lists(app: Sphinx, page: str, source: list[str]) -> None:
    """The lists of index.md are the tree of the manual: it is written once, and reads well without Sphinx."""
    if page != "index":
        return
    for title, pages in PART.findall(source[0]):
        listed = "\n".join(PAGE.findall(pages))
        source[0] += f"\n```{{toctree}}\n:hidden:\n:caption: {title}\n\n{listed}\n```\n"


def level_of_captions(app: Sphinx, page: str, template: str, context: dict[str, Any], tree: Any) -> None:
    """The captions in the list of pages are headings that say no level, which a screen reader has to know."""
    name = "furo_navigation_tree"
    context[name] = context.get(name, "").replace('role="heading"', 'role="heading" aria-level="2"')


def setup(app: Sphinx) -> None:
    """What Sphinx calls."""
    app.connect("source-read", tree_of_lists)
    app.connect("html-page-context", level_of_captions, priority=900)  # after the theme has made the list
