"""Judges a program for an exercise of which only a description and a model solution are known, for tests."""

from pathlib import Path
from typing import NamedTuple

from checks.model import Source, TaskFiles, TaskGrade
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.judging import grading
from grader.judging.items import WorkItem
from grader.judging.judge import Judge
from grader.judging.static import StaticWorker
from grader.sandbox.client import Sandbox

HEAD = '#!/usr/bin/env python3\n"""A module"""\nimport numpy as np\n\n\n'
X = '[tasks.arguments]\nx = { array = "n" }\n'
MATRIX = '[tasks.arguments]\nx = { array = "n m" }\n'


class Asked(NamedTuple):
    """The keys of a task, its model solution, right programs and wrong ones."""

    task: str
    model: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]


def body(given: str, *lines: str) -> str:
    """A function `f` of these arguments."""
    return "\n    ".join([f"def f({given}):", '"""Works it out"""', *lines]) + "\n"


def written(folder: Path, task: str, model: str) -> Assignment:
    """The assignment of a task `f` whose other keys are given."""
    (folder / "assignment.toml").write_text(
        f'name = "One"\n[[tasks]]\nid = "0"\ntitle = "One"\nfile = "one.py"\nfunction = "f"\n{task}'
    )
    (folder / "one.py").write_text(HEAD + model)
    return load(folder, CHECK_IDS)


def judged(folder: Path, task: str, model: str, programs: dict[str, str], box: Sandbox) -> dict[str, TaskGrade]:
    """What is said of each program for a task `f` whose other keys are given, by the name of the program."""
    assignment = written(folder, task, model)
    (only,) = assignment.tasks
    found = {}
    with StaticWorker() as worker:
        judge = Judge(assignment, box, worker, folder / "kept")
        for name, program in programs.items():
            files = TaskFiles(Source(only.file, (HEAD + program).encode(), "", executable=True))
            said = judge.judge(WorkItem(only.id, files))
            found[name] = grading.grade_task(only, assignment, files, said.read, said.ran)
    return found
