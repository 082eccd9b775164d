"""What stands around the expressions of a function: its names by what they hold, the words of the model solution."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from checks.exercises.modelled.guesses.slots import Function, statements_of
from checks.model.arguments import ArrayOf, IntegerOf, PairOf
from checks.model.assignment import Task

Kind = Literal["size", "array", "pair", "other"]
COUNTS = ("len", "int", "round", "abs", "min", "max", "ceil", "floor")
MAKES_NUMBERS = ("sum", "mean", "max", "min", "dot", "argmax", "argmin", "std", "var")


MADE_OF = {"std": ("sqrt", "square", "mean"), "var": ("square", "mean"), "norm": ("sqrt", "square"), "mean": ("sum",)}
"""Functions that whoever does not call them makes of these."""


class Setting(Struct, frozen=True, eq=False):
    """What edits of one function may use: its own names by kind, and what the model solution has.

    `words` are the names of functions, methods and keywords of the model solution, `missing` those functions of one
    argument of it that the student's text never calls, `floats` and `texts` its constants. `whole` are parameters that
    hold whole numbers of a small type, `numpy` is what the file calls numpy, "" where it does not.
    """

    kinds: Mapping[str, Kind]
    lines: Mapping[str, int]
    words: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    keywords: Mapping[str, tuple[tuple[ast.keyword, ...], ...]] = {}
    operands: tuple[tuple[ast.operator, ast.expr], ...] = ()
    numbers: tuple[float, ...] = ()
    texts: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    numpy: str = ""

    def beside(self, name: str, line: int) -> tuple[str, ...]:
        """The other names of the same kind that have a value in a line."""
        kind = self.kinds.get(name)
        alike = (each for each, other in self.kinds.items() if other == kind and each != name)
        return tuple(each for each in alike if self.lines[each] < line)


def numpy_of(module: ast.Module) -> str:
    """What a module calls numpy."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name == "numpy":
                    return alias.asname or "numpy"
    return ""


def kinds_of(function: Function, task: Task) -> tuple[dict[str, Kind], dict[str, int]]:
    """What each name of a function holds, as far as the text tells, and the line in which it first has a value."""
    kinds: dict[str, Kind] = {}
    lines: dict[str, int] = {}
    forms = [argument.form for argument in task.arguments]
    parameters = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    for place, name in enumerate(parameters):
        form = forms[place] if place < len(forms) and function.name == task.function else None
        kinds[name] = _kind_of_form(form)
        lines[name] = 0
    for name, kind, line in _bound(function, kinds):
        if name not in kinds:
            kinds[name], lines[name] = kind, line
    return kinds, lines


def _kind_of_form(form: object) -> Kind:
    if isinstance(form, ArrayOf):
        return "array"
    return "size" if isinstance(form, IntegerOf) else "pair" if isinstance(form, PairOf) else "other"


def _bound(function: Function, kinds: Mapping[str, Kind]) -> Iterator[tuple[str, Kind, int]]:
    """Lazily, so that what is known of names before tells of those after them."""
    for statement in statements_of(function):
        match statement:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    yield from _of_target(target, value, kinds, statement.lineno)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, kind_of(value, kinds), statement.lineno
            case ast.For(target=target, iter=iterable):
                yield from _of_loop(target, iterable, kinds, statement.lineno)
        for node in _own_nodes(statement):
            if isinstance(node, ast.comprehension):
                yield from _of_loop(node.target, node.iter, kinds, statement.lineno)


def _own_nodes(statement: ast.stmt) -> Iterator[ast.AST]:
    """The nodes of a statement but for those of the statements in it."""
    left: list[ast.AST] = [statement]
    while left:
        node = left.pop()
        yield node
        left += (child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt))


def _of_target(
    target: ast.expr, value: ast.expr, kinds: Mapping[str, Kind], line: int
) -> Iterator[tuple[str, Kind, int]]:
    if isinstance(target, ast.Name):
        yield target.id, kind_of(value, kinds), line
    elif isinstance(target, ast.Tuple):
        values = value.elts if isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts) else None
        for place, each in enumerate(target.elts):
            if isinstance(each, ast.Name):
                yield each.id, kind_of(values[place], kinds) if values else _kind_of_part(value, kinds), line


def _kind_of_part(value: ast.expr, kinds: Mapping[str, Kind]) -> Kind:
    return "size" if kind_of(value, kinds) == "pair" else "other"


def _of_loop(
    target: ast.expr, iterable: ast.expr, kinds: Mapping[str, Kind], line: int
) -> Iterator[tuple[str, Kind, int]]:
    called = iterable.func.id if isinstance(iterable, ast.Call) and isinstance(iterable.func, ast.Name) else ""
    if isinstance(target, ast.Name):
        yield target.id, "size" if called == "range" else "other", line
    elif isinstance(target, ast.Tuple):
        for place, each in enumerate(target.elts):
            if isinstance(each, ast.Name):
                yield each.id, "size" if called == "enumerate" and place == 0 else "other", line


def kind_of(node: ast.expr, kinds: Mapping[str, Kind]) -> Kind:
    """What an expression gives."""
    match node:
        case ast.Name(id=name):
            return kinds.get(name, "other")
        case ast.Constant(value=int()) | ast.Attribute(attr="size" | "ndim"):
            return "size"
        case ast.Attribute(attr="shape"):
            return "pair"
        case ast.Attribute(attr="T", value=inner) | ast.UnaryOp(operand=inner):
            return kind_of(inner, kinds)
        case ast.Subscript(value=value):
            return "size" if kind_of(value, kinds) == "pair" else kind_of(value, kinds)
        case ast.BinOp(left=left, right=right):
            both = {kind_of(left, kinds), kind_of(right, kinds)}
            return "array" if "array" in both else "size" if both == {"size"} else "other"
        case ast.Call():
            return _kind_of_call(node)
    return "other"


def _kind_of_call(node: ast.Call) -> Kind:
    name = called_name(node)
    if isinstance(node.func, ast.Name):
        return "size" if name in COUNTS else "other"
    is_number = name in MAKES_NUMBERS and not any(each.arg == "axis" for each in node.keywords)
    return "other" if is_number else "array"


def of_model(model: Function, student: Iterable[ast.AST]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The names of functions, methods and keywords of the model solution, and the functions that others never call."""
    own = frozenset(_called(ast.walk(model)))
    theirs = frozenset(_called(student))
    keywords = {each.arg for each in ast.walk(model) if isinstance(each, ast.keyword) and each.arg}
    operators = {type(each.op).__name__ for each in ast.walk(model) if isinstance(each, ast.BinOp | ast.AugAssign)}
    meant = own | {other for each in own for other in MADE_OF.get(each, ())}
    return meant | keywords | operators, tuple(sorted(meant - theirs))


def _called(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Call):
            name = called_name(node)
            if name:
                yield name
        elif isinstance(node, ast.Attribute) and node.attr == "T":
            yield "T"


def called_name(node: ast.AST) -> str:
    """The name of the function or the method that a node calls; "" where it calls none that has one."""
    if not isinstance(node, ast.Call):
        return ""
    return str(getattr(node.func, "attr", getattr(node.func, "id", "")))
