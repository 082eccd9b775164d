import pytest

from checks.exercises.pooling.exceptions import hint, kind


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ("AttributeError: 'tuple' object has no attribute 'shape'", "kh, kw = kernel_shape"),
        ("ValueError: too many values to unpack (expected 3)", "m, h, w, c = images.shape"),
        ("ValueError: zero-size array to reduction operation maximum which has no identity", "nothing in it"),
        ("AttributeError: module 'numpy' has no attribute 'avg'", "np.mean"),
        ("ValueError: could not broadcast input array from shape (4,3) into shape (4,)", "axis=(1, 2)"),
        ("ValueError: array of shape (4,3) could not be broadcast to indexing result of shape (4,)", "axis=(1, 2)"),
        ("IndexError: index 2 is out of bounds for axis 1 with size 2", "(h - kh) // sh + 1 rows"),
        ("TypeError: 'float' object cannot be interpreted as an integer", "divide with //"),
        ("UnboundLocalError: cannot access local variable 'x'", "under a condition"),
    ],
    ids=lambda text: text[:40],
)  # fmt: skip
def test_an_exception_is_told_in_words_of_a_pooling(detail: str, said: str) -> None:
    assert said in hint(detail)


@pytest.mark.parametrize(
    ("detail", "wanted"),
    [
        ("ValueError: zero-size array to reduction operation maximum which has no identity", "empty"),
        ("could not broadcast input array from shape (4,3) into shape (4,)", "assigned"),
        ("index 2 is out of bounds for axis 1 with size 2", "index"),
        ("operands could not be broadcast together with shapes (2,) (3,)", "operands"),
        ("negative dimensions are not allowed", "negative"),
        ("name 'x' is not defined", ""),
    ],
)
def test_arrays_that_do_not_fit_are_of_a_kind(detail: str, wanted: str) -> None:
    assert kind(detail) == wanted
