"""Which scope every expression of a file stands in, and what each scope's names are bound to.

One walk over Python's tree, with an explicit stack: a file can nest deeper than Python's own recursion
limit allows. Nothing is resolved here; `checks.language.names` does that.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from msgspec import Struct

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
DEFINITIONS = (*FUNCTIONS, ast.ClassDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
EXPRESSIONS = (
    ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.NamedExpr, ast.IfExp, ast.BoolOp, ast.Lambda,
    ast.Constant, ast.BinOp, ast.JoinedStr, ast.FormattedValue, ast.Tuple, ast.List, ast.Dict,
)  # fmt: skip

CONTAINERS = (ast.Tuple, ast.List, ast.Dict)
Value = ast.expr | Definition | str
Store = ast.Attribute | ast.Subscript

RETURNED = "return"
"""What a function returns is kept as a binding of this keyword, which no variable can be called."""


Block = tuple[tuple[ast.AST, str], ...]
"""The compound statements around a place, each with the part of it the place is in."""


class Binding(Struct, frozen=True, eq=False):
    """One way a name gets a value: an expression, a definition, a module's dotted name, or None if unknown.

    `block` says under which `if`, loop or the like it happens, from the outside in; a `removed` one is a `del`.
    """

    value: Value | None
    line: int
    column: int
    block: "Block"
    removed: bool = False


@dataclass(eq=False, frozen=True, slots=True)
class Scope:
    """A module, function, class or comprehension, and its names. `elsewhere`: those declared global or nonlocal."""

    node: ast.AST
    parent: "Scope | None"
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    elsewhere: dict[str, "Scope"] = field(default_factory=dict)

    @property
    def is_class(self) -> bool:
        """Whether functions inside cannot see the names."""
        return isinstance(self.node, ast.ClassDef)

    @property
    def is_comprehension(self) -> bool:
        """Whether `:=` inside binds further out."""
        return isinstance(self.node, COMPREHENSIONS)


class Group(Struct, frozen=True, eq=False):
    """One statement: its expressions (parents before children), the names it binds, the parts of things it sets."""

    expressions: list[ast.expr]
    bound: list[tuple[Scope, str, Value]]
    stored: list[tuple[Store, ast.expr]]


class Scopes(Struct, frozen=True, eq=False):
    """What the walk has seen.

    `of` is the scope an expression is evaluated in, `blocks` the block it stands in, `inside` the scope a
    definition opens.
    """

    module: Scope
    of: Mapping[ast.AST, Scope]
    blocks: Mapping[ast.AST, Block]
    inside: Mapping[ast.AST, Scope]
    groups: tuple[Group, ...]
    stars: tuple[str, ...]
    imports: tuple[ast.Import | ast.ImportFrom, ...]


def scopes(module: ast.Module) -> Scopes:
    """Walk a module once."""
    walk = _Walk(module)
    return Scopes(
        module=walk.root,
        of=walk.of,
        blocks=walk.blocks,
        inside=walk.inside,
        groups=tuple(walk.groups),
        stars=tuple(walk.stars),
        imports=tuple(walk.imports),
    )


_Step = tuple[ast.AST, Scope, Block]
_SUITES = ("body", "orelse", "handlers", "finalbody", "cases")
_SOMETIMES: Block = ((ast.Pass(), ""),)


class _Walk:
    """The walk's state; lives only as long as the call of `scopes`."""

    def __init__(self, module: ast.Module) -> None:
        self.root = Scope(module, None)
        self.of: dict[ast.AST, Scope] = {}
        self.blocks: dict[ast.AST, Block] = {}
        self.inside: dict[ast.AST, Scope] = {}
        self.groups: list[Group] = [Group([], [], [])]
        self.stars: list[str] = []
        self.imports: list[ast.Import | ast.ImportFrom] = []
        stack: list[_Step] = [(node, self.root, ()) for node in reversed(module.body)]
        while stack:
            node, scope, block = stack.pop()
            if isinstance(node, ast.stmt):
                self.groups.append(Group([], [], []))
            elif isinstance(node, EXPRESSIONS):
                self.groups[-1].expressions.append(node)
                self.of[node] = scope
                self.blocks[node] = block
            stack.extend(reversed(list(self.visit(node, scope, block))))

    def visit(self, node: ast.AST, scope: Scope, block: Block) -> Iterator[_Step]:
        """Note what a node binds, and give the nodes below it with their scopes."""
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                yield from self.function(node, scope, block)
            case ast.ClassDef():
                yield from self.class_(node, scope, block)
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                yield from self.comprehension(node, scope, block)
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                for name in names:
                    scope.elsewhere[name] = self.root if isinstance(node, ast.Global) else _owner(name, scope)
            case _:
                self.note(node, scope, block)
                for part, value in ast.iter_fields(node):
                    below = (*block, (node, part)) if isinstance(node, ast.stmt) and part in _SUITES else block
                    for child in value if isinstance(value, list) else (value,):
                        if isinstance(child, ast.AST):
                            yield child, scope, below

    def note(self, node: ast.AST, scope: Scope, block: Block) -> None:
        """Record what a simple statement, a loop's target or a pattern binds."""
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    self.assign(target, value, scope, block)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self.assign(target, value, scope, block)
            case ast.AugAssign(target=target) | ast.withitem(optional_vars=ast.expr() as target):
                self.assign(target, None, scope, block)
            case ast.NamedExpr(target=target, value=value):
                self.assign(target, value, _no_comprehension(scope), _SOMETIMES)
            case ast.For(target=target, iter=iterable) | ast.AsyncFor(target=target, iter=iterable):
                self.each(target, iterable, scope, (*block, (node, "body")))
            case ast.Return(value=ast.expr() as value):
                self.bind(RETURNED, value, scope, node, block)
            case ast.Import() | ast.ImportFrom():
                self.import_(node, scope, block)
            case _:
                self.note_rare(node, scope)

    def note_rare(self, node: ast.AST, scope: Scope) -> None:
        """Record what `del`, an `except` or a pattern does to names."""
        match node:
            case ast.Delete():
                for part in ast.walk(node):
                    if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Del):
                        self.bind(part.id, None, scope, part, _SOMETIMES, removed=True)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                self.bind(name, None, scope, node, _SOMETIMES)
            case ast.MatchMapping(rest=str(name)):
                self.bind(name, None, scope, node, _SOMETIMES)
            case _ if isinstance(alias := getattr(node, "name", None), ast.Name):
                # Python 3.12's `type` statement, which 3.11 does not know.
                self.bind(alias.id, None, scope, node, _SOMETIMES)

    def bind(
        self, name: str, value: Value | None, scope: Scope, node: ast.AST, block: Block,
        removed: bool = False,
    ) -> None:  # fmt: skip
        home = scope.elsewhere.get(name, scope)
        binding = Binding(
            value=value,
            line=getattr(node, "lineno", 0),
            column=getattr(node, "col_offset", 0),
            block=block if home is scope else _SOMETIMES,
            removed=removed,
        )
        home.bindings.setdefault(name, []).append(binding)
        if value is not None:
            self.groups[-1].bound.append((home, name, value))

    def assign(self, target: ast.expr, value: ast.expr | None, scope: Scope, block: Block) -> None:
        """Bind a target, taking tuples apart as far as both sides are written out."""
        pairs = [(target, value)]
        while pairs:
            target, value = pairs.pop()
            match target, value:
                case ast.Name(id=name), _:
                    self.bind(name, value, scope, target, block)
                case ((ast.Attribute() | ast.Subscript()), ast.expr()):
                    self.groups[-1].stored.append((target, value))
                case ast.Starred(value=inner), _:
                    pairs.append((inner, None))
                case ((ast.Tuple() | ast.List()), (ast.Tuple() | ast.List())) if _alike(target, value):
                    pairs.extend(zip(target.elts, value.elts, strict=True))
                case ((ast.Tuple() | ast.List()), _):
                    pairs.extend((element, None) for element in target.elts)

    def each(self, target: ast.expr, iterable: ast.expr, scope: Scope, block: Block) -> None:
        """A loop's target is any element of an iterable that is written out."""
        for element in iterable.elts if isinstance(iterable, ast.Tuple | ast.List | ast.Set) else ():
            self.assign(target, element, scope, block)
        self.assign(target, None, scope, block)

    def import_(self, node: ast.Import | ast.ImportFrom, scope: Scope, block: Block) -> None:
        self.imports.append(node)
        origin = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
        relative = isinstance(node, ast.ImportFrom) and node.level > 0
        for alias in node.names:
            if alias.name == "*":
                self.stars.extend([] if relative else [origin.rstrip(".")])
                continue
            first = alias.name if alias.asname or origin else alias.name.partition(".")[0]
            self.bind(alias.asname or first, None if relative else origin + first, scope, alias, block)

    def function(self, node: Function, scope: Scope, block: Block) -> Iterator[_Step]:
        own = self.inside[node] = Scope(node, scope)
        if not isinstance(node, ast.Lambda):
            self.bind(node.name, node, scope, node, block)
            yield from ((decorator, scope, block) for decorator in node.decorator_list)
        yield from self.parameters(node, own, block)
        body = [node.body] if isinstance(node, ast.Lambda) else node.body
        if isinstance(node, ast.Lambda):
            self.bind(RETURNED, node.body, own, node, ())
        else:
            yield from ((note, scope, block) for note in (node.returns,) if note)
        yield from ((child, own, ()) for child in body)

    def parameters(self, node: Function, own: Scope, block: Block) -> Iterator[_Step]:
        """Bind the parameters, each also to its default."""
        scope = own.parent or own
        arguments = node.args
        positional = [*arguments.posonlyargs, *arguments.args]
        defaults = [None] * (len(positional) - len(arguments.defaults)) + list(arguments.defaults)
        pairs = [*zip(positional, defaults, strict=True)]
        pairs += zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        pairs += [(extra, None) for extra in (arguments.vararg, arguments.kwarg) if extra]
        for parameter, default in pairs:
            self.bind(parameter.arg, None, own, parameter, ())
            yield from ((part, scope, block) for part in (parameter.annotation, default) if part)
            if default:
                self.bind(parameter.arg, default, own, parameter, ())
        if isinstance(scope.node, ast.ClassDef) and positional and not _is_static(node):
            self.bind(positional[0].arg, scope.node, own, positional[0], ())
        yield from self.type_parameters(node, own)

    def type_parameters(self, node: Definition, own: Scope) -> Iterator[_Step]:
        for parameter in getattr(node, "type_params", []):
            self.bind(parameter.name, None, own, parameter, ())
            yield from ((child, own, ()) for child in ast.iter_child_nodes(parameter))

    def class_(self, node: ast.ClassDef, scope: Scope, block: Block) -> Iterator[_Step]:
        own = self.inside[node] = Scope(node, scope)
        self.bind(node.name, node, scope, node, block)
        yield from ((child, scope, block) for child in (*node.decorator_list, *node.bases, *node.keywords))
        yield from self.type_parameters(node, own)
        yield from ((child, own, ()) for child in node.body)

    def comprehension(self, node: Comprehension, scope: Scope, block: Block) -> Iterator[_Step]:
        own = Scope(node, scope)
        for number, generator in enumerate(node.generators):
            self.each(generator.target, generator.iter, own, ())
            yield generator.iter, own if number else scope, block
            yield from ((child, own, block) for child in (generator.target, *generator.ifs))
        parts = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
        yield from ((part, own, block) for part in parts)


def _alike(target: ast.Tuple | ast.List, value: ast.Tuple | ast.List) -> bool:
    starred = any(isinstance(element, ast.Starred) for element in (*target.elts, *value.elts))
    return not starred and len(target.elts) == len(value.elts)


def _no_comprehension(scope: Scope) -> Scope:
    while scope.is_comprehension and scope.parent:
        scope = scope.parent
    return scope


def _owner(name: str, scope: Scope) -> Scope:
    """The function scope that a nonlocal name belongs to, as far as the walk has come."""
    home = scope.parent or scope
    while home.parent and (home.is_class or name not in home.bindings):
        home = home.parent
    return home


def _is_static(node: Function) -> bool:
    decorators = [] if isinstance(node, ast.Lambda) else node.decorator_list
    return any(isinstance(decorator, ast.Name) and decorator.id == "staticmethod" for decorator in decorators)
