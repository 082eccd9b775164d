"""Edits of one expression at a time, as students' mistakes are."""

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import TypeGuard

from checks.exercises.modelled.guesses import calls, numbers, places
from checks.exercises.modelled.guesses.guess import LONGEST, Guess, Step, put
from checks.exercises.modelled.guesses.numbers import Edited
from checks.exercises.modelled.guesses.setting import Setting, kind_of
from checks.exercises.modelled.guesses.slots import Role, Slot
from checks.exercises.repair.text import Text
from checks.model import Part
from checks.model.repair import LINE

Rule = Callable[[ast.AST, Setting], Edited]
RULES: tuple[Rule, ...] = (
    *(
        numbers.ends,
        numbers.operators,
        numbers.roundings,
        numbers.comparisons,
        numbers.constants,
        numbers.signs,
        numbers.grouped,
    ),
    *(
        numbers.squares,
        calls.functions,
        calls.keywords,
        calls.products,
        calls.around,
        calls.left_out,
        calls.arguments,
        calls.wider,
    ),
    *(places.names, places.indices, places.turned, places.first_values),
)
OF: Mapping[Role, tuple[Rule, ...]] = {
    "store": (
        *(numbers.ends, numbers.operators, numbers.constants, numbers.comparisons),
        *(places.names, places.indices),
    ),
    "targets": (places.targets,),
}
"""Those of what values are given to: it can be no result of an operation."""
LEFT_ALONE = (ast.Lambda, ast.JoinedStr)


def guesses_of(slot: Slot, text: Text, setting: Setting) -> Iterator[Guess]:
    """The edits of one slot that may be meant."""
    if slot.role == "value" and kind_of(slot.node, setting.kinds) == "size":
        plain = isinstance(slot.node, ast.Name)
        for other, rank in numbers.one_beside(slot.node):
            yield guess_of(slot, (), slot.node, other, rank + plain, text)
    if slot.role in ("value", "return", "added"):
        for changed, rank in calls.whole(slot.node, setting):
            yield guess_of(slot, (), slot.node, changed, rank + (slot.role != "return"), text)
        for changed, rank in places.exchanged(slot.node, setting):
            yield guess_of(slot, (), slot.node, changed, rank, text)
    for node, path in _nodes(slot.node):
        for rule in OF.get(slot.role, RULES):
            for new, rank in rule(node, setting):
                yield guess_of(slot, path, node, new, rank, text)


def guess_of(slot: Slot, path: tuple[Step, ...], node: ast.AST, new: ast.AST, rank: int, text: Text) -> Guess:
    """A new node in the place of one of a slot's."""
    return Guess(rank, text.start(slot.node), lambda: _part(slot, path, node, new, text))


def _part(slot: Slot, path: tuple[Step, ...], node: ast.AST, new: ast.AST, text: Text) -> Part | None:
    before = [*(parent for parent, _, _ in path), node]
    pairs = [(old, made) for old, made in zip(before, put(path, new), strict=True) if _shows(old) and _shows(made)]
    (whole, changed), *_ = pairs
    if (read := _read(changed)) == ast.unparse(whole):
        return None
    old, made = next((pair for pair in pairs if len(ast.unparse(pair[0])) <= LONGEST), pairs[-1])
    return Part(
        id=LINE,
        name=slot.name,
        line=old.lineno,
        written=text.written(old),
        right=_shown(made),
        edits=(text.instead(whole, read),),
    )


def _shown(node: ast.expr) -> str:
    """An expression as it is told: a tuple without the brackets that it may have."""
    if isinstance(node, ast.Tuple) and len(node.elts) > 1:
        return ", ".join(map(_read, node.elts))
    return _read(node)


def _shows(node: ast.AST) -> TypeGuard[ast.expr]:
    """Whether a node can be read by itself."""
    if isinstance(node, ast.Tuple) and any(isinstance(each, ast.Slice) for each in node.elts):
        return False
    return isinstance(node, ast.expr) and not isinstance(node, ast.Slice)


def _read(node: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(node))


def _nodes(root: ast.expr) -> Iterator[tuple[ast.AST, tuple[Step, ...]]]:
    """Every node of an expression with the way to it; what has names of its own is left alone."""
    stack: list[tuple[ast.AST, tuple[Step, ...]]] = [(root, ())]
    while stack:
        node, path = stack.pop()
        yield node, path
        if isinstance(node, LEFT_ALONE):
            continue
        for field, value in ast.iter_fields(node):
            if isinstance(value, ast.AST) and not isinstance(value, ast.expr_context | ast.operator | ast.unaryop):
                stack.append((value, (*path, (node, field, None))))
            elif isinstance(value, list):
                stack += [
                    (each, (*path, (node, field, n))) for n, each in enumerate(value) if isinstance(each, ast.AST)
                ]
