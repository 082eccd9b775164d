"""The handout's own call on one picture as it was run: what a report draws."""

from collections.abc import Iterator

import numpy as np

from checks.dynamic.compare import match
from checks.dynamic.shapes import right_shape
from checks.exercises import own
from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import geometry, images_of, kernel_of
from checks.exercises.convolution.conventions import count
from checks.exercises.convolution.pictures import called
from checks.exercises.convolution.shown import kernel_panels
from checks.exercises.panels import pixels
from checks.model import Answer, Array, Beside, Case, Difference, Exhibit, Figure, Observation, Run, Zeros

MOST_SIDE = 64  # rows and columns of a result that is drawn
MOST_OUTLINED = 200  # rows and columns of a result whose outline is drawn
MOST_KERNEL = 12  # rows and columns of a kernel whose values are shown
MOST_RESULTS = 4  # of several kernels
COLOURS = 3
MINUS = "\N{MINUS SIGN}"


def exhibit(run: Run) -> Exhibit | None:
    """The picture with the zeros around it, the kernel, and for each kernel the result expected and the one that came
    back.

    Of several pictures the first whose result differs. None where the call was not made, or is hidden.
    """
    family = own.of_data(run.task)
    case = next((case for case in run.cases if case.family == family and not case.hidden), None)
    if case is None or case.id not in run.observations:
        return None
    observation, kernel = run.observations[case.id], kernel_of(case)
    answer, index = _nearest(run, case)
    (top, bottom), (left, right) = oracle.zeros(run.task, case, run.policy, answer)
    zeros = Zeros((top, max(bottom, 0)), (left, max(right, 0)))
    image = images_of(case)[index]
    down, across = geometry(run.task, case).stride
    rows = _length(image.shape[0], zeros.rows, kernel.shape[0], down, "rows")
    columns = _length(image.shape[1], zeros.columns, kernel.shape[1], across, "columns")
    what = called(run.task)
    of_one = max(kernel.shape[:2]) <= MOST_KERNEL and kernel.ndim < 4
    return Exhibit(
        title=what.title,
        subject=what.subject.format(index),
        call=f"The {what.whose} call on {what.subject.format(index)}",
        right=f"On this {what.number} every value is right",
        sizes=f"{rows}, {columns}",
        figures=(_figure(image, f"{what.number.capitalize()} {index}", zeros, kernel.shape),),
        panels=tuple(kernel_panels(kernel)) if of_one else (),
        results=tuple(_results(kernel, answer.array[index], observation, index)),
        expected_shape=answer.array.shape,
        returned_shape=observation.shape,
    )


def _results(kernel: Array, expected: Array, observation: Observation, index: int) -> Iterator[Beside]:
    """The result, or that of each of the first kernels with the kernel beside it."""
    came = _returned(observation.array, index, expected.ndim)
    if expected.ndim == 2:
        outline = _outline(observation.shape, 3, expected.shape)
        yield Beside(pixels(expected), None if came is None else pixels(came), outline)
        return
    for number in range(min(expected.shape[2], MOST_RESULTS)):
        there = came is not None and number < came.shape[2]
        yield Beside(
            pixels(expected[..., number]),
            pixels(came[..., number]) if came is not None and there else None,
            _outline(observation.shape, 4, expected.shape[:2]),
            name=f"kernel {number}",
            panels=tuple(kernel_panels(kernel, number)) if max(kernel.shape[:2]) <= MOST_KERNEL else (),
        )


def _nearest(run: Run, case: Case) -> tuple[Answer, int]:
    """The right answer that comes nearest to what came back, and the image that shows the difference."""
    answers = run.expected(case)
    array = run.observations[case.id].array
    if array is None or not right_shape(run, case):
        return answers[0], 0
    found = match(array, case, answers)
    return found.answer, found.first[0] if isinstance(found, Difference) else 0


def _figure(image: Array, name: str, zeros: Zeros, kernel: tuple[int, ...]) -> Figure:
    rows, columns, *channels = image.shape
    seen = image if channels in ([], [COLOURS]) else image[..., 0]
    around = _around(*zeros.rows, *zeros.columns)
    alt = f"{name}, {rows} by {columns} pixels; {around}; the kernel at its first place is outlined"
    return Figure("image", pixels(seen), around, alt, zeros, (kernel[0], kernel[1]))


def _around(top: int, bottom: int, left: int, right: int) -> str:
    if not any((top, bottom, left, right)):
        return "no zeros around it"
    sides = {"above": top, "below": bottom, "left": left, "right": right}
    if len(set(sides.values())) == 1:
        return f"{top} {'row and column' if top == 1 else 'rows and columns'} of zeros on every side"
    return "zeros: " + ", ".join(f"{count} {side}" for side, count in sides.items())


def _length(length: int, zeros: tuple[int, int], taps: int, stride: int, name: str) -> str:
    before, after = zeros
    added = f" + {before} + {after}" if any(zeros) else ""
    fitting = f"{length}{added} {MINUS} {taps}"
    moved = fitting if stride == 1 else f"({fitting}) // {stride}"
    return f"{moved} + 1 = {count(length, taps, stride, zeros)} {name}"


def _returned(array: Array | None, index: int, axes: int) -> Array | None:
    """What came back for one picture, if it has as many axes as it should and can be drawn."""
    if array is None or array.ndim != axes + 1 or len(array) <= index or not 0 < max(array.shape[1:3]) <= MOST_SIDE:
        return None
    return np.asarray(array[index])


def _outline(shape: tuple[int, ...] | None, axes: int, expected: tuple[int, ...]) -> tuple[int, int] | None:
    """The sides of the pictures that came back, where they are not those that were expected."""
    if shape is None or len(shape) != axes or shape[1:3] == expected or min(shape) == 0:
        return None
    return (shape[1], shape[2]) if max(shape[1:3]) <= MOST_OUTLINED else None
