"""What is made of numpy's words. The messages are numpy's own, asked for here, so that a new numpy is noticed."""

from collections.abc import Callable

import numpy as np
import pytest

from checks.exercises.convolution import exceptions
from checks.exercises.convolution.exceptions import beyond, clash, hint, kind, shapes

KERNEL = np.ones((3, 3))
IMAGES = np.ones((2, 5, 5))


def said(call: Callable[[], object]) -> str:
    """Type and message of what a call raises, as an observation has them."""
    with pytest.raises((ValueError, TypeError, IndexError)) as raised:
        call()
    return f"{type(raised.value).__name__}: {str(raised.value).strip()}"


def add(result: np.ndarray, window: np.ndarray) -> None:
    result += window


def put(place: object, value: np.ndarray) -> None:
    np.zeros((2, 5, 5))[place] = value  # type: ignore[index]


@pytest.mark.parametrize(
    ("call", "of", "words"),
    [
        (
            lambda: IMAGES[:, 3:6, 0:3] * KERNEL,
            "operands",
            "The window is 2x3 where the kernel is 3x3. Either the slice",
        ),
        (
            lambda: KERNEL * IMAGES[:, 3:6, 0:3],
            "operands",
            "The window is 2x3 where the kernel is 3x3. Either the slice",
        ),
        (
            lambda: np.einsum("mij,ij->m", IMAGES[:, :3, 3:], KERNEL),
            "operands",
            "The window is 3x2 where the kernel is 3x3. Either the slice",
        ),
        (
            lambda: IMAGES[:, :4, :4] * KERNEL,
            "operands",
            "The window is 4x4 where the kernel is 3x3: it goes on too far",
        ),
        (lambda: IMAGES[:, :2, :4] * KERNEL, "operands", "The window is 2x4 where the kernel is 3x3: the two axes"),
        (lambda: IMAGES[:, -1:2, :3] * KERNEL, "operands", "a slice that begins with a negative index"),
        (
            lambda: add(np.zeros((2, 5, 5)), IMAGES[:, 1:, :]),
            "operands",
            "The slice that is added is 4x5, the result 5x5",
        ),
        (lambda: put((slice(None), 0, 0), np.ones((2, 3))), "assigned", "One number for each image is wanted there"),
        (lambda: put((slice(None), slice(0, -0)), IMAGES), "assigned", "-0 is 0"),
        (lambda: put((slice(None), slice(0, 4)), IMAGES), "assigned", "has not the size of what is put there"),
        (lambda: np.tensordot(IMAGES[:, 3:, :3], KERNEL), "product", "have not the same rows and columns"),
        (lambda: np.zeros((2, -1, 5)), "negative", "A size is below 0"),
        (lambda: np.zeros(2)[2], "index", "runs past the end of an axis"),
        (lambda: np.pad(IMAGES, ((1, 1), (1, 1))), "", "np.pad takes a pair for every axis"),
        (lambda: np.zeros(2, 5, 5), "", "np.zeros takes the shape as one tuple"),
        (lambda: np.pad(IMAGES, 1.0), "", "divide with //"),
        (lambda: np.zeros((2, 5.0, 5)), "", "divide with //"),
        (lambda: range(5.0), "", "divide with //"),
        (lambda: IMAGES[:, 0.0:3], "", "divide with //"),
        (lambda: IMAGES[0.0], "", "divide with //"),
        (lambda: range(IMAGES[1]), "", "A whole array stands where one number belongs"),
        (lambda: int("x"), "", ""),
    ],
    ids=[
        "a window one row short",
        "the kernel before the window",
        "einsum",
        "a window too large",
        "a window with its axes exchanged",
        "a negative start",
        "a slice that is added",
        "two numbers for an image",
        "an empty place",
        "a place of another size",
        "tensordot",
        "a negative size",
        "an index too large",
        "two pairs for three axes",
        "a shape without its brackets",
        "a float for np.pad",
        "a float for a size",
        "a float for a range",
        "a float for a slice",
        "a float for an index",
        "an array for a range",
        "what has nothing to do with arrays",
    ],
)
def test_numpys_words_are_translated(call, of: str, words: str) -> None:
    message = said(call)
    assert kind(message) == of, message
    assert words in hint(message), message
    assert bool(hint(message)) == bool(words)


def test_a_window_and_a_kernel_are_told_apart_by_their_axes() -> None:
    found = clash("ValueError: operands could not be broadcast together with shapes (3,3) (2,2,3)")
    assert found is not None
    assert (found.window, found.kernel) == ((2, 3), (3, 3))
    assert found.smaller
    assert not found.larger
    assert clash("ValueError: operands could not be broadcast together with shapes (2,4) (9,)") is None


def test_a_window_and_a_kernel_with_channels_are_told_by_rows_and_columns() -> None:
    found = clash(said(lambda: np.ones((2, 2, 3, 4)) * np.ones((3, 3, 4))))
    assert found is not None
    assert (found.window, found.kernel) == ((2, 3), (3, 3))
    of_several = clash(said(lambda: np.ones((2, 2, 3, 4, 1)) * np.ones((3, 3, 4, 5))))
    assert of_several == found


def test_other_channels_are_no_smaller_window() -> None:
    message = said(lambda: np.ones((2, 3, 3, 4)) * np.ones((3, 3, 2)))
    found = clash(message)
    assert found is not None
    assert not found.smaller
    assert "channels" in hint(message)


def test_einsum_tells_window_and_kernel_as_they_were_given() -> None:
    found = clash(said(lambda: np.einsum("mijc,ijc->m", np.ones((2, 2, 3, 4)), np.ones((3, 3, 4)))))
    assert found is not None
    assert (found.window, found.kernel) == ((2, 3), (3, 3))


def test_pairs_for_four_axes_have_one_for_the_channels() -> None:
    message = said(lambda: np.pad(np.ones((2, 3, 3, 4)), ((0, 0), (1, 1), (1, 1))))
    assert "(pw, pw), (0, 0))" in hint(message)


def test_an_index_is_told_with_the_size_that_it_goes_beyond() -> None:
    assert beyond("IndexError: index 5 is out of bounds for axis 1 with size 5") == (5, 5)
    assert beyond("IndexError: list index out of range") is None


@pytest.mark.parametrize(
    "text", ["(" + "9" * 2000 + ",2,3) (3,3)", "(" * 2000, "(1,,2)" * 500], ids=["a long number", "brackets", "many"]
)
def test_a_message_of_the_students_own_costs_nothing(text: str) -> None:
    message = f"ValueError: {exceptions.OPERANDS} shapes {text}"
    assert len(hint(message)) < 300
    assert all(number < 10**9 for shape in shapes(message) for number in shape)
