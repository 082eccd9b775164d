"""What is wrong with a task that its types cannot say."""

import math
import re
from collections.abc import Collection, Iterable

from checks.exercises import KINDS, problems_of
from checks.model.arguments import AnyOf
from checks.model.assignment import ALL, DEADLINE, FREE_DAYS, LATE, Assignment, Task, files_of
from checks.printable import one_line
from grader.assignment.calls import MOST_VALUES, TEXTS, random_values
from grader.assignment.files import is_inside
from grader.assignment.use_problems import problems_of_use
from grader.assignment.words import Problems, is_name, joined, quoted, unknown

MOST_SAID = 1000  # characters of what is said of a misconception
_TAKEN = {  # ids that no task has, since they say something else in overrides.csv, or of tasks that are named
    LATE: "what overrides call the points that lateness takes",
    DEADLINE: "what overrides call a student's own deadline",
    FREE_DAYS: "what overrides call the late days that cost a student nothing",
    ALL: "what `--task` calls every task",
}


def problems_of_task(task: Task, assignment: Assignment, index: int, check_ids: Collection[str]) -> Problems:
    """Yield key and problem of every value of a task that cannot be used; `index` is its own among the tasks."""
    yield from _names(task, assignment.tasks[:index])
    yield from _parameters(task)
    if task.loops is not None and task.loops < 0:
        yield "loops", f"expected 0 or more, got {task.loops}"
    yield from problems_of_use(dict(task.imports or ()), task.forbidden_calls or (), task.tolerance)
    yield from problems_of_points(task.points, task.required, check_ids)
    if task.exercise and task.exercise not in KINDS:
        yield "exercise", f"there is no kind {quoted(task.exercise)}; the kinds are {', '.join(KINDS)}"
    else:
        yield from problems_of(task)
    yield from _misconceptions(task, assignment)
    yield from _inputs(task, assignment)
    if task.types and task.exercise:
        yield "types", "expected no `types` beside a kind, whose results are arrays of numbers"
    if task.order == "any" and task.exercise:
        yield "order", "expected no order beside a kind, whose results are not sets of rows"
    if random_values(task.calls) > MOST_VALUES:
        yield "calls", f"expected at most {MOST_VALUES} random values, got {random_values(task.calls)}"


def problems_of_points(
    points: Iterable[tuple[str, float]], required: tuple[str, ...] | None, check_ids: Collection[str]
) -> Problems:
    """The same of what checks are worth, and of those that make the verdict, if these are given."""
    for check, each in points:
        if check not in check_ids:
            yield joined("points", check), unknown("check", check, check_ids)
        if not (math.isfinite(each) and each >= 0):
            yield joined("points", check), f"expected 0 or more points, got {each}"
    if required is not None and not required:
        yield "required", "expected at least one check"
    for index, check in enumerate(required or ()):
        if check not in check_ids:
            yield f"required[{index}]", unknown("check", check, check_ids)


def _names(task: Task, earlier: tuple[Task, ...]) -> Problems:
    if not task.id.strip():
        yield "id", "expected a name, got an empty string"
    for name, text in (("id", task.id), ("title", task.title)):
        if one_line(text) != text:
            yield name, f"expected one line of at most 200 characters, got {quoted(text)}"
    if task.id in _TAKEN:
        yield "id", f"expected another id: {quoted(task.id)} is {_TAKEN[task.id]}"
    if task.id in {other.id for other in earlier}:
        yield "id", f"expected an id of its own, {quoted(task.id)} is taken by an earlier task"
    if not re.fullmatch(r"[^/\\\0]+\.py", task.file) or one_line(task.file) != task.file:
        yield "file", f"expected a plain file name that ends with .py, got {quoted(task.file)}"
    if not is_name(task.function):
        yield "function", f"expected a Python name, got {quoted(task.function)}"
    if (task.file, task.function) in {(other.file, other.function) for other in earlier}:
        yield "function", f"expected another one than an earlier task has in {quoted(task.file)}"


def _inputs(task: Task, assignment: Assignment) -> Problems:
    if task.inputs and task.exercise:
        yield "inputs", "not beside `exercise`: a kind makes its own calls"
    elif task.inputs and not (is_inside(task.inputs) and re.fullmatch(r"(.*/)?[A-Za-z_]\w*\.py", task.inputs)):
        yield "inputs", f"expected the name of a .py file in the folder, got {quoted(task.inputs)}"
    elif task.inputs in files_of(assignment.tasks):
        yield "inputs", f"expected another file than a model solution, got {quoted(task.inputs)}"
    for argument in task.arguments:
        if isinstance(argument.form, AnyOf) and not task.inputs and not assignment.recorded(task):
            yield joined("arguments", argument.name), "expected `inputs` beside any = true: a file that makes the calls"


def _misconceptions(task: Task, assignment: Assignment) -> Problems:
    taken: set[str] = set()
    for number, variant in enumerate(task.misconceptions):
        place = f"misconceptions[{number}]"
        if not variant.name.strip() or one_line(variant.name) != variant.name:
            yield f"{place}.name", f"expected one line of at most 200 characters, got {quoted(variant.name)}"
        if variant.name in taken:
            yield f"{place}.name", f"expected a name of its own, {quoted(variant.name)} is taken by an earlier one"
        taken.add(variant.name)
        if not (is_inside(variant.file) and variant.file.endswith(".py")):
            yield f"{place}.file", f"expected the name of a .py file in the folder, got {quoted(variant.file)}"
        if variant.file in files_of(assignment.tasks):
            yield f"{place}.file", f"expected another file than the model solution, got {quoted(variant.file)}"
        for name, text in (("explanation", variant.explanation), ("hint", variant.hint)):
            if one_line(text, MOST_SAID) != text:
                yield f"{place}.{name}", f"expected one line of at most {MOST_SAID} characters, got {quoted(text)}"


def _parameters(task: Task) -> Problems:
    if not task.arguments:
        yield "arguments", "expected at least one argument"
    for name in task.parameters:
        if not is_name(name):
            yield joined("arguments", name), f"expected a Python name, got {quoted(name)}"
        if name in TEXTS:
            yield joined("arguments", name), f"expected another name: a call has a {name} of its own"
