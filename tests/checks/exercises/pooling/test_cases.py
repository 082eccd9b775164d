import numpy as np
import pytest

from checks.exercises.pooling import oracle
from checks.exercises.pooling.calls import images_of, kernel_shape_of, mode_of, stride_of
from checks.exercises.pooling.cases import BASE, SIZES, repeated, traced, values
from checks.exercises.pooling.families import FAMILIES
from checks.model import Case
from checks.model.assignment import CasePolicy, Policy, Task
from tests.pooled import pictures

DATA = {"photographs": pictures(40)}


@pytest.fixture(scope="module")
def cases(task: Task) -> tuple[Case, ...]:
    return values(task, CasePolicy(), DATA)


def of(cases: tuple[Case, ...], family: str) -> list[Case]:
    return [case for case in cases if case.family == family]


def test_there_are_calls_of_every_family_that_is_told_and_of_no_other(cases: tuple[Case, ...]) -> None:
    assert {case.family for case in cases} == set(FAMILIES)


def test_each_family_is_asked_with_both_modes(cases: tuple[Case, ...]) -> None:
    for family in FAMILIES:
        modes = {mode_of(case) for case in of(cases, family)}
        assert modes == ({"max"} if family == "mode_left_out" else {"max", "avg"})


def test_only_what_has_an_answer_is_asked(cases: tuple[Case, ...], task: Task) -> None:
    for case in cases:
        assert min(oracle.shapes(task, Policy(), case)[0][1]) > 0


@pytest.mark.parametrize(
    ("family", "holds"),
    [
        ("overlapping_windows", lambda c: stride_of(c) < kernel_shape_of(c)),
        ("wide_strides", lambda c: all(s > k for s, k in zip(stride_of(c), kernel_shape_of(c), strict=True))),
        ("uneven_strides", lambda c: len(set(stride_of(c))) == 2),
        ("oblong_windows", lambda c: len(set(kernel_shape_of(c))) == 2),
        ("single_pixel", lambda c: kernel_shape_of(c) == (1, 1)),
        ("largest_window", lambda c: kernel_shape_of(c) == images_of(c).shape[1:3]),
        ("negative_values", lambda c: images_of(c).max() < 0),
        ("bytes", lambda c: images_of(c).dtype == np.uint8),
        ("integer_images", lambda c: images_of(c).dtype.kind == "i"),
        ("one_image", lambda c: len(images_of(c)) == 1),
        ("one_channel", lambda c: images_of(c).shape[3] == 1),
        ("many_channels", lambda c: images_of(c).shape[3] > 3),
        ("oblong_images", lambda c: images_of(c).shape[1] != images_of(c).shape[2]),
        ("mode_left_out", lambda c: "mode" not in c.arguments),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_family_is_about_what_it_says(family: str, holds, cases: tuple[Case, ...]) -> None:
    assert all(map(holds, of(cases, family)))


def test_some_strides_do_not_divide(cases: tuple[Case, ...]) -> None:
    for case in of(cases, "leftovers"):
        sides = zip(images_of(case).shape[1:3], kernel_shape_of(case), stride_of(case), strict=True)
        assert any((n - k) % s for n, k, s in sides) or images_of(case).dtype == np.uint8


def test_tuples_and_interned_texts_are_given(cases: tuple[Case, ...]) -> None:
    for case in cases:
        assert type(kernel_shape_of(case)) is tuple
        assert type(stride_of(case)) is tuple
        assert case.arguments.get("mode", "max") in ("max", "avg")


def test_pictures_that_are_too_small_for_a_window_are_left_out(task: Task) -> None:
    small = values(task, CasePolicy(), {"photographs": pictures(3)[:, :2, :2]})
    assert {case.family for case in small} >= {"bytes", "random_floats"}
    assert all(kernel_shape_of(case) <= images_of(case).shape[1:3] for case in small)


def test_an_assignment_without_data_gets_random_pictures(task: Task) -> None:
    assert {case.family for case in values(task, CasePolicy(), {})} == set(FAMILIES)


def test_each_size_is_enlarged_in_a_watched_call_of_each_mode(task: Task) -> None:
    found = traced(task, CasePolicy(), DATA)
    assert len(found) == 2 * (1 + len(SIZES))
    assert all(case.traced for case in found)
    for mode in ("max", "avg"):
        base, *enlarged = (
            (*images_of(case).shape, *kernel_shape_of(case), *stride_of(case))
            for case in found
            if mode_of(case) == mode
        )
        assert base == BASE
        grown = [tuple(np.not_equal(sizes, base)) for sizes in enlarged]
        assert [sum(each) for each in grown] == [1] * len(SIZES)
        assert np.any(grown, axis=0).all()
        assert all((np.subtract(sizes, base) % 2 == 0).all() for sizes in enlarged)


def test_the_same_call_is_made_twice_in_other_memory(task: Task) -> None:
    one, two = repeated(task, CasePolicy(), DATA)
    assert one.arguments == two.arguments
    assert one.fill != two.fill


def test_hidden_families_mark_their_cases(task: Task) -> None:
    found = values(task, CasePolicy(hidden=("bytes",)), DATA)
    assert {case.family for case in found if case.hidden} == {"bytes"}
