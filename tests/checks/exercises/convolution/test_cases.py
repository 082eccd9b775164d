import numpy as np
import pytest

from checks.exercises import families_of
from checks.exercises.convolution import cases, oracle
from checks.exercises.convolution.calls import images_of, kernel_of, padding_of
from checks.exercises.convolution.form import Form
from checks.model import Array, Case
from checks.model.assignment import Assignment, CasePolicy, Task
from tests.checks.runs import asked_of
from tests.tasks import FORMS, of

EACH = pytest.mark.parametrize("form", FORMS)


def all_cases(task: Task, policy: CasePolicy, digits: Array) -> tuple[Case, ...]:
    return asked_of(task, policy, digits)


@EACH
def test_every_student_gets_the_same(form: Form, assignment: Assignment, digits: Array) -> None:
    task = of(assignment, form)
    first, second = (all_cases(task, assignment.cases, digits) for _ in range(2))
    for a, b in zip(first, second, strict=True):
        assert (a.id, padding_of(a), a.fill) == (b.id, padding_of(b), b.fill)
        assert np.array_equal(images_of(a), images_of(b))
        assert np.array_equal(kernel_of(a), kernel_of(b))


@EACH
def test_another_seed_makes_other_values(form: Form, assignment: Assignment, digits: Array) -> None:
    task = of(assignment, form)
    here, there = (all_cases(task, CasePolicy(seed, ()), digits) for seed in (1, 2))
    different = {a.family for a, b in zip(here, there, strict=True) if not np.array_equal(kernel_of(a), kernel_of(b))}
    assert different >= {"float_kernels", "integer_kernels", "oblong_kernels"}


@EACH
def test_only_what_the_handout_defines_is_asked(form: Form, assignment: Assignment, digits: Array) -> None:
    for case in all_cases(of(assignment, form), assignment.cases, digits):
        (h, w), (kh, kw), (ph, pw) = images_of(case).shape[1:], kernel_of(case).shape, padding_of(case) or (0, 0)
        assert kh <= h + 2 * ph, case.title
        assert kw <= w + 2 * pw, case.title
        assert images_of(case).dtype in (np.float32, np.float64, np.int64)
        assert kernel_of(case).dtype in (np.float64, np.int64)
        assert min(oracle.shapes(of(assignment, form), assignment.policy, case)[0][1]) > 0


@EACH
@pytest.mark.parametrize("shape", [(40, 12, 15), (2, 2, 4), (1, 1, 1), (3, 100, 64)])
def test_on_pictures_of_any_size_a_kernel_fits_and_is_small(shape, form: Form, assignment: Assignment) -> None:
    task = of(assignment, form)
    pictures = np.random.default_rng(0).random(shape)
    asked = (*cases.values(task, assignment.cases, pictures), *cases.repeated(task, assignment.cases, pictures))
    assert any(images_of(case).shape[1:] == shape[1:] for case in asked)
    for case in asked:
        (h, w), (kh, kw), (ph, pw) = images_of(case).shape[1:], kernel_of(case).shape, padding_of(case) or (0, 0)
        assert kh <= min(h + 2 * ph, 28), case.title
        assert kw <= min(w + 2 * pw, 28), case.title


@EACH
def test_the_handouts_own_call_comes_first(form: Form, assignment: Assignment, digits: Array) -> None:
    task = of(assignment, form)
    case = all_cases(task, assignment.cases, digits)[0]
    assert images_of(case).shape == (1000, 28, 28)
    assert kernel_of(case).tolist() == [[1, 0, -1]] * 3
    assert (
        oracle.shapes(task, assignment.policy, case)[0][1][1:]
        == {"valid": (26, 26), "same": (28, 28), "padding": (30, 34)}[form]
    )


@EACH
def test_every_case_belongs_to_a_named_family_and_has_an_id_of_its_own(
    form: Form, assignment: Assignment, digits: Array
) -> None:
    found = all_cases(of(assignment, form), assignment.cases, digits)
    assert {case.family for case in found} <= families_of(of(assignment, form)).keys()
    assert len({case.id for case in found}) == len(found)


@pytest.mark.parametrize("padding", [(0, 0), (1, 1), (2, 4), (0, 3), (3, 0)])
def test_the_paddings_that_matter_are_asked(padding, assignment: Assignment, digits: Array) -> None:
    found = all_cases(of(assignment, "padding"), assignment.cases, digits)
    assert padding in {padding_of(case) for case in found}
    assert any(
        padding_of(case)[0] > kernel_of(case).shape[0] and padding_of(case)[1] > kernel_of(case).shape[1]
        for case in found
    )


def test_a_hidden_family_marks_its_cases(assignment: Assignment, digits: Array) -> None:
    policy = CasePolicy(seed=4, hidden=("even_kernels",))
    for case in all_cases(of(assignment, "same"), policy, digits):
        assert case.hidden == (case.family == "even_kernels")


@EACH
def test_the_sides_are_enlarged_in_turn_and_keep_their_parity(form: Form, assignment: Assignment) -> None:
    traced = cases.traced(of(assignment, form), assignment.cases)
    base, *enlarged = ((*images_of(case).shape, *kernel_of(case).shape) for case in traced)
    grown = [[more - side for side, more in zip(base, sides, strict=True)] for sides in enlarged]
    assert [[more > 0 for more in sides] for sides in grown] == np.eye(5, dtype=bool).tolist()
    assert all(more % 2 == 0 for sides in grown for more in sides)
