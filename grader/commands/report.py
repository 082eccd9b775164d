"""`grader report`: pages of a class that was graded."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checks.printable import one_line
from grader.commands.exits import PASSED, Usage

if TYPE_CHECKING:
    from grader.store import Store

ALL = "all"
LONGEST = 4096  # characters of a path


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--html", "wanted", required=True, metavar="all|STUDENT", help="A page for each student, or for one.")
@click.option(
    "--audience",
    type=click.Choice(("student", "instructor")),
    default="instructor",
    show_default=True,
    help="A student is not shown hidden cases.",
)
def report(out: Path, wanted: str, audience: str) -> int:
    """Write pages of what `grader batch` put into OUT: into OUT/html, for students into OUT/html/student."""
    from grader.store import NAME, Store, StoreError

    if not (out / NAME).is_file():
        raise Usage(f"{one_line(str(out))} has no journal {NAME}: name the folder that `grader batch --out` filled")
    folder = out / "html" / "student" if audience == "student" else out / "html"
    try:
        with Store(out) as store:
            folder.mkdir(parents=True, exist_ok=True)
            files = (_page(store, student, audience, folder) for student in _students(store, wanted))
            said = f"{sum(1 for _ in files)} pages in {folder}" if wanted == ALL else str(next(files))
    except StoreError as error:
        raise Usage(str(error)) from error
    except OSError as error:
        raise Usage(f"{one_line(str(folder))}: {(error.strerror or 'unknown error').lower()}") from error
    click.echo(one_line(said, LONGEST))
    return PASSED


def _students(store: "Store", wanted: str) -> Iterator[str]:
    """Everybody in the journal, or the one who is wanted."""
    everybody = (student for student, _, _ in store.marks())
    if wanted == ALL:
        yield from everybody
        return
    if store.record(wanted) is not None:
        yield wanted
        return
    near = get_close_matches(wanted, everybody, n=1)
    meant = f"; did you mean {near[0]}?" if near else ""
    raise Usage(f"there is no student {one_line(wanted)} in the journal{meant}")


def _page(store: "Store", student: str, audience: str, folder: Path) -> Path:
    """Write one student's page; returns the file."""
    from grader.provenance import journalled
    from grader.report import html
    from grader.report.audience import for_student
    from grader.report.files import stem, write

    record = store.record(student)
    assert record is not None
    grade = for_student(record.grade) if audience == "student" else record.grade
    file = folder / f"{stem(student)}.html"
    write(file, html.render(grade, journalled(record)))
    return file
