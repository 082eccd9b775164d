import numpy as np
import pytest

from checks.dynamic import shapes
from checks.exercises.convolution.form import Form
from checks.model import Array, Observation, Outcome, Severity
from checks.model.assignment import Assignment
from tests.checks.runs import FAMILIES, judged, made, right


@pytest.mark.parametrize(("form", "shape"), [("valid", "(40, 26, 26)"), ("padding", "(40, 30, 34)")])
def test_the_handouts_shape_is_noted(form: Form, shape: str, assignment: Assignment, digits: Array) -> None:
    (note,) = judged("shapes", made(assignment, digits, form=form))
    assert note.severity is Severity.NOTE
    assert note.message == f"(40, 28, 28) -> {shape} on {FAMILIES['mnist']}"


def test_a_row_too_few_is_told_with_both_shapes_and_the_formula(assignment: Assignment, digits: Array) -> None:
    (finding,) = judged("shapes", made(assignment, digits, lambda *given: right(*given)[:, 1:]))
    assert finding.message == "returned (1, 1, 3) instead of (1, 2, 3), for images (1, 4, 5) with a kernel (3, 3)"
    assert finding.evidence.expected_shape == (1, 2, 3)
    assert "h - kh + 1" in finding.hint


def test_the_families_with_a_wrong_shape_are_named(assignment: Assignment, digits: Array) -> None:
    def fixed(images: Array, kernel: Array) -> Array:
        return np.zeros((len(images), images.shape[1] - 2, images.shape[2] - 2))

    (finding,) = judged("shapes", made(assignment, digits, fixed))
    assert FAMILIES["even_kernels"] in finding.evidence.wrong
    assert FAMILIES["mnist"] in finding.evidence.right
    assert not set(finding.evidence.wrong) & set(finding.evidence.right)


@pytest.mark.parametrize("shape", [(), (7,), (0,), (1, 2, 3, 4), (10**6, 10**6)])
def test_an_absurd_shape_is_told(shape, assignment: Assignment, digits: Array) -> None:
    absurd = Observation(Outcome.RETURNED, None, shape, "float64")
    (finding,) = judged("shapes", made(assignment, digits, instead=lambda case: absurd))
    assert f"returned {shape}" in finding.message


def test_without_any_array_there_is_nothing_to_judge(assignment: Assignment, digits: Array) -> None:
    assert not shapes.applies(made(assignment, digits, lambda *given: None))
