"""The programs that `make verify` changes."""

import re

import reference
from checks.model.assignment import Assignment
from grader.verify.judging import Changes, changed
from grader.verify.programs import Program, models, others
from grader.verify.rewrites import Rewritten
from tests.conftest import ROOT

STYLES = ROOT / "tests" / "programs" / "styles"  # right programs, each folder in a way of writing of its own
LIST = reference.FOLDER / "equivalent.toml"


def programs(assignment: Assignment) -> dict[str, Program]:
    """All of them, by name."""
    found = [*models(assignment, assignment.tasks)]
    for given in folders():
        found += others(given, assignment, assignment.tasks)
    assert len({each.name for each in found}) == len(found)
    return {each.name: each for each in found}


def folders() -> list[str]:
    """What the Makefile names, from the top of the project."""
    text = (ROOT / "Makefile").read_text().replace("\\\n", " ")
    named = {name: re.search(rf"^{name} = (.*)$", text, re.MULTILINE)[1].split() for name in ("CHANGED", "STYLES")}
    return [
        *(f"{ROOT}/submissions/{name}" for name in named["CHANGED"]),
        *(f"{STYLES}/{name}" for name in named["STYLES"]),
    ]


def all_rewrites(program: Program) -> list[Rewritten]:
    return [made for _, made in changed(program, Changes({})) if isinstance(made, Rewritten)]
