"""From what is seen and said of a function's parameters to a description, with what somebody has to say beside it."""

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from checks.exercises.inputs.written import written_problems
from checks.model.arguments import (
    Argument,
    ArrayOf,
    Description,
    EitherOf,
    FloatOf,
    Form,
    IntegerOf,
    PairOf,
    Simple,
)
from checks.printable import one_line
from grader.drafting.axes import Names
from grader.drafting.defaults import can_be_written, fits, is_pair, literal
from grader.drafting.refused import Met, differences, met
from grader.drafting.said import Kind, Said, said_of
from grader.drafting.solutions import parameters
from grader.drafting.uses import Reader, Uses

OF_WHERE = ""
"""By what the marks of `where` are known, beside those of parameters."""
_MOST_DEFAULT = 3  # up to which a default leaves small arrays to be asked
_MOST_INTEGER = 9  # where there is no array whose length could bound it


class Guess(Struct, frozen=True):
    """A description, and for each parameter what is to be said of it, if anything is."""

    description: Description
    marks: Mapping[str, tuple[str, ...]]


class _Seen(NamedTuple):
    name: str
    uses: Uses
    said: Said
    default: ast.expr | None


def guess(function: ast.FunctionDef) -> Guess:
    """What the function may be given, as its text shows it."""
    reader, documented = Reader(function), ast.get_docstring(function) or ""
    seen = [
        _Seen(parameter.arg, reader.uses(parameter.arg), said_of(parameter, documented), default)
        for parameter, default in parameters(function)
    ]
    return _Guessing(function, seen).guess()


