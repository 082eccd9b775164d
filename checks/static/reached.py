"""What a file reaches for that no list of dotted names can say: attributes, names that are computed, namespaces."""

import ast
import re
from collections.abc import Iterator
from string import Formatter
from typing import NamedTuple

from checks.language.meanings import IMPORTERS
from checks.language.names import is_read
from checks.language.syntax import within
from checks.model import Syntax
from checks.static.attributes import (
    BY_NAME,
    DEFINED,
    EVALUATORS,
    FRAMES,
    MEMORY,
    METHODS,
    MODULES_OWN,
    OF_MODULES,
    POINTERS,
    is_dunder,
    is_refused,
)
from checks.static.counted import File
from checks.static.whose import BY_NAME_OF, NAMESPACES, Whose


class Kind(NamedTuple):
    """One capability: why it is refused, and what is to be done instead.

    One that is not refused `always` is where something could be hidden by it.
    """

    reason: str
    hint: str
    always: bool = False


NAMED = "Write the name out, for example `np.sum` instead of `getattr(np, name)`."
TAKE_OUT = "Take it out: a function of arrays has no use for it."

BUILTINS = Kind(
    "In them every function can be found by a name that is made while the program runs.",
    "Call the function by its own name.",
    always=True,
)
IMPORTED = Kind(
    "A module that cannot be told from the text could be any.",
    "Write the name out: your other task file can be had by `__import__('name-of-the-file')`.",
    always=True,
)
POINTS = Kind(
    "They write objects one by one, or hand out places in memory.",
    "Work on the arrays themselves, with slices and numpy's functions.",
    always=True,
)
DUNDER = Kind(
    "From the others Python's own machinery can be reached, and with it code that stands nowhere in the file.",
    "Use the operator or the builtin that calls it, such as `len(x)`, or take it out.",
)
FRAME = Kind("They are Python's own machinery, too.", TAKE_OUT)
EVALUATED = Kind(
    "Text or data that becomes code can do anything that this page refuses, and no rule can be checked.",
    "Write the code out where it stands in the text.",
    always=True,
)
COMPUTED = Kind(
    "With a name that is known only when the program runs, a forbidden function could be called unseen.", NAMED
)
NAMESPACE = Kind(
    "Names that are looked up in a dictionary could be those of forbidden functions.", "Write the name itself."
)
MAIN = Kind(
    "By it the grader knows the main block, which is not counted since it does not run when the file is imported.",
    "Leave `__name__` alone; Python sets it.",
)
KINDS = (BUILTINS, IMPORTED, POINTS, EVALUATED, DUNDER, FRAME, COMPUTED, NAMESPACE, MAIN)

_OF_ALL = ("operator.attrgetter", "operator.methodcaller")
_WHOLE = ("builtins", "sys.modules")
_FIELD = re.compile(r"\.(\w+)")

Said = tuple[Kind, str]
Found = tuple[Kind, str, int, int]


def found(file: File) -> Iterator[Found]:
    """The kind, what is said, and the place (line, column in bytes) of all that is reached for where it counts."""
    reader = _Reader(file.syntax)
    for node in ast.walk(file.syntax.module):
        if isinstance(node, ast.expr | ast.stmt | ast.alias | ast.pattern):
            line, column = node.lineno, node.col_offset
            if not within(line, column, file.skipped):
                yield from ((*said, line, column) for said in reader.of(node))
    for name, kind in (("__name__", MAIN), ("__builtins__", BUILTINS)):
        for line, column in reader.whose.bound(name):
            if not within(line, column, file.skipped):
                yield kind, f"`{name}` gets another value here", line, column


