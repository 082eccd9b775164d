"""`grader report`: pages of a class that was graded."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checks.printable import one_line
from grader.commands import policy
from grader.commands.exits import PASSED, Usage
from grader.commands.policy import assignment_option

if TYPE_CHECKING:
    from checks.assignment import Assignment
    from grader.results.overrides import Overrides
    from grader.standing import Standing
    from grader.store import Record, Store

ALL = "all"
LONGEST = 4096  # characters of a path
OTHER = "{} graded with another assignment: only the grader's points are shown there; name it with --assignment"


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--html", "wanted", required=True, metavar="all|STUDENT", help="A page for each student, or for one.")
@assignment_option
@click.option(
    "--audience",
    type=click.Choice(("student", "instructor")),
    default="instructor",
    show_default=True,
    help="A student is not shown hidden cases.",
)
def report(out: Path, wanted: str, assignment: Path, audience: str) -> int:
    """Write pages of what `grader batch` put into OUT: into OUT/html, for students into OUT/html/student."""
    from grader.results import OverridesError, ResultsError, files, overrides
    from grader.store import NAME, Store, StoreError

    if not (out / NAME).is_file():
        raise Usage(f"{one_line(str(out))} has no journal {NAME}: name the folder that `grader batch --out` filled")
    rules = policy.load(assignment)
    folder = out / "html" / "student" if audience == "student" else out / "html"
    written, others = 0, 0
    try:
        said = overrides.read(out / overrides.NAME, rules)
        with Store(out) as store:
            for record in _records(store, wanted):
                files.folder(out / "html")
                files.folder(folder)
                final = _standing(record, rules, said)
                file = _page(record, final, folder, for_students=audience == "student")
                written, others = written + 1, others + (final is None)
    except (OverridesError, ResultsError, StoreError) as error:
        raise Usage(str(error)) from error
    if others:
        click.echo(f"grader: {OTHER.format('1 was' if others == 1 else f'{others} were')}", err=True)
    click.echo(one_line(f"{written} pages in {folder}" if wanted == ALL else str(file), LONGEST))
    return PASSED


def _records(store: "Store", wanted: str) -> Iterator["Record"]:
    """What was journalled of everybody, or of the one who is wanted, one at a time, with the pictures."""
    everybody = (student for student, _, _ in store.marks())
    for student in everybody if wanted == ALL else (wanted,):
        record = store.record(student)
        if record is None:
            near = get_close_matches(student, everybody, n=1)
            meant = f"; did you mean {near[0]}?" if near else ""
            raise Usage(f"there is no student {one_line(student)} in the journal{meant}")
        yield record


def _standing(record: "Record", rules: "Assignment", said: "Overrides") -> "Standing | None":
    """The points that count; None where it was graded with another assignment."""
    from grader import keys, standing

    if record.assignment != keys.assignment_hash(rules):
        return None
    entry = record.entry
    return standing.standing(record.grade, rules.late, entry.submitted, entry.late, said.of(entry.student))


def _page(record: "Record", final: "Standing | None", folder: Path, *, for_students: bool) -> Path:
    """Write one student's page; returns the file."""
    from grader.provenance import journalled
    from grader.report import html
    from grader.report.audience import for_student
    from grader.results import files
    from grader.results.names import stem

    grade = for_student(record.grade) if for_students else record.grade
    file = folder / f"{stem(record.entry.student)}.html"
    files.write(file, html.render(grade, journalled(record), final))
    return file
