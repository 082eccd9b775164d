"""The page of the checks has each as `grader explain` lists it, and every verdict in the order in which they apply."""

import re

import pytest

from checks.model import Verdict
from checks.model.assignment import Assignment
from grader.commands.explain import HEADINGS, listed
from tests.manual.pages import PAGES, table, text

PAGE = "docs/reference/checks.md"
CHECKS = re.compile(r"(?<=## Checks\n\n)(?:\|.*\n)+")


def table_of_checks(assignment: Assignment) -> str:
    rows = [HEADINGS, ("---",) * len(HEADINGS)]
    rows += [
        (f"`{check}`", asks, points, verdict and f"`{verdict}`") for check, asks, points, verdict in listed(assignment)
    ]
    return "".join(f"| {' | '.join(row)} |\n".replace("  ", " ") for row in rows)


def test_the_manual_has_every_check(whole: Assignment, request: pytest.FixtureRequest) -> None:
    now = CHECKS.sub(table_of_checks(whole), text(PAGE))
    if request.config.getoption("--renew") and now != text(PAGE):
        PAGES[PAGE].write_text(now)
        pytest.skip("checks.md is written anew: read what has changed in git diff")
    assert now == text(PAGE)


def test_the_manual_has_every_verdict() -> None:
    told = [verdict for row in table(text(PAGE), "## Verdicts") for verdict in re.findall(r"`(\w+)`", row[0])]
    assert sorted(told) == sorted(map(str, Verdict))
