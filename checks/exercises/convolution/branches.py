"""Lines where a function asks what its padding is, and what it takes of its stride and of its kernels."""

import ast
from collections.abc import Callable, Iterable, Iterator

from checks.exercises.causes.parts import is_named
from checks.exercises.convolution.origins import Origins

KERNEL, PADDING, STRIDE = 1, 2, 3  # positions of the arguments
NAMES = ("same", "valid")


def _is_text(node: ast.AST, *texts: str) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and (not texts or node.value in texts)


def _branches(file: Origins, name: str) -> Iterator[ast.If]:
    """Those that ask whether the padding has this name."""
    for node in file.nodes:
        if isinstance(node, ast.If) and any(_is_text(part, name) for part in ast.walk(node.test)):
            yield node


def _branch(name: str) -> Callable[[Origins], Iterable[int]]:
    return lambda file: [node.lineno for node in _branches(file, name)][:1]


def _same_zeros(number: int) -> Callable[[Origins], list[int]]:
    """Where the zeros of `same` are worked out: those of the rows first, as a rule."""

    def lines(file: Origins) -> list[int]:
        assigns = (node for branch in _branches(file, "same") for node in branch.body if isinstance(node, ast.Assign))
        worked_out = (node for node in assigns if any(isinstance(part, ast.BinOp) for part in ast.walk(node.value)))
        return [node.lineno for node in worked_out][number : number + 1]

    return lines


def _tuple_branch(file: Origins) -> list[int]:
    """Where it is asked whether the padding is a tuple, else where it is asked first what it is."""
    tests = [node for node in file.nodes if isinstance(node, ast.If)]
    asked = [node.lineno for node in tests if any(is_named(part, {"tuple", "type"}) for part in ast.walk(node.test))]
    of_padding = [node.lineno for node in tests if any(file.is_argument(part, PADDING) for part in ast.walk(node.test))]
    return sorted(asked)[:1] or sorted(of_padding)[:1]


def _tuple_compared(file: Origins) -> Iterator[int]:
    """The padding compared with the type itself, or with another text than its names; its type with a text."""
    for node in file.nodes:
        if isinstance(node, ast.Compare) and len(node.comparators) == 1:
            sides = (node.left, node.comparators[0])
            for one, other in (sides, sides[::-1]):
                is_type = is_named(other, {"tuple"}) or (isinstance(other, ast.Call) and is_named(other.func, {"type"}))
                if file.is_argument(one, PADDING) and (is_type or (_is_text(other) and not _is_text(other, *NAMES))):
                    yield node.lineno
                of_type = isinstance(one, ast.Call) and is_named(one.func, {"type"})
                if of_type and _is_text(other):
                    yield node.lineno


def _stride_taken(file: Origins) -> list[int]:
    """Where a part of the stride is taken that was taken before, or for two names at once; else where it is taken in
    another order than rows and columns."""
    seen: set[str] = set()
    for node in sorted(_assigns(file), key=lambda node: node.lineno):
        taken = [
            ast.unparse(part.slice)
            for part in ast.walk(node.value)
            if isinstance(part, ast.Subscript) and file.is_argument(part.value, STRIDE)
        ]
        if taken and (len(node.targets) > 1 or seen & {*taken} or len({*taken}) < len(taken)):
            return [node.lineno]
        seen |= {*taken}
    return file.of_value(STRIDE)


def _assigns(file: Origins) -> list[ast.Assign]:
    return [node for node in file.nodes if isinstance(node, ast.Assign)]


def _kernel_read(file: Origins) -> list[int]:
    """Where a part of the kernel is taken in a loop."""
    read = (node for node in file.nodes if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load))
    taken = (node for node in read if node in file.in_loops and file.is_argument(node.value, KERNEL))
    return sorted({node.lineno for node in taken})[:1]


def _kernel_number(file: Origins) -> list[int]:
    """Where the last name of the kernels' sides is taken: the number of kernels as a rule."""
    found = []
    used = {node.id for node in file.own if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    for node in _assigns(file):
        whole = [part for part in ast.walk(node.value) if isinstance(part, ast.Attribute) and part.attr == "shape"]
        if any(file.is_argument(part.value, KERNEL) for part in whole):
            named = any(isinstance(target, ast.Name) and "c" in target.id.lower() for target in node.targets)
            found.append((not (named or _leaves_out_the_last(node, used)), node.lineno))
    return [line for unnamed, line in sorted(found) if not unnamed][:1]


def _leaves_out_the_last(node: ast.Assign, used: set[str]) -> bool:
    """Whether the last of several names is never read, and one before it is."""
    names = node.targets[0].elts if isinstance(node.targets[0], ast.Tuple) else []
    last = names[-1] if names else None
    return len(names) > 3 and isinstance(last, ast.Name) and last.id not in used


def _definition(file: Origins) -> list[int]:
    return [] if file.function is None else [file.function.lineno]


KINDS: dict[str, Callable[[Origins], Iterable[int]]] = {
    "definition": _definition,
    "same_branch": _branch("same"),
    "valid_branch": _branch("valid"),
    "same_zeros": _same_zeros(0),
    "same_zeros_columns": _same_zeros(1),
    "tuple_branch": _tuple_branch,
    "tuple_compared": lambda file: sorted(set(_tuple_compared(file)))[:1],
    "stride_taken": _stride_taken,
    "kernel_read": _kernel_read,
    "kernel_number": _kernel_number,
}
