"""Which of many calls one submission is asked as a sample: some of every family, in an order of its own.

The seed, the task and the submission fix the order, never a clock: so the same files are asked the same again, and
nobody can know beforehand which they will be.
"""

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache, reduce
from operator import or_

import numpy as np

from checks.model import Array

FEW = 24  # calls that everybody is asked who would not be asked any with ordinary values in these shapes
ENOUGH = 48  # calls that are asked where a proof did not come to its end

Families = frozenset[str]


def marked(families: Sequence[Families]) -> tuple[int, ...]:
    """The families of each call as the bits of a number, which is quickly compared."""
    bits = {name: 1 << place for place, name in enumerate(sorted(frozenset[str]().union(*families)))}
    return tuple(sum(map(bits.__getitem__, each)) for each in families)


def order(families: Sequence[int], seed: int, task: str, of: str) -> Iterator[int]:
    """The numbers of all calls, whose families are marked, in the order in which the submission `of` is asked them.

    They come in rounds, each of which has a call of every family that is left, as early as chance has it.
    """
    text = f"{seed}\0{task}\0{of}".encode("utf-8", "surrogatepass")
    random = np.random.default_rng(int.from_bytes(hashlib.blake2b(text, digest_size=16).digest()))
    left: list[int] = random.permutation(len(families)).tolist()
    while left:
        met, every = 0, reduce(or_, map(families.__getitem__, left))
        later: list[int] = []
        for place, number in enumerate(left):
            if met == every and met:
                later += left[place:]  # of whatever family they are, it has been met
                break
            if met | families[number] == met and met:
                later.append(number)
            else:
                met |= families[number]
                yield number
        left = later


@lru_cache(maxsize=4096)
def parity(name: str, size: int) -> str:
    """The family of a size: one apart from all, and whether it is odd."""
    return f"{name} {'1' if size == 1 else '0' if size == 0 else 'odd' if size % 2 else 'even'}"


@lru_cache(maxsize=4096)
def relation(name: str, one: int, other: int) -> str:
    """The family of two sizes: which is the larger."""
    return f"{name} {'=' if one == other else '<' if one < other else '>'}"


def ordinary(random: np.random.Generator, *sides: int) -> Array:
    """Floats, or whole numbers as floats or as they are; none is 0, so that each says where it lies."""
    kind = random.integers(3)
    if kind == 0:
        return random.standard_normal(sides)
    whole: Array = random.integers(-9, 9, sides)
    whole[whole >= 0] += 1
    return whole if kind == 1 else whole.astype(np.float64)
