"""What the small calls say: how far all is right, or for how many not, and the smallest of them."""

from collections.abc import Iterator, Mapping

import msgspec

from checks.dynamic import return_type
from checks.dynamic.compare import Match, imprecise, laid_out, match_parts, returned, returned_shapes
from checks.dynamic.outcomes import place, tell
from checks.dynamic.rows import BESIDE
from checks.dynamic.runs import FINE
from checks.dynamic.shapes import shape_hint, shapes_in_words
from checks.dynamic.types_told import Another, another, how_to, types_of
from checks.exercises.causes import told as of_any
from checks.exercises.causes.domain import counted as counted_in_words
from checks.exercises.families import PROOF, SHRUNK
from checks.exercises.modelled import shown
from checks.exercises.modelled.program import program
from checks.model import Answer, Case, Difference, Evidence, Fact, Finding, Observation, Outcome, Run
from checks.model.assignment import Policy, Task
from checks.written import apart, counted

SMALLEST = "the smallest that fails"
BY_HAND = "Work this call out by hand, or run the program that is shown."
NO_CAUSE = "The smallest call that fails is shown: what is wrong there is wrong elsewhere, too."


def fact(case: Case, observation: Observation, answers: tuple[Answer, ...]) -> Fact:
    """One call beside its answer."""
    parts = returned(observation, answers[0].form)
    fits = parts is not None and tuple(part.shape for part in parts) == _shapes(answers[0])
    right = fits and parts is not None and isinstance(match_parts(parts, case, answers), Match)
    return Fact(case, observation, answers, right and _another(observation, answers[0]) is None)


def settled(
    _task: Task, _policy: Policy, facts: tuple[Fact, ...], _observations: Mapping[str, Observation]
) -> Iterator[Fact]:
    """The facts: they leave nothing open."""
    yield from facts


def verified(run: Run) -> str:
    """How far every call is right."""
    asked = sum(case.family == PROOF for case in run.cases)
    if len(run.facts) == asked:
        return f"verified on {asked} small calls"
    first = len(of_any.reached(run))
    return f"right on the first {first} of {asked} small calls: {of_any.time_up(run, 'of the others')}"


def told(run: Run) -> Finding:
    """For how many calls the answer is wrong, and the smallest of them."""
    wrong = [each for each in run.facts if not each.right]
    failing = next(_failing(run), wrong[0])
    smallest = _shown(run, failing)
    every = len(wrong) == len(run.facts)
    count = "fails for every small call" if every else counted_in_words([each.right for each in run.facts])
    return msgspec.structs.replace(
        smallest, message=f"{count}; the smallest: {run.exercise.call(failing.case)}{smallest.message}", reason=NO_CAUSE
    )


def _failing(run: Run) -> Iterator[Fact]:
    for case in run.cases:
        observation = run.observations.get(case.id)
        if case.family == SHRUNK and observation is not None and observation.outcome is not Outcome.NOT_RUN:
            found = fact(case, observation, run.expected(case))
            if not found.right:
                yield found


def _shown(run: Run, failing: Fact) -> Finding:
    observation, answer = failing.observation, failing.answers[0]
    evidence = Evidence(
        case=SMALLEST,
        panels=shown.around(failing.case, observation, answer),
        snippet=program(run.task, failing.case, answer),
    )
    finding = Finding(check="proof", message="", hidden=failing.case.hidden, evidence=evidence)
    if observation.outcome not in FINE:
        telling, (file, line) = tell(observation, run.exercise), place(observation, run.task)
        return msgspec.structs.replace(
            finding,
            message=f": {telling.message}",
            hint=telling.hint or BY_HAND,
            file=file,
            line=line,
            verdict=telling.verdict,
            evidence=msgspec.structs.replace(evidence, traceback=observation.traceback),
        )
    shapes = returned_shapes(observation, answer.form)
    if shapes is None:
        nothing = observation.detail == "NoneType"
        name = "None" if nothing else f"a value of type {return_type.type_of(observation)}"
        hint = return_type.NO_RETURN if nothing else return_type.hint_of(observation, answer.form)
        return msgspec.structs.replace(finding, message=f", {name} instead of {_form(answer)}", hint=hint)
    if shapes != _shapes(answer):
        came, wanted = (shapes_in_words(each, answer.form) for each in (shapes, _shapes(answer)))
        what = "" if answer.form == "tuple" else "the shape "
        hint = shape_hint(run, failing.case, shapes)
        return msgspec.structs.replace(finding, message=f", {what}{came} instead of {wanted}", hint=hint)
    if found := _another(observation, answer):
        message = f", {return_type.in_words(found)}"
        return msgspec.structs.replace(finding, message=message, hint=how_to(found.right))
    return _of_value(run, failing, finding)


def _another(observation: Observation, answer: Answer) -> Another | None:
    """The type that came in the place of the right one, where types are asked for and one did."""
    return another(types_of(observation), answer.types) if answer.types else None


def _of_value(run: Run, failing: Fact, finding: Finding) -> Finding:
    parts = returned(failing.observation, failing.answers[0].form)
    assert parts is not None
    difference = match_parts(parts, failing.case, failing.answers)
    assert isinstance(difference, Difference)
    parts = laid_out(parts, failing.case, difference.answer)
    number, index = (difference.first[0], difference.first[1:]) if difference.answer.rest else (0, difference.first)
    came, wanted = apart(parts[number][index].item(), difference.answer.parts[number].array[index].item())
    hint = imprecise(parts[number], difference.answer.parts[number].array) or BY_HAND
    at = f" at {list(difference.first)}" if difference.first else ""
    found = run.exercise.evidence(run, failing.case, difference)
    return msgspec.structs.replace(
        finding,
        message=f", {came} instead of {wanted}{at}",
        hint=f"{BESIDE} {hint}" if difference.answer.any_order else hint,
        evidence=msgspec.structs.replace(found, case=SMALLEST, snippet=finding.evidence.snippet),
    )


def _shapes(answer: Answer) -> tuple[tuple[int, ...], ...]:
    return tuple(part.array.shape for part in answer.parts)


def _form(answer: Answer) -> str:
    if answer.form == "tuple":
        return f"a tuple of {counted(len(answer.parts), 'part')}"
    return "a number" if answer.form == "number" else f"an array {answer.array.shape}"
