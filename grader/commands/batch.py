"""`grader batch`: a class."""

import contextlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from checks.model import Submission
from checks.model.assignment import Assignment
from checks.printable import one_line
from grader.commands.exits import BROKEN, INTERRUPTED, PASSED, Usage
from grader.commands.options import (
    assignment_option,
    isolation_needed,
    isolation_option,
    load_assignment,
    model_needed,
    roster_option,
    task_option,
    warn_of_seed,
    with_named,
)
from grader.commands.output import console
from grader.sandbox.levels import LEVELS

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from rich.console import Console

    from checks.language.structure import HandedOut
    from grader.batch.journal import Journal
    from grader.batch.progress import Event, Tally
    from grader.batch.run import Engine
    from grader.intake.overview import Overview
    from grader.results.anonymous import Pseudonyms
    from grader.results.overrides import InstructorWords
    from grader.roster.enrolment import Enrolment
    from grader.roster.people import Roster


@click.command()
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Where the results go.")
@task_option
@click.option("--quiet", "-q", is_flag=True, help="Show no progress, only the summary.")
@click.option("--fresh", is_flag=True, help="Grade all anew; an earlier journal is kept beside the new one.")
@click.option("--anonymous", is_flag=True, help="Pseudonyms instead of names, in all that is written and printed.")
@click.option("--similar", is_flag=True, help="Find submissions that are the same but for names and layout.")
@click.option(
    "--ignore",
    "handed_out",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    metavar="FOLDER",
    help="Code that was handed out, which does not count for --similar (may be repeated).",
)
@click.option(
    "--jobs",
    "-j",
    metavar="N",
    type=click.IntRange(1),
    help="As many at a time; without it one per core, or as the container's quota allows.",
)
@click.option("--cluster", metavar="ADDRESS", help="Grade on the workers of a Dask cluster: tcp://host:8786.")
@roster_option
@assignment_option
@isolation_option("landlock")
def batch(
    folders: tuple[Path, ...],
    out: Path,
    task_ids: tuple[str, ...],
    quiet: bool,
    fresh: bool,
    anonymous: bool,
    similar: bool,
    handed_out: tuple[Path, ...],
    jobs: int | None,
    cluster: str | None,
    roster: Path | None,
    assignment: Path,
    isolation: str,
) -> int:
    """Grade every submission in each FOLDER, a class or a section; it may be an archive or a table.

    The same command again goes on where it stopped.
    """
    from grader import results
    from grader.batch.journal import Journal
    from grader.batch.progress import Tally
    from grader.intake.overview import overview
    from grader.results import overrides, summary
    from grader.results.anonymous import of_folder
    from grader.results.overrides import InstructorWords
    from grader.roster import people

    if handed_out and not similar:
        raise Usage("--ignore is for --similar: give both")
    rules = with_named(load_assignment(assignment), task_ids)
    warn_of_seed(rules)
    tally, errors = Tally(), console(sys.stderr)
    with _told():
        said = overrides.read(out / overrides.NAME, rules)  # what is wrong there is told before anything is graded
        everybody, given = people.of_folder(out, roster), _given(handed_out)
        found = overview(folders, rules, out)
        with Journal(out, fresh=fresh) as journal:
            _say_what_counts(rules, journal)
            known, enrolled = of_folder(out, make=anonymous), _enrolled(everybody, journal, found)
            pseudonyms = known if anonymous else None
            with _until_interrupted() as stop:
                engine = _engine(rules, isolation, jobs, cluster, errors)
                telling = _told_of(tally, None if quiet else errors, found.count, pseudonyms)
                lost = _grade(found, rules, InstructorWords(said, known, enrolled), journal, engine, telling, stop)
            made = results.make(
                journal, rules, pseudonyms=pseudonyms, with_similar=similar, enrolled=enrolled, given=given
            )
    summary.show(made, tally, rules, console(sys.stdout), found)
    if lost:
        click.echo(f"grader: {lost}; what was graded is kept: give the same command again to go on", err=True)
    if stop.is_set() and not lost:
        return INTERRUPTED
    return BROKEN if lost or tally.failed else PASSED


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """What keeps a class from being graded, in one line."""
    from grader.batch.cluster.errors import ClusterError
    from grader.batch.journal_file import JournalError
    from grader.intake.entries import IntakeError
    from grader.results import ResultsError, TableError

    try:
        yield
    except (IntakeError, JournalError, ClusterError, ResultsError, TableError) as error:
        raise Usage(str(error)) from error


