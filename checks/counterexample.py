"""The smallest call that fails: of the smallest shape, with as many zeros and as small whole numbers as can be.

Shapes are tried in order of size. The values are shrunk by trying simpler ones on the same shape, the simplest first,
in a trip of their own; what fails there is shown, so nothing is shown that was not seen to fail.
"""

import re
from collections.abc import Iterator

import msgspec
import numpy as np

from checks import oracle
from checks.compare import Mismatch, match
from checks.facts import fact, right
from checks.families import SHRUNK
from checks.model import Array, Case, Evidence, Fact, Finding, Matrix, Outcome, Run
from checks.outcomes import GOES_ON, place, tell
from checks.printable import printable
from checks.proof_cases import UNIT
from checks.runs import FINE, call

# What has to go before a call that would be right by luck.
MEMORY = "[np.full(expected.shape, 9.) for _ in range(9)]  # for np.empty"
BEFORE = {
    "state_between_calls": "{call}  # the second call is wrong",
    "unfilled_memory": MEMORY,
    "unfilled_outputs": MEMORY,
}
FACTORS = (0.5, -1.0, 300.0)  # what shows that fractions are cut off, or negative or large values
ONE_LINE = 60  # characters of an array
MOST_SHOWN = 8  # rows and columns of an array that are shown whole


def simpler(facts: tuple[Fact, ...]) -> tuple[Case, ...]:
    """The smallest call that fails with simpler values, the simplest first.

    None when nothing failed, and when the process ended with a call: so it would with the simpler ones.
    """
    failing = first(facts)
    if failing is None or facts[-1].observation.outcome not in GOES_ON:
        return ()
    case = failing.case
    return tuple(
        msgspec.structs.replace(case, id=f"{SHRUNK}-{n}", family=SHRUNK, images=images, kernel=kernel)
        for n, (images, kernel) in enumerate(_values(failing))
    )


def first(facts: tuple[Fact, ...]) -> Fact | None:
    """The first call that fails, if there is one; where several answers are right the question only confuses."""
    failing = [found for found in facts if not found.right]
    return next((found for found in failing if len(found.candidates) == 1), failing[0] if failing else None)


def _values(failing: Fact) -> Iterator[tuple[Array, Array]]:
    """One pixel and one tap, then few, then all; then other signs and fractions, and more images than one."""
    (h, w), (kh, kw) = failing.case.images.shape[1:], failing.case.kernel.shape
    pixels, taps = np.arange(1.0, h * w + 1).reshape(1, h, w), np.arange(1.0, kh * kw + 1).reshape(kh, kw)
    if failing.case.title != UNIT:  # it is the values, then, and any shape may do
        for factor in FACTORS:
            yield np.full((1, 1, 1), factor), np.ones((1, 1))
            yield np.ones((1, 1, 1)), np.full((1, 1), factor)
    for factor in (1.0, *FACTORS):
        for pixel, tap in _telling(failing):
            yield factor * _unit((1, h, w), pixel), _unit((kh, kw), tap)
    for factor in FACTORS:
        for pixel, tap in _telling(failing):
            yield _unit((1, h, w), pixel), factor * _unit((kh, kw), tap)
    for pixel, _ in _telling(failing):
        yield _unit((1, h, w), pixel), taps
    yield pixels, taps
    yield np.concatenate([pixels, 0 * pixels]), taps
    yield np.concatenate([0 * pixels, pixels]), taps
    for factor in FACTORS:
        yield pixels * factor, taps
    yield pixels, taps / 2
    yield pixels.astype(np.int64), taps / 2
    yield failing.case.images[:1], failing.case.kernel
    yield failing.case.images[:2], failing.case.kernel
    yield failing.case.images, failing.case.kernel


def _unit(shape: tuple[int, ...], place: int) -> Array:
    array = np.zeros(shape)
    array.reshape(-1)[place] = 1
    return array


def _telling(failing: Fact) -> list[tuple[int, int]]:
    """The pixel and the tap that meet in the first value that differs; the first of both where no value says more."""
    array, expected = failing.observation.array, failing.candidates[-1].array
    (m, h, w), kernel = failing.case.images.shape, failing.case.kernel
    if array is None or array.shape != expected.shape or m != h * w:
        return [(0, 0)]
    found = []
    for wanted in (expected, array):  # a value that is missing says more than one that is too much
        places = np.argwhere((wanted != 0) & (array != expected))
        if len(places):
            value = wanted[tuple(places[0])]
            found.append((int(places[0][0]), int(np.argmin(np.abs(kernel.reshape(-1) - value)))))
    return found or [(0, 0)]


def smallest(run: Run, cause: str) -> Finding:
    """What is to be shown of the simplest call that failed: message, hint, place and evidence.

    `cause` is the id of the misconception, "" where it has no name: some show only after another call.
    """
    return _shown(run, next(failing for failing in _failing(run)), cause)


def _failing(run: Run) -> Iterator[Fact]:
    for case in run.cases:
        if case.family == SHRUNK and run.observations[case.id].outcome is not Outcome.NOT_RUN:
            found = fact(case, run.observations[case.id], right(run.task, run.policy, case))
            if not found.right:
                yield found
    failing = first(run.facts)
    assert failing is not None
    yield failing


