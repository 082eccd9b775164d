"""An assignment that hides every call of its values."""

import json
from pathlib import Path

import pytest

from checks.exercises import families_of
from checks.exercises.families import COMMON
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.cli import run
from tests.assignments import folder_with_optional


@pytest.mark.parametrize("more", [[], ["repeatable"]], ids=["the values", "the call that is made twice, too"])
def test_what_is_right_is_accepted_where_all_values_are_hidden(more: list[str], tmp_path: Path) -> None:
    folder = folder_with_optional(tmp_path, ())
    (task, *_) = load(folder, CHECK_IDS).tasks
    hidden = [family for family in families_of(task) if family not in COMMON] + more
    with (folder / "assignment.toml").open("a") as file:
        file.write(f"\n[cases]\nhidden = {json.dumps(hidden)}\n")
    assert run(["grade", str(folder), "--assignment", str(folder)]) == 0
