"""Changes of one function by what it is given and by the names that it has: its inputs, its variables, its words."""

import ast
from collections.abc import Iterator, Mapping

from checks.language.nodes import Change, Kinds, altered, statement

MOST_NAMES = 12  # of a function, that stand for one another
INPUTS = {
    "without its signs": "np.abs({0})",
    "rounded": "np.round({0})",
    "sorted": "np.sort({0})",
    "in half precision": "np.asarray({0}, np.float16)",
}


def of_function(function: ast.FunctionDef, given: tuple[str, ...]) -> Kinds:
    """Changes of one function by what it is given and by the names it has; `given` are parameters."""
    inputs = {
        f"{name} {words}": _at_the_start(function.name, f"{name} = {text.format(name)}")
        for name in given
        for words, text in INPUTS.items()
    }
    return {
        "input": inputs,
        "name": {"another name": _next_name(dict(_followers(_names(function))))},
        "default": {"another default": _default(_words(function))},
    }


def _at_the_start(name: str, line: str) -> Change:
    """A statement before all others of a function."""

    def change(node: ast.AST) -> ast.AST | None:
        if not isinstance(node, ast.FunctionDef) or node.name != name:
            return None
        first = 1 if ast.get_docstring(node, clean=False) is not None else 0
        return altered(node, body=[*node.body[:first], statement(line), *node.body[first:]])

    return change


def _names(function: ast.FunctionDef) -> list[str]:
    """Its parameters and variables, in the order in which they come."""
    nodes = sorted(
        (node for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)),
        key=lambda node: (node.lineno, node.col_offset),
    )
    every = [*(each.arg for each in function.args.args), *(node.id for node in nodes)]
    return list(dict.fromkeys(every))[:MOST_NAMES]


def _followers(names: list[str]) -> Iterator[tuple[str, str]]:
    if len(names) > 1:
        yield from zip(names, (*names[1:], names[0]), strict=True)


def _next_name(instead: Mapping[str, str]) -> Change:
    def change(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in instead:
            return altered(node, id=instead[node.id])
        return None

    return change


def _words(function: ast.FunctionDef) -> list[str]:
    """The words that it compares with."""
    compared = (node for node in ast.walk(function) if isinstance(node, ast.Compare))
    constants = (each.value for node in compared for each in node.comparators if isinstance(each, ast.Constant))
    return list(dict.fromkeys(value for value in constants if isinstance(value, str)))


def _default(words: list[str]) -> Change:
    """Another word for the last default, if it is one."""

    def change(node: ast.AST) -> ast.AST | None:
        if not isinstance(node, ast.arguments) or not node.defaults:
            return None
        last = node.defaults[-1]
        other = next((word for word in words if isinstance(last, ast.Constant) and word != last.value), None)
        if other is None or not isinstance(last, ast.Constant) or not isinstance(last.value, str):
            return None
        return altered(node, defaults=[*node.defaults[:-1], ast.Constant(other)])

    return change
