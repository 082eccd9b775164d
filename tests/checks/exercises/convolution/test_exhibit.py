from collections.abc import Callable

import msgspec
import numpy as np
import pytest

from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import images_of
from checks.exercises.convolution.exhibit import exhibit
from checks.exercises.convolution.form import Form
from checks.exercises.own import of_data, own_calls
from checks.model import Array, Observation, Outcome, Pixels, Run, Zeros
from checks.model.assignment import Assignment
from grader.assignment.data import arrays
from tests.checks.runs import made, right
from tests.tasks import STRIDED, named


def array(pixels: Pixels) -> Array:
    return np.frombuffer(pixels.values, "<f4").reshape(pixels.rows, pixels.columns)


def test_a_right_call_is_shown_on_the_first_digit(assignment: Assignment, digits: Array) -> None:
    shown = exhibit(made(assignment, digits))
    assert shown is not None
    assert (shown.subject, shown.figures[0].zeros) == ("digit 0 of MNIST", Zeros())
    assert np.array_equal(array(shown.figures[0].pixels), digits[0])
    assert shown.results[0].returned is not None
    assert np.allclose(array(shown.results[0].returned), array(shown.results[0].expected))
    assert shown.expected_shape == shown.returned_shape == (40, 26, 26)


def test_a_wrong_call_is_shown_on_the_first_digit_that_differs(assignment: Assignment, digits: Array) -> None:
    def later(images: Array, kernel: Array) -> Array:
        result = right(images, kernel)
        result[7:] += 1
        return result

    shown = exhibit(made(assignment, digits, later))
    assert shown is not None
    assert shown.subject == "digit 7 of MNIST"
    assert shown.results[0].returned is not None
    assert np.allclose(array(shown.results[0].returned) - array(shown.results[0].expected), 1)


@pytest.mark.parametrize(
    ("form", "zeros"), [("same", Zeros((1, 1), (1, 1))), ("padding", Zeros((2, 2), (4, 4)))], ids=["same", "padding"]
)
def test_the_zeros_around_the_digit_are_told(form: Form, zeros: Zeros, assignment: Assignment, digits: Array) -> None:
    shown = exhibit(made(assignment, digits, form=form))
    assert shown is not None
    assert shown.figures[0].zeros == zeros


@pytest.mark.parametrize(
    ("function", "shape"),
    [
        (lambda images, kernel: images[:, :20, :20], (40, 20, 20)),
        (lambda images, kernel: images[0], (28, 28)),
        (lambda images, kernel: np.zeros((40, 100, 100)), (40, 100, 100)),
        (lambda images, kernel: None, None),
        (lambda images, kernel: 1 / 0, None),
    ],
    ids=["another size", "no axis of images", "too large to draw", "nothing", "an exception"],
)
def test_what_has_not_the_right_shape_is_shown_as_far_as_it_can_be(function, shape, assignment, digits) -> None:
    shown = exhibit(made(assignment, digits, function))
    assert shown is not None
    assert shown.returned_shape == shape
    assert (shown.results[0].returned is not None) == (shape == (40, 20, 20))


def strided(function: str, whole: Assignment, change: Callable[[Array], Array] = lambda right: right) -> Run:
    """The handout's call on some photographs or digits, and what comes back of it."""
    task = named(whole, function)
    name = "digits" if function == "convolve_grayscale" else "photographs"
    data = {name: arrays(whole)[name][:8]}
    (case,) = (case for case in own_calls(task, whole.cases, data) if case.family == of_data(task))
    answers = oracle.expected(task, whole.policy, case)
    came = change(answers[0].array.copy())
    seen = Observation(Outcome.RETURNED, came, came.shape, str(came.dtype), value=came)
    shapes = (answers[0].array.shape,)
    return msgspec.structs.replace(
        made(whole, data.get("digits", np.ones((1, 9, 9)))),
        task=task,
        cases=(case,),
        observations={case.id: seen},
        expected=lambda _: answers,
        shapes=lambda _: shapes,
    )


def pictured(pixels: Pixels | None) -> Array:
    assert pixels is not None
    return np.frombuffer(pixels.values, "<f4").reshape(pixels.rows, pixels.columns, pixels.channels)


@pytest.mark.parametrize(
    ("function", "channels", "kernel_panels", "results", "sizes"),
    [
        ("convolve_grayscale", 1, 1, 1, "(28 \N{MINUS SIGN} 3) // 2 + 1 = 13 rows"),
        ("convolve_channels", 3, 3, 1, "32 \N{MINUS SIGN} 3 + 1 = 30 rows"),
        ("convolve", 3, 0, 3, "32 \N{MINUS SIGN} 3 + 1 = 30 rows"),
    ],
)
def test_a_picture_is_shown_in_its_colours_with_each_channel_of_a_kernel_and_each_result(
    function: str, channels: int, kernel_panels: int, results: int, sizes: str, whole: Assignment
) -> None:
    shown = exhibit(run := strided(function, whole))
    assert shown is not None
    (case,) = run.cases
    assert np.array_equal(pictured(shown.figures[0].pixels).squeeze(), np.float32(images_of(case)[0]))
    assert shown.figures[0].pixels.channels == channels
    assert shown.sizes.startswith(sizes)
    assert len(shown.panels) == kernel_panels
    assert [panel.slice for panel in shown.panels] == (
        [(c,) for c in range(3)] if kernel_panels == 3 else [()][:kernel_panels]
    )
    assert len(shown.results) == results
    right = run.expected(case)[0].array[0].reshape(*shown.expected_shape[1:3], -1)
    for number, result in enumerate(shown.results):
        assert result.name == (f"kernel {number}" if function == "convolve" else "")
        assert len(result.panels) == (3 if function == "convolve" else 0)
        assert np.array_equal(pictured(result.expected)[..., 0], np.float32(right[..., number]))
        assert np.array_equal(pictured(result.expected), pictured(result.returned))


@pytest.mark.parametrize("function", STRIDED)
def test_the_first_picture_that_differs_is_shown_whatever_has_channels(function: str, whole: Assignment) -> None:
    def later(right: Array) -> Array:
        right[5:, ..., -1] += 1
        return right

    shown = exhibit(strided(function, whole, later))
    assert shown is not None
    assert shown.figures[0].alt.startswith(f"{'Digit' if function == 'convolve_grayscale' else 'Photograph'} 5,")
    last = shown.results[-1]
    assert not np.array_equal(pictured(last.expected), pictured(last.returned))


@pytest.mark.parametrize("lost", [1, 3], ids=["a kernel", "all of them"])
def test_a_result_without_all_kernels_is_shown_as_far_as_there_are_some(lost: int, whole: Assignment) -> None:
    shown = exhibit(strided("convolve", whole, lambda right: right[..., : 3 - lost] if lost < 3 else right[..., 0]))
    assert shown is not None
    assert [result.returned is None for result in shown.results] == [lost == 3, lost == 3, True]


def test_a_hidden_call_is_not_shown(assignment: Assignment, digits: Array) -> None:
    assert exhibit(made(assignment, digits, hidden=("mnist",))) is None
