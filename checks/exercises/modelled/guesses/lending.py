"""Expressions of the model solution in the place of a student's, with the names that stand for the same."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from checks.exercises.modelled.guesses.numbers import LIKELY, NEAR
from checks.exercises.modelled.guesses.setting import Setting
from checks.exercises.modelled.guesses.slots import Function, Role, Slot, slots_of, statements_of
from checks.language.nodes import expression

LENT = 0  # the rank of what fits best
ALIKE, NEARLY, HARDLY = 0.6, 0.4, 0.3  # the share of their words that two expressions have in common
MOST_FOR_ONE, MOST_INLINE, DEEPEST = 3, 14, 4
OF_VALUES: tuple[Role, ...] = ("value", "return", "added")
GIVES: dict[Role, tuple[Role, ...]] = {
    **dict.fromkeys(OF_VALUES, OF_VALUES),
    **{role: (role,) for role in ("loop", "condition", "store", "call")},
    "targets": (),
}
"""What the slots of each role may be lent by."""

Words = Counter[str]


class _Binding(Struct, frozen=True, eq=False):
    """One way a name gets a value: the expression, which part of it, in how many loops; None for a loop's own."""

    name: str
    value: ast.expr
    part: str


def lent_to(
    student: Function, model: Function, setting: Setting, numpy: str, known: frozenset[str]
) -> Iterator[tuple[Slot, ast.expr, int]]:
    """Each slot of a student's with what the model solution has there, likely ones first.

    `numpy` is what the model solution calls numpy; `known` are names that the student's file knows everywhere.
    """
    lending = _Lending(student, model, setting, numpy, known)
    for slot in slots_of(student):
        yield from ((slot, node, rank) for node, rank in lending.to(slot))


class _Lending:
    def __init__(self, student: Function, model: Function, setting: Setting, numpy: str, known: frozenset[str]) -> None:
        self._setting, self._known = setting, known
        self._slots = slots_of(model)
        self._values = {each.name: each for each in _bindings(model)}
        self._meant: dict[str, tuple[str, ...]] = {}
        if numpy and setting.numpy:
            self._meant[numpy] = (setting.numpy,)
        theirs = [each.arg for each in student.args.args]
        for mine, other in zip((each.arg for each in model.args.args), theirs, strict=False):
            self._meant[mine] = (other,)
        self._parameters = frozenset(theirs)
        self._pair(model, student)

    def _pair(self, model: Function, student: Function) -> None:
        """The student's names that may stand for each of the model solution's own."""
        own = {each.name: each.value for each in _bindings(student) if not each.part}
        others = [
            (each, _words(value, {}, each.part))
            for each in _bindings(student)
            for value in (each.value, _filled(each.value, {k: v for k, v in own.items() if k != each.name}))
        ]
        for mine in _bindings(model):
            if mine.name in self._meant:
                continue
            here = _words(mine.value, self._meant, mine.part)
            alike = sorted(((_alike(here, words), each.name) for each, words in others), key=lambda pair: -pair[0])
            names = dict.fromkeys(name for share, name in alike if share >= HARDLY and name not in self._parameters)
            if names:
                self._meant[mine.name] = tuple(names)[:2]

    def to(self, slot: Slot) -> list[tuple[ast.expr, int]]:
        """What a slot may be lent, the likeliest first."""
        own, read = _words(slot.node, {}), self._own_names(slot.node)
        before = ast.unparse(slot.node)
        found: dict[str, tuple[float, ast.expr]] = {}
        for mine in self._slots:
            if mine.role not in GIVES[slot.role]:
                continue
            for node in self._in_their_names(mine.node):
                text, share = ast.unparse(node), _alike(own, _words(node, {}))
                is_answer = "return" in (slot.role, mine.role) and not self._own_names(node)
                throws_away = is_answer and (read or slot.role != "return" or share <= NEARLY)
                of_one_name = bool(mine.about) and slot.about in self._meant.get(mine.about, (mine.about,))
                if text != before and (share >= HARDLY or of_one_name) and not throws_away:
                    found.setdefault(text, (max(share, HARDLY), node))
        best = sorted(found.values(), key=lambda pair: -pair[0])[:MOST_FOR_ONE]
        return [(node, LENT if share >= ALIKE else NEAR if share >= NEARLY else LIKELY) for share, node in best]

    def _own_names(self, node: ast.expr) -> set[str]:
        """The names of the function's own that an expression reads."""
        return _names(node) & self._setting.kinds.keys() - self._parameters

    def _in_their_names(self, node: ast.expr) -> Iterator[ast.expr]:
        """An expression in the student's names: with the likeliest for each, then with the second for one of them."""
        names = sorted(_names(node))
        meant: dict[str, list[ast.expr]] = {}
        for name in names:
            choices = self._choices(name, DEEPEST)
            if not choices:
                return
            meant[name] = choices
        first = {name: choices[0] for name, choices in meant.items()}
        yield _filled(node, first)
        for name, choices in meant.items():
            for other in choices[1:]:
                yield _filled(node, {**first, name: other})

    def _choices(self, name: str, depth: int) -> list[ast.expr]:
        """What may stand for a name of the model solution; none where nothing does."""
        if name in self._meant:
            return [ast.Name(other, ast.Load()) for other in self._meant[name]]
        if name in self._values:
            inlined = self._inlined(self._values[name], depth)
            return [inlined] if inlined is not None else []
        return [ast.Name(name, ast.Load())] if name in self._known else []

    def _inlined(self, binding: _Binding, depth: int) -> ast.expr | None:
        """A small expression for a name that the student has none for."""
        if binding.part or depth == 0 or _words(binding.value, {}).total() > MOST_INLINE:
            return None
        parts = {}
        for name in _names(binding.value):
            choices = self._choices(name, depth - 1)
            if not choices:
                return None
            parts[name] = choices[0]
        return _filled(binding.value, parts)


