"""The shapes of the proof with ordinary values, of which each submission is asked some: a function that knows the
proof's calls by their images cannot tell these from those of `values`."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

import numpy as np

from checks.exercises import sampling
from checks.exercises.families import PROOF
from checks.exercises.pooling.calls import arguments
from checks.exercises.pooling.form import MODES
from checks.exercises.pooling.proof_cases import MOST_CHANNELS, VALUES, Shape, shapes
from checks.exercises.sampling import Families, ordinary, parity, relation
from checks.model import Case
from checks.model.assignment import CasePolicy, Task

SAMPLE = f"{PROOF}-sample"


def sample(task: Task, policy: CasePolicy, _proof: tuple[Case, ...], of: str) -> Iterator[Case]:
    """The calls in the order in which the submission `of` is asked them."""
    _, families = pool()
    for number in sampling.order(families, policy.seed, task.id, of):
        yield _case(task.id, policy.seed, PROOF in policy.hidden, number)


@lru_cache(maxsize=1)
def pool() -> tuple[tuple[tuple[Shape, str], ...], tuple[int, ...]]:
    """All shapes and modes of which some are asked, and their families, marked."""
    every = tuple(product(shapes(), (*MODES, "")))
    return every, sampling.marked([families_of(*call) for call in every])


def families_of(shape: Shape, mode: str) -> Families:
    """The families of shapes that a call belongs to."""
    h, w, kh, kw, sh, sw = shape
    rows = {parity("h", h), parity("kh", kh), parity("sh", sh), relation("h kh", h, kh), relation("sh kh", sh, kh)}
    columns = {parity("w", w), parity("kw", kw), parity("sw", sw), relation("w kw", w, kw), relation("sw kw", sw, kw)}
    left = {f"rows left over {(h - kh) % sh > 0}", f"columns left over {(w - kw) % sw > 0}"}
    sides = {relation("h w", h, w), relation("kh kw", kh, kw), relation("sh sw", sh, sw)}
    return frozenset({*rows, *columns, *left, *sides, f"mode {mode}"})


@lru_cache(maxsize=8192)
def _case(task: str, seed: int, hidden: bool, number: int) -> Case:
    """One call, which is the same for everybody: few images of random floats or of whole numbers."""
    (shape, mode), random = pool()[0][number], np.random.default_rng([seed, *task.encode(), *SAMPLE.encode(), number])
    m, c = random.integers(1, (4, MOST_CHANNELS + 1)).tolist()
    return Case(
        id=f"{SAMPLE}-{number}",
        family=PROOF,
        title=VALUES,
        arguments=arguments(ordinary(random, m, *shape[:2], c), shape[2:4], shape[4:], mode),
        hidden=hidden,
    )