def _shown(run: Run, failing: Fact, cause: str) -> Finding:
    observation, case = failing.observation, failing.case
    if observation.outcome not in FINE:
        return _ended(run, failing, cause)
    array = observation.array
    candidate = failing.candidates[0]
    evidence = _arguments(run, failing, candidate.array, cause)
    if array is None or array.shape != candidate.array.shape:
        came = f"{observation.shape}" if observation.shape is not None else printable(observation.detail)
        evidence = msgspec.structs.replace(
            evidence,
            expected=_matrix(candidate.array[0]) if candidate.array.ndim == 3 else None,
            returned=_matrix(array[0]) if array is not None and array.ndim == 3 and array.size else None,
            image_index=0,
            expected_shape=candidate.array.shape,
            returned_shape=observation.shape,
        )
        return Finding(
            check="proof", message=f"{call(case)}, {came} instead of {candidate.array.shape}", evidence=evidence
        )
    found = match(array, case, failing.candidates)
    assert isinstance(found, Mismatch)
    m, i, j = found.first
    right = found.candidate.array
    evidence = msgspec.structs.replace(
        _arguments(run, failing, right, cause, m),
        expected=_matrix(right[m]),
        returned=_matrix(array[m]),
        image_index=m,
        index=(i, j),
        corner=(0, 0),
        sum=_sum(run, failing, found),
    )
    message = f"{call(case)}, {array[m, i, j].item():.6g} instead of {right[m, i, j].item():.6g} at [{m}, {i}, {j}]"
    return Finding(
        check="proof", message=message, hint="Work the marked value out by hand, as shown.", evidence=evidence
    )


def _ended(run: Run, failing: Fact, cause: str) -> Finding:
    telling = tell(failing.observation)
    file, line = place(failing.observation, run.task)
    evidence = _arguments(run, failing, failing.candidates[0].array, cause)
    evidence = msgspec.structs.replace(evidence, traceback=failing.observation.traceback)
    return Finding(
        check="proof",
        message=f"{call(failing.case)}: {telling.message}",
        hint=telling.hint,
        file=file,
        line=line,
        verdict=telling.verdict,
        evidence=evidence,
    )


def _arguments(run: Run, failing: Fact, expected: Array, cause: str, m: int = 0) -> Evidence:
    case = failing.case
    return Evidence(
        case="the smallest that fails",
        image=_matrix(case.images[m]) if max(case.images.shape[1:]) <= MOST_SHOWN else None,
        kernel=_matrix(case.kernel) if max(case.kernel.shape) <= MOST_SHOWN else None,
        padding=case.padding,
        snippet=_snippet(run, case, expected, cause),
    )


def _sum(run: Run, failing: Fact, found: Mismatch) -> str:
    """How the expected value at the first wrong place comes about: every tap times the pixel under it."""
    m, i, j = found.first
    image, kernel = failing.case.images[m], failing.case.kernel
    pads = _pads(run, failing, found)
    terms = []
    for u in range(kernel.shape[0]):
        for v in range(kernel.shape[1]):
            row, column = i + u - pads[0], j + v - pads[1]
            inside = 0 <= row < image.shape[0] and 0 <= column < image.shape[1]
            pixel = f"{image[row, column].item():g}" if inside else "(0)"
            terms.append(f"{kernel[u, v].item():g}*{pixel}")
    outside = "; (0) lies outside of the image" if any("(0)" in term for term in terms) else ""
    return f"[{i}, {j}]: {' + '.join(terms)} = {found.candidate.array[m, i, j].item():g}{outside}"


def _pads(run: Run, failing: Fact, found: Mismatch) -> tuple[int, int]:
    """The zeros before rows and columns of the right answer that is shown."""
    for convention, (top, left) in oracle.paddings(run.task, failing.case, run.policy):
        if convention == found.candidate.convention:
            return top[0], left[0]
    raise AssertionError(found.candidate.convention)


def _snippet(run: Run, case: Case, expected: Array, cause: str) -> str:
    """The call as a program for the student's folder, which fails as long as the answer is wrong."""
    module = run.task.file.removesuffix(".py")
    arguments = ", ".join(["images", "kernel", *([str(case.padding)] if case.padding is not None else [])])
    called = f"module.{run.task.function}({arguments})"
    return "\n".join(
        [
            "import numpy as np",
            f"module = __import__({module!r})",
            f"images = np.array({_literal(case.images)})",
            f"kernel = np.array({_literal(case.kernel)})",
            f"expected = np.array({_literal(expected)})",
            *([BEFORE[cause].format(call=called)] if cause in BEFORE else []),
            f"returned = {called}",
            "assert isinstance(returned, np.ndarray), type(returned)",
            "assert returned.shape == expected.shape, returned.shape",
            "assert np.allclose(returned, expected), returned",
        ]
    )


def _literal(array: Array) -> str:
    """The array as nested lists, long ones a row to a line; floats keep their point, which keeps the dtype."""
    text = _row(array)
    if len(text) <= ONE_LINE:
        return text
    rows = [f"    {_row(row)}," for row in array.reshape(-1, array.shape[-1])]
    if array.ndim == 3:
        for start in range(len(array) - 1, 0, -1):
            rows.insert(start * array.shape[1], "], [")
    opening, closing = "[" * (array.ndim - 1), "]" * (array.ndim - 1)
    return "\n".join([opening, *rows, closing])


def _row(array: Array) -> str:
    return re.sub(r"(\.)0(?=[],])", r"\1", str((array + 0).tolist()))


def _matrix(array: Array) -> Matrix:
    return tuple(tuple(value.item() for value in row) for row in array[:MOST_SHOWN, :MOST_SHOWN])
