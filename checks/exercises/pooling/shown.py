"""What of a call is shown beside a value that differs: each channel for itself, in windows that a person can read."""

from collections.abc import Iterator

import numpy as np

from checks.exercises import panels
from checks.exercises.pooling.calls import images_of, kernel_shape_of, stride_of
from checks.model import Array, Case, Difference, Evidence, Mark, Panel, Run

MOST = 8  # sides of an image that is shown whole, and of a part of a larger one
MOST_CHANNELS = 3
UNDER = "in the window"

Index = tuple[int, ...]


def evidence(run: Run, case: Case, difference: Difference) -> Evidence:
    """The window in its image, and what came back around the value that differs, in this channel."""
    array = run.observations[case.id].array
    assert array is not None
    m, i, j, k = difference.first
    expected = difference.answer.array
    results = panels.beside(
        expected[m, :, :, k],
        array[m, :, :, k],
        asked=(i, j),
        corner=panels.around((i, j), expected.shape[1:3]),
        slice_=(m,),
        part=of_channel(k, expected.shape[3]),
    )
    return Evidence(case=case.title, panels=(*given(case, difference.first), *results), index=difference.first)


def given(case: Case, index: Index, *, asked: bool = True) -> Iterator[Panel]:
    """An image, channel for channel where these are few, else the one channel; what lies in the window of the value at
    `index` is marked where that is asked for. Of a large image the part around the window is shown."""
    m, i, j, k = index
    image = images_of(case)[m]
    places = tuple(window_of(case, i, j))
    large = max(image.shape[:2]) > MOST
    corner = panels.around(places[len(places) // 2] if asked else None, image.shape[:2], MOST) if large else (0, 0)
    for channel in channels_shown(image.shape[2], k):
        part = image[corner[0] : corner[0] + MOST, corner[1] : corner[1] + MOST, channel]
        inside = tuple(
            place
            for place in places
            if all(0 <= at - start < side for at, start, side in zip(place, corner, part.shape, strict=True))
        )
        yield Panel(
            f"image{of_channel(channel, image.shape[2])}",
            panels.matrix(part),
            slice=(m,),
            corner=corner,
            shape=image.shape[:2] if large else None,
            marks=(Mark("under", inside, UNDER),) if asked and channel == k and inside else (),
        )


def results(expected: Array, returned: Array | None, index: Index, *, asked: bool = True) -> Iterator[Panel]:
    """The result expected beside the one that came back, of one image (rows, columns, channels), as channels are shown
    of the image."""
    m, i, j, k = index
    for channel in channels_shown(expected.shape[2], k):
        there = returned is not None and channel < returned.shape[2]
        yield from panels.beside(
            expected[:, :, channel],
            returned[:, :, channel] if returned is not None and there else None,
            asked=(i, j) if asked and channel == k else None,
            corner=(0, 0),
            slice_=(m,),
            part=of_channel(channel, expected.shape[2]),
            most=MOST,
        )


def window_of(case: Case, i: int, j: int) -> Iterator[tuple[int, int]]:
    """The places of an image that lie in the window of the value [i, j], row by row."""
    (kh, kw), (sh, sw) = kernel_shape_of(case), stride_of(case)
    yield from ((i * sh + u, j * sw + v) for u, v in np.ndindex(kh, kw))


def channels_shown(channels: int, asked: int) -> tuple[int, ...]:
    """All of them where they are few."""
    return tuple(range(channels)) if channels <= MOST_CHANNELS else (asked,)


def of_channel(channel: int, channels: int) -> str:
    """The channel as it is told where there are several."""
    return f", channel {channel}," if channels > 1 else ""
