"""From the tables `[tasks.arguments]` and `[tasks.axes]` and the list `where` to a `Description`."""

import json
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, Literal

from checks.exercises.inputs.bundles import apart
from checks.exercises.inputs.written import written_problems
from checks.model.arguments import (
    AnyOf,
    Argument,
    ArrayOf,
    Axis,
    Bound,
    Constant,
    Description,
    EitherOf,
    FloatOf,
    Form,
    IntegerOf,
    PairOf,
    Simple,
    TupleOf,
)
from checks.printable import one_line
from grader.assignment.words import ProblemError, Problems, joined, key, kind, table, unknown_key

MOST_CHARACTERS = 400  # of a text that is written down
_FORMS = ("array", "integer", "float", "pair", "either", "tuple", "any")
_KEYS = {
    "array": ("least", "most", "dtype", "sorted"),
    "integer": ("least", "most"),
    "float": ("least", "most"),
    "pair": ("least", "most"),
    "either": (),
    "tuple": (),
    "any": (),
}
_OF_ARGUMENT = ("default", "none")
MOST_MEMBERS = 8  # of a tuple that is described


def description(arguments: Any, where: Any = (), axes: Any = None, *, search: bool = True) -> Description:
    """Read what tomllib gives of a task.

    With `search` what only a look at the calls tells is looked at, too: that there are some.

    Raises:
        ProblemError: something is wrong, of which the first is told.
    """
    found = Description(_arguments(arguments), _where(where), _axes({} if axes is None else axes))
    search = search and not any(isinstance(argument.form, AnyOf) for argument in found.arguments)
    for place, problem in _searched(apart(found)) if search else written_problems(apart(found)):
        raise ProblemError(place, problem)
    return found


def _searched(found: Description) -> Problems:
    from checks.exercises.inputs.problems import problems  # which needs numpy

    return problems(found)


def _arguments(raw: Any) -> tuple[Argument, ...]:
    return tuple(_argument(joined("arguments", name), name, each) for name, each in table("arguments", raw).items())


def _argument(place: str, name: str, raw: Any) -> Argument:
    given = table(place, raw)
    form = _form(place, given, _FORMS, _OF_ARGUMENT)
    if isinstance(form, TupleOf) and (named := next((word for word in _OF_ARGUMENT if word in given), None)):
        raise ProblemError(f"{place}.{named}", "not for a tuple that is described: it is always given")
    none = given.get("none", False)
    if none not in (True, False, "default") or isinstance(none, int | float) != isinstance(none, bool):
        raise ProblemError(f"{place}.none", f'expected true, or "default" where None is the default, got {_got(none)}')
    if none == "default" and "default" in given:
        raise ProblemError(f"{place}.default", 'expected no other default beside none = "default"')
    default = _constant(f"{place}.default", given["default"]) if "default" in given else None
    return Argument(name, form, optional="default" in given or none == "default", default=default, none=bool(none))


def _form(place: str, given: Mapping[str, Any], forms: tuple[str, ...], more: tuple[str, ...] = ()) -> Form:
    """The one form that the table names; `more` are the keys that it may have beside the form's own."""
    named = [form for form in forms if form in given]
    if len(named) != 1:
        expected = f"expected one of the keys {', '.join(forms[:-1])} and {forms[-1]}"
        near = [match for name in given for match in get_close_matches(name[:100], forms, n=1, cutoff=0.7)]
        meant = f"; did you mean {near[0]}?" if near and not named else ""
        got = " and ".join(named) if named else f"none of them{meant}"
        raise ProblemError(place, f"{expected}, got {got}")
    form = named[0]
    known = (form, *_KEYS[form], *more)
    for name in given:
        if name not in known:
            raise ProblemError(f"{place}.{key(name)}", unknown_key(name, known))
    return _made(place, form, given)


def _made(place: str, form: str, given: Mapping[str, Any]) -> Form:
    inside = f"{place}.{form}"
    if form == "either":
        choices = _list(inside, given[form], 'texts and tables such as ["same", { pair = "ph pw" }]')
        return EitherOf(tuple(_choice(f"{inside}[{index}]", choice) for index, choice in enumerate(choices)))
    if form == "any":
        if given[form] is not True:
            raise ProblemError(inside, f"expected true, got {_got(given[form])}")
        return AnyOf()
    if form == "tuple":
        return TupleOf(_members(inside, given[form]))
    least, most = (_bound(f"{place}.{word}", given.get(word)) for word in ("least", "most"))
    if form == "array":
        axes = _names(inside, given[form], 'names of axes such as "kh kw"')
        dtype = _text(f"{place}.dtype", given.get("dtype", ""), 'a dtype such as "uint8"', least=0)
        return ArrayOf(axes, dtype, least, most, _sorted(f"{place}.sorted", given.get("sorted", "")))
    if form == "pair":
        names = _names(inside, given[form], 'two names such as "ph pw"', 2)
        return PairOf((names[0], names[1]), least, most)
    (name,) = _names(inside, given[form], f'one name such as "{"k" if form == "integer" else "alpha"}"', 1)
    return IntegerOf(name, least, most) if form == "integer" else FloatOf(name, least, most)


