"""Small wrong changes to a right program, by what they change."""

import ast
from collections.abc import Mapping

from checks.language.nodes import Change
from grader.verify.changes import arrays, general, loops, names, numbers, places

Kinds = Mapping[str, Mapping[str, Change]]
KINDS: Kinds = {
    "arithmetic": numbers.ARITHMETIC,
    "comparison": numbers.COMPARISON,
    "constant": numbers.CONSTANT,
    "bounds": places.BOUNDS,
    "index": places.INDEX,
    "axis": places.AXIS,
    "order of arguments": places.ORDER,
    "dtype": arrays.DTYPE,
    "padding": arrays.PADDING,
    "filling": arrays.FILLING,
    "kernel": arrays.KERNEL,
    "images": arrays.IMAGES,
    "result": arrays.RESULT,
    "loop": loops.LOOP,
    "statement": loops.STATEMENT,
}


def kinds_for(program: str, function: str, given: tuple[str, ...]) -> Kinds:
    """The changes that are made where nothing else than a program tells what is right.

    Of an exercise of which the grader knows more every mutant that survives is looked at by somebody: there KINDS are
    the changes. `given` are parameters of the function that are numbers or arrays of these.
    """
    found = (each for each in ast.parse(program).body if isinstance(each, ast.FunctionDef) and each.name == function)
    node = next(found, None)
    of_it = names.of_function(node, given) if node is not None else {}
    every = dict.fromkeys((*KINDS, *general.GENERAL, *of_it))
    return {name: {**KINDS.get(name, {}), **general.GENERAL.get(name, {}), **of_it.get(name, {})} for name in every}
