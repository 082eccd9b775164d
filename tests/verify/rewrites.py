"""Changes to a right program that keep what it does: what an autograder must not take offence at."""

import ast
import copy
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

Rewrite = Callable[[str], str]


class Rewritten(NamedTuple):
    """A program that was changed and does the same: what was done, and the program."""

    change: str
    program: str


def rewrites(program: str) -> Iterator[Rewritten]:
    """Every rewrite that applies to a program, alone and the one after it on top."""
    found = [(name, text) for name, change in REWRITES.items() if (text := _applied(program, change))]
    for name, text in found:
        yield Rewritten(name, text)
    names = [name for name, _ in found if name != ALONE]
    for (name, text), other in zip(found, names[1:], strict=False):
        both = _applied(text, REWRITES[other])
        if both:
            yield Rewritten(f"{name}, {other}", both)


def _applied(program: str, change: Rewrite) -> str:
    text = change(program)
    return text if text != program and ast.dump(ast.parse(text)) != ast.dump(ast.parse(program)) else ""


def _by_tree(change: Callable[[ast.AST], ast.AST | None]) -> Rewrite:
    def rewrite(program: str) -> str:
        tree = _Everywhere(change).visit(ast.parse(program))
        return ast.unparse(ast.fix_missing_locations(tree))

    return rewrite


class _Everywhere(ast.NodeTransformer):
    def __init__(self, change: Callable[[ast.AST], ast.AST | None]) -> None:
        self._change = change

    def visit(self, node: ast.AST) -> ast.AST:
        """The node changed where that applies, what is in it first."""
        node = super().generic_visit(node)
        return self._change(node) or node


def _named(node: ast.AST, *names: str) -> bool:
    if not isinstance(node, ast.Call):
        return False
    return getattr(node.func, "attr", getattr(node.func, "id", "")) in names


def _call(node: ast.AST, text: str, *arguments: ast.expr) -> ast.AST:
    call = ast.parse(text, mode="eval").body
    assert isinstance(call, ast.Call)
    call.args += list(arguments)
    return ast.copy_location(call, node)


def _commuted(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add | ast.Mult):
        return None
    if isinstance(node.left, ast.Tuple) or isinstance(node.right, ast.Tuple):
        return None
    return ast.BinOp(node.right, node.op, node.left)


def _range_from_zero(node: ast.AST) -> ast.AST | None:
    if not _named(node, "range") or len(node.args) != 1:
        return None
    return _call(node, "range(0)", *node.args)


def _arange(node: ast.AST) -> ast.AST | None:
    if not _named(node, "range"):
        return None
    return _call(node, "np.arange()", *node.args)


def _zeros_of(dtype: str) -> Callable[[ast.AST], ast.AST | None]:
    def change(node: ast.AST) -> ast.AST | None:
        if not _named(node, "zeros") or len(node.args) != 1 or node.keywords:
            return None
        new = copy.copy(node)
        new.keywords = [ast.keyword("dtype", ast.parse(dtype, mode="eval").body)]
        return new

    return change


def _pad_named(node: ast.AST) -> ast.AST | None:
    if not _named(node, "pad") or node.keywords:
        return None
    new = copy.copy(node)
    new.args = node.args[:2]
    new.keywords = [ast.keyword("mode", ast.Constant("constant")), ast.keyword("constant_values", ast.Constant(0))]
    return new


def _plain_assignment(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.AugAssign) or not isinstance(node.target, ast.Name):
        return None
    return ast.Assign([node.target], ast.BinOp(ast.Name(node.target.id, ast.Load()), node.op, node.value))


def _sum_twice(node: ast.AST) -> ast.AST | None:
    if not _named(node, "sum") or not node.keywords or ast.unparse(node.keywords[0].value) != "(1, 2)":
        return None
    new = copy.deepcopy(node)
    new.keywords[0].value = ast.Constant(2)
    return ast.Call(ast.Attribute(new, "sum", ast.Load()), [ast.Constant(1)], [])


def _multiply(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Mult):
        return None
    if "kernel" not in ast.unparse(node.right):
        return None
    return _call(node, "np.multiply()", node.left, node.right)


