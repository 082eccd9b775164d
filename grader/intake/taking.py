"""Reads one submission: which of its files is which task's, and what there is to say of it."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta

from checks.model import Finding, Severity, Source, Submission, Unreadable
from checks.model.assignment import Assignment, files_of
from checks.printable import one_line
from grader.dates import moment
from grader.intake import nearly, opening, sources
from grader.intake.checkouts import Checkouts, Wanted
from grader.intake.differing import compared
from grader.intake.entries import RENAMED, Entry
from grader.intake.searching import Candidate, Found, search
from grader.intake.tree import BrokenError, Folder, finding

_MOST_FINDINGS = 20

Files = dict[str, Source | Unreadable]


def read(entry: Entry, assignment: Assignment, deadline: datetime | None = None) -> Submission:
    """Read the files of one submission, in any order, from any thread, and as often as wanted.

    `deadline` is this student's, where it is another than the policy's. Of what this machine cannot read, the file of
    every task that counts is there and cannot be taken.
    """
    notes = [finding(Severity.NOTE, note) for note in entry.notes]
    notes += [finding(Severity.WARNING, entry.doubt)] if entry.doubt else []
    location = entry.location
    try:
        folder = opening.at(location.path, location.inside, shared=location.items is not None)
        with ExitStack() as stack:
            checkouts = Checkouts(_wanted(assignment, deadline), stack)
            return _read(folder, entry, assignment, checkouts, notes)
    except BrokenError as error:
        notes.append(finding(Severity.ERROR, error.message, error.hint))
        return Submission(entry.student, {}, has_readme=False, intake=tuple(notes))
    except OSError as error:
        notes.append(finding(Severity.ERROR, f"{entry.origin} cannot be read: {sources.why(error)}"))
        files = {file: sources.not_read(file, error, "what was handed in") for file in files_of(assignment.counting)}
        return Submission(entry.student, files, has_readme=True, intake=tuple(notes))


def _wanted(assignment: Assignment, deadline: datetime | None) -> Wanted:
    """What counts of a repository. Who is late by no more than the grace is not late."""
    late, rules = assignment.late, assignment.intake
    due = deadline or late.deadline
    if rules.as_of != "deadline" or due is None:
        return Wanted(rules.git == "commit")
    return Wanted(rules.git == "commit", moment(due, late.zone, "latest") + timedelta(minutes=late.grace_minutes))


def _read(
    folder: Folder, entry: Entry, assignment: Assignment, checkouts: Checkouts, said: list[Finding]
) -> Submission:
    found = search(folder, entry.location.items, files_of(assignment.tasks), checkouts)
    said += (*found.findings, *checkouts.findings)
    said += [finding(Severity.WARNING, f"{what} cannot be read: {sources.why(why)}") for what, why in found.closed]
    files: Files = {}
    chosen: list[Candidate] = []
    beside: list[Candidate] = []  # those of tasks that do not count, which decide nothing of the others
    count = files_of(assignment.counting)
    for name in files_of(assignment.tasks):
        candidates = _candidates(found, name)
        if not candidates:
            if found.closed and name in count:  # it may lie there
                what, why = found.closed[0]
                files[name] = sources.not_read(name, why, what)
            continue
        best = max(candidates, key=_rank)
        files[name] = _taken(best)
        said += _told(best, candidates, files[name])
        (chosen if name in count else beside).append(best)
    missing = [name for name in count if name not in files]
    committed = compared(checkouts.met, chosen, files, missing)
    said += committed.findings
    if beside:
        said += (each for each in compared(checkouts.met, beside, files, []).findings if each not in committed.findings)
    said += _renamed([*chosen, *beside])
    optional = [name for name in files_of(assignment.beside) if name not in (*files, *count)]
    nearly_right = list(nearly.told(found.others, missing, optional))
    said += nearly_right
    if not files and not nearly_right and not found.findings:
        shown = ", ".join(f"`{one_line(name, 60)}`" for name in sorted(found.others)[:5])
        holds = f"no task's file is in it; it holds {shown or 'nothing that could be one'}"
        said.append(finding(Severity.WARNING, holds, nearly.CHECK_NAMES))
    readme = bool(found.readmes & ({os.path.dirname(best.path) for best in (*chosen, *beside)} or {""}))
    return Submission(entry.student, files, readme, _at_most(said), committed.commit, _order(chosen, beside))


def _taken(best: Candidate) -> Source | Unreadable:
    name = best.match.file
    try:
        return best.folder.take(best.file, name)
    except BrokenError as error:
        return Unreadable(name, f"`{name}` cannot be read: {error.message}", error.hint)
    except OSError as error:
        return sources.not_read(name, error)


def _candidates(found: Found, file: str) -> list[Candidate]:
    """The candidates for a task's file. What has more in front of the name counts where nothing else is there."""
    every = [candidate for candidate in found.candidates if candidate.match.file == file]
    return [candidate for candidate in every if not candidate.match.who] or every


def _rank(candidate: Candidate) -> tuple[object, ...]:
    """Greater is rather taken: what was handed in later, then what changed later, then what lies nearer."""
    match = candidate.match
    return (*_time(candidate), match.exact, match.copy, -candidate.depth)


def _time(candidate: Candidate) -> tuple[str, float]:
    return candidate.order, candidate.file.modified


def _order(chosen: list[Candidate], beside: list[Candidate]) -> str:
    """The order of the latest file that counts, where one that does not is later; else ""."""
    latest = max((each.order for each in chosen), default="")
    return latest if any(each.order > latest for each in beside) else ""


def _renamed(chosen: list[Candidate]) -> Iterator[Finding]:
    renamed = [each for each in chosen if each.file.name != each.match.file]
    if renamed:
        told = ", ".join(f"`{one_line(each.path)}` is `{each.match.file}`" for each in renamed)
        yield finding(Severity.NOTE, f"{RENAMED}: {told}")


def _told(best: Candidate, candidates: list[Candidate], taken: Source | Unreadable) -> Iterator[Finding]:
    others = [other for other in candidates if other is not best]
    if others:
        later = all(_time(other) < _time(best) for other in others)
        left = ", ".join(f"`{one_line(other.path)}`" for other in others[:3]) + (" ..." if len(others) > 3 else "")
        which = "the later one" if later else "the one that comes first"
        yield finding(
            Severity.NOTE,
            f"{len(candidates)} files for `{best.match.file}`: `{one_line(best.path)}` was taken, {which}; not {left}",
        )
    if isinstance(taken, Unreadable):
        yield finding(Severity.ERROR, taken.message, taken.hint)


def _at_most(findings: list[Finding]) -> tuple[Finding, ...]:
    worst = sorted(findings, key=lambda found: tuple(Severity).index(found.severity))
    if len(worst) <= _MOST_FINDINGS:
        return tuple(worst)
    more = finding(worst[_MOST_FINDINGS].severity, f"... and {len(worst) - _MOST_FINDINGS} more of the kind")
    return (*worst[:_MOST_FINDINGS], more)
