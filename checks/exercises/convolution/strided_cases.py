"""The calls of a convolution with a stride, with channels or with several kernels, in families."""

from collections.abc import Iterator

import numpy as np

from checks.exercises.convolution.calls import Padding, Pair
from checks.exercises.convolution.form import has_channels, has_several_kernels, takes_stride
from checks.exercises.convolution.maker import LARGEST, Maker
from checks.exercises.convolution.proof_shapes import paddings
from checks.model import Array, Case

STRIDES = ((1, 1), (2, 2), (2, 1), (1, 3))  # that calls have in turn which are about something else
KERNELS: dict[str, tuple[Pair, ...]] = {
    "single_tap": ((1, 1),),
    "line_kernels": ((1, 3), (3, 1), (1, 4), (5, 1)),
    "oblong_kernels": ((3, 5), (5, 3), (7, 2)),
    "even_kernels": ((2, 2), (4, 4), (2, 3), (3, 2)),
}
OF_STRIDES: dict[str, tuple[Pair, ...]] = {
    "strides": ((2, 2), (3, 3)),
    "uneven_strides": ((1, 2), (3, 1), (2, 3)),
    "wide_strides": ((4, 5), (6, 4)),
}
OF_PADDING: dict[str, tuple[Padding, ...]] = {
    "valid_padding": ("valid",),
    "same_padding": ("same",),
    "no_padding": ((0, 0), (0, 3), (3, 0)),
    "uneven_padding": ((1, 2), (2, 4), (4, 1)),
    "wide_padding": ((4, 5), (7, 6)),
}
OF_CHANNELS = {"one_channel": (1,), "many_channels": (2, 5)}
OF_NUMBER = {"one_kernel": (1,), "many_kernels": (3, 4)}


def cases(maker: Maker) -> Iterator[Case]:
    """All of them; each family is asked with other strides, so that none of them is right by itself."""
    asked = _Asked(maker)
    yield from _kernels(asked)
    yield from _images(asked)
    yield from _strides(asked)
    yield from _paddings(asked)
    yield from _channels(asked)
    if any(argument.optional for argument in maker.task.arguments):
        for h, w in ((5, 6), (6, 4)):
            images = maker.integers(2, *maker.image(h, w)).astype(np.float64)
            kernel = maker.integers(*maker.taps(3, 3))
            yield maker.case("defaults", f"{h}x{w} images", images, kernel, None)
            if all(argument.optional for argument in maker.task.arguments[2:]) and takes_stride(maker.task):
                yield maker.case("defaults", f"{h}x{w} images, a stride alone", images, kernel, None, (2, 1))
                yield maker.case("defaults", f"{h}x{w} images, a padding alone", images, kernel, (1, 2))


