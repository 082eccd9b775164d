"""The statements that nothing needs any more once parts are replaced: what they do wrong ends no call then."""

import ast
import re
from collections.abc import Sequence

from checks.exercises.repair.function import Function
from checks.exercises.repair.text import Assigned, Text, bound, targets_of
from checks.model import Edit, Leftover, Part


def leftovers(function: Function, text: Text, parts: Sequence[Part]) -> tuple[Leftover, ...]:
    """Each assignment of names whose every use lies in a part, or in another such assignment."""
    found = [node for node in function.nodes if isinstance(node, Assigned) and _makes_names(node)]
    uses = [node for node in function.nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    changed = {
        name
        for node in function.nodes
        if isinstance(node, ast.AugAssign | ast.Global | ast.Nonlocal)
        for name in (node.names if isinstance(node, ast.Global | ast.Nonlocal) else bound(node.target))
    }
    made = []
    for node in found:
        given = {name for target in targets_of(node) for name in bound(target)}
        if given & changed:
            continue
        needs = tuple(_covering(use, text, parts, found) for use in uses if use.id in given)
        if all(needs):
            made.append((node, needs))
    number = {id(node): -1 - place for place, (node, _) in enumerate(made)}
    return tuple(
        Leftover(
            tuple(tuple(_number(each, number) for each in need) for need in needs),
            _nothing(node, text),
        )
        for node, needs in made
    )


def _number(covering: int | ast.stmt, number: dict[int, int]) -> int:
    return covering if isinstance(covering, int) else number.get(id(covering), -(10**6))


def _covering(use: ast.Name, text: Text, parts: Sequence[Part], found: list[Assigned]) -> tuple[int | ast.stmt, ...]:
    start, end = text.start(use), text.end(use)

    def within(edits: tuple[Edit, ...]) -> bool:
        keeps = any(re.search(rf"\b{use.id}\b", edit.text) for edit in edits)  # the right part needs it, too
        return not keeps and any(edit.start <= start and end <= edit.end for edit in edits)

    covered: list[int | ast.stmt] = [place for place, part in enumerate(parts) if within(part.edits)]
    for node in found:
        if node.value is not None and text.start(node.value) <= start and end <= text.end(node.value):
            covered.append(node)
    return tuple(covered)


def _makes_names(node: Assigned) -> bool:
    targets = targets_of(node)
    flat = all(
        isinstance(target, ast.Name)
        or (isinstance(target, ast.Tuple) and all(isinstance(part, ast.Name) for part in target.elts))
        for target in targets
    )
    return flat and node.value is not None


def _nothing(node: Assigned, text: Text) -> tuple[Edit, ...]:
    assert node.value is not None
    several = [len(target.elts) for target in targets_of(node) if isinstance(target, ast.Tuple)]
    return (text.instead(node.value, f"(0,) * {several[0]}" if several else "0"),)
