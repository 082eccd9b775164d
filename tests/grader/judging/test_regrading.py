"""A folder under watch: what is judged anew, and what is heard of the many ways in which files are saved."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checks.model import Verdict
from checks.model.assignment import Assignment
from grader.folders import cache_folder
from grader.intake.submission import SubmissionError
from grader.judging.judge import Judge
from grader.judging.regrading import Changes, Desk, SupersededError
from grader.sandbox.levels import LEVELS
from grader.sandbox.server import SandboxError
from tests.grading import SUBMISSIONS

RIGHT, WRONG = SUBMISSIONS / "correct_kernel_loops", SUBMISSIONS / "wrong_flipped_kernel"
VALID, SAME = "0-convolve_grayscale_valid.py", "1-convolve_grayscale_same.py"
ENDLESS = "while True:\n    pass\n"
PATIENCE_SECONDS = 60.0


@pytest.fixture(scope="module")
def judge(assignment: Assignment) -> Iterator[Judge]:
    with Judge.started(assignment, tuple(LEVELS.values()), cache_folder()) as made:
        yield made


@pytest.fixture
def judged(judge: Judge, monkeypatch) -> list[str]:
    """The tasks that the judge has judged, one after the other."""
    seen: list[str] = []
    really = judge.judge
    monkeypatch.setattr(judge, "judge", lambda item: (seen.append(item.task), really(item))[1])
    return seen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(RIGHT, tmp_path / "mine")
    return tmp_path / "mine"


@pytest.fixture
def desk(folder: Path, assignment: Assignment, judge: Judge, judged: list[str]) -> Desk:
    return Desk(folder, assignment, assignment.tasks, judge)


def verdicts(desk: Desk) -> list[Verdict]:
    return [task.verdict for task in desk.grade().tasks]


# --- what is judged ----------------------------------------------------------------------------------


def test_only_the_work_that_changed_is_judged_again(desk: Desk, folder: Path, judged: list[str]) -> None:
    assert verdicts(desk) == [Verdict.ACCEPTED] * 3
    assert judged == ["0", "1", "2"]
    shutil.copy(WRONG / SAME, folder / SAME)
    assert verdicts(desk) == [Verdict.ACCEPTED, Verdict.WRONG_ANSWER, Verdict.ACCEPTED]
    assert judged == ["0", "1", "2", "1"]
    (folder / SAME).unlink()
    assert verdicts(desk) == [Verdict.ACCEPTED, Verdict.MISSING, Verdict.ACCEPTED]
    shutil.copy(RIGHT / SAME, folder / SAME)
    assert verdicts(desk) == [Verdict.ACCEPTED] * 3


def test_what_is_saved_as_it_was_is_not_judged(desk: Desk, folder: Path, judged: list[str]) -> None:
    first = desk.grade()
    begun: list[str] = []
    (folder / VALID).write_bytes((folder / VALID).read_bytes())
    assert desk.grade(lambda: begun.append("begun")) == first
    assert (judged, begun) == (["0", "1", "2"], [])


def test_the_folders_own_checks_are_made_each_time(desk: Desk, folder: Path) -> None:
    before = desk.grade()
    (folder / "README.md").unlink()
    after = desk.grade()
    assert after.tasks == before.tasks
    assert after.checks != before.checks


def test_a_file_that_another_imports_counts_as_its_own(desk: Desk, folder: Path, judged: list[str]) -> None:
    (folder / SAME).write_text((folder / SAME).read_text() + f"\n\nOTHER = __import__('{VALID.removesuffix('.py')}')\n")
    desk.grade()
    judged.clear()
    (folder / VALID).write_text((folder / VALID).read_text() + "\n\nMORE = 1\n")
    desk.grade()
    assert judged == ["0", "1"]


def test_a_folder_without_the_files_is_told_and_graded_when_they_come(desk: Desk, folder: Path) -> None:
    for file in folder.glob("*.py"):
        file.unlink()
    with pytest.raises(SubmissionError, match="has none of"):
        desk.grade()
    shutil.copy(RIGHT / VALID, folder / VALID)
    assert verdicts(desk)[0] is Verdict.ACCEPTED


def test_a_failure_of_the_grader_is_tried_again(desk: Desk, judge: Judge, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise SandboxError("no process could be started")

    with monkeypatch.context() as patch:
        patch.setattr("grader.sandbox.client.Sandbox.run", fail)
        assert verdicts(desk) == [Verdict.INTERNAL_ERROR] * 3
    assert verdicts(desk) == [Verdict.ACCEPTED] * 3


def grade_while(desk: Desk, judge: Judge, then: Callable[[], None]) -> object:
    """Grade, and do something as soon as code of the student is running."""
    running, run = threading.Event(), judge.run

    def told(*given):
        running.set()
        return run(*given)

    found: list[object] = []

    def grade() -> None:
        try:
            found.append(desk.grade())
        except SupersededError as error:
            found.append(error)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judge, "run", told)
        thread = threading.Thread(target=grade)
        thread.start()
        assert running.wait(PATIENCE_SECONDS)
        then()
        thread.join()
    return found[0]


def test_what_is_saved_while_it_is_judged_is_ended_and_judged_anew(desk: Desk, folder: Path, judge: Judge) -> None:
    """The file never ends; its time would be up only after many seconds."""
    (folder / VALID).write_text(ENDLESS)

    def save() -> None:
        shutil.copy(RIGHT / VALID, folder / VALID)
        desk.changed(frozenset({VALID}))

    assert isinstance(grade_while(desk, judge, save), SupersededError)
    assert verdicts(desk) == [Verdict.ACCEPTED] * 3


def test_what_is_saved_beside_it_ends_nothing(desk: Desk, judge: Judge) -> None:
    grade = grade_while(desk, judge, lambda: desk.changed(frozenset({SAME, "notes.txt"})))
    assert not isinstance(grade, SupersededError)


# --- what is heard -----------------------------------------------------------------------------------


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
