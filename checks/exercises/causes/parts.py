"""The parts of a file that a kind looks for the lines of a mistake in."""

import ast

ALLOCATIONS = {"zeros", "empty", "ones", "full"}


class Parts:
    """The nodes of a file, those of the function that is asked for, its loops, its returns, what is stored where.

    `usual` are what the function's arguments are called in the handout.
    """

    def __init__(self, module: ast.Module, function: str, usual: tuple[str, ...]) -> None:
        self._usual = usual
        self.nodes = list(ast.walk(module))
        functions = [node for node in self.nodes if isinstance(node, ast.FunctionDef)]
        self.function = next(
            (node for node in functions if node.name == function), functions[-1] if functions else None
        )
        self.own = list(ast.walk(self.function)) if self.function else self.nodes
        self.loops = sorted((node for node in self.own if isinstance(node, ast.For)), key=lambda node: node.lineno)
        self.in_loops = {inner for loop in self.nodes if isinstance(loop, ast.For) for inner in ast.walk(loop)}
        returns = (node for node in self.own if isinstance(node, ast.Return))
        self.returns = sorted(returns, key=lambda node: node.lineno)
        self.stores = [node for node in self.nodes if isinstance(node, ast.Assign | ast.AugAssign) and _stores(node)]

    def is_argument(self, node: ast.AST, position: int) -> bool:
        """Whether a node is the function's argument at this position."""
        arguments = self.function.args.args if self.function else []
        name = arguments[position].arg if position < len(arguments) else ""
        return isinstance(node, ast.Name) and node.id in (name, self._usual[position])

    def end(self) -> list[int]:
        """A return of nothing in the function, or else its last line."""
        if self.function is None:
            return []
        bare = [node.lineno for node in self.returns if node.value is None or ast.unparse(node.value) == "None"]
        last = self.function.body[-1]
        return bare[:1] or [last.lineno if isinstance(last, ast.If) else last.end_lineno or last.lineno]


def is_named(node: ast.AST, names: set[str]) -> bool:
    """Whether a node is one of these names, alone or after a dot."""
    return (isinstance(node, ast.Attribute) and node.attr in names) or (isinstance(node, ast.Name) and node.id in names)


def names_in(node: ast.AST) -> list[ast.Name]:
    """The names in an expression, as they stand in the text."""
    found = [inner for inner in ast.walk(node) if isinstance(inner, ast.Name)]
    return sorted(found, key=lambda name: (name.lineno, name.col_offset))


def targets_of(node: ast.Assign | ast.AugAssign) -> list[ast.expr]:
    """What is assigned to."""
    return node.targets if isinstance(node, ast.Assign) else [node.target]


def shape_allocated(value: ast.AST | None) -> ast.expr | None:
    """The shape of an array that is made, if this makes one."""
    if not isinstance(value, ast.Call) or not is_named(value.func, ALLOCATIONS):
        return None
    return next((k.value for k in value.keywords if k.arg == "shape"), value.args[0] if value.args else None)


def in_order(statement: ast.Assign, first: int, *, once: bool = False) -> bool:
    """Whether a tuple of names has, from `first` on, one for a height and one for a width, which get what is theirs.

    `once` asks that no part is taken twice.
    """
    target, value = statement.targets[-1], statement.value
    if not isinstance(target, ast.Tuple) or len(target.elts) < first + 2:
        return False
    if isinstance(value, ast.Tuple):
        indices = [ast.unparse(part.slice) for part in value.elts[first:] if isinstance(part, ast.Subscript)]
        if indices != sorted(indices) or (once and len({*indices}) < len(indices)):
            return False
    high, wide = (part.id.lower() if isinstance(part, ast.Name) else "" for part in target.elts[first : first + 2])
    return is_wide(wide) and not is_wide(high) and ("h" in high or "row" in high)


def _stores(node: ast.Assign | ast.AugAssign) -> bool:
    return any(isinstance(target, ast.Subscript) for target in targets_of(node))


def is_wide(name: str) -> bool:
    """Whether a name is that of a width."""
    return "col" in name or ("w" in name and "row" not in name)
