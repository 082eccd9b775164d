"""`grader grade`: one submission."""

import shlex
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from checks.model import Array, Grade, Submission, Verdict
from checks.model.assignment import Assignment, files_of
from grader.commands.exits import BROKEN, FAILED, PASSED, Usage
from grader.commands.options import (
    assignment_option,
    is_own,
    isolation_needed,
    isolation_option,
    load_assignment,
    model_needed,
    task_option,
    warn_of_seed,
    with_named,
)
from grader.commands.report_options import (
    Report,
    begun,
    chosen,
    format_option,
    load,
    output_option,
    report_option,
    told,
    write,
)
from grader.folders import cache_folder, seen_from_repository
from grader.report.formats import Setting
from grader.sandbox.levels import LEAST, LEVELS, Layer, at_least
from grader.sandbox.server import ZygoteProcess
from grader.startup import undisturbed


@click.command()
@click.argument("paths", metavar="FOLDER | ARCHIVE | FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@task_option
@click.option("--quiet", "-q", is_flag=True, help="One line per task.")
@click.option("--verbose", "-v", is_flag=True, help="Every check, note and finding, and programs to run.")
@format_option
@output_option
@report_option
@click.option("--full", is_flag=True, help="Also run on all the data that there is, not only on what travels along.")
@click.option("--data", type=click.Path(path_type=Path), metavar="FILE", help="The data that --full runs on.")
@assignment_option
@isolation_option(LEAST)
@click.option(
    "--audience",
    type=click.Choice(("student", "instructor")),
    default="student",
    show_default=True,
    help="A student is not shown hidden cases.",
)
@click.pass_obj
def grade(
    started: ZygoteProcess | None,
    paths: tuple[Path, ...],
    task_ids: tuple[str, ...],
    quiet: bool,
    verbose: bool,
    format_: str | None,
    output: Path | None,
    reports: tuple[Report, ...],
    full: bool,
    data: Path | None,
    assignment: Path,
    isolation: str,
    audience: str,
) -> int:
    """Grade the submission in FOLDER or in ARCHIVE, or these files of one."""
    start = time.monotonic()
    wanted = chosen(format_, output, reports)
    if data is not None and not full:
        raise Usage("--data is for --full: give both")
    if full and sys.stderr.isatty():
        click.echo("running on all the data that there is, about half a minute ...", err=True)
    with begun(wanted), _fork_server(started, at_least(isolation)) as zygote:
        from grader.report.audience import for_student

        rules = load_assignment(assignment)
        warn_of_seed(rules)
        folder, rules = _asked(paths, rules, task_ids)
        places = _places(rules, data) if full else {}
        handed_in = _submission(folder, rules, whole=folder in paths)
        with isolation_needed(isolation):
            result = _judge(handed_in, rules, places, zygote, wanted)
    shown = for_student(result) if audience == "student" else result
    again = replay(paths, task_ids, assignment, result.isolation, full=full, data=data)
    setting = Setting(
        provenance=told(rules, again, audience),
        quiet=quiet,
        verbose=verbose,
        folder=seen_from_repository(folder),
        seconds=None if rules.cases.hidden else time.monotonic() - start,  # part of it is that of hidden calls
    )
    write(wanted, shown, setting)
    if any(task.verdict is Verdict.INTERNAL_ERROR for task in result.tasks):
        return BROKEN
    return PASSED if result.passed else FAILED


def _fork_server(started: ZygoteProcess | None, layers: Sequence[Layer]) -> ZygoteProcess:
    """The one that was started before all else, if it is one for these layers."""
    return started if started is not None and started.asked == layers else ZygoteProcess(layers)


def replay(
    paths: tuple[Path, ...],
    task_ids: tuple[str, ...],
    assignment: Path,
    isolation: str,
    *,
    full: bool,
    data: Path | None,
) -> str:
    """The command that judges the same again, at the isolation level that was had."""
    words = ["grader", "grade", *map(str, paths)]
    for task_id in task_ids:
        words += ["--task", task_id]
    words += ["--full"] if full else []
    words += ["--data", str(data)] if data else []
    words += ["--assignment", str(assignment)] if is_own(assignment) else []
    words += ["--isolation", isolation] if isolation in LEVELS else []
    return shlex.join(words)


def _asked(paths: tuple[Path, ...], rules: Assignment, ids: tuple[str, ...]) -> tuple[Path, Assignment]:
    """The folder, and the assignment with the tasks that are named: by their ids, or by their files."""
    known = files_of(rules.tasks)
    files = [path for path in paths if path.name in known and not path.is_dir()]
    if not files and len(paths) == 1:
        return paths[0], with_named(rules, ids)
    if ids:
        raise Usage("--task is for a folder; the files already say which tasks")
    folders = list(dict.fromkeys(path.parent for path in files))
    if len(files) < len(paths) or len(folders) > 1:
        raise Usage(f"give one folder, or files of one folder among {', '.join(known)}")
    given = {path.name for path in files}
    return folders[0], with_named(rules, tuple(task.id for task in rules.tasks if task.file in given))


def _submission(folder: Path, rules: Assignment, *, whole: bool) -> Submission:
    """What is in a folder or in an archive. A `whole` folder with a repository is read as one of a class is."""
    from grader.intake import submission

    try:
        if folder.is_file():
            from grader.intake import single

            return single.archive(folder, rules)
        if whole and submission.has_repository(folder, rules):
            from grader.intake import single

            return single.folder(folder, rules)
        return submission.read(folder, rules)
    except submission.SubmissionError as error:
        raise Usage(str(error)) from error


def _places(rules: Assignment, given: Path | None) -> dict[str, Path]:
    """The files that all of the data of the tasks that count lies in."""
    from grader.assignment.full import full_files
    from grader.assignment.npz import DataError

    try:
        return full_files(rules, rules.counting, given, cache_folder())
    except DataError as error:
        raise Usage(str(error)) from error


def _full(rules: Assignment, places: Mapping[str, Path]) -> dict[str, tuple[Array, ...]]:
    from grader.assignment.data import full_arrays
    from grader.assignment.npz import DataError
    from grader.judging.full import chunks

    try:
        return {name: chunks(array, rules.limits_full) for name, array in full_arrays(rules, places).items()}
    except DataError as error:
        raise Usage(str(error)) from error


def _judge(
    handed_in: Submission,
    rules: Assignment,
    full: Mapping[str, Path],
    zygote: ZygoteProcess,
    wanted: tuple[Report, ...],
) -> Grade:
    """Judge one submission; on all that there is, too, where there are files with it."""
    from grader.judging.static import StaticWorker
    from grader.judging.task_files import works

    with StaticWorker(forked=True) as worker:
        for task, files in works(handed_in, rules).items():  # under way before this process imports numpy
            worker.ask(task, rules, files)
        with undisturbed():
            from grader.assignment.data import arrays
            from grader.judging import submission
            from grader.judging.judge import Judge
            from grader.judging.prepared import Inputs
            from grader.sandbox.client import Sandbox

        inputs = Inputs(arrays(rules), _full(rules, full))
        limits = rules.limits_full if full else rules.limits
        with Sandbox(zygote) as box:
            judge = Judge(rules, box, worker, cache_folder(), inputs=inputs, limits=limits)
            with model_needed():
                return submission.grade(handed_in, judge, lambda: load(wanted))
