"""What of a call is shown beside a value that differs: windows that a person can read."""

from collections.abc import Iterator

import numpy as np

from checks.dynamic.compare import returned
from checks.exercises import panels
from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import geometry, images_of, kernel_of
from checks.model import Answer, Array, Case, Difference, Evidence, Mark, Panel, Run, Zeros

MOST = 8  # sides of an image and of a kernel that are shown
MOST_CHANNELS = 4
ZEROS = "a zero put around the image"
UNDER = "under the kernel"


def evidence(run: Run, case: Case, difference: Difference) -> Evidence:
    """The image and the kernel where they are small, and a window around the value on either side."""
    came = returned(run.observations[case.id], "array")  # a complex one, too
    assert came is not None
    (array,) = came
    return Evidence(
        case=case.title,
        panels=(
            *given(run, case, difference.answer, difference.first),
            *results(difference, array),
        ),
        index=difference.first,
    )


def results(difference: Difference, array: Array) -> Iterator[Panel]:
    """What is expected and what came back around the value that differs, of its kernel where there are several."""
    expected, first = difference.answer.array, difference.first
    if expected.ndim == 4:
        yield from panels.compared_channels(expected, array, first, called="kernel")
    else:
        yield from panels.compared(expected, array, first)


def given(
    run: Run, case: Case, answer: Answer, index: tuple[int, ...], *, asked: bool = True, several: bool = False
) -> Iterator[Panel]:
    """The image with its zeros and the kernel, where they are small, and the other images beside it where `several`
    are to be shown; what lies under the kernel is marked where the value at `index` is asked for."""
    m, i, j, *which = index
    images, kernel = images_of(case), kernel_of(case)
    (top, bottom), (left, right) = oracle.zeros(run.task, case, run.policy, answer)
    down, across = geometry(run.task, case).stride
    small = max(kernel.shape[:2]) <= MOST
    under = tuple((i * down + u - top, j * across + v - left) for u, v in np.ndindex(*kernel.shape[:2]))
    for number in panels.images_shown(images, m, several=several) if max(images.shape[1:3]) <= MOST else ():
        for channel in _channels(images[number]):
            yield Panel(
                panels.name_of_image(images),
                panels.matrix(_channel(images[number], channel)),
                slice=(number, *channel),
                zeros=Zeros((top, max(bottom, 0)), (left, max(right, 0)), ZEROS),
                marks=(Mark("under", under, UNDER),) if asked and small and number == m else (),
                last_axis="channel" if channel else "",
            )
    if small:
        yield from kernel_panels(kernel, which[0] if which else 0)


def kernel_panels(kernel: Array, which: int = 0) -> Iterator[Panel]:
    """The kernel, or the one of several with this number, all of it: a panel for each channel."""
    name, one = (f"kernel {which}", kernel[..., which]) if kernel.ndim == 4 else ("kernel", kernel)
    for channel in _channels(one):
        last = "channel" if channel else ""
        yield Panel(name, panels.matrix(_channel(one, channel)), slice=channel, last_axis=last)


def _channel(array: Array, index: tuple[int, ...]) -> Array:
    found: Array = array[..., index[0]] if index else array
    return found


def _channels(array: Array) -> Iterator[tuple[int, ...]]:
    """The index of each of the first channels behind rows and columns; an empty one where there are none."""
    yield from np.ndindex(*(min(length, MOST_CHANNELS) for length in array.shape[2:]))
