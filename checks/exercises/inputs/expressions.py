"""Bounds and conditions on sizes, such as "classes - 1" and "kh <= h + 2*ph": read from their text, and computed for
ranges of sizes."""

import json
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from checks.printable import one_line

MOST_CHARACTERS = 200
LARGEST_NUMBER = 10**12

Number = int | float
Range = tuple[Number, Number]  # least, most
Step = Number | str

_TOKEN = re.compile(r"\s*(?:([0-9]+)|([^\W\d]\w*)|(<=|>=|==|!=|[-+*()<>]))")
_COMPARISONS = ("<=", ">=", "==", "!=", "<", ">")
_OPERATORS = ("+", "-", "*", "(", ")")
_MINUS = "~"  # the sign of one number, as a step
_BINDS = {"+": 1, "-": 1, _MINUS: 2, "*": 3}  # -a * b is -(a * b)


class ExpressionError(ValueError):
    """A text that is no expression or no condition; the message is one line."""


class Expression(Struct, frozen=True):
    """Numbers, names and operators, each after what it works on: "h + 2*ph" is h 2 ph * +."""

    steps: tuple[Step, ...]


class Condition(Struct, frozen=True):
    """Two expressions that are compared."""

    left: Expression
    comparison: str
    right: Expression


def expression(text: Number | str) -> Expression:
    """Read a bound: a number, or the text of an expression."""
    if not isinstance(text, str):
        return Expression((text,))
    wanted = "a number, or names of sizes and whole numbers with + - * and parentheses"
    parts = _parts(text, wanted)
    if len(parts) != 1:
        raise ExpressionError(_problem(wanted, text))
    return Expression(_steps(parts[0], text, wanted))


def conditions(text: str) -> tuple[Condition, ...]:
    """Read a comparison, or a chain of them such as "1 <= k <= n", each of which has to hold."""
    wanted = 'a comparison such as "k <= n - 1", of names of sizes and whole numbers with + - * and parentheses'
    parts = _parts(text, wanted)
    if len(parts) < 3:
        raise ExpressionError(_problem(wanted, text))
    sides = [Expression(_steps(part, text, wanted)) for part in parts[::2]]
    return tuple(
        Condition(left, str(comparison), right)
        for left, (comparison,), right in zip(sides, parts[1::2], sides[1:], strict=False)
    )


def names(of: Expression | Condition) -> tuple[str, ...]:
    """The sizes that are named, each once."""
    steps = of.steps if isinstance(of, Expression) else (*of.left.steps, *of.right.steps)
    return tuple(dict.fromkeys(step for step in steps if isinstance(step, str) and step not in _BINDS))


def span(of: Expression, ranges: Mapping[str, Range]) -> Range:
    """A range that holds every value of the expression; exactly its value where each size has one."""
    stack: list[Range] = []
    for step in of.steps:
        if not isinstance(step, str):
            stack.append((step, step))
        elif step not in _BINDS:
            stack.append(ranges[step])
        elif step == _MINUS:
            low, high = stack.pop()
            stack.append((-high, -low))
        else:
            (c, d), (a, b) = stack.pop(), stack.pop()
            stack.append(_computed(step, a, b, c, d))
    return stack.pop()


def value(of: Expression, sizes: Mapping[str, int]) -> Number:
    """The value for these sizes."""
    return span(of, {name: (size, size) for name, size in sizes.items()})[0]


def possible(condition: Condition, ranges: Mapping[str, Range]) -> bool:
    """Whether the condition may hold within these ranges; whether it does where each size has one value."""
    (a, b), (c, d) = span(condition.left, ranges), span(condition.right, ranges)
    match condition.comparison:
        case "<=":
            return a <= d
        case "<":
            return a < d
        case ">=":
            return b >= c
        case ">":
            return b > c
        case "==":
            return a <= d and c <= b
    return not a == b == c == d


def product(factors: tuple[str, ...]) -> Expression:
    """The product of these sizes, 1 of none."""
    return Expression((1, *(step for name in factors for step in (name, "*"))))


def grown(condition: Condition, name: str, by: int) -> Condition:
    """The condition as it is for a size that is larger by so much."""

    def steps(of: Expression) -> Expression:
        larger = ((name, by, "+") if step == name else (step,) for step in of.steps)
        return Expression(tuple(step for several in larger for step in several))

    return Condition(steps(condition.left), condition.comparison, steps(condition.right))


def _computed(operator: str, a: Number, b: Number, c: Number, d: Number) -> Range:
    if operator == "+":
        return a + c, b + d
    if operator == "-":
        return a - d, b - c
    corners = (a * c, a * d, b * c, b * d)
    return min(corners), max(corners)


def _parts(text: str, wanted: str) -> list[list[Step]]:
    """What stands between comparisons, and they, in turn."""
    if len(text) > MOST_CHARACTERS:
        raise ExpressionError(f"expected at most {MOST_CHARACTERS} characters, got {len(text)}")
    parts: list[list[Step]] = [[]]
    for item in _items(text, wanted):
        if item in _COMPARISONS:
            parts += [[item], []]
        else:
            parts[-1].append(item)
    return parts


def _items(text: str, wanted: str) -> Iterator[Step]:
    position, end = 0, len(text.rstrip())
    while position < end:
        found = _TOKEN.match(text, position)
        if found is None or (found[2] and not found[2].isidentifier()):
            raise ExpressionError(_problem(wanted, text))
        position = found.end()
        if found[1] and int(found[1]) > LARGEST_NUMBER:
            raise ExpressionError(f"expected numbers up to {LARGEST_NUMBER}, got {_quoted(text)}")
        yield int(found[1]) if found[1] else found[2] or found[3]


def _steps(part: list[Step], text: str, wanted: str) -> tuple[Step, ...]:
    """Put operators behind what they work on. Nothing here recurs, so that no text is nested too deeply."""
    steps: list[Step] = []
    waiting: list[str] = []
    operand = False  # whether one was just read
    for item in part:
        operator = item if isinstance(item, str) and item in _OPERATORS else ""
        if operand == (operator in ("", "(") or (operator == "-" and not operand)):
            raise ExpressionError(_problem(wanted, text))
        if operator == ")":
            steps += _closed(waiting, 0)
            if not waiting:
                raise ExpressionError(_problem(wanted, text))
            waiting.pop()
        elif not operator:
            steps.append(item)
        elif operand:
            steps += _closed(waiting, _BINDS[operator])
            waiting.append(operator)
        else:
            waiting.append(_MINUS if operator == "-" else operator)
        operand = operator in ("", ")")
    if not operand or "(" in waiting:
        raise ExpressionError(_problem(wanted, text))
    return (*steps, *reversed(waiting))


def _closed(waiting: list[str], binds: int) -> list[str]:
    """Take the operators off that bind as strongly, back to the parenthesis that is open."""
    taken = []
    while waiting and waiting[-1] != "(" and _BINDS[waiting[-1]] >= binds:
        taken.append(waiting.pop())
    return taken


def _problem(wanted: str, text: str) -> str:
    return f"expected {wanted}, got {_quoted(text)}"


def _quoted(text: str) -> str:
    return one_line(json.dumps(text, ensure_ascii=False))
