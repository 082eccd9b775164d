from itertools import product

import numpy as np
import pytest

from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import images_of, instead, kernel_of
from checks.exercises.convolution.form import Form
from checks.exercises.convolution.operator import MOST_TAPS, answer, decodable_kernels, decode, operator, unit_images
from checks.exercises.convolution.proof_cases import proof_cases
from checks.model.assignment import Assignment
from tests.brute_force import convolved
from tests.tasks import FORMS, of

EACH = pytest.mark.parametrize("form", FORMS)


@EACH
def test_the_operator_of_every_shape_is_what_the_definition_says(form: Form, assignment: Assignment, digits) -> None:
    task = of(assignment, form)
    for case in proof_cases(task, assignment.cases):
        (m, h, w), shape = images_of(case).shape, oracle.shapes(task, assignment.policy, case)[0][1][1:]
        for convention, pads in oracle.paddings(task, case, assignment.policy):
            found = answer(images_of(case), kernel_of(case), pads)
            images, kernel = images_of(case).tolist(), kernel_of(case).tolist()
            for n in range(m):
                right = convolved(images[n], kernel, (pads[0][0], pads[1][0]), shape)
                assert np.allclose(found[n], right, rtol=1e-12, atol=1e-12), (case.title, h, w, convention)


@EACH
def test_the_oracle_says_the_same_as_the_definition(form: Form, assignment: Assignment, digits) -> None:
    task = of(assignment, form)
    random = np.random.default_rng(7)
    for case in proof_cases(task, assignment.cases):
        h, w = images_of(case).shape[1:]
        images, kernel = random.integers(-9, 10, (1, h, w)), random.integers(-9, 10, kernel_of(case).shape)
        asked = instead(case, images=images, kernel=kernel)
        shape = oracle.shapes(task, assignment.policy, asked)[0][1][1:]
        candidates = {found.convention: found.array for found in oracle.expected(task, assignment.policy, asked)}
        for convention, pads in oracle.paddings(task, asked, assignment.policy):
            right = convolved(images[0].tolist(), kernel.tolist(), (pads[0][0], pads[1][0]), shape)
            assert candidates[convention][0].tolist() == right


@pytest.mark.parametrize(("kh", "kw"), list(product(range(1, 6), repeat=2)), ids=lambda k: str(k))
def test_every_tap_of_the_operator_can_be_told(kh: int, kw: int) -> None:
    (kernel,) = decodable_kernels(kh, kw)
    taps = decode(operator(5, 5, kernel, ((0, 0), (0, 0))), kernel.size)
    assert taps is not None
    assert taps.max() == 1
    assert np.array_equal(taps.sum(axis=(1, 2, 3)) > 0, taps.any(axis=(1, 2, 3)))
    assert np.array_equal((taps * kernel.reshape(-1)).sum(axis=-1), operator(5, 5, kernel, ((0, 0), (0, 0))))


def test_sums_of_three_times_the_same_tap_can_be_told() -> None:
    values = 3 * decodable_kernels(5, 5)[0].sum() * np.ones((1, 1, 1))
    taps = decode(values, MOST_TAPS)
    assert taps is not None
    assert taps.tolist() == [[[[3] * MOST_TAPS]]]


@pytest.mark.parametrize("value", [-1.0, 0.5, float("nan"), float("inf"), 4.0**25], ids=str)
def test_what_is_no_sum_of_taps_is_not_taken_apart(value: float) -> None:
    assert decode(np.full((1, 1, 1), value), MOST_TAPS) is None


def test_fewer_zeros_than_none_crop_the_result() -> None:
    images, kernel = unit_images(3, 4), decodable_kernels(2, 2)[0]
    whole = answer(images, kernel, ((0, 0), (0, 0)))
    assert np.array_equal(answer(images, kernel, ((0, -1), (-1, 0))), whole[:, :-1, 1:])
