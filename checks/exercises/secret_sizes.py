"""Other sizes for hidden calls, drawn with the seed: those that are written in the code are known to whoever reads it.

A call keeps what it is about: what is even, oblong, wider than something else, one, none, or left over stays so.
"""

import hashlib
import math
from collections.abc import Iterable, Mapping
from typing import cast

import msgspec
import numpy as np

from checks.model import Array, Case, Value
from checks.model.assignment import CasePolicy, Task

Axes = Mapping[str, tuple[str, ...]]
"""By the names of arguments the sizes that an array has, or that a tuple says."""
SIDES = {"h": "sides", "w": "sides", "kh": "sides", "kw": "sides", "ph": "p", "pw": "p", "sh": "s", "sw": "s"}
"""Those that are drawn together where they are alike."""
COMPARED = (
    *(("h", "w"), ("kh", "kw"), ("ph", "pw"), ("sh", "sw"), ("h", "kh"), ("w", "kw")),
    *(("ph", "kh"), ("pw", "kw"), ("sh", "kh"), ("sw", "kw"), ("nc", "c")),
)
LARGE = 12  # from here on a side is one of a picture, of which a part is taken
LESS, MORE, LESS_OF_LARGE = 1, 4, 6  # by how much a size may change
STEPS, AT_ONCE = 150, 2  # how often sizes are changed, and how many
FEW = 2  # different values: they are what the call is about
Sizes = Mapping[str, int]


def with_secret_sizes(task: Task, policy: CasePolicy, axes: Axes, cases: Iterable[Case]) -> tuple[Case, ...]:
    """These calls, each that is hidden with other sizes; two that were alike stay alike."""
    return tuple(_changed(task, policy, axes, case) if case.hidden else case for case in cases)


def drawn(sizes: Sizes, random: np.random.Generator, even: Iterable[str] = ("kh", "kw")) -> Sizes:
    """Sizes around these, the same in all that matters; `even` ones keep their parity.

    From one to the next few change at a time, so that all that matters can be held to.
    """
    kept, found = _kept(sizes, even), sizes
    keys = list(dict.fromkeys(_key(name, size) for name, size in sizes.items() if size > 1))
    if not keys:
        return sizes
    for _ in range(STEPS):
        chosen = {keys[place] for place in random.integers(len(keys), size=AT_ONCE)}
        changes = {key: _around(key[1], random) for key in sorted(chosen)}
        tried = {name: changes.get(_key(name, size), found[name]) for name, size in sizes.items()}
        if _kept(tried, even) == kept:
            found = tried
    return found


def generator(task: Task, policy: CasePolicy, *words: object) -> np.random.Generator:
    """Random numbers by the seed, the task and these words."""
    text = "\0".join(map(str, (policy.seed, task.id, "sizes", *words)))
    return np.random.default_rng(int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()))


def _changed(task: Task, policy: CasePolicy, axes: Axes, case: Case) -> Case:
    said = {name: _said(value) for name, value in case.arguments.items()}
    before = {axis: size for name, several in said.items() for axis, size in zip(axes[name], several, strict=False)}
    random = generator(task, policy, case.family, sorted(before.items()))
    sizes = drawn(before, random)
    if sizes == before:
        return case
    arguments = {
        name: _of_size(value, tuple(sizes[axis] for axis in axes[name][: len(said[name])]), random)
        for name, value in case.arguments.items()
    }
    return msgspec.structs.replace(case, title=f"{case.title}, in other sizes", arguments=arguments)


def _said(value: Value) -> tuple[int, ...]:
    """The sizes that an argument has or says."""
    if isinstance(value, np.ndarray):
        return cast(tuple[int, ...], value.shape)
    return cast(tuple[int, ...], value) if isinstance(value, tuple) else ()


def _key(name: str, size: int) -> tuple[str, int]:
    """What is the same for sizes that are drawn together."""
    return SIDES.get(name, name), size


def _around(size: int, random: np.random.Generator) -> int:
    low, high = (size - LESS_OF_LARGE, size) if size >= LARGE else (size - LESS, size + MORE)
    return int(random.integers(max(low, 2), high + 1))


def _kept(sizes: Sizes, even: Iterable[str]) -> tuple[object, ...]:
    """What is to stay as it is."""
    fits, left_over = [], []
    for side, taps, zeros, stride in (("h", "kh", "ph", "sh"), ("w", "kw", "pw", "sw")):
        free = sizes[side] + 2 * sizes.get(zeros, 0) - sizes[taps]
        fits.append(free >= 0)
        left_over.append(free % sizes.get(stride, 1) == 0)
    return (
        fits,
        left_over,
        [min(size, 2) for size in sizes.values()],
        [sizes[name] % 2 for name in even if name in sizes],
        [np.sign(sizes[one] - sizes[other]) for one, other in COMPARED if one in sizes and other in sizes],
        sizes.get("c") == 3,
        [size >= LARGE for size in sizes.values()],
    )


def _of_size(value: Value, sizes: tuple[int, ...], random: np.random.Generator) -> Value:
    if isinstance(value, np.ndarray):
        return value if sizes == value.shape and max(sizes) >= LARGE else _array(value, sizes, random)
    return sizes if isinstance(value, tuple) else value


def _array(array: Array, shape: tuple[int, ...], random: np.random.Generator) -> Array:
    """An array of this shape that holds the like: a part of a picture, else values of the same kind."""
    if max(array.shape) >= LARGE and all(new <= old for new, old in zip(shape, array.shape, strict=True)):
        starts = [int(random.integers(old - new + 1)) for new, old in zip(shape, array.shape, strict=True)]
        return array[tuple(slice(start, start + new) for start, new in zip(starts, shape, strict=True))]
    own = random.permutation(array.reshape(-1))[: math.prod(shape)]
    more = _more_like(array, math.prod(shape) - own.size, random)
    return random.permutation(np.concatenate([own, more]).astype(array.dtype)).reshape(shape)


def _more_like(array: Array, count: int, random: np.random.Generator) -> Array:
    """So many further values of the same kind."""
    if len(different := np.unique(array)) <= FEW:
        return np.asarray(random.choice(different, count))
    for unit in (1, 2):  # whole numbers, or halves of such
        whole = array.astype(np.float64) * unit
        if np.all(whole == np.rint(whole)):
            return _whole(whole, count, random) / unit
    return np.asarray(random.choice(array.reshape(-1), count) * random.uniform(0.5, 1.5, count))


def _whole(array: Array, count: int, random: np.random.Generator) -> Array:
    """Whole numbers in the same range; none is 0 where none was."""
    low, high = int(array.min()), int(array.max())
    values = np.asarray(random.integers(low, high + 1, count), np.float64)
    return values if np.any(array == 0) else np.where(values == 0, high, values)