class _Guessing:
    """One function: its parameters, the names of sizes that are taken, and what was found to be said."""

    def __init__(self, function: ast.FunctionDef, seen: list[_Seen]) -> None:
        self._function, self._seen = function, seen
        self._kinds = {each.name: _kind(each) for each in seen}
        if "array" not in {
            kind for kind, _ in self._kinds.values()
        }:  # one of them is, or it is no exercise with arrays
            first = next((name for name, (kind, sure) in self._kinds.items() if kind == "float" and not sure), "")
            self._kinds.update({first: ("array", False)} if first else {})
        self._names = Names({name: kind for name, (kind, _) in self._kinds.items()})
        self._marks: dict[str, list[str]] = {each.name: [] for each in seen}

    def guess(self) -> Guess:
        arrays = {each.name: self._array(each) for each in self._seen if self._kinds[each.name][0] == "array"}
        pairs = {each.name: self._names.pair(each.name, each.uses.pair) for each in self._seen if self._has_pair(each)}
        sizes = {name: name for name, (kind, _) in self._kinds.items() if kind == "integer"}
        sizes |= {name: name for form in arrays.values() for name in form.axes}
        sizes |= {name: name for pair in pairs.values() for name in pair}
        axes = {name: form.axes for name, form in arrays.items()}
        lengths = {name for several in (*axes.values(), *pairs.values()) for name in several}
        demanded = met(self._function, sizes, axes)
        bound = next((form.axes[0] for form in arrays.values() if form.axes), None)
        arguments: list[Argument] = []
        for each in self._seen:
            argument = self._argument(each, arrays, pairs, demanded, bound)
            if each.default is None or argument.optional or not any(earlier.optional for earlier in arguments):
                arguments.append(argument)
            else:  # it cannot be asked for without a default, and calls need not give it
                written = one_line(ast.unparse(each.default), 60)
                self._marks[each.name] = [f"what {each.name} may be, if calls are to give it; its default is {written}"]
        where = tuple(each.text for each in demanded if not _bounds_one(each, arguments))
        guessed = [
            one.text
            for one in differences(self._function, sizes, axes, lengths)
            if not any(_sides(other, one.left) for other in demanded)
        ]
        if guessed:
            self._marks[OF_WHERE] = ['what sizes have to meet, as where = ["k <= n"]']
            where = (*where, *guessed)
        described = _usable(Description(tuple(arguments), where, self._names.fixed))
        for name in self._names.untold if len(arrays) > 1 else ():
            self._marks[name].append(
                f"what the axes of {name} are called: the same name is the same length, here and in other arrays"
            )
        return Guess(described, {name: tuple(dict.fromkeys(marks)) for name, marks in self._marks.items() if marks})

    def _argument(
        self,
        each: _Seen,
        arrays: Mapping[str, ArrayOf],
        pairs: Mapping[str, tuple[str, str]],
        demanded: tuple[Met, ...],
        bound: str | None,
    ) -> Argument:
        name, (kind, sure), default = each.name, self._kinds[each.name], literal(each.default)
        if not sure:
            self._marks[name].append(
                f'what {name} may be: {{ array = "n" }}, {{ integer = "{name}", least = 1 }}, {{ float = "{name}" }}, '
                f'{{ pair = "{name}1 {name}2" }}, {{ either = ["a", "b"] }}, {{ tuple = [{{ array = "n" }}] }}'
            )
        form: Form
        if kind == "array":
            form = arrays[name]
        elif kind == "bool":
            form = EitherOf((False, True))
        elif kind == "float":
            form = FloatOf(name, _number(each.said.least), _number(each.said.most))
        elif kind == "text":
            form = self._either(each, pairs, demanded, default)
        elif kind == "pair":
            form = self._pair(each, pairs[name], demanded, default)
        else:
            form = self._integer(each, demanded, default, bound)
        none = each.said.none or each.uses.none or (each.default is not None and default is None)
        if each.default is None:
            return Argument(name, form, none=none)
        if default is None:
            return Argument(name, form, optional=True, none=True)
        if fits(form, default):
            default = float(default) if isinstance(form, FloatOf) else default
            return Argument(name, form, optional=True, default=default, none=none)
        written = one_line(ast.unparse(each.default), 60)
        self._marks[name].append(f"the default of {name}, as `default = ...`: {written} cannot be taken as it stands")
        return Argument(name, form, none=none)

    def _has_pair(self, each: _Seen) -> bool:
        kind, uses = self._kinds[each.name][0], each.uses
        taken_apart = bool(uses.pair or uses.members or "tuple" in uses.types or each.said.kind == "pair")
        return kind == "pair" or (kind == "text" and taken_apart)

    def _array(self, each: _Seen) -> ArrayOf:
        form, sure = self._names.array(each.name, each.said, each.uses)
        if not sure and self._kinds[each.name][1]:
            self._marks[each.name].append(
                f'which axes {each.name} has, by names: array = "n", or "h w"; the same name is the same length. '
                "Add dtype, least, most where not every array may be given"
            )
        return form

    def _either(
        self, each: _Seen, pairs: Mapping[str, tuple[str, str]], demanded: tuple[Met, ...], default: Any
    ) -> EitherOf:
        texts = [text for text in (each.said.texts or each.uses.texts) if can_be_written(text)]
        if isinstance(default, str) and default not in texts and can_be_written(default):
            texts.insert(0, default)
        others: list[Simple] = []
        if each.name in pairs:
            others.append(self._pair(each, pairs[each.name], demanded, default))
        elif each.uses.integer:
            others.append(self._integer(each, demanded, default, None))
        if len(texts) < 2 and not others:
            known = f", besides {one_line(texts[0], 60)}" if texts else ""
            self._marks[each.name].append(f'which texts {each.name} may be{known}: either = ["a", "b"]')
        return EitherOf((*(texts[:16] or ["..."]), *others))

    def _pair(self, each: _Seen, names: tuple[str, str], demanded: tuple[Met, ...], default: Any) -> PairOf:
        least = min((1, *default)) if isinstance(default, tuple) and default else 1
        if not all(_is_bounded(name, demanded) for name in names):
            self._marks[each.name].append(f"how small and how large the two of {each.name} may be: least = 1, most = 3")
        return PairOf(names, least)

    def _integer(self, each: _Seen, demanded: tuple[Met, ...], default: Any, bound: str | None) -> IntegerOf:
        least, most = each.said.least, each.said.most
        for one in demanded:
            low, high = _bounds(one, each.name)
            least, most = (low if low is not None else least), (high if high is not None else most)
        below, above = least is not None, most is not None
        for one in demanded:
            sides = _sides(one, each.name)
            below, above = below or "below" in sides, above or "above" in sides
        given = default if isinstance(default, int) and not isinstance(default, bool) else 1
        if not below:
            least = min(1, given)
        if not above:
            most = max(_MOST_INTEGER, given) if bound is None or bound == each.name else bound
            most = given if given > _MOST_DEFAULT and bound is not None else most
            if isinstance(most, str) and isinstance(least, int) and least < 0:
                most = max(1, given)
        if not (below and above) and self._kinds[each.name][1]:
            what = "small" if above else "large" if below else "small and how large"
            self._marks[each.name].append(f'how {what} {each.name} may be: least = 1, most = 9, or most = "n - 1"')
        return IntegerOf(each.name, least, most)


