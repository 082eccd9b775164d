"""What would be graded: the submissions that were found, as a table for a terminal or as JSON (version 2)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Literal

import msgspec
from msgspec import Struct
from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checks.model import Severity, Source, Submission, Unreadable
from checks.model.assignment import Task
from checks.printable import printable
from checks.written import counted
from grader.intake.entries import Entry, Layout
from grader.intake.overview import Overview
from grader.report.printing import FINDING_STYLES, print_parts
from grader.roster.enrolment import NOTHING, WORDS, Enrolled

_ALL = "all"


class Listed(Struct, frozen=True):
    """One submission that was found, and what was read of it: nothing, where it stands for somebody on a roster who
    handed in nothing. `enrolled` is what a roster says, where there is one.
    """

    entry: Entry
    submission: Submission
    enrolled: Enrolled | None = None

    @property
    def absent(self) -> bool:
        """Whether nothing came: the student is known from a roster."""
        return self.entry.layout == "roster"

    @property
    def unread(self) -> str:
        """What this machine could not read of it, "" for nothing."""
        files = self.submission.files.values()
        return next((file.message for file in files if isinstance(file, Unreadable) and file.ours), "")


class JsonFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A task's file. `sha256` is null where there is none, or where it cannot be read."""

    task: str
    file: str
    sha256: str | None


class JsonNote(Struct, frozen=True, forbid_unknown_fields=True):
    """What there is to say of a submission."""

    severity: Severity
    message: str
    hint: str


class JsonSubmission(Struct, frozen=True, forbid_unknown_fields=True):
    """One submission. `submitted` has no zone where the layout says none; `failure` is what could not be read of it;
    `roster` is what a roster says of the student, null without one. With the layout "roster" nothing came.
    """

    student: str
    roster: Enrolled | None
    layout: str
    origin: str
    ids: dict[str, str]
    submitted: datetime | None
    late: bool
    commit: str
    files: tuple[JsonFile, ...]
    readme: bool
    findings: tuple[JsonNote, ...]
    failure: str


class JsonClass(Struct, frozen=True, forbid_unknown_fields=True):
    """One class that was named: where its own level is, the layout that it has, and why."""

    origin: str
    layout: Layout
    why: str


class JsonAside(Struct, frozen=True, forbid_unknown_fields=True):
    """An entry that would be graded as nobody, and why; a `section` holds the work of many."""

    origin: str
    why: str
    section: bool


class JsonSubmissions(Struct, frozen=True, forbid_unknown_fields=True):
    """All that was found in the classes that were named."""

    version: Literal[2]
    classes: tuple[JsonClass, ...]
    submissions: tuple[JsonSubmission, ...]
    not_taken: tuple[JsonAside, ...]


