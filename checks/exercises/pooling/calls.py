"""What a call of a pooling is given, by name: images, kernel_shape, stride, and mode where it is not left out."""

from typing import cast

import msgspec

from checks.exercises.pooling.form import DEFAULT
from checks.exercises.secret_sizes import Axes
from checks.model import Array, Case, Value

Pair = tuple[int, int]
AXES: Axes = {"images": ("m", "h", "w", "c"), "kernel_shape": ("kh", "kw"), "stride": ("sh", "sw"), "mode": ()}


def images_of(case: Case) -> Array:
    """The images (m, h, w, c)."""
    return cast(Array, case.arguments["images"])


def kernel_shape_of(case: Case) -> Pair:
    """The rows and columns (kh, kw) of a window."""
    return cast(Pair, case.arguments["kernel_shape"])


def stride_of(case: Case) -> Pair:
    """How far (sh, sw) a window lies from the one before it."""
    return cast(Pair, case.arguments["stride"])


def mode_of(case: Case) -> str:
    """ "max" or "avg", the default where it is left out."""
    return cast(str, case.arguments.get("mode", DEFAULT))


def arguments(images: Array, kernel_shape: Pair, stride: Pair, mode: str = "") -> dict[str, Value]:
    """The arguments of one call; "" leaves the mode out."""
    given: dict[str, Value] = {"images": images, "kernel_shape": kernel_shape, "stride": stride}
    return {**given, "mode": mode} if mode else given


def size_of(case: Case) -> Pair:
    """The rows and columns (oh, ow) of the result: what does not fill a stride is dropped."""
    (_, h, w, _), (kh, kw), (sh, sw) = images_of(case).shape, kernel_shape_of(case), stride_of(case)
    return (h - kh) // sh + 1, (w - kw) // sw + 1


def in_words(case: Case) -> str:
    """The call in words: shapes and numbers, and the mode where it is given."""
    mode = f", mode {case.arguments['mode']!r}" if "mode" in case.arguments else ", without a mode"
    window = f"kernel_shape {kernel_shape_of(case)}, stride {stride_of(case)}{mode}"
    return f"for images {images_of(case).shape} with {window}"


def instead(case: Case, **changed: Value) -> Case:
    """The same call with some of its arguments changed."""
    return msgspec.structs.replace(case, arguments={**case.arguments, **changed})
