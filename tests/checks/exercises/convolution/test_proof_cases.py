from itertools import product

import numpy as np
import pytest

from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import images_of, kernel_of
from checks.exercises.convolution.operator import MOST_TAPS
from checks.exercises.convolution.proof_cases import LARGER, UNIT, VALUES, proof_cases, shapes
from checks.model import Case
from checks.model.assignment import Assignment, CasePolicy

TASKS = pytest.mark.parametrize("index", [0, 1, 2], ids=["valid", "same", "padding"])


def cases(assignment: Assignment, index: int, digits) -> tuple[Case, ...]:
    return proof_cases(assignment.tasks[index], assignment.cases)


@pytest.mark.parametrize("index", [0, 1], ids=["valid", "same"])
def test_every_small_shape_whose_kernel_fits_is_asked(index: int, assignment: Assignment) -> None:
    asked = {shape[:4] for shape in shapes(assignment.tasks[index])}
    small = {
        (h, w, kh, kw)
        for h, w, kh, kw in product(range(1, 7), range(1, 7), range(1, 6), range(1, 6))
        if kh <= h and kw <= w
    }
    assert small <= asked
    assert len(asked) == len(small) + len(LARGER) == 410


@pytest.mark.parametrize("first", [0, 1], ids=["heights", "widths"])
def test_every_relation_of_side_kernel_and_padding_is_asked(first: int, assignment: Assignment) -> None:
    asked = {shape[first::2] for shape in shapes(assignment.tasks[2])}
    relations = {(n, k, p) for n, k, p in product(range(1, 7), range(1, 6), range(4)) if k <= n + 2 * p}
    assert relations <= asked


@pytest.mark.parametrize(
    ("start", "values"), [(0, range(1, 7)), (2, range(1, 6)), (4, range(4))], ids=["images", "kernels", "paddings"]
)
def test_both_axes_meet_in_every_pair(start: int, values: range, assignment: Assignment) -> None:
    asked = {shape[start : start + 2] for shape in shapes(assignment.tasks[2])}
    assert set(product(values, repeat=2)) <= asked


@TASKS
def test_the_smallest_shape_comes_first(index: int, assignment: Assignment, digits) -> None:
    sizes = [np.prod([h + 2 * ph, w + 2 * pw]) + kh * kw for h, w, kh, kw, ph, pw in shapes(assignment.tasks[index])]
    assert sizes == sorted(sizes)
    first = cases(assignment, index, digits)[0]
    assert (images_of(first).shape, kernel_of(first).shape) == ((1, 1, 1), (1, 1))


@TASKS
def test_only_what_the_handout_defines_is_asked(index: int, assignment: Assignment, digits) -> None:
    for case in cases(assignment, index, digits):
        assert min(oracle.shape(assignment.tasks[index], case)) > 0
        assert case.title != UNIT or kernel_of(case).size <= MOST_TAPS


@TASKS
def test_one_two_and_three_images_are_asked_and_sums_and_multiples(index: int, assignment: Assignment, digits) -> None:
    found = [case for case in cases(assignment, index, digits) if case.title == VALUES]
    assert {len(images_of(case)) for case in found} == {1, 2, 3}
    x, y, both, multiple, _, other, _ = found[:7]
    assert np.allclose(images_of(x) + images_of(y), images_of(both))
    assert np.allclose(-2.5 * images_of(x), images_of(multiple))
    assert not np.array_equal(kernel_of(x), kernel_of(other))
    assert any(images_of(case).dtype.kind == "i" and kernel_of(case).dtype.kind == "f" for case in found)


@TASKS
def test_every_student_gets_the_same_and_another_seed_makes_others(index: int, assignment: Assignment, digits) -> None:
    task = assignment.tasks[index]
    one, again, other = (proof_cases(task, CasePolicy(seed, ())) for seed in (1, 1, 2))
    assert all(np.array_equal(images_of(a), images_of(b)) for a, b in zip(one, again, strict=True))
    assert any(not np.array_equal(images_of(a), images_of(b)) for a, b in zip(one, other, strict=True))


def test_a_hidden_proof_marks_its_cases(assignment: Assignment, digits) -> None:
    hidden = proof_cases(assignment.tasks[0], CasePolicy(4, ("proof",)))
    assert all(case.hidden for case in hidden)
