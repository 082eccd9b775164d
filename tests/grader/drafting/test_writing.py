"""A folder is written whole or not at all, and nothing is written over."""

import os
from pathlib import Path

import pytest

from grader.drafting import write
from grader.drafting.writing import is_free

FILES = {"assignment.toml": b"name", "samples/right/a.py": b"#!/usr/bin/env python3\n", "a.py": b"x = 1\n"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["new", "deep/er/new"])
def test_a_new_folder_has_every_file(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, FILES)
    assert contents(tmp_path / name) == FILES
    assert os.listdir(tmp_path) == [name.split("/")[0]]


def test_an_empty_folder_is_filled_and_stays_the_same_one(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino
    write(Path(), FILES)
    assert tmp_path.stat().st_ino == before
    assert contents(Path()) == FILES


def test_a_program_can_be_executed_and_the_folder_be_read(tmp_path: Path) -> None:
    write(tmp_path / "new", FILES)
    assert os.access(tmp_path / "new/samples/right/a.py", os.X_OK)
    assert not os.access(tmp_path / "new/a.py", os.X_OK)
    (tmp_path / "plain").mkdir()
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode


def full(folder: Path) -> None:
    folder.mkdir()
    (folder / "kept").write_text("kept")


@pytest.mark.parametrize(
    "lay",
    [
        full,
        lambda folder: folder.write_text("a file"),
        lambda folder: folder.symlink_to("nowhere"),
        lambda folder: folder.symlink_to("."),
    ],
    ids=["full", "file", "broken link", "link"],
)
def test_what_lies_there_stays(tmp_path: Path, lay) -> None:
    place = tmp_path / "new"
    lay(place)
    before = sorted(path.as_posix() for path in tmp_path.rglob("*"))
    assert not is_free(place)
    with pytest.raises(FileExistsError):
        write(place, FILES)
    assert sorted(path.as_posix() for path in tmp_path.rglob("*")) == before


@pytest.mark.parametrize("there", [False, True])
def test_a_failure_leaves_nothing(tmp_path: Path, there: bool) -> None:
    place = tmp_path / "new"
    if there:
        place.mkdir()
    with pytest.raises(OSError, match="name too long"):
        write(place, {**FILES, "x" * 300: b""})
    assert [path.name for path in tmp_path.rglob("*")] == (["new"] if there else [])
