'''The arrays that are given are left as they were.

What: After each call the arrays that were passed are compared with what they
held before. A change is a warning and costs nothing.

Why: Whoever calls your function still needs the arrays afterwards, as images
for the next kernel. Work on a copy (`images.copy()`, `np.pad` makes one).

Bad::

    def convolve_grayscale_valid(images, kernel):
        """Changes the caller's images"""
        kh, kw = kernel.shape
        images *= 2
        return images[:, kh - 1:, kw - 1:]

Good::

    def convolve_grayscale_valid(images, kernel):
        """Makes a new array"""
        kh, kw = kernel.shape
        return images[:, kh - 1:, kw - 1:] * 2
'''

from collections.abc import Iterator

from checks.dynamic.compare import compared
from checks.model import DynamicCheck, Finding, Run, Severity


def judge(run: Run) -> Iterator[Finding]:
    """A warning for the smallest case whose arguments were changed."""
    changed = [case for case in compared(run) if run.observations[case.id].inputs_changed]
    if changed:
        smallest = min(changed, key=lambda case: (case.hidden, run.exercise.size(case)))
        yield Finding(
            check="purity",
            severity=Severity.WARNING,
            message=f"the function changed the arrays it was given, {run.exercise.call(smallest)}",
            hint="Work on a copy: array.copy().",
            hidden=smallest.hidden,
        )


CHECK = DynamicCheck(
    id="purity",
    summary="The arrays that are given are left as they were.",
    reason="Whoever calls your function still needs the arrays afterwards.",
    needs=("loads", "signature"),
    asks=("values",),
    applies=lambda run: True,
    judge=judge,
)
