"""The handout's own call on one picture as it was run: what a report draws."""

from collections.abc import Iterator

from checks.exercises import pictures
from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import geometry, images_of, kernel_of
from checks.exercises.convolution.conventions import count
from checks.exercises.convolution.maker import KNOWN
from checks.exercises.convolution.shown import kernel_panels
from checks.exercises.panels import pixels
from checks.model import Array, Beside, Exhibit, Figure, Observation, Run, Zeros

MOST_KERNEL = 12  # rows and columns of a kernel whose values are shown
MOST_RESULTS = 4  # of several kernels


def exhibit(run: Run) -> Exhibit | None:
    """The picture with the zeros around it, the kernel, and for each kernel the result expected and the one that came
    back.

    Of several pictures the first whose result differs. None where the call was not made, or is hidden.
    """
    case = pictures.own_case(run)
    if case is None:
        return None
    observation, kernel = run.observations[case.id], kernel_of(case)
    answer, index = pictures.nearest(run, case)
    (top, bottom), (left, right) = oracle.zeros(run.task, case, run.policy, answer)
    zeros = Zeros((top, max(bottom, 0)), (left, max(right, 0)))
    image = images_of(case)[index]
    down, across = geometry(run.task, case).stride
    rows = _length(image.shape[0], zeros.rows, kernel.shape[0], down, "rows")
    columns = _length(image.shape[1], zeros.columns, kernel.shape[1], across, "columns")
    what = pictures.called(run.task, KNOWN)
    of_one = max(kernel.shape[:2]) <= MOST_KERNEL and kernel.ndim < 4
    return Exhibit(
        title=what.title,
        subject=what.subject.format(index),
        call=f"The {what.whose} call on {what.subject.format(index)}",
        right=f"On this {what.number} every value is right",
        sizes=f"{rows}, {columns}",
        figures=(_figure(image, f"{what.number.capitalize()} {index}", zeros, kernel.shape),),
        panels=tuple(kernel_panels(kernel)) if of_one else (),
        results=tuple(_results(kernel, answer.array, observation, index)),
        expected_shape=answer.array.shape,
        returned_shape=observation.shape,
    )


def _results(kernel: Array, expected: Array, observation: Observation, index: int) -> Iterator[Beside]:
    """The result, or that of each of the first kernels with the kernel beside it."""
    came = pictures.returned(observation.array, index, expected.ndim - 1)
    outline = pictures.outline(observation.shape, expected.shape)
    right = expected[index]
    if right.ndim == 2:
        yield Beside(pixels(right), None if came is None else pixels(came), outline)
        return
    for number in range(min(right.shape[2], MOST_RESULTS)):
        there = came is not None and number < came.shape[2]
        yield Beside(
            pixels(right[..., number]),
            pixels(came[..., number]) if came is not None and there else None,
            outline,
            name=f"kernel {number}",
            panels=tuple(kernel_panels(kernel, number)) if max(kernel.shape[:2]) <= MOST_KERNEL else (),
        )


def _figure(image: Array, name: str, zeros: Zeros, kernel: tuple[int, ...]) -> Figure:
    rows, columns = image.shape[:2]
    around = _around(*zeros.rows, *zeros.columns)
    alt = f"{name}, {rows} by {columns} pixels; {around}; the kernel at its first place is outlined"
    return Figure("image", pictures.picture(image), around, alt, zeros, (kernel[0], kernel[1]))


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
    fitting = f"{length}{added} {pictures.MINUS} {taps}"
    moved = fitting if stride == 1 else f"({fitting}) // {stride}"
    return f"{moved} + 1 = {count(length, taps, stride, zeros)} {name}"
