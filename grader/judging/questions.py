"""What every submission of a task is asked, laid out once: the Cases of each trip, and the proof's right answers."""

from collections.abc import Callable, Mapping
from functools import cache, partial

import numpy as np

from checks.exercises import exercise_of
from checks.model import Answer, Case, Job
from checks.model.assignment import Assignment, Task
from grader.sandbox.asking import Layout
from grader.sandbox.request import Call, Program

LARGEST_ITEM = 16  # bytes; a right answer of any real dtype has no larger items
LEAST_RESULT = 1 << 17  # bytes that any call may return: a wrong answer to a small one tells what was done


class Sheet:
    """Cases that one trip asks, in order, and their calls as the sandbox is given them."""

    def __init__(self, task: Task, cases: tuple[Case, ...]) -> None:
        self.cases = cases
        self.layout = Layout(tuple(call(task, case) for case in cases))


class Questions:
    """The Cases of a task's Jobs by trip, the `policy`, the `model` solution where there is one, and `right`: the right
    answers to one of the proof's Cases.

    A process that is given a hidden Case could tell of it in what it does with a later one, and bounded Jobs have less
    time: so each has a trip of its own.
    """

    def __init__(self, task: Task, assignment: Assignment, jobs: tuple[Job, ...]) -> None:
        self.policy = policy = assignment.policy
        self.model = program_of(task, assignment.files) if task.file in assignment.files else None
        cases = [case for job in jobs if not job.bounded for case in job.cases]
        self.shown = Sheet(task, tuple(case for case in cases if not case.hidden))
        self.hidden = Sheet(task, tuple(case for case in cases if case.hidden))
        self.bounded = Sheet(task, tuple(case for job in jobs if job.bounded for case in job.cases))
        self.right: Callable[[Case], tuple[Answer, ...]] = cache(partial(exercise_of(task).proof.answers, task, policy))


def program_of(task: Task, files: Mapping[str, bytes]) -> Program:
    """A task's file with the others beside it, of which it may import those that are Python."""
    modules = {name.removesuffix(".py"): (name, data) for name, data in files.items() if name.endswith(".py")}
    return Program(modules, task.file.removesuffix(".py"), task.function)


def call(task: Task, case: Case) -> Call:
    """A Case as the sandbox takes it."""
    largest = max(int(np.prod(exercise_of(task).shape(task, case))) * LARGEST_ITEM, LEAST_RESULT)
    return Call(tuple(case.arguments.values()), case.fill, largest, case.traced)