def _renamed(program: str) -> str:
    names = {n.id for n in ast.walk(ast.parse(program)) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    for name in sorted(names):
        program = re.sub(rf"(?<![.\w]){name}(?!\w|=[^=])", f"{name}_of_it", program)
    return program


def _loops_swapped(node: ast.AST) -> ast.AST | None:
    inner = node.body[0] if isinstance(node, ast.For) and len(node.body) == 1 else None
    if not isinstance(node, ast.For) or not isinstance(inner, ast.For):
        return None
    within = ast.For(node.target, node.iter, inner.body, [])
    return ast.For(inner.target, inner.iter, [within], [])


def _two_loops(node: ast.AST) -> "tuple[ast.For, ast.For, ast.expr, ast.expr] | None":
    inner = node.body[0] if isinstance(node, ast.For) and len(node.body) == 1 else None
    if not isinstance(node, ast.For) or not isinstance(inner, ast.For):
        return None
    outer_call, inner_call = node.iter, inner.iter
    if not (_named(outer_call, "range") and _named(inner_call, "range")):
        return None
    return node, inner, outer_call.args[0], inner_call.args[0]


def _ndindex(node: ast.AST) -> ast.AST | None:
    found = _two_loops(node)
    if found is None:
        return None
    outer, inner, rows, columns = found
    target = ast.Tuple([outer.target, inner.target], ast.Store())
    return ast.For(target, _call(node, "np.ndindex()", rows, columns), inner.body, [])


def _flattened(node: ast.AST) -> ast.AST | None:
    found = _two_loops(node)
    if found is None:
        return None
    outer, inner, rows, columns = found
    place = ast.Tuple([outer.target, inner.target], ast.Store())
    step = ast.Assign([place], _call(node, "divmod(place)", columns))
    count = _call(node, "range()", ast.BinOp(rows, ast.Mult(), columns))
    return ast.For(ast.Name("place", ast.Store()), count, [step, *inner.body], [])


def _enumerated(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.For) or not _named(node.iter, "range"):
        return None
    target = ast.Tuple([node.target, ast.Name("_", ast.Store())], ast.Store())
    return ast.For(target, _call(node, "enumerate()", node.iter), node.body, [])


def _in_a_function(program: str) -> str:
    """The whole work in a helper that the function calls."""
    found = re.search(r"^def (\w+)\((.*)\):$", program, re.MULTILINE)
    assert found is not None
    name, parameters = found.groups()
    helper = program.replace(f"def {name}(", "def work(", 1)
    call = f'"""Return the convolved images."""\n    return work({parameters})'
    return f"{helper}\n\n\ndef {name}({parameters}):\n    {call}\n"


def _in_a_class(program: str) -> str:
    """A class whose method does the work."""
    helper = _in_a_function(program)
    start, end = helper.index("def work("), helper.rindex("\n\n\ndef ")
    method = "@staticmethod\n" + helper[start:end]
    indented = "\n".join(f"    {line}" if line else "" for line in method.splitlines())
    text = helper[:start] + f'class Work:\n    """Does the work."""\n\n{indented}' + helper[end:]
    return text.replace("return work(", "return Work.work(")


def _checked(program: str) -> str:
    """Assertions on what is given."""
    return _at_the_start(program, "assert images.ndim == 3 and kernel.ndim == 2")


def _copied(program: str) -> str:
    """Floats, made on entry."""
    return _at_the_start(program, "images = images.astype(float)")


def _at_the_start(program: str, statement: str) -> str:
    return re.sub(r'(\n    """(?:[^"]|"(?!""))*"""\n)', rf"\1    {statement}\n", program, count=1)


def _main_block(program: str) -> str:
    return program + '\n\nif __name__ == "__main__":\n    print(np.__version__)\n'


ALONE = "a class"  # what comes after it would have to know how deep the function is

REWRITES: dict[str, Rewrite] = {
    "sums and products commuted": _by_tree(_commuted),
    "ranges from 0": _by_tree(_range_from_zero),
    "np.arange for range": _by_tree(_arange),
    "float64 said": _by_tree(_zeros_of("np.float64")),
    "float32": _by_tree(_zeros_of("'float32'")),
    "np.pad said in full": _by_tree(_pad_named),
    "x = x + y for +=": _by_tree(_plain_assignment),
    "one axis summed after the other": _by_tree(_sum_twice),
    "np.multiply": _by_tree(_multiply),
    "variables renamed": _renamed,
    "loops swapped": _by_tree(_loops_swapped),
    "np.ndindex": _by_tree(_ndindex),
    "one flat loop": _by_tree(_flattened),
    "enumerate": _by_tree(_enumerated),
    "a helper function": _in_a_function,
    "assertions": _checked,
    "floats on entry": _copied,
    "a main block": _main_block,
    ALONE: _in_a_class,
}
