"""The pooling of images: what is asked, what is right, and how it is said."""

from checks.exercises.pooling import (
    cases,
    counterexample,
    exceptions,
    exhibit,
    facts,
    oracle,
    proof_cases,
    proving,
    sample,
    shown,
)
from checks.exercises.pooling.calls import images_of, in_words
from checks.model import Case, Exercise, Proof

SHAPE_HINT = "The shape is (m, (h - kh) // sh + 1, (w - kw) // sw + 1, c): what does not fill a stride is dropped."
BY_HAND = (
    "Work the marked value out by hand: look at the window of the images at that place, in that channel, and take its "
    "largest value, or its mean."
)


def size(case: Case) -> int:
    """How many values the images have."""
    return images_of(case).size


EXERCISE = Exercise(
    values=cases.values,
    repeated=cases.repeated,
    traced=cases.traced,
    answers=oracle.expected,
    shapes=oracle.shapes,
    kept_to=lambda task, policy, seen, answers: "",
    shape_hint=lambda task: SHAPE_HINT,
    size=size,
    call=in_words,
    exception_hint=exceptions.hint,
    evidence=shown.evidence,
    value_hint=BY_HAND,
    conventions=lambda task, answers: iter(()),
    proof=Proof(
        cases=proof_cases.proof_cases,
        answers=oracle.expected,
        fact=facts.fact,
        sample=sample.sample,
        unsettled=lambda facts: (),
        settled=facts.settled,
        simpler=lambda task, facts: counterexample.simpler(facts),
        told=proving.told,
        verified=proving.verified,
    ),
    exhibit=exhibit.exhibit,
)
