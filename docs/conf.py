"""How `make docs` makes the manual: a static site without network, from Markdown that reads well on its own."""

from grader import __version__

project = "convolution-grader"
version = release = __version__
extensions = ["myst_parser"]
exclude_patterns = ["examples", "_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 4
html_theme = "furo"
html_title = "convolution-grader"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
smartquotes = False  # what is code without its marks stays as it can be typed
