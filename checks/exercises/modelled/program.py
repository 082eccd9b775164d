"""A call as a program for the student's folder, which fails as long as the answer is wrong."""

from checks.dynamic.compare import tolerances
from checks.exercises.literals import literal
from checks.model import Answer, Case, Value
from checks.model.assignment import Task


def program(task: Task, case: Case, answer: Answer) -> str:
    """The call as a program that may be run on one's own machine."""
    module = task.file.removesuffix(".py")
    given = [f"{name} = {literal(value)}" for name, value in case.arguments.items()]
    by_place = task.parameters[: len(case.arguments)]
    names = [name if name in by_place else f"{name}={name}" for name in case.arguments]
    return "\n".join(
        [
            "import numpy as np",
            f"module = __import__({module!r})",
            *given,
            f"expected = {_expected(answer)}",
            f"returned = module.{task.function}({', '.join(names)})",
            *_compared(answer),
        ]
    )


def _expected(answer: Answer) -> str:
    parts: list[Value] = [part.array if part.array.ndim else part.array.item() for part in answer.parts]
    return literal(tuple(parts)) if answer.form == "tuple" else literal(parts[0])


def _compared(answer: Answer) -> list[str]:
    if answer.form != "tuple":
        return _one("returned", "expected", answer)
    lines = ["assert len(returned) == len(expected), len(returned)"]
    for number, part in enumerate(answer.parts):
        lines += _one(f"returned[{number}]", f"expected[{number}]", part)
    return lines


def _one(returned: str, expected: str, answer: Answer) -> list[str]:
    allowed = float(tolerances(answer).max(initial=0.0))
    return [
        f"assert np.shape({returned}) == np.shape({expected}), np.shape({returned})",
        f"assert np.allclose({returned}, {expected}, rtol=0, atol={allowed:.2g}, equal_nan=True), {returned}",
    ]
