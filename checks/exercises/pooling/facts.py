"""What the proof's calls did, each beside the right answer: the facts that a diagnosis stands on."""

from collections.abc import Iterator, Mapping

from checks.dynamic.compare import Match, match
from checks.model import Answer, Case, Fact, Observation
from checks.model.assignment import Policy, Task


def fact(case: Case, observation: Observation, answers: tuple[Answer, ...]) -> Fact:
    """The observation of one call beside the right answer."""
    array = observation.array
    fits = array is not None and array.shape == answers[0].array.shape
    right = array is not None and fits and isinstance(match(array, case, answers), Match)
    return Fact(case, observation, answers, right)


def settled(
    _task: Task, _policy: Policy, facts: tuple[Fact, ...], _observations: Mapping[str, Observation]
) -> Iterator[Fact]:
    """The facts: they leave nothing open."""
    yield from facts
