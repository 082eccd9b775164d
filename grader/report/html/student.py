"""One student's page."""

from collections.abc import Mapping

from msgspec import Struct

from checks.exercises.repair.words import told_of
from checks.model import Finding, Grade, Severity, TaskGrade, TracebackLine
from grader.final_score import FinalScore
from grader.report.audience import HIDDEN
from grader.report.changes import changes
from grader.report.fix_first import Fix, explained, fix_first, lines_of, restates
from grader.report.html.environment import environment
from grader.report.html.exhibits import Gallery, gallery
from grader.report.html.grids import Grid, grids, key
from grader.report.html.listing import Line, Listing, Text, listing
from grader.report.isolation import ISOLATION
from grader.report.merging import merged
from grader.report.provenance import Provenance
from grader.report.reading import accepted, beside, lost, title, unpaid

MOST_FINDINGS = 10  # of one check
MOST_CALLS = 8  # of a traceback


class Shown(Struct, frozen=True):
    """A finding as it is laid out: a title and what is left of the message, lines of the file, small arrays.

    `place` is the anchor of its line in a listing, "" where there is none; `lines` are those that are marked, `parts`
    the wrong parts in words, each with its line, and `hint` says what to do beside; `key` says what the marks in the
    arrays mean, by role; `calls` are the last of the traceback.
    """

    finding: Finding
    title: str
    rest: str
    file: str
    place: str
    excerpt: tuple[Line, ...]
    lines: tuple[int, ...]
    parts: tuple[tuple[int | None, str], ...]
    hint: str
    grids: tuple[Grid, ...]
    key: tuple[tuple[str, str], ...]
    calls: tuple[TracebackLine, ...]


class File(Struct, frozen=True):
    """A file's lines, and the anchor of the task under which all of them are listed."""

    anchor: str
    text: Text


class Folder(Struct, frozen=True):
    """What is said of the folder as a whole, by severity."""

    errors: tuple[Shown, ...]
    warnings: tuple[Shown, ...]
    notes: tuple[Shown, ...]


class Part(Struct, frozen=True):
    """One task: its grade, the points that count, what to fix first, the points that are lost, its findings by
    severity, what was left out by check, its file and exhibit. The checks that are `unpaid` hold and earn nothing. An
    `optional` task does not count.
    """

    anchor: str
    grade: TaskGrade
    earned: float
    fix: Fix | None
    lost: str
    unpaid: tuple[str, ...]
    errors: tuple[Shown, ...]
    warnings: tuple[Shown, ...]
    notes: tuple[Shown, ...]
    left_out: tuple[tuple[str, int], ...]
    listing: Listing | None
    gallery: Gallery | None
    optional: bool


def render(grade: Grade, provenance: Provenance, final: FinalScore | None = None) -> str:
    """The page as HTML; without a final score the grader's points count."""
    tasks = {f"task-{number}": task for number, task in enumerate(grade.judged)}
    files = {task.source.name: File(anchor, Text(task.source)) for anchor, task in tasks.items() if task.source}
    counts = final.tasks if final else {task.task.id: task.score.earned for task in grade.judged}
    optional = {task.task.id for task in grade.optional}
    parts = tuple(
        _part(anchor, whole, task, counts[task.task.id], files, optional=task.task.id in optional)
        for (anchor, whole), task in zip(tasks.items(), merged(grade).judged, strict=True)
    )
    return (
        environment()
        .get_template("student.html")
        .render(
            grade=grade,
            score=final.score if final else grade.score,
            changes=tuple(changes(grade, final)) if final else (),
            parts=parts,
            folder=_folder(grade),
            accepted=accepted(grade),
            beside=beside(grade, final.optional if final else None),
            secret=_secret(grade),
            provenance=provenance,
            isolation=ISOLATION[grade.isolation],
        )
    )


def _secret(grade: Grade) -> bool:
    """Whether the page says more than a student may see."""
    return any(
        finding.evidence.hidden or (finding.hidden and finding.message != HIDDEN)
        for task in grade.judged
        for result in task.checks
        for finding in result.findings
    )


def _folder(grade: Grade) -> Folder:
    found = [finding for result in grade.checks for finding in result.findings[:MOST_FINDINGS]]
    by_severity = (
        tuple(_shown(each, "", {}, drawn=False) for each in found if each.severity is severity)
        for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    )
    return Folder(*by_severity)


def _part(
    anchor: str, whole: TaskGrade, task: TaskGrade, earned: float, files: Mapping[str, File], *, optional: bool
) -> Part:
    """A task as it is told; in its file each of the findings of the `whole` stands at its line."""
    findings = tuple(finding for result in task.checks for finding in result.findings[:MOST_FINDINGS])
    every = (finding for result in whole.checks for finding in result.findings[:MOST_FINDINGS])
    placed = (finding for finding in every if finding.file in ("", task.task.file))
    smallest = next((finding for finding in findings if finding.evidence.snippet), None)
    by_severity: dict[Severity, list[Shown]] = {severity: [] for severity in Severity}
    for finding in findings:  # where the smallest call is shown, a larger one says no more
        drawn = smallest is None or finding is smallest
        by_severity[finding.severity].append(_shown(finding, task.task.file, files, drawn=drawn))
    file = files.get(task.task.file)
    return Part(
        anchor=anchor,
        grade=task,
        earned=earned,
        fix=fix_first(task),
        lost=lost(task),
        unpaid=tuple(result.id for result in task.checks if unpaid(result)),
        errors=tuple(by_severity[Severity.ERROR]),
        warnings=tuple(by_severity[Severity.WARNING]),
        notes=tuple(by_severity[Severity.NOTE]),
        left_out=tuple((r.id, len(r.findings) - MOST_FINDINGS) for r in task.checks if len(r.findings) > MOST_FINDINGS),
        listing=listing(file.text, placed) if file else None,
        gallery=gallery(task.exhibit) if task.exhibit else None,
        optional=optional,
    )


def _shown(finding: Finding, file: str, files: Mapping[str, File], *, drawn: bool) -> Shown:
    where = files.get(finding.file or file)
    rest = finding.message if explained(finding) else finding.message.partition("; ")[2]
    lines = lines_of(finding)
    excerpt = where.text.excerpt(lines) if where else ()
    shown = tuple(grids(finding.evidence)) if drawn else ()
    return Shown(
        finding=finding,
        title=title(finding),
        rest=rest,
        file=finding.file or file,
        place=f"{where.anchor}-line-{finding.line}" if where and excerpt and finding.line else "",
        excerpt=excerpt,
        lines=lines,
        parts=tuple((part.line, told_of(part)) for part in finding.parts),
        hint="" if restates(finding) else finding.hint,
        grids=shown,
        key=tuple(key(shown)),
        calls=finding.evidence.traceback[-MOST_CALLS:],
    )
