"""What of a call is shown beside a value that differs: windows that a person can read."""

from collections.abc import Iterator

import numpy as np

from checks.exercises import panels
from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import images_of, kernel_of
from checks.model import Answer, Array, Case, Difference, Evidence, Mark, Panel, Run, Zeros

MOST = 8  # sides of an image and of a kernel that are shown
ZEROS = "a zero put around the image"
UNDER = "under the kernel"


def evidence(run: Run, case: Case, difference: Difference) -> Evidence:
    """The image and the kernel where they are small, and a window around the value on either side."""
    array = run.observations[case.id].array
    assert array is not None
    return Evidence(
        case=case.title,
        panels=(
            *given(run, case, difference.answer, difference.first),
            *panels.compared(difference.answer.array, array, difference.first),
        ),
        index=difference.first,
    )


def given(run: Run, case: Case, answer: Answer, index: tuple[int, ...], *, asked: bool = True) -> Iterator[Panel]:
    """The image with its zeros and the kernel, where they are small; what lies under the kernel is marked where the
    value at `index` is asked for."""
    (m, i, j), image, kernel = index, images_of(case)[index[0]], kernel_of(case)
    (top, bottom), (left, right) = oracle.zeros(run.task, case, run.policy, answer)
    small = max(kernel.shape) <= MOST
    if max(image.shape) <= MOST:
        under = tuple((i + u - top, j + v - left) for u, v in np.ndindex(*kernel.shape))
        yield Panel(
            "image",
            panels.matrix(image),
            slice=(m,),
            zeros=Zeros((top, bottom), (left, right), ZEROS),
            marks=(Mark("under", under, UNDER),) if asked and small else (),
        )
    if small:
        yield kernel_panel(kernel)


def kernel_panel(kernel: Array) -> Panel:
    """The kernel, all of it."""
    return Panel("kernel", panels.matrix(kernel))
