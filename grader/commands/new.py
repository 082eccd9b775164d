"""`grader new`: the folder of an assignment of one's own."""

import os
import secrets
import shlex
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checks.printable import one_line
from grader.commands.exits import PASSED, Usage

if TYPE_CHECKING:
    from grader.drafting import Solution

SEED_BITS = 62  # too many to be guessed or tried, and few enough for any reader of TOML
_READ = os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_CLOEXEC", 0)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--solution",
    "solutions",
    multiple=True,
    metavar="FILE[:FUNCTION]",
    help="A model solution, which becomes a task; it is read, never run (may be repeated).",
)
def new(folder: Path, solutions: tuple[str, ...]) -> int:
    """Make an assignment folder: a small complete example, or a draft for model solutions that you have.

    Nothing is written over: FOLDER must be new or empty.
    """
    from grader.drafting import DraftError, draft, example, write
    from grader.drafting.writing import is_free

    shown = one_line(str(folder))
    name, seed = Path(os.path.abspath(folder)).name, secrets.randbits(SEED_BITS - 1) | 1 << (SEED_BITS - 1)
    title = " ".join(part.capitalize() for part in name.replace("_", " ").replace("-", " ").split())
    try:
        if not is_free(folder):
            raise Usage(f"{shown}: something lies there already, and nothing is written over; name a new folder")
        made = draft(title, tuple(map(_read, solutions)), seed) if solutions else example(title, seed)
        write(folder, made.files)
    except DraftError as error:
        raise Usage(str(error)) from error
    except FileExistsError as error:
        raise Usage(f"{shown}: something lies there already, and nothing is written over") from error
    except OSError as error:
        place = one_line(str(error.filename or folder))
        raise Usage(f"{place}: {(error.strerror or 'cannot be written').lower()}; nothing was made") from error
    models = ", ".join(file for file in made.files if file.endswith(".py") and "/" not in file)
    click.echo(f"{shown}: assignment.toml, {models}, README.md for students, samples/right, samples/wrong")
    for note in made.notes:
        click.echo(f"  {note}")
    for line in _to_do(folder, made.marks):
        click.echo(line)
    return PASSED


def _to_do(folder: Path, marks: tuple[tuple[int, str], ...]) -> list[str]:
    from checks.pipeline import CHECK_IDS
    from grader import assignment

    shown = one_line(str(folder))
    found = []
    if marks:
        places = "1 place is" if len(marks) == 1 else f"{len(marks)} places are"
        found.append(f"{places} marked in {shown}/assignment.toml, where a guess stands that you have to look at:")
        found += [f"  line {line}: {text}" for line, text in marks]
    try:
        assignment.load(folder, CHECK_IDS)
    except assignment.AssignmentError as error:
        found.append(f"before it can be used, mend {error}")
    quoted = shlex.quote(shown)
    return [
        *found,
        f"next: grader verify {quoted}",
        f"      grader grade {quoted}/samples/right --assignment {quoted}",
        f"      grader batch CLASS --out RESULTS --assignment {quoted}",
    ]


def _read(given: str) -> "Solution":
    """A model solution, and the function that is named in it. Raises DraftError."""
    from grader.drafting import DraftError, read
    from grader.drafting.solutions import LARGEST

    name, colon, function = given.rpartition(":")
    path = Path(given) if not colon or not name or os.path.lexists(given) else Path(name)
    function = function if path == Path(name) and colon and name else ""
    shown = one_line(str(path))
    try:
        with open(os.open(path, _READ), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise DraftError(f"{shown}: not a file")
            data = file.read(LARGEST + 1)
    except IsADirectoryError:
        raise DraftError(f"{shown}: not a file") from None
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else "no name of a file"
        raise DraftError(f"{shown}: cannot be read: {said.lower()}") from None
    return read(path.name, data, function)
