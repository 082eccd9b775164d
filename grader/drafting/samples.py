"""What students might hand in: a sample of a wrong submission, made of a right one, and what each has to get."""

import ast
import json
from collections.abc import Iterable, Mapping
from itertools import accumulate

from checks.language.syntax import characters, lines
from checks.model import Verdict
from grader.drafting.solutions import Solution, parameters, returned

_ARRAYS = frozenset(
    {
        *("abs", "add", "arange", "array", "asarray", "astype", "clip", "concatenate", "convolve", "copy", "cumsum"),
        *("dot", "einsum", "empty", "empty_like", "exp", "full", "full_like", "log", "maximum", "mean", "median"),
        *("minimum", "ones", "ones_like", "pad", "reshape", "roll", "round", "sort", "sqrt", "stack", "std", "sum"),
        *("tensordot", "transpose", "var", "where", "zeros", "zeros_like"),
    }
)
"""Functions and methods of numpy that return one array or number."""
_MOST_NAMES = 20  # through which a value is followed
_SEQUENCES = (ast.Tuple, ast.List, ast.ListComp, ast.JoinedStr)


def expected(about: str, verdicts: Mapping[str, Verdict]) -> bytes:
    """The `expected.json` of a sample: the verdict of each task of which one is certain."""
    tasks = {task: {"verdict": str(verdict)} for task, verdict in verdicts.items()}
    return (json.dumps({"about": about, "tasks": tasks}, indent=1) + "\n").encode()


def wrong(solutions: Iterable[Solution]) -> bytes:
    """The text of one file with a plain mistake in each of these functions of it: what it returns is not right.

    One more than is right, where it is certain that numbers are added up; 0 whatever it is given, where it is not.
    """
    several = tuple(solutions)
    text = several[0].syntax.text
    places, parts, written = _Places(text), [], 0
    values = ((value, solution.function) for solution in several for value in returned(solution.function))
    for start, end, instead in sorted(_change(places, value, function) for value, function in values):
        parts += [text[written:start], instead]
        written = end
    return "".join([*parts, text[written:]]).encode()


def _change(places: "_Places", value: ast.expr, function: ast.FunctionDef) -> tuple[int, int, str]:
    """Where to write something else, and what."""
    part = value.elts[0] if isinstance(value, ast.Tuple) and value.elts else value
    if _is_added_to(part, function, set()):
        start, end = places.span(part)
        plain = isinstance(part, ast.Name | ast.Call | ast.Subscript | ast.Attribute)
        shown = places.text[start:end]
        return start, end, f"{shown} + 1" if plain else f"({shown}) + 1"
    return *places.span(value), "0"


def _is_added_to(value: ast.expr, function: ast.FunctionDef, seen: set[str]) -> bool:
    """Whether a value is an array or a number, to which one can be added: nothing else where that is uncertain."""
    match value:
        case ast.BinOp(left=left, right=right):
            return not isinstance(left, _SEQUENCES) and not isinstance(right, _SEQUENCES)
        case ast.UnaryOp():
            return True
        case ast.Call(func=ast.Attribute(attr=word), args=args):
            return word in _ARRAYS and (word != "where" or len(args) == 3)
        case ast.Subscript(value=ast.Name(id=name)):
            return name in {parameter.arg for parameter, _ in parameters(function)}
        case ast.Name(id=name) if name in seen:  # what it is given elsewhere decides
            return True
        case ast.Name(id=name) if len(seen) < _MOST_NAMES:
            seen.add(name)
            given = [node.value for node in ast.walk(function) if isinstance(node, ast.Assign) and _binds(node, name)]
            sure = all(_is_added_to(each, function, seen) for each in given)
            return bool(given) and sure and _times_bound(function, name) == len(given)
    return False


def _binds(node: ast.Assign, name: str) -> bool:
    return any(isinstance(target, ast.Name) and target.id == name for target in node.targets)


def _times_bound(function: ast.FunctionDef, name: str) -> int:
    """How often a name is given a value; what is added to it in place stays what it is."""
    added = {node.target for node in ast.walk(function) if isinstance(node, ast.AugAssign)}
    stored = (node for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    return sum(node.id == name and node not in added for node in stored)


class _Places:
    """Where nodes stand in a text."""

    def __init__(self, text: str) -> None:
        self.text, self._lines = text, lines(text)
        self._starts = list(accumulate((len(line) + 1 for line in self._lines), initial=0))

    def span(self, node: ast.expr) -> tuple[int, int]:
        """The first character of a node, and the one behind it."""
        last = node.end_lineno or node.lineno
        return self._at(node.lineno, node.col_offset), self._at(last, node.end_col_offset or 0)

    def _at(self, line: int, offset: int) -> int:
        return self._starts[line - 1] + characters(self._lines[line - 1], offset)
