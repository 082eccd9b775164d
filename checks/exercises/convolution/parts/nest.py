"""One nest of loops of a convolution: its windows, its stores, and which loop is for the rows."""

import ast
from collections.abc import Iterator
from itertools import permutations
from typing import Literal, NamedTuple

from checks.exercises.convolution.parts.names import Names
from checks.exercises.repair.function import Function
from checks.exercises.repair.text import bound, names, targets_of

Axis = Literal["images", "rows", "columns", "kernels"]
Order = dict[str, Axis]
"""Which axis each loop's variable counts."""

TWO = 2


class Loop(NamedTuple):
    """One loop: its variables, what it goes through, and where a variable of a range begins and how far it steps."""

    node: ast.For
    variables: tuple[str, ...]
    start: ast.expr | None
    step: ast.expr | None


class Nest:
    """The loops that stand in one another, and what is done in them."""

    def __init__(self, function: Function, outer: ast.For, sides: Names) -> None:
        self._function, self._sides, self.outer = function, sides, outer
        inside = list(ast.walk(outer))
        self.helpers = [helper for helper in function.helpers if helper.call in {*inside}]
        self.loops = [_loop(node) for node in inside if isinstance(node, ast.For)]
        self.statements = [
            node for node in inside if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Expr)
        ]
        self.flat = self._flat()
        self._helper_of = {inner: helper for helper in self.helpers for inner in ast.walk(helper.node)}
        inside += self._helper_of
        self.variables = [name for loop in self.loops for name in loop.variables]
        if self.flat:
            self.variables = [*bound_pair(self.flat)]
        self._reached = {name: function.reaching({name}) for name in self.variables}
        self.is_of_taps = len(self.variables) == TWO and any(self._is_tap(node) for node in inside)
        self.stores = [node for node in self.statements if self._is_store(node)]
        self.result = _base(targets_of(self.stores[-1])[0]) if self.stores else None
        self.windows = [
            node
            for node in inside
            if isinstance(node, ast.Subscript)
            and isinstance(node.ctx, ast.Load)
            and self.mentioned(node.slice)
            and self._is_window(node)
        ]
        self.strays = [window for window in self.windows if self._is_stray(window)]
        self.windows = [window for window in self.windows if window not in self.strays]

    def mentioned(self, node: ast.AST) -> list[str]:
        """The variables of the loops that an expression has, by themselves or in what is made of them."""
        found, helper = names(node), self._helper_of.get(node)
        if helper is not None:
            given = {part: names(helper.given[part]) for part in found if part in helper.given}
            found = (found - given.keys()).union(*given.values())
        return [name for name, reached in self._reached.items() if found & reached]

    def called(self, node: ast.AST) -> dict[str, str]:
        """What the variables are called where a node stands: what a helper is not given as it is, it does not have."""
        helper = self._helper_of.get(node)
        if helper is None:
            return {name: name for name in self.variables}
        return {value.id: name for name, value in helper.given.items() if isinstance(value, ast.Name)}

    def are_together(self, one: ast.AST, other: ast.AST) -> bool:
        """Whether two nodes stand in the same function, so that a name is the same in both."""
        return self._helper_of.get(one) is self._helper_of.get(other)

    def orders(self) -> list[Order]:
        """Which axis each variable counts: as most that is indexed by it says, then what else something says."""
        axes: list[Axis] = ["rows", "columns"]
        if len(self.variables) > 2 or self._sides.has_several_kernels:
            axes += ["images", "kernels"] if self._sides.has_several_kernels else ["images"]
        if not 2 <= len(self.variables) <= len(axes):
            return []
        votes = list(self._votes())
        ranked = []
        for chosen in permutations(axes, len(self.variables)):
            if {"rows", "columns"} <= {*chosen}:
                order = dict(zip(self.variables, chosen, strict=True))
                ranked.append((-sum(weight for name, axis, weight in votes if order.get(name) == axis), order))
        ranked.sort(key=lambda pair: pair[0])
        return [order for score, order in ranked if score < 0 or order is ranked[0][1]][:2]

    def _votes(self) -> Iterator[tuple[str, Axis, float]]:
        for node, weight in [*((w, 2.0) for w in self.windows), *((s, 1.5) for s in self._targets())]:
            for axis, element in self.elements(node).items():
                yield from ((name, axis, weight) for name in self.mentioned(element))
        for loop in self.loops:
            text = names(loop.node.iter)
            for name in loop.variables:
                for axis, side, kernel in (("rows", "h", "kh"), ("columns", "w", "kw")):
                    if {self._sides[side], self._sides[kernel]} & text:
                        yield name, axis, 0.5

    def _targets(self) -> list[ast.Subscript]:
        return [target for node in self.stores for target in targets_of(node) if isinstance(target, ast.Subscript)]

    def elements(self, node: ast.Subscript) -> dict[Axis, ast.expr]:
        """What an index has for each axis, as far as it has something."""
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        found: dict[Axis, ast.expr] = {}
        first = self.first(parts)
        if first:
            found["images"] = parts[0]
        axes: tuple[Axis, ...] = ("rows", "columns")
        found |= dict(zip(axes, parts[first : first + 2], strict=False))
        if self._sides.has_several_kernels and isinstance(node.ctx, ast.Store) and len(parts) > first + 2:
            found["kernels"] = parts[first + 2]
        return found

    def first(self, parts: list[ast.expr]) -> int:
        """Where the rows are in an index: 0 where it has nothing for the images."""
        if is_whole(parts[0]):
            return 1
        bounded = isinstance(parts[0], ast.Slice) and bool(self.mentioned(parts[0]))
        return 0 if bounded or len(parts) < 3 or is_whole(parts[-1]) else 1

    def _is_stray(self, window: ast.Subscript) -> bool:
        """Whether it is taken before every loop has begun, or under a name that nothing uses."""
        inner = [loop.node for loop in self.loops if window in {*ast.walk(loop.node)}]
        return (bool(inner) and len(inner) < len(self.loops)) or any(
            isinstance(node, ast.Assign) and node.value is window and not names_given(node) & self._function.read
            for node in self.statements
        )

    def _is_tap(self, node: ast.AST) -> bool:
        """Whether a single value of the kernel is taken, by the numbers of the loops."""
        if not isinstance(node, ast.Subscript) or not isinstance(node.value, ast.Name):
            return False
        is_kernel = node.value.id == self._sides.arguments["kernel"]
        return is_kernel and len(self.mentioned(node.slice)) == TWO

    def _is_store(self, node: ast.stmt) -> bool:
        targets = targets_of(node)
        if len(targets) != 1:
            return False
        if self.is_of_taps and isinstance(node, ast.AugAssign):
            return _base(targets[0]) is not None
        return isinstance(targets[0], ast.Subscript) and isinstance(targets[0].value, ast.Name)

    def _is_window(self, node: ast.Subscript) -> bool:
        base = node.value
        if isinstance(base, ast.Name) and base.id in (self.result, self._sides.arguments["kernel"]):
            return False
        if isinstance(base, ast.Name) and base.id in self._reached_by_windows():
            return False
        return isinstance(base, ast.Name | ast.Call) or (isinstance(base, ast.Subscript) and not _is_shape(base))

    def _reached_by_windows(self) -> set[str]:
        """Names that are given values in the loops: what is cut out of these is no window of the images."""
        return {
            name
            for name, given in self._function.given.items()
            if all(g.statement in self._function.in_loops for g in given)
        }

    def _flat(self) -> ast.Assign | None:
        """Where one loop's number is taken apart into a row and a column."""
        if len(self.loops) != 1 or len(self.loops[0].variables) != 1:
            return None
        counter = self.loops[0].variables[0]
        for node in self.statements:
            if isinstance(node, ast.Assign) and counter in names(node.value) and len(bound_pair(node)) == 2:
                text = ast.unparse(node.value)
                if "divmod" in text or ("//" in text and "%" in text) or "unravel_index" in text:
                    return node
        return None


