"""Rewrites of a whole program: names, helpers, classes, what stands around the work."""

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from checks.language.nodes import called, expression, statement
from grader.verify.rewritings.trees import ANY, Rewrite, Wanted, everywhere

CANVAS = '''

def framed(array, widths):
    """Zeros around an array, by an assignment."""
    (top, bottom), (left, right) = np.broadcast_to(widths, (array.ndim, 2))[1:3]
    m, h, w, *c = array.shape
    canvas = np.zeros((m, top + h + bottom, left + w + right, *c), array.dtype)
    canvas[:, top:top + h, left:left + w] = array
    return canvas
'''
JOINED = '''

def framed(array, widths):
    """Zeros around an array, joined to it side by side."""
    (top, bottom), (left, right) = np.broadcast_to(widths, (array.ndim, 2))[1:3]
    m, h, w, *c = array.shape
    above, below = np.zeros((m, top, w, *c), array.dtype), np.zeros((m, bottom, w, *c), array.dtype)
    array = np.concatenate((above, array, below), axis=1)
    h = top + h + bottom
    before, after = np.zeros((m, h, left, *c), array.dtype), np.zeros((m, h, right, *c), array.dtype)
    return np.concatenate((before, array, after), axis=2)
'''
DECORATOR = '''def plain(function):
    """Call a function as it is."""
    def wrapper(*arguments, **named):
        """Pass on what is given."""
        return function(*arguments, **named)
    return wrapper


@plain
'''


class _Asked(NamedTuple):
    """The function that the task asks for: where its `def` stands, its name, and its parameters as they are written."""

    start: int
    end: int
    name: str
    written: str

    @property
    def parameters(self) -> ast.arguments:
        function = ast.parse(f"def f({self.written}): pass").body[0]
        assert isinstance(function, ast.FunctionDef)
        return function.args

    @property
    def names(self) -> list[str]:
        return [parameter.arg for parameter in self.parameters.args]

    @property
    def plain(self) -> bool:
        """Whether every parameter may be given by its place."""
        parameters = self.parameters
        others = (*parameters.posonlyargs, *parameters.kwonlyargs, parameters.vararg, parameters.kwarg)
        return not any(others)


def _asked(program: str, wanted: Wanted) -> _Asked | None:
    """Nothing where its `def` is not in one line."""
    definition = rf"^def ({re.escape(wanted.function)})\((.*)\)(?: -> .*)?:$"
    found = re.search(definition, program, re.MULTILINE) if wanted.function else None
    return _Asked(found.start(), found.end(), *found.groups()) if found else None


def _of_function(change: Callable[[str, _Asked, Wanted], str]) -> Rewrite:
    """A rewrite of a program in which the function that is asked for is found."""

    def rewrite(program: str, wanted: Wanted = ANY, /) -> str:
        asked = _asked(program, wanted)
        return program if asked is None or not asked.plain else change(program, asked, wanted)

    return rewrite


def _defined(program: str, asked: _Asked, parameters: str) -> str:
    """A program whose function has its parameters written in another way."""
    return f"{program[: asked.start]}def {asked.name}({parameters}):{program[asked.end :]}"


def _framed(helper: str) -> Rewrite:
    """Another routine for np.pad."""

    def change(node: ast.AST) -> ast.AST | None:
        if not called(node, "pad"):
            return None
        widths = node.args[1] if len(node.args) > 1 else node.keywords[0].value
        return expression("framed(array, widths)", array=node.args[0], widths=widths)

    def rewrite(program: str, _wanted: Wanted = ANY, /) -> str:
        changed = everywhere(change)(program)
        return f"{changed}\n{helper}" if "framed(" in changed else program

    return rewrite


def _with_other_names(program: str, names: Mapping[str, str]) -> str:
    """A program whose variables and parameters have other names."""
    tree = ast.parse(program)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
        elif isinstance(node, ast.arg):
            node.arg = names.get(node.arg, node.arg)
    return ast.unparse(tree)


def _renamed(program: str, _wanted: Wanted = ANY, /) -> str:
    nodes = list(ast.walk(ast.parse(program)))
    names = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return _with_other_names(program, {name: f"{name}_of_it" for name in names})


