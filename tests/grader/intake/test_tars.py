"""Tar archives: what tarfile writes is read as tarfile reads it."""

import bz2
import contextlib
import gzip
import lzma
import random
import tarfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.intake import archives
from grader.intake.archives.limits import INNER
from grader.intake.data import InMemory
from grader.intake.tree import BrokenError
from tests.grader.intake.hostile import tarred
from tests.grader.intake.test_zips import NAMES, NOISE, files

FORMATS = {"ustar": tarfile.USTAR_FORMAT, "GNU": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT}


def read(data: bytes) -> dict[str, bytes]:
    root = archives.tree(InMemory(data), "a.tar", INNER)
    assert root.problems() == []
    everything = {path: folder.data(file, 2**30) for path, (folder, file) in files(root).items()}
    return {path: inner.at(0, inner.size) for path, inner in everything.items()}


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
@settings(max_examples=40)
@given(members=st.dictionaries(NAMES, st.binary(max_size=3000), max_size=6))
def test_what_tarfile_writes_is_read(format_: int, members: dict[str, bytes]) -> None:
    wanted = {
        "/".join(part for part in name.split("/") if part not in ("", ".")): data for name, data in members.items()
    }
    assert read(tarred(*members.items(), format_=format_)) == wanted


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
def test_long_names(format_: int) -> None:
    name = f"{'folder/' * 14}{'a' * 90}.py"
    assert read(tarred((name, b"x"), ("b.py", b"y"), format_=format_)) == {name: b"x", "b.py": b"y"}


@pytest.mark.parametrize("name", ["é" * 100 + ".py", "a" * 240 + ".py"])
def test_longer_names_than_a_header_holds(name: str) -> None:
    for format_ in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        assert read(tarred((name, b"x"), ("b.py", b"y"), format_=format_)) == {name: b"x", "b.py": b"y"}


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
def test_a_name_that_is_not_utf8_is_kept_byte_for_byte(format_: int) -> None:
    root = archives.tree(InMemory(tarred(("J\udce9r\udcf4me.py", b"x"), format_=format_)), "a.tar", INNER)
    assert [file.name for file in root.files()] == ["J\udce9r\udcf4me.py"]


def test_modes_and_times_are_kept() -> None:
    member = tarfile.TarInfo("a.py")
    member.mode, member.mtime = 0o755, 1_700_000_000
    (_, file) = files(archives.tree(InMemory(tarred((member, b""))), "a.tar", INNER))["a.py"]
    assert (file.executable, file.modified) == (True, 1_700_000_000)


def test_a_commit_that_git_packed() -> None:
    """`git archive` begins with a header for all members."""
    member = tarfile.TarInfo("a.py")
    data = tarred((member, b""))
    header = tarfile.TarInfo.create_pax_global_header({"comment": "1" * 40})
    assert read(header + data) == {"a.py": b""}


PACKERS = {
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "gzip in two parts": lambda data: gzip.compress(data[:700]) + gzip.compress(data[700:]),
    "gzip with something behind": lambda data: gzip.compress(data) + bytes(1000),
    "bzip2": bz2.compress,
    "bzip2 in two parts": lambda data: bz2.compress(data[:700]) + bz2.compress(data[700:]),
    "xz": lzma.compress,
    "xz in two parts": lambda data: lzma.compress(data[:700]) + lzma.compress(data[700:]),
}


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS)
@pytest.mark.parametrize("size", [0, 100, 2**20 + 2**16])
def test_every_compression(size: int, pack) -> None:
    noise = random.Random(7).randbytes(size)
    assert read(pack(tarred(("a.py", noise), ("b.py", b"y")))) == {"a.py": noise, "b.py": b"y"}


def test_an_empty_archive() -> None:
    assert read(tarred()) == {}
    assert read(gzip.compress(tarred())) == {}


@settings(max_examples=150)
@given(data=st.data())
def test_any_damage_is_told_and_nothing_else_happens(data: st.DataObject) -> None:
    packer = data.draw(st.sampled_from([bytes, PACKERS["gzip"], bz2.compress, lzma.compress]))
    archive = bytearray(packer(tarred(("a.py", b"x = 1\n" * 50), ("b/c.py", NOISE), ("n" * 300, b""))))
    for _ in range(data.draw(st.integers(1, 4))):
        archive[data.draw(st.integers(0, len(archive) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(archive)))
    with contextlib.suppress(BrokenError):  # nothing else is raised
        root = archives.tree(InMemory(bytes(archive[:cut])), "a.tar", INNER)
        for folder, file in files(root).values():
            folder.take(file, "a.py")