def render(found: Overview, listed: Iterable[Listed], tasks: Sequence[Task]) -> str:
    """All of it as JSON text, indented, with a final newline."""
    document = JsonSubmissions(
        version=2,
        classes=tuple(JsonClass(each.origin, each.layout, each.why) for each in found.classes),
        submissions=tuple(_json(each, tasks) for each in listed),
        not_taken=tuple(JsonAside(each.origin, each.why, each.section) for each in found.asides),
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def show(found: Overview, listed: Sequence[Listed], tasks: Sequence[Task], console: Console, *, verbose: bool) -> None:
    """Print the classes with their layouts, the submissions, one to a row, and what is nobody's.

    `verbose` tells each note and place.
    """
    rows = Table(box=box.SIMPLE, pad_edge=False)
    for heading in ("student", "layout", "tasks", "handed in", "to say", *(["found at"] if verbose else [])):
        rows.add_column(heading, overflow="fold")
    for each in listed:
        entry = each.entry
        said = _say(each, verbose=verbose)
        cells = [Text(entry.student), Text(entry.layout), _tasks(each, tasks), Text(_when(entry)), said]
        rows.add_row(*cells, *([Text(entry.origin)] if verbose else []))
    classes = [Text(f"{each.origin}: {each.layout}, since {each.why}") for each in found.classes]
    print_parts(console, *classes, rows, Text(_summary(listed, tasks)), *_not_taken(found))


def _json(each: Listed, tasks: Sequence[Task]) -> JsonSubmission:
    entry, submission = each.entry, each.submission
    return JsonSubmission(
        student=entry.student,
        roster=each.enrolled,
        layout=entry.layout,
        origin=entry.origin,
        ids=entry.ids,
        submitted=entry.submitted,
        late=entry.late,
        commit=entry.commit,
        files=tuple(JsonFile(task.id, task.file, _hash(submission, task)) for task in tasks),
        readme=submission.has_readme,
        findings=tuple(JsonNote(said.severity, said.message, said.hint) for said in submission.intake),
        failure=each.unread,
    )


def _not_taken(found: Overview) -> Iterator[RenderableType]:
    if found.asides:
        yield Text("graded as nobody:")
    for each in found.asides:
        yield Padding(Text(f"{each.origin}: {each.why}", "yellow" if each.section else ""), (0, 0, 0, 2))
    if found.more_asides:
        yield Padding(Text(f"and {found.more_asides} more"), (0, 0, 0, 2))


def _hash(submission: Submission, task: Task) -> str | None:
    file = submission.files.get(task.file)
    return file.sha256 if isinstance(file, Source) else None


def _tasks(each: Listed, tasks: Sequence[Task]) -> Text:
    """The ids of the tasks that have a file; a dash for one without, a mark at one that cannot be read."""
    shown = Text()
    for task in tasks:
        file = each.submission.files.get(task.file)
        if file is None:
            shown.append("- ", "yellow")
        else:
            readable = isinstance(file, Source)
            shown.append(f"{printable(task.id)}{'' if readable else '!'} ", "green" if readable else "red")
    return shown


def _when(entry: Entry) -> str:
    when = entry.submitted.isoformat(" ", "minutes") if entry.submitted else ""
    return f"{when} late".strip() if entry.late else when


def _say(each: Listed, *, verbose: bool) -> Text:
    shown = Text()
    if each.unread:
        shown.append(f"{printable(each.unread)}\n", "red")
    if each.absent:
        shown.append(f"{NOTHING}\n", "yellow")
    if each.enrolled in WORDS:
        shown.append(f"{WORDS[each.enrolled]}\n", "yellow")
    findings = each.submission.intake
    notes = [said for said in findings if said.severity is Severity.NOTE and not verbose]
    for said in findings:
        if verbose or said.severity is not Severity.NOTE:
            shown.append(f"{printable(said.message)}\n", FINDING_STYLES[said.severity])
    if notes:
        shown.append(f"{counted(len(notes), 'note')}\n", "dim")
    shown.rstrip()
    return shown


def _summary(everybody: Sequence[Listed], tasks: Sequence[Task]) -> str:
    listed = [each for each in everybody if not each.absent]
    asked = [task for task in tasks if not task.optional]
    whole = sum(all(_hash(each.submission, task) for task in asked) for each in listed)
    late = sum(each.entry.late for each in listed)
    errors = sum(any(said.severity is Severity.ERROR for said in each.submission.intake) for each in listed)
    failed = sum(bool(each.unread) for each in listed)
    parts = [f"{_ALL if whole == len(listed) else whole} with every task's file"]
    parts += [
        f"{count} {what}"
        for count, what in (
            (late, "late"),
            (errors, "with errors"),
            (failed, "unread"),
            (sum(each.enrolled is Enrolled.NO for each in listed), WORDS[Enrolled.NO]),
            (len(everybody) - len(listed), "of the roster of whom nothing came"),
        )
        if count
    ]
    layouts = ", ".join(
        f"{layout} {count}" for layout, count in sorted(Counter(each.entry.layout for each in listed).items())
    )
    return f"{counted(len(listed), 'submission')} ({layouts}): {', '.join(parts)}"