@_of_function
def _parameters_renamed(program: str, asked: _Asked, _wanted: Wanted) -> str:
    return _with_other_names(program, {name: f"the_{name}" for name in asked.names})


def _by_full_name(program: str, _wanted: Wanted = ANY, /) -> str:
    return re.sub(r"\bnp\.", "numpy.", program.replace("import numpy as np", "import numpy"))


def _named_axes(program: str, _wanted: Wanted = ANY, /) -> str:
    found = re.search(r"axis=(\([\d, ]+\))", program)
    if found is None:
        return program
    changed = program.replace(found[0], "axis=AXES")
    return changed.replace("import numpy as np\n", f"import numpy as np\nAXES = {found[1]}\n", 1)


@_of_function
def _hinted(program: str, asked: _Asked, wanted: Wanted) -> str:
    parameters = asked.parameters
    for parameter in parameters.args:
        if parameter.arg in wanted.arrays:
            parameter.annotation = expression("np.ndarray")
    text = _defined(program, asked, ast.unparse(parameters))
    return f"{text[: asked.start]}{text[asked.start :].replace('):', ') -> object:', 1)}"


@_of_function
def _one_more(program: str, asked: _Asked, _wanted: Wanted) -> str:
    return _defined(program, asked, f"{asked.written}, verbose=False")


@_of_function
def _no_defaults_at_first(program: str, asked: _Asked, wanted: Wanted) -> str:
    """None for every default, and what it stands for within."""
    parameters = asked.parameters
    values = list(zip(parameters.args[-len(parameters.defaults) :], parameters.defaults, strict=False))
    parameters.defaults = [ast.Constant(None) for _ in parameters.defaults]
    lines = [
        f"{parameter.arg} = {ast.unparse(default)} if {parameter.arg} is None else {parameter.arg}"
        for parameter, default in values
    ]
    return _begun(_defined(program, asked, ast.unparse(parameters)), wanted, lines) if lines else program


def _in_a_function(*, by_name: bool = False) -> Rewrite:
    """The work in a function that the task's calls, with what is given after the first by name or by place."""

    @_of_function
    def rewrite(program: str, asked: _Asked, _wanted: Wanted) -> str:
        helper = program.replace(f"def {asked.name}(", "def work(", 1)
        given = ", ".join(f"{name}={name}" if by_name and place else name for place, name in enumerate(asked.names))
        call = f'"""Return the result."""\n    return work({given})'
        return f"{helper}\n\n\ndef {asked.name}({asked.written}):\n    {call}\n"

    return rewrite


@_of_function
def _in_a_class(program: str, asked: _Asked, _wanted: Wanted) -> str:
    end = re.search(r"\n(?=\S)", program[asked.end :])
    stop = asked.end + end.start() if end else len(program)
    method = program[asked.start : stop].rstrip().replace(f"def {asked.name}(", "def __call__(self, ", 1)
    lines = "\n".join(f"    {line}" if line else "" for line in method.splitlines())
    call = f'"""Return the result."""\n    return Work()({", ".join(asked.names)})'
    function = f"def {asked.name}({asked.written}):\n    {call}\n"
    before, after = program[: asked.start], program[stop:]
    return f'{before}class Work:\n    """Does the work."""\n\n{lines}\n\n\n{function}\n{after}'


@_of_function
def _decorated(program: str, asked: _Asked, _wanted: Wanted) -> str:
    return program[: asked.start] + DECORATOR + program[asked.start :]


def _at_the_start(*statements: str, first: bool = False) -> Rewrite:
    """A statement for each array that the function is given, or for the first alone, before all others."""

    def rewrite(program: str, wanted: Wanted = ANY, /) -> str:
        arrays = wanted.arrays[:1] if first else wanted.arrays
        return _begun(program, wanted, [text.format(name) for name in arrays for text in statements])

    return rewrite


