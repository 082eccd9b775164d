"""`grader batch`: a class."""

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import click

from grader.commands import policy
from grader.commands.exits import BROKEN, INTERRUPTED, PASSED, Usage
from grader.commands.output import console
from grader.commands.policy import assignment_option
from grader.sandbox.levels import LEVELS
from grader.sandbox.server import IsolationError


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Where the results go.")
@click.option("--quiet", "-q", is_flag=True, help="Show no progress, only the summary.")
@click.option("--fresh", is_flag=True, help="Grade all anew; an earlier journal is kept beside the new one.")
@click.option("--anonymous", is_flag=True, help="Pseudonyms instead of names, in all that is written and printed.")
@click.option("--similar", is_flag=True, help="Find submissions that are the same but for names and layout.")
@click.option("--jobs", "-j", type=click.IntRange(1), help="Stations side by side; one per core without it.")
@assignment_option
@click.option(
    "--isolation",
    type=click.Choice(tuple(LEVELS)),
    default="landlock",
    show_default=True,
    help="Refuse to run the code with less than this; the best level there is, is used.",
)
def batch(
    folder: Path,
    out: Path,
    quiet: bool,
    fresh: bool,
    anonymous: bool,
    similar: bool,
    jobs: int | None,
    assignment: Path,
    isolation: str,
) -> int:
    """Grade every submission in FOLDER, which may be an archive; the same command again goes on where it stopped."""
    from grader import results
    from grader.batch import Batch
    from grader.intake import IntakeError, read, scan
    from grader.places import cache_folder
    from grader.pool import Pool
    from grader.progress import Bar, Lines, Tally
    from grader.results import overrides, summary
    from grader.results.anonymous import Unnamed, of_folder
    from grader.store import Store, StoreError

    rules = policy.load(assignment)
    tally, errors = Tally(), console(sys.stderr)
    levels = tuple(LEVELS)[: tuple(LEVELS).index(isolation) + 1]
    try:
        overrides.read(out / overrides.NAME, rules)  # what is wrong there is told before anything is graded
        total = sum(1 for _ in scan(folder, rules))
        with Store(out, fresh=fresh) as store:
            pseudonyms = of_folder(out, make=True) if anonymous else None
            with contextlib.ExitStack() as stack:
                engine = stack.enter_context(Pool(rules, levels, cache_folder(), jobs))
                display: list[Bar | Lines] = []
                if not quiet and errors.is_terminal:
                    display.append(stack.enter_context(Bar(errors, tally, total)))
                elif not quiet:
                    display.append(Lines(errors, tally, total))
                watchers = (tally, *display)
                stop = stack.enter_context(_until_interrupted())
                Batch(
                    rules, engine, store, [Unnamed(each, pseudonyms) for each in watchers] if pseudonyms else watchers
                ).run(scan(folder, rules), lambda entry: read(entry, rules), stop)
            made = results.make(store, rules, pseudonyms=pseudonyms, with_similar=similar)
    except (IntakeError, StoreError, results.OverridesError, results.ResultsError) as error:
        raise Usage(str(error)) from error
    except IsolationError as error:
        raise Usage(
            f"this machine lacks isolation `{isolation}`: {error}; `grader doctor` shows what it has"
        ) from error
    summary.show(made, tally, rules, console(sys.stdout), total=total)
    if stop.is_set():
        return INTERRUPTED
    return BROKEN if tally.internal else PASSED


@contextlib.contextmanager
def _until_interrupted() -> Iterator[threading.Event]:
    """Is set by the first Ctrl-C; a second one ends the batch at once."""
    stop = threading.Event()

    def interrupt(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        click.echo("stopping: what is under way is finished first; Ctrl-C again stops at once", err=True)

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
