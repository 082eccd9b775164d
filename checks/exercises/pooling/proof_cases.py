"""The cases of the proof: every relation of side, window and stride, with each pixel in turn the largest.

The images of one call are as many as an image has pixels. Each has the same whole numbers or halves, all of them
different and below 0, and each begins with them one pixel later. So in every window each of its pixels is the largest
of one image, which tells all of a maximum; and as these images span all others, they tell all of a mean. Each channel
has numbers of its own. Random values stand beside them. The smallest shape comes first, so that the first failure is
the smallest one.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

import numpy as np

from checks.exercises.families import PROOF, REPEATED
from checks.exercises.pooling.calls import arguments, images_of, kernel_shape_of, stride_of
from checks.model import Array, Case
from checks.model.assignment import CasePolicy, Task

MOST_SIDE, MOST_STRIDE, MOST_CHANNELS = 6, 4, 3
EACH, VALUES = "each pixel in turn the largest", "random values"
Shape = tuple[int, int, int, int, int, int]  # h, w, kh, kw, sh, sw

# Of all shapes a part is asked: every height with every window and stride on it is paired with this many of the same
# for the width, spread evenly.
STEPS = (0, 7, 24, 45, 66)
SMALLEST = 7  # pixels of an image and of a window, and strides, in all: up to there every shape is asked
LARGER: tuple[Shape, ...] = (
    (1, 25, 1, 5, 1, 4),
    (25, 1, 6, 1, 3, 2),
    (2, 24, 2, 7, 5, 5),
    (24, 2, 3, 1, 2, 1),
    (8, 9, 8, 9, 1, 1),
    (9, 7, 2, 3, 3, 2),
    (7, 9, 4, 2, 3, 7),
    (8, 8, 2, 2, 2, 2),
)
OF_VALUES: tuple[Shape, ...] = (
    (3, 2, 2, 1, 1, 1),
    (4, 6, 2, 3, 2, 3),
    (5, 4, 3, 2, 1, 2),
    (6, 7, 3, 3, 2, 2),
    (7, 5, 2, 2, 3, 4),
)
REPEATS = 3
Call = tuple[str, Array, Shape, str]


def proof_cases(task: Task, policy: CasePolicy) -> tuple[Case, ...]:
    """The calls of the proof."""
    calls = [*_of_shapes(), *_of_values(task, policy)]
    repeated = [(REPEATED, *call[1:]) for call in calls[1 : 1 + REPEATS]]
    return tuple(
        Case(
            id=f"{PROOF}-{number}",
            family=PROOF,
            title=title,
            arguments=arguments(images, shape[2:4], shape[4:], mode),
            hidden=PROOF in policy.hidden,
        )
        for number, (title, images, shape, mode) in enumerate([*calls, *repeated])
    )


def shapes() -> list[Shape]:
    """The shapes that are asked with each pixel in turn the largest, the smallest first."""
    return sorted({*_small(), *LARGER}, key=lambda shape: (_size(shape), shape))


def size(case: Case) -> int:
    """How many pixels an image and a window have, and how large the strides are: small calls come first."""
    h, w = images_of(case).shape[1:3]
    return _size((h, w, *kernel_shape_of(case), *stride_of(case)))


@lru_cache(maxsize=512)
def turned_images(h: int, w: int, c: int, dtype: str) -> Array:
    """Images (h w, h, w, c), each pixel of which is the largest of one: whole numbers, as floats their halves."""
    pixels = h * w
    places = np.arange(pixels)
    later = (places[None, :] - places[:, None]) % pixels
    ranks = 1 + later[..., None] + pixels * np.arange(c)
    images = (-ranks if dtype == "int64" else -ranks / 2).reshape(pixels, h, w, c).astype(dtype)
    images.setflags(write=False)
    return images


def _size(shape: Shape) -> int:
    h, w, kh, kw, sh, sw = shape
    return h * w + kh * kw + sh + sw


def _small() -> Iterator[Shape]:
    """Every relation of side, window and stride, on both axes."""
    sides = [
        (n, k, s)
        for n, k, s in product(range(1, MOST_SIDE + 1), range(1, MOST_SIDE + 1), range(1, MOST_STRIDE + 1))
        if k <= n
    ]
    for i, (h, kh, sh) in enumerate(sides):
        for step in range(len(sides)):
            w, kw, sw = sides[(i + step) % len(sides)]
            shape = (h, w, kh, kw, sh, sw)
            if step in STEPS or _size(shape) <= SMALLEST:
                yield shape


def _of_shapes() -> Iterator[Call]:
    """Each shape with both modes; in turns the mode is left out, and channels and dtypes are others."""
    for number, shape in enumerate(shapes()):
        c = 1 + number % MOST_CHANNELS
        images = turned_images(*shape[:2], c, "int64" if number % 4 == 1 else "float64")
        yield EACH, images, shape, "" if number % 4 == 2 else "max"
        yield EACH, images, shape, "avg"


def _of_values(task: Task, policy: CasePolicy) -> Iterator[Call]:
    """Sums and multiples, for one, two and three images; other dtypes; values that are alike."""
    random = np.random.default_rng([policy.seed, *task.id.encode(), *PROOF.encode()])
    for number, shape in enumerate(OF_VALUES):
        m, c = 1 + number % 3, 1 + (number + 1) % 4
        x, y = random.standard_normal((2, m, *shape[:2], c))
        bright = random.integers(100, 256, (m, *shape[:2], c)).astype(np.uint8)
        alike = random.integers(-1, 1, (m, *shape[:2], c)) / 2
        for images, mode in product(
            (x, y, x + y, 300 * x, bright, alike, np.abs(x).astype(np.float32)), ("max", "avg")
        ):
            yield VALUES, images, shape, mode
