"""The cases of the proof: every small shape with unit images, and some shapes with random values.

Exhaustive over shapes, randomised over values. The smallest shape comes first, so that the first failure is the
smallest one.
"""

from collections.abc import Iterator
from itertools import product

import numpy as np

from checks.exercises.convolution.calls import arguments, images_of, kernel_of, padding_of
from checks.exercises.convolution.form import Form, form_of, takes_padding
from checks.exercises.convolution.operator import decodable_kernel, unit_images
from checks.exercises.families import PROOF
from checks.model import Array, Case
from checks.model.assignment import CasePolicy, Task

MOST_SIDE, MOST_KERNEL, MOST_PADDING = 6, 5, 3
UNIT, VALUES, REPEATED = "every pixel in turn", "random values", "a shape that was asked before"
Shape = tuple[int, int, int, int, int, int]  # h, w, kh, kw, ph, pw

# Of the paddings' 11,449 shapes a part is asked: every height with every kernel height and padding is paired with this
# many of the same for the width, spread evenly.
STEPS = (0, 1, 6, 17, 31, 48, 70, 95)
SMALLEST = 10  # numbers in padded image and kernel: up to there every shape is asked, so that the smallest is found
LARGER: tuple[Shape, ...] = (
    (1, 25, 1, 25, 0, 2),
    (25, 1, 25, 1, 1, 0),
    (2, 30, 2, 7, 3, 1),
    (30, 2, 7, 2, 0, 4),
    (1, 40, 1, 4, 1, 5),
    (40, 1, 3, 1, 7, 0),
    (7, 11, 2, 9, 1, 0),
    (11, 7, 8, 3, 2, 6),
    (9, 8, 5, 5, 4, 3),
    (8, 9, 4, 6, 2, 2),
)
OF_VALUES: tuple[Shape, ...] = (
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
REPEATS = 3


def proof_cases(task: Task, policy: CasePolicy) -> tuple[Case, ...]:
    """The calls of the proof."""
    calls = [
        *((UNIT, unit_images(*shape[:2]), decodable_kernel(*shape[2:4]), shape[4:]) for shape in shapes(task)),
        *_of_values(task, policy),
    ]
    repeated = [(REPEATED, *call[1:]) for call in calls[1 : 1 + REPEATS]]
    return tuple(
        Case(
            id=f"{PROOF}-{number}",
            family=PROOF,
            title=title,
            arguments=arguments(task, images, kernel, padding),
            hidden=PROOF in policy.hidden,
        )
        for number, (title, images, kernel, padding) in enumerate([*calls, *repeated])
    )


def shapes(task: Task) -> list[Shape]:
    """The shapes that are asked with unit images, the smallest first; ph and pw are 0 where the task takes none."""
    found = {*_small(form_of(task)), *(_of_task(task, shape) for shape in LARGER)}
    return sorted(found, key=lambda shape: (_size(shape), shape))


def size(case: Case) -> int:
    """How many numbers there are in a padded image and in the kernel: small calls come first."""
    h, w = images_of(case).shape[1:]
    return _size((h, w, *kernel_of(case).shape, *(padding_of(case) or (0, 0))))


def _size(shape: Shape) -> int:
    h, w, kh, kw, ph, pw = shape
    return (h + 2 * ph) * (w + 2 * pw) + kh * kw


def _of_task(task: Task, shape: Shape) -> Shape:
    return shape if takes_padding(task) else (*shape[:4], 0, 0)


def _small(convolution: Form) -> Iterator[Shape]:
    sides = [
        (n, k, p)
        for n, k, p in product(range(1, MOST_SIDE + 1), range(1, MOST_KERNEL + 1), range(MOST_PADDING + 1))
        if k <= n + 2 * p and (p == 0 or convolution == "padding")
    ]
    chosen = STEPS if convolution == "padding" else range(len(sides))
    for i, (h, kh, ph) in enumerate(sides):
        for step in range(len(sides)):
            w, kw, pw = sides[(i + step) % len(sides)]
            shape = (h, w, kh, kw, ph, pw)
            if step in chosen or _size(shape) <= SMALLEST:
                yield shape


def _of_values(task: Task, policy: CasePolicy) -> Iterator[tuple[str, Array, Array, tuple[int, int]]]:
    """Sums and multiples of images and of kernels, for one, two and three images; integer images; few images."""
    random = np.random.default_rng([policy.seed, *task.id.encode(), *PROOF.encode()])
    for number, shape in enumerate(OF_VALUES):
        h, w, kh, kw, *padding = _of_task(task, shape)
        m = 1 + number % 3
        (x, y), (a, b) = random.standard_normal((2, m, h, w)), random.standard_normal((2, kh, kw))
        for images, kernel in ((x, a), (y, a), (x + y, a), (-2.5 * x, a), (x, b), (x, a + b), (100 * x, -1.5 * a)):
            yield VALUES, images, kernel, (padding[0], padding[1])
        yield VALUES, random.integers(-9, 10, (m, h, w)), a, (padding[0], padding[1])
        for few in (1, 2, 3):
            yield VALUES, random.integers(1, 10, (few, h, w)) / 1.0, b, (padding[0], padding[1])
