"""Where a function is that is not where it should be: in a class, in the main block, under another name."""

import ast
from collections.abc import Iterator
from difflib import get_close_matches

from checks.language.syntax import is_main_block
from checks.language.toplevel import Definition, Function, statements
from checks.model.assignment import Task
from checks.printable import one_line
from checks.written import parameters_of

_MOST_NAMES = 50
_LONGEST_NAME = 100


def where_it_is(module: ast.Module, task: Task) -> tuple[str, str, int | None]:
    """Return message, hint and line for a file that does not define the task's function."""
    missing = f"there is no function `{task.function}` in the file"
    for place, hint, line in _hidden(module, task.function):
        return f"`{task.function}` cannot be imported: it is defined {place}", hint, line
    there = _functions(module)
    names = list(there)[:_MOST_NAMES]
    near = names if len(names) == 1 else get_close_matches(task.function, names, n=1)
    if near:
        there_is = one_line(near[0])
        hint = f"Rename `{there_is}` to `{task.function}`, letter by letter, if it is the one you mean."
        return f"{missing}; it defines `{there_is}`", hint, there[near[0]]
    wanted = f"def {task.function}({parameters_of(task)}):"
    if names:
        shown = ", ".join(f"`{one_line(name)}`" for name in names[:5])
        return f"{missing}; it defines {shown}", f"Name the function of this task with `{wanted}`.", None
    return f"{missing}, and no other function", f"Define it with `{wanted}`.", None


def _hidden(module: ast.Module, name: str) -> Iterator[tuple[str, str, int]]:
    """Yield place, hint and line of each function of this name that importing the file does not show."""
    for outer, inner in _pairs(module):
        if not isinstance(inner, Definition) or inner.name != name:
            continue
        if isinstance(outer, ast.ClassDef):
            yield (
                f"inside the class `{one_line(outer.name, 80)}`",
                "Move it out of the class, to the left edge of the file, and take `self` away.",
                inner.lineno,
            )
        elif isinstance(outer, Function):
            yield (
                f"inside the function `{one_line(outer.name, 80)}`",
                "Move it out of that function, to the left edge of the file.",
                inner.lineno,
            )
        else:
            yield (
                'under `if __name__ == "__main__":`, which an import does not run',
                "Move it above that line, to the left edge of the file.",
                inner.lineno,
            )


def _pairs(module: ast.Module) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Yield each node that a definition or a main block holds, with the innermost one that does."""
    waiting: list[tuple[ast.AST, ast.AST]] = [(module, module)]
    while waiting:
        outer, node = waiting.pop()
        if outer is not module:
            yield outer, node
        opens = isinstance(node, Definition) or (isinstance(node, ast.stmt) and is_main_block(node))
        inside = node if opens else outer
        waiting.extend((inside, child) for child in reversed(list(ast.iter_child_nodes(node))))


def _functions(module: ast.Module) -> dict[str, int]:
    """Return the functions that importing the file defines, with their lines."""
    return {
        node.name: node.lineno
        for node, _ in statements(module.body)
        if isinstance(node, Function) and len(node.name) <= _LONGEST_NAME
    }
