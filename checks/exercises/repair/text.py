"""A text whose parts can be replaced: where a node stands, in bytes, and what is written there."""

import ast
from collections.abc import Iterator

from checks.model import Edit, Syntax

Assigned = ast.Assign | ast.AnnAssign


class Text:
    """A file's text in UTF-8, in which Python's parser counts columns."""

    def __init__(self, syntax: Syntax) -> None:
        self.data = syntax.text.encode()
        self._lines = [0]
        for line in self.data.split(b"\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)

    def start(self, node: ast.expr | ast.stmt) -> int:
        """Where a node begins."""
        return self._lines[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr | ast.stmt) -> int:
        """Where it ends."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._lines[node.end_lineno - 1] + node.end_col_offset

    def written(self, node: ast.expr | ast.stmt) -> str:
        """What stands there, on one line."""
        return " ".join(self.data[self.start(node) : self.end(node)].decode().split())

    def instead(self, node: ast.expr | ast.stmt, text: str) -> Edit:
        """Another text in the place of a node."""
        return Edit(self.start(node), self.end(node), text)

    def around(self, outer: ast.expr, inner: ast.expr, before: str, after: str) -> tuple[Edit, Edit]:
        """Another text in the place of what stands around a node within another one, which stays."""
        return (
            Edit(self.start(outer), self.start(inner), before),
            Edit(self.end(inner), self.end(outer), after),
        )

    def indent(self, node: ast.stmt) -> str | None:
        """What stands before a statement on its line, if that is nothing but space."""
        before = self.data[self._lines[node.lineno - 1] : self.start(node)].decode()
        return before if not before.strip() else None


def bound(target: ast.expr) -> Iterator[str]:
    """The names that a target gives values to."""
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, ast.Tuple | ast.List):
        for part in target.elts:
            yield from bound(part)


def names(node: ast.AST) -> set[str]:
    """The names in a node."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def targets_of(node: ast.stmt) -> list[ast.expr]:
    """What a statement assigns to."""
    if isinstance(node, ast.Assign):
        return node.targets
    return [node.target] if isinstance(node, ast.AnnAssign | ast.AugAssign) else []
