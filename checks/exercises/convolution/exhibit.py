"""The handout's own call on one digit as it was run: what a report draws."""

from checks.dynamic.compare import match
from checks.dynamic.shapes import right_shape
from checks.exercises import own
from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import geometry, images_of, kernel_of
from checks.exercises.convolution.conventions import count
from checks.exercises.convolution.form import has_channels
from checks.exercises.convolution.pictures import DIGITS, called
from checks.exercises.convolution.shown import kernel_panels
from checks.exercises.panels import pixels
from checks.model import Answer, Array, Beside, Case, Difference, Exhibit, Figure, Pixels, Run, Zeros

MOST_SIDE = 64  # rows and columns of a result that is drawn
MOST_OUTLINED = 200  # rows and columns of a result whose outline is drawn
MOST_KERNEL = 12  # rows and columns of a kernel whose values are shown
MINUS = "\N{MINUS SIGN}"


def exhibit(run: Run) -> Exhibit | None:
    """The digit with the zeros around it, the kernel, the result expected and the one that came back.

    Of several digits the first whose result differs. None where the call was not made, or is hidden.
    """
    family = own.of_data(run.task)
    case = next((case for case in run.cases if case.family == family and not case.hidden), None)
    if case is None or case.id not in run.observations or has_channels(run.task):
        return None
    observation, kernel = run.observations[case.id], kernel_of(case)
    answer, index = _nearest(run, case)
    (top, bottom), (left, right) = oracle.zeros(run.task, case, run.policy, answer)
    zeros = Zeros((top, bottom), (left, right))
    image = images_of(case)[index]
    down, across = geometry(run.task, case).stride
    rows = _length(image.shape[0], zeros.rows, kernel.shape[0], down, "rows")
    columns = _length(image.shape[1], zeros.columns, kernel.shape[1], across, "columns")
    expected, shape = answer.array[index], observation.shape
    what = called(run.task)
    article, whose = ("a", "handout's") if what is DIGITS else ("an", "assignment's")
    return Exhibit(
        title=f"On {article} {what.number}",
        subject=what.subject.format(index),
        call=f"The {whose} call on {what.subject.format(index)}",
        right=f"On this {what.number} every value is right",
        sizes=f"{rows}, {columns}",
        figures=(_figure(image, f"{what.number.capitalize()} {index}", zeros, kernel.shape),),
        panels=tuple(kernel_panels(kernel)) if max(kernel.shape) <= MOST_KERNEL else (),
        results=(Beside(pixels(expected), _returned(observation.array, index), _outline(shape, expected.shape)),),
        expected_shape=answer.array.shape,
        returned_shape=shape,
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
    rows, columns = image.shape
    around = _around(*zeros.rows, *zeros.columns)
    alt = f"{name}, {rows} by {columns} pixels; {around}; the kernel at its first place is outlined"
    return Figure("image", pixels(image), around, alt, zeros, (kernel[0], kernel[1]))


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


def _returned(array: Array | None, index: int) -> Pixels | None:
    if array is None or array.ndim != 3 or len(array) <= index or not 0 < max(array.shape[1:]) <= MOST_SIDE:
        return None
    return pixels(array[index])


def _outline(shape: tuple[int, ...] | None, expected: tuple[int, ...]) -> tuple[int, int] | None:
    """The sides of the pictures that came back, where they are not those that were expected."""
    if shape is None or len(shape) != 3 or shape[1:] == expected or min(shape) == 0:
        return None
    return (shape[1], shape[2]) if max(shape[1:]) <= MOST_OUTLINED else None
