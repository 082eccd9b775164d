"""Whose something in a file is: the student's own object, a class, a module; and what is done with it there."""

import ast
from collections.abc import Iterator
from enum import IntEnum

from checks.language.canonical import canonical
from checks.language.meanings import MOST
from checks.language.names import is_read
from checks.language.scopes import Scope
from checks.model import Syntax
from checks.static.attributes import BY_NAME, POINTERS

BY_NAME_OF = ("builtins.getattr", "builtins.setattr", "builtins.hasattr", "builtins.delattr")
NAMESPACES = ("builtins.vars", "builtins.locals", "builtins.globals")
_TELLING = ("str", "repr", "len", "bool")
_SHOWING = ("list", "tuple", "type", *_TELLING)
_SORTING = ("sorted", "dict", "set")  # which may compare what they are given, with a student's `__lt__`
_LOOKING_ON = tuple(f"builtins.{name}" for name in ("print", "dir", "type", "id", "repr", "str", "isinstance", "help"))
# numpy's submodules, in which others may be.
_NUMPYS = frozenset(("lib", "ma", "rec", "polynomial", "linalg", "fft", "random", "matrixlib", "typing", "emath"))
_ASKING = ("builtins.issubclass", "builtins.super")
_KEEPING = ("builtins.property", "builtins.classmethod")


class _Held(IntEnum):
    """What there is of a namespace."""

    NAMES = 1  # all of it, by its names
    PART = 2  # what stands under some of them
    TEXT = 3  # nothing but what is said of it


