"""What is worked in float32 is right where a stride leaves open what 'same' means: few taps at a time tell."""

import pytest

import reference
from checks.exercises.convolution.calls import kernel_of
from checks.model import Array
from checks.model.assignment import Assignment
from grader.sandbox.client import Sandbox
from tests.proving import proved
from tests.tasks import STRIDED, named


def in_float32(function: str, whole: Assignment) -> str:
    text = (reference.FOLDER / named(whole, function).file).read_text()
    start = text.index("dtype = np.result_type")
    end = text.index("\n", start)
    text = f"{text[:start]}dtype = np.float32{text[end:]}"
    return text.replace("np.pad(images,", "np.pad(np.float32(images),")


@pytest.mark.parametrize("function", STRIDED)
def test_right_work_in_float32_is_right_in_every_call(
    function: str, whole: Assignment, digits: Array, box: Sandbox
) -> None:
    run = proved(named(whole, function), in_float32(function, whole), whole, digits, box)
    assert any(fact.observation.dtype == "float32" for fact in run.facts)
    assert [fact.case.id for fact in run.facts if not fact.right] == []


@pytest.mark.parametrize("function", STRIDED)
def test_a_row_of_taps_that_is_lost_is_found_in_float32_too(
    function: str, whole: Assignment, digits: Array, box: Sandbox
) -> None:
    text = in_float32(function, whole)
    lost = text.replace(" elements[i, j]\n", " (elements[i, j] * (i < 4))\n")
    assert lost != text
    run = proved(named(whole, function), lost, whole, digits, box)
    wrong = [fact for fact in run.facts if not fact.right]
    assert wrong
    assert all(kernel_of(fact.case).shape[0] > 4 for fact in wrong)
