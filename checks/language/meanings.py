"""What the expressions of a file may stand for, found by passing over them until nothing new is learnt.

`np`, `n = np`, `getattr(np, "vec" + "torize")`, `np.__dict__["vectorize"]` and `__builtins__.map` all get the
name Python's own documentation would use. It is a "may" analysis: a name with several bindings stands for
all of them, and a binding that nothing is known of (a parameter, a result) hides the builtin of its name.
"""

import ast
import builtins
from collections.abc import Iterator, Mapping

from msgspec import Struct

from checks.language.scopes import (
    CONTAINERS,
    FUNCTIONS,
    RETURNED,
    Binding,
    Block,
    Definition,
    Group,
    Scope,
    Scopes,
    Value,
)  # fmt: skip
from checks.language.syntax import Place


class Text(Struct, frozen=True):
    """The meaning of an expression that is a constant string."""

    value: str


Container = ast.Tuple | ast.List | ast.Dict
Meaning = str | Text | Definition | Container
Meanings = tuple[Meaning, ...]

GLOBALS = "builtins.globals()"
"""Stands for the dictionary of the module's names."""

ITEM = "[]"
"""What is put into a list or dictionary is kept as an attribute of this name, whatever its index."""

_BUILTINS = frozenset(dir(builtins)) - {"__name__", "__doc__", "__debug__"}
PASSED_ON = frozenset(("builtins", "ctypes", "functools", "importlib", "itertools", "operator", "os", "sys", "types"))
"""Modules of Python's own that numpy's submodules import, and so can be had from them."""

IMPORTERS = ("builtins.__import__", "importlib.import_module", "importlib.__import__")
_NAMESPACES = ("builtins.globals", "builtins.locals")
_ATTRIBUTES = (".__getattribute__", ".__getattr__")
_LOOKUPS = (".get", ".__getitem__", ".pop", ".setdefault", *_ATTRIBUTES)
_WRAPPERS = ("functools.partial", "builtins.staticmethod", "builtins.classmethod", "builtins.property")
_PASSES = 100
MOST = 32  # meanings of one expression; whatever else it may stand for is not known
_LONGEST = 200


def resolve(found: Scopes) -> Mapping[ast.AST, Meanings]:
    """The meanings of all expressions, by node."""
    return _Resolver(found).meanings


_Key = tuple[ast.AST, str]


