"""What the proof's calls did, each beside the right answers: the facts that a diagnosis stands on."""

import numpy as np

from checks import oracle
from checks.assignment import Policy, Task
from checks.compare import match
from checks.model import Candidate, Case, Fact, Observation
from checks.operator import answer


def fact(task: Task, policy: Policy, case: Case, observation: Observation) -> Fact:
    """The observation of one call of the proof beside the right answers."""
    candidates = []
    array = observation.array
    # An FFT's rounding error goes with the whole image and the whole kernel, however little of them meets.
    scale = np.linalg.norm(case.images, axis=(1, 2)) * np.linalg.norm(case.kernel)
    comparable = array is not None and array.shape == oracle.shape(task, case)
    for convention, pads in oracle.paddings(task, case, policy):
        right = answer(case.images, case.kernel, pads)
        candidate = Candidate(convention, right, scale)
        candidates.append(candidate)
        if comparable and np.array_equal(right, array):  # type: ignore[arg-type]
            return Fact(case, observation, tuple(candidates), True, convention)
    if comparable:
        assert array is not None
        found = match(array, case, tuple(candidates))
        if isinstance(found, Candidate):
            return Fact(case, observation, tuple(candidates), True, found.convention)
    return Fact(case, observation, tuple(candidates), False)
