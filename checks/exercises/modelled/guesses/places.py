"""Small edits of what is taken from where: indices, slices, the order of sides, one name for another."""

import ast
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import combinations, pairwise

from checks.exercises.modelled.guesses.numbers import LIKELY, NEAR, RARE, SELDOM, Edited
from checks.exercises.modelled.guesses.setting import Setting
from checks.language.nodes import altered, expression, swapped

MOST_BESIDE, MOST_PAIRS = 8, 6


def indices(node: ast.AST, setting: Setting) -> Edited:
    """Other indices: in the other order, from the other end, one axis further, none."""
    if not isinstance(node, ast.Subscript):
        return
    found = _of_several(node.slice) if isinstance(node.slice, ast.Tuple) else _of_one(node.slice)
    for index, rank in found:
        yield altered(node, slice=index), rank
    yield node.value, RARE


def _of_several(index: ast.Tuple) -> Iterator[tuple[ast.expr, int]]:
    elts = index.elts
    for place, (one, other) in enumerate(pairwise(elts)):
        if ast.dump(one) != ast.dump(other):
            yield altered(index, elts=swapped(elts, place, place + 1)), NEAR
    if len(elts) == 2 and isinstance(elts[0], ast.Slice):
        yield elts[1], LIKELY
    yield altered(index, elts=[ast.Slice(), *elts]), LIKELY
    for place, each in enumerate(elts):
        if stretch := _stretch(each):
            yield altered(index, elts=[*elts[:place], stretch, *elts[place + 1 :]]), NEAR


def _of_one(index: ast.expr) -> Iterator[tuple[ast.expr, int]]:
    yield ast.Tuple([ast.Slice(), index], ast.Load()), SELDOM if isinstance(index, ast.Slice) else LIKELY
    if stretch := _stretch(index):
        yield stretch, LIKELY
    match index:
        case ast.Constant(value=0):
            yield ast.UnaryOp(ast.USub(), ast.Constant(1)), SELDOM
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)):
            yield ast.Constant(0), LIKELY
        case ast.Name() | ast.BinOp():
            yield from ((ast.BinOp(index, sign, ast.Constant(1)), LIKELY) for sign in (ast.Add(), ast.Sub()))


def _stretch(index: ast.expr) -> ast.Slice | None:
    """i:i + k for i + k."""
    if isinstance(index, ast.BinOp) and isinstance(index.op, ast.Add) and isinstance(index.left, ast.Name):
        return ast.Slice(index.left, index)
    return None


def turned(node: ast.AST, setting: Setting) -> Edited:
    """A shape or a pair with the last two in the other order."""
    if not isinstance(node, ast.Tuple) or len(node.elts) < 2 or any(isinstance(each, ast.Slice) for each in node.elts):
        return
    if ast.dump(node.elts[-1]) != ast.dump(node.elts[-2]):
        yield altered(node, elts=swapped(node.elts, -1, -2)), LIKELY


def targets(node: ast.AST, setting: Setting) -> Edited:
    """Names that get each other's side."""
    if isinstance(node, ast.Tuple) and len(node.elts) > 1:
        sides = all(isinstance(each, ast.Name) and setting.kinds.get(each.id) == "size" for each in node.elts)
        yield altered(node, elts=swapped(node.elts, -1, -2)), NEAR if sides else RARE


def names(node: ast.AST, setting: Setting) -> Edited:
    """Another name of the same kind; the one that is meant by a misspelt one."""
    if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
        return
    if node.id in setting.kinds:
        beside = setting.beside(node.id, node.lineno)[:MOST_BESIDE]
        yield from ((altered(node, id=each), LIKELY) for each in beside)
    else:
        near = get_close_matches(node.id, setting.kinds, n=1)
        yield from ((altered(node, id=each), NEAR) for each in near)


def exchanged(node: ast.expr, setting: Setting) -> Edited:
    """Two names of the same kind in each other's place, wherever a value has them."""
    read = dict.fromkeys(each.id for each in ast.walk(node) if isinstance(each, ast.Name))
    alike = [(one, other) for one, other in combinations(read, 2) if _same_kind(one, other, setting)]
    for one, other in alike[:MOST_PAIRS]:
        parts = {one: ast.Name(other, ast.Load()), other: ast.Name(one, ast.Load())}
        yield expression(ast.unparse(node), **parts), LIKELY


def _same_kind(one: str, other: str, setting: Setting) -> bool:
    return one in setting.kinds and setting.kinds[one] == setting.kinds.get(other)


def first_values(node: ast.AST, setting: Setting) -> Edited:
    """Of what is looked for: from minus infinity, not from 0."""
    if isinstance(node, ast.Constant) and node.value == 0 and setting.numpy:
        infinite = ast.Attribute(ast.Name(setting.numpy, ast.Load()), "inf", ast.Load())
        yield ast.UnaryOp(ast.USub(), infinite), SELDOM
        yield infinite, SELDOM
