"""The files of optional tasks: they are known, and decide nothing of the others."""

from datetime import datetime
from pathlib import Path

import pytest

from checks.model import Severity
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.assignment.naming import naming
from grader.intake import submission
from grader.intake.entries import Entry, Location
from grader.intake.taking import read
from grader.judging.task_files import works
from tests.assignments import SOLUTIONS, folder_with_optional, hand_in
from tests.classes import commit
from tests.grader.intake.taking import said, settled, taken, warned

FILES = tuple(SOLUTIONS)
COUNTING = {name: SOLUTIONS[name] for name in FILES[:2]}
OTHERS = {"of any name": "helpers.py", "a notebook": "notes.ipynb"}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return load(folder_with_optional(tmp_path_factory.mktemp("rules")), CHECK_IDS)


def asked(folder: Path, rules: Assignment) -> str:
    return "".join(task.id for task in works(submission.read(folder, rules), rules))


def test_the_work_on_what_counts_is_judged_and_on_the_others_where_it_is_there(
    tmp_path: Path, rules: Assignment
) -> None:
    assert asked(hand_in(tmp_path / "all", SOLUTIONS), rules) == "0123"
    assert asked(hand_in(tmp_path / "counting", COUNTING), rules) == "01"
    assert asked(hand_in(tmp_path / "one", {FILES[3]: SOLUTIONS[FILES[3]]}), rules) == "013"
    assert asked(tmp_path / "all", naming(rules, ("2",))) == "2"
    assert asked(tmp_path / "counting", naming(rules, ("all",))) == "0123"


def test_optional_files_alone_are_a_submission(tmp_path: Path, rules: Assignment) -> None:
    hand_in(tmp_path / "class" / "dora", {FILES[3]: SOLUTIONS[FILES[3]]})
    assert list(taken(tmp_path / "class", rules)["dora"].files) == [FILES[3]]


def test_an_optional_file_that_was_renamed_is_found_beside_all_that_counts(tmp_path: Path, rules: Assignment) -> None:
    folder = hand_in(tmp_path / "ada", {**COUNTING, "3-lift (1).py": SOLUTIONS[FILES[3]]})
    assert sorted(submission.read(folder, rules).files) == [*FILES[:2], FILES[3]]


def test_what_looks_like_an_optional_file_is_only_noted(tmp_path: Path, rules: Assignment) -> None:
    found = submission.read(hand_in(tmp_path / "ada", {**COUNTING, "3_lift.py": ""}), rules)
    assert said(found, Severity.NOTE) == ["`3_lift.py` was not taken for `3-lift.py`, which is not there"]
    assert warned(found) == []


@pytest.mark.parametrize("name", OTHERS.values(), ids=OTHERS)
def test_nothing_is_said_of_another_file_where_only_optional_ones_are_missing(
    name: str, tmp_path: Path, rules: Assignment
) -> None:
    assert submission.read(hand_in(tmp_path / "ada", {**COUNTING, name: ""}), rules).intake == ()


def test_an_optional_file_is_not_taken_for_one_that_is_missing(tmp_path: Path, assignment: Assignment) -> None:
    names = load(folder_with_optional(tmp_path / "rules", (1,)), CHECK_IDS)
    found = submission.read(hand_in(tmp_path / "ada", {FILES[1]: SOLUTIONS[FILES[1]]}), names)
    assert warned(found) == []


def test_of_what_cannot_be_read_no_optional_file_is_thought_to_be_there(rules: Assignment) -> None:
    """No system has a file of so long a name."""
    entry = Entry("ada", "folder", "class/ada", Location(f"/{300 * 'x'}"))
    assert list(read(entry, rules).files) == list(FILES[:2])
    assert list(read(entry, naming(rules, ("3",))).files) == [FILES[3]]


@pytest.mark.parametrize("named", [False, True], ids=["not counted", "counted"])
def test_an_optional_file_that_came_later_makes_nobody_late(named: bool, tmp_path: Path, rules: Assignment) -> None:
    start = "13394-80551 - Ada Lovelace"
    hand_in(tmp_path, {f"{start} - Mar 4, 2024 1205 PM - {name}": text for name, text in COUNTING.items()})
    hand_in(tmp_path, {f"{start} - Mar 30, 2024 1205 PM - {FILES[3]}": SOLUTIONS[FILES[3]]})
    (entry,) = settled(tmp_path, naming(rules, ("all",)) if named else rules).values()
    assert entry.submitted == datetime(2024, 3, 30 if named else 4, 12, 5)


@pytest.mark.parametrize("named", [False, True], ids=["not counted", "counted"])
def test_an_optional_file_that_differs_from_the_commit_is_told_and_takes_no_date(
    named: bool, tmp_path: Path, rules: Assignment
) -> None:
    path = hand_in(tmp_path / "class" / "ada", SOLUTIONS)
    commit(path)
    hand_in(path, {FILES[3]: f"# later\n{SOLUTIONS[FILES[3]]}"})
    chosen = naming(rules, ("all",)) if named else rules
    found = taken(tmp_path / "class", chosen)["ada"]
    assert (found.commit is None) is named
    assert [message for message in warned(found) if FILES[3] in message]
