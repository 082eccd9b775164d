from itertools import product

import numpy as np
import pytest

from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import images_of, kernel_of
from checks.exercises.convolution.form import Form
from checks.exercises.convolution.operator import MOST_TAPS
from checks.exercises.convolution.proof_cases import REPEATED, REPEATS, UNIT, VALUES, proof_cases, shape_of
from checks.exercises.convolution.proof_shapes import LARGER, Shape, shapes
from checks.model import Case
from checks.model.assignment import Assignment, CasePolicy
from tests.tasks import FORMS, STRIDED, named, of

EACH = pytest.mark.parametrize("form", FORMS)


def cases(assignment: Assignment, form: Form, digits) -> tuple[Case, ...]:
    return proof_cases(of(assignment, form), assignment.cases)


def sides(shape: Shape) -> tuple[int, ...]:
    """h, w, kh, kw, ph and pw."""
    return (*shape[:4], *(0 if isinstance(zeros, str) else zeros for zeros in shape.padding))


@pytest.mark.parametrize("form", ["valid", "same"])
def test_every_small_shape_whose_kernel_fits_is_asked(form: Form, assignment: Assignment) -> None:
    asked = {shape[:4] for shape in shapes(of(assignment, form))}
    small = {
        (h, w, kh, kw)
        for h, w, kh, kw in product(range(1, 7), range(1, 7), range(1, 6), range(1, 6))
        if kh <= h and kw <= w
    }
    assert small <= asked
    assert len(asked) == len(small) + len(LARGER) == 410


@pytest.mark.parametrize("first", [0, 1], ids=["heights", "widths"])
def test_every_relation_of_side_kernel_and_padding_is_asked(first: int, assignment: Assignment) -> None:
    asked = {sides(shape)[first::2] for shape in shapes(of(assignment, "padding"))}
    relations = {(n, k, p) for n, k, p in product(range(1, 7), range(1, 6), range(4)) if k <= n + 2 * p}
    assert relations <= asked


@pytest.mark.parametrize(
    ("start", "values"), [(0, range(1, 7)), (2, range(1, 6)), (4, range(4))], ids=["images", "kernels", "paddings"]
)
def test_both_axes_meet_in_every_pair(start: int, values: range, assignment: Assignment) -> None:
    asked = {sides(shape)[start : start + 2] for shape in shapes(of(assignment, "padding"))}
    assert set(product(values, repeat=2)) <= asked


@EACH
def test_the_smallest_shape_comes_first(form: Form, assignment: Assignment, digits) -> None:
    sizes = [
        np.prod([h + 2 * ph, w + 2 * pw]) + kh * kw for h, w, kh, kw, ph, pw in map(sides, shapes(of(assignment, form)))
    ]
    assert sizes == sorted(sizes)
    first = cases(assignment, form, digits)[0]
    assert (images_of(first).shape, kernel_of(first).shape) == ((1, 1, 1), (1, 1))


@EACH
def test_only_what_the_handout_defines_is_asked(form: Form, assignment: Assignment, digits) -> None:
    for case in cases(assignment, form, digits):
        assert min(oracle.shapes(of(assignment, form), assignment.policy, case)[0][1]) > 0
        assert case.title != UNIT or kernel_of(case).size <= MOST_TAPS


@EACH
def test_one_two_and_three_images_are_asked_and_sums_and_multiples(form: Form, assignment: Assignment, digits) -> None:
    found = [case for case in cases(assignment, form, digits) if case.title == VALUES]
    assert {len(images_of(case)) for case in found} == {1, 2, 3}
    x, y, both, multiple, _, other, _ = found[:7]
    assert np.allclose(images_of(x) + images_of(y), images_of(both))
    assert np.allclose(-2.5 * images_of(x), images_of(multiple))
    assert not np.array_equal(kernel_of(x), kernel_of(other))
    assert any(images_of(case).dtype.kind == "i" and kernel_of(case).dtype.kind == "f" for case in found)


@EACH
def test_every_student_gets_the_same_and_another_seed_makes_others(form: Form, assignment: Assignment, digits) -> None:
    task = of(assignment, form)
    one, again, other = (proof_cases(task, CasePolicy(seed, ())) for seed in (1, 1, 2))
    assert all(np.array_equal(images_of(a), images_of(b)) for a, b in zip(one, again, strict=True))
    assert any(not np.array_equal(images_of(a), images_of(b)) for a, b in zip(one, other, strict=True))


def test_a_hidden_proof_marks_its_cases(assignment: Assignment, digits) -> None:
    hidden = proof_cases(of(assignment, "valid"), CasePolicy(4, ("proof",)))
    assert all(case.hidden for case in hidden)


@pytest.mark.parametrize("function", STRIDED)
def test_with_a_stride_every_tap_of_every_shape_is_asked_once(function: str, whole: Assignment) -> None:
    task = named(whole, function)
    found = proof_cases(task, whole.cases)
    by_shape: dict[Shape, list[Case]] = {}
    for case in found:
        if case.title == UNIT:
            by_shape.setdefault(shape_of(task, case), []).append(case)
    assert tuple(by_shape) == shapes(task)
    for shape, cases_of in by_shape.items():
        kernels = np.stack([kernel_of(case) for case in cases_of])
        assert ((kernels != 0).sum(axis=0) == 1).all(), shape
        for case in cases_of:
            taps = np.sort(kernel_of(case)[kernel_of(case) != 0])
            assert len(taps) <= MOST_TAPS
            assert np.array_equal(taps, 4.0 ** np.arange(len(taps)))
            images = images_of(case)
            assert np.array_equal(images.reshape(len(images), -1), np.eye(images[0].size))
    assert max(map(len, by_shape.values())) > 1 or function == "convolve_grayscale"


@pytest.mark.parametrize(
    ("function", "count"), [("convolve_grayscale", 917), ("convolve_channels", 628), ("convolve", 732)]
)
def test_with_a_stride_the_number_of_calls_is_fixed(function: str, count: int, whole: Assignment) -> None:
    found = proof_cases(named(whole, function), whole.cases)
    assert len([case for case in found if case.title != REPEATED]) == count
    assert len(found) == count + REPEATS