class Whose:
    """One file, asked about its expressions.

    `looking` are the methods that look up computed names of their own object, and `by_any_name` their names; `asked`
    is whether a class says itself what its instances are, and `hands_on` whether a module is given to anybody, or more
    is given to a name than is kept in mind.
    """

    def __init__(self, syntax: Syntax) -> None:
        module = syntax.module
        self.names = canonical(syntax).names
        self.parents = {child: node for node in ast.walk(module) for child in ast.iter_child_nodes(node)}
        self.classes = {node.name for node in ast.walk(module) if isinstance(node, ast.ClassDef)}
        self.defined = frozenset(_defined(module))
        scopes = self.names.scopes
        self.scopes: dict[Scope, None] = dict.fromkeys([scopes.module, *scopes.inside.values(), *scopes.of.values()])
        self.asked = any("__instancecheck__" in scope.bindings for scope in self.scopes)
        looking = [
            method for node in ast.walk(module) if isinstance(node, ast.Call) for method in self.own_method(node)
        ]
        self.by_any_name = {method.name for method in looking}
        self.looking = frozenset(looking)
        self.lookers = frozenset(_heirs(module, self.looking))
        self.modules = frozenset(found.module for found in self.names.imports() if found.module)
        self.hands_on = any(
            len(meanings) >= MOST or (is_read(node) and self.is_handed_on(node))
            for node, meanings in self.names.meanings.items()
        )

    def bound(self, name: str) -> Iterator[tuple[int, int]]:
        """Where a name of the module gets a value."""
        for binding in self.names.scopes.module.bindings.get(name, []):
            yield binding.line, binding.column

    # --- what is done with it ------------------------------------------------------------------------

    def is_called(self, node: ast.AST) -> bool:
        """Whether an expression is the function of a call."""
        parent = self.parents.get(node)
        return isinstance(parent, ast.Call) and parent.func is node

    def is_taken(self, node: ast.AST) -> bool:
        """Whether something is called, or gets another name under which it is known."""
        match self.parents.get(node):
            case ast.Assign(targets=targets):
                return all(isinstance(target, ast.Name) for target in targets)
            case ast.NamedExpr() | ast.AnnAssign(target=ast.Name()):
                return True
        return self.is_called(node)

    def is_handed_on(self, node: ast.AST) -> bool:
        """Whether a module itself is given to somebody, who may ask it for anything."""
        if not any(name in self.modules or name.split(".")[:2][-1] in _NUMPYS for name in self.names.dotted(node)):
            return False
        match self.parents.get(node):
            case ast.Attribute() | ast.Expr() | ast.FormattedValue() | ast.Compare():
                return False
            case ast.Call(func=function):
                return not {*BY_NAME_OF, *NAMESPACES, *_LOOKING_ON} & {*self.names.dotted(function)}
        return not self.is_taken(node)

    def is_printed(self, node: ast.AST) -> bool:
        """Whether of something only the text is taken, which is printed; no operator of the file gets hold of it."""
        held: _Held | None = _Held.NAMES
        while held:
            parent = self.parents.get(node)
            if isinstance(parent, ast.Call):
                name = parent.func.id if isinstance(parent.func, ast.Name) and parent.func is not node else ""
                if name == "print" and self.is_builtin(name):
                    return True
                held = self.after_call(parent, node, name, held)
            else:
                held = self.after(parent, node, held) if parent else None
            node = parent or node
        return False

    def after(self, parent: ast.AST, node: ast.AST, held: _Held) -> _Held | None:
        """What an expression that is no call makes of what it holds; None where somebody else may get it."""
        match parent:
            case ast.keyword(arg=None) | ast.Starred():
                return held
            case ast.Subscript(value=value) if value is node:
                return max(held, _Held.PART)
            case ast.Attribute(attr="keys" | "values" | "items" | "get") if self.is_called(parent):
                return held if parent.attr == "keys" else max(held, _Held.PART)
            case ast.FormattedValue() | ast.JoinedStr():
                return _Held.TEXT
            case ast.BinOp(left=left, op=ast.Mod()) if self.names.text(left) is not None:
                return _Held.TEXT
            case ast.Compare() if self.is_only_looked_for(parent):
                return _Held.TEXT
            case ast.BinOp() | ast.Compare() if held is _Held.TEXT:
                return held
        return None

    def after_call(self, call: ast.Call, node: ast.AST, name: str, held: _Held) -> _Held | None:
        """The same of a call, of the builtin `name` if it is one."""
        if isinstance(call.func, ast.Attribute):
            if call.func is node:  # `.keys()`
                return held
            is_text = self.names.text(call.func.value) is not None
            return _Held.TEXT if is_text and call.func.attr in ("format", "format_map") else None
        if not name or not self.is_builtin(name):
            return None
        if name in _TELLING:
            return _Held.TEXT
        return held if name in _SHOWING or (name in _SORTING and held is _Held.NAMES) else None

    def is_only_looked_for(self, node: ast.Compare) -> bool:
        """Whether a comparison asks nobody but Python: whether something is None, or a text is a name of it."""
        named = self.names.text(node.left) is not None
        return (
            all(
                isinstance(each, ast.Is | ast.IsNot) or (named and isinstance(each, ast.In | ast.NotIn))
                for each in node.ops[:1]
            )
            and not node.comparators[1:]
        )

    # --- whose something is --------------------------------------------------------------------------

    def is_builtin(self, name: str) -> bool:
        """Whether a name is the builtin wherever it stands in the file."""
        stars = [star for star in self.names.scopes.stars if not star.startswith("numpy")]
        return not stars and not any(name in scope.bindings for scope in self.scopes)

    def is_super(self, node: ast.expr) -> bool:
        """Whether it is a call of `super`."""
        return isinstance(node, ast.Call) and self.names.dotted(node.func) == ("builtins.super",)

    def is_own_super(self, node: ast.expr) -> bool:
        """Whether it is a call of `super` for the method's own object."""
        return isinstance(node, ast.Call) and self.is_super(node) and all(map(self.is_own, node.args[1:]))

    def is_own(self, node: ast.expr) -> bool:
        """Whether it is the first parameter of a method, and nothing else."""
        return self.method_of(node) is not None

    def method_of(self, node: ast.expr) -> ast.FunctionDef | None:
        """The method whose `self` or `cls` this is."""
        scope = self.names.scopes.of.get(node) if isinstance(node, ast.Name) else None
        while scope is not None and isinstance(node, ast.Name) and node.id not in scope.bindings:
            scope = scope.parent
        if scope is None or not isinstance(scope.node, ast.FunctionDef) or not isinstance(node, ast.Name):
            return None
        parameters = [*scope.node.args.posonlyargs, *scope.node.args.args]
        values = [binding.value for binding in scope.bindings[node.id]]
        of_class = len(values) == 2 and values[0] is None and isinstance(values[1], ast.ClassDef)
        kept = all(set(self.names.dotted(each)) & set(_KEEPING) for each in scope.node.decorator_list)
        return scope.node if of_class and kept and parameters and parameters[0].arg == node.id else None

    def own_method(self, node: ast.Call) -> Iterator[ast.FunctionDef]:
        """The method in which a call looks up a computed name of the object whose method it is."""
        if not node.args or self.names.text(node.args[min(1, len(node.args) - 1)]) is not None:
            return
        owners = node.args[:1] if set(BY_NAME_OF) & set(self.names.dotted(node.func)) else []
        if isinstance(node.func, ast.Attribute) and node.func.attr in BY_NAME:
            owners = [node.func.value, node.args[0]]
        for owner in owners:
            method = self.method_of(owner)
            if method:
                yield method

    def is_class_handed_on(self, node: ast.AST) -> bool:
        """Whether somebody gets a class whose methods look up computed names, and could give them another object."""
        if not self.lookers or not isinstance(node, ast.expr):
            return False
        named = isinstance(node, ast.Name) and (node.id in self.lookers or self._is_cls(node))
        return (named or (not isinstance(node, ast.Name) and self.is_class(node))) and not self._stays(node)

    def _is_cls(self, node: ast.expr) -> bool:
        method = self.method_of(node)
        return method is not None and any(
            "builtins.classmethod" in self.names.dotted(each) for each in method.decorator_list
        )

    def _stays(self, node: ast.AST) -> bool:
        """Whether of a class only objects are made, heirs, or words."""
        parent = self.parents.get(node)
        match parent:
            case ast.Call(func=function) if function is not node:
                own = BY_NAME_OF if isinstance(node, ast.expr) and self._is_cls(node) else ()
                return bool({*own, *_ASKING, *_LOOKING_ON} & {*self.names.dotted(function)})
            case ast.Tuple():
                return self._stays(parent)
            case ast.Attribute(attr=name):
                return name != "mro"
            case ast.AnnAssign(value=value) | ast.arg(annotation=value):
                return isinstance(parent, ast.arg) or value is not node
            case ast.FunctionDef(returns=returns):
                return returns is node
        return isinstance(
            parent,
            ast.Call | ast.ClassDef | ast.Compare | ast.Expr | ast.FormattedValue | ast.MatchClass
            | ast.Raise | ast.ExceptHandler,
        )  # fmt: skip

    def is_class(self, node: ast.expr) -> bool:
        """Whether something is plainly a class, and not an object of it: what it is asked for gets any object."""
        match node:
            case ast.Name(id=name):
                return name in self.classes
            case ast.Attribute(attr="__class__"):
                return True
            case ast.Call(func=function):
                return "builtins.type" in self.names.dotted(function)
        return False

    def is_no_modules_class(self, node: ast.expr) -> bool:
        """Whether a class is one of the student's, or a builtin one, of which no module is."""
        if self.names.definitions(node):
            return not self.asked
        dotted = self.names.dotted(node)
        return bool(dotted) and all(name.startswith("builtins.") and name != "builtins.object" for name in dotted)

    def is_own_method(self, node: ast.Attribute) -> bool:
        """Whether an attribute that is called like one of an array's is one of the student's own, or of a module."""
        owner = node.value
        dotted = self.names.dotted(owner)
        if dotted and not any(name.partition(".")[0] in ("numpy", "builtins") for name in dotted):
            return True
        if any(isinstance(each, ast.ClassDef) for each in self.names.definitions(owner)):
            return True
        return node.attr not in POINTERS and node.attr in self.defined


def _heirs(module: ast.Module, methods: frozenset[ast.FunctionDef]) -> set[str]:
    """The names of classes that have one of these methods, and of those that are made of them."""
    classes = [node for node in ast.walk(module) if isinstance(node, ast.ClassDef)]
    found = {each.name for each in classes if not methods.isdisjoint(ast.walk(each))}
    for _ in classes if found else ():
        found |= {
            each.name for each in classes if any(isinstance(base, ast.Name) and base.id in found for base in each.bases)
        }
    return found


def _defined(module: ast.Module) -> Iterator[str]:
    """The names of methods, and of attributes that classes have or give to their objects."""
    for definition in (node for node in ast.walk(module) if isinstance(node, ast.ClassDef)):
        for node in ast.walk(definition):
            match node:
                case ast.FunctionDef(name=name) | ast.Name(id=name, ctx=ast.Store()):
                    yield name
                case ast.Attribute(attr=name, ctx=ast.Store()):
                    yield name
