"""A call as a program for the student's folder, which fails as long as the answer is wrong."""

from collections.abc import Iterator
from itertools import repeat
from typing import NamedTuple

from checks.dynamic.rows import together
from checks.dynamic.types_told import NUMBERS, kind_of
from checks.exercises.close import close
from checks.exercises.literals import literal
from checks.model import Answer, Case, Value
from checks.model.assignment import Task

TAKEN = {"np", "module", "expected", "returned", "float", "isinstance", "len", "list", "tuple", "type"} | {
    *("fits", "stands", "pair", "row", "other", "seen", "range", "set"),
}
"""What the program means by these names: an argument that is called so gets another one in it."""
PAIRING = (
    "stands = {}",
    "def pair(row, seen):",
    "    for other in np.flatnonzero(fits[:, row]):",
    "        if other not in seen:",
    "            seen.add(other)",
    "            if other not in stands or pair(stands[other], seen):",
    "                stands[other] = row",
    "                return True",
    "    return False",
)
"""For each right row a row that came, and for no two the same."""


def program(task: Task, case: Case, answer: Answer) -> str:
    """The call as a program that may be run on one's own machine."""
    module = task.file.removesuffix(".py")
    called = {name: f"{name}_" if name in TAKEN else name for name in case.arguments}
    given = [f"{called[name]} = {literal(value)}" for name, value in case.arguments.items()]
    optional = {argument.name for argument in task.arguments if argument.optional}
    names = [f"{name}={called[name]}" if name in optional else called[name] for name in case.arguments]
    return "\n".join(
        [
            "import numpy as np",
            f"module = __import__({module!r})",
            *given,
            f"expected = {_expected(answer)}",
            f"returned = module.{task.function}({', '.join(names)})",
            *_compared(case, answer),
        ]
    )


def _expected(answer: Answer) -> str:
    parts: list[Value] = [part.array if part.array.ndim else part.array.item() for part in answer.parts]
    return literal(tuple(parts)) if answer.form == "tuple" else literal(parts[0])


def _compared(case: Case, answer: Answer) -> list[str]:
    parts = list(_named(answer))
    forms = [line for part in parts for line in (*_of_type(part.came, part.asked), _of_shape(part))]
    rows = together(tuple(part.answer.array for part in parts)) if answer.any_order else 0
    alone = [part for part in parts if not (rows and part.answer.array.ndim)]
    values = [f"assert {close(part.came, part.right, case, part.answer)}, {part.came}" for part in alone]
    others = [part for part in parts if part not in alone and part.answer.array.size]
    return [*_of_form(answer), *forms, *values, *(_of_rows(case, others, rows) if others else ())]


class _Part(NamedTuple):
    """A part of the result, or all of it: what the program calls it and the right one, and the type asked for."""

    came: str
    right: str
    answer: Answer
    asked: str


def _named(answer: Answer) -> Iterator[_Part]:
    if answer.form != "tuple":
        yield _Part("returned", "expected", answer, "".join(answer.types))
        return
    for number, (part, asked) in enumerate(zip(answer.parts, answer.types[1:] or repeat(""), strict=False)):
        yield _Part(f"returned[{number}]", f"expected[{number}]", part, asked)


def _of_form(answer: Answer) -> list[str]:
    """That an array came back where one is asked for, or so many parts."""
    if answer.form != "tuple":
        return ["assert isinstance(returned, np.ndarray), type(returned)"] if answer.form == "array" else []
    kind = {"a tuple": "tuple", "a list": "list"}.get("".join(answer.types[:1]), "(tuple, list)")
    return [
        f"assert isinstance(returned, {kind}), type(returned)",
        "assert len(returned) == len(expected), len(returned)",
    ]


def _of_shape(part: _Part) -> str:
    return f"assert np.shape({part.came}) == np.shape({part.right}), np.shape({part.came})"


def _of_rows(case: Case, parts: list[_Part], rows: int) -> Iterator[str]:
    """That for each right row there is one that stands for it, which may have to make room for another one."""
    yield f"fits = np.ones(({rows}, {rows}), bool)"
    for part in parts:
        near = close(f"{part.came}[:, None]", f"{part.right}[None]", case, part.answer, whole=False)
        yield f"fits &= {near}.reshape({rows}, {rows}, -1).all(axis=2)"
    yield from PAIRING
    yield f"for row in range({rows}):"
    yield "    assert pair(row, set()), returned"


def _of_type(came: str, asked: str) -> list[str]:
    """That something is of the type that is asked for, where one is."""
    kind = kind_of(asked)
    if not kind:
        return []
    is_array = f"isinstance({came}, np.ndarray)"
    kinds = "iuO" if kind == "i" else kind  # an integer of more than 64 bits is an object to numpy
    return [
        f"assert {'not ' * (asked in NUMBERS.values())}{is_array}, type({came})",
        f"assert np.asarray({came}).dtype.kind in {kinds!r}, type({came})",
    ]
