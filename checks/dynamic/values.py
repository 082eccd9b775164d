'''The result has the right values.

What: Every value equals that of the model solution, of a convolution that of
`scipy.signal.correlate2d`, image for image, of a pooling numpy's own largest
value or mean of each window, within the error that rounding may make, that of
float32 work, too, which a note then tells; float16 rounds too much. Asked for
are the handout's call on MNIST digits or photographs; of a convolution other
kernels (random, 1x1, one row or column, oblong, even, as large as the image)
and paddings; of a pooling other windows and strides, which overlap, lie apart
and leave rows over; oblong images, a single image, negative and large values,
integers and floats. Calls that are alike go together, such as all those with an
even kernel: points are given in proportion to the groups that are wholly right.
Nothing at all is earned for the task where the results do not change with the
values of one of the arrays: then nothing is worked out.

What the course calls a convolution is the cross-correlation: the kernel is laid
on the image as it is, not rotated by 180 degrees. For `same` with an even
kernel the handout does not say where the extra row and column of zeros go: both
answers are right, and the report says which one you gave. With a stride it
leaves more open: every reading that is the same in all calls is right.

Why: A solution that is right for the handout's kernel only is not a
convolution: the three equal rows of that kernel hide many mistakes.

Bad::

    import numpy as np


    def convolve_grayscale_valid(images, kernel):
        """The kernel is rotated by 180 degrees"""
        windows = np.lib.stride_tricks.sliding_window_view(
            images, kernel.shape, (1, 2))
        return np.einsum("mhwij,ij->mhw", windows, kernel[::-1, ::-1])

Good::

    import numpy as np


    def convolve_grayscale_valid(images, kernel):
        """The kernel is laid on the image as it is"""
        windows = np.lib.stride_tricks.sliding_window_view(
            images, kernel.shape, (1, 2))
        return np.einsum("mhwij,ij->mhw", windows, kernel)
'''

from collections.abc import Iterator

import msgspec
import numpy as np
from msgspec import Struct

from checks.dynamic.compare import Match, compared, imprecise, laid_out, match_parts
from checks.dynamic.rows import BESIDE
from checks.dynamic.runs import hidden_families
from checks.dynamic.shapes import right_parts, right_shape
from checks.exercises import families_of
from checks.exercises.families import described
from checks.model import Array, Case, Difference, DynamicCheck, Evidence, Finding, Run, Severity, Verdict
from checks.written import apart

NEARLY_WHOLE = 1e-6  # what rounding may have taken from a whole number


class Comparison(Struct, frozen=True, eq=False):
    """Which cases are right, by which answer; which differ, and how; which brought nothing to compare."""

    right: tuple[tuple[Case, Match], ...]
    different: tuple[tuple[Case, Difference], ...]
    absent: tuple[Case, ...]


def applies(run: Run) -> bool:
    """Whether any array of the right shape came back."""
    return any(right_shape(run, case) for case in compared(run))


def compare(run: Run) -> Comparison:
    """Every case whose shape is right, beside the oracle's answers."""
    right: list[tuple[Case, Match]] = []
    different: list[tuple[Case, Difference]] = []
    absent: list[Case] = []
    for case in compared(run):
        parts = right_parts(run, case)
        if parts is None:
            absent.append(case)
            continue
        result = match_parts(parts, case, run.expected(case))
        if isinstance(result, Difference):
            different.append((case, result))
        else:
            right.append((case, result))
    return Comparison(tuple(right), tuple(different), tuple(absent))


def credit(run: Run, _findings: tuple[Finding, ...]) -> float:
    """The share of the families whose every case is right."""
    wrong = _wrong_families(compare(run))
    return 1 - len(wrong) / len({case.family for case in compared(run)})


def judge(run: Run) -> Iterator[Finding]:
    """One error for the smallest case that differs; notes on the conventions used, and on float32."""
    comparison = compare(run)
    wrong = _wrong_families(comparison)
    if comparison.different:
        case, mismatch = min(comparison.different, key=lambda pair: (pair[0].hidden, run.exercise.size(pair[0])))
        yield _difference(run, case, mismatch, _families(run, comparison, wrong))
    elif wrong:
        yield _nothing_to_compare(run, comparison, wrong)
    else:
        yield from _conventions(run, comparison)
        yield from _single(comparison)


