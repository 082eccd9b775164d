"""Pixels as numbers that a terminal and a page draw alike."""

import numpy as np

from checks.dynamic.compare import visibly_different
from checks.model import Array, Exhibit, Pixels

ANCHORS = (-1.0, -0.5, 0.0, 0.5, 1.0)
DIVERGING = ((8, 69, 148), (107, 174, 214), (247, 247, 247), (253, 174, 97), (179, 88, 6))  # blue to orange


def array(pixels: Pixels) -> Array:
    """The values, float64 (rows, columns), or in colour (rows, columns, 3)."""
    shape = (pixels.rows, pixels.columns, pixels.channels)[: 2 if pixels.channels == 1 else 3]
    return np.frombuffer(pixels.values, "<f4").reshape(shape).astype(np.float64)


def limits(*arrays: Array) -> tuple[float, float]:
    """The least and the greatest finite value of all of them, 0 and 0 where there is none."""
    finite = np.concatenate([values[np.isfinite(values)] for values in arrays])
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)


def scale(*arrays: Array) -> tuple[float, float]:
    """What is drawn black and what white: the least and the greatest value. With colours at least 0 and 255, as a
    photograph has them, or 0 and 1 where no value is greater."""
    low, high = limits(*arrays)
    if any(values.ndim == 3 for values in arrays):
        return min(low, 0.0), max(high, 255.0 if high > 1 else 1.0)
    return low, high


def levels(values: Array, low: float, high: float) -> Array:
    """The levels, uint8 of the same shape: black for `low`, white for `high`; what is not finite is black."""
    known = np.where(np.isfinite(values), values, low).clip(low, high)
    return np.rint(255 * (known - low) / ((high - low) or 1.0)).astype(np.uint8)


def furthest(difference: Array) -> Array:
    """Of (rows, columns, 3) the value of the channel that lies furthest from 0, (rows, columns)."""
    if difference.ndim == 2:
        return difference
    distance = np.where(np.isfinite(difference), np.abs(difference), np.inf)
    at = distance.argmax(axis=2, keepdims=True)
    found: Array = np.take_along_axis(difference, at, axis=2)[:, :, 0]
    return found


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
