import numpy as np
import pytest

from checks.model import Array
from grader.report.html.environment import data
from grader.report.html.png import data_uri
from tests.grader.report.html.pngs import decoded


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param((1, 1), id="one pixel"),
        pytest.param((28, 26), id="gray"),
        pytest.param((3, 64, 3), id="colours"),
    ],
)
def test_a_file_holds_the_pixels(shape: tuple[int, ...], random: np.random.Generator) -> None:
    pixels: Array = random.integers(0, 256, shape, np.uint8)
    uri = data_uri(pixels)
    assert np.array_equal(decoded(uri), pixels)
    assert data(uri) == uri


@pytest.mark.parametrize("text", ['data:image/png;base64,AA"', "http://x/y.png", "", "data:image/svg+xml;base64,AA=="])
def test_what_is_no_such_address_never_goes_into_a_page_as_it_is(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        data(text)
