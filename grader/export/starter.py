"""What students begin with, made of the description: a file with nothing in it yet, and a page of what is asked."""

import textwrap
from collections.abc import Iterator
from typing import Any

from checks.allowed import budget, of_check
from checks.model.arguments import AnyOf, Argument, ArrayOf, EitherOf, FloatOf, IntegerOf, PairOf, TupleOf
from checks.model.assignment import Assignment, Task
from checks.written import parameters_of
from grader.judging.policy import policy_of
from grader.report.markdown import escaped

WIDTH = 79  # of a line of Python, as PEP 8 has it
HEAD = "#!/usr/bin/env python3\n"
STARTERS = "starter"
"""The folder that the files to begin with lie in."""


def starter(tasks: list[Task], assignment: Assignment) -> str:
    """A file for the tasks whose functions it has: it can be loaded, and does nothing."""
    allow = all("numpy" in policy_of(task, assignment).imports for task in tasks)
    imports = "import numpy as np\n" if allow else ""
    head = HEAD + _docstring(", ".join(task.title for task in tasks), "") + imports
    return head + "".join(f"\n\n{_function(task)}" for task in tasks)


def _function(task: Task) -> str:
    line = f"def {task.function}({parameters_of(task)}):\n"
    if len(line) > WIDTH + 1:
        given = parameters_of(task, "\n").split("\n")
        line = f"def {task.function}(\n{''.join(f'    {each},' + chr(10) for each in given)}):\n"
    return f"{line}{_docstring(task.title, '    ')}    raise NotImplementedError\n"


def _docstring(text: str, indent: str) -> str:
    """A text between quotes, of which it has none, nor anything else that Python would read."""
    plain = text.replace("\\", "/").replace('"', "'")
    if len(plain) + len(indent) + 6 <= WIDTH:
        return f'{indent}"""{plain}"""\n'
    lines = textwrap.wrap(plain, WIDTH - len(indent))
    return "".join(f"{indent}{line}\n" for line in ('"""', *lines, '"""'))


def page(assignment: Assignment) -> str:
    """What is asked, what is allowed, and how to check oneself, as Markdown."""
    tasks = (_of_task(task, assignment) for task in assignment.tasks)
    return "\n\n".join([f"# {escaped(assignment.name)}", *tasks, _rules(assignment), CHECKING])


CHECKING = f"""## Check yourself

The files in `{STARTERS}/` are a beginning. Copy them into a folder of your own, say `work`, and fill them in. Then

```
grader grade work --assignment .
```

says what is right and what is not, with the smallest of the calls that fail. Here `.` is the folder with
`assignment.toml` in it. `grader watch work --assignment .` does it again whenever you save, and `grader explain` tells
what each check asks.
"""


def _of_task(task: Task, assignment: Assignment) -> str:
    optional = " (optional)" if task.optional else ""
    lines = [f"- {_code(each.name)}: {_argument(each)}" for each in task.arguments]
    lines += [f"- {_code(condition)}" for condition in task.where]
    lines += [] if task.loops is None else [f"- {budget(task)}"]
    lines += [f"- {words}" for words in _own_rules(task, assignment)]
    asks = f"Write the function {_code(f'{task.function}({parameters_of(task)})')} in the file {_code(task.file)}."
    return "\n".join([f"## {escaped(task.id)}. {escaped(task.title)}{optional}", "", asks, "", *lines])


def _argument(argument: Argument) -> str:
    said = [_form(argument.form)]
    said += ["or None"] if argument.none else []
    said += [f"({_code(repr(argument.default))} where it is left out)"] if argument.optional else []
    return " ".join(said)


def _form(form: Any) -> str:
    match form:
        case ArrayOf():
            dtype = f" of {_code(form.dtype)}" if form.dtype else ""
            order = {"weakly": ", sorted", "strictly": ", sorted, no two alike"}.get(form.sorted, "")
            return f"an array{dtype} of shape {_code(_tuple(form.axes))}{order}{_bounds(form)}"
        case IntegerOf():
            return f"a whole number{_bounds(form)}"
        case FloatOf():
            return f"a number{_bounds(form)}"
        case PairOf():
            return f"a tuple of two whole numbers {_code(_tuple(form.sizes))}{_bounds(form)}"
        case AnyOf():
            return "what is asked for in the calls"
        case TupleOf():
            return f"a tuple of {len(form.members)}: {', '.join(map(_form, form.members))}"
        case EitherOf():
            return " or ".join(map(_form, form.choices))
    return _code(repr(form))


def _tuple(names: tuple[str, ...]) -> str:
    return f"({', '.join(names)}{',' if len(names) == 1 else ''})"


def _bounds(form: Any) -> str:
    return "".join(_bound(word, bound) for word, bound in (("least", form.least), ("most", form.most)))


def _bound(word: str, bound: int | float | str | None) -> str:
    return "" if bound is None else f", at {word} {_code(str(bound))}"


def _own_rules(task: Task, assignment: Assignment) -> Iterator[str]:
    """What a task asks that others may not."""
    policy = policy_of(task, assignment)
    if task.imports is not None or task.forbidden_calls is not None:
        yield f"for this task the rules are: {of_check('imports', task, policy)}"
    for check in ("values", "return_type"):
        if words := of_check(check, task, policy):
            yield f"the result: {words}"


def _rules(assignment: Assignment) -> str:
    return "\n".join(["## Rules", "", *_allowed(assignment)])


def _allowed(assignment: Assignment) -> Iterator[str]:
    for module, names in assignment.policy.imports.items():
        only = f": {', '.join(map(_code, names))} alone" if names else ""
        yield f"- {_code(module)} may be imported{only}"
    yield "- nothing else may be imported"
    for call in assignment.policy.forbidden_calls:
        yield f"- {_code(call)} may not be called"


def _code(text: str) -> str:
    return escaped(text) if "`" in text else f"`{text}`"
