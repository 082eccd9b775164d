import contextlib
import os
import socket
import tempfile
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.sandbox.frame import (
    ALIGNMENT,
    DTYPES,
    HEADER,
    MAGIC,
    MAX_NDIM,
    MAX_TEXT,
    NO_CALL,
    READ_BYTES,
    Frame,
    FrameError,
    FrameReader,
    Kind,
    send_array,
    send_parts,
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


def bodies(frame: Frame) -> list[bytes]:
    return [frame.text, *(part.tobytes() for part in (frame.array, frame.data) if part is not None)]


def frames_end(frames: list[Frame], data: bytes) -> bool:
    sizes = [HEADER.size + sum(len(part) for part in bodies(f)) for f in frames]
    return sum(sizes) == len(data)


def sent(write) -> bytes:
    with tempfile.TemporaryFile() as file:
        write(file.fileno())
        file.seek(0)
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


@pytest.mark.parametrize("text", [b"", b"{}", b"x" * ALIGNMENT, b"x" * 50_001], ids=len)
@pytest.mark.parametrize("arrays", [(), (np.arange(3, dtype=np.int8), np.ones((2, 0)), np.full((3, 2), 1j).T)], ids=len)
def test_parts_arrive_behind_the_text_that_speaks_of_them(text, arrays) -> None:
    (frame,) = read(sent(lambda end: send_parts(end, 0, text, [(array, array.dtype) for array in arrays])))
    assert frame.kind is Kind.DESCRIBED
    assert frame.text.rstrip(b" ") == text
    assert frame.array is None
    assert frame.data is not None
    data = b"".join(array.tobytes() + bytes(-array.nbytes % ALIGNMENT) for array in arrays)
    assert frame.data.tobytes() == data


def test_a_byte_that_is_no_truth_value_is_taken_for_a_true_one() -> None:
    (frame,) = read(header(dtype=0, nbytes=4, dims=(4,)) + bytes([0, 1, 2, 255]))
    assert frame.array is not None
    assert frame.array.view(np.uint8).tolist() == [0, 1, 1, 1]


def conversation(end: int) -> None:
    """Frames of every sort, the smallest and one that is more than is read at once."""
    send_text(end, Kind.READY, NO_CALL, b"{}")
    send_text(end, Kind.LOADED, NO_CALL, b"")
    for call, array in enumerate(ARRAYS):
        send_array(end, call, array, array.dtype)
    send_parts(end, len(ARRAYS), b"{}", [(ARRAYS[0], ARRAYS[0].dtype)])
    send_text(end, Kind.CHANGED, len(ARRAYS) + 1, b"{}")
    send_text(end, Kind.RAISED, len(ARRAYS) + 1, b"[]")
    send_text(end, Kind.END, NO_CALL, b"{}")


ARRAYS = (np.arange(3.0), np.zeros((0, 4)), np.arange(READ_BYTES // 4 + 100, dtype=np.int32), np.array(7, np.uint8))
LIMITS = (1 << 20,) * (len(ARRAYS) + 2)
KINDS = [Kind.READY, Kind.LOADED, *[Kind.RETURNED] * len(ARRAYS), Kind.DESCRIBED, Kind.CHANGED, Kind.RAISED, Kind.END]
SIZES = [2, 0, *(array.nbytes for array in ARRAYS), ALIGNMENT + 2 * ALIGNMENT, 2, 2, 2]
ENDS = np.cumsum(SIZES) + HEADER.size * np.arange(1, len(SIZES) + 1)
NEAR_AN_END = {end + n for end in (0, *ENDS) for n in range(-3, HEADER.size + 3)}
INSIDE = {READ_BYTES, READ_BYTES + HEADER.size}


def read_in_parts(data: bytes, cuts: list[int]) -> list[Frame]:
    """What a reader makes of these bytes when they come in parts that are cut there."""
    channel, end = socket.socketpair()
    with channel, end:
        channel.setblocking(False)
        reader, frames = FrameReader(LIMITS), []
        for start, stop in pairwise([0, *cuts, len(data)]):
            end.sendall(data[start:stop])
            with contextlib.suppress(BlockingIOError):
                while True:
                    frames += reader.read(channel.fileno())
            assert reader.inside_frame == (stop not in ENDS)
            assert len(frames) == np.count_nonzero(stop >= ENDS)
    return frames


def is_the_conversation(frames: list[Frame]) -> bool:
    found = [frame.array for frame in frames if frame.array is not None]
    return [frame.kind for frame in frames] == KINDS and all(map(np.array_equal, found, ARRAYS))


def test_frames_arrive_whole_wherever_they_are_cut() -> None:
    data = sent(conversation)
    for cut in sorted(cut for cut in NEAR_AN_END | INSIDE if 0 < cut < len(data)):
        assert is_the_conversation(read_in_parts(data, [cut])), cut


def test_frames_arrive_whole_byte_by_byte() -> None:
    data = sent(conversation)
    large = range(ENDS[3] + HEADER.size + 200, ENDS[4] - 200)
    assert is_the_conversation(read_in_parts(data, [cut for cut in range(1, len(data)) if cut not in large]))


def test_small_frames_that_are_there_together_come_with_one_read() -> None:
    def write(end: int) -> None:
        for call in range(100):
            send_array(end, call, np.full((2, 3), call), np.dtype(int))

    channel, end = os.pipe()
    write(end)
    os.close(end)
    frames = list(FrameReader((1000,) * 100).read(channel))
    os.close(channel)
    assert [frame.call for frame in frames] == list(range(100))
    assert all((frame.array == frame.call).all() for frame in frames)


def test_an_array_that_was_read_is_not_touched_by_what_is_read_after_it() -> None:
    first, second = read(sent(lambda end: [send_array(end, n, np.full(9, n), np.dtype(int)) for n in range(2)]))
    assert (first.array == 0).all()
    assert not np.shares_memory(first.array, second.array)


def test_what_comes_before_a_frame_that_was_not_asked_for_is_yielded_first() -> None:
    channel, end = os.pipe()
    os.write(end, header() + bytes(8) + header(magic=b"evil"))
    os.close(end)
    frames = FrameReader((8, 8)).read(channel)
    assert next(frames).call == 0
    with pytest.raises(FrameError):
        next(frames)
    os.close(channel)


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
        header(kind=Kind.DESCRIBED, nbytes=32, dims=(48,)),
        header(kind=Kind.DESCRIBED, nbytes=32, dims=(15,)),
        header(kind=Kind.DESCRIBED, nbytes=32, dims=(16, 16)),
        header(kind=Kind.DESCRIBED, nbytes=1040, dims=(16,)),
        header(kind=Kind.DESCRIBED, nbytes=2**62, dims=(16,)),
        header(kind=Kind.DESCRIBED, nbytes=MAX_TEXT + 16, dims=(MAX_TEXT + 16,)),
        header(kind=Kind.DESCRIBED, nbytes=32, dims=(16,), call=NO_CALL),
        header(call=1),
        header(call=-1),
        header(call=7),
        header(kind=Kind.CHANGED, nbytes=0, call=1),
        header(kind=Kind.CHANGED, nbytes=0, call=NO_CALL),
        header(kind=Kind.CHANGED, nbytes=0) * 2,
        header(kind=Kind.END, call=0),
        header(kind=Kind.RAISED, nbytes=MAX_TEXT + 1),
        header() + bytes(8) + header(),
        header() + bytes(8) + header(call=1) + bytes(8) + header(call=2),
    ],
    ids=[
        "no magic", "kind 0", "unknown kind", "unknown dtype", "too many axes",
        "shape and size that disagree", "more than the call may return", "absurd size", "absurd shape of no size",
        "dimensions beyond the axes", "a text longer than the body", "a text of odd length", "two texts",
        "parts of more than the call may return", "parts of absurd size", "too long a description", "parts of no call",
        "a later call first", "no call", "a call that was not made",
        "a change by a later call", "a change by no call", "a change told twice",
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


@settings(max_examples=300)
@given(data=st.binary(max_size=300))
def test_no_bytes_upset_the_reader(data: bytes) -> None:
    try:
        read(data)
    except FrameError:
        return
