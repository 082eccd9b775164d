"""The text of an `assignment.toml`: what is read from it again is what was given."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from checks.printable import one_line
from grader.assignment.as_toml import argument_of, axis_of
from grader.assignment.words import key
from grader.drafting.guesses import OF_WHERE, Guess
from grader.drafting.marks import mark

_COLUMN = 36  # at which comments begin, where there is room


class TaskDraft(Struct, frozen=True):
    """A task as the draft has it; `loops` is None where none is to be counted, which `why` explains."""

    id: str
    title: str
    file: str
    function: str
    guess: Guess
    loops: int | None
    why: str = ""


def toml(name: str, tasks: tuple[TaskDraft, ...], imports: Mapping[str, tuple[str, ...]] | None, seed: int) -> str:
    """The whole file; `imports` are those that a task may use, where they are not the usual ones."""
    lines = [
        "# An assignment: what is asked, and how it is judged. `grader verify` says whether it is strong.",
        "",
        f"name = {text(name)}",
        *(line for task in tasks for line in _task(task)),
        "",
        "[cases]",
        "# The random values that are asked come from it. It is yours alone: whoever knows it knows the questions.",
        f"seed = {seed}",
    ]
    if imports is not None:
        lines += [
            "",
            "[policy.imports]",
            "# What a file may import, and the names of it; an empty list means all of it.",
        ]
        lines += [f"{key(module)} = {_inline(names)}" for module, names in imports.items()]
    return "\n".join(lines) + "\n"


def text(value: str) -> str:
    """A text as TOML writes it, on one line. What cannot be seen is written as an escape, and a lone half of a
    character as the sign for what is unknown."""
    shown = value.encode("utf-8", "replace").decode("utf-8")
    return '"' + "".join(_character(each) for each in shown) + '"'


def _character(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if one_line(char) == char:
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 2**16 else f"\\U{ord(char):08x}"


def _task(task: TaskDraft) -> Iterator[str]:
    yield ""
    yield "[[tasks]]"
    yield f"id = {text(task.id)}"
    yield f"title = {text(task.title)}"
    yield f"file = {text(task.file)}"
    yield f"function = {text(task.function)}"
    if task.loops is None:
        yield one_line(f"# No loop is counted{task.why}. loops = 1 allows one `for` statement and no other loop.", 400)
    else:
        yield _beside(f"loops = {task.loops}", "`for` statements that a file may have; without it no loop is counted")
    described = task.guess.description
    if described.where:
        yield from (mark(each) for each in task.guess.marks.get(OF_WHERE, ()))
        yield _beside(f"where = {_inline(described.where)}", "what sizes have to meet")
    yield ""
    yield _beside("[tasks.arguments]", "what the function is given, in this order; each name of a size is one number")
    for argument in described.arguments:
        yield from (mark(each) for each in task.guess.marks.get(argument.name, ()))
        yield f"{key(argument.name)} = {_inline(argument_of(argument))}"
    left_out = task.guess.marks.keys() - {OF_WHERE} - {argument.name for argument in described.arguments}
    yield from (mark(each) for name in sorted(left_out) for each in task.guess.marks[name])
    if described.axes:
        yield ""
        yield _beside("[tasks.axes]", "lengths of axes, where they are not 1 and more")
        yield from (
            f"{key(axis.name)} = {_inline(axis.least if axis.least == axis.most else axis_of(axis))}"
            for axis in described.axes
        )


def _beside(line: str, comment: str) -> str:
    return f"{line:<{_COLUMN - 1}} # {comment}"


def _inline(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key(name)} = {_inline(each)}' for name, each in value.items())} }}"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_inline, value))}]"
    return json.dumps(value)
