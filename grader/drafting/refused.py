"""What a function refuses: an `if` whose body raises, or an `assert`, says what its sizes have to meet."""

import ast
from collections.abc import Iterator, Mapping, Set

from msgspec import Struct

_SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
_NOT = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_DEEPEST = 8
_MOST_GUESSED = 6


class Met(Struct, frozen=True):
    """A comparison that every call meets: both sides as a condition of an assignment writes them."""

    left: str
    sign: str
    right: str

    @property
    def text(self) -> str:
        """The condition."""
        return f"{self.left} {self.sign} {self.right}"


def met(function: ast.FunctionDef, sizes: Mapping[str, str], axes: Mapping[str, tuple[str, ...]]) -> tuple[Met, ...]:
    """What the first statements of a function demand of its sizes.

    `sizes` are the names in the text that are sizes, with what these are called; `axes` those of each array.
    """
    found: list[Met] = []
    for statement in function.body:
        match statement:
            case ast.If(test=test, body=[ast.Raise()], orelse=[]):
                found += _demanded(test, sizes, axes, False)
            case ast.Assert(test=test):
                found += _demanded(test, sizes, axes, True)
    return tuple(dict.fromkeys(found))


def differences(
    function: ast.FunctionDef, sizes: Mapping[str, str], axes: Mapping[str, tuple[str, ...]], lengths: Set[str]
) -> tuple[Met, ...]:
    """What holds where none of these lengths that is taken away from others is larger than they: `h - kh + 1`."""
    found: list[Met] = []
    for node in ast.walk(function):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
            left, right = (_term(each, sizes, axes, _DEEPEST) for each in (node.left, node.right))
            if right in lengths and left and not left.isdecimal() and left != right:
                found.append(Met(right, "<=", left))
    return tuple(dict.fromkeys(found))[:_MOST_GUESSED]


def _demanded(
    test: ast.expr, sizes: Mapping[str, str], axes: Mapping[str, tuple[str, ...]], holds: bool
) -> Iterator[Met]:
    """What is true where the test is (`holds`), or is not."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            yield from _demanded(inner, sizes, axes, not holds)
        case ast.BoolOp(op=joined, values=values) if isinstance(joined, ast.And if holds else ast.Or):
            for each in values:
                yield from _demanded(each, sizes, axes, holds)
        case ast.Compare(left=left, ops=ops, comparators=others) if holds or len(ops) == 1:
            sides = [_term(each, sizes, axes, _DEEPEST) for each in (left, *others)]
            for one, op, other in zip(sides, ops, sides[1:], strict=False):
                sign = _SIGNS.get(type(op))
                if one and other and sign and not (one.isdecimal() and other.isdecimal()):
                    yield Met(one, sign if holds else _NOT[sign], other)


def _term(node: ast.expr, sizes: Mapping[str, str], axes: Mapping[str, tuple[str, ...]], deep: int) -> str:
    """The text of one side, "" where it cannot be said."""
    match node:
        case ast.Name(id=name):
            return sizes.get(name, "")
        case ast.Constant(value=bool()):
            return ""
        case ast.Constant(value=int(number)) if number < 10**9:
            return str(number)
        case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)]) if axes.get(name):
            return axes[name][0]
        case ast.Subscript(value=ast.Attribute(value=ast.Name(id=name), attr="shape"), slice=ast.Constant(value=place)):
            known = axes.get(name, ())
            return known[place] if isinstance(place, int) and 0 <= place < len(known) else ""
        case ast.BinOp(left=left, op=op, right=right) if deep and type(op) in _OPERATORS:
            one, other = (_term(each, sizes, axes, deep - 1) for each in (left, right))
            sign = _OPERATORS[type(op)]
            if not one or not other:
                return ""
            other = other if sign == "+" or " " not in other else f"({other})"
            one = one if sign != "*" or " " not in one else f"({one})"
            return f"{one} {sign} {other}"
    return ""
