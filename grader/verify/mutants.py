"""Small wrong changes to a right program, one at a time: what an autograder has to notice.

A tool for mutation testing (mutmut, cosmic-ray) changes a project and runs its test command; here the programs that
are changed are what students hand in, and what has to notice is the grader.
"""

import ast
import builtins
import difflib
import warnings
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from itertools import zip_longest
from typing import Any, NamedTuple

from checks.language.nodes import Change, called
from grader.verify.changes import KINDS, Kinds


class Mutant(NamedTuple):
    """A changed program: what was done, in which line of the original, and how that line reads now.

    What is left out reads `without` the line that was there.
    """

    kind: str
    change: str
    line: int
    text: str
    program: str


def mutants(program: str, kinds: Kinds = KINDS, beside: Collection[str] = ()) -> Iterator[Mutant]:
    """Every mutant of a program, each different from the program and from the others; none of functions `beside`."""
    tree = ast.parse(program)
    plain = ast.unparse(tree)
    seen = {plain}
    for kind, changes in kinds.items():
        for name, change in changes.items():
            for line, text in _changed(tree, change, beside):
                if text not in seen:
                    seen.add(text)
                    yield Mutant(kind, name, line, _difference(plain, text), text)


def sensible(program: str, found: Iterable[Mutant]) -> Iterator[Mutant]:
    """Those of a program's mutants that can be read, and that read no name which the program does not have."""
    there = _names(ast.parse(program)) | {*dir(builtins)}
    for mutant in found:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                tree = ast.parse(mutant.program)
            except (SyntaxError, ValueError, RecursionError):
                continue
        if _read(tree) - there <= _named(tree):
            yield mutant


def difference(program: str, mutant: Mutant) -> tuple[str, ...]:
    """The lines that differ, as a unified diff has them, without its head."""
    before, after = ast.unparse(ast.parse(program)).splitlines(), mutant.program.splitlines()
    lines = difflib.unified_diff(before, after, n=0, lineterm="")
    return tuple(line for line in lines if not line.startswith(("---", "+++", "@@")))


def _read(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def _named(tree: ast.AST) -> set[str]:
    """The names that a program gives to something."""
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(each.asname or each.name).split(".")[0] for each in node.names}
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
    return found


def _names(tree: ast.AST) -> set[str]:
    return _read(tree) | _named(tree)


def _changed(tree: ast.Module, change: Change, beside: Collection[str]) -> Iterator[tuple[int, str]]:
    """The line and the program's text for each node that the change applies to."""
    for node, parent, field, index in _places(tree, beside):
        new = None if _the_same(node, parent) else change(node)
        if new is not None:
            _put(parent, field, index, new)
            text = ast.unparse(ast.fix_missing_locations(tree))
            _put(parent, field, index, node)
            yield getattr(node, "lineno", 0) or getattr(parent, "lineno", 0), text


def _the_same(node: ast.AST, parent: ast.AST) -> bool:
    """Whether nothing is asked of a node that a change of it would change."""
    if isinstance(node, ast.Name) and getattr(parent, "attr", "") == "shape":
        return True  # only the sides are asked, which stay as they are when an array is turned
    if isinstance(node, ast.Name) and called(parent, "result_type"):
        return True  # only the dtype is asked
    if isinstance(node, ast.Tuple) and isinstance(parent, ast.Assign) and isinstance(parent.value, ast.Tuple):
        return ast.dump(parent.value.elts[-1]) == ast.dump(parent.value.elts[-2])  # both names get the same
    return isinstance(node, ast.Tuple) and isinstance(parent, ast.keyword) and parent.arg == "axis"  # in any order


def _places(tree: ast.Module, beside: Collection[str]) -> list[tuple[ast.AST, ast.AST, str, int | None]]:
    """Every node with where it hangs; what is in functions `beside` is left out."""
    found: list[tuple[ast.AST, ast.AST, str, int | None]] = []
    left: deque[ast.AST] = deque([tree])
    while left:
        parent = left.popleft()
        if isinstance(parent, ast.FunctionDef) and parent.name in beside:
            continue
        left.extend(ast.iter_child_nodes(parent))
        for field, value in ast.iter_fields(parent):
            if isinstance(value, ast.AST):
                found.append((value, parent, field, None))
            elif isinstance(value, list):
                found += [(node, parent, field, n) for n, node in enumerate(value) if isinstance(node, ast.AST)]
    return found


def _put(parent: Any, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def _difference(before: str, after: str) -> str:
    """The line that differs, as it reads now."""
    old, new = before.splitlines(), after.splitlines()
    here = next(n for n, pair in enumerate(zip_longest(old, new)) if pair[0] != pair[1])
    if len(new) < len(old) or new[here].strip() == "pass":
        return f"without {old[here].strip()}"
    if new[here].strip() == "break":
        loop = next(line for line in reversed(new[:here]) if _indented(line) < _indented(new[here]))
        return f"break in {loop.strip()}"
    return new[here].strip()


def _indented(line: str) -> int:
    return len(line) - len(line.lstrip())
