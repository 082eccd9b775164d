"""`grader watch` as it is used: a process in a folder in which files are saved, ended by Ctrl-C."""

import os
import pty
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.cli import run
from tests.conftest import ROOT
from tests.grading import SUBMISSIONS
from tests.processes import gone, running, until

RIGHT, WRONG = SUBMISSIONS / "correct_kernel_loops", SUBMISSIONS / "wrong_flipped_kernel"
VALID = "0-convolve_grayscale_valid.py"
PATIENCE_SECONDS = 60.0


class Watching:
    """The process, and what it has printed so far."""

    def __init__(self, folder: Path, *options: str, stdout: int = subprocess.PIPE) -> None:
        self.temporary = folder.with_name("temporary")
        self.temporary.mkdir()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "grader", "watch", folder, *options],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(self.temporary), "TERM": "xterm"},
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.PIPE,
        )
        self._text = b""
        self._lock = threading.Condition()

    def listen(self, descriptor: int) -> None:
        def read() -> None:
            while data := _read(descriptor):
                with self._lock:
                    self._text += data
                    self._lock.notify_all()

        threading.Thread(target=read, daemon=True).start()

    def wait_for(self, text: str) -> str:
        """What was printed up to a text and with it, and not waited for before."""
        wanted = text.encode()
        with self._lock:
            assert self._lock.wait_for(lambda: wanted in self._text, PATIENCE_SECONDS), self._text.decode()
            before, found, self._text = self._text.partition(wanted)
            return (before + found).decode()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:  # the other end of a terminal is closed
        return b""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(RIGHT, tmp_path / "mine")
    return tmp_path / "mine"


@pytest.fixture
def watching(folder: Path) -> Iterator[Watching]:
    made = Watching(folder, "--quiet", "--task", "0", "--task", "1")
    assert made.process.stdout is not None
    made.listen(made.process.stdout.fileno())
    with made.process:
        yield made
        made.process.kill()


def test_each_save_is_graded_and_shown(watching: Watching, folder: Path) -> None:
    assert "2 of 2 tasks accepted" in watching.wait_for("Ctrl-C ends it\n")
    shutil.copy(WRONG / VALID, folder / VALID)
    assert "1 of 2 tasks accepted" in watching.wait_for("Ctrl-C ends it\n")
    (folder / VALID).write_text("while True:\n    pass\n")
    shutil.copy(RIGHT / VALID, folder / VALID)
    watching.wait_for("2 of 2 tasks accepted")
    (folder / VALID).unlink()
    assert "missing" in watching.wait_for("1 of 2 tasks accepted")
    shutil.rmtree(folder)
    watching.wait_for("there is no folder")
    assert watching.wait_for("Ctrl-C ends it\n") == f" {folder}\nwatching {folder}, Ctrl-C ends it\n"
    shutil.copytree(RIGHT, folder)
    watching.wait_for("2 of 2 tasks accepted")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda end: end.name)
def test_ended_it_leaves_nothing_behind(end: signal.Signals, watching: Watching, folder: Path) -> None:
    watching.wait_for("Ctrl-C ends it\n")
    below = running(watching.process.pid)
    assert below
    watching.process.send_signal(end)
    error = watching.process.communicate()[1].strip()
    assert (watching.process.returncode, error) == (130, b"grader: stopped")
    until(gone(below), "the end of what it had started")
    assert list(watching.temporary.iterdir()) == []


def test_ended_while_a_file_runs_that_never_ends_it_leaves_nothing_behind(watching: Watching, folder: Path) -> None:
    watching.wait_for("Ctrl-C ends it\n")
    before = len(running(watching.process.pid))
    (folder / VALID).write_text("while True:\n    pass\n")
    below = until(lambda: len(now := running(watching.process.pid)) > before and now, "the file at work")
    watching.process.send_signal(signal.SIGINT)
    error = watching.process.communicate()[1].strip()
    assert (watching.process.returncode, error) == (130, b"grader: stopped")
    until(gone(below), "the end of what it had started")


def test_in_a_terminal_the_newest_grade_takes_the_place_of_the_one_before(folder: Path) -> None:
    here, there = pty.openpty()
    made = Watching(folder, "--task", "0", stdout=there)
    os.close(there)
    made.listen(here)
    with made.process:
        made.wait_for("Ctrl-C ends it")
        shutil.copy(WRONG / VALID, folder / VALID)
        shown = made.wait_for("Ctrl-C ends it")
        made.process.send_signal(signal.SIGINT)
    os.close(here)
    assert "\x1b[2J\x1b[H" in shown
    assert "the kernel is flipped" in shown.partition("\x1b[2J")[2]


def test_in_a_terminal_each_save_is_answered(folder: Path) -> None:
    """Also where there is nothing new to show: whoever saves waits for a word."""
    here, there = pty.openpty()
    made = Watching(folder, "--task", "0", stdout=there)
    os.close(there)
    made.listen(here)
    right = (folder / VALID).read_text()
    with made.process:
        try:
            assert "the first time takes longest" in made.wait_for("Ctrl-C ends it")
            shutil.copy(WRONG / VALID, folder / VALID)
            assert "since the last save: task 0 accepted 10 -> wrong_answer" in made.wait_for("Ctrl-C ends it")
            (folder / VALID).write_text(right)
            assert "-> accepted 10" in made.wait_for("Ctrl-C ends it")
            (folder / VALID).write_text(right)
            made.wait_for("saved; all is as before")
            (folder / VALID).write_text("while True:\n    pass\n")
            made.wait_for("saved; grading")
            (folder / VALID).write_text(right)
            made.wait_for("saved; all is as before")
        finally:
            made.process.send_signal(signal.SIGINT)
    os.close(here)


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["nowhere"], "nowhere is no folder"),
        ([str(RIGHT / VALID)], "is no folder; give the folder that the files lie in"),
        ([str(RIGHT), "--task", "none"], "there is no task `none`"),
        ([str(RIGHT), "--assignment", "nowhere.toml"], "nowhere.toml"),
    ],
    ids=lambda value: str(value)[-40:],
)
def test_what_cannot_be_watched_gets_one_line(arguments: list[str], part: str, capsys) -> None:
    assert run(["watch", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert part in line