class _Reader:
    """Reads one file; lives only as long as the call of `found`."""

    def __init__(self, syntax: Syntax) -> None:
        self.whose = Whose(syntax)
        self.names = self.whose.names

    def of(self, node: ast.AST) -> Iterator[Said]:
        """What is reached for in one node, apart from those below it."""
        match node:
            case ast.Attribute():
                yield from self.attribute(node)
            case ast.Name():
                yield from self.name(node)
            case ast.Call():
                yield from self.call(node)
            case ast.alias():
                yield from self.alias(node)
            case ast.MatchClass():
                yield from self.pattern(node)
            case ast.stmt():
                yield from self.statement(node)
        if is_read(node):
            yield from self.meaning(node)

    # --- attributes and names ------------------------------------------------------------------------

    def attribute(self, node: ast.Attribute) -> Iterator[Said]:
        name = node.attr
        if not isinstance(node.ctx, ast.Load):
            yield from self.stored(name, node.value)
        elif name in BY_NAME and self.whose.is_called(node):
            yield from self.by_name(node)
        elif name == "__init__" and self.whose.is_super(node.value):
            return
        elif name in EVALUATORS:
            if not self.whose.is_own_method(node):
                yield EVALUATED, f"`.{name}` makes code out of text"
        elif name in METHODS | POINTERS:
            if not self.whose.is_own_method(node):
                yield POINTS, f"`.{name}` is a method of arrays that writes or points"
        elif name in self.whose.by_any_name and self.whose.is_class(node.value):
            yield COMPUTED, f"`.{name}` looks up names of whatever it is given here, not of its own object"
        elif (
            name in OF_MODULES
            and self.whose.hands_on
            and not self.names.dotted(node)
            and not self.whose.is_own_method(node)
        ):
            yield COMPUTED, f"`.{name}` may be that of a module, which is handed on in this file"
        else:
            yield from self.read(name, called=self.whose.is_called(node))

    def read(self, name: str, *, called: bool = False) -> Iterator[Said]:
        """What is said of an attribute that is read."""
        if name in FRAMES:
            yield FRAME, f"`{name}` is an attribute of Python's frames and code"
        elif name in POINTERS:
            yield POINTS, f"`.{name}` is a method of arrays that writes or points"
        elif name in EVALUATORS - self.whose.defined:
            yield EVALUATED, f"`.{name}` makes code out of text"
        elif is_refused(name, called=called):
            yield DUNDER, f"`{name}` is one of Python's own attributes"

    def stored(self, name: str, owner: ast.expr) -> Iterator[Said]:
        """What is said of an attribute that gets another value, or is deleted."""
        plain = isinstance(owner, ast.Name) and not self.names.dotted(owner)
        if name in FRAMES:
            yield FRAME, f"`{name}` is an attribute of Python's frames and code"
        elif name in MEMORY:
            yield POINTS, f"`{name}` makes an array of any place in memory"
        elif name == "__name__" and not plain:
            yield MAIN, "`__name__` gets another value here"
        elif is_dunder(name) and not (plain and name in DEFINED):
            yield DUNDER, f"`{name}`, one of Python's own attributes, gets another value here"

    def name(self, node: ast.Name) -> Iterator[Said]:
        if self.whose.looking.intersection(self.names.definitions(node)) and isinstance(node.ctx, ast.Load):
            yield COMPUTED, f"`{node.id}` looks up names of whatever it is given here, not of its own object"
        if node.id == "__builtins__":
            yield BUILTINS, "`__builtins__` holds all of Python's builtins"
        elif node.id in MEMORY:
            yield POINTS, f"`{node.id}` makes an array of any place in memory"
        elif node.id in MODULES_OWN and isinstance(node.ctx, ast.Load):
            yield DUNDER, f"`{node.id}` is one of Python's own names"

    def alias(self, node: ast.alias) -> Iterator[Said]:
        if isinstance(self.whose.parents[node], ast.ImportFrom):
            yield from self.read(node.name)
        elif node.name == "builtins":
            yield BUILTINS, "`builtins` holds all of Python's builtins"

    def pattern(self, node: ast.MatchClass) -> Iterator[Said]:
        for name in node.kwd_attrs:
            yield from self.read(name)
        if node.patterns and self.whose.asked:
            yield COMPUTED, "the grader cannot see which attributes this class pattern reads"
        elif node.kwd_attrs and self.whose.hands_on and not self.whose.is_no_modules_class(node.cls):
            yield COMPUTED, "this class pattern may read a module, which is handed on in this file"

    def statement(self, node: ast.stmt) -> Iterator[Said]:
        match node:
            case ast.FunctionDef(name=name) if name in MEMORY:
                yield POINTS, f"`{name}` makes an array of any place in memory"
            case ast.Nonlocal(names=names) if "__class__" in names:
                yield DUNDER, "`__class__`, by which `super()` knows the class, is for no other use"
            case ast.Assign() | ast.AnnAssign():
                yield from self.match_args(node)

    def match_args(self, node: ast.Assign | ast.AnnAssign) -> Iterator[Said]:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if not any(isinstance(part, ast.Name) and part.id == "__match_args__" for part in targets):
            return
        listed = node.value.elts if isinstance(node.value, ast.Tuple | ast.List) else [node.value]
        for part in listed:
            text = self.names.text(part) if part else ""
            if text is None:
                yield COMPUTED, "the grader cannot see which attributes a class pattern reads by `__match_args__`"
            else:
                yield from self.read(text or "")

    # --- what names stand for ------------------------------------------------------------------------

    def meaning(self, node: ast.AST) -> Iterator[Said]:
        if self.whose.is_class_handed_on(node):
            yield COMPUTED, "this class looks up names of whatever it is given, and is handed on here"
        for name in self.names.dotted(node):
            if name in _WHOLE:
                yield BUILTINS, f"`{name}` holds all of Python's {'modules' if 'modules' in name else 'builtins'}"
            elif name in IMPORTERS and not self.whose.is_taken(node):
                yield IMPORTED, f"`{name.rpartition('.')[2]}` is handed on here, to import something unseen"
            elif name in (*BY_NAME_OF, *_OF_ALL) and not self.whose.is_taken(node):
                yield COMPUTED, f"`{name.rpartition('.')[2]}` is handed on here, to read something unseen"
            elif name in NAMESPACES and not self.whose.is_called(node):
                yield NAMESPACE, f"`{name.rpartition('.')[2]}` is handed on here"

    # --- calls ---------------------------------------------------------------------------------------

    def call(self, node: ast.Call) -> Iterator[Said]:
        for name in self.names.dotted(node.func):
            last = name.rpartition(".")[2]
            if name in IMPORTERS and not (node.args and self.names.text(node.args[0]) is not None):
                yield IMPORTED, "the grader cannot see which module is imported here"
            elif name in BY_NAME_OF:
                yield from self.of_one(node, last)
            elif name in _OF_ALL:
                for part in node.args if name == _OF_ALL[0] else (node.args[:1] or [node]):
                    yield from self.texts(part, last)
            elif name in NAMESPACES and not self.whose.is_printed(node):
                yield NAMESPACE, f"the grader cannot see which names are reached by `{last}()`"
            elif name == "builtins.type" and len(node.args) == 3:
                yield from self.made_class(node.args[2])
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "format_map"):
            yield from self.format(self.names.text(node.func.value) or "")

    def of_one(self, node: ast.Call, function: str) -> Iterator[Said]:
        """`getattr` and its like."""
        text = self.names.text(node.args[1]) if len(node.args) > 1 else None
        if text is None or isinstance(node.args[0], ast.Starred):
            if not (node.args and self.whose.is_own(node.args[0])):
                yield COMPUTED, f"the grader cannot see which name `{function}` looks up here"
        elif function in ("setattr", "delattr"):
            yield from self.stored(text, node.args[0])
        elif function == "getattr":
            if text in OF_MODULES and self.whose.hands_on and not self.names.dotted(node):
                yield COMPUTED, f"`.{text}` may be that of a module, which is handed on in this file"
            yield from self.read(text, called=self.whose.is_called(node))

    def texts(self, part: ast.expr, function: str) -> Iterator[Said]:
        """The dotted names of `attrgetter`, or the name of `methodcaller`."""
        text = self.names.text(part)
        if text is None:
            yield COMPUTED, f"the grader cannot see which name `{function}` looks up here"
        else:
            for name in text.split("."):
                if name in OF_MODULES and self.whose.hands_on:
                    yield COMPUTED, f"`.{name}` may be that of a module, which is handed on in this file"
                yield from self.read(name, called=function == "methodcaller")

    def by_name(self, node: ast.Attribute) -> Iterator[Said]:
        """`x.__getattribute__("name")` and its like, of an object or, with the object first, of its class."""
        call = self.whose.parents[node]
        assert isinstance(call, ast.Call)
        place = -2 if node.attr == "__setattr__" else -1
        part = call.args[place] if len(call.args) >= -place else None
        text = self.names.text(part) if part else None
        owner = call.args[0] if len(call.args) > -place else node.value
        if text is not None:
            yield from self.stored(text, owner) if node.attr in ("__setattr__", "__delattr__") else self.read(text)
        elif not (self.whose.is_own_super(owner) or self.whose.is_own(owner)):
            yield COMPUTED, f"the grader cannot see which name `{node.attr}` looks up here"

    def made_class(self, members: ast.expr) -> Iterator[Said]:
        """A class that is made by `type`: its names are to be read."""
        keys = members.keys if isinstance(members, ast.Dict) else [None]
        for key in keys:
            name = self.names.text(key) if key else None
            if name is None:
                yield COMPUTED, "the grader cannot see which names the class has that `type` makes here"
            elif name in MEMORY or name in ("__next__", "__anext__", "__instancecheck__"):
                yield COMPUTED, f"`{name}` is to be defined in a `class`"

    def format(self, text: str) -> Iterator[Said]:
        """The attributes that a format string reads."""
        try:
            parts = list(Formatter().parse(text))
            parts += [inner for _, _, described, _ in parts for inner in Formatter().parse(described or "")]
        except ValueError:  # Python will say so
            return
        for name in _FIELD.findall(" ".join(field for _, field, _, _ in parts if field)):
            yield from self.read(name)