def _begun(program: str, wanted: Wanted, lines: Sequence[str]) -> str:
    """Statements before all others of the function."""
    tree = ast.parse(program)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == wanted.function:
            first = 1 if ast.get_docstring(node, clean=False) is not None else 0
            node.body[first:first] = ast.parse("\n".join(lines)).body
    return ast.unparse(tree)


def _around(text: str) -> Rewrite:
    """A statement around all that the function does."""

    def rewrite(program: str, wanted: Wanted = ANY, /) -> str:
        tree = ast.parse(program)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name == wanted.function:
                first = 1 if ast.get_docstring(node, clean=False) is not None else 0
                around = statement(text)
                around.body = node.body[first:]  # type: ignore[attr-defined]
                node.body = [*node.body[:first], around]
        return ast.unparse(ast.fix_missing_locations(tree))

    return rewrite


def _early(program: str, wanted: Wanted = ANY, /) -> str:
    if not wanted.function.endswith(("_valid", "_same")) or len(wanted.arrays) != 2:
        return program
    images, taps = wanted.arrays
    return _begun(program, wanted, [f"if {taps}.shape == (1, 1):\n    return {images} * {taps}[0, 0]"])


def _inlined(program: str, wanted: Wanted = ANY, /) -> str:
    """Without the variables that are set once and read once, by the statement behind."""
    tree = ast.parse(program)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == wanted.function:
            for name in dict.fromkeys(each.id for each in ast.walk(node) if isinstance(each, ast.Name)):
                _inline(node, name)
    return ast.unparse(ast.fix_missing_locations(tree))


def _inline(function: ast.FunctionDef, name: str) -> None:
    uses = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == name]
    if [isinstance(node.ctx, ast.Store) for node in uses].count(True) != 1 or len(uses) != 2:
        return
    for body in (each.body for each in ast.walk(function) if isinstance(each, ast.FunctionDef | ast.For | ast.If)):
        for place, (line, behind) in enumerate(pairwise(body)):
            plain = isinstance(line, ast.Assign) and len(line.targets) == 1 and line.targets[0] in uses
            simple = isinstance(behind, ast.Assign | ast.AugAssign | ast.Return | ast.Expr)
            if plain and simple and isinstance(line, ast.Assign) and any(node in uses for node in ast.walk(behind)):
                body[place : place + 2] = [_Put(name, line.value).visit(behind)]
                return


class _Put(ast.NodeTransformer):
    """An expression for a name."""

    def __init__(self, name: str, value: ast.expr) -> None:
        self._name, self._value = name, value

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._value if node.id == self._name and isinstance(node.ctx, ast.Load) else node


def _main_block(program: str, _wanted: Wanted = ANY, /) -> str:
    return program + '\n\nif __name__ == "__main__":\n    print(np.__version__)\n'


WHOLES: dict[str, Rewrite] = {
    "variables renamed": _renamed,
    "parameters renamed": _parameters_renamed,
    "zeros and an assignment for np.pad": _framed(CANVAS),
    "arrays joined for np.pad": _framed(JOINED),
    "the axes named at the top": _named_axes,
    "type hints": _hinted,
    "assertions": _at_the_start("assert {0}.ndim >= 0"),
    "floats on entry": _at_the_start("{0} = {0}.astype(float)", first=True),
    "float32 on entry": _at_the_start("{0} = {0}.astype(np.float32)"),
    "the first array in float32": _at_the_start("{0} = {0}.astype('float32')", first=True),
    "copies in Fortran's order": _at_the_start("{0} = np.array({0}, order='F')"),
    "a print": _at_the_start("print('given', {0}.shape)", first=True),
    "an early return": _early,
    "variables put where they are read": _inlined,
    "within np.errstate": _around("with np.errstate(all='ignore'):\n    pass"),
    "within try and finally": _around("try:\n    pass\nfinally:\n    done = True"),
    "a decorator": _decorated,
    "a helper function": _in_a_function(),
    "a helper function by name": _in_a_function(by_name=True),
    "a parameter more": _one_more,
    "defaults filled in within": _no_defaults_at_first,
    "a class that is called": _in_a_class,
    "a main block": _main_block,
    "numpy by its full name": _by_full_name,  # last: what else writes `np.` comes before it
}
