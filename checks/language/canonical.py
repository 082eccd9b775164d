"""The text that rules are written against: the student's, with every alias replaced by its canonical name.

There are two views. The first is the student's text with canonical names put in place, line for line. The
second lists, one line each, what the first cannot show: names of `from` imports, what stands inside
f-strings, what a replaced expression contained, and, when ast-grep does not understand the file as
Python does, an outline of the whole of it.
"""

import ast
import keyword
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ast_grep_py import Config, Range, Rule, SgNode, SgRoot
from msgspec import Struct

from checks.language.names import Names, below, is_read, names
from checks.language.syntax import FORMATTED, Place, characters, lines
from checks.language.views import Page, Segment, Stretch, View
from checks.model import Syntax

LOOPS = {
    ast.For: ("for_statement", "for _ in _: pass"),
    ast.AsyncFor: ("for_statement", "async for _ in _: pass"),
    ast.While: ("while_statement", "while _: pass"),
    ast.ListComp: ("list_comprehension", "[... for _ in ...]"),
    ast.SetComp: ("set_comprehension", "{... for _ in ...}"),
    ast.DictComp: ("dictionary_comprehension", "{...: ... for _ in ...}"),
    ast.GeneratorExp: ("generator_expression", "(... for _ in ...)"),
}
"""Python's kinds of loops, with ast-grep's name and a specimen of each."""

LOOP_KINDS = frozenset(kind for kind, _ in LOOPS.values())

Loop = tuple[str, int, int]
"""ast-grep's kind, and the 1-based line and column."""

_DEEPEST = 3
_WORDS = 60


class Canonical(Struct, frozen=True, eq=False):
    """A file as the rules see it. `loops` are those Python sees: ast-grep's kind, and the place (1-based)."""

    text: str
    names: Names
    views: tuple[View, ...]
    loops: frozenset[Loop]

    def words(self, view: View, node: SgNode) -> str:
        """What the student wrote where a match is, shortened to one line."""
        (line, column), (last, end) = view.span(node.range())
        rows = lines(self.text)[line : last + 1]
        rows[-1] = rows[-1][:end]
        rows[0] = rows[0][column:]
        words = " ".join(" ".join(rows).split())
        return words if len(words) <= _WORDS else words[: _WORDS - 3] + "..."


@lru_cache(maxsize=8)
def canonical(syntax: Syntax) -> Canonical:
    """Both views of a file. A Syntax is its own key, so that the checks of one task share the work."""
    found = names(syntax.module)
    writer = _Writer(syntax, found)
    loops = frozenset(writer.loops())
    page = writer.in_place()
    view = page.view()
    if _misread(view, writer.listed(), loops, frozenset(page.names)):
        writer.outline(syntax.module)
    views = (view, writer.listed()) if writer.outlined else (view,)
    return Canonical(text=syntax.text, names=found, views=views, loops=loops)


def _misread(view: View, rest: View, loops: frozenset[Loop], written: frozenset[Stretch]) -> bool:
    """Whether ast-grep stumbles over the text, misses a loop, or takes a canonical name apart."""
    root = view.root
    if root.find(_any("ERROR", "print_statement", "exec_statement")):
        return True
    named = root.find_all(_any("attribute", "identifier", "call", "dotted_name"))
    if not written <= {_stretch(node.range()) for node in named}:
        return True
    found = ((part, node) for part in (view, rest) for node in part.root.find_all(_any(*sorted(LOOP_KINDS))))
    return not loops <= {(node.kind(), *part.place(node.range())) for part, node in found}


def _any(*kinds: str) -> Config:
    return Config(rule=Rule(any=[Rule(kind=kind) for kind in kinds]))


def _stretch(found: Range) -> Stretch:
    return found.start.line, found.start.column, found.end.column


