"""The grade as a page that stands on its own: no network, no script."""

from grader.report.html.student import render

__all__ = ["render"]
