"""Where the nodes of a function stand, and what becomes of a value there."""

import ast

SIZED = frozenset({"arange", "empty", "eye", "full", "identity", "indices", "ones", "zeros"})
"""Functions of numpy whose first argument is a size, or a tuple of these."""
_SIZE = "a size"  # which no name is
_ARITHMETIC = (ast.BinOp, ast.UnaryOp)


class Tree:
    """A function with what each of its nodes stands in."""

    def __init__(self, function: ast.FunctionDef) -> None:
        self.function = function
        self._parents = {child: node for node in ast.walk(function) for child in ast.iter_child_nodes(node)}
        self._loads: dict[str, list[ast.Name]] = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                self._loads.setdefault(node.id, []).append(node)
        self._no_sizes: set[str] = set()  # names that were looked at and are none

    def loads(self, name: str) -> tuple[ast.Name, ...]:
        """The places where a name is read."""
        return tuple(self._loads.get(name, ()))

    def up(self, node: ast.AST) -> ast.AST:
        """What a node stands in; the function itself for what stands in none."""
        return self._parents.get(node, self.function)

    def target(self, value: ast.AST) -> str:
        """The name that a value is given, "" if it is given none."""
        match self.up(value):
            case ast.Assign(targets=[ast.Name(id=name)]):
                return name
            case ast.Tuple(elts=elts) as right:  # n, k = len(x), y.shape[0]
                match self.up(right):
                    case ast.Assign(targets=[ast.Tuple(elts=names)]) if len(names) == len(elts):
                        target = next(to for to, each in zip(names, elts, strict=True) if each is value)
                        return target.id if isinstance(target, ast.Name) else ""
        return ""

    def is_scalar(self, node: ast.AST) -> bool:
        """Whether a value can only be a single number: its truth is asked, or it is made an int or a float."""
        above = self.up(node)
        while isinstance(above, (*_ARITHMETIC, ast.Compare)):
            node, above = above, self.up(above)
        match above:
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
                return test is node
            case ast.BoolOp():
                return True
            case ast.Call(func=ast.Name(id="int" | "float")):
                return True
            case ast.Call(func=ast.Name(id="max" | "min"), args=args):
                return len(args) > 1
        return False

    def is_size(self, node: ast.AST) -> bool:
        """Whether a value is used as a size: in a `range`, a slice or a shape, itself or in a sum with others."""
        waiting, seen = [node], set(self._no_sizes)
        while waiting:
            name = self._becomes(waiting.pop())
            if name == _SIZE:
                return True
            if name and name not in seen:
                seen.add(name)
                waiting += self.loads(name)
        self._no_sizes = seen
        return False

    def _becomes(self, node: ast.AST) -> str:
        """The name that is given to a value or to a sum with it; _SIZE where it is one, "" where it is another."""
        above = self.up(node)
        while isinstance(above, ast.BinOp | ast.UnaryOp | ast.Tuple):
            if isinstance(above, ast.BinOp) and isinstance(above.op, ast.Div | ast.MatMult | ast.Pow):
                return ""
            if isinstance(above, ast.UnaryOp) and isinstance(above.op, ast.Not):
                return ""
            node, above = above, self.up(above)
        match above:
            case ast.Slice() | ast.Call(func=ast.Name(id="range")):
                return _SIZE
            case ast.Call(func=ast.Attribute(value=ast.Name(id="np" | "numpy"), attr=word), args=[first, *_]):
                return _SIZE if first is node and word in SIZED and word != "arange" else ""
            case ast.Assign(targets=[ast.Name(id=name)]):
                return name
        return ""


def whole(node: ast.AST) -> int | None:
    """The whole number that is written there, if one is."""
    match node:
        case ast.Constant(value=bool()):
            return None
        case ast.Constant(value=int(number)):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))) if not isinstance(number, bool):
            return -number
    return None
