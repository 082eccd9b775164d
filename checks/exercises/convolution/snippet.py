"""A call as a program for the student's folder, which fails as long as the answer is wrong, and the sum that is asked
for as it is worked out by hand."""

from collections.abc import Iterator

import numpy as np

from checks.exercises.close import close
from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import geometry, images_of, kernel_of
from checks.exercises.convolution.facts import SMALLEST_TAP, fact
from checks.exercises.convolution.form import has_several_kernels
from checks.exercises.convolution.proof_cases import UNIT
from checks.exercises.families import REPEATED
from checks.exercises.literals import nested
from checks.exercises.smallest import MEMORY
from checks.model import Array, Case, Difference, Fact, Outcome, Run
from checks.model.assignment import Task
from checks.written import apart

WIDTH = 72  # of a line, which a report indents
MOST_TERMS = 9  # of a sum, beyond which taps of 0 are left out


def snippet(run: Run, failing: Fact, *, memory_shows: bool) -> str:
    """The call as a program; where memory shows that was never written, that holds something else than zeros."""
    module = run.task.file.removesuffix(".py")
    case = failing.case
    kernel = "kernels" if has_several_kernels(run.task) else "kernel"
    called = _called(run.task.function, ", ".join(["images", kernel, *_more(run.task, case)]))
    return "\n".join(
        [
            "import numpy as np",
            f"module = __import__({module!r})",
            f"images = np.array({nested(images_of(case))})",
            f"{kernel} = np.array({nested(kernel_of(case))})",
            *_expected(failing),
            *([MEMORY] if memory_shows else []),
            *([called, "# The same once more:"] if case.title == REPEATED else []),
            f"returned = {called}",
            "assert isinstance(returned, np.ndarray), type(returned)",
            *_compared(failing),
        ]
    )


def _called(function: str, arguments: str) -> str:
    """The call, in a line of its own for what it is given where one would be too long."""
    call = f"module.{function}({arguments})"
    return call if len(f"returned = {call}") <= WIDTH else f"module.{function}(\n    {arguments}\n)"


def _more(task: Task, case: Case) -> Iterator[str]:
    """Padding and stride where they are given, by name where the function has a default for them."""
    for argument in task.arguments:
        if argument.name in ("padding", "stride") and argument.name in case.arguments:
            yield f"{f'{argument.name}=' if argument.optional else ''}{case.arguments[argument.name]!r}"


def _rights(failing: Fact) -> list[Array]:
    """The right answers, each once."""
    found: list[Array] = []
    for answer in failing.answers:
        if not any(np.array_equal(answer.array, other) for other in found):
            found.append(answer.array)
    return found


def _expected(failing: Fact) -> list[str]:
    rights = _rights(failing)
    if len(rights) == 1:
        return [f"expected = np.array({nested(rights[0])})"]
    plain = len({right.shape for right in rights}) == 1
    left_open = "where the extra zeros of an even kernel go" if plain else "how many zeros 'same' puts"
    lines = [f"expected = [  # {left_open} is left open"]
    lines += [f"    np.array({nested(right)}),".replace("\n", "\n    ") for right in rights]
    return [*lines, "]"]


def _compared(failing: Fact) -> list[str]:
    other_dtype = failing.observation.outcome is Outcome.NOT_AN_ARRAY and failing.observation.detail.startswith(
        "ndarray"
    )
    lines = ["assert returned.dtype.kind in 'iuf', returned.dtype"] if other_dtype else []
    if len(_rights(failing)) == 1:
        return [
            *lines,
            "assert returned.shape == expected.shape, returned.shape",
            f"assert {_close(failing, 'expected')}, returned",
        ]
    return [
        *lines,
        "fitting = [right for right in expected",
        "           if returned.shape == right.shape]",
        "assert fitting, returned.shape",
        f"close = [{_close(failing, 'right')}",
        "         for right in fitting]",
        "assert any(close), returned",
    ]


def _close(failing: Fact, right: str) -> str:
    """The comparison of the check. What only calls with few taps at a time told has to be the same here."""
    hidden = fact(failing.case, failing.observation, failing.answers).right
    half = float(np.nextafter(SMALLEST_TAP / 2, 0))  # the check asks for less than half, np.allclose for no more
    most = 0.0 if hidden else half if failing.case.title == UNIT else np.inf
    return close("returned", right, failing.case, failing.answers[0], most)


def worked_sum(run: Run, failing: Fact, found: Difference) -> str:
    """How the expected value at the first wrong place comes about: every tap times the pixel under it."""
    m, i, j, *which = found.first
    image, kernel = images_of(failing.case)[m], kernel_of(failing.case)
    kernel = kernel[..., which[0]] if which else kernel
    (top, _), (left, _) = oracle.zeros(run.task, failing.case, run.policy, found.answer)
    down, across = geometry(run.task, failing.case).stride
    terms, outside, left_out = [], "", ""
    for u, v, *c in np.ndindex(kernel.shape):
        row, column, tap = i * down + u - top, j * across + v - left, kernel[(u, v, *c)]
        inside = 0 <= row < image.shape[0] and 0 <= column < image.shape[1]
        if kernel.size > MOST_TERMS and not tap:
            left_out = "; the other values of the kernel are 0"
            continue
        if not inside:
            outside = "; (0) lies outside of the image"
        terms.append(f"{tap.item():g}*{f'{image[(row, column, *c)].item():g}' if inside else '(0)'}")
    several = "; of several right answers this is the nearest" if len(_rights(failing)) > 1 else ""
    value = found.answer.array[found.first].item()
    array = failing.observation.array
    fits = array is not None and array.shape == found.answer.array.shape
    text, _ = apart(value, array[found.first].item() if array is not None and fits else value)
    return f"{[i, j, *which]}: {' + '.join(terms)} = {text}{left_out}{outside}{several}"
