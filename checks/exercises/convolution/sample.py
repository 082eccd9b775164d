"""The shapes of the proof with ordinary values, of which each submission is asked some: a function that knows the
proof's calls by their unit images cannot tell these from those of `values`."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from checks.exercises import sampling
from checks.exercises.convolution.proof_cases import VALUES, of_shape
from checks.exercises.convolution.proof_shapes import Shape, shapes
from checks.exercises.families import PROOF
from checks.exercises.sampling import Families, ordinary, parity, relation
from checks.model import Case
from checks.model.assignment import CasePolicy, Task

SAMPLE = f"{PROOF}-sample"


def sample(task: Task, policy: CasePolicy, _proof: tuple[Case, ...], of: str) -> Iterator[Case]:
    """The calls in the order in which the submission `of` is asked them."""
    every, families = pool(task)
    for number in sampling.order(families, policy.seed, task.id, of):
        yield _case(task, policy.seed, PROOF in policy.hidden, number, every[number])


@lru_cache(maxsize=64)
def pool(task: Task) -> tuple[tuple[Shape, ...], tuple[int, ...]]:
    """All shapes of which some are asked, and their families, marked."""
    every = shapes(task)
    return every, sampling.marked([*map(families_of, every)])


def families_of(shape: Shape) -> Families:
    """The families of shapes that a shape belongs to."""
    h, w, kh, kw, padding, (sh, sw), c, nc = shape
    sides = {"h": h, "w": w, "kh": kh, "kw": kw}
    found = {parity(name, size) for name, size in sides.items()}
    found |= {relation("h w", h, w), relation("kh kw", kh, kw), relation("h kh", h, kh), relation("w kw", w, kw)}
    found |= {parity("sh", sh), parity("sw", sw), relation("sh sw", sh, sw)}
    found |= {relation("sh kh", sh, kh), relation("sw kw", sw, kw)} if (sh, sw) != (1, 1) else set()
    found |= {parity("c", c), parity("nc", nc)}
    if isinstance(padding, str):
        return frozenset({*found, padding})
    ph, pw = padding
    return frozenset({*found, parity("ph", ph), parity("pw", pw), relation("ph pw", ph, pw)})


@lru_cache(maxsize=8192)
def _case(task: Task, seed: int, hidden: bool, number: int, shape: Shape) -> Case:
    """One call, which is the same for everybody: few images of random floats or of whole numbers."""
    random = np.random.default_rng([seed, *task.id.encode(), *SAMPLE.encode(), number])
    channels = (shape.c,) if shape.c else ()
    images = ordinary(random, int(random.integers(1, 4)), shape.h, shape.w, *channels)
    kernel = ordinary(random, shape.kh, shape.kw, *channels, *((shape.nc,) if shape.nc else ()))
    return Case(
        id=f"{SAMPLE}-{number}",
        family=PROOF,
        title=VALUES,
        arguments=of_shape(task, images, kernel, shape),
        hidden=hidden,
    )