class _Writer:
    """Writes the views of one file; lives only as long as the call of `canonical`."""

    def __init__(self, syntax: Syntax, found: Names) -> None:
        self.module = syntax.module
        self.lines = lines(syntax.text)
        self.names = found
        self.outlined: list[tuple[str, Segment]] = []

    # --- places --------------------------------------------------------------------------------------

    def span(self, node: ast.expr | ast.stmt | ast.alias) -> tuple[Place, Place]:
        line, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
        start = characters(self.lines[line], node.col_offset)
        return (line, start), (last, characters(self.lines[last], node.end_col_offset or 0))

    def loops(self) -> Iterator[Loop]:
        """The loops Python sees."""
        for node in ast.walk(self.module):
            if isinstance(node, ast.expr | ast.stmt) and type(node) in LOOPS:
                (line, column), _ = self.span(node)
                yield LOOPS[type(node)][0], line + 1, column + 1

    # --- the first view ------------------------------------------------------------------------------

    def in_place(self) -> Page:
        """The student's text with canonical names."""
        page = Page(self.lines)
        for span, text in sorted(self.edits()):
            page.replace(span, text)
        return page

    def edits(self) -> Iterator[tuple[tuple[Place, Place], str]]:
        stack: list[ast.AST] = [self.module]
        while stack:
            node = stack.pop()
            if isinstance(node, ast.ImportFrom):
                self.outline(node)
            elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                continue
            elif isinstance(node, ast.expr) and (text := self.replacement(node)) is not None:
                yield self.span(node), text
                self.rest(node)
            elif isinstance(node, ast.Call) and (name := self.looked_up(node)):
                yield from self.attribute(node, name)
                stack.append(node.args[0])
            else:
                if isinstance(node, ast.Starred) and isinstance(node.ctx, ast.Load):
                    yield from self.bracketed(node)
                stack.extend(ast.iter_child_nodes(node))

    def bracketed(self, node: ast.Starred) -> Iterator[tuple[tuple[Place, Place], str]]:
        """ast-grep reads `*a.b` as `(*a).b` in some places; brackets tell it better."""
        (first, last), (start, _) = self.span(node), self.span(node.value)
        if first[0] == start[0]:
            yield (first, start), "*("
            yield (last, last), ")"

    def looked_up(self, node: ast.Call) -> str | None:
        """The name in `getattr(x, "name")`."""
        if "builtins.getattr" not in self.names.dotted(node.func) or len(node.args) < 2:
            return None
        name = self.names.text(node.args[1])
        return name if name and _is_name(name) else None

    def attribute(self, node: ast.Call, name: str) -> Iterator[tuple[tuple[Place, Place], str]]:
        """Write `getattr(x, "name", y)` as `x.name`, and list what else it holds."""
        (first, last), (start, end) = self.span(node), self.span(node.args[0])
        if first[0] == start[0] and end[0] == last[0]:
            yield (first, start), "("
            yield (end, last), f").{name}"
        else:
            self.add(self.rendered(node, 0), node)
        for part in (*node.args[2:], *node.keywords, *ast.iter_child_nodes(node.func)):
            self.outline(part)

    def replacement(self, node: ast.expr) -> str | None:
        if is_read(node):
            return self.canonical_name(node)
        if isinstance(node, ast.Constant | ast.BinOp | ast.JoinedStr):
            text = self.names.text(node)
            if text is not None:
                return repr(text)
        return "''" if isinstance(node, FORMATTED) else None

    def canonical_name(self, node: ast.AST) -> str | None:
        return next(filter(_is_name, self.names.dotted(node)), None) if is_read(node) else None

    def rest(self, node: ast.expr) -> None:
        """List what a replaced expression had to say beside its first name."""
        if is_read(node):
            others = [name for name in self.names.dotted(node) if _is_name(name)][1:]
            for name in others:
                self.outlined.append((name, self.segment(node)))
        for part in self.parts(node):
            self.outline(part)

    def parts(self, node: ast.AST) -> Iterator[ast.AST]:
        """What stands below a node; of a chain that has a canonical name only what hangs on it."""
        if is_read(node) and self.canonical_name(node):
            while (inner := below(node)) is not None:
                yield from (child for child in ast.iter_child_nodes(node) if child is not inner)
                node = inner
        yield from ast.iter_child_nodes(node)

    # --- the second view -----------------------------------------------------------------------------

    def listed(self) -> View:
        text = "\n".join(line for line, _ in self.outlined) + "\n"
        rows = tuple((segment,) for _, segment in self.outlined)
        return View(root=SgRoot(text, "python").root(), segments=rows)

    def segment(self, node: ast.expr | ast.stmt | ast.alias) -> Segment:
        first, last = self.span(node)
        return Segment(start=0, first=first, last=last, copied=False)

    def outline(self, top: ast.AST) -> None:
        """List the names, calls and loops below a node."""
        stack = [top]
        while stack:
            node = stack.pop()
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    self.add(f"{node.module}.{alias.name}" if not node.level else "", alias)
            elif isinstance(node, ast.expr | ast.stmt):
                self.add(self.line(node), node)
            stack.extend(self.parts(node))

    def add(self, line: str, node: ast.expr | ast.stmt | ast.alias) -> None:
        if line and not line.endswith("*"):
            self.outlined.append((line, self.segment(node)))

    def line(self, node: ast.expr | ast.stmt) -> str:
        if isinstance(node, tuple(LOOPS)):
            return LOOPS[type(node)][1]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return f"def {node.name}(): pass"
        if isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
            return self.rendered(node, 0) + ("" if is_read(node) else " = ...")
        return self.canonical_name(node) or ""

    def rendered(self, node: ast.AST, depth: int) -> str:
        """A short text for an expression; what is not simple becomes `(...)`."""
        name, text = self.canonical_name(node), self.names.text(node)
        if name or depth > _DEEPEST:
            return name or "(...)"
        if text is not None:
            return repr(text)
        if isinstance(node, ast.Call) and (name := self.looked_up(node)):
            return f"{self.rendered(node.args[0], depth + 1)}.{name}"
        match node:
            case ast.Attribute(value=value, attr=attribute):
                return f"{self.rendered(value, depth + 1)}.{attribute}"
            case ast.Subscript(value=value, slice=index):
                return f"{self.rendered(value, depth + 1)}[{self.rendered(index, depth + 1)}]"
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                return f"[{self.listed_parts(parts, depth)}]"
            case ast.keyword(arg=str(argument), value=value):
                return f"{argument}={self.rendered(value, depth + 1)}"
            case ast.Call(func=function, args=arguments, keywords=keywords):
                return f"{self.rendered(function, depth + 1)}({self.listed_parts([*arguments, *keywords], depth)})"
        return _atom(node)

    def listed_parts(self, parts: Sequence[ast.AST], depth: int) -> str:
        return ", ".join(self.rendered(part, depth + 1) for part in parts)


def _atom(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Constant(value=int() | float() | None as value):
            return repr(value)
        case ast.UnaryOp() | ast.BinOp():
            return "-(...)"
        case ast.Lambda():
            return "lambda: ..."
        case ast.Starred():
            return "*(...)"
        case ast.keyword():
            return "**(...)"
    return "(...)"


def _is_name(text: str) -> bool:
    parts = text.removesuffix("()").split(".")
    return all(part.isidentifier() and not keyword.iskeyword(part) for part in parts if part != "globals()")
