"""Judges a program for an exercise of which only a description and a model solution are known, for tests."""

from pathlib import Path

from checks.model import Source, TaskFiles, TaskGrade
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.judging import grading
from grader.judging.items import WorkItem
from grader.judging.judge import Judge
from grader.judging.static import StaticWorker
from grader.sandbox.client import Sandbox

HEAD = '#!/usr/bin/env python3\n"""A module"""\nimport numpy as np\n\n\n'


def judged(folder: Path, task: str, model: str, programs: dict[str, str], box: Sandbox) -> dict[str, TaskGrade]:
    """What is said of each program for a task `f` whose other keys are given, by the name of the program."""
    (folder / "assignment.toml").write_text(
        f'name = "One"\n[[tasks]]\nid = "0"\ntitle = "One"\nfile = "one.py"\nfunction = "f"\n{task}'
    )
    (folder / "one.py").write_text(HEAD + model)
    assignment = load(folder, CHECK_IDS)
    (only,) = assignment.tasks
    found = {}
    with StaticWorker() as worker:
        judge = Judge(assignment, box, worker, folder / "kept")
        for name, program in programs.items():
            files = TaskFiles(Source(only.file, (HEAD + program).encode(), "", executable=True))
            said = judge.judge(WorkItem(only.id, files))
            found[name] = grading.grade_task(only, assignment, files, said.read, said.ran)
    return found
