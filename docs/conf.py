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
smartquotes = False  # what is code without its marks stays as it can be typed
html_theme = "furo"
html_title = "convolution-grader"
html_static_path = ["_static"]
html_css_files = ["manual.css"]
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


def accessible(app: Sphinx, page: str, template: str, context: dict[str, Any], tree: Any) -> None:
    """What the theme leaves out: the level of the headings in the list of pages, and keys for what scrolls."""
    for name, plain, said in (
        ("furo_navigation_tree", 'role="heading"', 'role="heading" aria-level="2"'),
        ("body", "<pre>", '<pre tabindex="0">'),
        ("body", '<div class="table-wrapper', '<div tabindex="0" class="table-wrapper'),
    ):
        context[name] = context.get(name, "").replace(plain, said)


def setup(app: Sphinx) -> None:
    """What Sphinx calls."""
    app.connect("source-read", tree_of_lists)
    app.connect("html-page-context", accessible, priority=900)  # after the theme's own
