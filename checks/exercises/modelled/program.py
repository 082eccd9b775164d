"""A call as a program for the student's folder, which fails as long as the answer is wrong."""

from checks.exercises.close import close
from checks.exercises.literals import literal
from checks.model import Answer, Case, Value
from checks.model.assignment import Task

TAKEN = {"np", "module", "expected", "returned", "float", "isinstance", "len", "tuple", "type"}
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
        return [*is_array, *_one("returned", "expected", case, answer)]
    return [
        "assert isinstance(returned, tuple), type(returned)",
        "assert len(returned) == len(expected), len(returned)",
        *(line for n, part in enumerate(answer.parts) for line in _one(f"returned[{n}]", f"expected[{n}]", case, part)),
    ]


def _one(came: str, right: str, case: Case, answer: Answer) -> list[str]:
    return [
        f"assert np.shape({came}) == np.shape({right}), np.shape({came})",
        f"assert {close(came, right, case, answer)}, {came}",
    ]
