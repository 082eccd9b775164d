"""The README of an assignment for its students: what to hand in, what is allowed, how to check oneself."""

import ast
import re
from collections.abc import Iterator, Mapping

from checks.allowed import listed
from checks.printable import one_line
from grader.drafting.solutions import Solution, parameters
from grader.drafting.toml import TaskDraft

_MOST = 300  # characters of a line


def readme(
    name: str, tasks: tuple[TaskDraft, ...], solutions: tuple[Solution, ...], imports: Mapping[str, tuple[str, ...]]
) -> str:
    """The text of the README."""
    files = tuple(dict.fromkeys(task.file for task in tasks))
    lines = [
        f"# {plain(name)}",
        "",
        f"Hand in one folder with {'this file' if len(files) == 1 else 'these files'}: {', '.join(map(code, files))}.",
        "",
    ]
    for task, solution in zip(tasks, solutions, strict=True):
        lines += _task(task, solution)
    lines += [
        "## Rules",
        "",
        f"- Import nothing but {listed([code(module) for module in imports])}.",
        "- Name the function and its parameters as they stand here. It returns its result, and prints nothing.",
        "- Do not change the arrays that you are given.",
        "- Begin each file with `#!/usr/bin/env python3`, and give the file and each function a docstring.",
        "- Put a `README.md` beside them that says in a few words what they are about.",
        "",
        "## Check yourself",
        "",
        "The folder that you were given with this page has files to begin with, in `starter`. In the folder with your "
        "files, where ASSIGNMENT is that folder:",
        "",
        "    grader grade . --assignment ASSIGNMENT",
        "",
        "It says what is right, what is wrong and where, and shows the smallest call that fails. "
        "`grader watch` with the same words stays, and grades again whenever you save.",
    ]
    return "\n".join(lines) + "\n"


def of_sample(name: str) -> str:
    """The README of a sample, as students have one beside their files."""
    return f"# {plain(name)}\n\nA sample of what might be handed in.\n"


def _task(task: TaskDraft, solution: Solution) -> Iterator[str]:
    yield f"## Task {plain(task.id)}: {plain(task.title)}"
    yield ""
    yield f"In {code(task.file)}, write"
    yield ""
    yield f"    def {signature(solution.function)}:"
    yield ""
    documented = (ast.get_docstring(solution.function) or "").split("\n")
    about = next((line.strip() for line in documented if line.strip()), "")
    if about:
        yield plain(about)
        yield ""
    if task.loops is not None:
        yield _budget(task.loops)
        yield ""


def _budget(loops: int) -> str:
    if not loops:
        return "Write it without any loop: no `for`, no `while`, no comprehension, no `map`."
    statement = "one `for` statement" if loops == 1 else f"{loops} `for` statements"
    return f"Use at most {statement}, and no other loop: no `while`, no comprehension, no `map`."


def signature(function: ast.FunctionDef) -> str:
    """The name and the parameters, each with its default, on one line."""
    shown = [
        parameter.arg if default is None else f"{parameter.arg}={ast.unparse(default)}"
        for parameter, default in parameters(function)
    ]
    return one_line(f"{function.name}({', '.join(shown)})", _MOST)


def code(name: str) -> str:
    """A name as Markdown shows it, whatever stands in it."""
    shown = one_line(name, _MOST)
    fence = "`" * (max((len(found) for found in re.findall("`+", shown)), default=0) + 1)
    space = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{space}{shown}{space}{fence}"


def plain(text: str) -> str:
    """A text of which nothing is Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~&])", r"\\\1", one_line(text, _MOST))