class _Asked:
    """Makes calls with the strides in turn; the padding is none where the task has that."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker
        ways = paddings(maker.task)
        self.padding: Padding = "valid" if "valid" in ways else (0, 0) if "" in ways else "same"
        self._count = 0

    def small(self, *sides: int, c: int = 3) -> Array:
        """Small whole numbers as floats."""
        m, h, w = sides
        return self.maker.integers(m, *self.maker.image(h, w, c)).astype(np.float64)

    def case(
        self,
        family: str,
        title: str,
        images: Array,
        kernel: Array,
        padding: Padding | None = None,
        stride: Pair | None = None,
    ) -> Case:
        """A call; the stride is the next one where none is given."""
        if stride is None:
            self._count += 1
            stride = STRIDES[self._count % len(STRIDES)]
        moved = stride if takes_stride(self.maker.task) else None
        return self.maker.case(family, title, images, kernel, self.padding if padding is None else padding, moved)


def _kernels(asked: _Asked) -> Iterator[Case]:
    maker = asked.maker
    several, c = maker.several, maker.pictures.shape[-1]
    for family, shapes in KERNELS.items():
        for kh, kw in shapes:
            title, kernel = f"a small image, {kh}x{kw} kernel", maker.integers(*maker.taps(kh, kw))
            yield asked.case(family, title, asked.small(2, kh + 3, kw + 4), kernel)
            kernel = maker.floats(*maker.taps(kh, kw, c))
            yield asked.case(family, f"{maker.called.several}, {kh}x{kw} kernel", several, kernel)
    for name, make in (("float", maker.floats), ("integer", maker.integers)):
        for k in (3, 5):
            title = f"{maker.called.several}, {k}x{k} {name} kernel"
            yield asked.case(f"{name}_kernels", title, several, make(*maker.taps(k, k, c)))
    kernel = maker.integers(*maker.taps(4, 5))
    yield asked.case("largest_kernel", "a 4x5 image, 4x5 kernel", asked.small(2, 4, 5) / 2, kernel)
    largest = several[:3, :LARGEST, :LARGEST]
    h, w = largest.shape[1:3]
    title, kernel = f"{maker.called.several}, {h}x{w} kernel", maker.floats(*maker.taps(h, w, c))
    yield asked.case("largest_kernel", title, largest, kernel)


def _images(asked: _Asked) -> Iterator[Case]:
    maker = asked.maker
    square, floats = maker.integers(*maker.taps(3, 3)), maker.floats(*maker.taps(3, 3))
    for h, w in ((4, 7), (7, 4), (9, 20), (20, 9)):
        yield asked.case("oblong_images", f"{h}x{w} images", asked.small(3, h, w), square)
    yield asked.case("one_image", "one 4x5 image", asked.small(1, 4, 5), square)
    kernel = maker.integers(*maker.taps(3, 3, maker.pictures.shape[-1]))
    yield asked.case("one_image", f"one {maker.called.one}", maker.pictures[:1], kernel)
    large = maker.integers(3, *maker.image(8, 9), limit=10**6)
    yield asked.case("large_values", "values up to 10**6, float64", large.astype(np.float64), floats)
    yield asked.case("large_values", "values up to 10**6, int64", large, maker.integers(*square.shape, limit=10**3))
    yield asked.case("large_values", "values up to 10**6, float32", large.astype(np.float32), floats)
    small = maker.integers(4, *maker.image(6, 7))
    yield asked.case("integer_images", "int64 images, int64 kernel", small, square)
    yield asked.case("integer_images", "int64 images, float64 kernel", small, floats)
    images = maker.floats(4, *maker.image(12, 13))
    yield asked.case("float64_images", "float64 images, float64 kernel", images, floats)
    yield asked.case("float64_images", "float64 images, int64 kernel", images, square)


def _strides(asked: _Asked) -> Iterator[Case]:
    if not takes_stride(asked.maker.task):
        return
    for family, strides in OF_STRIDES.items():
        for stride in strides:
            for h, w in ((9, 10), (7, 12)):
                kernel = asked.maker.integers(*asked.maker.taps(3, 2))
                title = f"{h}x{w} images, stride {stride}"
                yield asked.case(family, title, asked.small(2, h, w), kernel, stride=stride)


def _paddings(asked: _Asked) -> Iterator[Case]:
    ways = paddings(asked.maker.task)
    for family, every in OF_PADDING.items():
        for padding in every:
            if ("" if isinstance(padding, tuple) else padding) not in ways:
                continue
            for kh, kw in ((3, 3), (2, 3)):
                kernel = asked.maker.integers(*asked.maker.taps(kh, kw))
                title = f"padding {padding!r}, {kh}x{kw} kernel"
                yield asked.case(family, title, asked.small(2, 6, 7), kernel, padding)


def _channels(asked: _Asked) -> Iterator[Case]:
    maker = asked.maker
    if has_channels(maker.task):
        for family, channels in OF_CHANNELS.items():
            for c in channels:
                title = f"images of {c} channel{'s' if c > 1 else ''}"
                yield asked.case(family, title, asked.small(2, 5, 6, c=c), maker.integers(*maker.taps(3, 2, c)))
    if has_several_kernels(maker.task):
        for family, numbers in OF_NUMBER.items():
            for nc in numbers:
                title = f"{nc} kernel{'s' if nc > 1 else ''} over 2 channels"
                yield asked.case(family, title, asked.small(2, 5, 6, c=2), maker.integers(*maker.taps(3, 2, 2, nc)))
