"""Rewrites of a whole program: names, helpers, classes, what stands around the work."""

import ast
import re
from collections.abc import Mapping
from typing import NamedTuple

from tests.verify.changes.nodes import called, expression
from tests.verify.rewritings.trees import Rewrite, everywhere

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
DEFINITION = re.compile(r"^def (convolve\w*|pool)\((.*)\):$", re.MULTILINE)


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


def _asked(program: str) -> _Asked:
    found = DEFINITION.search(program)
    assert found is not None
    return _Asked(found.start(), found.end(), *found.groups())


def _defined(program: str, parameters: str) -> str:
    """A program whose function has its parameters written in another way."""
    asked = _asked(program)
    return f"{program[: asked.start]}def {asked.name}({parameters}):{program[asked.end :]}"


def _framed(helper: str) -> Rewrite:
    """Another routine for np.pad."""

    def change(node: ast.AST) -> ast.AST | None:
        if not called(node, "pad"):
            return None
        widths = node.args[1] if len(node.args) > 1 else node.keywords[0].value
        return expression("framed(array, widths)", array=node.args[0], widths=widths)

    def rewrite(program: str) -> str:
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


def _renamed(program: str) -> str:
    nodes = list(ast.walk(ast.parse(program)))
    names = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return _with_other_names(program, {name: f"{name}_of_it" for name in names})


def _parameters_renamed(program: str) -> str:
    return _with_other_names(program, {name: f"the_{name}" for name in _asked(program).names})


def _by_full_name(program: str) -> str:
    return re.sub(r"\bnp\.", "numpy.", program.replace("import numpy as np", "import numpy"))


def _named_axes(program: str) -> str:
    found = re.search(r"axis=(\([\d, ]+\))", program)
    if found is None:
        return program
    changed = program.replace(found[0], "axis=AXES")
    return changed.replace("import numpy as np\n", f"import numpy as np\nAXES = {found[1]}\n", 1)


def _hinted(program: str) -> str:
    kinds = {"padding": "str | tuple[int, int]", "stride": "tuple[int, int]", "kernel_shape": "tuple[int, int]"}
    parameters = _asked(program).parameters
    for parameter in parameters.args:
        parameter.annotation = expression(kinds.get(parameter.arg, "str" if parameter.arg == "mode" else "np.ndarray"))
    return _defined(program, ast.unparse(parameters)).replace("):\n", ") -> np.ndarray:\n", 1)


def _one_more(program: str) -> str:
    return _defined(program, f"{_asked(program).written}, verbose=False")


def _no_defaults_at_first(program: str) -> str:
    """None for every default, and what it stands for within."""
    parameters = _asked(program).parameters
    values = list(zip(parameters.args[-len(parameters.defaults) :], parameters.defaults, strict=False))
    parameters.defaults = [ast.Constant(None) for _ in parameters.defaults]
    lines = [
        f"{parameter.arg} = {ast.unparse(default)} if {parameter.arg} is None else {parameter.arg}"
        for parameter, default in values
    ]
    return _at_the_start(*lines)(_defined(program, ast.unparse(parameters))) if lines else program


def _in_a_function(*named: str) -> Rewrite:
    """The work in a function that the task's calls, with some of what it is given by name."""

    def rewrite(program: str) -> str:
        asked = _asked(program)
        helper = program.replace(f"def {asked.name}(", "def work(", 1)
        given = ", ".join(f"{name}={name}" if name in named else name for name in asked.names)
        call = f'"""Return the result."""\n    return work({given})'
        return f"{helper}\n\n\ndef {asked.name}({asked.written}):\n    {call}\n"

    return rewrite


def _in_a_class(program: str) -> str:
    asked = _asked(program)
    end = re.search(r"\n(?=\S)", program[asked.end :])
    stop = asked.end + end.start() if end else len(program)
    method = program[asked.start : stop].rstrip().replace(f"def {asked.name}(", "def __call__(self, ", 1)
    lines = "\n".join(f"    {line}" if line else "" for line in method.splitlines())
    call = f'"""Return the result."""\n    return Work()({", ".join(asked.names)})'
    function = f"def {asked.name}({asked.written}):\n    {call}\n"
    before, after = program[: asked.start], program[stop:]
    return f'{before}class Work:\n    """Does the work."""\n\n{lines}\n\n\n{function}\n{after}'


def _decorated(program: str) -> str:
    return DEFINITION.sub(lambda found: DECORATOR + found[0], program, count=1)


def _at_the_start(*statements: str) -> Rewrite:
    """Statements before all others, in which `kernel` is what the function calls it, if it is given one."""

    def rewrite(program: str) -> str:
        kernel = next((name for name in _asked(program).names if name in ("kernel", "kernels")), "")
        fitting = [statement for statement in statements if kernel or "kernel" not in statement]
        text = "".join("    " + re.sub(r"\bkernel\b", kernel, statement) + "\n" for statement in fitting)
        return re.sub(r'(\n    """(?:[^"]|"(?!""))*"""\n)', lambda found: found[0] + text, program, count=1)

    return rewrite


def _around(text: str) -> Rewrite:
    """A statement around all that the function does."""

    def rewrite(program: str) -> str:
        tree = ast.parse(program)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name == _asked(program).name:
                statement = ast.parse(text).body[0]
                statement.body = node.body[1:]  # type: ignore[attr-defined]
                node.body = [node.body[0], statement]
        return ast.unparse(ast.fix_missing_locations(tree))

    return rewrite


def _early(program: str) -> str:
    if not _asked(program).name.endswith(("_valid", "_same")):
        return program
    return _at_the_start("if kernel.shape == (1, 1):", "    return images * kernel[0, 0]")(program)


def _main_block(program: str) -> str:
    return program + '\n\nif __name__ == "__main__":\n    print(np.__version__)\n'


WHOLES: dict[str, Rewrite] = {
    "variables renamed": _renamed,
    "parameters renamed": _parameters_renamed,
    "zeros and an assignment for np.pad": _framed(CANVAS),
    "arrays joined for np.pad": _framed(JOINED),
    "the axes named at the top": _named_axes,
    "type hints": _hinted,
    "assertions": _at_the_start("assert images.ndim >= 3", "assert kernel.ndim >= 2"),
    "floats on entry": _at_the_start("images = images.astype(float)"),
    "float32 on entry": _at_the_start("images = images.astype(np.float32)", "kernel = kernel.astype(np.float32)"),
    "images in float32": _at_the_start("images = images.astype('float32')"),
    "copies in Fortran's order": _at_the_start("images = np.asfortranarray(images)", "kernel = kernel.copy('F')"),
    "a print": _at_the_start("print('images', images.shape)"),
    "an early return": _early,
    "within np.errstate": _around("with np.errstate(all='ignore'):\n    pass"),
    "within try and finally": _around("try:\n    pass\nfinally:\n    done = True"),
    "a decorator": _decorated,
    "a helper function": _in_a_function(),
    "a helper function by name": _in_a_function("kernel", "kernels", "padding", "stride", "mode"),
    "a parameter more": _one_more,
    "defaults filled in within": _no_defaults_at_first,
    "a class that is called": _in_a_class,
    "a main block": _main_block,
    "numpy by its full name": _by_full_name,  # last: what else writes `np.` comes before it
}
