"""Small calls and what is right in them, worked out plainly: the corpus is held against it without a grader."""

import functools
import itertools
from collections.abc import Callable, Iterator, Mapping
from math import ceil

import numpy as np
from msgspec import Struct

from checks.model import Array

Pair = tuple[int, int]
SIZES = [(2, 5, 4, 3, 2), (3, 3, 4, 1, 3), (4, 4, 5, 2, 2), (2, 5, 6, 3, 3), (1, 4, 4, 4, 1), (3, 6, 5, 4, 4)]
STRIDES: tuple[Pair, ...] = ((1, 1), (2, 1), (1, 3), (2, 2), (2, 3), (3, 2))
# For each reading of `same`: how many zeros lie in front of n values, by the kernel's side and the stride. What follows
# from them when the stride is 1, for the tasks without one, is told by the two halves of an even kernel.
OF_SAME: Mapping[str, Callable[[int, int, int], int]] = {
    "up": lambda n, k, s: ceil(((n - 1) * s + k - n) / 2),
    "plus_one": lambda n, k, s: ((n - 1) * s + k - n) // 2 + 1,
}


class Call(Struct, frozen=True):
    """What a function is given, and the one right answer under each of the readings that there are."""

    arguments: tuple[object, ...]
    answers: Mapping[object, Array]


@functools.cache
def calls(task: str) -> tuple[Call, ...]:
    """Small calls of a task: odd and even kernels, oblong ones, whole numbers, what may be left out."""
    random = np.random.default_rng(5)
    made: list[Call] = []
    for number, ((m, h, w, kh, kw), stride) in enumerate(zip(SIZES, STRIDES, strict=True)):
        images = random.normal(size=(m, h, w, 3)) * 99
        kernels = random.normal(size=(kh, kw, 3, 2)) * 9
        if number == len(SIZES) - 1:
            images = images.astype(int)
        for padding in ((number % 3, 1), (0, number % 2)):
            made += _OF_TASK[task](images, kernels, padding, stride)
    return tuple(made)


def is_right(text: str, task: str) -> bool:
    """Whether a program gives the right answer in every small call, by one reading in all, the second time too."""
    names: dict[str, object] = {}
    try:
        exec(text, names)
    except ImportError:
        return False
    function = next(each for name, each in names.items() if name.startswith(("convolve", "pool")))
    assert callable(function)
    readings = None
    for call in calls(task):
        arguments = [each.copy() if isinstance(each, np.ndarray) else each for each in call.arguments]
        try:
            function(*arguments)
            returned = function(*arguments)
        except Exception:
            return False
        by = {reading for reading, answer in call.answers.items() if _same(returned, answer)}
        readings = by if readings is None else readings & by
        if not readings:
            return False
    return True


def _same(returned: object, answer: Array) -> bool:
    return isinstance(returned, np.ndarray) and returned.shape == answer.shape and np.allclose(returned, answer)


def _valid(images: Array, kernels: Array, padding: Pair, stride: Pair) -> Iterator[Call]:
    gray, kernel = images[..., 0], kernels[..., 0, 0]
    yield Call((gray, kernel), {"valid": _convolved(gray, kernel, ((0, 0), (0, 0)))})


def _grayscale_same(images: Array, kernels: Array, padding: Pair, stride: Pair) -> Iterator[Call]:
    gray, kernel = images[..., 0], kernels[..., 0, 0]
    answers: dict[object, Array] = {}
    for halves in itertools.product((0, 1), repeat=2):
        sides = zip(kernel.shape, halves, strict=True)
        zeros = [((side - half) // 2, side - 1 - (side - half) // 2) for side, half in sides]
        answers[halves] = _convolved(gray, kernel, zeros)
    yield Call((gray, kernel), answers)


def _padded(images: Array, kernels: Array, padding: Pair, stride: Pair) -> Iterator[Call]:
    gray, kernel = images[..., 0], kernels[..., 0, 0]
    zeros = [(each, each) for each in padding]
    yield Call((gray, kernel, padding), {"padding": _convolved(gray, kernel, zeros)})


def _strided(chosen: Callable[[Array, Array], tuple[Array, Array]]) -> Callable[..., Iterator[Call]]:
    """Calls of a task with stride, for the part of images and kernels that it is given."""

    def made(images: Array, kernels: Array, padding: Pair, stride: Pair) -> Iterator[Call]:
        given = chosen(images, kernels)
        sides = list(zip(images.shape[1:], kernels.shape, stride, strict=False))
        same = {name: tuple(zeros(n, k, s) for n, k, s in sides) for name, zeros in OF_SAME.items()}
        once = {name: tuple(zeros(n, k, 1) for n, k, _ in sides) for name, zeros in OF_SAME.items()}
        for word, zeros in (
            (padding, dict.fromkeys(same, padding)),
            ("valid", dict.fromkeys(same, (0, 0))),
            ("same", same),
        ):
            answers = {name: _moved(images, kernels, each, stride) for name, each in zeros.items()}
            yield Call((*given, word, stride), {name: _cut(answer, given) for name, answer in answers.items()})
        default = {name: _moved(images, kernels, each, (1, 1)) for name, each in once.items()}
        yield Call(given, {name: _cut(answer, given) for name, answer in default.items()})

    def _moved(images: Array, kernels: Array, padding: Pair, stride: Pair) -> Array:
        zeros = [(each, each) for each in padding]
        channels, number = range(images.shape[3]), range(kernels.shape[3])
        each = [[_convolved(images[..., c], kernels[:, :, c, k], zeros) for c in channels] for k in number]
        return np.moveaxis(np.array(each), 0, -1)[:, :, :: stride[0], :: stride[1]]  # c m h w k

    def _cut(answer: Array, given: tuple[Array, Array]) -> Array:
        """The channels and the kernels that were given: one of each, all channels, or all."""
        images, kernels = given
        summed = answer[0] if images.ndim == 3 else answer.sum(axis=0)
        return summed if kernels.ndim == 4 else summed[..., 0]

    return made


def _pooled(images: Array, kernels: Array, padding: Pair, stride: Pair) -> Iterator[Call]:
    sides = kernels.shape[:2]
    windows = np.lib.stride_tricks.sliding_window_view(images - images.mean().astype(images.dtype), sides, (1, 2))
    windows = windows[:, :: stride[0], :: stride[1]]
    given = (images - images.mean().astype(images.dtype), sides, stride)
    for mode, answer in (("max", windows.max(axis=(-2, -1))), ("avg", windows.mean(axis=(-2, -1)))):
        yield Call((*given, mode), {"": answer})
    yield Call(given, {"": windows.max(axis=(-2, -1))})


def _convolved(images: Array, kernel: Array, zeros: object) -> Array:
    from scipy.signal import correlate2d  # takes half a second, in every process that collects the tests

    framed = np.pad(images, ((0, 0), *zeros))
    return np.stack([correlate2d(image, kernel, "valid") for image in framed])


_OF_TASK: Mapping[str, Callable[..., Iterator[Call]]] = {
    "0": _valid,
    "1": _grayscale_same,
    "2": _padded,
    "3": _strided(lambda images, kernels: (images[..., 0], kernels[..., 0, 0])),
    "4": _strided(lambda images, kernels: (images, kernels[..., 0])),
    "5": _strided(lambda images, kernels: (images, kernels)),
    "6": _pooled,
}
