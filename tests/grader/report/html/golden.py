"""The page that test_student.py compares with; `python -m tests.grader.report.html.golden` writes it anew."""

from pathlib import Path

import reference
from checks.families import FAMILIES
from checks.ids import CHECK_IDS
from grader import assignment as assignments
from grader.report import html
from tests.grader.report.html.pages import MADE, mixed
from tests.grader.report.html.pngs import comparable

FILE = Path(__file__).with_name("golden.html")


def page() -> str:
    assignment = assignments.load(reference.ASSIGNMENT, CHECK_IDS, FAMILIES)
    return comparable(html.render(mixed(assignment), MADE))


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
