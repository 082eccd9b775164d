"""Archives that a student must not get away with, made by code: each is a name, its bytes, and what has to be said."""

import bz2
import gzip
import io
import lzma
import os
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

from msgspec import Struct

FILE = "0-convolve_grayscale_valid.py"
OTHER = "1-convolve_grayscale_same.py"
GOOD = b"#!/usr/bin/env python3\n'''Right'''\n"
MIB = 2**20


class Hostile(Struct, frozen=True):
    """An archive called `name`. Some finding says `said`; `taken` are the tasks' files that are graded all the same."""

    title: str
    name: str
    make: Callable[[], bytes]
    said: str
    taken: frozenset[str] = frozenset((FILE,))


def zipped(*members: tuple[zipfile.ZipInfo | str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def info(name: str, mode: int = 0o100644, **fields: int) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, (2024, 3, 5, 12, 0, 0))
    member.create_system = 3
    member.external_attr = mode << 16
    member.compress_type = zipfile.ZIP_DEFLATED
    for field, value in fields.items():
        setattr(member, field, value)
    return member


def tarred(*members: tuple[tarfile.TarInfo | str, bytes], format_: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=format_) as archive:
        for member, data in members:
            header = tarfile.TarInfo(member) if isinstance(member, str) else member
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return out.getvalue()


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member


# --- zip: names ------------------------------------------------------------------------------------


def with_name(name: str) -> Callable[[], bytes]:
    return lambda: zipped((FILE, GOOD), (info(name), b"x = 1\n"))


def replaced(before: bytes, after: bytes) -> Callable[[], bytes]:
    """A zip archive one of whose names is changed in its bytes, since no library writes it."""
    assert len(before) == len(after)
    return lambda: zipped((FILE, GOOD), (before.decode(), b"x = 1\n")).replace(before, after)


def not_utf8() -> bytes:
    return zipped((FILE, GOOD), ("née.py", b"x = 1\n")).replace("née.py".encode(), b"n\xff\xfee.py")


def duplicate() -> bytes:
    one = info("1-convolve_grayscale_samf.py"), info(OTHER)
    return zipped((FILE, GOOD), (one[0], b"x = 1\n"), (one[1], GOOD)).replace(b"samf.py", b"same.py")


# --- zip: members that are no files, or not as they say --------------------------------------------


def link() -> bytes:
    return zipped((FILE, GOOD), (info(OTHER, 0o120777), b"../../../etc/passwd"))


def device() -> bytes:
    return zipped((FILE, GOOD), (info("null.py", 0o020666), b""))


def encrypted() -> bytes:
    return _flagged(zipped((FILE, GOOD), (OTHER, GOOD)), 0x0001)


def strongly_encrypted() -> bytes:
    return _flagged(zipped((FILE, GOOD), (OTHER, GOOD)), 0x0041)


def _flagged(archive: bytes, flags: int) -> bytes:
    """Set flags of every member, in the table and before the member."""
    data = bytearray(archive)
    for signature, place in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        at = data.find(signature)
        while at >= 0:
            data[at + place] |= flags
            at = data.find(signature, at + 1)
    return bytes(data)


def wrong_checksum() -> bytes:
    return _central(zipped((FILE, GOOD), (OTHER, GOOD)), OTHER, 16, struct.pack("<L", 0xDEADBEEF))


def damaged_stream() -> bytes:
    data = os.urandom(4000)
    archive = bytearray(zipped((FILE, GOOD), (OTHER, data)))
    at = archive.find(OTHER.encode()) + len(OTHER)
    archive[at : at + 200] = b"\xff" * 200
    return bytes(archive)


def longer_than_said() -> bytes:
    """Ten bytes by its own word, and 64 MiB in truth."""
    return _central(zipped((FILE, GOOD), (OTHER, bytes(64 * MIB))), OTHER, 24, struct.pack("<L", 10))


def shorter_than_said() -> bytes:
    return _central(zipped((FILE, GOOD), (OTHER, GOOD)), OTHER, 24, struct.pack("<L", 1000))


def elsewhere() -> bytes:
    return _central(zipped((FILE, GOOD), (OTHER, GOOD)), OTHER, 42, struct.pack("<L", 0x00FFFFFF))


def unknown_method() -> bytes:
    return _central(zipped((FILE, GOOD), (OTHER, GOOD)), OTHER, 10, struct.pack("<H", 93))


def overlapping() -> bytes:
    """Two names in the table, one and the same member."""
    archive = zipped((FILE, GOOD), (OTHER, GOOD), ("2-convolve_grayscale_padding.py", GOOD))
    return _central(
        archive, "2-convolve_grayscale_padding.py", 42, struct.pack("<L", archive.find(OTHER.encode()) - 30)
    )


def enormous_by_zip64() -> bytes:
    member = info(OTHER)
    member.extra = struct.pack("<HHQQ", 1, 16, 2**60, 2**60)
    return _central(zipped((FILE, GOOD), (member, GOOD)), OTHER, 20, b"\xff" * 8)


def _central(archive: bytes, name: str, place: int, value: bytes) -> bytes:
    """Change a field of a member in the table of contents."""
    at = archive.rfind(b"PK\1\2", 0, archive.rfind(name.encode()))
    return archive[: at + place] + value + archive[at + place + len(value) :]


# --- zip: the whole --------------------------------------------------------------------------------


def many_members() -> bytes:
    return zipped((FILE, GOOD), *((f"{number}.py", b"") for number in range(50_001)), compression=zipfile.ZIP_STORED)


def long_table() -> bytes:
    """Few members, whose names fill the table of contents."""
    return zipped((FILE, GOOD), *((f"{number:04}{'a' * 60_000}.py", b"") for number in range(200)))


def wrong_count() -> bytes:
    archive = bytearray(zipped((FILE, GOOD), (OTHER, GOOD)))
    archive[-14:-10] = struct.pack("<HH", 9, 9)
    return bytes(archive)


def table_elsewhere() -> bytes:
    archive = bytearray(zipped((FILE, GOOD)))
    archive[-6:-2] = struct.pack("<L", 2**31)
    return bytes(archive)


def damaged_table() -> bytes:
    return zipped((FILE, GOOD), (OTHER, GOOD)).replace(b"PK\1\2", b"PK\7\7")


def nested(depth: int) -> bytes:
    data = zipped((OTHER, GOOD))
    for level in range(depth):
        data = zipped((f"level{level}.zip", data))
    return zipped((FILE, GOOD), ("deep.zip", data))


def many_archives() -> bytes:
    inner = zipped(("notes.txt", b""))
    return zipped((FILE, GOOD), *((f"{number}.zip", inner) for number in range(30)))


def swollen() -> bytes:
    """A program of 64 MiB, in 64 KiB."""
    return zipped((FILE, GOOD), (OTHER, bytes(64 * MIB)))


def swollen_inner() -> bytes:
    """An archive in the archive that is larger than any may be."""
    member = info("inner.zip")
    archive = zipped((FILE, GOOD), (member, GOOD))
    return _central(archive, "inner.zip", 24, struct.pack("<L", 300 * MIB))


# --- tar -------------------------------------------------------------------------------------------


def tar_with(member: tarfile.TarInfo, data: bytes = b"") -> Callable[[], bytes]:
    return lambda: tarred((FILE, GOOD), (member, data))


def sparse() -> bytes:
    """A hole of 2**40 bytes, by GNU's header."""
    archive = bytearray(tarred((FILE, GOOD), (OTHER, GOOD), format_=tarfile.GNU_FORMAT))
    at = 1024
    archive[at + 156] = ord("S")
    archive[at + 386 : at + 482] = b"0" * 96
    archive[at + 482] = 0
    _checksum(archive, at)
    return bytes(archive)


SPARSE_MAP = b"1\n0\n512\n".ljust(1024, b"\0")


def pax_sparse(data: bytes) -> bytes:
    member = tarfile.TarInfo(OTHER)
    member.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": str(2**50)}
    return tarred((FILE, GOOD), (member, data))


def negative_size_by_pax() -> bytes:
    """By which tarfile goes back, and finds the same members again and again."""
    member = tarfile.TarInfo(OTHER)
    member.pax_headers = {"size": "-1024"}
    return tarred((FILE, GOOD), (member, GOOD))


def negative_size() -> bytes:
    archive = bytearray(tarred((FILE, GOOD), (OTHER, GOOD)))
    archive[1024 + 124 : 1024 + 136] = b"\xff" * 12
    _checksum(archive, 1024)
    return bytes(archive)


def size_beyond_the_end() -> bytes:
    archive = bytearray(tarred((FILE, GOOD), (OTHER, GOOD)))
    archive[1024 + 124 : 1024 + 136] = b"77777777777\0"
    _checksum(archive, 1024)
    return bytes(archive)


def wrong_header() -> bytes:
    archive = bytearray(tarred((FILE, GOOD), (OTHER, GOOD)))
    archive[1024 + 100] ^= 1
    return bytes(archive)


def endless_header() -> bytes:
    """An extended header of 8 MiB without a single `=`, over which a regular expression would go again and again."""
    body = b"1" * (8 * MIB)
    header = special("pax", b"x")
    header.size = len(body)
    return tarred((FILE, GOOD))[:1024] + header.tobuf(tarfile.USTAR_FORMAT) + body + tarred((OTHER, GOOD))


def _checksum(archive: bytearray, at: int) -> None:
    archive[at + 148 : at + 156] = b" " * 8
    archive[at + 148 : at + 156] = f"{sum(archive[at : at + 512]):06o}\0 ".encode()


def gzip_bomb() -> bytes:
    return _bomb(zlib.compressobj(9, wbits=31))


def bzip2_bomb() -> bytes:
    return bz2.compress(tarred((FILE, GOOD), ("zeros.py", bytes(300 * MIB))), 9)


def _bomb(packer: "zlib._Compress") -> bytes:
    start = tarred((FILE, GOOD), ("zeros.py", b""))[:1536]
    return b"".join((packer.compress(start), *(packer.compress(bytes(MIB)) for _ in range(300)), packer.flush()))


def xz_with_a_large_dictionary() -> bytes:
    """Which asks for 1.5 GiB of memory before the first byte comes out."""
    data = bytearray(lzma.compress(tarred((FILE, GOOD)), format=lzma.FORMAT_XZ))
    assert data[14:16] == b"\x21\x01"
    data[16] = 37
    size = (data[12] + 1) * 4
    data[12 + size - 4 : 12 + size] = struct.pack("<L", zlib.crc32(data[12 : 12 + size - 4]))
    return bytes(data)


def truncated_gzip() -> bytes:
    data = gzip.compress(tarred((FILE, GOOD), ("noise.py", os.urandom(40_000)), (OTHER, GOOD)))
    return data[: len(data) // 2]


def damaged_gzip() -> bytes:
    data = bytearray(gzip.compress(tarred((FILE, GOOD), ("noise.py", os.urandom(400_000)), (OTHER, GOOD))))
    data[200_000:200_200] = b"\xff" * 200
    return bytes(data)


NOTHING: frozenset[str] = frozenset()
LEAVES, ABSOLUTE, LINK = "leads out of the archive: not taken", "has an absolute name", "is a link"

ARCHIVES = (
    Hostile("a name that leads out", "m.zip", with_name("../../bob.py"), LEAVES),
    Hostile("a name that leads out from inside", "m.zip", with_name("a/../../../bob.py"), LEAVES),
    Hostile("a name that leads out by backslashes", "m.zip", with_name("..\\..\\bob.py"), LEAVES),
    Hostile("an absolute name", "m.zip", with_name("/etc/cron.d/job.py"), ABSOLUTE),
    Hostile("a name with a drive", "m.zip", with_name("C:\\Windows\\job.py"), ABSOLUTE),
    Hostile("a name that colours the terminal", "m.zip", with_name("\x1b[31m.py"), "characters that cannot be seen"),
    Hostile("a name that is written backwards", "m.zip", with_name("a\u202eyp.py"), "characters that cannot be seen"),
    Hostile("a name with a newline", "m.zip", with_name("a\nb.py"), "characters that cannot be seen"),
    Hostile("a name with a NUL", "m.zip", replaced(b"evil_x.py.txt", b"evil.py\0x.txt"), "holds a NUL"),
    Hostile("a name that is not UTF-8", "m.zip", not_utf8, "is not UTF-8"),
    Hostile("a name of 5000 characters", "m.zip", with_name("a" * 5000 + ".py"), "is longer than 255 bytes"),
    Hostile("a name of a device", "m.zip", with_name("CON.py"), "is the name of a device on Windows"),
    Hostile("a name that ends with a dot", "m.zip", with_name("folder./x.py"), "ends with a dot or a space"),
    Hostile("names that differ in capitals", "m.zip", with_name(FILE.upper()), "differ in capitals only"),
    Hostile("a name twice", "m.zip", duplicate, "is twice in the archive", frozenset((FILE, OTHER))),
    Hostile("a link", "m.zip", link, LINK),
    Hostile("a device", "m.zip", device, "is a device"),
    Hostile("encrypted members", "m.zip", encrypted, "is encrypted", NOTHING),
    Hostile("strongly encrypted members", "m.zip", strongly_encrypted, "is encrypted", NOTHING),
    Hostile("a wrong checksum", "m.zip", wrong_checksum, "its checksum is wrong"),
    Hostile("a damaged member", "m.zip", damaged_stream, "it cannot be unpacked"),
    Hostile("a member longer than it says", "m.zip", longer_than_said, "its checksum is wrong"),
    Hostile("a member shorter than it says", "m.zip", shorter_than_said, "breaks off before its end"),
    Hostile("a member that is elsewhere", "m.zip", elsewhere, "is not where the archive says"),
    Hostile("an unknown compression", "m.zip", unknown_method, "is compressed in a way that is not read"),
    Hostile("members over one another", "m.zip", overlapping, "lies over another member"),
    Hostile("a size of 2**60 by zip64", "m.zip", enormous_by_zip64, "is larger than 1 MiB"),
    Hostile("50 000 members", "m.zip", many_members, "holds more than 50000 members", NOTHING),
    Hostile("names of 12 MB", "m.zip", long_table, "holds more names than an archive may", NOTHING),
    Hostile("a wrong number of members", "m.zip", wrong_count, "another number of members", frozenset((FILE, OTHER))),
    Hostile("a table that is elsewhere", "m.zip", table_elsewhere, "is not where it says", NOTHING),
    Hostile("a damaged table", "m.zip", damaged_table, "its table of contents cannot be read", NOTHING),
    Hostile("archives 10 deep", "m.zip", lambda: nested(10), "3 deep in one another"),
    Hostile("30 archives", "m.zip", many_archives, "at most 20 archives are"),
    Hostile("a program that swells", "m.zip", swollen, "is larger than 1 MiB"),
    Hostile("an archive that swells", "m.zip", swollen_inner, "is larger than 256 MiB"),
    Hostile("half an archive", "m.zip", lambda: zipped((FILE, GOOD * 99))[:150], "breaks off before its end", NOTHING),
    Hostile("a web page", "m.zip", lambda: b"<html>Not found</html>" * 99, "is no zip archive", NOTHING),
    Hostile("an empty file", "m.zip", lambda: b"", "is empty", NOTHING),
    Hostile("a rar archive", "m.rar", lambda: b"Rar!\x1a\7\0", "it is a rar archive", NOTHING),
    Hostile("a 7z archive", "m.7z", lambda: b"7z\xbc\xaf\x27\x1c", "it is a 7z archive", NOTHING),
    Hostile("a tar: a name that leads out", "m.tar", tar_with(tarfile.TarInfo("../../bob.py"), GOOD), LEAVES),
    Hostile("a tar: an absolute name", "m.tar", tar_with(tarfile.TarInfo("/etc/job.py"), GOOD), ABSOLUTE),
    Hostile("a tar: a link", "m.tar", tar_with(special(OTHER, tarfile.SYMTYPE, "/etc/passwd")), LINK),
    Hostile("a tar: a hard link", "m.tar", tar_with(special(OTHER, tarfile.LNKTYPE, "/etc/passwd")), LINK),
    Hostile("a tar: a device", "m.tar", tar_with(special("disk", tarfile.BLKTYPE)), "is a device"),
    Hostile("a tar: a pipe", "m.tar", tar_with(special(OTHER, tarfile.FIFOTYPE)), "is a named pipe"),
    Hostile("a tar: a sparse file", "m.tar", sparse, "is a sparse file"),
    Hostile("a tar: a sparse file by pax", "m.tar", lambda: pax_sparse(SPARSE_MAP), "is a sparse file"),
    Hostile("a tar: a sparse file by pax without a map", "m.tar", lambda: pax_sparse(GOOD), "a header cannot be read"),
    Hostile("a tar: a header of 8 MiB", "m.tar", endless_header, "a header cannot be read"),
    Hostile("a tar: a size below zero", "m.tar", negative_size, "a size below zero"),
    Hostile("a tar: a size below zero by pax", "m.tar", negative_size_by_pax, "a size below zero"),
    Hostile("a tar: a size beyond its end", "m.tar", size_beyond_the_end, "breaks off before its end"),
    Hostile("a tar: a damaged header", "m.tar", wrong_header, "a header's checksum is wrong"),
    Hostile(
        "a tar: half of it", "m.tar", lambda: tarred((FILE, GOOD), (OTHER, GOOD))[:1200], "breaks off before its end"
    ),
    Hostile("a gzip bomb", "m.tar.gz", gzip_bomb, "expands to more than 256 MiB"),
    Hostile("a bzip2 bomb", "m.tar.bz2", bzip2_bomb, "expands to more than 256 MiB"),
    Hostile("xz that wants 1.5 GiB", "m.tar.xz", xz_with_a_large_dictionary, "needs more memory", NOTHING),
    Hostile("half a gzip", "m.tar.gz", truncated_gzip, "breaks off before its end"),
    Hostile(
        "a damaged gzip",
        "m.tar.gz",
        damaged_gzip,
        "is damaged: it cannot be unpacked",
        frozenset((FILE, OTHER)),  # where the damage is, its checksum does not say
    ),
    Hostile("gzip without a tar", "m.tgz", lambda: gzip.compress(b"hello" * 500), "what is in it is no tar", NOTHING),
)
