"""Zip archives: what zipfile writes is read as zipfile reads it."""

import contextlib
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.intake import archives
from grader.intake.archives.limits import INNER
from grader.intake.archives.members import Branch
from grader.intake.data import InMemory
from grader.intake.tree import BrokenError, File
from grader.unpacking import zips
from tests.grader.intake.hostile import info, zipped

NAMES = (
    st.text("abc/.-_é漢 0", min_size=1, max_size=12)
    .map(lambda name: name.strip("/ .") + ".py")
    .filter(lambda name: ".." not in name.split("/"))
)
NOISE = bytes(range(50))
METHODS = st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])


def files(folder: Branch, path: str = "") -> dict[str, tuple[Branch, File]]:
    found = {f"{path}{file.name}": (folder, file) for file in folder.files()}
    for inner in folder.folders():
        found |= files(inner, f"{path}{inner.name}/")
    return found


def plain(name: str) -> str:
    return "/".join(part for part in name.split("/") if part not in ("", "."))


def read(data: bytes) -> dict[str, bytes]:
    root = archives.tree(InMemory(data), "a.zip", INNER)
    assert root.damage == ""
    assert not [said for said in root.problems() if "members" in said.message]
    everything = {path: folder.data(file, 2**30) for path, (folder, file) in files(root).items()}
    return {path: inner.at(0, inner.size) for path, inner in everything.items()}


@settings(max_examples=60)
@given(members=st.dictionaries(NAMES, st.binary(max_size=3000), max_size=6), method=METHODS)
def test_what_zipfile_writes_is_read(members: dict[str, bytes], method: int) -> None:
    data = zipped(*members.items(), compression=method)
    wanted = {
        "/".join(part for part in name.split("/") if part not in ("", ".")): data for name, data in members.items()
    }
    assert read(data) == wanted


