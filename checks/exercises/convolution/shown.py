"""What of a call is shown beside a value that differs: windows that a person can read."""

from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import images_of, kernel_of, padding_of
from checks.model import Array, Case, Difference, Evidence, Matrix, Run

WINDOW = 5  # rows and columns of an array that are shown
SHOWN_IMAGE = 8  # sides of an image and of a kernel that are shown whole


def evidence(run: Run, case: Case, difference: Difference) -> Evidence:
    """The image and the kernel where they are small, and a window around the value on either side."""
    array = run.observations[case.id].array
    assert array is not None
    m, row, column = difference.first
    expected = difference.answer.array
    corner = (_start(row, expected.shape[1]), _start(column, expected.shape[2]))
    images, kernel = images_of(case), kernel_of(case)
    return Evidence(
        case=case.title,
        image=_matrix(images[m]) if max(images.shape[1:]) <= SHOWN_IMAGE else None,
        kernel=_matrix(kernel) if max(kernel.shape) <= SHOWN_IMAGE else None,
        padding=padding_of(case),
        pads=oracle.zeros(run.task, case, run.policy, difference.answer),
        expected=_window(expected[m], corner),
        returned=_window(array[m], corner),
        image_index=m,
        index=(row, column),
        corner=corner,
    )


def _start(position: int, length: int) -> int:
    return max(0, min(position - WINDOW // 2, length - WINDOW))


def _window(array: Array, corner: tuple[int, int]) -> Matrix:
    row, column = corner
    return _matrix(array[row : row + WINDOW, column : column + WINDOW])


def _matrix(array: Array) -> Matrix:
    return tuple(tuple(value.item() for value in row) for row in array)
