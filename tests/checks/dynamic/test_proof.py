"""What a proof says of programs, in the real sandbox: how far it went, and why it failed."""

import msgspec
import pytest

import reference
from checks.dynamic import proof
from checks.exercises.causes.told import NO_CAUSE
from checks.model import Array, Finding, Severity, Verdict
from checks.model.assignment import Assignment
from grader.sandbox.client import Sandbox
from tests.grader.verify.programs import STYLES
from tests.grading import with_policy
from tests.proving import finding, proved
from tests.tasks import STRIDED, named, of

RIGHT = (reference.FOLDER / "0-convolve_grayscale_valid.py").read_text()


def first_lines(statements: str) -> str:
    """The model solution with other statements at its start."""
    return RIGHT.replace("    m, h, w = images.shape\n", f"    m, h, w = images.shape\n{statements}", 1)


def told(program: str, assignment: Assignment, digits: Array, box: Sandbox) -> Finding:
    return finding(proved(of(assignment, "valid"), program, assignment, digits, box))


def test_a_right_solution_is_told_how_far_it_is_proved(assignment: Assignment, digits: Array, box: Sandbox) -> None:
    found = told(RIGHT, assignment, digits, box)
    assert found.message == "verified on all 400 shapes up to 6x6 images and 5x5 kernels, and on 10 larger ones"
    assert found.severity is Severity.NOTE


def test_a_slow_right_solution_is_proved_as_far_as_it_gets(assignment: Assignment, digits: Array, box: Sandbox) -> None:
    slow = first_lines("    np.linalg.inv(np.ones((400, 400)) + np.eye(400)) if h > 2 else None\n")
    hurried = with_policy(assignment, limits={"proof_cpu_seconds": 0.4})
    run = proved(of(assignment, "valid"), slow, hurried, digits, box)
    found = finding(run)
    assert found.severity is Severity.NOTE
    assert found.message.startswith("right up to ")
    assert len(run.facts) < 490
    assert proof.credit(run, ()) < 1  # which is asked for only where something is wrong


WORKS = {
    "float64": "images, kernel = images * 1.0, kernel * 1.0",
    "float32": "images, kernel = np.float32(images), np.float32(kernel)",
    "float32, all at once": "images, kernel = np.float32(images), np.float32(kernel)",
}
AT_ONCE = """
import numpy as np


def convolve_grayscale_valid(images, kernel):
    {work}
    {mistake}
    kh, kw = kernel.shape
    spectrum = np.fft.rfft2(images) * np.fft.rfft2(kernel[::-1, ::-1], s=images.shape[1:])
    return np.fft.irfft2(spectrum, s=images.shape[1:])[:, kh - 1:, kw - 1:] * 1.0
"""
ONE_BY_ONE = """
import numpy as np


def convolve_grayscale_valid(images, kernel):
    {work}
    {mistake}
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape, axis=(1, 2))
    return np.einsum("mijkl,kl->mij", windows, kernel).astype(float)
"""
HIDDEN = {
    "the smallest tap is left out": "kernel = kernel * 1; kernel[0, 0] *= large",
    "the smallest tap is added to the largest": "kernel = kernel * 1; kernel[-1, -1] += kernel[0, 0] * (1 - large)",
    "the small taps change places": "kernel = kernel * 1; kernel[0, :2] = kernel[0, :2][::1 if large else -1]",
}


def worked(work: str, mistake: str) -> str:
    program = AT_ONCE if work == "float32, all at once" else ONE_BY_ONE
    return program.format(work=WORKS[work], mistake=mistake or "pass")


@pytest.mark.parametrize("work", WORKS)
def test_whatever_is_worked_in_a_right_solution_is_proved_wholly(work, assignment: Assignment, digits, box) -> None:
    found = told(worked(work, ""), assignment, digits, box)
    assert found.message == "verified on all 400 shapes up to 6x6 images and 5x5 kernels, and on 10 larger ones"


@pytest.mark.parametrize("function", STRIDED)
def test_work_in_float32_that_is_held_to_one_reading_of_same_is_proved_wholly(function, whole, digits, box) -> None:
    """Few taps at a time tell it, by the reading that is followed, whatever others would do there as well."""
    task = named(whole, function)
    text = (STYLES / "zeros_by_formula" / task.file).read_text(encoding="utf-8")
    found = finding(proved(task, text.replace("np.pad(images", "np.pad(np.float32(images)"), whole, digits, box))
    assert found.severity is Severity.NOTE
    assert found.message.startswith("verified on ")


