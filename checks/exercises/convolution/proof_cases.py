"""The cases of the proof: every small shape with unit images, and some shapes with random values.

Exhaustive over shapes, randomised over values. The smallest shape comes first, so that the first failure is the
smallest one.
"""

from collections.abc import Iterator

import numpy as np

from checks.exercises.convolution.calls import Padding, Pair, arguments, geometry, images_of, kernel_of
from checks.exercises.convolution.form import (
    has_channels,
    has_several_kernels,
    is_plain,
    takes_padding,
    takes_stride,
)
from checks.exercises.convolution.operator import decodable_kernels, unit_images
from checks.exercises.convolution.proof_shapes import Shape, paddings, shapes
from checks.exercises.families import PROOF, REPEATED
from checks.model import Array, Case, Value
from checks.model.assignment import CasePolicy, Task

UNIT, VALUES = "every pixel in turn", "random values"

OF_VALUES: tuple[tuple[int, ...], ...] = (  # h, w, kh, kw, ph, pw
    (1, 1, 1, 1, 0, 0),
    (3, 2, 1, 1, 1, 0),
    (4, 5, 2, 3, 1, 0),
    (5, 4, 3, 2, 0, 2),
    (4, 6, 3, 3, 1, 2),
    (6, 5, 5, 4, 2, 1),
    (2, 6, 1, 5, 0, 3),
    (6, 2, 4, 1, 3, 1),
    (6, 6, 5, 5, 2, 2),
)
STRIDES_OF_VALUES = ((1, 1), (2, 1), (1, 2), (2, 2), (3, 2))
CHANNELS_OF_VALUES = ((1, 1), (3, 2), (2, 3), (3, 1), (1, 2))
REPEATS = 3
Made = tuple[str, dict[str, Value]]  # a title, and the arguments


def proof_cases(task: Task, policy: CasePolicy) -> tuple[Case, ...]:
    """The calls of the proof."""
    calls = [*_of_units(task), *_of_values(task, policy)]
    repeated = [(REPEATED, given) for _, given in calls[1 : 1 + REPEATS]]
    return tuple(
        Case(
            id=f"{PROOF}-{number}",
            family=PROOF,
            title=title,
            arguments=given,
            hidden=PROOF in policy.hidden,
        )
        for number, (title, given) in enumerate([*calls, *repeated])
    )


def shape_of(task: Task, case: Case) -> Shape:
    """The sides of a call."""
    sides, channels = geometry(task, case), (*images_of(case).shape[3:], *kernel_of(case).shape[3:])
    padding = (0, 0) if is_plain(task) and isinstance(sides.padding, str) else sides.padding
    return Shape(*sides[:4], padding, sides.stride, *channels)


def size(task: Task, case: Case) -> int:
    """How many numbers there are in a padded image and in the kernel: small calls come first."""
    return shape_of(task, case).numbers


def _of_units(task: Task) -> Iterator[Made]:
    """One call for each shape, and more where the kernels have too many taps for one."""
    for shape in shapes(task):
        channels = (shape.c,) if shape.c else ()
        images = unit_images(shape.h, shape.w, *channels)
        for kernel in decodable_kernels(shape.kh, shape.kw, *channels, *((shape.nc,) if shape.nc else ())):
            yield UNIT, of_shape(task, images, kernel, shape)


def of_shape(task: Task, images: Array, kernel: Array, shape: Shape) -> dict[str, Value]:
    """The arguments of a call of this shape."""
    return arguments(task, images, kernel, shape.padding, shape.stride if takes_stride(task) else None)


def _of_values(task: Task, policy: CasePolicy) -> Iterator[Made]:
    """Sums and multiples of images and of kernels, for one, two and three images; integer images; few images."""
    random = np.random.default_rng([policy.seed, *task.id.encode(), *PROOF.encode()])
    for number, shape in enumerate(_shapes_of_values(task)):
        m, channels = 1 + number % 3, (shape.c,) if shape.c else ()
        image, kernel = (shape.h, shape.w, *channels), (shape.kh, shape.kw, *channels, *((shape.nc,) * bool(shape.nc)))
        (x, y), (a, b) = random.standard_normal((2, m, *image)), random.standard_normal((2, *kernel))
        for images, taps in ((x, a), (y, a), (x + y, a), (-2.5 * x, a), (x, b), (x, a + b), (100 * x, -1.5 * a)):
            yield VALUES, of_shape(task, images, taps, shape)
        yield VALUES, of_shape(task, random.integers(-9, 10, (m, *image)), a, shape)
        for few in (1, 2, 3):
            yield VALUES, of_shape(task, random.integers(1, 10, (few, *image)) / 1.0, b, shape)
        yield from ((VALUES, arguments(task, x, a, *left)) for left in _left_out(task, shape))


def _left_out(task: Task, shape: Shape) -> Iterator[tuple[Padding | None, Pair | None]]:
    """Padding and stride where what has a default is left out: all of it, then each alone."""
    optional = {argument.name for argument in task.arguments if argument.optional}
    padding = None if "padding" in optional else shape.padding
    stride = None if "stride" in optional or not takes_stride(task) else shape.stride
    if optional:
        yield padding, stride
    if {"padding", "stride"} <= optional:
        yield None, shape.stride
        yield shape.padding, None


def _shapes_of_values(task: Task) -> Iterator[Shape]:
    for number, (h, w, kh, kw, ph, pw) in enumerate(OF_VALUES):
        shape = Shape(h, w, kh, kw, (ph, pw) if takes_padding(task) else (0, 0))
        if not is_plain(task):
            way = paddings(task)[number % len(paddings(task))]
            shape = _with_channels(task, shape._replace(padding=way or (ph, pw)), number)
        if takes_stride(task):
            shape = shape._replace(stride=STRIDES_OF_VALUES[number % len(STRIDES_OF_VALUES)])
        yield shape


def _with_channels(task: Task, shape: Shape, number: int) -> Shape:
    c, nc = CHANNELS_OF_VALUES[number % len(CHANNELS_OF_VALUES)]
    return shape._replace(c=c if has_channels(task) else 0, nc=nc if has_several_kernels(task) else 0)
