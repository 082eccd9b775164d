"""The smallest call that fails: of the smallest shape, with one channel and as small whole numbers as can be.

Shapes are tried in order of size. The values are shrunk by trying simpler ones on the same shape, the simplest first,
in a trip of their own; what fails there is shown, so nothing is shown that was not seen to fail.
"""

from collections.abc import Iterator

import msgspec
import numpy as np

from checks.dynamic.compare import match
from checks.dynamic.outcomes import GOES_ON, place, tell
from checks.dynamic.runs import FINE
from checks.exercises.families import SHRUNK
from checks.exercises.pooling import oracle
from checks.exercises.pooling.calls import images_of, in_words, instead, kernel_shape_of, stride_of
from checks.exercises.pooling.facts import fact
from checks.exercises.pooling.proof_cases import REPEATED, size
from checks.exercises.pooling.shown import given, results
from checks.exercises.pooling.snippet import snippet, worked_out
from checks.model import Array, Case, Difference, Evidence, Fact, Finding, Outcome, Run
from checks.printable import printable
from checks.written import apart

FACTORS = (0.5, -1.0, 300.0)  # what shows that fractions are cut off, or negative or large values
BRIGHT = 200  # of a byte: the sum of two is none
BY_HAND = "Work the marked value out by hand, as shown."
ONE = np.ones((1, 1, 1, 1))
THE_SMALLEST = "the smallest that fails"


def simpler(facts: tuple[Fact, ...]) -> tuple[Case, ...]:
    """The smallest call that fails with simpler values, the simplest first.

    None when nothing failed, and when the process ended with a call: so it would with the simpler ones. Where a call
    is right the first time and not the second, each is made twice.
    """
    failing = first(facts)
    if failing is None or facts[-1].observation.outcome not in GOES_ON:
        return ()
    cases = _made_twice(failing.case) if failing.case.title == REPEATED else _simpler(failing.case)
    return tuple(msgspec.structs.replace(case, id=f"{SHRUNK}-{n}", family=SHRUNK) for n, case in enumerate(cases))


def first(facts: tuple[Fact, ...]) -> Fact | None:
    """The smallest call that fails, if there is one. What fails only the second time comes before all others."""
    failing = [found for found in facts if not found.right]
    if not failing:
        return None
    was_right = {_arguments_of(found.case) for found in facts if found.right}
    return min(failing, key=lambda found: _order(found, was_right))


def _arguments_of(case: Case) -> tuple[object, ...]:
    return id(images_of(case)), kernel_shape_of(case), stride_of(case), case.arguments.get("mode")


def _order(found: Fact, was_right: set[tuple[object, ...]]) -> tuple[bool, int, int]:
    case = found.case
    changes = case.title == REPEATED and _arguments_of(case) in was_right
    return not changes, size(case), images_of(case).size


def _made_twice(case: Case) -> Iterator[Case]:
    for kept in (_tiny(case, ONE), case):
        yield msgspec.structs.replace(kept, title="")
        yield msgspec.structs.replace(kept, title=REPEATED)


def _tiny(case: Case, images: Array) -> Case:
    """A call with windows of one pixel."""
    return instead(case, images=images, kernel_shape=(1, 1), stride=(1, 1))


def _simpler(failing: Case) -> Iterator[Case]:
    """Images of one pixel, where it is the values or their number that matter; then the same shape."""
    case = msgspec.structs.replace(failing, title="")
    for factor in (1.0, *FACTORS):
        yield _tiny(case, factor * ONE)
    yield _tiny(case, np.array([1.0, 2.0]).reshape(1, 1, 1, 2))
    yield _tiny(case, np.array([1.0, 2.0]).reshape(2, 1, 1, 1))
    for images in _values(images_of(case)):
        yield instead(case, images=images)


def _values(failing: Array) -> Iterator[Array]:
    """One image of one channel with the numbers from 1 on, upwards and downwards, whole and not, large and below 0;
    more channels, more images, other dtypes; then the first of its own images, and all of them."""
    _, h, w, c = failing.shape
    up = np.arange(1.0, h * w + 1).reshape(1, h, w, 1)
    down = up[:, ::-1, ::-1].copy()
    yield from (up, down, up.astype(np.int64), -up, -down)
    yield from (factor * each for factor in (0.5, 300.0) for each in (up, down))
    yield (BRIGHT + up).clip(0, 255).astype(np.uint8)
    for channels in sorted({2, c}):
        for each in (up, -up, down):
            yield np.concatenate([each + number * h * w * np.sign(each) for number in range(channels)], axis=3)
    for each in (up, -up):
        yield np.concatenate([each, each + h * w * np.sign(each)])
    several = np.concatenate([up, 2 * up, 3 * up])
    yield several
    yield np.concatenate([several, -several], axis=3)
    yield failing[:1]
    yield failing[:2]
    yield failing


