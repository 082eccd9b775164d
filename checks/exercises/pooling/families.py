"""The families that the calls of a pooling are grouped in, and what each is about."""

from collections.abc import Mapping

from checks.model.assignment import Task

FAMILIES = {
    "random_floats": "images of random floats",
    "mode_left_out": "the mode left out",
    "integer_images": "integer images",
    "bytes": "images of uint8",
    "negative_values": "negative values alone",
    "large_values": "large and negative values",
    "equal_values": "values that are alike",
    "overlapping_windows": "a stride smaller than the window",
    "wide_strides": "a stride larger than the window",
    "leftovers": "rows and columns that do not fill a stride",
    "uneven_strides": "different strides for height and width",
    "oblong_windows": "windows that are not square",
    "single_pixel": "windows of one pixel",
    "largest_window": "a window as large as the image",
    "oblong_images": "images that are not square",
    "one_image": "a single image",
    "one_channel": "a single channel",
    "many_channels": "more channels than three",
}


def families(_task: Task) -> Mapping[str, str]:
    """Those of which there are calls, in the order in which they are told."""
    return FAMILIES
