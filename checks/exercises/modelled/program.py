"""A call as a program for the student's folder, which fails as long as the answer is wrong."""

from itertools import repeat

from checks.dynamic.types_told import NUMBERS, kind_of
from checks.exercises.close import close
from checks.exercises.literals import literal
from checks.model import Answer, Case, Value
from checks.model.assignment import Task

TAKEN = {"np", "module", "expected", "returned", "float", "isinstance", "len", "list", "tuple", "type"}
"""What the program means by these names: an argument that is called so gets another one in it."""


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
    if answer.form != "tuple":
        is_array = ["assert isinstance(returned, np.ndarray), type(returned)"] if answer.form == "array" else []
        return [*is_array, *_one("returned", "expected", case, answer, *answer.types)]
    kind = {"a tuple": "tuple", "a list": "list"}.get("".join(answer.types[:1]), "(tuple, list)")
    return [
        f"assert isinstance(returned, {kind}), type(returned)",
        "assert len(returned) == len(expected), len(returned)",
        *(
            line
            for n, (part, asked) in enumerate(zip(answer.parts, answer.types[1:] or repeat(""), strict=False))
            for line in _one(f"returned[{n}]", f"expected[{n}]", case, part, asked)
        ),
    ]


def _one(came: str, right: str, case: Case, answer: Answer, asked: str = "") -> list[str]:
    return [
        *_of_type(came, asked),
        f"assert np.shape({came}) == np.shape({right}), np.shape({came})",
        f"assert {close(came, right, case, answer)}, {came}",
    ]


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
