"""The families that the calls of a convolution are grouped in, and what each is about."""

from collections.abc import Mapping

from checks.exercises.convolution.form import takes_padding
from checks.model.assignment import Task

FEW_TAPS = "few_taps"
OF_EVERY = {
    "float_kernels": "kernels of random floats",
    "integer_kernels": "kernels of integers",
    "single_tap": "a 1x1 kernel",
    "line_kernels": "kernels of one row or one column",
    "oblong_kernels": "kernels that are not square",
    "even_kernels": "kernels with an even side",
    "largest_kernel": "a kernel as large as the image",
    "oblong_images": "images that are not square",
    "one_image": "a single image",
    "large_values": "large and negative values",
    "integer_images": "integer images",
    "float64_images": "float64 images",
}
OF_PADDING = {
    "no_padding": "zero padding on one axis or both",
    "uneven_padding": "different padding for height and width",
    "wide_padding": "padding larger than the kernel",
}


def families(task: Task) -> Mapping[str, str]:
    """Those of which there are calls, in the order in which they are told."""
    return {**OF_EVERY, **(OF_PADDING if takes_padding(task) else {})}
