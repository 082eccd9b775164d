"""What of a call is shown beside a value that differs: each channel for itself, in windows that a person can read."""

from collections.abc import Iterator

import numpy as np
from msgspec import structs

from checks.dynamic.compare import returned
from checks.exercises import panels
from checks.exercises.pooling.calls import images_of, kernel_shape_of, stride_of
from checks.model import Array, Case, Difference, Evidence, Mark, Panel, Run

MOST = 8  # sides of an image that is shown whole, and of a part of a larger one
MOST_CHANNELS = 3
UNDER = "in the window"

Index = tuple[int, ...]


def evidence(run: Run, case: Case, difference: Difference) -> Evidence:
    """The window in its image, and what came back around the value that differs, in this channel."""
    came = returned(run.observations[case.id], "array")  # a complex one, too
    assert came is not None
    (array,) = came
    expected, first = difference.answer.array, difference.first
    results = panels.compared_channels(expected, array, first) if expected.shape[3] > 1 else (
        panels.compared(expected[..., 0], array[..., 0], first[:3])
    )  # fmt: skip
    return Evidence(case=case.title, panels=(*given(case, first), *results), index=first)


def given(case: Case, index: Index, *, asked: bool = True, several: bool = False) -> Iterator[Panel]:
    """An image, channel for channel where these are few, else the one channel, and the other images beside it where
    `several` are to be shown; what lies in the window of the value at `index` is marked where that is asked for. Of a
    large image the part around the window is shown."""
    images, (m, *_) = images_of(case), index
    for number in panels.images_shown(images, m, several=several):
        yield from _image(case, number, index, asked=asked and number == m)


def _image(case: Case, m: int, index: Index, *, asked: bool) -> Iterator[Panel]:
    _, i, j, k = index
    image = images_of(case)[m]
    places = tuple(window_of(case, i, j))
    large = max(image.shape[:2]) > MOST
    corner = panels.around(places[len(places) // 2] if asked else None, image.shape[:2], MOST) if large else (0, 0)
    for channel in _shown(image.shape[2], k):
        part = image[corner[0] : corner[0] + MOST, corner[1] : corner[1] + MOST, channel]
        inside = tuple(place for place in places if _lies_in(place, corner, part))
        yield Panel(
            panels.name_of_image(image),
            panels.matrix(part),
            slice=_slice(m, channel, image),
            corner=corner,
            shape=images_of(case).shape if large else None,
            marks=(Mark("under", inside, UNDER),) if asked and channel == k and inside else (),
            last_axis=_last_axis(image),
        )


def results(expected: Array, returned: Array | None, index: Index, *, asked: bool = True) -> Iterator[Panel]:
    """The result expected beside the one that came back, of one image (rows, columns, channels), as channels are shown
    of the image."""
    m, i, j, k = index
    for channel in _shown(expected.shape[2], k):
        there = returned is not None and channel < returned.shape[2]
        for panel in panels.beside(
            expected[:, :, channel],
            returned[:, :, channel] if returned is not None and there else None,
            asked=(i, j) if asked and channel == k else None,
            corner=(0, 0),
            slice_=_slice(m, channel, expected),
            most=MOST,
        ):
            yield structs.replace(panel, last_axis=_last_axis(expected))


def window_of(case: Case, i: int, j: int) -> Iterator[tuple[int, int]]:
    """The places of an image that lie in the window of the value [i, j], row by row."""
    (kh, kw), (sh, sw) = kernel_shape_of(case), stride_of(case)
    yield from ((i * sh + u, j * sw + v) for u, v in np.ndindex(kh, kw))


def _lies_in(place: Index, corner: Index, part: Array) -> bool:
    return all(0 <= at - start < side for at, start, side in zip(place, corner, part.shape, strict=True))


def _shown(channels: int, asked: int) -> tuple[int, ...]:
    """All of the channels where they are few."""
    return tuple(range(channels)) if channels <= MOST_CHANNELS else (asked,)


def _slice(m: int, channel: int, image: Array) -> Index:
    """The index of what is shown, in which a channel that is the only one has no part."""
    return (m, channel) if image.shape[2] > 1 else (m,)


def _last_axis(image: Array) -> str:
    return "channel" if image.shape[2] > 1 else ""
