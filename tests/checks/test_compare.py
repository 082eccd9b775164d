import math

import numpy as np
import pytest

from checks import cases, compare, oracle
from checks.assignment import Assignment
from checks.compare import Mismatch, equal, match
from checks.model import Array, Candidate, Case


def windows(case: Case) -> Array:
    padded = np.pad(case.images, ((0, 0), *((p, p) for p in case.padding or (0, 0))))
    return np.lib.stride_tricks.sliding_window_view(padded, case.kernel.shape, (1, 2))


def loops(case: Case) -> Array:
    view = windows(case)
    out = np.zeros(view.shape[:3])
    for i in range(view.shape[1]):
        for j in range(view.shape[2]):
            out[:, i, j] = (view[:, i, j] * case.kernel).sum(axis=(1, 2))
    return out


def einsum(case: Case) -> Array:
    return np.einsum("mhwij,ij->mhw", windows(case), case.kernel)


def einsum_in_float32(case: Case) -> Array:
    return np.einsum("mhwij,ij->mhw", windows(case).astype(np.float32), case.kernel.astype(np.float32))


def kernel_cast_to_the_images(case: Case) -> Array:
    if case.images.dtype.kind == "i":
        return einsum(case)
    return np.einsum("mhwij,ij->mhw", windows(case), case.kernel.astype(case.images.dtype))


def integers_where_exact(case: Case) -> Array:
    return np.tensordot(windows(case), case.kernel, axes=((3, 4), (0, 1)))


def fft(case: Case, dtype: type = np.float64) -> Array:
    padded = np.pad(case.images, ((0, 0), *((p, p) for p in case.padding or (0, 0)))).astype(dtype)
    kh, kw = case.kernel.shape
    spectrum = np.fft.rfft2(padded) * np.fft.rfft2(case.kernel[::-1, ::-1].astype(dtype), s=padded.shape[1:])
    return np.fft.irfft2(spectrum, s=padded.shape[1:])[:, kh - 1 :, kw - 1 :]


def fft_in_float32(case: Case) -> Array:
    return fft(case, np.float32).astype(np.float32)


RIGHT = (loops, einsum, einsum_in_float32, kernel_cast_to_the_images, integers_where_exact, fft, fft_in_float32)


@pytest.mark.parametrize("task_index", [0, 2], ids=["valid", "padding"])
@pytest.mark.parametrize("solution", RIGHT, ids=lambda function: function.__name__)
def test_every_way_to_compute_is_accepted_with_room_to_spare(
    solution, task_index: int, assignment: Assignment, digits: Array, monkeypatch
) -> None:
    monkeypatch.setattr(compare, "CONSTANT", compare.CONSTANT / 3)
    monkeypatch.setattr(compare, "PER_TAP", compare.PER_TAP / 3)
    task = assignment.tasks[task_index]
    for case in cases.values_job(task, assignment.cases, digits[:50]).cases:
        result = match(solution(case), case, oracle.expected(task, case, assignment.policy))
        assert isinstance(result, Candidate), case.title


@pytest.fixture
def case(random) -> Case:
    return Case("c", "f", "t", random.standard_normal((3, 6, 7)), random.standard_normal((3, 3)))


@pytest.fixture
def answer(case: Case, assignment: Assignment) -> Candidate:
    return oracle.expected(assignment.tasks[0], case, assignment.policy)[0]


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
def test_a_rounded_result_is_accepted_in_its_own_precision(dtype: str, case: Case, answer: Candidate) -> None:
    assert match(answer.array.astype(dtype), case, (answer,)) is answer


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1.4e306])
def test_a_value_that_is_no_number_never_passes(value: float, case: Case, answer: Candidate) -> None:
    wrong = answer.array.copy()
    wrong[1, 2, 3] = value
    result = match(wrong, case, (answer,))
    assert isinstance(result, Mismatch)
    assert (result.first, result.wrong) == ((1, 2, 3), 1)


@pytest.mark.parametrize("expected", [math.nan, 0.0])
def test_not_a_number_never_passes_even_where_nothing_is_expected(expected: float, case: Case) -> None:
    array = np.full((3, 4, 5), expected)
    candidate = Candidate(("", ""), array, np.zeros(3))
    assert isinstance(match(np.full((3, 4, 5), math.nan), case, (candidate,)), Mismatch)


def test_a_small_error_in_one_value_is_found(case: Case, answer: Candidate) -> None:
    wrong = answer.array.copy()
    wrong[2, 0, 4] += 1e-9
    assert isinstance(match(wrong, case, (answer,)), Mismatch)


def test_integers_cut_off_are_found(case: Case, answer: Candidate) -> None:
    assert isinstance(match(answer.array.astype(np.int64), case, (answer,)), Mismatch)


def test_of_several_answers_the_nearest_is_told(case: Case, answer: Candidate) -> None:
    far = Candidate(("before", ""), answer.array + 1, answer.scale)
    wrong = answer.array.copy()
    wrong[0, 0, 0] += 1
    result = match(wrong, case, (far, answer))
    assert isinstance(result, Mismatch)
    assert result.candidate is answer


def test_more_images_than_are_compared_at_once_are_all_compared(monkeypatch, case: Case, answer: Candidate) -> None:
    monkeypatch.setattr(compare, "VALUES_AT_ONCE", 2 * answer.array[0].size)
    wrong = answer.array.copy()
    wrong[2, 3, 1] += 1
    result = match(wrong, case, (answer,))
    assert isinstance(result, Mismatch)
    assert (result.first, result.wrong, result.total) == ((2, 3, 1), 1, wrong.size)


def test_a_signalling_nan_is_wrong_and_says_nothing(case: Case, answer: Candidate) -> None:
    """Warnings are errors here."""
    signalling = np.full(answer.array.shape, 0x7F800001, np.uint32).view(np.float32)
    assert isinstance(match(signalling, case, (answer,)), Mismatch)
    assert not equal(signalling, signalling, case, answer.scale)