def _say_what_counts(rules: Assignment, journal: "Journal") -> None:
    """Say which tasks count, where others did in what was graded before."""
    from grader.batch.choice import Choice, told

    before = journal.choice()
    if before and (said := told(Choice.of(rules), before)) and len(journal):
        click.echo(f"grader: {said}", err=True)


def _enrolled(roster: "Roster | None", journal: "Journal", found: "Overview") -> "Enrolment | None":
    """Everybody who handed in, now or before, held against the roster, if there is one."""
    from grader.intake.overview import entries
    from grader.roster.enrolment import enrolment

    return enrolment(roster, chain(journal.entries(), entries(found))) if roster else None


def _grade(
    found: "Overview",
    rules: Assignment,
    words: "InstructorWords",
    journal: "Journal",
    engine: "AbstractContextManager[Engine]",
    telling: "AbstractContextManager[Callable[[Event], None]]",
    stop: threading.Event,
) -> str:
    """Grade the class, and say how the cluster was lost: "" where it was not. What was graded is kept all the same."""
    from grader.batch.choice import Choice
    from grader.batch.cluster.errors import ClusterLostError
    from grader.batch.model_time import measured
    from grader.batch.run import Batch
    from grader.final_score import deadline_of
    from grader.intake.entries import Entry
    from grader.intake.overview import entries
    from grader.intake.taking import read

    def taken(entry: Entry) -> Submission:
        return read(entry, rules, deadline_of(rules.late, words.on(entry.student)))

    try:
        with engine as started, telling as tell, measured(rules, started, journal):
            journal.choose(Choice.of(rules))
            Batch(rules, started, journal, tell, words.on).run(entries(found), taken, stop)
    except ClusterLostError as error:
        return str(error)
    return ""


def _given(folders: tuple[Path, ...]) -> "HandedOut":
    from grader.results.similar import given_by

    given, unread = given_by(folders)
    for path in unread:
        click.echo(f"grader: {one_line(str(path))} cannot be read as Python: it is not ignored", err=True)
    return given


@contextlib.contextmanager
def _told_of(
    tally: "Tally", shown: "Console | None", total: int, pseudonyms: "Pseudonyms | None"
) -> "Iterator[Callable[[Event], None]]":
    """What is done with all that happens: it is counted, and shown on the console, if there is one."""
    from grader.batch.progress import bar, lines

    with contextlib.ExitStack() as stack:
        show: Callable[[Event], None] | None = None
        if shown is not None:
            terminal = shown.is_terminal
            show = stack.enter_context(bar(shown, tally, total)) if terminal else lines(shown, tally, total)

        def tell(event: "Event") -> None:
            event = pseudonyms.event(event) if pseudonyms else event
            tally.count(event)
            if show is not None:
                show(event)

        yield tell


@contextlib.contextmanager
def _engine(
    rules: Assignment, isolation: str, jobs: int | None, cluster: str | None, errors: "Console"
) -> "Iterator[Engine]":
    """What judges, at the best isolation there is, which is that named or a better one."""
    levels = tuple(LEVELS)[: tuple(LEVELS).index(isolation) + 1]
    with isolation_needed(isolation), model_needed(), _begun(rules, levels, jobs, cluster, errors) as engine:
        yield engine


def _begun(
    rules: Assignment, levels: Sequence[str], jobs: int | None, cluster: str | None, errors: "Console"
) -> "AbstractContextManager[Engine]":
    if cluster is None:
        from grader.batch.pool import Pool
        from grader.folders import cache_folder

        return Pool(rules, levels, cache_folder(), jobs)
    if jobs is not None:
        raise Usage("--jobs is for this machine: on a cluster there are as many judges as the workers have threads")
    if find_spec("distributed") is None:
        raise Usage("--cluster needs dask.distributed: pip install 'convolution-grader[cluster]'")
    from grader.batch.cluster.engine import Cluster

    return Cluster(cluster, rules, levels, lambda text: errors.print(f"grader: {text}", soft_wrap=True))


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
