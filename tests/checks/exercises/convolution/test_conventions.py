from collections.abc import Callable
from itertools import product
from math import ceil

import numpy as np
import pytest

from checks.exercises.convolution import facts, oracle
from checks.exercises.convolution.calls import arguments, kernel_of
from checks.exercises.convolution.conventions import OF_SAME, accepted, ends, most_followed
from checks.exercises.convolution.proof_cases import proof_cases
from checks.model import Answer, Array, Case, Observation, Outcome
from checks.model.assignment import Assignment, Policy, Task
from tests.checks.exercises.convolution.defined import by_definition
from tests.tasks import STRIDED, named, of

Sides = tuple[int, int, int]  # n, k and s along one axis
Number = Callable[[int, int, int], int]


def t(n: int, k: int, s: int) -> int:
    return (n - 1) * s + k - n


def p(n: int, k: int, s: int) -> int:
    return max((ceil(n / s) - 1) * s + k - n, 0)


# The zeros in front, and the rows where they are not (n + 2p - k) // s + 1: as they were found in real files.
TABLE: dict[str, tuple[Number, Number | None]] = {
    "half_plus_one": (lambda n, k, s: t(n, k, s) // 2 + 1, None),
    "half_plus_one_n": (lambda n, k, s: t(n, k, s) // 2 + 1, lambda n, k, s: n),
    "half_up": (lambda n, k, s: ceil(t(n, k, s) / 2), None),
    "half_up_n": (lambda n, k, s: ceil(t(n, k, s) / 2), lambda n, k, s: n),
    "half_down": (lambda n, k, s: t(n, k, s) // 2, None),
    "half_down_n": (lambda n, k, s: t(n, k, s) // 2, lambda n, k, s: n),
    "half_even_more": (lambda n, k, s: t(n, k, s) // 2 + (1 - k % 2), None),
    "kernel_down": (lambda n, k, s: (k - 1) // 2, None),
    "kernel_up": (lambda n, k, s: k // 2, None),
    "kernel_down_ceil": (lambda n, k, s: (k - 1) // 2, lambda n, k, s: ceil(n / s)),
    "kernel_up_ceil": (lambda n, k, s: k // 2, lambda n, k, s: ceil(n / s)),
    "tensorflow": (lambda n, k, s: p(n, k, s) // 2, lambda n, k, s: ceil(n / s)),
    "tensorflow_up": (lambda n, k, s: ceil(p(n, k, s) / 2), lambda n, k, s: ceil(n / s)),
}
SIDES = [(n, k, s) for n, k, s in product(range(1, 8), range(1, 6), range(1, 5)) if k <= n]


def in_front_and_rows(name: str, n: int, k: int, s: int) -> tuple[int, int]:
    before, rows = TABLE[name]
    front = before(n, k, s)
    return front, rows(n, k, s) if rows else (n + 2 * front - k) // s + 1


def same_call(
    task: Task, sides: tuple[int, int, int], other: tuple[int, int, int], random: np.random.Generator
) -> Case:
    """A call with small whole numbers, the rows of which go by `sides` and the columns by `other`."""
    (h, kh, sh), (w, kw, sw) = sides, other
    images, kernel = (h, w), (kh, kw)
    if task.function != "convolve_grayscale":
        images, kernel = (*images, 2), (*kernel, 2)
    if task.function == "convolve":
        kernel = (*kernel, 3)
    given = random.integers(-9, 10, (2, *images)), random.integers(-9, 10, kernel)
    return Case("c", "f", "t", arguments(task, *given, "same", (sh, sw)))


def test_the_conventions_are_those_that_were_found() -> None:
    assert list(OF_SAME) == list(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_zeros_in_front_and_rows_are_those_of_the_table(name: str) -> None:
    for n, k, s in SIDES:
        before, after = ends(n, k, s)[name]
        assert (before, (n + before + after - k) // s + 1) == in_front_and_rows(name, n, k, s), (n, k, s)


@pytest.mark.parametrize("function", STRIDED)
@pytest.mark.parametrize("name", TABLE)
def test_the_oracle_and_the_operator_say_what_the_definition_does(name: str, function: str, whole: Assignment) -> None:
    task, policy, random = named(whole, function), Policy(conventions=(name,)), np.random.default_rng(11)
    columns = SIDES[17:] + SIDES[:17]
    for sides, other in list(zip(SIDES, columns, strict=True))[:: 1 if function == "convolve_grayscale" else 7]:
        case = same_call(task, sides, other, random)
        (top, oh), (left, ow) = (in_front_and_rows(name, n, k, s) for n, k, s in (sides, other))
        right = by_definition(task, case, (top, left), (oh, ow))
        (answer,) = oracle.expected(task, policy, case)
        assert np.array_equal(answer.array, right), (sides, other)
        (proved,) = facts.right(task, policy, case)
        assert np.array_equal(proved.array, right), (sides, other)
        ((_, shape),) = oracle.shapes(task, policy, case)
        assert shape == right.shape


def test_of_all_conventions_there_is_one_answer_for_those_that_say_the_same(whole: Assignment) -> None:
    task, random = named(whole, "convolve_grayscale"), np.random.default_rng(3)
    for sides in SIDES:
        answers = oracle.expected(task, Policy(), same_call(task, sides, sides, random))
        assert sorted(name for answer in answers for name in answer.convention) == sorted(TABLE)
        arrays = [answer.array.tobytes() + bytes(answer.array.shape) for answer in answers]
        assert len({*arrays}) >= len(arrays) - 1  # zeros more that no pixel tells


@pytest.mark.parametrize("padding", ["valid", (1, 2)], ids=str)
def test_without_same_there_is_one_answer_and_no_convention(padding: object, whole: Assignment) -> None:
    task = named(whole, "convolve_grayscale")
    given = np.ones((1, 6, 6)), np.ones((2, 3))
    (answer,) = oracle.expected(task, Policy(), Case("c", "f", "t", arguments(task, *given, padding, (2, 2))))
    assert answer.convention == ()


def test_those_that_a_policy_names_for_another_task_are_no_choice_for_this_one() -> None:
    assert accepted(OF_SAME, ("before",)) == tuple(OF_SAME)
    assert accepted(OF_SAME, ("before", "kernel_up", "half_up")) == ("half_up", "kernel_up")


def test_the_usual_one_of_those_that_are_followed_as_often_is_taken() -> None:
    assert most_followed([("kernel_up", "half_down"), ("half_down", "kernel_up")]) == "half_down"
    assert most_followed([("kernel_up", "half_down"), ("kernel_up",)]) == "kernel_up"
    assert most_followed([]) == ""


def brought(task: Task, answer: Callable[[Case], Array], cases: tuple[Case, ...]) -> list[tuple[Case, Observation]]:
    def seen(array: Array) -> Observation:
        return Observation(Outcome.RETURNED, array, array.shape, str(array.dtype), value=array)

    return [(case, seen(answer(case))) for case in cases]


@pytest.mark.parametrize("name", TABLE)
def test_a_file_is_held_to_the_convention_that_it_follows(name: str, whole: Assignment) -> None:
    task = named(whole, "convolve_grayscale")
    cases, policy = proof_cases(task, whole.cases), Policy(conventions=(name,))
    seen = brought(task, lambda case: facts.right(task, policy, case)[0].array, cases)
    assert facts.kept_to(task, Policy(), seen, lambda case: facts.right(task, Policy(), case)) == name


def test_a_file_that_follows_several_is_held_to_the_one_it_follows_most(whole: Assignment) -> None:
    task = named(whole, "convolve_grayscale")
    cases = proof_cases(task, whole.cases)

    def mixed(case: Case) -> Array:
        few = kernel_of(case).shape[0] == 1
        return facts.right(task, Policy(conventions=("half_up" if few else "kernel_down_ceil",)), case)[0].array

    seen = brought(task, mixed, cases)
    assert facts.kept_to(task, Policy(), seen, lambda case: facts.right(task, Policy(), case)) == "kernel_down_ceil"


def test_the_shapes_tell_where_no_value_is_right(whole: Assignment) -> None:
    task = named(whole, "convolve_grayscale")
    cases, policy = proof_cases(task, whole.cases), Policy(conventions=("half_plus_one",))
    seen = brought(task, lambda case: facts.right(task, policy, case)[0].array + 1, cases)
    assert facts.kept_to(task, Policy(), seen, lambda case: facts.right(task, Policy(), case)) == "half_plus_one"


def test_a_task_without_a_stride_is_held_to_nothing(assignment: Assignment) -> None:
    task = of(assignment, "same")
    assert facts.kept_to(task, Policy(), [], lambda case: ()) == ""


def test_where_nothing_tells_a_file_is_held_to_nothing(whole: Assignment) -> None:
    task = named(whole, "convolve_grayscale")
    seen = [(case, Observation(Outcome.RAISED)) for case in proof_cases(task, whole.cases)]
    assert facts.kept_to(task, Policy(), seen, lambda case: facts.right(task, Policy(), case)) == ""


def test_a_wrong_call_among_the_first_does_not_hide_what_the_others_follow(whole: Assignment) -> None:
    task = named(whole, "convolve_grayscale")
    cases, policy, looked_at = proof_cases(task, whole.cases), Policy(conventions=("kernel_down",)), []

    def answers(case: Case) -> tuple[Answer, ...]:
        looked_at.append(case)
        return facts.right(task, Policy(), case)

    def almost(case: Case) -> Array:
        return facts.right(task, policy, case)[0].array + (case is cases[-1])

    assert facts.kept_to(task, Policy(), brought(task, almost, cases), answers) == "kernel_down"
    assert len(looked_at) < len(cases) / 10
