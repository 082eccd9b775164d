"""What is heard of the many ways in which files are saved."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.intake.changes import LONGEST_MS, Changes
from tests.grading import SUBMISSIONS

RIGHT = SUBMISSIONS / "correct_kernel_loops"
VALID = "0-convolve_grayscale_valid.py"
PATIENCE_SECONDS = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(RIGHT, tmp_path / "mine")
    return tmp_path / "mine"


class Heard:
    """What `Changes` tells of a folder."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._lock = threading.Condition()

    def __call__(self, names: frozenset[str]) -> None:
        with self._lock:
            self._names |= names or {""}
            self._lock.notify_all()

    def wait_for(self, name: str) -> None:
        with self._lock:
            assert self._lock.wait_for(lambda: name in self._names, PATIENCE_SECONDS), self._names

    def forget(self) -> None:
        with self._lock:
            self._names.clear()


@pytest.fixture
def heard(folder: Path) -> Iterator[Heard]:
    told = Heard()
    with Changes(folder, told):
        (folder / "first").touch()
        while "first" not in told._names:  # the system tells of what happens from some moment on
            (folder / "first").write_text("x")
            time.sleep(0.02)
        told.forget()
        yield told


def save(file: Path) -> None:
    file.write_text("x = 1\n")


def save_by_rename(file: Path) -> None:
    """As many editors do: nobody ever sees half of it."""
    beside = file.with_name(f"{file.name}.swp")
    beside.write_text("x = 1\n")
    os.replace(beside, file)


def save_with_a_backup(file: Path) -> None:
    """As others do: for a moment there is none."""
    file.rename(file.with_name(f"{file.name}~"))
    file.write_text("x = 1\n")


def save_in_two_halves(file: Path) -> None:
    with file.open("w") as half:
        half.write("x = ")
        half.flush()
        time.sleep(0.1)
        half.write("1\n")


SAVES = [save, save_by_rename, save_with_a_backup, save_in_two_halves, Path.unlink]


@pytest.mark.parametrize("save", SAVES, ids=lambda save: save.__name__)
def test_a_save_is_heard_whatever_way_it_is_made(save: Callable[[Path], None], heard: Heard, folder: Path) -> None:
    save(folder / VALID)
    heard.wait_for(VALID)


def test_after_the_last_half_something_is_heard(heard: Heard, folder: Path) -> None:
    with (folder / VALID).open("w") as half:
        half.write("x = ")
        half.flush()
        heard.wait_for(VALID)
        heard.forget()
        half.write("1\n")
    heard.wait_for(VALID)


def test_a_new_file_is_heard(heard: Heard, folder: Path) -> None:
    save(folder / "new.py")
    heard.wait_for("new.py")


def test_a_folder_that_is_put_in_the_place_of_another_is_heard_and_then_watched(heard: Heard, folder: Path) -> None:
    folder.rename(folder.with_name("before"))
    heard.wait_for("")
    heard.forget()
    shutil.copytree(RIGHT, folder)
    heard.wait_for("")
    heard.forget()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while "later.py" not in heard._names and time.monotonic() < deadline:
        save(folder / "later.py")
        time.sleep(0.02)
    heard.wait_for("later.py")


def test_when_it_is_left_no_thread_is_left(folder: Path) -> None:
    before = threading.active_count()
    with Changes(folder, lambda _: None) as changes:
        changes.begin()
        changes.wait()
    assert threading.active_count() == before


def test_who_waits_is_told_the_names_that_were_saved_since_it_began(folder: Path) -> None:
    with Changes(folder, lambda _: None) as changes:
        names: frozenset[str] = frozenset()
        while VALID not in names:  # the system tells of what happens from some moment on
            changes.begin()
            save(folder / VALID)
            names = changes.wait()
        time.sleep(3 * LONGEST_MS / 1000)
        changes.begin()
        save(folder / "other.py")
        while not (names := changes.wait()):  # the folder itself is looked at from time to time
            time.sleep(0.02)
        assert names == {"other.py"}
