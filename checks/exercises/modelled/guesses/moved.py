"""Edits of whole statements: one that stands too deep, is missing or too much, or begins anew what it should change."""

import ast
from collections.abc import Iterator
from itertools import pairwise

from checks.exercises.modelled.guesses.guess import Guess, guess, margin
from checks.exercises.modelled.guesses.numbers import LIKELY, NEAR, RARE, SELDOM
from checks.exercises.modelled.guesses.setting import Setting
from checks.exercises.modelled.guesses.slots import Function, about, statements_of
from checks.exercises.repair.text import Text

LOOPS = (ast.For, ast.While)
SIMPLE = (ast.Assign, ast.AugAssign, ast.Expr, ast.Return, ast.AnnAssign)
SIGNS: dict[type[ast.operator], tuple[str, ...]] = {
    ast.Add: ("=", "-="), ast.Sub: ("+=",), ast.Mult: ("+=", "="), ast.Div: ("//=", "*="), ast.FloorDiv: ("/=",),
}  # fmt: skip


def guesses_of(function: Function, text: Text, setting: Setting) -> Iterator[Guess]:
    """The edits of a function's statements."""
    yield from _ending(function, text, setting)
    looped = _looped(function)
    for statement in statements_of(function):
        yield from _sign(statement, text, looped)
        yield from _deeper(statement, text)
        yield from _taken_out(statement, text)
    for body in _bodies(function.body):
        yield from _taken_in(body, text)
        yield from _begun(body, text)


def _looped(function: Function) -> set[ast.stmt]:
    """The statements that a loop repeats."""
    loops = (each for each in ast.walk(function) if isinstance(each, LOOPS))
    return {each for loop in loops for each in ast.walk(loop) if isinstance(each, ast.stmt) and each is not loop}


def _ending(function: Function, text: Text, setting: Setting) -> Iterator[Guess]:
    """What is returned by a function that returns nothing at its end."""
    last = function.body[-1]
    if any(isinstance(each, ast.Return) and each.value for each in ast.walk(function)) or not margin(last, text):
        return
    if isinstance(last, ast.Expr) and not isinstance(last.value, ast.Constant):
        yield _returned(
            text.start(last), "return ", last.lineno, text.written(last), f"return {text.written(last)}", NEAR
        )
    for name in reversed([each for each, line in setting.lines.items() if line]):
        right = f"return {name}"
        yield _returned(text.end(last), f"\n{text.indent(last)}{right}", last.end_lineno or 0, "", right, LIKELY)


def _returned(place: int, new: str, line: int, written: str, right: str, rank: int) -> Guess:
    return guess(place, place, new, line=line, name="what is returned", written=written, right=right, rank=rank)


def _sign(statement: ast.stmt, text: Text, looped: set[ast.stmt]) -> Iterator[Guess]:
    """`=` for `+=`, and other signs for one another."""
    match statement:
        case ast.AugAssign(target=target, op=op, value=value):
            for sign in SIGNS.get(type(op), ()):
                yield _signed(statement, target, value, sign, text)
        case ast.Assign(targets=[ast.Name() | ast.Subscript() as target], value=value) if statement in looped:
            yield _signed(statement, target, value, "+=", text)


def _signed(statement: ast.stmt, target: ast.expr, value: ast.expr, sign: str, text: Text) -> Guess:
    right = f"{text.written(target)} {sign} {text.written(value)}"
    name = f"what changes `{about(target)}`" if about(target) else "what is stored"
    written, line = text.written(statement), statement.lineno
    start, end = text.start(statement), text.end(statement)
    return guess(start, end, right, line=line, name=name, written=written, right=right, rank=LIKELY)


def _deeper(statement: ast.stmt, text: Text) -> Iterator[Guess]:
    """The last statement of a loop or a branch that belongs after it."""
    if not isinstance(statement, (*LOOPS, ast.If)) or len(statement.body) < 2 or statement.orelse:
        return
    last, outer = statement.body[-1], text.indent(statement)
    if outer is not None and isinstance(last, SIMPLE):
        rank, after = (
            NEAR if isinstance(last, ast.Return) else SELDOM,
            "if" if isinstance(statement, ast.If) else "loop",
        )
        yield from _at(last, outer, f"after the {after}", rank, text)


def _taken_in(body: list[ast.stmt], text: Text) -> Iterator[Guess]:
    """The statement after a loop that belongs to its body."""
    for loop, after in pairwise(body):
        inner = text.indent(loop.body[-1]) if isinstance(loop, LOOPS) else None
        if inner is not None and isinstance(after, SIMPLE) and not isinstance(after, ast.Return):
            yield from _at(after, inner, "in the loop", SELDOM, text)


def _at(statement: ast.stmt, indent: str, where: str, rank: int, text: Text) -> Iterator[Guess]:
    """A statement of one line with another indentation."""
    place, written = margin(statement, text), text.written(statement)
    if place and statement.lineno == statement.end_lineno:
        yield guess(
            *place,
            indent,
            line=statement.lineno,
            name="where this line stands",
            written=written,
            right=f"it belongs {where}",
            rank=rank,
        )


def _begun(body: list[ast.stmt], text: Text) -> Iterator[Guess]:
    """What begins before a loop and is to begin anew in each step, or the other way round."""
    for before, loop in pairwise(body):
        if isinstance(before, ast.Assign) and isinstance(loop, ast.For | ast.While):
            yield from _exchanged(before, loop, before, "in the loop", text)
    for loop in body:
        if isinstance(loop, ast.For | ast.While) and isinstance(loop.body[0], ast.Assign) and len(loop.body) > 1:
            yield from _exchanged(loop, loop, loop.body[0], "before the loop", text)


def _exchanged(first: ast.stmt, loop: ast.For | ast.While, moved: ast.stmt, where: str, text: Text) -> Iterator[Guess]:
    """The head of a loop, and the statement before it or the first in it, in each other's place."""
    outer, inner, written = text.indent(loop), text.indent(loop.body[0]), text.written(moved)
    if outer is None or inner is None or margin(moved, text) is None or moved.lineno != moved.end_lineno:
        return
    head = text.data[text.start(loop) : text.start(loop.body[0])].decode().rstrip()
    if moved is first:
        end, new = text.start(loop.body[0]), f"{head}\n{inner}{written}\n{inner}"
    else:
        end, new = text.end(moved), f"{written}\n{outer}{head}"
    name, right = "where this line stands", f"it belongs {where}"
    yield guess(text.start(first), end, new, line=moved.lineno, name=name, written=written, right=right, rank=SELDOM)


def _bodies(body: list[ast.stmt]) -> Iterator[list[ast.stmt]]:
    yield body
    for statement in body:
        for field in ("body", "orelse", "finalbody"):
            if inner := getattr(statement, field, []):
                yield from _bodies(inner)


def _taken_out(statement: ast.stmt, text: Text) -> Iterator[Guess]:
    """Without a statement."""
    if isinstance(statement, SIMPLE) and not isinstance(statement, ast.Return) and margin(statement, text):
        line, written = statement.lineno, text.written(statement)
        start, end = text.start(statement), text.end(statement)
        yield guess(start, end, "pass", line=line, name="this line", written=written, right="leave it out", rank=RARE)