@pytest.mark.parametrize("before", [b"", b"#!/bin/sh\n" * 50], ids=["alone", "after a program that unpacks it"])
@pytest.mark.parametrize(
    "comment", [b"", b"hello", b"PK\5\6" * 10], ids=["no comment", "a comment", "a comment like an end"]
)
def test_what_stands_around_an_archive_does_not_matter(before: bytes, comment: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(before)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("a.py", b"x")
        archive.comment = comment
    assert read(path.read_bytes()) == {"a.py": b"x"}


def test_an_archive_that_was_written_as_a_stream(tmp_path: Path) -> None:
    """Sizes and checksum come after each member."""
    with (tmp_path / "a.zip").open("wb") as file, zipfile.ZipFile(_Stream(file), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.py", b"x = 1\n" * 100)
    assert read((tmp_path / "a.zip").read_bytes()) == {"a.py": b"x = 1\n" * 100}


class _Stream:
    def __init__(self, file) -> None:
        self._file = file
        self.write, self.flush = file.write, file.flush


def test_sizes_and_places_in_64_bits(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive, archive.open("a.py", "w", force_zip64=True) as member:
        member.write(b"x = 1\n")
    data = (tmp_path / "a.zip").read_bytes()
    at = data.find(b"PK\1\2")
    extra = struct.pack("<HHQQQ", 1, 24, 6, 6, 0)
    table = bytearray(data[at : data.find(b"PK\5\6")])
    table[20:28], table[42:46] = b"\xff" * 8, b"\xff" * 4
    table[30:32] = struct.pack("<H", len(extra))
    table = table[: 46 + 4] + extra
    size, end = len(table), at + len(table)
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, size, at)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert read(data[:at] + bytes(table) + end64 + locator + last) == {"a.py": b"x = 1\n"}


def test_modes_and_times_are_kept() -> None:
    newer = info("b.py", 0o100755)
    newer.date_time = (2024, 3, 5, 12, 0, 2)
    found = files(archives.tree(InMemory(zipped((info("a.py"), b""), (newer, b""))), "a.zip", INNER))
    assert [found[name][1].executable for name in ("a.py", "b.py")] == [False, True]
    assert found["b.py"][1].modified - found["a.py"][1].modified == 2


def test_a_date_that_is_none_is_unknown() -> None:
    data = bytearray(zipped((info("a.py"), b"")))
    at = data.find(b"PK\1\2")
    data[at + 12 : at + 16] = b"\0" * 4
    assert files(archives.tree(InMemory(bytes(data)), "a.zip", INNER))["a.py"][1].modified == 0


@pytest.mark.parametrize(
    ("raw", "flags", "name"),
    [
        ("née.py".encode(), 0x800, "née.py"),
        ("née.py".encode(), 0, "née.py"),  # what Linux's zip writes, and says nothing of
        ("née.py".encode("cp437"), 0, "née.py"),
    ],
    ids=["said to be UTF-8", "UTF-8 without a word", "the old code page"],
)
def test_names_in_every_coding(raw: bytes, flags: int, name: str) -> None:
    data = zipped(("x" * len(raw), b"")).replace(b"x" * len(raw), raw)
    data = bytearray(data)
    data[data.find(b"PK\1\2") + 8 : data.find(b"PK\1\2") + 10] = struct.pack("<H", flags)
    assert [file.name for file in archives.tree(InMemory(bytes(data)), "a.zip", INNER).files()] == [name]


def test_a_name_in_unicode_beside_the_one_in_an_old_code_page() -> None:
    """As Info-ZIP writes it, and zipfile reads it from Python 3.13 on."""
    name = "漢.py".encode()
    member = info("a.py")
    member.extra = struct.pack("<HHBL", 0x7075, 5 + len(name), 1, zlib.crc32(b"a.py")) + name
    assert read(zipped((member, b"x"))) == {"漢.py": b"x"}


def test_where_archives_are_written_zipfile_stays_as_it_is() -> None:
    assert zips.prepare
    assert zipfile.ZipInfo.__module__ == "zipfile"


def test_a_name_that_is_not_utf8_though_it_says_so() -> None:
    data = zipped(("né.py", b"x"), ("b.py", b"y")).replace("né.py".encode(), b"n\xff\xfe.py")
    root = archives.tree(InMemory(data), "a.zip", INNER)
    assert [file.name for file in root.files()] == ["b.py", "n\udcff\udcfe.py"]


@pytest.mark.parametrize(
    "extra",
    [b"\x01\0\xff\xff", b"\x01\0\0\0", b"\x75\x70\x02\0ab", b"\x75\x70\x06\0\1\0\0\0\0\xff", b"abc"],
    ids=["beyond its end", "empty", "a short name", "a name of no bytes", "no field"],
)
def test_an_extra_field_that_cannot_be_read_is_passed_over(extra: bytes) -> None:
    member = info("a.py")
    member.extra = b"ABC" + b"\0" * (len(extra) - 3)  # which zipfile writes
    data = zipped((member, b"x"), ("b.py", b"y")).replace(member.extra, extra)
    assert read(data) == {"a.py": b"x", "b.py": b"y"}


def test_a_member_of_a_version_that_is_not_known() -> None:
    data = bytearray(zipped(("a.py", b"x"), ("b.py", b"y")))
    at = data.find(b"PK\1\2")
    data[at + 6 : at + 8] = struct.pack("<H", 99)
    assert read(bytes(data)) == {"a.py": b"x", "b.py": b"y"}


def test_a_member_that_has_another_name_before_its_content() -> None:
    data = zipped(("b\\a.py", b"x"))
    at = data.find(b"b\\a.py")
    assert read(data[:at] + b"b/a.py" + data[at + 6 :]) == {"b/a.py": b"x"}


def test_folders_are_folders_also_without_a_slash() -> None:
    root = archives.tree(InMemory(zipped((info("a", 0o040755), b""), ("b/", b""), ("c\\d.py", b""))), "a.zip", INNER)
    assert [folder.name for folder in root.folders()] == ["a", "b", "c"]


@settings(max_examples=150)
@given(data=st.data())
def test_any_damage_is_told_and_nothing_else_happens(data: st.DataObject) -> None:
    archive = bytearray(zipped(("a.py", b"x = 1\n" * 50), ("b/c.py", NOISE), ("d.zip", zipped(("e.py", b"")))))
    for _ in range(data.draw(st.integers(1, 4))):
        archive[data.draw(st.integers(0, len(archive) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(archive)))
    with contextlib.suppress(BrokenError):  # nothing else is raised
        root = archives.tree(InMemory(bytes(archive[:cut])), "a.zip", INNER)
        for folder, file in files(root).values():
            folder.take(file, "a.py")
            folder.data(file, 2**20)


def test_a_large_class_costs_little_memory_per_name() -> None:
    data = zipped(*((f"student{number}/0-convolve_grayscale_valid.py", b"x") for number in range(5000)))
    tracemalloc.start()
    try:
        root = archives.tree(InMemory(data), "class.zip", INNER)
        held, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(root.folders()) == 5000
    assert held / 5000 < 2000
    assert peak / 5000 < 3000
