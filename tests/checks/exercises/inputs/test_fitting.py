import numpy as np
import pytest

from checks.exercises.inputs.fitting import fits
from tests.checks.exercises.inputs.descriptions import EXAMPLES

ROW = np.array([1.0, 2.0, 3.0])
IMAGES, KERNEL = np.ones((2, 4, 5)), np.ones((3, 2))


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("moving average", {"x": ROW, "k": 3}),
        ("moving average", {"x": np.array([1, 2], np.int16), "k": 1}),
        ("convolution", {"images": IMAGES, "kernel": KERNEL}),
        ("convolution", {"images": IMAGES, "kernel": KERNEL, "padding": (0, 1), "stride": (2, 3)}),
        ("convolution", {"images": IMAGES, "kernel": np.ones((6, 5)), "padding": (1, 0)}),
        ("mean along an axis", {"a": np.ones((2, 3)), "axis": None}),
        ("one-hot", {"labels": np.array([0, 2]), "classes": 3}),
        ("sorted search", {"a": np.zeros(0), "v": 1}),
    ],
)
def test_a_call_that_the_description_allows(name: str, arguments: dict) -> None:
    assert fits(EXAMPLES[name], arguments)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("moving average", {"x": ROW, "k": 4}),
        ("moving average", {"x": ROW, "k": 0}),
        ("moving average", {"x": ROW, "k": True}),
        ("moving average", {"x": ROW, "k": 2.0}),
        ("moving average", {"x": ROW}),
        ("moving average", {"x": [1.0, 2.0], "k": 1}),
        ("moving average", {"x": ROW[None], "k": 1}),
        ("moving average", {"x": ROW > 1, "k": 1}),
        ("moving average", {"x": ROW * np.nan, "k": 1}),
        ("moving average", {"x": ROW, "k": 1, "other": 1}),
        ("matrix power", {"a": np.ones((2, 3)), "n": 1}),
        ("matrix power", {"a": np.full((2, 2), 2.5), "n": 1}),
        ("convolution", {"images": IMAGES, "kernel": np.ones((6, 5)), "padding": (0, 1)}),
        ("convolution", {"images": IMAGES, "kernel": np.ones((6, 5)), "padding": "same"}),
        ("convolution", {"images": IMAGES, "kernel": KERNEL, "padding": "full"}),
        ("convolution", {"images": IMAGES, "kernel": KERNEL, "padding": None}),
        ("convolution", {"images": IMAGES, "kernel": KERNEL, "stride": (0, 1)}),
        ("one-hot", {"labels": np.array([0, 3]), "classes": 3}),
        ("one-hot", {"labels": np.array([0.0, 2.0]), "classes": 3}),
        ("interpolation", {"x": ROW, "xp": np.array([1.0, 1.0]), "fp": ROW[:2]}),
        ("interpolation", {"x": ROW, "xp": ROW, "fp": ROW[:2]}),
        ("sorted search", {"a": np.array([2.0, 1.0]), "v": 1.0}),
        ("sorted search", {"a": ROW, "v": 3.5}),
        ("sorted search", {"a": ROW, "v": -3.5}),
        ("mean along an axis", {"a": np.ones((2, 4)), "axis": 0}),
    ],
)
def test_a_call_that_it_does_not_allow(name: str, arguments: dict) -> None:
    assert not fits(EXAMPLES[name], arguments)
