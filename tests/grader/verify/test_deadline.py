"""However slow the programs of an assignment are, there is an end."""

from pathlib import Path

import pytest

from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.folders import cache_folder
from grader.sandbox.client import Sandbox
from grader.sandbox.levels import LEVELS
from grader.verify.deadline import LateError
from grader.verify.judging import judged
from grader.verify.mutants import mutants
from grader.verify.programs import models
from grader.verify.run import Wanted, verify
from grader.verify.search import Search, TimeUpError
from tests.grader.verify.assignments import HEAD, folder_with, program
from tests.grader.verify.test_verify import RIGHT
from tests.grading import warm

TASK = '[tasks.arguments]\nx = { array = "n" }'
MODEL = program("x", "return 2 * x")
VARIANT = (
    '[[tasks.misconceptions]]\nname = "never ends"\nfile = "endless.py"\nexplanation = "It does not."\n'
    "[limits]\ncpu_seconds = 3600\n"
)


def test_programs_that_take_for_ever_end_it_in_one_line(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, TASK, MODEL, VARIANT)
    (folder / "endless.py").write_text(f"{HEAD}def f(x):\n    while True:\n        pass\n")
    assignment = load(folder, CHECK_IDS)
    wanted = Wanted(assignment, folder, assignment.tasks, seconds=0, patience=2)
    with Sandbox() as box, pytest.raises(LateError, match=r"^not at an end after 2 s \(last: the right answers\): "):
        verify(wanted, box, cache_folder(), lambda what, done, total: None)


def test_a_search_ends_with_the_time(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, TASK, MODEL)
    assignment = load(folder, CHECK_IDS)
    (task,) = assignment.tasks
    (model,) = models(assignment, assignment.tasks)

    search = Search(task, assignment, None, warm(tuple(LEVELS)), 10, until=0)  # type: ignore[arg-type]
    with pytest.raises(TimeUpError):
        search.hole(model.files(model.text))


def test_a_mutant_of_which_the_search_knows_nothing_in_time_is_not_judged(tmp_path: Path) -> None:
    def late(task, files):
        raise TimeUpError

    assignment = load(folder_with(tmp_path, TASK, MODEL), CHECK_IDS)
    (model,) = models(assignment, assignment.tasks)
    found = judged(
        [model],
        lambda program: [(each.kind, each) for each in mutants(program.text)][:2],
        lambda task, files: RIGHT,
        late,
        listed=(),
        at_once=2,
        until=float("inf"),
        told=lambda done, total: None,
    )
    assert (found.done, found.total) == (0, 2)
