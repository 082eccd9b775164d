"""The right programs that are changed: the model solutions, and those of other folders."""

import ast
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from checks.model import Source, TaskFiles
from checks.model.arguments import ArrayOf, FloatOf
from checks.model.assignment import Assignment, Task
from checks.printable import one_line
from grader.intake import submission
from grader.judging.task_files import model_files, task_files
from grader.verify.rewritings.trees import Wanted

MODEL = "model"
MOST_NODES = 6000  # of a program: what is longer is not changed one node at a time
REAL = ("", "float32", "float64")


class ProgramError(Exception):
    """A program cannot be changed; the message is one line."""


class Program(NamedTuple):
    """A right program: its name, the task that it is for, its text, and the files beside it that it may import."""

    name: str
    task: Task
    text: str
    others: tuple[Source, ...] = ()

    def files(self, text: str) -> TaskFiles:
        """What would be handed in for the task, with this text in its place."""
        return TaskFiles(Source(self.task.file, text.encode(), "", executable=True), self.others)

    @property
    def wanted(self) -> Wanted:
        """The function, and its parameters that are arrays of any real dtype."""
        forms = ((name, form) for name, form in self._parameters() if isinstance(form, ArrayOf))
        return Wanted(self.task.function, tuple(name for name, form in forms if form.dtype in REAL))

    @property
    def numeric(self) -> tuple[str, ...]:
        """Its parameters that are arrays of numbers, or numbers that need not be whole."""
        forms = ((name, form) for name, form in self._parameters() if isinstance(form, ArrayOf | FloatOf))
        return tuple(name for name, form in forms if isinstance(form, FloatOf) or form.dtype != "bool")

    def _parameters(self) -> Iterator[tuple[str, object]]:
        """What the program calls the arguments, with what each may be."""
        tree = ast.parse(self.text)
        found = (each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == self.task.function)
        node = next(found, None)
        if node is not None:
            names = [each.arg for each in (*node.args.posonlyargs, *node.args.args)]
            yield from ((name, each.form) for name, each in zip(names, self.task.arguments, strict=False))


def models(assignment: Assignment, tasks: Collection[Task]) -> Iterator[Program]:
    """The model solutions of these tasks, where they are there."""
    for task in tasks:
        files = model_files(task, assignment)
        if isinstance(files.file, Source):
            yield _program(f"{MODEL}/{task.id}", task, files)


def others(given: str, assignment: Assignment, tasks: Collection[Task]) -> Iterator[Program]:
    """The files of a folder for some of these tasks; `FOLDER:ID` for one of them.

    Raises:
        ProgramError: there are none.
    """
    name, _, task_id = given.rpartition(":")
    if name and any(task.id == task_id for task in assignment.tasks):
        folder, wanted = Path(name), [task for task in tasks if task.id == task_id]
    else:
        folder, wanted = Path(given), list(tasks)
    try:
        handed_in = submission.read(folder, assignment)
    except submission.SubmissionError as error:
        raise ProgramError(str(error)) from None
    for task in wanted:
        files = task_files(task, handed_in)
        if isinstance(files.file, Source):
            yield _program(f"{one_line(folder.resolve().name)}/{task.id}", task, files)
        elif task_id == task.id:
            raise ProgramError(f"{one_line(given)}: there is no {task.file}")


def _program(name: str, task: Task, files: TaskFiles) -> Program:
    assert isinstance(files.file, Source)
    try:
        text = files.file.data.decode("utf-8")
        tree = ast.parse(text)
        ast.unparse(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ProgramError(f"{name}: {task.file} cannot be read: {one_line(str(error))}") from None
    number = sum(1 for _ in ast.walk(tree))
    if number > MOST_NODES:
        raise ProgramError(f"{name}: {task.file} is too long to be changed: {number} parts, of at most {MOST_NODES}")
    return Program(name, task, text, files.others)