def _wrong_families(comparison: Comparison) -> set[str]:
    return {case.family for case in comparison.absent} | {case.family for case, _ in comparison.different}


def _families(run: Run, comparison: Comparison, wrong: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    about = families_of(run.task)
    return described({case.family for case, _ in comparison.right} - wrong, about), described(wrong, about)


def _difference(run: Run, case: Case, mismatch: Difference, families: tuple[tuple[str, ...], ...]) -> Finding:
    parts = right_parts(run, case)
    assert parts is not None
    parts = laid_out(parts, case, mismatch.answer)
    number, place = (mismatch.first[0], mismatch.first[1:]) if mismatch.answer.rest else (0, mismatch.first)
    array, expected = parts[number], mismatch.answer.parts[number].array
    right, wrong = families
    came, wanted = apart(array[place].item(), expected[place].item())
    return Finding(
        check="values",
        message=(
            f"{mismatch.wrong} of {mismatch.total} values differ, {run.exercise.call(case)}: "
            f"{_first_at(mismatch)}{came} instead of {wanted}"
        ),
        hint=" ".join(filter(None, (BESIDE if mismatch.answer.any_order else "", _hint(run, array, expected)))),
        hidden=case.hidden,
        evidence=msgspec.structs.replace(
            run.exercise.evidence(run, case, mismatch), right=right, wrong=wrong, hidden=hidden_families(run)
        ),
    )


def _first_at(difference: Difference) -> str:
    return f"first at {list(difference.first)}, " if difference.first else ""


def _hint(run: Run, returned: Array, expected: Array) -> str:
    if returned.dtype.kind in "iu" and expected.dtype.kind == "f":
        return "The result holds integers, which cut fractions off: make the output array one of floats."
    if expected.dtype.kind in "iu" and returned.dtype.kind == "f" and _nearly(returned, expected):
        return "The result is to be whole: work with integers, or round with np.rint before you return."
    if hint := imprecise(returned, expected):
        return hint
    if not all(fact.right or fact.case.hidden for fact in run.facts):
        return "Look at `proof`: it shows a smaller call that fails."
    return run.exercise.value_hint


def _nearly(returned: Array, expected: Array) -> bool:
    return bool(np.all(np.abs(returned - expected) < NEARLY_WHOLE))


def _nothing_to_compare(run: Run, comparison: Comparison, wrong: set[str]) -> Finding:
    right_names, wrong_names = _families(run, comparison, wrong)
    return Finding(
        check="values",
        message="every value that came back is right; some calls brought no array of the right shape",
        reason="Without an array of the right shape there are no values to be right.",
        hint="The other findings say what happened there.",
        hidden=any(case.hidden for case in comparison.absent),
        evidence=Evidence(right=right_names, wrong=wrong_names, hidden=hidden_families(run)),
    )


def _conventions(run: Run, comparison: Comparison) -> Iterator[Finding]:
    """What the function follows where the task leaves something open; a proof that fails may say otherwise.

    What it did in hidden calls has no part in it, as students read it.
    """
    if not all(fact.right or fact.case.hidden for fact in run.facts):
        return
    shown = tuple(found.answer for case, found in comparison.right if not case.hidden)
    for message, hint in run.exercise.conventions(run.task, shown):
        yield Finding(check="values", severity=Severity.NOTE, message=message, hint=hint)


def _single(comparison: Comparison) -> Iterator[Finding]:
    if any(found.single for case, found in comparison.right if not case.hidden):
        yield Finding(
            check="values",
            severity=Severity.NOTE,
            message="as precise as float32: every value is right within its rounding, in the seventh figure or so",
            hint="numpy works in float64 where no array is made smaller, and rounds in the sixteenth.",
        )


CHECK = DynamicCheck(
    id="values",
    summary="The result has the right values.",
    reason="Each value is to be right, whatever arguments are given.",
    needs=("loads", "signature"),
    verdict=Verdict.WRONG_ANSWER,
    asks=("values",),
    applies=applies,
    judge=judge,
    credit=credit,
)
