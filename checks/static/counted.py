"""The files that count for a task: its own and those of the student's that it imports; what of each does not count."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from checks.language.canonical import canonical
from checks.language.reach import names_in, out_of_reach
from checks.language.syntax import Span, main_bodies, place, within
from checks.model import Finding, Inspection, Syntax


class File(NamedTuple):
    """A file, and what of it does not count: the main block, and what belongs to other tasks alone."""

    syntax: Syntax
    skipped: tuple[Span, ...]


def files(syntax: Syntax, inspection: Inspection) -> tuple[File, ...]:
    """The task's file and the student's other task files it imports, themselves or through each other."""
    others = out_of_reach(syntax.module, {inspection.task.function}) if inspection.is_shared else ()
    found = [File(syntax, (*main_bodies(syntax.module), *others))]
    for file in found:
        for sibling in [inspection.siblings.get(module) for module, _ in imported(file)]:
            if sibling and sibling not in [known.syntax for known in found]:
                found.append(File(sibling, main_bodies(sibling.module)))
    return (found[0], *(_without_others(file, found, inspection) for file in found[1:]))


def _without_others(file: File, found: list[File], inspection: Inspection) -> File:
    """A file that is imported: of one that several tasks share, what the other files cannot reach does not count."""
    if file.syntax.name.removesuffix(".py") not in inspection.shared:
        return file
    said = [names_in(other.syntax.module, other.skipped) for other in found if other is not file]
    if None in said:
        return file
    wanted = {name for names in said for name in names or ()}
    return file._replace(skipped=(*file.skipped, *out_of_reach(file.syntax.module, wanted)))


def imported(file: File) -> Iterator[tuple[str, ast.stmt | ast.expr]]:
    """The modules a file imports, where that counts."""
    for found in canonical(file.syntax).names.imports():
        if found.module and not within(found.node.lineno, found.node.col_offset, file.skipped):
            yield found.module, found.node


def in_file(finding: Finding, syntax: Syntax, inspection: Inspection) -> Finding:
    """The finding with the name of its file, where that is not the task's own."""
    return finding if syntax is inspection.syntax else msgspec.structs.replace(finding, file=syntax.name)


def at(finding: Finding, syntax: Syntax, line: int, offset: int) -> Finding:
    """The finding at a place as Python's parser counts it."""
    line, column = place(syntax, line, offset)
    return msgspec.structs.replace(finding, line=line, column=column)
