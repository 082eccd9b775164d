"""The derivation of checks/dynamic/tolerance.py, held to what numpy rounds; the scales by the model solution are held
to it in tests/checks/exercises/modelled/test_rounding.py."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.dynamic import tolerance
from checks.dynamic.compare import Match, match
from checks.dynamic.tolerance import DOUBLE, SINGLE, allowed, off_by, scale_by_model
from checks.exercises.convolution import oracle
from checks.model import Answer, Array, Case
from checks.model.assignment import Assignment
from tests.checks.exercises.convolution import ways
from tests.checks.runs import asked_of

sides = st.integers(1, 12)
magnitudes = st.integers(-6, 6)
seeds = st.integers(0, 2**32 - 1)
dtypes = st.sampled_from([np.float64, np.float32])


@pytest.mark.parametrize("task_index", [0, 2], ids=["valid", "padding"])
@pytest.mark.parametrize("solution", ways.RIGHT, ids=lambda function: function.__name__)
def test_every_way_to_convolve_is_accepted_with_room_to_spare(
    solution, task_index: int, assignment: Assignment, digits: Array, monkeypatch
) -> None:
    monkeypatch.setattr(tolerance, "CONSTANT", tolerance.CONSTANT / 3)
    monkeypatch.setattr(tolerance, "PER_TERM", tolerance.PER_TERM / 3)
    task = assignment.tasks[task_index]
    for case in asked_of(task, assignment.cases, digits[:50]):
        result = match(solution(case), case, oracle.expected(task, assignment.policy, case))
        assert isinstance(result, Match), case.title


@settings(deadline=None, max_examples=60)
@given(sides, sides, st.integers(0, 5), magnitudes, magnitudes, seeds, st.booleans())
def test_float32_work_keeps_to_a_third_whatever_the_sizes(kh, kw, more, of_images, of_kernel, seed, one_sign) -> None:
    """The derivation in words: n + 2 roundings of half a spacing each, of the sum of the magnitudes."""
    random = np.random.default_rng(seed)
    images = random.standard_normal((2, kh + more, kw + more)) * 10.0**of_images
    kernel = random.standard_normal((kh, kw)) * 10.0**of_kernel
    if one_sign:  # nothing cancels
        images, kernel = np.abs(images), np.abs(kernel)
    case = Case("c", "f", "t", {"images": images, "kernel": kernel})
    exact, scale = ways.einsum(case), oracle.correlate(np.abs(images), np.abs(kernel), ((0, 0), (0, 0)))
    for solution in (ways.einsum_in_float32, ways.one_after_the_other_in_float32):
        error = np.abs(solution(case) - exact)
        assert (error <= (kernel.size / 2 + 1) * SINGLE * scale * (1 + 1e-6)).all()
    most = allowed(Answer((), exact, float(scale.max()), kernel.size)) / 3
    for solution in (ways.einsum_in_float32, ways.one_after_the_other_in_float32, ways.fft_in_float32):
        assert (np.abs(solution(case) - exact) <= most).all()


def fft(windows: Array, taps: Array) -> Array:
    """The sums as the middle of a circular convolution."""
    width = 2 * taps.size
    spectrum = np.fft.rfft(windows, width) * np.fft.rfft(taps[::-1], width)
    return np.fft.irfft(spectrum, width)[:, taps.size - 1].astype(windows.dtype)


SUMS = {
    "einsum": lambda windows, taps: np.einsum("pn,n->p", windows, taps),
    "tensordot": lambda windows, taps: np.tensordot(windows, taps, axes=(1, 0)),
    "a product of matrices": lambda windows, taps: windows @ taps[:, None] @ np.ones((1, 1), taps.dtype)[0],
    "pairwise": lambda windows, taps: (windows * taps).sum(axis=1),
    "one after the other": lambda windows, taps: np.add.accumulate(windows * taps, axis=1)[:, -1],
    "the last one first": lambda windows, taps: np.add.accumulate((windows * taps)[:, ::-1], axis=1)[:, -1],
    "channel by channel": lambda windows, taps: sum((windows * taps)[:, n::3].sum(axis=1) for n in range(3)),
    "FFT": fft,
}


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(SUMS)), st.integers(1, 60), magnitudes, seeds, dtypes, st.booleans())
def test_a_sum_over_channels_may_be_added_up_in_any_order(way, size, magnitude, seed, dtype, one_sign) -> None:
    random = np.random.default_rng(seed)
    windows, taps = random.standard_normal((20, 3 * size)) * 10.0**magnitude, random.standard_normal(3 * size)
    if one_sign:
        windows, taps = np.abs(windows), np.abs(taps)
    exact = (windows.astype(np.longdouble) * taps).sum(axis=1).astype(np.float64)
    answer = Answer((), exact, float((np.abs(windows) @ np.abs(taps)).max()), taps.size)
    came = SUMS[way](windows.astype(dtype), taps.astype(dtype))
    assert np.abs(came - exact).max() <= allowed(answer) / 3
    assert dtype is np.float32 or np.abs(came - exact).max() <= allowed(answer, DOUBLE)


AVERAGES = {
    "sum / n": lambda windows: windows.sum(axis=1) / windows.shape[1],
    "np.mean": lambda windows: windows.mean(axis=1),
    "times 1 / n": lambda windows: windows.sum(axis=1) * windows.dtype.type(1 / windows.shape[1]),
    "each times 1 / n": lambda windows: np.add.accumulate(windows / windows.dtype.type(windows.shape[1]), 1)[:, -1],
}


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(AVERAGES)), st.integers(1, 200), magnitudes, seeds, dtypes)
def test_an_average_may_be_taken_in_any_way(way: str, size: int, magnitude: int, seed: int, dtype: type) -> None:
    windows = np.random.default_rng(seed).uniform(0.5, 1, (20, size)) * 10.0**magnitude
    exact = windows.astype(np.longdouble).mean(axis=1).astype(np.float64)
    answer = Answer((), exact, float(np.abs(windows).max()), size)
    assert np.abs(AVERAGES[way](windows.astype(dtype)) - exact).max() <= allowed(answer) / 3
    assert np.abs(exact * (1 + 1e-3) - exact).max() > allowed(answer)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 25), magnitudes, seeds, dtypes)
def test_a_maximum_is_off_by_no_more_than_a_cast(size: int, magnitude: int, seed: int, dtype: type) -> None:
    windows = -np.random.default_rng(seed).uniform(0.5, 1, (20, size)) * 2.0**magnitude
    answer = Answer((), windows.max(axis=1), float(np.abs(windows).max()))
    assert np.abs(windows.astype(dtype).max(axis=1) - answer.array).max() <= allowed(answer) / 3
    assert np.abs(windows.astype(np.float16).max(axis=1) - answer.array).max() > allowed(answer)


def test_what_is_allowed_grows_with_the_terms_and_with_the_sums() -> None:
    one, double, longer = (Answer((), np.ones(1), scale, terms) for scale, terms in ((1, 9), (2, 9), (1, 25)))
    assert allowed(double) == 2 * allowed(one)
    assert allowed(longer) > allowed(one) > allowed(one, DOUBLE)


@pytest.mark.parametrize(
    ("array", "off"),
    [
        (np.array([0.5, -2.0]), 0.2),
        (np.array([np.inf, np.nan, 1.0]), 0.1),
        (np.array([3 - 4j]), 0.5),
        (np.zeros(0), 0.0),
        (np.array([5]), None),
        (np.array([True]), None),
    ],
)
def test_a_share_is_one_of_the_largest_value_and_whole_numbers_stay_exact(array: Array, off: float | None) -> None:
    assert off_by(array, 0.1) == (off if off is None else pytest.approx(off))
    assert off_by(array, None) is None


def test_what_the_assignment_says_stands_in_the_place_of_the_rounding_of_float32() -> None:
    wide, narrow = (Answer((), np.ones(1), 1.0, 9, off=off) for off in (0.125, 1e-30))
    assert allowed(wide) == allowed(wide, DOUBLE) == 0.125
    assert 0 < allowed(narrow) == allowed(narrow, DOUBLE) <= 1e-14
    assert allowed(Answer((), np.ones(1), 0.0, off=0.5)) == 0


def test_where_the_scale_is_0_nothing_is_allowed() -> None:
    assert allowed(Answer((), np.ones(1), 0.0, 9)) == 0


@pytest.mark.parametrize(
    ("given", "result", "scale"),
    [
        pytest.param(0.5, 0.5, 0.5, id="as large as what is given"),
        pytest.param(2.0, 50.0, 50.0, id="larger than what is given"),
        pytest.param(3.0, 2.0, 9.0, id="smaller, as what squares leave"),
        pytest.param(3.0, 0.0, 9.0, id="nothing"),
        pytest.param(0.1, 0.0, 0.1, id="nothing of small numbers"),
    ],
)
def test_of_a_model_solution_the_largest_number_and_its_square_are_the_scale(given, result, scale) -> None:
    assert scale_by_model(given, result, 9, DOUBLE) == pytest.approx(scale)
    assert scale_by_model(given, result, 9, SINGLE) in (pytest.approx(2 * max(given, given**2)), pytest.approx(result))


@pytest.mark.parametrize("terms", [1, 100, 4000])
def test_a_result_much_smaller_than_what_is_given_is_held_to_its_own_size(terms: int) -> None:
    answer = Answer((), np.array([1e-3]), scale_by_model(1000.0, 1e-3, terms, DOUBLE), terms)
    assert 1e-7 <= allowed(answer) <= 1e-6
