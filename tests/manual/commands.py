"""The page of all commands, made of what `--help` says: `make test ARGS="-k manual_has_every_command --renew"`."""

import inspect
import re
from collections.abc import Iterator

import click

from grader.cli import cli
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "reference" / "commands.md"
HEAD = """# Commands

What `--help` says of each. In a clone the command is `.venv/bin/grader`, which works from any folder. `pip install .`
puts `grader` into an environment of your own.

`python -m grader` is the same: it takes the current folder off the import path before it imports anything of its own.
Python itself has looked there by then for a `grader` and for what it starts with. So in a folder that you do not trust
use `grader`, or `python -P -m grader`.

`--help`, or `-h`, is an option of every command, and `grader --version` says which grader it is.
"""
MORE = {  # where the manual tells how the command is used
    "grader new": "[An assignment of your own](../instructors/assignment.md)",
    "grader verify": "[Is an assignment strong?](../instructors/verify.md)",
    "grader grade": "[Check your own work](../students/index.md), [reports](reports.md)",
    "grader watch": "[Grade again whenever you save](../students/watch.md)",
    "grader batch": "[Grading a class](../instructors/index.md)",
    "grader report": "[A page for each student](../instructors/results.md#a-page-for-each-student), "
    "[pages that go back](../instructors/gradebooks.md#pages-that-go-back)",
    "grader submissions": "[What would be graded](../instructors/layouts.md#what-would-be-graded)",
    "grader export gradescope": "[Gradescope](../instructors/gradescope.md)",
    "grader export github": "[GitHub](../instructors/github.md)",
    "grader export student": "[What students get](../instructors/handing-out.md)",
    "grader explain": "[Checks](checks.md)",
    "grader doctor": "[How safe it is](../instructors/safety.md)",
}


def commands(group: click.Group = cli, name: str = "grader") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by the words that are typed."""
    for word, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command


def written() -> str:
    """The page as it has to be."""
    return HEAD + "".join(_section(name, command) for name, command in commands())


def _section(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name)
    usage = command.get_usage(context).removeprefix("Usage: ")
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    table = f"\n| option | what it does |\n|---|---|\n{''.join(_row(option, context) for option in options)}"
    about = inspect.cleandoc(command.help or "").replace("\b", "")
    return f"\n## {name}\n\n```\n{usage}\n```\n\n{about}\n{table if options else ''}\nMore: {MORE[name]}\n"


def _row(option: click.Option, context: click.Context) -> str:
    record = option.get_help_record(context)
    assert record is not None
    name, said = record
    said = re.sub(r" +\[default: (.*?)(; 0<=x.*|)\]$", r" Without it: \1.", said)
    said = re.sub(r" +\[required\]$", " It has to be given.", said)
    said = re.sub(r" +\[x>=1\]$", "", said)
    if isinstance(option.type, click.Choice):
        name = name.partition(" [")[0]
        said = f"One of {', '.join(f'`{choice}`' for choice in option.type.choices)}. {said}"
    return f"| `{_cell(name)}` | {_cell(said)} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
