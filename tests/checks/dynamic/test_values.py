import re

import msgspec
import numpy as np
import pytest

from checks.dynamic import values
from checks.model import Array, Observation, Outcome, Severity
from checks.model.assignment import Assignment
from tests.checks.runs import FAMILIES, judged, made, right


def flipped(images: Array, kernel: Array) -> Array:
    return right(images, kernel[::-1, ::-1])


def one_wrong_value(images: Array, kernel: Array) -> Array:
    out = right(images, kernel).astype(float)
    out[-1, -1, -1] += 1 + 1e-3 * np.abs(out).max()  # more than float32 rounds the largest
    return out


def only_for_square_kernels(images: Array, kernel: Array) -> Array:
    if kernel.shape[0] != kernel.shape[1]:
        raise UnboundLocalError("k")
    return right(images, kernel)


def test_right_values_yield_nothing(assignment: Assignment, digits: Array) -> None:
    assert judged("values", made(assignment, digits)) == []


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_precision_of_the_result_is_the_students_choice(dtype: str, assignment: Assignment, digits: Array) -> None:
    assert judged("values", made(assignment, digits, lambda *given: right(*given).astype(dtype))) == []


NARROWED = {
    "images and kernel": lambda images, kernel: right(np.float32(images), np.float32(kernel)).astype(float),
    "images alone": lambda images, kernel: right(np.float32(images), kernel).astype(float),
    "kernel alone": lambda images, kernel: right(images, np.float32(kernel)).astype(float),
    "images and kernel, given back so": lambda images, kernel: right(np.float32(images), np.float32(kernel)),
}


@pytest.mark.parametrize("function", NARROWED.values(), ids=NARROWED)
def test_float32_work_is_right_and_noted(function, assignment: Assignment, digits: Array) -> None:
    (note,) = judged("values", made(assignment, digits, function))
    assert note.severity is Severity.NOTE
    assert note.message.startswith("as precise as float32")


@pytest.mark.parametrize("little", [1e-4, 1e-5])
def test_where_one_call_is_beyond_float32_rounding_the_numbers_can_be_told_apart(little, assignment, digits) -> None:
    (finding,) = judged("values", made(assignment, digits, lambda *given: right(*given) + little))
    assert finding.severity is Severity.ERROR
    came, wanted = re.search(r"(\S+) instead of (\S+)$", finding.message).groups()
    assert came != wanted


def test_integers_are_right_where_everything_is_an_integer(assignment: Assignment, digits: Array) -> None:
    (finding,) = judged("values", made(assignment, digits, lambda *given: right(*given).astype(int)))
    assert set(finding.evidence.right) >= {FAMILIES["single_tap"], FAMILIES["one_image"]} - {
        FAMILIES["one_image"]
    } - set(finding.evidence.wrong)
    assert FAMILIES["mnist"] in finding.evidence.wrong
    assert "integers" in finding.hint


def test_a_wrong_value_is_shown_by_the_smallest_case_with_its_place(assignment: Assignment, digits: Array) -> None:
    (finding,) = judged("values", made(assignment, digits, flipped))
    evidence = finding.evidence
    panels = {panel.name: panel for panel in evidence.panels}
    assert list(panels) == ["image", "kernel", "expected", "returned"]
    image, kernel = np.array(panels["image"].values), np.array(panels["kernel"].values)
    assert (len(image), len(kernel)) == (4, 3)
    assert evidence.index == (0, 0, 0)
    assert panels["expected"].values[0][0] == (image[:3, :3] * kernel).sum()
    assert panels["returned"].values[0][0] == (image[:3, :3] * kernel[::-1, ::-1]).sum()
    assert panels["image"].marks[0].places == tuple(np.ndindex(3, 3))
    assert evidence.right == (FAMILIES["single_tap"],)


def test_one_wrong_value_is_found_in_every_family(assignment: Assignment, digits: Array) -> None:
    run = made(assignment, digits, one_wrong_value)
    (finding,) = judged("values", run)
    assert finding.message.startswith("1 of ")
    assert values.credit(run, (finding,)) == 0


def test_points_are_in_proportion_to_the_families_that_are_right(assignment: Assignment, digits: Array) -> None:
    run = made(assignment, digits, only_for_square_kernels)
    (finding,) = judged("values", run)
    assert values.credit(run, (finding,)) == pytest.approx(1 - 4 / 13)
    assert "every value that came back is right" in finding.message


def test_a_visible_case_is_shown_rather_than_a_hidden_one(assignment: Assignment, digits: Array) -> None:
    (finding,) = judged("values", made(assignment, digits, flipped, hidden=("one_image", "line_kernels")))
    assert not finding.hidden
    assert finding.evidence.hidden == (FAMILIES["line_kernels"], FAMILIES["one_image"])
    (finding,) = judged("values", made(assignment, digits, flipped, hidden=tuple(FAMILIES)))
    assert finding.hidden


def test_without_an_array_of_the_right_shape_there_is_nothing_to_judge(assignment: Assignment, digits: Array) -> None:
    assert not values.applies(made(assignment, digits, lambda images, kernel: images[:, :, :0]))
    too_large = Observation(Outcome.RETURNED, None, (1000, 26, 26), "float64")
    assert not values.applies(made(assignment, digits, instead=lambda case: too_large))


def test_the_place_of_the_extra_zeros_is_noted(assignment: Assignment, digits: Array) -> None:
    def same(images: Array, kernel: Array) -> Array:
        (kh, kw) = kernel.shape
        return right(np.pad(images, ((0, 0), (kh // 2, (kh - 1) // 2), ((kw - 1) // 2, kw // 2))), kernel)

    (note,) = judged("values", made(assignment, digits, same, form="same"))
    assert note.severity is Severity.NOTE
    assert "before" in note.message
    assert "after" in note.message


def test_every_family_is_described_by_words_of_its_own() -> None:
    assert len(set(FAMILIES.values())) == len(FAMILIES)


def test_a_family_of_which_nothing_is_said_counts_as_any_other(assignment: Assignment, digits: Array) -> None:
    """What is not described must not vanish from what is counted: a wrong function would keep its points."""
    run = made(assignment, digits, flipped)
    unnamed = msgspec.structs.replace(
        run, cases=tuple(msgspec.structs.replace(case, family="unnamed") for case in run.cases)
    )
    (finding,) = judged("values", unnamed)
    assert finding.evidence.wrong == ("unnamed",)
    assert values.credit(unnamed, (finding,)) == 0