def smallest(run: Run, *, memory_shows: bool) -> Finding:
    """What is to be shown of the simplest call that failed: message, hint, place and evidence.

    Where memory shows that was never written, the call as a program has to fill it first.
    """
    return _shown(run, next(_failing(run)), memory_shows)


def _failing(run: Run) -> Iterator[Fact]:
    for case in run.cases:
        if case.family == SHRUNK and run.observations[case.id].outcome is not Outcome.NOT_RUN:
            found = fact(case, run.observations[case.id], oracle.expected(run.task, run.policy, case))
            if not found.right:
                yield found
    failing = first(run.facts)
    assert failing is not None
    yield failing


def _shown(run: Run, failing: Fact, memory_shows: bool) -> Finding:
    observation, case = failing.observation, failing.case
    if observation.outcome not in FINE:
        return _ended(run, failing, memory_shows)
    array, again = observation.array, "the second time " if case.title == REPEATED else ""
    if array is None or array.shape != failing.answers[0].array.shape:
        return _of_another_shape(run, failing, memory_shows)
    found = match(array, case, failing.answers)
    assert isinstance(found, Difference)
    came, wanted = apart(array[found.first].item(), found.answer.array[found.first].item())
    evidence = _evidence(run, failing, found, array[found.first[0]], memory_shows)
    message = f"{in_words(case)}, {again}{came} instead of {wanted} at {list(found.first)}"
    return Finding(check="proof", message=message, hint=BY_HAND, evidence=evidence)


def _of_another_shape(run: Run, failing: Fact, memory_shows: bool) -> Finding:
    observation, right = failing.observation, failing.answers[0]
    array = observation.array
    shown = array[0] if array is not None and array.ndim == 4 and array.size else None
    missing = next(_missing(right.array[0], shown), None)
    evidence = msgspec.structs.replace(
        _evidence(
            run,
            failing,
            Difference(right, (0, *(missing or (0, 0, 0))), 0, 0),
            shown,
            memory_shows,
            asked=missing is not None,
        ),
        expected_shape=right.array.shape,
        returned_shape=observation.shape,
    )
    came = f"the shape {observation.shape}" if observation.shape is not None else _other(observation.detail)
    wanted = right.array.shape if observation.shape is not None else f"an array {right.array.shape}"
    return Finding(
        check="proof",
        message=f"{in_words(failing.case)}, {came} instead of {wanted}",
        hint=run.exercise.shape_hint(run.task),
        evidence=evidence,
    )


def _missing(right: Array, returned: Array | None) -> Iterator[tuple[int, ...]]:
    """The places whose values are not there, or other ones."""
    for index in np.ndindex(right.shape):
        inside = returned is not None and all(at < side for at, side in zip(index, returned.shape, strict=True))
        if returned is None or not inside or returned[index] != right[index]:
            yield index


def _other(detail: str) -> str:
    return "None" if detail == "NoneType" else f"a value of type {printable(detail)}"


def _ended(run: Run, failing: Fact, memory_shows: bool) -> Finding:
    telling = tell(failing.observation, run.exercise)
    file, line = place(failing.observation, run.task)
    evidence = _evidence(run, failing, Difference(failing.answers[0], (0, 0, 0, 0), 0, 0), None, memory_shows)
    return Finding(
        check="proof",
        message=f"{in_words(failing.case)}: {telling.message}",
        hint=telling.hint,
        file=file,
        line=line,
        verdict=telling.verdict,
        evidence=msgspec.structs.replace(evidence, traceback=failing.observation.traceback),
    )


def _evidence(
    run: Run, failing: Fact, found: Difference, returned: Array | None, memory_shows: bool, *, asked: bool = True
) -> Evidence:
    """The call and the right answer, with the value at the first place that is wrong or missing worked out, unless
    there is too much and no value to be asked for."""
    right = found.answer.array[found.first[0]]
    return Evidence(
        case=THE_SMALLEST,
        panels=(
            *given(failing.case, found.first, asked=asked),
            *results(right, returned, found.first, asked=asked),
        ),
        index=found.first if asked else None,
        sum=worked_out(failing, found) if asked else "",
        snippet=snippet(run, failing, memory_shows=memory_shows),
    )
