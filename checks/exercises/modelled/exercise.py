"""What is asked, what is right, and how it is said, of a function that only its description tells of."""

from checks.dynamic import exceptions
from checks.exercises.modelled import cases, proving, sample, shown
from checks.exercises.wording import in_words
from checks.model import Exercise, Proof

SHAPE_HINT = "Print the result before you return it: has it too many values, too few, or not the right axes?"


EXERCISE = Exercise(
    values=cases.values,
    repeated=cases.repeated,
    traced=cases.traced,
    answers=None,
    shapes=lambda task, policy, case: (),
    kept_to=lambda task, policy, seen, answers: "",
    shape_hint=lambda task: SHAPE_HINT,
    size=cases.size,
    call=lambda case: in_words(case.arguments),
    exception_hint=exceptions.hint,
    evidence=shown.evidence,
    value_hint=proving.BY_HAND,
    conventions=lambda task, answers: iter(()),
    proof=Proof(
        cases=cases.proof_cases,
        answers=lambda task, policy, case: (),
        fact=proving.fact,
        sample=sample.sample,
        unsettled=lambda facts: (),
        settled=proving.settled,
        simpler=cases.simpler,
        told=proving.told,
        verified=proving.verified,
    ),
    exhibit=lambda run: None,
)
