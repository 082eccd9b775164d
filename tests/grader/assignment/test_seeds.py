"""Where others can make what an assignment hides, and to whom that is said."""

import json
from pathlib import Path

import pytest

from checks.model.assignment import Assignment
from grader.assignment.seeds import SAFE_SEED, known_seed
from grader.cli import run
from tests.assignments import folder_with_optional
from tests.grading import with_policy

HIDES = ("one_image",)


@pytest.mark.parametrize(
    "cases",
    [
        pytest.param({"hidden": (), "seed": 4}, id="nothing is hidden"),
        pytest.param({"hidden": HIDES, "seed": SAFE_SEED}, id="the seed cannot be found"),
    ],
)
def test_where_there_is_a_secret_nothing_is_said(cases, assignment: Assignment) -> None:
    assert known_seed(with_policy(assignment, cases=cases)) == ""


@pytest.mark.parametrize(
    ("seed", "why"), [(4, "4 is the one that every assignment has"), (SAFE_SEED - 1, "a small one can be found")]
)
def test_a_seed_that_others_know_or_find_is_told_with_what_to_do(seed: int, why: str, assignment: Assignment) -> None:
    said = known_seed(with_policy(assignment, cases={"hidden": HIDES, "seed": seed}))
    assert said.startswith(f"cases.seed: {why}")
    assert f"take a seed of at least {SAFE_SEED}" in said


def folder(place: Path, **cases: object) -> Path:
    made = folder_with_optional(place, ())
    with (made / "assignment.toml").open("a") as file:
        file.write("\n[cases]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in cases.items()))
    return made


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("grade", "{}", "--assignment", "{}", "--report", "json={}/../grade.json"), id="grade"),
        pytest.param(("batch", "{}/..", "--out", "{}/../out", "--assignment", "{}"), id="batch"),
        pytest.param(("verify", "{}", "--task", "0", "--seconds", "1"), id="verify"),
    ],
)
@pytest.mark.parametrize("seed", [[], [SAFE_SEED]], ids=["the usual seed", "one that is safe"])
def test_whoever_gives_a_command_is_told_in_one_line_and_no_student(
    command: tuple[str, ...], seed: list[int], tmp_path: Path, capsys
) -> None:
    made = folder(tmp_path / "class" / "rules", hidden=["large_values"], **({"seed": seed[0]} if seed else {}))
    run([word.format(made) for word in command])
    printed = capsys.readouterr()
    assert printed.err.count("cases.seed") == (not seed)
    assert "cases.seed" not in printed.out
    for written in tmp_path.rglob("*.json"):
        assert "cases.seed" not in written.read_text()
