"""The command line: the commands, and what becomes of a failure.

0 all passed, 1 something did not, 2 usage or configuration, 3 the grader failed.
"""

import errno
import os
import re
import sys
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import cast

import click

from checks.printable import one_line
from grader import __version__, startup
from grader.commands.exits import BROKEN, INTERRUPTED, USAGE
from grader.sandbox.server import SandboxError, ZygoteProcess

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


COMMANDS = ("new", "verify", "grade", "watch", "batch", "report", "submissions", "export", "explain", "doctor")


class Commands(Mapping[str, click.Command]):
    """The commands by name: the module of each is loaded when it is asked for."""

    def __getitem__(self, name: str) -> click.Command:
        if name not in COMMANDS:
            raise KeyError(name)
        with startup.undisturbed():
            module = import_module(f"grader.commands.{name}")
        return cast(click.Command, getattr(module, name))

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


@click.group(
    commands=cast(MutableMapping[str, click.Command], Commands()),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="grader")
def cli() -> None:
    """Judge numpy exercises: what is right, what is wrong, where and why."""


def _forget_impossible_sizes() -> None:
    """A terminal of no columns, or of a million, is none: what is printed is made for the usual size then."""
    for name in ("COLUMNS", "LINES"):
        if not re.fullmatch(r"[1-9]\d{1,3}", os.environ.get(name, ""), re.ASCII):
            os.environ.pop(name, None)


def run(arguments: Sequence[str], started: ZygoteProcess | None = None) -> int:
    """Run one command; every failure is one line on standard error and the exit code that says its kind.

    `started` is a fork server that the command may use.
    """
    startup.open_missing_streams()
    _forget_impossible_sizes()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what the terminal cannot show is no failure
    try:
        result: int = cli.main(list(arguments), prog_name="grader", standalone_mode=False, obj=started)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except Exception as error:
        said, code = _told(error)
        _tell(said)
        return code
    except KeyboardInterrupt:
        _tell("grader: stopped")
        return INTERRUPTED
    return result


def _told(error: Exception) -> tuple[str, int]:
    """What is said of a failure, and the exit code: whoever grades gets a line, not a traceback."""
    said, code = f"grader: {' '.join(str(error).split())}", BROKEN
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        said, code = error.format_message(), USAGE
    elif isinstance(error, click.ClickException):
        said, code = f"grader: {' '.join(error.format_message().split())}{_where_known(error)}", USAGE
    elif isinstance(error, click.Abort):
        said, code = "grader: stopped", INTERRUPTED
    elif isinstance(error, BrokenPipeError):
        said = ""
    elif isinstance(error, ImportError):
        said, code = f"grader: {startup.unloadable(error)}", USAGE
    elif isinstance(error, OSError) and error.errno in NO_ROOM:
        place = one_line(str(error.filename or "standard output"))
        said, code = f"grader: {place}: {os.strerror(error.errno)}; make room, and give the same command again", USAGE
    elif not isinstance(error, SandboxError):
        from grader.failure import failure

        said = f"grader: {' '.join(failure('grader', error).message.replace(' in this check', '').split())}"
    return said, code


def _where_known(error: click.ClickException) -> str:
    """Where to look for the words that there are, after one that there is not."""
    unknown = isinstance(error, click.NoSuchOption) or error.format_message().startswith("No such command")
    if not unknown or not isinstance(error, click.UsageError) or error.ctx is None:
        return ""
    return f" `{error.ctx.command_path} --help` lists those that there are."


def _tell(said: str) -> None:
    """Say it on standard error. A stream that takes nothing any more is closed for good, so that its end is quiet."""
    for stream, text in ((sys.stdout, ""), (sys.stderr, said and f"{said}\n")):
        try:
            stream.write(text)
            stream.flush()
        except OSError:  # nobody can be told; the exit code says it
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
