"""Defaults of parameters: which can be written down in an assignment."""

import ast
import math
from typing import Any

from checks.exercises.inputs.expressions import LARGEST_NUMBER
from checks.exercises.inputs.words import MOST_TEXT
from checks.model.arguments import EitherOf, FloatOf, Form, IntegerOf, PairOf, Simple
from checks.printable import one_line


def is_pair(default: Any) -> bool:
    """Whether a default is a tuple of two."""
    return isinstance(default, tuple) and len(default) == 2


def literal(node: ast.expr | None) -> Any:
    """A default that can be written down; Ellipsis, which cannot, where it is another; None where it is None."""
    if node is None:
        return None
    try:
        found = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return ...
    members = found if isinstance(found, tuple) else (found,)
    if isinstance(found, tuple) and not all(type(member) is int for member in found):
        return ...
    return found if all(each is None or can_be_written(each) for each in members) else ...


def can_be_written(value: Any) -> bool:
    """Whether TOML has a value, and an assignment takes it."""
    if isinstance(value, str):
        return len(value) <= MOST_TEXT and one_line(value, 400) == value
    return isinstance(value, bool) or (
        isinstance(value, int | float) and math.isfinite(value) and abs(value) <= LARGEST_NUMBER
    )


def fits(form: Form, default: Any) -> bool:
    """Whether a form can have the default."""
    match form:
        case EitherOf(choices=choices):
            return any(
                default == choice and type(default) is type(choice)
                if not isinstance(choice, Simple)
                else fits(choice, default)
                for choice in choices
            )
        case FloatOf():
            return type(default) in (int, float)
        case IntegerOf():
            return type(default) is int
        case PairOf():
            return is_pair(default)
    return False