@pytest.mark.parametrize("mistake", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("work", WORKS)
def test_rounding_hides_no_tap_of_a_single_shape(work, mistake, assignment: Assignment, digits, box) -> None:
    """Which is asked with unit images only, and whose taps do not go together into float32."""
    one_shape = f"large = (images.shape[1:], kernel.shape) != ((6, 5), (5, 5)); {mistake}"
    found = told(worked(work, one_shape), assignment, digits, box)
    assert found.severity is Severity.ERROR
    assert "fails for one of the calls" in found.message or "fails exactly when" in found.message


def test_a_call_that_never_ends_is_no_slow_solution(assignment: Assignment, digits: Array, box: Sandbox) -> None:
    stuck = first_lines("    while h == 1 and w == 3:\n        pass\n")
    hurried = with_policy(assignment, limits={"cpu_seconds": 0.9, "proof_cpu_seconds": 0.5})
    found = finding(proved(of(assignment, "valid"), stuck, hurried, digits, box))
    assert found.severity is Severity.ERROR
    assert found.verdict is Verdict.TIME_LIMIT
    assert "images (3, 1, 3)" in found.message


def test_a_call_that_ends_the_process_is_told_without_a_name(assignment: Assignment, digits: Array, box) -> None:
    run = proved(
        of(assignment, "valid"), first_lines("    h == 2 and __import__('os')._exit(3)\n"), assignment, digits, box
    )
    found = finding(run)
    assert found.message.startswith("the process ended in call ")
    assert "exit code 3" in found.message
    assert found.misconception is None
    assert proof.credit(run, ()) == (len(run.facts) - 1) / 512  # what was still to come is asked, and not answered


def test_where_no_cause_explains_everything_that_is_said(assignment: Assignment, digits: Array, box: Sandbox) -> None:
    odd = first_lines("    if (h, w) == (4, 3):\n        return images[:, ::-1] * 1.5\n")
    found = told(odd, assignment, digits, box)
    assert found.misconception is None
    assert found.reason == NO_CAUSE
    assert found.evidence.snippet
    assert "fails for " in found.message


def test_exactly_is_said_where_the_condition_holds_for_every_call_that_fails_and_for_no_other(
    assignment: Assignment, digits: Array, box: Sandbox
) -> None:
    found = told(first_lines("    images = images * (1 + (kernel.shape[0] % 2 == 0))\n"), assignment, digits, box)
    assert found.message.startswith("fails exactly when the kernel's height is even")
    one_more = first_lines(
        "    images = images * (1 + (kernel.shape[0] % 2 == 0 or (h, w, kernel.shape) == (3, 3, (3, 1))))\n"
    )
    assert "exactly" not in told(one_more, assignment, digits, box).message


def test_of_values_that_are_nearly_right_no_shapes_are_told(assignment: Assignment, digits: Array, box) -> None:
    found = told(RIGHT.replace("return convolved", "return convolved + 1e-4"), assignment, digits, box)
    assert found.message.startswith("fails for ")
    assert "1.0001 instead of 1 at" in found.message


def test_a_wrong_answer_earns_the_share_of_the_calls_that_are_right(assignment: Assignment, digits, box) -> None:
    doubled = RIGHT.replace("return convolved", "return 2 * convolved")
    assert proof.credit(proved(of(assignment, "valid"), doubled, assignment, digits, box), ()) == 0
    nearly = first_lines("    if h == 6:\n        return images\n")
    run = proved(of(assignment, "valid"), nearly, assignment, digits, box)
    assert 0.5 < proof.credit(run, ()) < 1


def test_the_sum_says_how_the_expected_value_comes_about(assignment: Assignment, digits: Array, box: Sandbox) -> None:
    same = (
        (reference.FOLDER / "1-convolve_grayscale_same.py").read_text().replace("elements[i, j]", "elements[-1 - i, j]")
    )
    found = finding(proved(of(assignment, "same"), same, assignment, digits, box))
    assert found.evidence.sum.startswith("[")
    assert found.evidence.sum.endswith(" = 1") or "; (0) lies outside of the image" in found.evidence.sum
    image, kernel = (
        next(panel for panel in found.evidence.panels if panel.name == name) for name in ("image", "kernel")
    )
    kh, kw = len(kernel.values), len(kernel.values[0])
    assert (image.zeros.rows, image.zeros.columns) == ((kh // 2, kh // 2), (kw // 2, kw // 2))


def test_a_hidden_proof_shows_nothing_but_that_it_failed(assignment: Assignment, digits: Array, box: Sandbox) -> None:
    hidden = msgspec.structs.replace(assignment, cases=msgspec.structs.replace(assignment.cases, hidden=("proof",)))
    found = finding(proved(of(assignment, "valid"), RIGHT.replace("i:i + oh", "i:i + oh - 1"), hidden, digits, box))
    assert found.hidden
