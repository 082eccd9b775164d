'''The same call gives the same result.

What: The function is called twice with the same arguments. Before each call
the memory that is free holds other bytes, so that an array made by `np.empty`
and not filled wholly shows.

Why: `np.empty` gives memory as it is found: what you do not write is whatever
lay there, and a program that is right by luck is wrong tomorrow. A result that
depends on earlier calls, through a global variable, is not a function of its
arguments.

Bad::

    import numpy as np


    def convolve_grayscale_valid(images, kernel):
        """The last row is never written"""
        m, h, w = images.shape
        kh, kw = kernel.shape
        convolved = np.empty((m, h - kh + 1, w - kw + 1))
        for i in range(h - kh):
            for j in range(w - kw + 1):
                window = images[:, i:i + kh, j:j + kw]
                convolved[:, i, j] = (window * kernel).sum(axis=(1, 2))
        return convolved

Good::

    import numpy as np


    def convolve_grayscale_valid(images, kernel):
        """Every value is written"""
        m, h, w = images.shape
        kh, kw = kernel.shape
        convolved = np.empty((m, h - kh + 1, w - kw + 1))
        for i in range(h - kh + 1):
            for j in range(w - kw + 1):
                window = images[:, i:i + kh, j:j + kw]
                convolved[:, i, j] = (window * kernel).sum(axis=(1, 2))
        return convolved
'''

from collections.abc import Iterator

from checks.dynamic.compare import equal_parts
from checks.dynamic.shapes import right_parts, right_shape
from checks.exercises.families import REPEATABLE
from checks.model import Case, DynamicCheck, Finding, Run, Verdict


def applies(run: Run) -> bool:
    """Whether there are both calls, and each brought an array of the right shape."""
    calls = _calls(run)
    return len(calls) == 2 and all(right_shape(run, case) for case in calls)


def _calls(run: Run) -> list[Case]:
    return [case for case in run.cases if case.family == REPEATABLE]


def judge(run: Run) -> Iterator[Finding]:
    """An error when the two results differ by more than rounding."""
    case, second_case = _calls(run)
    first, second = right_parts(run, case), right_parts(run, second_case)
    assert first is not None
    assert second is not None
    if equal_parts(first, second, run.expected(case)[0]):
        return
    yield Finding(
        check="repeatable",
        message="two calls with the same arguments gave different results",
        hint="Look for an array made by np.empty of which some rows or columns are never written "
        "(np.zeros is safe), or for a global variable that changes.",
        hidden=case.hidden,
    )


CHECK = DynamicCheck(
    id="repeatable",
    summary="The same call gives the same result.",
    reason="Memory that is never written, or a global that changes, is right by luck only.",
    needs=("loads", "signature"),
    verdict=Verdict.WRONG_ANSWER,
    asks=("repeated",),
    applies=applies,
    judge=judge,
)
