"""What students might hand in: a sample of a wrong submission, made of a right one, and what each has to get."""

import ast
import json
from collections.abc import Iterable, Mapping

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
_SEQUENCES = (ast.Tuple, ast.List, ast.ListComp, ast.JoinedStr)
_DEEPEST = 20


def expected(about: str, verdicts: Mapping[str, Verdict]) -> bytes:
    """The `expected.json` of a sample: the verdict of each task of which one is certain."""
    tasks = {task: {"verdict": str(verdict)} for task, verdict in verdicts.items()}
    return (json.dumps({"about": about, "tasks": tasks}, indent=1) + "\n").encode()


def wrong(solutions: Iterable[Solution]) -> bytes:
    """The text of one file with a plain mistake in each of these functions of it: what it returns is not right.

    One more than is right, where it is certain that numbers are added up; 0 whatever it is given, where it is not.
    """
    text, changes = "", []
    for solution in solutions:
        text = solution.syntax.text
        changes += [_change(text, value, solution.function) for value in returned(solution.function)]
    for start, end, instead in sorted(changes, reverse=True):
        text = f"{text[:start]}{instead}{text[end:]}"
    return text.encode()


def _change(text: str, value: ast.expr, function: ast.FunctionDef) -> tuple[int, int, str]:
    """Where to write something else, and what."""
    part = value.elts[0] if isinstance(value, ast.Tuple) and value.elts else value
    if _is_added_to(part, function, _DEEPEST):
        start, end = _span(text, part)
        plain = isinstance(part, ast.Name | ast.Call | ast.Subscript | ast.Attribute)
        return start, end, f"{text[start:end]} + 1" if plain else f"({text[start:end]}) + 1"
    start, end = _span(text, value)
    return start, end, "0"


def _is_added_to(value: ast.expr, function: ast.FunctionDef, deep: int) -> bool:
    """Whether a value is an array or a number, to which one can be added: nothing else where that is uncertain."""
    match value:
        case ast.BinOp(left=left, right=right):
            return not isinstance(left, _SEQUENCES) and not isinstance(right, _SEQUENCES)
        case ast.UnaryOp(op=op):
            return not isinstance(op, ast.Not)
        case ast.Call(func=ast.Attribute(attr=word), args=args):
            return word in _ARRAYS and (word != "where" or len(args) == 3)
        case ast.Subscript(value=ast.Name(id=name)):
            return name in {parameter.arg for parameter, _ in parameters(function)}
        case ast.Name(id=name) if deep:
            given = [node.value for node in ast.walk(function) if isinstance(node, ast.Assign) and _binds(node, name)]
            sure = all(_is_added_to(each, function, deep - 1) for each in given)
            return bool(given) and sure and _times_bound(function, name) == len(given)
    return False


def _binds(node: ast.Assign, name: str) -> bool:
    return any(isinstance(target, ast.Name) and target.id == name for target in node.targets)


def _times_bound(function: ast.FunctionDef, name: str) -> int:
    """How often a name is given a value; what is added to it in place stays what it is."""
    added = {node.target for node in ast.walk(function) if isinstance(node, ast.AugAssign)}
    stored = (node for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    return sum(node.id == name and node not in added for node in stored)


def _span(text: str, node: ast.expr) -> tuple[int, int]:
    every = lines(text)
    starts = [0]
    for line in every:
        starts.append(starts[-1] + len(line) + 1)
    start = starts[node.lineno - 1] + characters(every[node.lineno - 1], node.col_offset)
    last = node.end_lineno or node.lineno
    return start, starts[last - 1] + characters(every[last - 1], node.end_col_offset or 0)
