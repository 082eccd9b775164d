"""Rewrites of a whole program: names, helpers, classes, what stands around the work."""

import ast
import re

from tests.verify.changes.nodes import called, expression
from tests.verify.rewritings.trees import Rewrite, everywhere

CANVAS = '''

def framed(array, widths):
    """Zeros around an array, by an assignment."""
    (_, _), (top, bottom), (left, right) = widths
    m, h, w = array.shape
    canvas = np.zeros((m, top + h + bottom, left + w + right), array.dtype)
    canvas[:, top:top + h, left:left + w] = array
    return canvas
'''
JOINED = '''

def framed(array, widths):
    """Zeros around an array, joined to it side by side."""
    (_, _), (top, bottom), (left, right) = widths
    m, h, w = array.shape
    above, below = np.zeros((m, top, w), array.dtype), np.zeros((m, bottom, w), array.dtype)
    array = np.concatenate((above, array, below), axis=1)
    h = top + h + bottom
    before, after = np.zeros((m, h, left), array.dtype), np.zeros((m, h, right), array.dtype)
    return np.concatenate((before, array, after), axis=2)
'''
DECORATOR = '''def plain(function):
    """Call a function as it is."""
    def wrapper(*arguments):
        """Pass on what is given."""
        return function(*arguments)
    return wrapper


@plain
'''
DEFINITION = re.compile(r"^def (convolve\w+)\((.*)\):$", re.MULTILINE)


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


def _renamed(program: str) -> str:
    names = {n.id for n in ast.walk(ast.parse(program)) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    for name in sorted(names):
        program = re.sub(rf"(?<![.\w]){name}(?!\w|=[^=])", f"{name}_of_it", program)
    return program


def _parameters_renamed(program: str) -> str:
    found = DEFINITION.search(program)
    assert found is not None
    for name in found[2].split(", "):
        program = re.sub(rf"(?<![.\w]){name}(?!\w|=[^=])", f"the_{name}", program)
    return program


def _by_full_name(program: str) -> str:
    return re.sub(r"\bnp\.", "numpy.", program.replace("import numpy as np", "import numpy"))


def _named_axes(program: str) -> str:
    changed = program.replace("axis=(1, 2)", "axis=AXES")
    return changed.replace("import numpy as np\n", "import numpy as np\nAXES = (1, 2)\n", 1)


def _hinted(program: str) -> str:
    def signature(found: re.Match[str]) -> str:
        kinds = {"images": "np.ndarray", "kernel": "np.ndarray", "padding": "tuple[int, int]"}
        parameters = ", ".join(f"{name}: {kinds[name]}" for name in found[2].split(", "))
        return f"def {found[1]}({parameters}) -> np.ndarray:"

    return DEFINITION.sub(signature, program, count=1)


def _in_a_function(program: str) -> str:
    found = DEFINITION.search(program)
    assert found is not None
    name, parameters = found.groups()
    helper = program.replace(f"def {name}(", "def work(", 1)
    call = f'"""Return the convolved images."""\n    return work({parameters})'
    return f"{helper}\n\n\ndef {name}({parameters}):\n    {call}\n"


def _in_a_class(program: str) -> str:
    found = DEFINITION.search(program)
    assert found is not None
    name, parameters = found.groups()
    end = re.search(r"\n(?=\S)", program[found.end() :])
    stop = found.end() + end.start() if end else len(program)
    method = program[found.start() : stop].rstrip().replace(f"def {name}(", "def __call__(self, ", 1)
    lines = "\n".join(f"    {line}" if line else "" for line in method.splitlines())
    call = f'def {name}({parameters}):\n    """Return the convolved images."""\n    return Work()({parameters})\n'
    before, after = program[: found.start()], program[stop:]
    return f'{before}class Work:\n    """Does the work."""\n\n{lines}\n\n\n{call}\n{after}'


def _decorated(program: str) -> str:
    return DEFINITION.sub(lambda found: DECORATOR + found[0], program, count=1)


def _at_the_start(*statements: str) -> Rewrite:
    text = "".join(f"    {statement}\n" for statement in statements)

    def rewrite(program: str) -> str:
        return re.sub(r'(\n    """(?:[^"]|"(?!""))*"""\n)', lambda found: found[0] + text, program, count=1)

    return rewrite


def _around(text: str) -> Rewrite:
    """A statement around all that the function does."""

    def rewrite(program: str) -> str:
        tree = ast.parse(program)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("convolve"):
                statement = ast.parse(text).body[0]
                statement.body = node.body[1:]  # type: ignore[attr-defined]
                node.body = [node.body[0], statement]
        return ast.unparse(ast.fix_missing_locations(tree))

    return rewrite


def _early(program: str) -> str:
    found = DEFINITION.search(program)
    if found is None or "padding" in found[1]:
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
    "assertions": _at_the_start("assert images.ndim == 3 and kernel.ndim == 2"),
    "floats on entry": _at_the_start("images = images.astype(float)"),
    "float32 on entry": _at_the_start("images, kernel = images.astype(np.float32), kernel.astype(np.float32)"),
    "images in float32": _at_the_start("images = images.astype('float32')"),
    "copies in Fortran's order": _at_the_start("images, kernel = np.asfortranarray(images), kernel.copy('F')"),
    "a print": _at_the_start("print('images', images.shape)"),
    "an early return": _early,
    "within np.errstate": _around("with np.errstate(all='ignore'):\n    pass"),
    "within try and finally": _around("try:\n    pass\nfinally:\n    done = True"),
    "a decorator": _decorated,
    "a helper function": _in_a_function,
    "a class that is called": _in_a_class,
    "a main block": _main_block,
    "numpy by its full name": _by_full_name,  # last: what else writes `np.` comes before it
}
