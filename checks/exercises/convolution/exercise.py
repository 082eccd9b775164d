"""The convolution of images with a kernel: what is asked, what is right, and how it is said."""

from collections.abc import Iterator

import numpy as np

from checks.exercises import own
from checks.exercises.convolution import (
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
from checks.exercises.convolution.calls import images_of, in_words
from checks.exercises.convolution.conventions import EVEN, OF_SAME, most_followed
from checks.exercises.convolution.form import form_of, has_several_kernels, is_plain
from checks.model import Answer, Array, Case, Data, Exercise, Proof
from checks.model.assignment import CasePolicy, Task

FORMULAS = {
    "valid": "(m, h - kh + 1, w - kw + 1)",
    "same": "(m, h, w), whatever the kernel",
    "padding": "(m, h + 2 ph - kh + 1, w + 2 pw - kw + 1)",
}
OF_STRIDES = "(m, (h + 2 ph - kh) // sh + 1, (w + 2 pw - kw) // sw + 1{more}), with ph = pw = 0 for 'valid'"
BY_HAND = (
    "Work the marked value out by hand: lay the kernel, as it is, on the image at that place "
    "(outside the image are zeros), multiply and add."
)
PICTURES = 40  # of random values, where an assignment has none


def _pictures(task: Task, policy: CasePolicy, data: Data) -> Array:
    found = own.first_data(task, data)
    if found is not None:
        return found
    made: Array = np.random.default_rng(policy.seed).random((PICTURES, 28, 28), np.float32)
    return made


def shape_hint(task: Task) -> str:
    """The formula of the result's shape."""
    if is_plain(task):
        return f"The shape is {FORMULAS[form_of(task)]}."
    return f"The shape is {OF_STRIDES.format(more=', nc' if has_several_kernels(task) else '')}."


def noted(task: Task, answers: tuple[Answer, ...]) -> Iterator[tuple[str, str]]:
    """What is followed where the handout leaves something open."""
    used = [each for answer in answers for each in answer.convention if each]
    if not used:
        return
    if is_plain(task):
        sides = " and ".join(EVEN[side] for side in sorted({*used}))
        yield f"even kernels: the extra zeros go {sides}", "The handout leaves that open; both are right."
    else:
        name = most_followed(answer.convention for answer in answers)
        yield (
            f"'same' puts {OF_SAME[name].words}",
            f"The handout leaves that open; all of its readings are right ({name}).",
        )


def size(case: Case) -> int:
    """How many pixels there are."""
    return images_of(case).size


EXERCISE = Exercise(
    values=lambda task, policy, data: cases.values(task, policy, _pictures(task, policy, data)),
    repeated=lambda task, policy, data: cases.repeated(task, policy, _pictures(task, policy, data)),
    traced=lambda task, policy, data: cases.traced(task, policy),
    answers=oracle.expected,
    shapes=oracle.shapes,
    kept_to=facts.kept_to,
    shape_hint=shape_hint,
    size=size,
    call=in_words,
    exception_hint=exceptions.hint,
    evidence=shown.evidence,
    value_hint=BY_HAND,
    conventions=noted,
    proof=Proof(
        cases=proof_cases.proof_cases,
        answers=facts.right,
        fact=facts.fact,
        sample=sample.sample,
        unsettled=facts.unblurred,
        settled=facts.settled,
        simpler=counterexample.simpler,
        told=proving.told,
        verified=proving.verified,
    ),
    exhibit=exhibit.exhibit,
)
