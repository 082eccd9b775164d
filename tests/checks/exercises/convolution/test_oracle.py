from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference
from checks.exercises.convolution import facts, oracle
from checks.exercises.convolution.calls import geometry, images_of, kernel_of, padding_of
from checks.exercises.convolution.form import Form
from checks.model import Array, Case
from checks.model.assignment import Assignment, Policy, Task
from tests.brute_force import convolved
from tests.checks.exercises.convolution.defined import by_definition, every_call, fitting
from tests.tasks import FORMS, STRIDED, named, of

EITHER = Policy(imports={}, forbidden_calls=(), conventions=())


def solution(task: Task):
    namespace: dict[str, object] = {}
    exec(compile((reference.FOLDER / task.file).read_bytes(), task.file, "exec"), namespace)
    return namespace[task.function]


def called(images: Array, kernel: Array, padding: tuple[int, int] | None = None) -> Case:
    given = {"images": images, "kernel": kernel}
    return Case("c", "f", "t", {**given, "padding": padding} if padding else given)


@st.composite
def calls(draw: st.DrawFn, convolution: str) -> Case:
    m, h, w = draw(st.integers(1, 3)), draw(st.integers(1, 9)), draw(st.integers(1, 9))
    padding = None
    if convolution == "padding":
        padding = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    ph, pw = padding or (0, 0)
    kh, kw = draw(st.integers(1, min(h + 2 * ph, 6))), draw(st.integers(1, min(w + 2 * pw, 6)))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    if draw(st.booleans()):
        return called(random.integers(-9, 9, (m, h, w)), random.integers(-9, 9, (kh, kw)), padding)
    images = random.standard_normal((m, h, w)).astype(draw(st.sampled_from(["float32", "float64"])))
    return called(images, random.standard_normal((kh, kw)), padding)


@pytest.mark.parametrize("convolution", FORMS)
@settings(max_examples=60)
@given(data=st.data())
def test_the_model_submission_equals_the_oracle(convolution: Form, data: st.DataObject, assignment: Assignment) -> None:
    case = data.draw(calls(convolution))
    got = solution(of(assignment, convolution))(*case.arguments.values())
    answers = oracle.expected(of(assignment, convolution), EITHER, case)
    assert got.shape == oracle.shapes(of(assignment, convolution), EITHER, case)[0][1]
    tolerance = 1e-5 if images_of(case).dtype == np.float32 else 1e-12
    assert any(np.allclose(got, answer.array, rtol=tolerance, atol=tolerance) for answer in answers)


@settings(max_examples=60)
@given(case=calls("padding"))
def test_the_oracle_equals_the_definition_in_pure_python(case: Case, assignment: Assignment) -> None:
    padding = padding_of(case) or (0, 0)
    (answer,) = oracle.expected(of(assignment, "padding"), EITHER, case)
    shape = answer.array.shape[1:]
    right = [convolved(image, kernel_of(case).tolist(), padding, shape) for image in images_of(case).tolist()]
    np.testing.assert_allclose(answer.array, right, atol=1e-5)


def small(convolution: str, height: int) -> Iterator[tuple[int, ...]]:
    """Every h, w, kh, kw, ph, pw up to 6x6 images, 5x5 kernels and padding 3 that the handout has an answer for."""
    paddings = range(4) if convolution == "padding" else range(1)
    for w, kh, kw, ph, pw in product(range(1, 7), range(1, 6), range(1, 6), paddings, paddings):
        if kh <= height + 2 * ph and kw <= w + 2 * pw:
            yield height, w, kh, kw, ph, pw


