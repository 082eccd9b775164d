"""A call as a program for the student's folder, which fails as long as the answer is wrong, and the value that is asked
for as it is worked out by hand."""

import numpy as np

from checks.exercises.close import close
from checks.exercises.families import REPEATED
from checks.exercises.literals import literal
from checks.exercises.pooling.calls import images_of, kernel_shape_of, mode_of, stride_of
from checks.exercises.pooling.shown import window_of
from checks.exercises.smallest import MEMORY
from checks.model import Array, Difference, Fact, Outcome, Run
from checks.written import FIGURES, apart, written

MOST_TERMS = 9  # of a window that is written out
ENDS = 2  # of a longer one: as many values at its beginning and at its end


def snippet(run: Run, failing: Fact, *, memory_shows: bool) -> str:
    """The call as a program; where memory shows that was never written, that holds something else than zeros."""
    module = run.task.file.removesuffix(".py")
    case = failing.case
    mode = [f"mode={case.arguments['mode']!r}"] if "mode" in case.arguments else []
    arguments = ", ".join(["images", str(kernel_shape_of(case)), str(stride_of(case)), *mode])
    called = f"module.{run.task.function}({arguments})"
    return "\n".join(
        [
            "import numpy as np",
            f"module = __import__({module!r})",
            *_images(images_of(case)),
            f"expected = {literal(failing.answers[0].array)}",
            *([MEMORY] if memory_shows else []),
            *([called, "# The same once more:"] if case.title == REPEATED else []),
            f"returned = {called}",
            "assert isinstance(returned, np.ndarray), type(returned)",
            *_compared(failing),
        ]
    )


def _images(images: Array) -> list[str]:
    """A dtype that numbers do not have by themselves has a line of its own, so that none is long."""
    if images.dtype.name in (np.float64.__name__, np.int64.__name__):
        return [f"images = {literal(images)}"]
    numbers = images.astype(np.int64 if images.dtype.kind in "iu" else np.float64)
    return [f"images = {literal(numbers)}", f"images = images.astype({images.dtype.name!r})"]


def _compared(failing: Fact) -> list[str]:
    observation = failing.observation
    other_dtype = observation.outcome is Outcome.NOT_AN_ARRAY and observation.detail.startswith("ndarray")
    lines = ["assert returned.dtype.kind in 'iuf', returned.dtype"] if other_dtype else []
    return [
        *lines,
        "assert returned.shape == expected.shape, returned.shape",
        f"assert {close('returned', 'expected', failing.case, failing.answers[0])}, returned",
    ]


def worked_out(failing: Fact, found: Difference) -> str:
    """How the expected value at the first wrong place comes about: the largest one of its window, or the mean."""
    m, i, j, k = found.first
    image = images_of(failing.case)[m, :, :, k]
    values = [written(image[place].item(), FIGURES) for place in window_of(failing.case, i, j)]
    value, array = found.answer.array[found.first].item(), failing.observation.array
    fits = array is not None and array.shape == found.answer.array.shape
    text, _ = apart(value, array[found.first].item() if array is not None and fits else value)
    return f"{list(found.first)}: {_formula(values, mode_of(failing.case))} = {text}"


def _formula(values: list[str], mode: str) -> str:
    shown = values if len(values) <= MOST_TERMS else [*values[:ENDS], "...", *values[-ENDS:]]
    if mode == "max":
        return f"max({', '.join(shown)})"
    if len(values) == 1:
        return f"{values[0]} / 1"
    return f"({' + '.join(f'({value})' if value.startswith('-') else value for value in shown)}) / {len(values)}"
