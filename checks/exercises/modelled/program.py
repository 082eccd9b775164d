"""A call as a program for the student's folder, which fails as long as the answer is wrong."""

import numpy as np

from checks.dynamic.compare import tolerances
from checks.exercises.literals import literal
from checks.model import Answer, Case, Value
from checks.model.assignment import Task

TAKEN = {
    *("np", "module", "expected", "returned", "came", "right", "atol"),
    *("float", "isinstance", "len", "tuple", "type", "zip"),
}
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
            *_compared(answer),
        ]
    )


def _expected(answer: Answer) -> str:
    parts: list[Value] = [part.array if part.array.ndim else part.array.item() for part in answer.parts]
    return literal(tuple(parts)) if answer.form == "tuple" else literal(parts[0])


def _compared(answer: Answer) -> list[str]:
    if answer.form != "tuple":
        return _one(answer)
    allowed = ", ".join(_allowed(part) for part in answer.parts)
    return [
        "assert isinstance(returned, tuple), type(returned)",
        "assert len(returned) == len(expected), len(returned)",
        f"for came, right, atol in zip(returned, expected, [{allowed}]):",
        "    assert np.shape(came) == np.shape(right), np.shape(came)",
        f"    assert np.allclose(came, right, rtol=0, atol=atol{_nan(*answer.parts)}), came",
    ]


def _one(answer: Answer) -> list[str]:
    is_array = ["assert isinstance(returned, np.ndarray), type(returned)"] if answer.form == "array" else []
    return [
        *is_array,
        "assert np.shape(returned) == np.shape(expected), np.shape(returned)",
        f"assert np.allclose(returned, expected, rtol=0, atol={_allowed(answer)}{_nan(answer)}), returned",
    ]


def _allowed(answer: Answer) -> str:
    return f"{float(tolerances(answer).max(initial=0.0)):.2g}"


def _nan(*answers: Answer) -> str:
    """That NaN is right where it is expected, which is said where it is."""
    arrays = [answer.array for answer in answers if answer.array.dtype.kind in "fc"]
    return ", equal_nan=True" if any(np.isnan(array).any() for array in arrays) else ""
