"""What a call of a convolution is given, by name: images, kernel, and padding and stride where the task takes them."""

from functools import lru_cache
from typing import NamedTuple, cast

import msgspec

from checks.exercises.convolution.form import has_several_kernels, takes_padding
from checks.exercises.secret_sizes import Axes
from checks.model import Array, Case, Value
from checks.model.assignment import Task

Pair = tuple[int, int]
Padding = Pair | str
"""The zeros (ph, pw) on each side, "same" or "valid"."""


AXES: Axes = {
    "images": ("m", "h", "w", "c"),
    "kernel": ("kh", "kw", "c"),
    "kernels": ("kh", "kw", "c", "nc"),
    "padding": ("ph", "pw"),
    "stride": ("sh", "sw"),
}


class Geometry(NamedTuple):
    """The sides of one call: those of the images and of the kernel, the padding that it asks for, and the stride."""

    h: int
    w: int
    kh: int
    kw: int
    padding: Padding
    stride: Pair


def images_of(case: Case) -> Array:
    """The images (m, h, w), with channels (m, h, w, c)."""
    images: Array = case.arguments["images"]  # type: ignore[assignment]
    return images


def kernel_of(case: Case) -> Array:
    """The kernel (kh, kw), with channels (kh, kw, c), or the kernels (kh, kw, c, nc)."""
    given = case.arguments
    kernel: Array = given["kernel"] if "kernel" in given else given["kernels"]  # type: ignore[assignment]
    return kernel


def padding_of(case: Case) -> Padding | None:
    """The padding as it is given; None where none is."""
    padding: Padding | None = case.arguments.get("padding")  # type: ignore[assignment]
    return padding


def stride_of(case: Case) -> Pair | None:
    """The stride as it is given; None where none is."""
    stride: Pair | None = case.arguments.get("stride")  # type: ignore[assignment]
    return stride


def geometry(task: Task, case: Case) -> Geometry:
    """The sides of a call, with the defaults of what is left out."""
    (_, h, w, *_), (kh, kw, *_) = images_of(case).shape, kernel_of(case).shape
    padding, stride = padding_of(case), stride_of(case)
    if padding is None or stride is None:  # many calls give both, and are asked for their sides again and again
        known = _left_out(task)
        padding = known[0] if padding is None else padding
        stride = known[1] if stride is None else stride
    return Geometry(h, w, kh, kw, padding, stride)


@lru_cache(maxsize=64)
def _left_out(task: Task) -> tuple[Padding, Pair]:
    """The padding and the stride of a call that is given none."""
    defaults = {argument.name: argument.default for argument in task.arguments if argument.optional}
    known = {"stride": (1, 1), **dict(task.fixed), **defaults}
    return cast(Padding, known.get("padding")), cast(Pair, known["stride"])


def arguments(
    task: Task, images: Array, kernel: Array, padding: Padding | None = None, stride: Pair | None = None
) -> dict[str, Value]:
    """The arguments of one call; what is None, and the padding where the task takes none, is left out."""
    given: dict[str, Value] = {"images": images, "kernels" if has_several_kernels(task) else "kernel": kernel}
    if padding is not None and takes_padding(task):
        given["padding"] = padding
    return given if stride is None else {**given, "stride": stride}


def in_words(case: Case) -> str:
    """The call in words: shapes, and padding and stride where they are given."""
    images, kernel = images_of(case).shape, kernel_of(case).shape
    padding, stride = padding_of(case), stride_of(case)
    with_ = [
        f"{'kernels' if 'kernels' in case.arguments else 'a kernel'} {kernel}",
        *([f"padding {padding!r}"] if padding is not None else []),
        *([f"stride {stride}"] if stride is not None else []),
    ]
    return f"for images {images} with {' and '.join(filter(None, [', '.join(with_[:-1]), with_[-1]]))}"


def instead(case: Case, **changed: Value) -> Case:
    """The same call with some of its arguments changed; `kernel` stands for the kernels, too."""
    if "kernels" in case.arguments and "kernel" in changed:
        changed["kernels"] = changed.pop("kernel")
    return msgspec.structs.replace(case, arguments={**case.arguments, **changed})
