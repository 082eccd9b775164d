"""The canonical dotted names behind the expressions of a file: its mentions of other modules, and its imports."""

import ast
from collections.abc import Iterator, Mapping

from msgspec import Struct

from checks.language.meanings import IMPORTERS, Meanings, Text, resolve
from checks.language.scopes import DEFINITIONS, Definition, Scopes, scopes


class Mention(Struct, frozen=True, eq=False):
    """A place where a name of another module, or a builtin, stands in the text."""

    name: str
    node: ast.expr | ast.alias


class Import(Struct, frozen=True, eq=False):
    """A module that is imported; None when the name is computed. `names` are those of a `from` import."""

    module: str | None
    names: tuple[str, ...]
    node: ast.Import | ast.ImportFrom | ast.Call
    relative: bool = False


class Names(Struct, frozen=True, eq=False):
    """The meanings of a file's expressions."""

    scopes: Scopes
    meanings: Mapping[ast.AST, Meanings]

    def dotted(self, node: ast.AST) -> tuple[str, ...]:
        """The canonical names an expression may stand for."""
        return tuple(meaning for meaning in self.meanings.get(node, ()) if isinstance(meaning, str))

    def text(self, node: ast.AST) -> str | None:
        """The string an expression always is, or None."""
        texts = [meaning.value for meaning in self.meanings.get(node, ()) if isinstance(meaning, Text)]
        return texts[0] if len(texts) == 1 else None

    def definitions(self, node: ast.AST) -> tuple[Definition, ...]:
        """The functions and classes of this file that an expression may stand for."""
        return tuple(meaning for meaning in self.meanings.get(node, ()) if isinstance(meaning, DEFINITIONS))

    def mentions(self) -> Iterator[Mention]:
        """Every maximal expression that has a canonical name, and the names of `from` imports."""
        for statement in self.scopes.imports:
            if isinstance(statement, ast.ImportFrom) and not statement.level:
                for alias in statement.names:
                    yield Mention(f"{statement.module}.{alias.name}", alias)
        inner = {below(node) for node in self.meanings if self.dotted(node)}
        for node in self.meanings:
            if isinstance(node, ast.expr) and node not in inner and is_read(node):
                yield from (Mention(name, node) for name in self.dotted(node))

    def imports(self) -> Iterator[Import]:
        """Every import, by statement or by call."""
        for statement in self.scopes.imports:
            if isinstance(statement, ast.Import):
                yield from (Import(alias.name, (), statement) for alias in statement.names)
            else:
                names = tuple(alias.name for alias in statement.names)
                yield Import(statement.module or "", names, statement, relative=statement.level > 0)
        for node in self.meanings:
            if isinstance(node, ast.Call) and any(name in IMPORTERS for name in self.dotted(node.func)):
                yield Import(self.text(node.args[0]) if node.args else None, (), node)


def names(module: ast.Module) -> Names:
    """Resolve a file's names."""
    found = scopes(module)
    return Names(scopes=found, meanings=resolve(found))


def is_read(node: ast.AST) -> bool:
    """Whether a node is of the kind that names a thing, and reads it."""
    if isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
        return isinstance(node.ctx, ast.Load)
    return isinstance(node, ast.Call)


def below(node: ast.AST) -> ast.expr | None:
    """The next part of a chain such as `a.b[c](d)`, from right to left."""
    match node:
        case ast.Attribute(value=inner) | ast.Subscript(value=inner) | ast.Call(func=inner):
            return inner
    return None
