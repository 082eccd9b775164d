import msgspec
import numpy as np
import pytest

from checks.exercises.pooling.exhibit import exhibit
from checks.model import Array, Pixels
from checks.model.assignment import Assignment
from tests.checks.exercises.pooling.runs import made, right
from tests.pooled import pictures

PICTURES = pictures(20)


def array(pixels: Pixels | None) -> Array:
    assert pixels is not None
    return np.frombuffer(pixels.values, "<f4").reshape(pixels.rows, pixels.columns, pixels.channels)


def test_a_right_call_is_shown_in_colour_on_the_first_photograph(pooling: Assignment) -> None:
    shown = exhibit(made(pooling, PICTURES))
    assert shown is not None
    assert (shown.title, shown.subject) == ("On a photograph", "photograph 0")
    assert shown.call == "The handout's call on photograph 0"
    assert shown.sizes == "(32 \N{MINUS SIGN} 2) // 2 + 1 = 16 rows, (32 \N{MINUS SIGN} 2) // 2 + 1 = 16 columns"
    assert np.array_equal(array(shown.figures[0].pixels), PICTURES[0])
    assert shown.figures[0].outlined == (2, 2)
    assert np.allclose(array(shown.results[0].returned), array(shown.results[0].expected))
    assert shown.results[0].expected.channels == 3
    assert shown.expected_shape == shown.returned_shape == (20, 16, 16, 3)


def test_a_wrong_call_is_shown_on_the_first_photograph_that_differs(pooling: Assignment) -> None:
    def later(images: Array, *others) -> Array:
        result = right(images, *others)
        result[7:] += 1
        return result

    shown = exhibit(made(pooling, PICTURES, later))
    assert shown is not None
    assert shown.subject == "photograph 7"
    assert np.allclose(array(shown.results[0].returned) - array(shown.results[0].expected), 1)


@pytest.mark.parametrize(
    ("function", "shape", "outline"),
    [
        (lambda images, *_: images[:, :20, :20], (20, 20, 20, 3), (20, 20)),
        (lambda images, *_: images[0], (32, 32, 3), None),
        (lambda images, *_: images[..., 0], (20, 32, 32), None),
        (lambda images, *_: images[:, :16, :16, :2], (20, 16, 16, 2), None),
        (lambda images, *_: np.zeros((20, 100, 100, 3)), (20, 100, 100, 3), (100, 100)),
        (lambda images, *_: None, None, None),
        (lambda images, *_: 1 / 0, None, None),
    ],
    ids=["another size", "no images", "no channels", "fewer channels", "too large to draw", "nothing", "an exception"],
)
def test_what_has_not_the_right_shape_is_shown_as_far_as_it_can_be(function, shape, outline, pooling) -> None:
    shown = exhibit(made(pooling, PICTURES, function))
    assert shown is not None
    assert shown.returned_shape == shape
    assert shown.results[0].outline == outline
    assert (shown.results[0].returned is not None) == (shape == (20, 20, 20, 3))


def test_images_that_are_not_in_colour_are_shown_by_their_first_channel(pooling: Assignment) -> None:
    two = np.random.default_rng(1).integers(0, 256, (20, 32, 32, 2)).astype(np.uint8)
    shown = exhibit(made(pooling, two))
    assert shown is not None
    assert np.array_equal(array(shown.figures[0].pixels)[:, :, 0], two[0, :, :, 0])


def test_an_assignment_of_ones_own_has_images(pooling: Assignment) -> None:
    (task,) = pooling.tasks
    calls = tuple(msgspec.structs.replace(call, about="what I draw") for call in task.calls)
    own = msgspec.structs.replace(pooling, tasks=(msgspec.structs.replace(task, calls=calls),))
    shown = exhibit(made(own, PICTURES))
    assert shown is not None
    assert (shown.title, shown.call) == ("On an image", "The assignment's call on image 0")


def test_a_hidden_call_is_not_shown(pooling: Assignment) -> None:
    assert exhibit(made(pooling, PICTURES, hidden=("photographs",))) is None
