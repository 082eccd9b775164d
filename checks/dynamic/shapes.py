'''The result has the right shape.

What: On MNIST digits (m, 28, 28) with the handout's 3x3 kernel the result is
(m, 26, 26) for a valid convolution, (m, 28, 28) for a same convolution and
(m, 30, 34) for a padding of (2, 4). Every other shape of images, kernel and
padding is asked for in the same way:

    valid      (m, h - kh + 1, w - kw + 1)
    same       (m, h, w)
    padding    (m, h + 2 ph - kh + 1, w + 2 pw - kw + 1)

Why: The kernel has to lie wholly on the (padded) image, and there are exactly
h - kh + 1 rows and w - kw + 1 columns where its upper left corner can be.

Bad::

    def convolve_grayscale_valid(images, kernel):
        """One row and one column too few"""
        kh, kw = kernel.shape
        return images[:, kh:, kw:] * 1.0

Good::

    def convolve_grayscale_valid(images, kernel):
        """Room for every position of the kernel"""
        kh, kw = kernel.shape
        return images[:, kh - 1:, kw - 1:] * 1.0
'''

from collections.abc import Iterator

from checks.dynamic.compare import compared, has_array
from checks.dynamic.runs import call, hidden_families
from checks.exercises.convolution import oracle
from checks.exercises.convolution.cases import values_job
from checks.exercises.convolution.families import FAMILIES, FULL, described
from checks.model import Case, DynamicCheck, Evidence, Finding, Run, Severity, Verdict

FORMULAS = {
    "valid": "(m, h - kh + 1, w - kw + 1)",
    "same": "(m, h, w), whatever the kernel",
    "padding": "(m, h + 2 ph - kh + 1, w + 2 pw - kw + 1)",
}


def applies(run: Run) -> bool:
    """Whether any array came back."""
    return any(has_array(run.observations[case.id]) for case in compared(run))


def right_shape(run: Run, case: Case) -> bool:
    """Whether `case` brought an array of the right shape."""
    observation = run.observations[case.id]
    return observation.array is not None and observation.shape == oracle.shape(run.task, case)


def judge(run: Run) -> Iterator[Finding]:
    """The shape on the handout's own call, and one error for the smallest case with a wrong shape."""
    arrays = [case for case in compared(run) if has_array(run.observations[case.id])]
    wrong = [case for case in arrays if not right_shape(run, case)]
    if not wrong:
        yield from _as_the_handout_prints(run, arrays)
        return
    smallest = min(wrong, key=lambda case: (case.hidden, case.images.size))
    returned, right = run.observations[smallest.id].shape, oracle.shape(run.task, smallest)
    families = {case.family for case in wrong}
    yield Finding(
        check="shapes",
        message=f"returned {returned} instead of {right}, {call(smallest)}",
        hint=f"The shape is {FORMULAS[run.task.convolution]}.",
        hidden=smallest.hidden,
        evidence=Evidence(
            case=smallest.title,
            expected_shape=right,
            returned_shape=returned,
            wrong=described(families),
            right=described({case.family for case in arrays} - families),
            hidden=hidden_families(run),
        ),
    )


def _as_the_handout_prints(run: Run, arrays: list[Case]) -> Iterator[Finding]:
    """The shapes of images and result for the handout's own call, on all the images given to it."""
    full = [case for case in arrays if case.family == FULL]
    for cases in ([arrays[0]], full):
        if cases:
            m = sum(len(case.images) for case in cases)
            before, after = cases[0].images.shape[1:], oracle.shape(run.task, cases[0])[1:]
            yield Finding(
                check="shapes",
                severity=Severity.NOTE,
                message=f"{(m, *before)} -> {(m, *after)} on {FAMILIES[cases[0].family]}",
            )


CHECK = DynamicCheck(
    id="shapes",
    summary="The result has the right shape.",
    reason="The kernel must lie wholly on the padded image; that fixes how many rows and columns there are.",
    needs=("loads", "signature"),
    verdict=Verdict.WRONG_ANSWER,
    jobs=(values_job,),
    applies=applies,
    judge=judge,
)