def _kind(each: _Seen) -> tuple[Kind, bool]:
    """What kind of thing a parameter is, and whether that is certain."""
    uses, default = each.uses, literal(each.default)
    certain: list[tuple[Kind, object]] = [
        ("text", isinstance(default, str) or uses.texts or uses.text),
        ("bool", isinstance(default, bool)),
        ("float", isinstance(default, float)),
        ("pair", (uses.pair and not uses.iterated) or is_pair(default)),
        ("array", uses.array or uses.iterated or uses.types & {"np.ndarray", "numpy.ndarray"} or uses.members - {0, 1}),
        ("integer", uses.integer or "int" in uses.types),
    ]
    likely: list[tuple[Kind, object]] = [
        ("integer", isinstance(default, int)),
        ("pair", uses.members == {0, 1}),
        ("array", uses.numpy or uses.members or uses.index),
        ("float", True),
    ]
    if each.said.kind and not (each.said.kind == "pair" and (uses.texts or isinstance(default, str))):
        return each.said.kind, True
    return next((kind, place < len(certain)) for place, (kind, holds) in enumerate([*certain, *likely]) if holds)


def _number(bound: int | str | None) -> int | None:
    return bound if isinstance(bound, int) else None


def _bounds(one: Met, name: str) -> tuple[int | None, int | None]:
    """The least and the most that a comparison with a number says of a size."""
    left, sign, right = one.left, one.sign, one.right
    if right == name:
        left, right, sign = right, left, {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(sign, sign)
    if left != name or not right.isdecimal():
        return None, None
    number = int(right)
    return {">=": (number, None), ">": (number + 1, None), "<=": (None, number), "<": (None, number - 1)}.get(
        sign, (None, None)
    )


def _bounds_one(one: Met, arguments: list[Argument]) -> bool:
    """Whether a comparison says a bound of an integer, which has it as such."""
    of = [argument.form.size for argument in arguments if isinstance(argument.form, IntegerOf)]
    return any(_bounds(one, name) != (None, None) for name in of)


def _is_bounded(name: str, demanded: tuple[Met, ...]) -> bool:
    return {"below", "above"} <= {side for one in demanded for side in _sides(one, name)}


def _sides(one: Met, name: str) -> set[str]:
    """On which sides a comparison bounds a size, which may stand in a sum."""
    found = set()
    for text, smaller in ((one.left, one.sign in ("<", "<=")), (one.right, one.sign in (">", ">="))):
        if re.search(rf"\b{re.escape(name)}\b", text):
            taken_away = re.search(rf"- \(?(\d+ \* )?{re.escape(name)}\b", text) is not None
            found |= {"below", "above"} if one.sign == "==" else {"above" if smaller != taken_away else "below"}
    return found


def _usable(description: Description) -> Description:
    """The description without the bounds and conditions that name what is no size."""
    wrong = {place for place, _ in written_problems(description)}
    where = tuple(text for index, text in enumerate(description.where) if f"where[{index}]" not in wrong)
    arguments = tuple(_without(argument, wrong) for argument in description.arguments)
    return Description(arguments, where, description.axes)


def _without(argument: Argument, wrong: set[str]) -> Argument:
    left_out = {word: None for word in _words(argument) if f"arguments.{argument.name}.{word}" in wrong}
    return msgspec.structs.replace(argument, form=msgspec.structs.replace(argument.form, **left_out))


def _words(argument: Argument) -> Iterator[str]:
    if isinstance(argument.form, Simple):
        yield from ("least", "most")