def names_given(node: ast.stmt) -> set[str]:
    """The names that a statement gives values to, and one that none has where it changes something else."""
    return {name for target in targets_of(node) for name in [*bound(target)] or [""]}


def bound_pair(node: ast.Assign) -> tuple[str, ...]:
    """The names of a tuple that is assigned to."""
    target = node.targets[0]
    if not isinstance(target, ast.Tuple):
        return ()
    return tuple(part.id for part in target.elts if isinstance(part, ast.Name))


def is_whole(node: ast.expr) -> bool:
    """Whether an index takes all of an axis."""
    if isinstance(node, ast.Slice):
        return node.lower is None and node.upper is None and node.step is None
    return isinstance(node, ast.Constant) and node.value is ...


def is_zero(node: ast.expr | None) -> bool:
    """Whether a number that is left out or written is 0."""
    return node is None or (isinstance(node, ast.Constant) and node.value == 0)


def is_one(node: ast.expr | None) -> bool:
    """The same of 1."""
    return node is None or (isinstance(node, ast.Constant) and node.value == 1)


def _loop(node: ast.For) -> Loop:
    variables: tuple[str, ...] = (node.target.id,) if isinstance(node.target, ast.Name) else ()
    if isinstance(node.target, ast.Tuple):
        variables = tuple(part.id for part in node.target.elts if isinstance(part, ast.Name))
    call = node.iter
    name = getattr(call.func, "attr", getattr(call.func, "id", "")) if isinstance(call, ast.Call) else ""
    if isinstance(call, ast.Call) and name in ("range", "arange") and len(call.args) > 1:
        return Loop(node, variables, call.args[0], call.args[2] if len(call.args) > 2 else None)
    return Loop(node, variables, None, None)


def _base(node: ast.expr) -> str | None:
    whole = node.value if isinstance(node, ast.Subscript) else node
    return whole.id if isinstance(whole, ast.Name) else None


def _is_shape(node: ast.Subscript) -> bool:
    return isinstance(node.value, ast.Attribute) and node.value.attr == "shape"
