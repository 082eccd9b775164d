"""What the pages for instructors show is taken: assignments, rules, rosters, overrides, policies."""

import re
from pathlib import Path

import pytest

from checks.model.assignment import Assignment, RuleFile
from checks.pipeline import CHECK_IDS
from checks.static.added import troubles
from grader import assignment as assignments
from grader.assignment import load
from grader.results import overrides
from tests.assignments import TEXT, folder_with
from tests.grader.roster.test_people import roster
from tests.manual.pages import blocks, text


def of(page: str, language: str, begins: str) -> list[str]:
    """The blocks of a page that begin so."""
    return [block for block in blocks(text(f"docs/instructors/{page}.md"), language) if block.startswith(begins)]


def test_an_assignment_is_taken(tmp_path: Path) -> None:
    (shown,) = of("assignment", "toml", "name = ")
    (tmp_path / "assignment.toml").write_text(shown)
    (tmp_path / "moving_average.py").write_text("def moving_average(x, k):\n    return x\n")
    (task,) = load(tmp_path, CHECK_IDS).tasks
    assert [name for name, _ in task.calls[0].arguments] == ["x", "k"]


def test_a_rule_is_taken() -> None:
    (shown,) = of("assignment", "yaml", "id: ")
    name = shown.partition("id: ")[2].split()[0]
    assert list(troubles(RuleFile(f"rules/{name}.yml", shown))) == []


def test_a_roster_is_taken(tmp_path: Path) -> None:
    (shown,) = of("roster", "", "name,email")
    ada, chloe = roster(tmp_path / "r.csv", shown).people
    assert (ada.ids, ada.withdrawn) == ({"email": "ada@example.org", "username": "ada"}, False)
    assert (chloe.called, chloe.withdrawn) == ("Chloé Chen", True)


@pytest.mark.parametrize(("page", "students"), [("points", {"chloe", "ben", "dmitri", "fatima"}), ("late", {"dmitri"})])
def test_overrides_are_taken(page: str, students: set[str], tmp_path: Path, assignment: Assignment) -> None:
    (tmp_path / "overrides.csv").write_text(of(page, "", "student,task,")[0])
    assert set(overrides.read(tmp_path / "overrides.csv", assignment).names) == students


def test_a_policy_of_lateness_is_taken(tmp_path: Path) -> None:
    (late,) = of("late", "toml", "[late]")
    folder = folder_with(tmp_path / "policy", TEXT[: TEXT.index("[late]")] + late)
    assert assignments.load(folder, CHECK_IDS).late.percent_per_day == 10


@pytest.mark.parametrize("shown", of("layouts", "toml", "[intake]"))
def test_a_policy_of_intake_is_taken(shown: str, tmp_path: Path) -> None:
    late = "[late]\ndeadline = 2026-03-01T23:59:59\n"
    folder = folder_with(tmp_path / "policy", TEXT[: TEXT.index("[late]")] + late + shown)
    (key,) = re.findall(r"(?m)^(git|attempts) = ", shown)
    assert getattr(assignments.load(folder, CHECK_IDS).intake, key) != getattr(Assignment("", ()).intake, key)
