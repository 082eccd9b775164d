"""What a call of a convolution is given, by name: images, kernel, and padding where the task takes one."""

from typing import cast

import msgspec

from checks.exercises.convolution.form import takes_padding
from checks.model import Array, Case, Value
from checks.model.assignment import Task

Padding = tuple[int, int]


def images_of(case: Case) -> Array:
    """The images (m, h, w)."""
    return cast(Array, case.arguments["images"])


def kernel_of(case: Case) -> Array:
    """The kernel (kh, kw)."""
    return cast(Array, case.arguments["kernel"])


def padding_of(case: Case) -> Padding | None:
    """The zeros (ph, pw) on each side; None where the task takes none."""
    return cast(Padding | None, case.arguments.get("padding"))


def arguments(task: Task, images: Array, kernel: Array, padding: Padding) -> dict[str, Value]:
    """The arguments of one call, the padding left out where the task takes none."""
    given: dict[str, Value] = {"images": images, "kernel": kernel}
    return {**given, "padding": padding} if takes_padding(task) else given


def in_words(case: Case) -> str:
    """The call in words: shapes, and padding where there is one."""
    (m, h, w), (kh, kw) = images_of(case).shape, kernel_of(case).shape
    padding = f" and padding {padding_of(case)}" if padding_of(case) is not None else ""
    return f"for images ({m}, {h}, {w}) with a kernel ({kh}, {kw}){padding}"


def instead(case: Case, **changed: Value) -> Case:
    """The same call with some of its arguments changed."""
    return msgspec.structs.replace(case, arguments={**case.arguments, **changed})
