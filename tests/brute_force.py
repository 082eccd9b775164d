"""The definition of the convolutions in pure Python, for tests: no numpy, one value at a time."""

from collections.abc import Sequence

Numbers = Sequence[Sequence[float]]


def convolved(
    image: Numbers,
    kernel: Numbers,
    before: tuple[int, int],
    shape: tuple[int, int],
    stride: tuple[int, int] = (1, 1),
) -> list[list[float]]:
    """The cross-correlation of one image with a kernel.

    Args:
        image: h rows of w numbers.
        kernel: kh rows of kw numbers.
        before: rows of zeros above the image, and columns of zeros left of it.
        shape: rows and columns of the result.
        stride: how far the kernel moves, down and to the right.
    """
    (down, right), (top, left) = stride, before
    return [[_value(image, kernel, i * down - top, j * right - left) for j in range(shape[1])] for i in range(shape[0])]


def _value(image: Numbers, kernel: Numbers, top: int, left: int) -> float:
    total = 0.0
    for u, taps in enumerate(kernel):
        for v, tap in enumerate(taps):
            if 0 <= top + u < len(image) and 0 <= left + v < len(image[0]):
                total += tap * image[top + u][left + v]
    return total


def pooled(image: Numbers, window: tuple[int, int], stride: tuple[int, int], mode: str) -> list[list[float]]:
    """The largest value, or the mean, of every window of one channel of an image.

    Args:
        image: h rows of w numbers.
        window: rows and columns of a window.
        stride: how far the window moves, down and to the right.
        mode: "max" or "avg".
    """
    (kh, kw), (down, right) = window, stride
    return [
        [
            _of_window(image, (top, top + kh), (left, left + kw), mode)
            for left in range(0, len(image[0]) - kw + 1, right)
        ]
        for top in range(0, len(image) - kh + 1, down)
    ]


def _of_window(image: Numbers, rows: tuple[int, int], columns: tuple[int, int], mode: str) -> float:
    found, count, total = image[rows[0]][columns[0]], 0, 0.0
    for row in range(*rows):
        for column in range(*columns):
            value = image[row][column]
            found = value if value > found else found
            total += value
            count += 1
    return found if mode == "max" else total / count