def _members(place: str, raw: Any) -> tuple[Simple | EitherOf, ...]:
    members = _list(place, raw, 'tables such as [{ array = "n" }, { integer = "k" }]')
    if not 1 <= len(members) <= MOST_MEMBERS:
        raise ProblemError(place, f"expected 1 to {MOST_MEMBERS} members, got {len(members)}")
    return tuple(_member(f"{place}[{index}]", member) for index, member in enumerate(members))


def _member(place: str, raw: Any) -> Simple | EitherOf:
    form = _form(place, table(place, raw), tuple(form for form in _FORMS if form not in ("tuple", "any")))
    assert not isinstance(form, TupleOf | AnyOf)
    return form


def _choice(place: str, raw: Any) -> str | bool | int | float | Simple:
    if isinstance(raw, str | bool | int | float):
        return raw
    if not isinstance(raw, dict):
        raise ProblemError(place, f"expected a text, a number, true, false or a table, got {kind(raw)}")
    form = _form(place, raw, tuple(form for form in _FORMS if form not in ("either", "tuple", "any")))
    assert not isinstance(form, EitherOf | TupleOf | AnyOf)
    return form


def _sorted(place: str, raw: Any) -> Literal["", "weakly", "strictly"]:
    match raw:
        case "":
            return ""
        case "weakly":
            return "weakly"
        case "strictly":
            return "strictly"
    raise ProblemError(place, f'expected "weakly" or "strictly", got {_got(raw)}')


def _bound(place: str, raw: Any) -> Bound | None:
    if raw is None or (isinstance(raw, int | float | str) and not isinstance(raw, bool)):
        return raw
    raise ProblemError(place, f'expected a number, or an expression such as "n - 1", got {_got(raw)}')


def _constant(place: str, raw: Any) -> Constant:
    if isinstance(raw, str | bool | int | float):
        return raw
    if isinstance(raw, list) and all(isinstance(member, int) and not isinstance(member, bool) for member in raw):
        return tuple(raw)
    expected = "a text, a number, true, false or a list of integers"
    raise ProblemError(place, f"expected {expected}, got {'a list of others' if isinstance(raw, list) else kind(raw)}")


def _where(raw: Any) -> tuple[str, ...]:
    expected = 'comparisons such as ["k <= n"]'
    texts = _list("where", raw, expected)
    return tuple(_text(f"where[{index}]", text, 'a comparison such as "k <= n"') for index, text in enumerate(texts))


def _axes(raw: Any) -> tuple[Axis, ...]:
    return tuple(_axis(f"axes.{key(name)}", name, given) for name, given in table("axes", raw).items())


def _axis(place: str, name: str, raw: Any) -> Axis:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Axis(name, raw, raw)
    if not isinstance(raw, dict):
        raise ProblemError(place, f"expected a length, or a table such as {{ least = 0 }}, got {_got(raw)}")
    for word, length in raw.items():
        if word not in ("least", "most"):
            raise ProblemError(f"{place}.{key(word)}", unknown_key(word, ("least", "most")))
        if not isinstance(length, int) or isinstance(length, bool):
            raise ProblemError(f"{place}.{word}", f"expected an integer, got {_got(length)}")
    return Axis(name, raw.get("least", 1), raw.get("most"))


def _names(place: str, raw: Any, expected: str, count: int | None = None) -> tuple[str, ...]:
    names = tuple(_text(place, raw, expected).split())
    if not names or (count is not None and len(names) != count):
        raise ProblemError(place, f"expected {expected}, got {_got(raw)}")
    return names


def _text(place: str, raw: Any, expected: str, least: int = 1) -> str:
    if not isinstance(raw, str) or len(raw) < least:
        raise ProblemError(place, f"expected {expected}, got {_got(raw)}")
    if len(raw) > MOST_CHARACTERS:
        raise ProblemError(place, f"expected at most {MOST_CHARACTERS} characters, got {len(raw)}")
    return raw


def _list(place: str, raw: Any, expected: str) -> list[Any]:
    if not isinstance(raw, list | tuple):
        raise ProblemError(place, f"expected a list of {expected}, got {kind(raw)}")
    return list(raw)


def _got(raw: Any) -> str:
    """A text as it stands, of which only the start is shown where it is long; of all others the type."""
    return one_line(json.dumps(raw[:200], ensure_ascii=False), 100) if isinstance(raw, str) else kind(raw)
