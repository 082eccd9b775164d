'''The result has the right shape.

What: On MNIST digits (m, 28, 28) with the handout's 3x3 kernel the result is
(m, 26, 26) for a valid convolution, (m, 28, 28) for a same convolution and
(m, 30, 34) for a padding of (2, 4). Every other shape of images, kernel and
padding is asked for in the same way:

    valid      (m, h - kh + 1, w - kw + 1)
    same       (m, h, w)
    padding    (m, h + 2 ph - kh + 1, w + 2 pw - kw + 1)
    stride     (m, (h + 2 ph - kh) // sh + 1, (w + 2 pw - kw) // sw + 1)

Several kernels put their number behind that, a pooling keeps the channels. What
does not fill a stride is left out.

Of any other function the shape is that of what the model solution returns.

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

from checks.dynamic.compare import compared, given_arrays, returned, returned_shapes
from checks.dynamic.runs import hidden_families
from checks.exercises import families_of
from checks.exercises.families import FULL, described, of_calls
from checks.model import Array, Case, DynamicCheck, Evidence, Finding, Run, Severity, Verdict
from checks.model.exercise import Shapes
from checks.model.running import AnswerForm
from checks.written import counted

BY_MODEL = "For these arguments the task asks for just that shape."


def applies(run: Run) -> bool:
    """Whether anything came back that has a shape."""
    return any(_shapes(run, case) is not None for case in compared(run))


def right_shape(run: Run, case: Case) -> bool:
    """Whether `case` brought an array of the right shape, or a tuple of such."""
    return right_parts(run, case) is not None


def right_parts(run: Run, case: Case) -> tuple[Array, ...] | None:
    """What `case` brought, if that has the right shape: an array, or the parts of a tuple."""
    parts = returned(run.observations[case.id], run.form(case))
    if parts is None or tuple(part.shape for part in parts) != run.shapes(case):
        return None
    return parts


def _shapes(run: Run, case: Case) -> Shapes | None:
    return returned_shapes(run.observations[case.id], run.form(case))


def judge(run: Run) -> Iterator[Finding]:
    """The shape on the handout's own call, and one error for the smallest case with a wrong shape."""
    arrays = [case for case in compared(run) if _shapes(run, case) is not None]
    wrong = [case for case in arrays if not right_shape(run, case)]
    if not wrong:
        yield from _as_the_handout_prints(run, arrays)
        return
    smallest = min(wrong, key=lambda case: (case.hidden, run.exercise.size(case)))
    came, right = (
        shapes_in_words(shapes or (), run.form(smallest)) for shapes in (_shapes(run, smallest), run.shapes(smallest))
    )
    families, about = {case.family for case in wrong}, families_of(run.task)
    yield Finding(
        check="shapes",
        message=f"returned {came} instead of {right}, {run.exercise.call(smallest)}",
        reason="" if run.task.exercise else BY_MODEL,
        hint=shape_hint(run, smallest, _shapes(run, smallest) or ()),
        hidden=smallest.hidden,
        evidence=Evidence(
            case=smallest.title,
            expected_shape=run.shapes(smallest)[0],
            returned_shape=(_shapes(run, smallest) or (None,))[0],
            wrong=described(families, about),
            right=described({case.family for case in arrays} - families, about),
            hidden=hidden_families(run),
        ),
    )


def shapes_in_words(shapes: Shapes, form: AnswerForm) -> str:
    """The shape of an array, or those of a tuple's parts, of which one without axes is a number."""
    if form != "tuple":
        return str(shapes[0])
    words = [str(shape) if shape else "a number" for shape in shapes]
    if len(words) < 2:
        return f"a tuple of {words[0]} alone" if words else "an empty tuple"
    return f"a tuple of {', '.join(words[:-1])} and {words[-1]}"


def shape_hint(run: Run, case: Case, shapes: Shapes) -> str:
    """What to do about these shapes, which are wrong."""
    parts = len(run.shapes(case))
    if len(shapes) != parts:
        return f"Return {counted(parts, 'part')} with commas between them: {len(shapes)} came back."
    return run.exercise.shape_hint(run.task)


def _as_the_handout_prints(run: Run, arrays: list[Case]) -> Iterator[Finding]:
    """The shapes of what is given and of the result for the handout's own call, on all that is given to it."""
    handout = [
        case
        for case in arrays[:1]
        if not case.hidden
        and case.family in of_calls(run.task)
        and any(run.shapes(case))
        and any(each.ndim for each in given_arrays(case))
    ]
    for cases in (handout, [case for case in arrays if case.family == FULL and not case.hidden]):
        if cases:
            given, came = _all_together(run, cases)
            about = families_of(run.task).get(cases[0].family, cases[0].family)
            yield Finding(check="shapes", severity=Severity.NOTE, message=f"{given} -> {came} on {about}")


def _all_together(run: Run, cases: list[Case]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The shapes of what is given and of the result, where the cases are cut along the first axis."""
    given = [next(each for each in given_arrays(case) if each.ndim).shape for case in cases]
    came = [run.shapes(case)[0] for case in cases]
    return (sum(shape[0] for shape in given), *given[0][1:]), (sum(shape[0] for shape in came), *came[0][1:])


CHECK = DynamicCheck(
    id="shapes",
    summary="The result has the right shape.",
    reason="The shapes of the arguments fix how many values there are along each axis.",
    needs=("loads", "signature"),
    verdict=Verdict.WRONG_ANSWER,
    asks=("values",),
    applies=applies,
    judge=judge,
)