class _Resolver:
    """Repeats one pass over all expressions until no name gets a new meaning."""

    def __init__(self, found: Scopes) -> None:
        self.scopes = found
        self.meanings: dict[ast.AST, Meanings] = {}
        self.table: dict[_Key, dict[Meaning, None]] = {}
        self.firsts = {key: _firsts(bindings) for key, bindings in _bindings(found)}
        self.changed = True
        for number in range(_PASSES):
            if not self.changed:
                break
            self.changed = False
            # Aliases mostly point upwards; passes in the other direction settle those that do not.
            for group in found.groups if number % 2 == 0 else reversed(found.groups):
                self.learn(group)

    def learn(self, group: Group) -> None:
        """Take one statement's expressions from the inside out, and carry their meanings over to the names."""
        for node in reversed(group.expressions):
            self.meanings[node] = self.meaning(node)
        for scope, name, value in group.bound:
            self.add((scope.node, name), self.value(value))
        for target, stored in group.stored:
            part = "." + target.attr if isinstance(target, ast.Attribute) else ITEM
            for owner in self.of(target.value):
                if isinstance(owner, ast.AST):
                    self.add((owner, part), self.of(stored))

    def value(self, value: Value) -> Meanings:
        if isinstance(value, str | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            return (value,)
        return self.meanings.get(value, ())

    def add(self, key: _Key, found: Meanings) -> None:
        known = self.table.setdefault(key, {})
        for meaning in found:
            if meaning not in known and len(known) < MOST:
                known[meaning] = None
                self.changed = True

    def meaning(self, node: ast.expr) -> Meanings:
        """What an expression may stand for, from the meanings of its parts."""
        match node:
            case ast.Name(id=name):
                return self.name(name, node)
            case ast.Attribute(value=value, attr=attribute):
                return self.joined(self.member(owner, attribute) for owner in self.of(value))
            case ast.Subscript(value=value, slice=index):
                return self.subscript(value, index)
            case ast.Call(func=ast.Attribute(value=ast.Call(), attr="__getattribute__"), args=[owner, name]):
                return self.getattr([owner, name])  # of `type(x)`, whatever that is
            case ast.Call(func=function):
                return self.joined(self.call(callee, node) for callee in self.of(function))
            case ast.Lambda() | ast.Tuple() | ast.List() | ast.Dict():
                return (node,)
            case ast.NamedExpr(value=value):
                return self.of(value)
            case ast.IfExp(body=body, orelse=other):
                return self.joined(map(self.of, (body, other)))
            case ast.BoolOp(values=values):
                return self.joined(map(self.of, values))
        return self.string(node)

    def string(self, node: ast.expr) -> Meanings:
        """The meaning of a constant string, however it is put together."""
        match node:
            case ast.Constant(value=str(text)):
                return (Text(text),)
            case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
                return self.of(value)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self.concatenated([left, right])
            case ast.JoinedStr(values=parts):
                return self.concatenated(parts)
        return ()

    def of(self, node: ast.AST) -> Meanings:
        return self.meanings.get(node, ())

    def joined(self, parts: Iterator[Meanings]) -> Meanings:
        return tuple(dict.fromkeys(meaning for part in parts for meaning in part))[:MOST]

    def concatenated(self, parts: list[ast.expr]) -> Meanings:
        texts = [self.texts(part) for part in parts]
        whole = "".join(found[0] for found in texts if found)
        constant = all(len(found) == 1 for found in texts)
        return (Text(whole),) if constant and len(whole) <= _LONGEST else ()

    def texts(self, node: ast.AST) -> list[str]:
        return [meaning.value for meaning in self.of(node) if isinstance(meaning, Text)]

    # --- names ---------------------------------------------------------------------------------------

    def name(self, name: str, node: ast.Name) -> Meanings:
        """Look a name up as Python does: outwards, past classes, to the builtins."""
        start = scope = self.scopes.of[node]
        while start.is_comprehension and start.parent:
            start = start.parent
        found: dict[Meaning, None] = {}
        level: Scope | None = scope.elsewhere.get(name, scope)
        while level is not None:
            if name in level.bindings and (not level.is_class or level is start):
                found.update(dict.fromkeys(self.bound(level, name)))
                if self.hides(level, name, node, start):
                    return tuple(found)
            level = level.parent
        return (*found, *self.builtin(name, bool(found)))

    def hides(self, scope: Scope, name: str, node: ast.Name, start: Scope) -> bool:
        """Whether a name bound in this scope can no longer be the builtin of that name."""
        if not isinstance(scope.node, ast.Module | ast.ClassDef):
            return True
        firsts = self.firsts[scope.node, name]
        if start is not scope:
            return () in firsts
        # Code of the module itself, unlike a function's, can run before the binding does.
        around = self.scopes.blocks[node]
        blocks = (around[:depth] for depth in range(len(around) + 1))
        return any(firsts[block] < (node.lineno, node.col_offset) for block in blocks if block in firsts)

    def bound(self, scope: Scope, name: str) -> Meanings:
        """A name's meanings in its own scope; it is a constant string only if every binding says so."""
        known = tuple(self.table.get((scope.node, name), ()))
        values = [binding.value for binding in scope.bindings[name]]
        constant = all(isinstance(value, ast.expr) and self.texts(value) for value in values)
        return known if constant else tuple(meaning for meaning in known if not isinstance(meaning, Text))

    def builtin(self, name: str, known: bool) -> Meanings:
        if name == "__builtins__":
            return ("builtins",)
        stars = () if known else tuple(f"{star}.{name}" for star in dict.fromkeys(self.scopes.stars))
        return (f"builtins.{name}", *stars) if name in _BUILTINS else stars

    # --- parts of things -----------------------------------------------------------------------------

    def member(self, owner: Meaning, name: str) -> Meanings:
        """What `owner.name` stands for."""
        if isinstance(owner, Text):
            return ()
        if isinstance(owner, str):
            return (_dotted(owner, name),) if len(owner) < _LONGEST else ()
        if isinstance(owner, FUNCTIONS) and name in ("__call__", "__func__", "__wrapped__"):
            return (owner,)
        keys = [(owner, "." + name)]
        if isinstance(owner, ast.ClassDef):
            bases = (base for expression in owner.bases for base in self.of(expression))
            keys += [(base, name) for base in (owner, *bases) if isinstance(base, ast.ClassDef)]
        return self.joined(tuple(self.table.get(key, ())) for key in keys)

    def item(self, owner: str, key: str) -> Meanings:
        """What `owner["key"]` stands for, when owner is the dictionary behind a module."""
        if owner.endswith(".__dict__"):
            return self.member(owner.removesuffix(".__dict__"), key)
        if owner == "builtins":
            return (f"builtins.{key}",)
        if owner == "sys.modules":
            return (key,)
        if owner == GLOBALS:
            known = tuple(self.table.get((self.scopes.module.node, key), ()))
            return known or (("builtins",) if key == "__builtins__" else ())
        return ()

    def subscript(self, value: ast.expr, index: ast.expr) -> Meanings:
        """What an item of a module's dictionary, or of a list that is written out, stands for."""
        found: list[Meanings] = []
        for owner in self.of(value):
            if isinstance(owner, CONTAINERS):
                elements = owner.values if isinstance(owner, ast.Dict) else owner.elts
                found += [*map(self.of, elements), tuple(self.table.get((owner, ITEM), ()))]
            elif isinstance(owner, str):
                found += [self.item(owner, key) for key in self.texts(index)]
        return self.joined(iter(found))

    def call(self, callee: Meaning, node: ast.Call) -> Meanings:
        """What the result of a call stands for."""
        arguments = node.args
        if isinstance(callee, ast.ClassDef):
            return (callee,)
        if not isinstance(callee, str):
            return () if isinstance(callee, Text) else tuple(self.table.get((callee, RETURNED), ()))
        if not arguments:
            return (GLOBALS,) if callee in (*_NAMESPACES, "builtins.vars") else ()
        if callee == "builtins.vars":
            return self.joined(self.member(owner, "__dict__") for owner in self.of(arguments[0]))
        if callee in _WRAPPERS:
            return self.of(arguments[0])
        if callee == "builtins.getattr" and len(arguments) >= 2:
            return self.getattr(arguments)
        if callee in IMPORTERS:
            return self.imported(callee, node)
        return self.looked_up(callee, arguments)

    def getattr(self, arguments: list[ast.expr]) -> Meanings:
        names = [name for name in self.texts(arguments[1]) if name.isidentifier()]
        found = self.joined(self.member(owner, name) for owner in self.of(arguments[0]) for name in names)
        return (*found, *(meaning for default in arguments[2:3] for meaning in self.of(default)))

    def imported(self, callee: str, node: ast.Call) -> Meanings:
        whole = callee == "importlib.import_module" or len(node.args) > 3
        whole = whole or any(keyword.arg == "fromlist" for keyword in node.keywords)
        return tuple(name if whole else name.partition(".")[0] for name in self.texts(node.args[0]) if name)

    def looked_up(self, callee: str, arguments: list[ast.expr]) -> Meanings:
        """`np.__dict__.get("vectorize")` and its kin."""
        method = next((ending for ending in _LOOKUPS if callee.endswith(ending)), "")
        owner = callee.removesuffix(method) if method else ""
        if method in _ATTRIBUTES:
            owners = self.of(arguments[0]) if len(arguments) > 1 else (owner,)  # of a class the object comes first
            return self.joined(self.member(owner, key) for owner in owners for key in self.texts(arguments[-1]))
        return self.joined(self.item(owner, key) for key in self.texts(arguments[0])) if owner else ()


def _dotted(owner: str, name: str) -> str:
    if name in PASSED_ON and owner.startswith("numpy"):
        return name
    # A builtin function's __self__ is the module it stands in.
    return "builtins" if name == "__self__" and owner.startswith("builtins.") else f"{owner}.{name}"


def _bindings(found: Scopes) -> Iterator[tuple[_Key, list[Binding]]]:
    for scope in dict.fromkeys((found.module, *found.inside.values())):
        for name, bindings in scope.bindings.items():
            yield (scope.node, name), bindings


def _firsts(bindings: list[Binding]) -> dict[Block, Place]:
    """Where a name is bound first, in each block; nowhere for certain if it is ever deleted."""
    if any(binding.removed for binding in bindings):
        return {}
    firsts: dict[Block, Place] = {}
    for binding in bindings:
        here = (binding.line, binding.column)
        firsts[binding.block] = min(here, firsts.get(binding.block, here))
    return firsts
