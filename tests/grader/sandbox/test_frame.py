import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.sandbox.frame import (
    DTYPES,
    HEADER,
    MAGIC,
    MAX_NDIM,
    MAX_TEXT,
    NO_CALL,
    Frame,
    FrameError,
    FrameReader,
    Kind,
    send_array,
    send_text,
)


def read(data: bytes, limits: tuple[int, ...] = (1000, 1000)) -> list[Frame]:
    """What a reader makes of these bytes, read to the end."""
    channel, end = os.pipe()
    os.write(end, data)
    os.close(end)
    reader, frames = FrameReader(limits), []
    try:
        while True:
            frames += reader.read(channel)
    except EOFError:
        assert reader.inside_frame == bool(len(data) and not frames_end(frames, data))
        return frames
    finally:
        os.close(channel)


def frames_end(frames: list[Frame], data: bytes) -> bool:
    sizes = [HEADER.size + (len(f.text) if f.array is None else f.array.nbytes) for f in frames]
    return sum(sizes) == len(data)


def sent(write) -> bytes:
    channel, end = os.pipe()
    write(end)
    os.close(end)
    with os.fdopen(channel, "rb") as file:
        return file.read()


def header(kind=Kind.RETURNED, dtype=11, ndim=1, call=0, nbytes=8, dims=(1,), magic=MAGIC) -> bytes:
    return HEADER.pack(magic, kind, dtype, ndim, call, nbytes, *dims, *([0] * (MAX_NDIM - len(dims))))


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("shape", [(), (3,), (2, 3, 4), (0,), (3, 0, 2), (1,) * MAX_NDIM], ids=str)
def test_an_array_arrives_as_it_was_sent(dtype, shape) -> None:
    array = np.arange(np.prod(shape, dtype=int)).astype(dtype).reshape(shape)
    (frame,) = read(sent(lambda end: send_array(end, 0, array, array.dtype)))
    assert frame.kind is Kind.RETURNED
    assert frame.array is not None
    assert (frame.array.dtype, frame.array.shape) == (array.dtype, array.shape)
    assert np.array_equal(frame.array, array)


def test_an_array_that_is_not_contiguous_arrives_in_order() -> None:
    array = np.arange(24.0).reshape(4, 6)[::2, ::-3]
    (frame,) = read(sent(lambda end: send_array(end, 0, array, array.dtype)))
    assert np.array_equal(frame.array, array)


def test_texts_and_arrays_follow_each_other() -> None:
    def write(end: int) -> None:
        send_text(end, Kind.READY, NO_CALL, b"{}")
        send_text(end, Kind.LOADED, NO_CALL, b"")
        send_array(end, 0, np.ones(3), np.dtype(float))
        send_text(end, Kind.RAISED, 1, b"[]")
        send_text(end, Kind.END, NO_CALL, b"{}")

    kinds = [Kind.READY, Kind.LOADED, Kind.RETURNED, Kind.RAISED, Kind.END]
    assert [frame.kind for frame in read(sent(write))] == kinds


@pytest.mark.parametrize(
    "data",
    [
        header(magic=b"evil"),
        header(kind=0),
        header(kind=99),
        header(dtype=len(DTYPES)),
        header(ndim=MAX_NDIM + 1),
        header(nbytes=16),
        header(nbytes=1008, dims=(126,)),
        header(nbytes=2**62, dims=(2**59,)),
        header(ndim=2, nbytes=0, dims=(0, 2**63)),
        header(ndim=1, dims=(1, 5)),
        header(call=1),
        header(call=-1),
        header(call=7),
        header(kind=Kind.END, call=0),
        header(kind=Kind.RAISED, nbytes=MAX_TEXT + 1),
        header() + bytes(8) + header(),
        header() + bytes(8) + header(call=1) + bytes(8) + header(call=2),
    ],
    ids=[
        "no magic", "kind 0", "unknown kind", "unknown dtype", "too many axes",
        "shape and size that disagree", "more than the call may return", "absurd size", "absurd shape of no size",
        "dimensions beyond the axes", "a later call first", "no call", "a call that was not made",
        "an end for a call", "too long a text", "the same call twice", "more calls than were made",
    ],
)  # fmt: skip
def test_a_frame_that_was_not_asked_for_is_rejected_before_its_body_is_allocated(data: bytes) -> None:
    with pytest.raises(FrameError):
        read(data)


def test_ten_thousand_random_frames_upset_nothing(random: np.random.Generator) -> None:
    rejected = 0
    for _ in range(10_000):
        data = bytearray(header(ndim=2, nbytes=48, dims=(2, 3)) + bytes(48))
        for place in random.integers(0, HEADER.size, random.integers(1, 9)):
            data[place] = random.integers(0, 256)
        try:
            read(bytes(data[: random.integers(1, len(data) + 1)]))
        except FrameError:
            rejected += 1
    assert 0 < rejected < 10_000


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=300))
def test_no_bytes_upset_the_reader(data: bytes) -> None:
    try:
        read(data)
    except FrameError:
        return
