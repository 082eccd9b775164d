import numpy as np
import pytest

from checks.exercises.convolution.exhibit import exhibit
from checks.exercises.convolution.form import Form
from checks.model import Array, Pixels, Zeros
from checks.model.assignment import Assignment
from tests.checks.runs import made, right


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


def test_a_hidden_call_is_not_shown(assignment: Assignment, digits: Array) -> None:
    assert exhibit(made(assignment, digits, hidden=("mnist",))) is None
