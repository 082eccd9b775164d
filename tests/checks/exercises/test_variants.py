"""What does in every call what a wrong variant does has its name, and what does not in one has none."""

from collections.abc import Mapping

import numpy as np
import pytest

from checks.exercises.modelled.answers import answer, answer_of
from checks.exercises.modelled.exercise import EXERCISE
from checks.exercises.variants import does_the_same, with_cause
from checks.model import Case, Finding, Judged, Misconception, Observation, Outcome, Run, Severity, Value
from checks.model.assignment import Policy, Task
from checks.model.exercise import Known

TASK = Task("1", "One", "one.py", "one")
CASES = tuple(
    Case(f"own-{number}", "own", "a call", {"x": np.arange(1.0, size + 1)}) for number, size in enumerate((1, 2, 3))
)
LATE = Misconception("late", "the last one is left out", "", "It ends early.", "Go on.")
WRONG = {"proof": Judged((Finding(check="proof", message="fails", hint="Work it out."),))}


def seen(value: Value) -> Observation:
    """What the sandbox tells of a call that returned this; None stands for an exception."""
    if value is None:
        return Observation(Outcome.RAISED, detail="ValueError: x")
    if isinstance(value, np.ndarray):
        return Observation(Outcome.RETURNED, value, value.shape, str(value.dtype), value=value)
    return Observation(Outcome.NOT_AN_ARRAY, detail=type(value).__name__, value=value)


def run(returned: Mapping[str, Observation], variant: Mapping[str, Value], cases: tuple[Case, ...] = CASES) -> Run:
    by_id = {case.id: case for case in cases}
    answers = {name: (answer(by_id[name], value),) for name, value in variant.items() if value is not None}
    return Run(
        task=TASK,
        policy=Policy(),
        exercise=EXERCISE,
        cases=cases,
        loaded=Observation(Outcome.RETURNED),
        observations=returned,
        expected=lambda case: (),
        shapes=lambda case: (),
        form=lambda case: "number",
        facts=(),
        landmarks={},
        printed="",
        printed_bytes=0,
        known=(Known(LATE, frozenset(by_id), answers),),
    )


def named(returned: Mapping[str, Observation], variant: Mapping[str, Value]) -> bool:
    (finding,) = with_cause(run(returned, variant), WRONG)["proof"].findings or ()
    if finding.misconception:
        assert (finding.reason, finding.hint, finding.message) == ("It ends early.", "Go on.", "fails")
    return finding.misconception == LATE


SUMS: dict[str, Value] = {"own-0": 0.0, "own-1": 1.0, "own-2": 3.0}


@pytest.mark.parametrize(
    ("returned", "variant"),
    [
        pytest.param(SUMS, SUMS, id="the same numbers"),
        pytest.param({**SUMS, "own-1": 1 + 1e-12}, SUMS, id="the same within rounding"),
        pytest.param({**SUMS, "own-1": 1}, SUMS, id="an integer for a float"),
        pytest.param({**SUMS, "own-0": None}, {**SUMS, "own-0": None}, id="an exception where it has one"),
        pytest.param({**SUMS, "own-1": np.ones((2, 2))}, {**SUMS, "own-1": np.ones((2, 2))}, id="an array"),
        pytest.param({**SUMS, "own-1": (1, np.ones(2))}, {**SUMS, "own-1": (1, np.ones(2))}, id="a tuple"),
    ],
)
def test_who_does_the_same_in_every_call_is_told_the_name(
    returned: Mapping[str, Value], variant: Mapping[str, Value]
) -> None:
    assert named({name: seen(value) for name, value in returned.items()}, variant)


def test_a_call_that_was_not_reached_says_nothing() -> None:
    assert named({**{name: seen(value) for name, value in SUMS.items()}, "own-2": Observation(Outcome.NOT_RUN)}, SUMS)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(2.0, id="another number"),
        pytest.param(None, id="an exception"),
        pytest.param(np.ones(2), id="an array for a number"),
        pytest.param((1.0, 1.0), id="a tuple for a number"),
    ],
)
def test_who_does_something_else_in_one_call_is_told_none(other: Value) -> None:
    assert not named({name: seen(value) for name, value in {**SUMS, "own-1": other}.items()}, SUMS)


def test_who_returns_where_the_variant_fails_is_told_none() -> None:
    assert not named({name: seen(value) for name, value in SUMS.items()}, {**SUMS, "own-1": None})


@pytest.mark.parametrize("shape", [(2,), (1, 2)])
def test_a_shape_tells_two_arrays_apart(shape: tuple[int, ...]) -> None:
    (case, *_) = CASES
    assert does_the_same(case, seen(np.ones(shape)), (answer(case, np.ones(2)),)) is (shape == (2,))


def test_where_no_call_was_made_there_is_no_name() -> None:
    assert not named({}, SUMS)


def test_a_name_goes_to_the_finding_that_shows_it_best_and_to_no_warning() -> None:
    warned = Judged((Finding(check="proof", message="late", severity=Severity.WARNING),))
    wrong = Judged((Finding(check="values", message="wrong"), Finding(check="values", message="more")))
    asked = run({name: seen(value) for name, value in SUMS.items()}, SUMS)
    said = with_cause(asked, {"proof": warned, "values": wrong})
    assert said["proof"] == warned
    assert [finding.misconception for finding in said["values"].findings or ()] == [LATE, None]


def test_a_hidden_finding_and_one_of_a_check_that_was_skipped_have_no_name() -> None:
    hidden = Judged((Finding(check="proof", message="wrong", hidden=True),))
    asked = run({name: seen(value) for name, value in SUMS.items()}, SUMS)
    assert with_cause(asked, {"proof": hidden, "values": Judged(None)}) == {"proof": hidden, "values": Judged(None)}


def test_what_is_right_has_no_name() -> None:
    asked = run({name: seen(value) for name, value in SUMS.items()}, SUMS)
    assert with_cause(asked, {"proof": Judged(())}) == {"proof": Judged(())}


@pytest.mark.parametrize(("came", "same"), [(1, True), (1.0, False)])
def test_a_type_tells_two_numbers_apart_where_types_are_asked_for(came: Value, same: bool) -> None:
    (case, *_) = CASES
    asked = Task("1", "One", "one.py", "one", types=True)
    variant = (answer_of(asked, Policy(), case, seen(1)),)
    assert does_the_same(case, seen(came), variant) is same
