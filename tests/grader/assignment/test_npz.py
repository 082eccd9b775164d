"""Arrays are read as numpy reads them, and whatever else a file holds ends in one clear line."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from grader.assignment.npz import DataError, Header, checked, member


def npz(**arrays: object) -> io.BytesIO:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
    return file


def zipped(content: bytes) -> io.BytesIO:
    """A file whose member x has these bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.npy", content)
    return file


def headed(header: str, data: bytes = b"") -> io.BytesIO:
    text = header.encode()
    return zipped(b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + data)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(24, dtype=np.float32).reshape(2, 3, 4),
        np.asfortranarray(np.arange(6).reshape(2, 3)),
        np.array([True, False]),
        np.array([[1, 2]], ">i2"),
        np.zeros((0, 28, 28), np.uint8),
        np.float16([1, np.nan]),
    ],
    ids=["three axes", "Fortran's order", "bool", "the other byte order", "nothing", "float16"],
)
def test_an_array_is_what_numpy_says_it_is(array: np.ndarray) -> None:
    found = member(npz(x=array, y=np.zeros(3)), "x")
    order = "F" if found.header.fortran else "C"
    read = np.ndarray(found.header.shape, found.header.dtype, found.data, order=order)
    assert (read.dtype, read.shape) == (array.dtype, array.shape)
    assert np.array_equal(read, array, equal_nan=array.dtype.kind == "f")


def test_the_hash_is_that_of_the_bytes() -> None:
    array = np.arange(10, dtype=np.uint8)
    header, sha256 = checked(npz(x=array), "x", 10)
    assert header == Header("|u1", (10,), fortran=False)
    assert sha256 == "1f825aa2f0020ef7cf91dfa30da4668d791c5d4824fc8e41354b89ec05795ab3"


class Trap:
    """Unpickled, it leaves a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[[Path], None], tuple[Path]]:
        return Path.touch, (self.path,)


def test_what_is_pickled_is_refused_and_never_run(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="other things than plain arrays"):
        member(npz(x=np.array([Trap(tmp_path / "sprung")], dtype=object)), "x")
    assert not (tmp_path / "sprung").exists()


F4 = "{'descr': '<f4', 'fortran_order': False, 'shape': %s}"
BAD = [
    (io.BytesIO(b""), "not an npz file"),
    (io.BytesIO(b"\x93NUMPY\x01\x00"), "not an npz file"),
    (npz(y=np.zeros(3)), "holds no x"),
    (npz(x=np.float32(1)), "x is not an array with axes"),
    (zipped(b"not an array"), "x is not an array with axes"),
    (zipped(b""), "x is not an array with axes"),
    (npz(x=np.zeros(2, "U3")), "damaged, or holds other things than plain arrays"),
    (npz(x=np.zeros(2, [("a", "f4")])), "damaged, or holds other things than plain arrays"),
    (headed(F4 % "(2, 28, 28"), "damaged, or holds other things than plain arrays"),
    (headed(F4 % "(-1,)"), "damaged, or holds other things than plain arrays"),
    (headed(F4 % "(2.0,)"), "damaged, or holds other things than plain arrays"),
    (headed(F4 % "(True,)"), "damaged, or holds other things than plain arrays"),
    (headed(F4 % f"({2**70}, 0)"), "damaged, or holds other things than plain arrays"),
    (headed(F4 % f"({2**31}, {2**31}, 0)"), "damaged, or holds other things than plain arrays"),
    (headed(F4 % f"({'0, ' * 33})"), "damaged, or holds other things than plain arrays"),
    (headed(F4 % "3"), "damaged, or holds other things than plain arrays"),
    (headed("[" * 9000), "damaged, or holds other things than plain arrays"),
    (headed("__import__('os')"), "damaged, or holds other things than plain arrays"),
    (headed(F4 % "(2,)", b"1234"), "damaged, or holds other things than plain arrays"),
    (headed(F4 % "(1,)", b"12345"), "damaged, or holds other things than plain arrays"),
    (zipped(b"\x93NUMPY\x02\x00\xff\xff\xff\xff"), "damaged, or holds other things than plain arrays"),
]


@pytest.mark.parametrize(("file", "message"), BAD, ids=[f"{number} {case[1]}" for number, case in enumerate(BAD)])
def test_what_is_no_plain_array_is_told_in_one_line(file: io.BytesIO, message: str) -> None:
    with pytest.raises(DataError) as caught:
        member(file, "x")
    assert str(caught.value) == message


def test_no_more_is_unpacked_than_was_allowed() -> None:
    """A header of a few bytes may announce any size."""
    with pytest.raises(DataError, match="x has 40000000000 bytes, more than the 1000 that it may have"):
        checked(headed(F4 % "(10000000000,)"), "x", 1000)


def test_a_member_that_unpacks_to_more_than_it_announces_is_not_unpacked() -> None:
    bomb = headed(F4 % "(1,)", bytes(10**8))
    with pytest.raises(DataError, match="damaged"):
        checked(bomb, "x", 1000)


def test_a_flipped_bit_is_noticed() -> None:
    content = bytearray(npz(x=np.random.default_rng(0).integers(0, 256, 10_000, dtype=np.uint8)).getvalue())
    content[5_000] ^= 1
    with pytest.raises(DataError, match="damaged"):
        checked(io.BytesIO(content), "x", 10_000)
