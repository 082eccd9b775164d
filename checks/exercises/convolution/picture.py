"""The handout's own call on one MNIST digit as it was run: what a report draws."""

import numpy as np

from checks.dynamic.compare import match
from checks.dynamic.shapes import right_shape
from checks.exercises import own
from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import images_of, kernel_of
from checks.model import Answer, Array, Case, Difference, Picture, Pixels, Run

MOST_SIDE = 64  # rows and columns of a result that is drawn


def picture(run: Run) -> Picture | None:
    """The digit, the kernel, the zeros around it, the result expected and the one that came back.

    Of several digits the first whose result differs. None where the call was not made, or is hidden.
    """
    family = own.of_data(run.task)
    case = next((case for case in run.cases if case.family == family and not case.hidden), None)
    if case is None or case.id not in run.observations:
        return None
    observation = run.observations[case.id]
    answer, index = _nearest(run, case)
    return Picture(
        index=index,
        image=_pixels(images_of(case)[index]),
        kernel=_pixels(kernel_of(case)),
        pads=oracle.zeros(run.task, case, run.policy, answer),
        expected=_pixels(answer.array[index]),
        returned=_returned(observation.array, index),
        expected_shape=answer.array.shape,
        returned_shape=observation.shape,
    )


def _nearest(run: Run, case: Case) -> tuple[Answer, int]:
    """The right answer that comes nearest to what came back, and the image that shows the difference."""
    answers = run.expected(case)
    array = run.observations[case.id].array
    if array is None or not right_shape(run, case):
        return answers[0], 0
    found = match(array, case, answers)
    return found.answer, found.first[0] if isinstance(found, Difference) else 0


def _returned(array: Array | None, index: int) -> Pixels | None:
    if array is None or array.ndim != 3 or len(array) <= index or not 0 < max(array.shape[1:]) <= MOST_SIDE:
        return None
    return _pixels(array[index])


def _pixels(array: Array) -> Pixels:
    rows, columns = array.shape
    with np.errstate(over="ignore"):
        return Pixels(rows, columns, array.astype("<f4").tobytes())
