from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference
from checks.dynamic.compare import Match, match
from checks.exercises.pooling import oracle
from checks.exercises.pooling.calls import arguments, images_of, kernel_shape_of, mode_of, stride_of
from checks.model import Answer, Case
from checks.model.assignment import Policy, Task
from tests import brute_force

POLICY = Policy()


def called(images, window, stride, mode: str = "") -> Case:
    return Case("c", "f", "t", arguments(images, window, stride, mode))


def answer(task: Task, case: Case) -> Answer:
    (found,) = oracle.expected(task, POLICY, case)
    return found


def solution():
    namespace: dict[str, object] = {}
    exec(compile((reference.FOLDER / "6-pool.py").read_bytes(), "6-pool.py", "exec"), namespace)
    return namespace["pool"]


@st.composite
def calls(draw: st.DrawFn) -> Case:
    m, h, w, c = (draw(st.integers(1, most)) for most in (3, 9, 9, 4))
    window = draw(st.integers(1, h)), draw(st.integers(1, w))
    stride = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    dtype = draw(st.sampled_from(["float64", "float32", "int64", "uint8"]))
    images = (random.standard_normal((m, h, w, c)) * 100).astype(dtype)
    return called(images, window, stride, draw(st.sampled_from(["max", "avg", ""])))


@settings(max_examples=100)
@given(case=calls())
def test_the_model_submission_equals_the_oracle(case: Case, task: Task) -> None:
    right = answer(task, case)
    got = solution()(**case.arguments)
    assert got.shape == right.array.shape == oracle.shapes(task, POLICY, case)[0][1]
    assert isinstance(match(got, case, (right,)), Match)


@settings(max_examples=100)
@given(case=calls())
def test_the_oracle_equals_the_definition_in_pure_python(case: Case, task: Task) -> None:
    images = images_of(case)
    for m, k in product(range(len(images)), range(images.shape[3])):
        right = brute_force.pooled(images[m, :, :, k].tolist(), kernel_shape_of(case), stride_of(case), mode_of(case))
        np.testing.assert_allclose(answer(task, case).array[m, :, :, k], right, rtol=1e-6, atol=1e-4)


@pytest.mark.parametrize("mode", ["max", "avg"])
@pytest.mark.parametrize("h", range(1, 7))
def test_the_oracle_equals_the_definition_on_every_small_shape(h: int, mode: str, task: Task, random) -> None:
    for w, kh, kw, sh, sw in product(range(1, 6), range(1, h + 1), range(1, 6), range(1, 5), range(1, 5)):
        if kw <= w:
            image = random.integers(-9, 10, (h, w))
            found = answer(task, called(image[None, :, :, None], (kh, kw), (sh, sw), mode))
            right = brute_force.pooled(image.tolist(), (kh, kw), (sh, sw), mode)
            np.testing.assert_allclose(found.array[0, :, :, 0], right, rtol=1e-14)


def test_the_mode_that_is_left_out_is_max(task: Task, random) -> None:
    images = random.standard_normal((2, 4, 4, 3))
    given, left_out = (answer(task, called(images, (2, 2), (2, 2), mode)) for mode in ("max", ""))
    assert np.array_equal(given.array, left_out.array)


def test_maxima_of_integers_are_integers_and_means_are_not(task: Task) -> None:
    images = np.array([[[[255], [254]]]], np.uint8)
    assert answer(task, called(images, (1, 2), (1, 1), "max")).array.tolist() == [[[[255]]]]
    assert answer(task, called(images, (1, 2), (1, 1), "max")).array.dtype.kind == "i"
    assert answer(task, called(images, (1, 2), (1, 1), "avg")).array.tolist() == [[[[254.5]]]]


@pytest.mark.parametrize("mode", ["max", "avg"])
def test_what_float32_work_makes_of_a_right_answer_is_right_and_float16_is_not(mode: str, task: Task, random) -> None:
    case = called(1000 * random.standard_normal((3, 9, 9, 2)), (3, 3), (2, 2), mode)
    for dtype, right in (("float32", True), ("float16", False)):
        came = solution()(images_of(case).astype(dtype), *list(case.arguments.values())[1:]).astype(dtype)
        assert isinstance(match(came, case, (answer(task, case),)), Match) == right


def test_a_mean_that_is_cut_to_an_integer_is_wrong(task: Task) -> None:
    case = called(np.array([[[[1], [2]]]]), (1, 2), (1, 1), "avg")
    assert not isinstance(match(np.array([[[[1]]]]), case, (answer(task, case),)), Match)
