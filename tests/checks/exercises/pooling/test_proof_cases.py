from itertools import product

import numpy as np
import pytest

from checks.exercises.pooling import oracle
from checks.exercises.pooling.calls import images_of, kernel_shape_of, mode_of, stride_of
from checks.exercises.pooling.proof_cases import (
    EACH,
    LARGER,
    REPEATED,
    VALUES,
    proof_cases,
    shapes,
    size,
    turned_images,
)
from checks.model import Case
from checks.model.assignment import CasePolicy, Policy, Task


@pytest.fixture(scope="module")
def cases(task: Task) -> tuple[Case, ...]:
    return proof_cases(task, CasePolicy())


RELATIONS = {(n, k, s) for n, k, s in product(range(1, 7), range(1, 7), range(1, 5)) if k <= n}


@pytest.mark.parametrize("first", [0, 1], ids=["heights", "widths"])
def test_every_relation_of_side_window_and_stride_is_asked(first: int) -> None:
    assert {shape[first::2] for shape in shapes()} >= RELATIONS


@pytest.mark.parametrize(
    "holds",
    [
        pytest.param(lambda h, w, kh, kw, sh, sw: kh == kw == sh == sw, id="the window is the stride"),
        pytest.param(lambda h, w, kh, kw, sh, sw: sh < kh and sw < kw, id="windows overlap"),
        pytest.param(lambda h, w, kh, kw, sh, sw: sh > kh and sw > kw, id="windows lie apart"),
        pytest.param(lambda h, w, kh, kw, sh, sw: (h, w) == (kh, kw), id="a window as large as the image"),
        pytest.param(lambda h, w, kh, kw, sh, sw: sh > h and sw > w, id="a stride larger than the image"),
        pytest.param(lambda h, w, kh, kw, sh, sw: (h - kh) % sh and (w - kw) % sw, id="neither stride divides"),
        pytest.param(lambda h, w, kh, kw, sh, sw: h != w and kh != kw and sh != sw, id="nothing is square"),
        pytest.param(lambda h, w, kh, kw, sh, sw: h < w and kh > kw, id="a high window on a wide image"),
    ],
)
def test_every_relation_of_both_axes_is_asked(holds) -> None:
    small = set(shapes()) - set(LARGER)
    assert sum(bool(holds(*shape)) for shape in small) >= 5


def test_every_pair_of_sides_of_windows_and_of_strides_is_asked() -> None:
    found = shapes()
    assert {shape[:2] for shape in found} >= set(product(range(1, 7), repeat=2))
    assert {shape[2:4] for shape in found} >= set(product(range(1, 6), repeat=2))
    assert {shape[4:] for shape in found} >= set(product(range(1, 5), repeat=2))


def test_the_smallest_shape_comes_first_and_small_ones_are_asked_all(cases: tuple[Case, ...]) -> None:
    sizes = [size(case) for case in cases if case.title == EACH]
    assert sizes == sorted(sizes)
    first = cases[0]
    assert (images_of(first).shape, kernel_shape_of(first), stride_of(first)) == ((1, 1, 1, 1), (1, 1), (1, 1))
    two = {(h, w, kh, kw, sh, sw) for h, w, kh, kw, sh, sw in product((1, 2), (1, 2), (1, 2), (1, 2), (1, 2), (1, 2))
           if kh <= h and kw <= w and h * w + kh * kw + sh + sw <= 7}  # fmt: skip
    assert two <= set(shapes())


def test_each_shape_is_asked_with_both_modes_and_some_without_one(cases: tuple[Case, ...]) -> None:
    asked = {mode: set() for mode in ("max", "avg")}
    for case in cases:
        if case.title == EACH:
            asked[mode_of(case)].add((images_of(case).shape[1:3], kernel_shape_of(case), stride_of(case)))
    assert asked["max"] == asked["avg"]
    assert len(asked["max"]) == len(shapes())
    assert sum("mode" not in case.arguments for case in cases) > 50


def test_channels_images_and_dtypes_are_of_every_kind(cases: tuple[Case, ...]) -> None:
    assert {images_of(case).shape[3] for case in cases} >= {1, 2, 3, 4}
    assert {len(images_of(case)) for case in cases} >= {1, 2, 3, 36}
    assert {images_of(case).dtype.name for case in cases} == {"float64", "float32", "int64", "uint8"}


@pytest.mark.parametrize("dtype", ["float64", "int64"])
@pytest.mark.parametrize("sides", [(1, 1, 1), (2, 3, 2), (4, 4, 3)], ids=str)
def test_in_every_window_each_pixel_is_in_turn_the_largest(sides: tuple[int, int, int], dtype: str) -> None:
    images = turned_images(*sides, dtype)
    h, w, c = sides
    assert images.dtype == dtype
    assert images.max() < 0
    for image in images:
        assert len(np.unique(image)) == image.size
    for kh, kw in product(range(1, h + 1), range(1, w + 1)):
        for i, j in product(range(h - kh + 1), range(w - kw + 1)):
            window = images[:, i : i + kh, j : j + kw].reshape(len(images), kh * kw, c)
            assert {*np.unique(window.argmax(axis=1))} == set(range(kh * kw))


@pytest.mark.parametrize("sides", [(1, 1), (2, 3), (4, 5), (6, 6)], ids=str)
def test_the_images_of_a_call_span_all_images(sides: tuple[int, int]) -> None:
    images = turned_images(*sides, 1, "float64")
    assert np.linalg.matrix_rank(images.reshape(len(images), -1)) == len(images)


def test_maxima_and_means_are_told_apart_in_float32(task: Task, cases: tuple[Case, ...]) -> None:
    """All that is asked with each pixel in turn the largest is exact there, but for the last division of a mean."""
    for case in cases:
        if case.title == EACH:
            assert np.array_equal(images_of(case).astype(np.float32), images_of(case))


def test_only_what_has_an_answer_is_asked(task: Task, cases: tuple[Case, ...]) -> None:
    for case in cases:
        assert min(oracle.shapes(task, Policy(), case)[0][1]) > 0


def test_some_calls_are_made_again(cases: tuple[Case, ...]) -> None:
    again = [case for case in cases if case.title == REPEATED]
    assert len(again) == 3
    assert all(any(images_of(case) is images_of(other) for other in cases[:9]) for case in again)


def test_every_student_gets_the_same_and_another_seed_makes_others(task: Task) -> None:
    one, same, other = (proof_cases(task, CasePolicy(seed)) for seed in (1, 1, 2))
    assert all(np.array_equal(images_of(a), images_of(b)) for a, b in zip(one, same, strict=True))
    assert any(not np.array_equal(images_of(a), images_of(b)) for a, b in zip(one, other, strict=True))
    assert [case.title for case in one].count(VALUES) == 70


def test_a_hidden_proof_marks_its_cases(task: Task) -> None:
    assert all(case.hidden for case in proof_cases(task, CasePolicy(4, ("proof",))))
