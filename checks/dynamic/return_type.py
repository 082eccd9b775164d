'''The function returns a numpy array of real numbers.

What: What comes back is a `numpy.ndarray` of integers or floats: not None, not
a list, not an array of objects, strings or complex numbers.

Why: The handout says "Returns: a numpy.ndarray containing the convolved
images". A forgotten `return` gives None.

Bad::

    def convolve_grayscale_valid(images, kernel):
        """The result is never returned"""
        convolved = images * kernel.sum()

Good::

    def convolve_grayscale_valid(images, kernel):
        """The result is returned"""
        convolved = images * kernel.sum()
        return convolved
'''

from collections.abc import Iterator

from checks.dynamic.compare import compared
from checks.dynamic.runs import FINE
from checks.model import DynamicCheck, Evidence, Finding, Outcome, Run, Verdict
from checks.printable import printable


def applies(run: Run) -> bool:
    """Whether any call returned at all."""
    return any(run.observations[case.id].outcome in FINE for case in compared(run))


def judge(run: Run) -> Iterator[Finding]:
    """One error for the smallest case that returned something else than a real array."""
    wrong = [case for case in compared(run) if _type_name(run, case.id)]
    if not wrong:
        return
    smallest = min(wrong, key=lambda case: (case.hidden, run.exercise.size(case)))
    name = _type_name(run, smallest.id)
    yield Finding(
        check="return_type",
        message=f"returned {name} instead of an array of real numbers, {run.exercise.call(smallest)}",
        hint="Is a `return` missing at the end?"
        if name == "NoneType"
        else "Return a numpy array of floats or integers.",
        hidden=smallest.hidden,
        evidence=Evidence(case=smallest.title),
    )


def _type_name(run: Run, case_id: str) -> str:
    observation = run.observations[case_id]
    if observation.outcome is Outcome.NOT_AN_ARRAY:
        return printable(observation.detail)
    return "ndarray of dtype bool" if observation.dtype == "bool" else ""


CHECK = DynamicCheck(
    id="return_type",
    summary="The function returns a numpy array of real numbers.",
    reason="The task asks for a numpy.ndarray.",
    needs=("loads", "signature"),
    verdict=Verdict.WRONG_ANSWER,
    asks=("values",),
    applies=applies,
    judge=judge,
)