def _filled(node: ast.expr, parts: Mapping[str, ast.expr]) -> ast.expr:
    return expression(ast.unparse(node), **parts)


def _names(node: ast.expr) -> set[str]:
    """The names that an expression reads, without those that it binds itself."""
    every = [each for each in ast.walk(node) if isinstance(each, ast.Name)]
    bound = {each.id for each in every if not isinstance(each.ctx, ast.Load)} - {
        each.id for each in [node] if isinstance(each, ast.Name)
    }
    return {each.id for each in every} - bound


def _bindings(function: Function) -> Iterator[_Binding]:
    for statement in statements_of(function):
        match statement:
            case ast.Assign(targets=[target], value=value):
                yield from _of_target(target, value, "")
            case ast.For(target=target, iter=iterable):
                yield from _of_target(target, iterable, "for")


def _of_target(target: ast.expr, value: ast.expr, part: str) -> Iterator[_Binding]:
    match target:
        case ast.Name(id=name):
            yield _Binding(name, value, part)
        case ast.Tuple(elts=elts):
            values = value.elts if isinstance(value, ast.Tuple) and len(value.elts) == len(elts) else None
            for place, each in enumerate(elts):
                if isinstance(each, ast.Name):
                    yield _Binding(each.id, values[place] if values else value, part if values else f"{part}{place}")


def _words(node: ast.expr, meant: Mapping[str, tuple[str, ...]], part: str = "") -> Words:
    """The words of an expression: operators, functions, numbers, and names as they are meant."""
    words: Words = Counter([part] if part else [])
    for each in ast.walk(node):
        match each:
            case ast.Name(id=name):
                words[meant.get(name, (name,))[0]] += 1
            case ast.Attribute(attr=name):
                words[name] += 1
            case ast.Constant(value=value):
                words[repr(value)] += 1
            case ast.keyword(arg=str(name)):
                words[name] += 1
            case ast.operator() | ast.cmpop() | ast.unaryop() | ast.boolop() | ast.Subscript() | ast.Slice():
                words[type(each).__name__] += 1
    return words


def _alike(one: Words, other: Words) -> float:
    """The share of their words that two have in common."""
    both = (one & other).total()
    return both / max(1, one.total() + other.total() - both)
