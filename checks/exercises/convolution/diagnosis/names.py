"""The misconceptions that a diagnosis can name, in the words of the task."""

from pathlib import Path

import msgspec

from checks.exercises.causes.naming import misconceptions_in
from checks.model import Misconception

FILE = Path(__file__).with_name("misconceptions.toml")


OF_STRIDES = (
    ("images[:, i:i + kh, j:j + kw]", "images[:, i * sh:i * sh + kh, j * sw:j * sw + kw]"),
    ("h + 2 * ph - kh + 1 rows, w + 2 * pw - kw + 1 columns", "(h + 2 * ph - kh) // sh + 1 rows, and so many columns"),
    ("h - kh + 1 rows and w - kw + 1 columns", "(h - kh) // sh + 1 rows and (w - kw) // sw + 1 columns"),
    ("There are n - k + 1 places where a kernel", "There are (n - k) // s + 1 places where a kernel"),
)
OF_CHANNELS = (
    ("axis=(1, 2).", "axis=(1, 2, 3)."),
    ("axis=(1, 2))", "axis=(1, 2, 3))"),
    ("(ph, ph), (pw, pw))", "(ph, ph), (pw, pw), (0, 0))"),
    ("m, h, w = images.shape", "m, h, w, c = images.shape"),
    ("kh, kw = kernel.shape", "kh, kw, c = kernel.shape"),
    (
        "the axes images, rows, columns: for each image its rows and columns are to be summed",
        "the axes images, rows, columns, channels: for each image all but the first are to be summed",
    ),
)
OF_KERNELS = (
    ("kh, kw, c = kernel.shape", "kh, kw, c, nc = kernels.shape"),
    ("(window * kernel)", "(window * kernels[..., z])"),
    ("convolved[:, i, j]", "convolved[:, i, j, z]"),
)


def in_words_of(found: Misconception, *, chosen: bool, channels: bool, kernels: bool) -> Misconception:
    """A misconception in the words of a task with a stride, with channels, with several kernels."""
    for pairs, used in ((OF_STRIDES, chosen), (OF_CHANNELS, channels), (OF_KERNELS, kernels)):
        for plain, other in pairs if used else ():
            explanation, hint = (text.replace(plain, other) for text in (found.explanation, found.hint))
            found = msgspec.structs.replace(found, explanation=explanation, hint=hint)
    return found


def misconceptions() -> dict[str, Misconception]:
    """Every misconception by its id."""
    return misconceptions_in(FILE)
