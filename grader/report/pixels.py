"""Pixels as numbers that a terminal and a page draw alike."""

import numpy as np

from checks.dynamic.compare import visibly_different
from checks.model import Array, Exhibit, Pixels

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


def shows(exhibit: Exhibit) -> bool:
    """Whether a result that came back looks like another than the one expected."""
    if exhibit.returned_shape != exhibit.expected_shape:
        return True
    return any(
        result.returned is None or visibly_different(array(result.expected), array(result.returned)).any()
        for result in exhibit.results
    )
