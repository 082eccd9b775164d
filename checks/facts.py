"""What the proof's calls did, each beside the right answers: the facts that a diagnosis stands on."""

import numpy as np

from checks import oracle
from checks.assignment import Policy, Task
from checks.compare import match
from checks.model import Array, Candidate, Case, Fact, Observation
from checks.operator import answer


def right(task: Task, policy: Policy, case: Case) -> tuple[Candidate, ...]:
    """The right answers to a call of the proof."""
    # An FFT's rounding error goes with the whole image and the whole kernel, however little of them meets.
    scale = _norms(case.images) * _norms(case.kernel[None])
    return tuple(
        Candidate(convention, answer(case.images, case.kernel, pads), scale)
        for convention, pads in oracle.paddings(task, case, policy)
    )


def _norms(images: Array) -> Array:
    """The Euclidean norm of each image: (m,) float64 from (m, h, w)."""
    values = images.astype(np.float64, copy=False)
    norms: Array = np.sqrt(np.einsum("mhw,mhw->m", values, values))
    return norms


def fact(case: Case, observation: Observation, candidates: tuple[Candidate, ...]) -> Fact:
    """The observation of one call beside the right answers."""
    array = observation.array
    if array is None or array.shape != candidates[0].array.shape:
        return Fact(case, observation, candidates, False)
    for candidate in candidates:
        if (candidate.array == array).all():
            return Fact(case, observation, candidates, True, candidate.convention)
    found = match(array, case, candidates)
    if isinstance(found, Candidate):
        return Fact(case, observation, candidates, True, found.convention)
    return Fact(case, observation, candidates, False)
