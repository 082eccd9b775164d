"""A large class is found without being held, and read from any thread."""

import tracemalloc
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checks.model.assignment import Assignment
from grader.intake.taking import read
from tests.grader.intake.taking import FILES, contents, lay, scan

COUNT = 1500
LARGE = b"#" * 200_000


def folders(path: Path) -> Path:
    for number in range(COUNT):
        lay(path / f"student{number:04}", FILES[0])
    return path


def archive(path: Path) -> Path:
    with zipfile.ZipFile(path := path.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for number in range(COUNT):
            file.writestr(f"student{number:04}/{FILES[0]}", LARGE)
    return path


def canvas(path: Path) -> Path:
    with zipfile.ZipFile(path := path.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for number in range(COUNT):
            file.writestr(f"student_{number}_{number}_{FILES[0]}", LARGE)
    return path


@pytest.mark.parametrize("make", [folders, archive, canvas], ids=lambda make: make.__name__)
def test_memory_does_not_hold_what_was_handed_in(make, tmp_path: Path, assignment: Assignment) -> None:
    path = make(tmp_path / "class")
    tracemalloc.start()
    try:
        count = sum(1 for _ in scan(path, assignment))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == COUNT
    assert peak < COUNT * 6000  # names, and no contents: those have 200 000 bytes each


def test_scanning_is_under_way_before_the_last_student_is_reached(tmp_path: Path, assignment: Assignment) -> None:
    path = lay(tmp_path, *(f"student{number:03}/{FILES[0]}" for number in range(100)))
    found = scan(path, assignment)
    first = next(found)
    assert contents(read(first, assignment)) == {FILES[0]: f"student000/{FILES[0]}".encode()}
    lay(path, "student099/late.txt")  # not reached yet, so nothing of it is held
    assert sum(1 for _ in found) == 99


def test_entries_are_read_from_many_threads_and_again(tmp_path: Path, assignment: Assignment) -> None:
    names = [f"student{number:03}" for number in range(60)]
    with zipfile.ZipFile(tmp_path / "class.zip", "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(f"{name}/{FILES[0]}", name)
    entries = list(scan(tmp_path / "class.zip", assignment)) * 3
    with ThreadPoolExecutor(8) as pool:
        submissions = list(pool.map(lambda entry: read(entry, assignment), entries))
    assert [contents(each)[FILES[0]].decode() for each in submissions] == names * 3


def test_an_archive_that_is_exchanged_is_read_anew(tmp_path: Path, assignment: Assignment) -> None:
    path = tmp_path / "class.zip"
    for content in (b"one", b"another"):
        with zipfile.ZipFile(path, "w") as file:
            for name in ("ada", "bob"):
                file.writestr(f"{name}/{FILES[0]}", content)
        assert [contents(read(entry, assignment))[FILES[0]] for entry in scan(path, assignment)] == [content] * 2
