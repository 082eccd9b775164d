"""A Picture as numbers that a terminal and a page draw alike."""

import numpy as np

from checks.model import Array, Picture, Pixels

VISIBLE = 1e-4  # of the largest value expected: what is less cannot be told apart, and may be rounding
ANCHORS = (-1.0, -0.5, 0.0, 0.5, 1.0)
DIVERGING = ((8, 69, 148), (107, 174, 214), (247, 247, 247), (253, 174, 97), (179, 88, 6))  # blue to orange


def array(pixels: Pixels) -> Array:
    """The values, (rows, columns) float64."""
    return np.frombuffer(pixels.values, "<f4").reshape(pixels.rows, pixels.columns).astype(np.float64)


def limits(*arrays: Array) -> tuple[float, float]:
    """The least and the greatest finite value of all of them, 0 and 0 where there is none."""
    finite = np.concatenate([values[np.isfinite(values)] for values in arrays])
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)


def gray(values: Array, low: float, high: float) -> Array:
    """The levels, (rows, columns) uint8: black for `low`, white for `high`; what is not finite is black."""
    known = np.where(np.isfinite(values), values, low).clip(low, high)
    return np.rint(255 * (known - low) / ((high - low) or 1.0)).astype(np.uint8)


def diverging(difference: Array, largest: float) -> Array:
    """The colours, (rows, columns, 3) uint8: blue for `-largest`, white for 0, orange for `largest`."""
    known = np.where(np.isfinite(difference), difference, 0.0) / (largest or 1.0)
    channels = [np.interp(known, ANCHORS, channel) for channel in zip(*DIVERGING, strict=True)]
    return np.rint(np.stack(channels, axis=-1)).astype(np.uint8)


def differing(expected: Array, returned: Array) -> Array:
    """Where two arrays of one shape can be told apart, (rows, columns) bool; what is not finite always can."""
    finite = expected[np.isfinite(expected)]
    largest = float(np.abs(finite).max()) if finite.size else 0.0
    with np.errstate(invalid="ignore"):
        same: Array = np.abs(returned - expected) <= VISIBLE * (largest or 1.0)
    return ~same


def shows(picture: Picture) -> bool:
    """Whether the result that came back looks like another than the one expected."""
    if picture.returned is None or picture.returned_shape != picture.expected_shape:
        return True
    return bool(differing(array(picture.expected), array(picture.returned)).any())
