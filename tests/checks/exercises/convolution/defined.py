"""Calls of the convolutions with a stride, and what is right of them by the definition, for tests."""

from collections.abc import Iterator
from itertools import product

import numpy as np

from checks.exercises.convolution.calls import Padding, arguments, geometry, images_of, kernel_of
from checks.model import Array, Case
from checks.model.assignment import Task
from tests.brute_force import convolved

Axis = tuple[int, int, int, int]  # n, k, p and s along one axis


def every_axis(*, padded: bool) -> list[Axis]:
    """All small ones on which a kernel fits."""
    every = product(range(1, 6), range(1, 5), range(3 if padded else 1), range(1, 5))
    return [(n, k, p, s) for n, k, p, s in every if k <= n + 2 * p]


def every_call(task: Task, padding: str, random: np.random.Generator) -> Iterator[Case]:
    """Every small setting of the rows with some of the columns, and so the other way round; "" is a pair."""
    axes = every_axis(padded=not padding)
    for step in (7, 31):
        for rows, columns in zip(axes, axes[step:] + axes[:step], strict=True):
            yield call(task, rows, columns, padding or (rows[2], columns[2]), random)


def call(task: Task, rows: Axis, columns: Axis, padding: Padding, random: np.random.Generator) -> Case:
    """A call with small whole numbers; the channels and the kernels are 1 to 3."""
    (h, kh, _, sh), (w, kw, _, sw) = rows, columns
    c, nc = random.integers(1, 4, 2).tolist() if task.function != "convolve_grayscale" else (0, 0)
    channels, kernels = (c,) if c else (), (nc,) if task.function == "convolve" else ()
    given = random.integers(-9, 10, (2, h, w, *channels)), random.integers(-9, 10, (kh, kw, *channels, *kernels))
    return Case("c", "f", "t", arguments(task, *given, padding, (sh, sw)))


def fitting(task: Task, case: Case) -> tuple[tuple[int, int], tuple[int, int]]:
    """Of a call without 'same' the zeros in front of rows and columns, and the rows and columns of its result."""
    h, w, kh, kw, padding, (sh, sw) = geometry(task, case)
    ph, pw = (0, 0) if isinstance(padding, str) else padding
    return (ph, pw), ((h + 2 * ph - kh) // sh + 1, (w + 2 * pw - kw) // sw + 1)


def by_definition(task: Task, case: Case, before: tuple[int, int], shape: tuple[int, int]) -> Array:
    """(m, oh, ow) or (m, oh, ow, nc), one value at a time."""
    images, kernel, stride = images_of(case), kernel_of(case), geometry(task, case).stride
    channels = images[..., None] if images.ndim == 3 else images
    kernels = kernel.reshape(*kernel.shape[:2], channels.shape[3], -1)

    def result(image: Array, taps: Array) -> Array:
        of_channels = (
            convolved(image[..., c].tolist(), taps[..., c].tolist(), before, shape, stride)
            for c in range(image.shape[2])
        )
        return np.sum(list(of_channels), axis=0)

    found = np.array([[result(image, taps) for taps in np.moveaxis(kernels, 3, 0)] for image in channels])
    return np.moveaxis(found, 1, 3) if kernel.ndim == 4 else found[:, 0]
