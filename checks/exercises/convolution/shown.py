"""What of a call is shown beside a value that differs: windows that a person can read."""

from collections.abc import Iterator
from types import EllipsisType
from typing import NamedTuple

import numpy as np

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
    array = run.observations[case.id].array
    assert array is not None
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
    m, i, j, *which = difference.first
    if not which:
        yield from panels.compared(difference.answer.array, array, difference.first)
        return
    expected, came = difference.answer.array[m, :, :, which[0]], array[m, :, :, which[0]]
    corner = panels.around((i, j), expected.shape)
    yield from panels.beside(expected, came, asked=(i, j), corner=corner, slice_=(m,), part=f", kernel {which[0]}")


def given(run: Run, case: Case, answer: Answer, index: tuple[int, ...], *, asked: bool = True) -> Iterator[Panel]:
    """The image with its zeros and the kernel, where they are small; what lies under the kernel is marked where the
    value at `index` is asked for."""
    m, i, j, *which = index
    image, kernel = images_of(case)[m], kernel_of(case)
    (top, bottom), (left, right) = oracle.zeros(run.task, case, run.policy, answer)
    down, across = geometry(run.task, case).stride
    small = max(kernel.shape[:2]) <= MOST
    if max(image.shape[:2]) <= MOST:
        under = tuple((i * down + u - top, j * across + v - left) for u, v in np.ndindex(*kernel.shape[:2]))
        for channel in _channels(image, 2):
            yield Panel(
                f"image{channel.name}",
                panels.matrix(image[channel.where]),
                slice=(m,),
                zeros=Zeros((top, max(bottom, 0)), (left, max(right, 0)), ZEROS),
                marks=(Mark("under", under, UNDER),) if asked and small else (),
            )
    if small:
        yield from kernel_panels(kernel, which[0] if which else 0)


def kernel_panels(kernel: Array, which: int = 0) -> Iterator[Panel]:
    """The kernel, or the one of several with this number, all of it: a panel for each channel."""
    number = f" {which}" if kernel.ndim == 4 else ""
    one = kernel[..., which] if kernel.ndim == 4 else kernel
    for channel in _channels(one, 2):
        yield Panel(f"kernel{number}{channel.name}", panels.matrix(one[channel.where]))


class _Channel(NamedTuple):
    """One channel, in words, and the index of its rows and columns."""

    name: str
    where: tuple[EllipsisType | int, ...]


def _channels(array: Array, axes: int) -> Iterator[_Channel]:
    """The channels that an array has behind so many axes; one without a name where it has none."""
    if array.ndim == axes:
        yield _Channel("", (...,))
        return
    for c in range(min(array.shape[axes], MOST_CHANNELS)):
        yield _Channel(f", channel {c}", (..., c))
