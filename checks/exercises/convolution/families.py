"""The families that the calls of a convolution are grouped in, and what each is about."""

from collections.abc import Mapping

from checks.exercises.convolution.form import (
    form_of,
    has_channels,
    has_several_kernels,
    takes_padding,
    takes_stride,
)
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
OF_STRIDES = {
    "strides": "a stride of 2 or 3",
    "uneven_strides": "different strides for height and width",
    "wide_strides": "strides larger than the kernel",
}
CHOSEN = {"valid_padding": "padding='valid'", "same_padding": "padding='same'"}
OF_PADDING = {
    "no_padding": "zero padding on one axis or both",
    "uneven_padding": "different padding for height and width",
    "wide_padding": "padding larger than the kernel",
}
OF_CHANNELS = {"one_channel": "images of one channel", "many_channels": "other numbers of channels than three"}
OF_NUMBER = {"one_kernel": "a single kernel", "many_kernels": "more kernels than channels"}
DEFAULTS = {"defaults": "arguments that are left out"}


def families(task: Task) -> Mapping[str, str]:
    """Those of which there are calls, in the order in which they are told."""
    return {
        **OF_EVERY,
        **(OF_STRIDES if takes_stride(task) else {}),
        **(CHOSEN if form_of(task) == "chosen" else {}),
        **(OF_PADDING if takes_padding(task) else {}),
        **(OF_CHANNELS if has_channels(task) else {}),
        **(OF_NUMBER if has_several_kernels(task) else {}),
        **(DEFAULTS if any(argument.optional for argument in task.arguments) else {}),
    }
