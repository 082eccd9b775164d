"""What is returned, and that it is once all is done."""

import ast
from collections.abc import Iterator

from checks.exercises.causes.parts import is_named
from checks.exercises.convolution.parts.around import Around
from checks.model import Edit, Part


def returned(around: Around) -> Iterator[Part]:
    """Each return of something else than the result, one that stands in a loop, and one that is not there."""
    function, text, result = around.function, around.text, str(around.nest.result)
    own = [node for node in function.returns if not _is_in_helper(around, node)]
    right, name = f"return {result}", "what is returned"
    for node in own:
        if node in function.in_loops:
            edits = (text.instead(node, "pass"), *_at_the_end(around))
            told = f"`{right}` belongs below the loops"
            yield around.part("return", "where the function ends", node, told, edits, "early_return")
        elif node.value is not None and not (isinstance(node.value, ast.Name) and node.value.id == result):
            pads = isinstance(node.value, ast.Call) and is_named(node.value.func, {"pad"})
            cause = "padded_result" if pads else ""
            yield around.part("return", name, node, right, (text.instead(node.value, result),), cause)
    if not own and (end := _at_the_end(around)):
        last = function.node.body[-1]
        line = last.end_lineno or last.lineno
        yield Part(id="return", name=name, line=line, written="", right=right, edits=end, cause="returns_none")


def _at_the_end(around: Around) -> tuple[Edit, ...]:
    last, text = around.function.node.body[-1], around.text
    indent = text.indent(last)
    end = text.end(last)
    return () if indent is None else (Edit(end, end, f"\n{indent}return {around.nest.result}"),)


def _is_in_helper(around: Around, node: ast.Return) -> bool:
    nested = [
        inner
        for inner in around.function.nodes
        if isinstance(inner, ast.FunctionDef | ast.Lambda) and inner is not around.function.node
    ]
    return any(node in {*ast.walk(inner)} for inner in nested)