def zeros_before(convolution: str, k: int, p: int) -> dict[str, int]:
    """By convention, how many zeros a right answer may have before an axis."""
    if convolution != "same":
        return {"": p}
    return {"before": k // 2, "after": k // 2 - 1} if k % 2 == 0 else {"": k // 2}


@pytest.mark.parametrize("height", range(1, 7))
@pytest.mark.parametrize("convolution", FORMS)
def test_the_oracle_equals_the_definition_on_every_small_shape(
    convolution: Form, height: int, assignment: Assignment, random
) -> None:
    for h, w, kh, kw, ph, pw in small(convolution, height):
        image, kernel = random.integers(-9, 10, (h, w)), random.integers(-9, 10, (kh, kw))
        case = called(image[None], kernel, (ph, pw) if convolution == "padding" else None)
        shape = (h, w) if convolution == "same" else (h + 2 * ph - kh + 1, w + 2 * pw - kw + 1)
        right = {
            (rows, columns): [convolved(image.tolist(), kernel.tolist(), (top, left), shape)]
            for rows, top in zeros_before(convolution, kh, ph).items()
            for columns, left in zeros_before(convolution, kw, pw).items()
        }
        answers = oracle.expected(of(assignment, convolution), EITHER, case)
        assert {answer.convention: answer.array.tolist() for answer in answers} == right, (h, w, kh, kw, ph, pw)


def test_all_of_them_are_small_shapes() -> None:
    counts = {
        convolution: sum(len(list(small(convolution, height))) for height in range(1, 7)) for convolution in FORMS
    }
    assert counts == {"valid": 400, "same": 400, "padding": 11449}


@pytest.mark.parametrize(
    ("kernel_shape", "accepted", "conventions"),
    [
        ((3, 3), (), {("", "")}),
        ((2, 3), (), {("before", ""), ("after", "")}),
        ((4, 2), (), {(a, b) for a in ("before", "after") for b in ("before", "after")}),
        ((4, 2), ("before",), {("before", "before")}),
        ((4, 2), ("after",), {("after", "after")}),
    ],
    ids=["odd", "an even height", "even", "even, before asked for", "even, after asked for"],
)
def test_same_has_an_answer_for_each_accepted_place_of_the_extra_zeros(
    kernel_shape, accepted, conventions, assignment: Assignment, random
) -> None:
    case = called(random.standard_normal((2, 6, 7)), random.standard_normal(kernel_shape))
    policy = Policy(imports={}, forbidden_calls=(), conventions=accepted)
    answers = oracle.expected(of(assignment, "same"), policy, case)
    assert {answer.convention for answer in answers} == conventions
    assert all(answer.array.shape == images_of(case).shape for answer in answers)


@pytest.mark.parametrize("padding", ["valid", "same", ""], ids=["valid", "same", "a pair"])
@pytest.mark.parametrize("function", STRIDED)
def test_with_a_stride_oracle_operator_and_model_submission_equal_the_definition_on_every_small_shape(
    function: str, padding: str, whole: Assignment, random
) -> None:
    task = named(whole, function)
    model, policy, wrong = solution(task), Policy(conventions=("half_up",)), []
    for case in every_call(task, padding, random):
        before, shape = half_up(task, case) if padding == "same" else fitting(task, case)
        right = by_definition(task, case, before, shape)
        (answer,), (proved,) = oracle.expected(task, policy, case), facts.right(task, policy, case)
        ((_, told),) = oracle.shapes(task, policy, case)
        assert told == right.shape
        found = (answer.array, proved.array, model(**case.arguments))
        wrong += [geometry(task, case) for each in found if not np.array_equal(each, right)]
    assert not wrong


def half_up(task: Task, case: Case) -> tuple[tuple[int, int], tuple[int, int]]:
    """The zeros in front and the size of the result as the model submission has them for 'same'."""
    h, w, kh, kw, _, (sh, sw) = geometry(task, case)
    ph, pw = ((h - 1) * sh + kh - h + 1) // 2, ((w - 1) * sw + kw - w + 1) // 2
    return (ph, pw), ((h + 2 * ph - kh) // sh + 1, (w + 2 * pw - kw) // sw + 1)


def test_integers_stay_integers(assignment: Assignment) -> None:
    case = called(np.full((1, 3, 3), 2**40), np.full((2, 2), 2**10))
    (answer,) = oracle.expected(of(assignment, "valid"), EITHER, case)
    assert answer.array.dtype == np.int64
    assert (answer.array == 2**52).all()
